package dev.gatehouse.core.match;

/// How the 32 bits of a slot are used in one table, from the top:
///
/// ```text
/// 0  print of the key, nothing else to spare     place of the entry
/// 1  print of the key                            position of a list
/// ```
///
/// An empty slot is 0; a print never is. The fewer entries, the more bits of a key are compared
/// before an entry is.
final class SlotForm {
    private static final int LEAST_PRINT_BITS = 4;

    /// The lower bits of a hash, which choose no bucket.
    private static final int MOST_PRINT_BITS = 14;

    private final int entryBits;
    private final int listBits;
    private final int printBits;
    private final int listPrintBits;

    /// @param entries how many there are
    /// @param listUnits how far lists can reach
    SlotForm(int entries, long listUnits) {
        entryBits = bitsFor(entries - 1L);
        listBits = bitsFor(listUnits);
        printBits = Math.min(Integer.SIZE - 1 - entryBits, MOST_PRINT_BITS);
        listPrintBits = Math.min(Integer.SIZE - 1 - listBits, MOST_PRINT_BITS);
        if (Math.min(printBits, listPrintBits) < LEAST_PRINT_BITS) {
            throw new IllegalStateException("slot form: no room for a print");
        }
    }

    private static int bitsFor(long number) {
        return Long.SIZE - Long.numberOfLeadingZeros(Math.max(number, 1));
    }

    /// Selects what both kinds of slot have of the print.
    int commonMask() {
        return mask(Math.min(printBits, listPrintBits));
    }

    int entryPrintMask() {
        return mask(printBits);
    }

    int listPrintMask() {
        return mask(listPrintBits);
    }

    private static int mask(int bits) {
        return ((1 << bits) - 1) << (Integer.SIZE - 1 - bits);
    }

    /// As much of the print as any slot has, at its place. Its upper bits are those that all slots
    /// have, and never all 0.
    static int print(long hash) {
        int low = (int) hash & ((1 << MOST_PRINT_BITS) - 1);
        int shift = Integer.SIZE - 1 - MOST_PRINT_BITS;
        return low >>> (MOST_PRINT_BITS - LEAST_PRINT_BITS) == 0
                ? (low | (1 << (MOST_PRINT_BITS - LEAST_PRINT_BITS))) << shift
                : low << shift;
    }

    int entryMask() {
        return (1 << entryBits) - 1;
    }

    int listMask() {
        return (1 << listBits) - 1;
    }

    /// Slot of a single entry.
    int ofEntry(long hash, int entry) {
        return (print(hash) & entryPrintMask()) | entry;
    }

    /// Slot of a list.
    int ofList(long hash, int position) {
        return Integer.MIN_VALUE | (print(hash) & listPrintMask()) | position;
    }
}
