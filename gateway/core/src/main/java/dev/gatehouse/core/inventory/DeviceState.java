package dev.gatehouse.core.inventory;

/// How a device stands to the policy (covered equipment sheet, section 6), the least first. An
/// indicator, never a judgement of law.
public enum DeviceState {
    NOT_COMPARED(0),
    UNKNOWN_MAKER(1),
    NOT_LISTED(2),
    REVIEW(3),
    CONFLICT(4),
    INDICATED(5),
    CONFIRMED(6);

    private final int weight;

    DeviceState(int weight) {
        this.weight = weight;
    }

    /// The one that a person must see first.
    public DeviceState worse(DeviceState other) {
        return other.weight > weight ? other : this;
    }

    /// A list's maker has a hand in it, by evidence.
    public boolean flagged() {
        return weight >= REVIEW.weight;
    }
}
