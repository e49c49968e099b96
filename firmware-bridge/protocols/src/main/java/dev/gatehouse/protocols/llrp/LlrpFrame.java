package dev.gatehouse.protocols.llrp;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.RejectReason;
import java.nio.ByteBuffer;

/// One message as the stream delimits it, its body not read yet (sheet, section 1).
///
/// ```
///  0                  2          6              10
///  +------------------+----------+--------------+-------
///  | 0 | version | type | length | message id   | body
///  +------------------+----------+--------------+-------
/// ```
///
/// All numbers big endian; the length counts the header.
///
/// @param version 1 is LLRP 1.0.1, 2 is LLRP 1.1
/// @param type 10 bits, see [MessageType]
/// @param messageId of a request and its response; a reader's own messages count for themselves
/// @param body what follows the header
public record LlrpFrame(int version, int type, long messageId, Octets body) {

    /// Octets before the body.
    public static final int HEADER_BYTES = 10;

    /// Longest message; a longer one is refused by its header alone.
    public static final int MAX_BYTES = 1 << 20;

    /// LLRP 1.0.1.
    public static final int VERSION_1 = 1;

    /// LLRP 1.1.
    public static final int VERSION_2 = 2;

    static final int LENGTH_AT = 2;
    static final int ID_AT = 6;
    static final int VERSION_SHIFT = 10;
    static final int VERSION_BITS = 0x7;
    static final int TYPE_BITS = 0x3FF;
    private static final int RESERVED_SHIFT = 13;
    private static final long MAX_ID = 0xFFFF_FFFFL;

    public LlrpFrame {
        if (version < VERSION_1 || version > VERSION_2) {
            throw new IllegalArgumentException("LLRP version: expected 1 or 2, found " + version);
        }
        if ((type & ~TYPE_BITS) != 0 || messageId < 0 || messageId > MAX_ID) {
            throw new IllegalArgumentException("LLRP: expected a type of 10 bits, an id of 32");
        }
        if (body.length() > MAX_BYTES - HEADER_BYTES) {
            throw new IllegalArgumentException("LLRP body: too long, " + body.length());
        }
    }

    /// Judges a header before anything behind it is kept.
    ///
    /// @param header at least [#HEADER_BYTES] octets
    /// @return length of the whole message; rejected means that nothing behind it can be found
    static Decoded<Integer> length(byte[] header) {
        ByteBuffer in = ByteBuffer.wrap(header);
        int first = Short.toUnsignedInt(in.getShort(0));
        int version = first >> VERSION_SHIFT & VERSION_BITS;
        if (first >> RESERVED_SHIFT != 0 || version < VERSION_1 || version > VERSION_2) {
            return Decoded.rejected(
                    RejectReason.UNSUPPORTED, "LLRP version: expected 1 or 2, found " + version);
        }
        long length = Integer.toUnsignedLong(in.getInt(LENGTH_AT));
        if (length < HEADER_BYTES) {
            return Decoded.rejected(
                    RejectReason.TOO_SHORT, "LLRP length: expected 10 or more, found " + length);
        }
        if (length > MAX_BYTES) {
            return Decoded.rejected(
                    RejectReason.TOO_LONG,
                    "LLRP length: expected at most " + MAX_BYTES + ", found " + length);
        }
        return Decoded.message((int) length);
    }

    /// Reads one whole message, nothing before or behind it.
    public static Decoded<LlrpFrame> decode(byte[] octets) {
        if (octets.length < HEADER_BYTES) {
            return Decoded.rejected(
                    RejectReason.TOO_SHORT,
                    "LLRP header: expected 10 octets, found " + octets.length);
        }
        return switch (length(octets)) {
            case Decoded.Rejected<Integer>(var reason, var detail) ->
                    Decoded.rejected(reason, detail);
            case Decoded.Message<Integer>(Integer length) ->
                    length == octets.length
                            ? Decoded.message(of(octets))
                            : Decoded.rejected(
                                    length > octets.length
                                            ? RejectReason.TOO_SHORT
                                            : RejectReason.LEFTOVER,
                                    "LLRP message: expected "
                                            + length
                                            + " octets, found "
                                            + octets.length);
        };
    }

    /// The message in octets whose header was judged.
    static LlrpFrame of(byte[] octets) {
        ByteBuffer in = ByteBuffer.wrap(octets);
        int first = Short.toUnsignedInt(in.getShort(0));
        return new LlrpFrame(
                first >> VERSION_SHIFT & VERSION_BITS,
                first & TYPE_BITS,
                Integer.toUnsignedLong(in.getInt(ID_AT)),
                Octets.of(octets, HEADER_BYTES, octets.length - HEADER_BYTES));
    }

    /// As on the wire.
    public byte[] encode() {
        int length = HEADER_BYTES + body.length();
        ByteBuffer out = ByteBuffer.allocate(length);
        out.putShort((short) (version << VERSION_SHIFT | type)).putInt(length);
        body.put(out.putInt((int) messageId));
        return out.array();
    }
}
