package dev.gatehouse.core.referral;

/// When a referral that nobody moves becomes somebody's concern. Monotonic, milliseconds.
///
/// @param unacknowledgedMs after it was raised or last escalated
/// @param openMs after it was acknowledged, or taken to secondary, or last escalated
/// @param limit escalations of one referral
public record Escalation(long unacknowledgedMs, long openMs, int limit) {
    public Escalation {
        if (unacknowledgedMs <= 0 || openMs <= 0 || limit <= 0) {
            throw new IllegalArgumentException(
                    "escalation: expected all above 0, found "
                            + unacknowledgedMs
                            + ", "
                            + openMs
                            + ", "
                            + limit);
        }
    }
}
