package dev.gatehouse.protocols.dmr.link;

/// Who sends or is meant: a unit, a group or a service (ETSI TS 102 361-1, annex A). Nothing on the
/// air proves it. It may be on a lookout list, so it is never printed by accident.
///
/// @param number 24 bits
public record RadioAddress(int number) {

    /// Bits of an address.
    public static final int BITS = 24;

    /// Highest number of a unit; above are gateways and calls to all.
    public static final int MAX_UNIT = 16_776_415;

    /// Every unit.
    public static final RadioAddress ALL = new RadioAddress(0xFF_FFFF);

    private static final int MAX = 0xFF_FFFF;

    public RadioAddress {
        if (number < 0 || number > MAX) {
            throw new IllegalArgumentException("address: expected 24 bits");
        }
    }

    /// Whether a single radio can have it.
    public boolean isUnit() {
        return number > 0 && number <= MAX_UNIT;
    }

    /// The kind alone.
    @Override
    public String toString() {
        return isUnit() ? "RadioAddress[withheld]" : "RadioAddress[service, withheld]";
    }
}
