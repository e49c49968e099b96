package dev.gatehouse.protocols;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/// Octets that nobody changes, compared by content, printed by length alone; numbers in them are
/// read big endian.
public final class Octets {

    /// None.
    public static final Octets NONE = new Octets(new byte[0]);

    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final byte[] bytes;

    private Octets(byte[] bytes) {
        this.bytes = bytes;
    }

    /// A copy of `bytes`.
    public static Octets of(byte[] bytes) {
        return bytes.length == 0 ? NONE : new Octets(bytes.clone());
    }

    /// A copy of `length` octets of `bytes` from `from`.
    public static Octets of(byte[] bytes, int from, int length) {
        return new Octets(Arrays.copyOfRange(bytes, from, from + length));
    }

    /// The next `length` octets of a buffer, which moves on behind them.
    public static Octets get(ByteBuffer from, int length) {
        byte[] bytes = new byte[length];
        from.get(bytes);
        return new Octets(bytes);
    }

    /// From hex digits without separators; throws what [HexFormat#parseHex] throws.
    public static Octets ofHex(CharSequence hex) {
        return new Octets(HEX.parseHex(hex));
    }

    public int length() {
        return bytes.length;
    }

    public boolean isEmpty() {
        return bytes.length == 0;
    }

    /// The octet at `index`, unsigned.
    public int at(int index) {
        return bytes[index] & 0xFF;
    }

    /// Two octets, unsigned.
    public int u16(int index) {
        return at(index) << 8 | at(index + 1);
    }

    /// Three octets, unsigned.
    public int u24(int index) {
        return at(index) << 16 | u16(index + 1);
    }

    /// Four octets, unsigned.
    public long u32(int index) {
        return (long) u16(index) << 16 | u16(index + 2);
    }

    /// The octets from `from` up to before `to`.
    public Octets slice(int from, int to) {
        return new Octets(Arrays.copyOfRange(bytes, from, to));
    }

    /// These and then `more`.
    public Octets plus(Octets more) {
        byte[] both = Arrays.copyOf(bytes, bytes.length + more.bytes.length);
        System.arraycopy(more.bytes, 0, both, bytes.length, more.bytes.length);
        return new Octets(both);
    }

    /// A copy that the caller may change.
    public byte[] toArray() {
        return bytes.clone();
    }

    /// Writes all of them to a buffer, which moves on behind them.
    public void put(ByteBuffer to) {
        to.put(bytes);
    }

    /// Writes all of them at `at` of `target`.
    public void copyTo(byte[] target, int at) {
        System.arraycopy(bytes, 0, target, at, bytes.length);
    }

    /// Upper case, without separators; for a technician's view, never for a log.
    public String hex() {
        return HEX.formatHex(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Octets octets && Arrays.equals(bytes, octets.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /// The length alone: octets may be a text or an id.
    @Override
    public String toString() {
        return "Octets[" + bytes.length + ", content withheld]";
    }
}
