package dev.gatehouse.core.identifier;

/// What the rules of a kind say of one reading. A passed check is never proof that the reading is
/// right: every rule has changes that it cannot see.
public enum IdentifierStatus {
    /// The form is right and every check that the standard makes binding agrees.
    VALID,
    /// The form is right and a check disagrees: reported, never repaired.
    FAILED,
    /// The check digit is missing, so nothing was checked.
    UNVERIFIED,
    /// The form is right and there is no check, or none that binds this issuer.
    NOT_APPLICABLE,
    /// The form is wrong, so there is no canonical form.
    MALFORMED;

    /// Whether the form is right and no binding check is missing or disagrees.
    public boolean isValid() {
        return switch (this) {
            case VALID, NOT_APPLICABLE -> true;
            case FAILED, UNVERIFIED, MALFORMED -> false;
        };
    }
}
