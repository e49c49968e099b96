package dev.gatehouse.protocols.mmdvm;

/// One frame as delimited on the link (section 2). No checksum, no escaping.
///
/// ```
///  short, 3..255 octets               long, 255..510 octets
///  +----+--------+------+---------+   +----+----+--------------+------+---------+
///  | E0 | length | type | payload |   | E0 | 00 | length - 255 | type | payload |
///  +----+--------+------+---------+   +----+----+--------------+------+---------+
/// ```
///
/// @param type third octet of a short frame, fourth of a long one
/// @param payload owned by the receiver, at most [#MAX_PAYLOAD] octets
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record ModemFrame(int type, byte[] payload) {

    /// First octet of every frame; may occur in payloads too.
    public static final int START = 0xE0;

    static final int LENGTH_AT = 1;
    static final int TYPE_AT = 2;
    static final int LONG_LENGTH_AT = 2;
    static final int LONG_TYPE_AT = 3;
    static final int SHORT_HEADER = 3;
    static final int LONG_HEADER = 4;

    /// Length octet of a long frame.
    static final int LONG = 0;

    static final int LONG_OFFSET = 255;
    static final int MIN_LENGTH = 3;
    static final int MAX_SHORT_LENGTH = 255;

    /// Longest frame there can be.
    public static final int MAX_LENGTH = LONG_OFFSET + 255;

    /// Longest payload there can be.
    public static final int MAX_PAYLOAD = MAX_LENGTH - LONG_HEADER;

    public ModemFrame {
        if (type < 0 || type > 0xFF) {
            throw new IllegalArgumentException("frame type: expected one octet, found " + type);
        }
        if (payload.length > MAX_PAYLOAD) {
            throw new IllegalArgumentException(
                    "frame payload: expected at most "
                            + MAX_PAYLOAD
                            + " octets, found "
                            + payload.length);
        }
    }

    static ModemFrame of(FrameType type, int... payload) {
        byte[] octets = new byte[payload.length];
        for (int i = 0; i < payload.length; i++) {
            octets[i] = (byte) payload[i];
        }
        return new ModemFrame(type.code(), octets);
    }

    /// Octet of the payload as an unsigned number.
    int octet(int at) {
        return Byte.toUnsignedInt(payload[at]);
    }

    /// Octets on the wire.
    public byte[] encode() {
        int shortLength = SHORT_HEADER + payload.length;
        boolean isShort = shortLength <= MAX_SHORT_LENGTH;
        int header = isShort ? SHORT_HEADER : LONG_HEADER;
        byte[] frame = new byte[header + payload.length];
        frame[0] = (byte) START;
        if (isShort) {
            frame[LENGTH_AT] = (byte) shortLength;
            frame[TYPE_AT] = (byte) type;
        } else {
            frame[LENGTH_AT] = LONG;
            frame[LONG_LENGTH_AT] = (byte) (frame.length - LONG_OFFSET);
            frame[LONG_TYPE_AT] = (byte) type;
        }
        System.arraycopy(payload, 0, frame, header, payload.length);
        return frame;
    }

    @Override
    public String toString() {
        return "ModemFrame[type=" + Integer.toHexString(type) + ", " + payload.length + " octets]";
    }
}
