package dev.gatehouse.core.identifier;

import java.util.Optional;

/// One reading after the rules of its kind (fact sheet of lookout matching, section 1): the raw
/// input, the one form to compare and to index, and what the checks said.
///
/// @param kind whose rules were applied
/// @param input as read
/// @param canonical form to compare, present when the shape is right, whatever the check says
/// @param searchText what may still be searched when there is no canonical form, such as the body
///   of an IMEI without check digit or a VIN of 16 characters
/// @param status what the checks said
/// @param why reason, free of content
public record CheckedIdentifier(
        IdentifierKind kind,
        String input,
        Optional<String> canonical,
        Optional<String> searchText,
        IdentifierStatus status,
        String why) {

    public CheckedIdentifier {
        boolean wanted =
                switch (status) {
                    case VALID, FAILED, NOT_APPLICABLE -> canonical.isPresent();
                    case MALFORMED -> canonical.isEmpty();
                    case UNVERIFIED -> canonical.isPresent() || searchText.isPresent();
                };
        if (!wanted) {
            throw new IllegalArgumentException("canonical form does not go with " + status);
        }
    }

    static CheckedIdentifier of(
            IdentifierKind kind,
            String input,
            String canonical,
            IdentifierStatus status,
            String why) {
        return new CheckedIdentifier(
                kind, input, Optional.of(canonical), Optional.empty(), status, why);
    }

    /// A check that binds, and its outcome.
    static CheckedIdentifier checked(
            IdentifierKind kind, String input, String canonical, boolean agrees) {
        return agrees
                ? of(kind, input, canonical, IdentifierStatus.VALID, "check digit agrees")
                : of(kind, input, canonical, IdentifierStatus.FAILED, "check digit disagrees");
    }

    static CheckedIdentifier unchecked(IdentifierKind kind, String input, String canonical) {
        return of(
                kind,
                input,
                canonical,
                IdentifierStatus.NOT_APPLICABLE,
                "form is right; this kind has no check");
    }

    static CheckedIdentifier malformed(IdentifierKind kind, String input, String why) {
        return new CheckedIdentifier(
                kind, input, Optional.empty(), Optional.empty(), IdentifierStatus.MALFORMED, why);
    }

    /// No canonical form, yet something to search by.
    CheckedIdentifier searchedBy(String text) {
        return new CheckedIdentifier(kind, input, canonical, Optional.of(text), status, why);
    }

    /// Whether the form is right and no binding check is missing or disagrees.
    public boolean isValid() {
        return status.isValid();
    }

    /// Identifiers are content: never printed by accident.
    @Override
    public String toString() {
        return "CheckedIdentifier[" + kind + ", " + status + ", content withheld]";
    }
}
