package dev.gatehouse.protocols.dmr.link;

/// A place on the earth, WGS-84.
///
/// @param latitude degrees north, -90 to 90
/// @param longitude degrees east, -180 to 180
public record Position(double latitude, double longitude) {

    private static final double MAX_LATITUDE = 90;
    private static final double MAX_LONGITUDE = 180;

    public Position {
        if (!(Math.abs(latitude) <= MAX_LATITUDE && Math.abs(longitude) <= MAX_LONGITUDE)) {
            throw new IllegalArgumentException("position: beyond the earth");
        }
    }

    /// The low `bits` bits as two's complement.
    static int signed(int value, int bits) {
        int shift = Integer.SIZE - bits;
        return value << shift >> shift;
    }

    /// Degrees of a number of `bits` bits that covers `circle` degrees.
    static double degrees(int raw, int circle, int bits) {
        return (double) raw * circle / (1L << bits);
    }

    /// The nearest number of `bits` bits; the step behind the last is the last.
    static int raw(double degrees, int circle, int bits) {
        long max = (1L << (bits - 1)) - 1;
        return (int) Math.min(max, Math.round(degrees * (1L << bits) / circle));
    }

    static void requireBits(String name, int value, int bits) {
        if (value < 0 || value >= 1 << bits) {
            throw new IllegalArgumentException(name + ": expected " + bits + " bits");
        }
    }

    static void requireSigned(String name, int value, int bits) {
        if (signed(value, bits) != value) {
            throw new IllegalArgumentException(name + ": expected " + bits + " bits with sign");
        }
    }

    /// Where an officer is stays out of logs.
    @Override
    public String toString() {
        return "Position[withheld]";
    }
}
