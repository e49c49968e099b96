package dev.gatehouse.core.name;

/// What a score may cause (section 6 of the fact sheet), from nothing upwards.
public enum Band {
    /// Nothing.
    NONE,
    /// A silent lead; shown only where the birth date agrees or the lookout's priority is high.
    POSSIBLE,
    /// Referral, to compare photo and details.
    PROBABLE,
    /// The lookout's own action, once the identity is confirmed.
    STRONG;

    /// Whether this band is that one or a higher one.
    public boolean atLeast(Band other) {
        return compareTo(other) >= 0;
    }
}
