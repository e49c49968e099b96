package dev.gatehouse.protocols.document;

/// What the checks of a zone say together. A passed check is never proof that the reading is right:
/// characters that are equal modulo ten pass every one.
public enum MrzStatus {
    /// Every check that is printed agrees, and none is missing.
    VALID,
    /// A check disagrees.
    FAILED,
    /// A check digit is missing, so something was not checked.
    UNVERIFIED
}
