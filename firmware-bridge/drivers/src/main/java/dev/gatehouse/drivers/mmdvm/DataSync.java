package dev.gatehouse.drivers.mmdvm;

/// The sync of data and control bursts, 48 bits in the middle of a burst (TS 102 361-1, clause
/// 9.1.1): of mobiles, of base stations, and of direct mode in either slot.
final class DataSync {

    private static final long[] PATTERNS = {
        0xD5D7F77FD757L, 0xDFF57D75DF5DL, 0xF7FDD5DDFD55L, 0xD7557F5FF7F5L
    };
    private static final int FIRST_OCTET = 13;
    private static final int LAST_OCTET = 19;
    private static final long MASK = 0xFFFF_FFFF_FFFFL;

    /// The firmware passes what has up to three wrong bits.
    private static final int TOLERATED_BITS = 3;

    private DataSync() {}

    /// Whether a burst has it: one without is what a receiver makes up after a transmission.
    static boolean isIn(byte[] burst) {
        long octets = 0;
        for (int at = FIRST_OCTET; at <= LAST_OCTET; at++) {
            octets = (octets << 8) | Byte.toUnsignedLong(burst[at]);
        }
        long sync = (octets >> 4) & MASK;
        for (long pattern : PATTERNS) {
            if (Long.bitCount(sync ^ pattern) <= TOLERATED_BITS) {
                return true;
            }
        }
        return false;
    }
}
