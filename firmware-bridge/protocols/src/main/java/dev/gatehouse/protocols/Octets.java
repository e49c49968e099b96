package dev.gatehouse.protocols;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/// Octets that a format carries without saying more about them: immutable, compared by content,
/// printed by length alone.
public final class Octets {

    /// No octets at all.
    public static final Octets NONE = new Octets(new byte[0]);

    private final byte[] bytes;

    private Octets(byte[] bytes) {
        this.bytes = bytes;
    }

    /// A copy of all octets.
    public static Octets of(byte[] bytes) {
        return bytes.length == 0 ? NONE : new Octets(bytes.clone());
    }

    /// A copy of `[from, to)`.
    public static Octets of(byte[] bytes, int from, int to) {
        return from == to ? NONE : new Octets(Arrays.copyOfRange(bytes, from, to));
    }

    /// The next `length` octets of a buffer, which moves on behind them.
    public static Octets get(ByteBuffer from, int length) {
        if (length == 0) {
            return NONE;
        }
        byte[] bytes = new byte[length];
        from.get(bytes);
        return new Octets(bytes);
    }

    /// Written as hexadecimal digits without separators.
    public static Octets hex(String digits) {
        return of(HexFormat.of().parseHex(digits));
    }

    public int length() {
        return bytes.length;
    }

    public boolean isEmpty() {
        return bytes.length == 0;
    }

    /// One octet, 0 to 255.
    public int at(int index) {
        return Byte.toUnsignedInt(bytes[index]);
    }

    public void put(ByteBuffer to) {
        to.put(bytes);
    }

    /// A copy.
    public byte[] toArray() {
        return bytes.clone();
    }

    /// Upper case, without separators; for the technician's own captures, never for a log.
    public String toHex() {
        return HexFormat.of().withUpperCase().formatHex(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Octets octets && Arrays.equals(bytes, octets.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Octets[length=" + bytes.length + "]";
    }
}
