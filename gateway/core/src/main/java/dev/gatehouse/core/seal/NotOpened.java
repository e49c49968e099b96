package dev.gatehouse.core.seal;

/// The envelope is not taken.
///
/// @param reason the first check that failed
public record NotOpened(Reason reason) implements OpenResult {

    /// In the order of the checks.
    public enum Reason {
        /// A field is missing, unknown, of the wrong length or out of its range, outside the AEAD
        /// or inside.
        BAD_LAYOUT,
        /// Another version or suite than this one.
        UNSUPPORTED_SUITE,
        /// No booth of this pseudonym is enrolled.
        UNKNOWN_BOOTH,
        /// No opening of this epoch has been seen.
        UNKNOWN_EPOCH,
        /// The opening was made for a prekey that central does not hold, or has erased.
        UNKNOWN_PREKEY,
        /// Not sealed by this booth in this epoch, or altered on the way.
        BAD_TAG,
        /// Authentic, but it follows another record than the expected one: a gap or a fork.
        CHAIN_MISMATCH
    }
}
