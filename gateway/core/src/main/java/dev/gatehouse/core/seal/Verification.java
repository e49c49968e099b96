package dev.gatehouse.core.seal;

/// What became of a signed message.
public enum Verification {
    /// Every signature that must be there is there and fits.
    VALID,
    /// A field is missing, unknown, of the wrong length or out of its range.
    BAD_LAYOUT,
    /// The answer is to another hello.
    WRONG_NONCE,
    /// The Ed25519 signature is missing or does not fit.
    BAD_ED25519,
    /// The ML-DSA-44 signature is missing where it must be there, or does not fit.
    BAD_ML_DSA;

    /// Whether the message may be believed.
    public boolean valid() {
        return this == VALID;
    }
}
