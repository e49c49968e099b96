package dev.gatehouse.core.match;

/// How the 32 bits of a slot are used in one table, from the top:
///
/// ```text
/// 0  key print, the same for both   whole   jurisdiction code   number of the entry
/// 1  key print                      more of the print           position of a list
/// ```
///
/// An empty slot is 0; a key print never is. The fewer entries, the more bits of the key are
/// compared before an entry is.
final class SlotForm {
    private static final int CODE_BITS_MIN = 2;
    private static final int CODE_BITS_MAX = 4;
    private static final int LEAST_PRINT_BITS = 4;
    private static final int HASH_LOW_BITS_FOR_PRINTS = 14;

    private final int entryBits;
    private final int codeBits;
    private final int printBits;
    private final int listBits;

    /// @param entries how many there are
    /// @param listUnits how far lists can reach
    SlotForm(int entries, long listUnits) {
        entryBits = bitsFor(entries - 1L);
        codeBits =
                Math.clamp(
                        Integer.SIZE - 2 - entryBits - LEAST_PRINT_BITS - 2,
                        CODE_BITS_MIN,
                        CODE_BITS_MAX);
        int rest = Integer.SIZE - 2 - entryBits - codeBits;
        listBits = bitsFor(listUnits);
        printBits =
                Math.min(
                        Math.min(rest, HASH_LOW_BITS_FOR_PRINTS), Integer.SIZE - 1 - listBits);
        if (printBits < LEAST_PRINT_BITS) {
            throw new IllegalStateException("slot form: no room for a print");
        }
    }

    private static int bitsFor(long number) {
        return Long.SIZE - Long.numberOfLeadingZeros(Math.max(number, 1));
    }

    /// Codes of jurisdictions, that of the unknown one included.
    int codes() {
        return 1 << codeBits;
    }

    /// Selects the key print in any slot.
    int printMask() {
        return ((1 << printBits) - 1) << (Integer.SIZE - 1 - printBits);
    }

    /// The key print at its place.
    int print(long hash) {
        int low = (int) hash & ((1 << printBits) - 1);
        return (low == 0 ? 1 : low) << (Integer.SIZE - 1 - printBits);
    }

    int wholeMask() {
        return 1 << (entryBits + codeBits);
    }

    int codeMask() {
        return (codes() - 1) << entryBits;
    }

    /// A jurisdiction's code at its place.
    int code(int code) {
        return code << entryBits;
    }

    int entryMask() {
        return (1 << entryBits) - 1;
    }

    int listMask() {
        return (1 << listBits) - 1;
    }

    /// Selects the print in the slot of a list, more of it than [#printMask].
    int listPrintMask() {
        return ~listMask() & Integer.MAX_VALUE;
    }

    /// The longer print at its place.
    int listPrint(long hash) {
        int moreBits = Integer.SIZE - 1 - printBits - listBits;
        int more = (int) (hash >>> printBits) & ((1 << moreBits) - 1);
        return print(hash) | more << listBits;
    }

    /// Slot of a single entry.
    int ofEntry(long hash, boolean whole, int code, int entry) {
        return print(hash) | (whole ? wholeMask() : 0) | code(code) | entry;
    }

    /// Slot of a list.
    int ofList(long hash, int position) {
        return Integer.MIN_VALUE | listPrint(hash) | position;
    }
}
