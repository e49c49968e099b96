package dev.gatehouse.protocols.llrp;

/// Checks of numbers that a caller wants written.
final class Range {

    private static final long U8 = 0xFF;
    private static final long U16 = 0xFFFF;
    private static final long U32 = 0xFFFF_FFFFL;

    private Range() {}

    static void u8(String what, long... values) {
        within(what, 0, U8, values);
    }

    static void u16(String what, long... values) {
        within(what, 0, U16, values);
    }

    static void s16(String what, long value) {
        within(what, Short.MIN_VALUE, Short.MAX_VALUE, value);
    }

    static void u32(String what, long... values) {
        within(what, 0, U32, values);
    }

    private static void within(String what, long least, long most, long... values) {
        for (long value : values) {
            if (value < least || value > most) {
                throw new IllegalArgumentException(
                        what + ": expected " + least + ".." + most + ", found " + value);
            }
        }
    }
}
