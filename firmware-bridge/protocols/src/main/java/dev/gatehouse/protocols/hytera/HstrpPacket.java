package dev.gatehouse.protocols.hytera;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.RejectReason;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/// One datagram between a repeater's service port and us (sheet, section 2).
///
/// ```
///  0        2        3       4          6
///  +--------+--------+-------+----------+---------------+----------+
///  | "2B"   | version| type  | sequence | options (0x20)| payload  |
///  | 32 42  | 00     | bits  | u16 BE   |               | HDAP     |
///  +--------+--------+-------+----------+---------------+----------+
/// ```
///
/// @param kind what the message is about
/// @param answer whether it answers one, and how
/// @param sequence 0 to 65,535
/// @param options may be empty; a heartbeat has none
/// @param payload an HDAP message, mostly; only data that answers nothing has one
public record HstrpPacket(
        Kind kind, Answer answer, int sequence, List<HstrpOption> options, Octets payload) {

    static final int HEAD_BYTES = 6;

    /// Larger than any datagram that fits a usual network.
    public static final int MAX_BYTES = 1_500;

    private static final short MAGIC = 0x3242;
    private static final int MAGIC_AT = 0;
    private static final int VERSION_AT = 2;
    private static final int TYPE_AT = 3;
    private static final int SEQUENCE_AT = 4;
    private static final int MAX_SEQUENCE = 0xFFFF;

    private static final int OPTIONS_BIT = 0x20;
    private static final int REJECT_BIT = 0x10;
    private static final int CLOSE_BIT = 0x08;
    private static final int CONNECT_BIT = 0x04;
    private static final int HEARTBEAT_BIT = 0x02;
    private static final int ACK_BIT = 0x01;
    private static final int KIND_BITS = CLOSE_BIT | CONNECT_BIT | HEARTBEAT_BIT;
    private static final int KNOWN_BITS = OPTIONS_BIT | REJECT_BIT | KIND_BITS | ACK_BIT;

    /// What a message is about.
    public enum Kind {
        DATA(0),
        HEARTBEAT(HEARTBEAT_BIT),
        CONNECT(CONNECT_BIT),
        CLOSE(CLOSE_BIT);

        private final int bits;

        Kind(int bits) {
            this.bits = bits;
        }

        private static Optional<Kind> of(int bits) {
            for (Kind kind : values()) {
                if (kind.bits == bits) {
                    return Optional.of(kind);
                }
            }
            return Optional.empty();
        }
    }

    /// Whether a message answers one of the same sequence number.
    public enum Answer {
        NONE(0),
        ACK(ACK_BIT),
        REJECT(REJECT_BIT);

        private final int bits;

        Answer(int bits) {
            this.bits = bits;
        }
    }

    public HstrpPacket {
        options = List.copyOf(options);
        if (sequence < 0 || sequence > MAX_SEQUENCE) {
            throw new IllegalArgumentException("sequence: expected 16 bits, found " + sequence);
        }
        if (!payload.isEmpty() && (kind != Kind.DATA || answer != Answer.NONE)) {
            throw new IllegalArgumentException("only data that answers nothing has a payload");
        }
        if (kind == Kind.HEARTBEAT && !options.isEmpty()) {
            throw new IllegalArgumentException("a heartbeat has no options");
        }
        int length = HEAD_BYTES + HstrpOption.lengthOf(options) + payload.length();
        if (length > MAX_BYTES || options.size() > HstrpOption.MAX_OPTIONS) {
            throw new IllegalArgumentException(
                    "HSTRP: expected at most " + MAX_BYTES + " octets, found " + length);
        }
    }

    public static HstrpPacket connect(int sequence, List<HstrpOption> options) {
        return new HstrpPacket(Kind.CONNECT, Answer.NONE, sequence, options, Octets.NONE);
    }

    public static HstrpPacket heartbeat() {
        return new HstrpPacket(Kind.HEARTBEAT, Answer.NONE, 0, List.of(), Octets.NONE);
    }

    public static HstrpPacket close() {
        return new HstrpPacket(Kind.CLOSE, Answer.NONE, 0, List.of(), Octets.NONE);
    }

    public static HstrpPacket data(int sequence, List<HstrpOption> options, Octets payload) {
        return new HstrpPacket(Kind.DATA, Answer.NONE, sequence, options, payload);
    }

    /// The same message as an answer: sequence and options copied, without payload.
    public HstrpPacket answered(Answer with) {
        return new HstrpPacket(kind, with, sequence, options, Octets.NONE);
    }

    /// Slot 1 or 2 where an option names one.
    public Optional<Integer> slot() {
        for (HstrpOption option : options) {
            if (option instanceof HstrpOption.Channel(var field, int number)
                    && field == HstrpOption.Channel.Field.SLOT) {
                return Optional.of(number);
            }
        }
        return Optional.empty();
    }

    /// Exactly one datagram. A heartbeat's option bit says nothing and is not kept.
    public static Decoded<HstrpPacket> decode(byte[] bytes) {
        if (bytes.length < HEAD_BYTES || bytes.length > MAX_BYTES) {
            return Decoded.rejected(
                    bytes.length < HEAD_BYTES ? RejectReason.TOO_SHORT : RejectReason.TOO_LONG,
                    "HSTRP: expected "
                            + HEAD_BYTES
                            + ".."
                            + MAX_BYTES
                            + " octets, found "
                            + bytes.length);
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (in.getShort(MAGIC_AT) != MAGIC) {
            return Decoded.rejected(RejectReason.BAD_SYNTAX, "HSTRP: expected 3242 at octet 0");
        }
        int type = Byte.toUnsignedInt(in.get(TYPE_AT));
        if (in.get(VERSION_AT) != 0 || (type & ~KNOWN_BITS) != 0) {
            return Decoded.rejected(
                    RejectReason.UNSUPPORTED, "HSTRP: expected version 0 and type bits 00..3F");
        }
        Optional<Kind> kind = Kind.of(type & KIND_BITS);
        boolean both = (type & ACK_BIT) != 0 && (type & REJECT_BIT) != 0;
        if (kind.isEmpty() || both) {
            return Decoded.rejected(
                    RejectReason.BAD_VALUE, "HSTRP: type bits contradict each other: " + type);
        }
        Answer answer =
                (type & ACK_BIT) != 0
                        ? Answer.ACK
                        : (type & REJECT_BIT) != 0 ? Answer.REJECT : Answer.NONE;
        in.position(HEAD_BYTES);
        int sequence = Short.toUnsignedInt(in.getShort(SEQUENCE_AT));
        if ((type & OPTIONS_BIT) == 0 || kind.get() == Kind.HEARTBEAT) {
            return rest(kind.get(), answer, sequence, List.of(), in);
        }
        return switch (HstrpOption.decodeAll(in)) {
            case Decoded.Message<List<HstrpOption>>(List<HstrpOption> options) ->
                    rest(kind.get(), answer, sequence, options, in);
            case Decoded.Rejected<List<HstrpOption>>(var reason, var detail) ->
                    Decoded.rejected(reason, detail);
        };
    }

    private static Decoded<HstrpPacket> rest(
            Kind kind, Answer answer, int sequence, List<HstrpOption> options, ByteBuffer in) {
        if (in.hasRemaining() && (kind != Kind.DATA || answer != Answer.NONE)) {
            return Decoded.rejected(
                    RejectReason.LEFTOVER,
                    "HSTRP: expected no payload, found " + in.remaining() + " octets");
        }
        return Decoded.message(
                new HstrpPacket(kind, answer, sequence, options, Octets.get(in, in.remaining())));
    }

    /// The datagram.
    public byte[] encode() {
        int length = HEAD_BYTES + HstrpOption.lengthOf(options) + payload.length();
        ByteBuffer out = ByteBuffer.allocate(length);
        int type = kind.bits | answer.bits | (options.isEmpty() ? 0 : OPTIONS_BIT);
        out.putShort(MAGIC_AT, MAGIC);
        out.put(TYPE_AT, (byte) type);
        out.putShort(SEQUENCE_AT, (short) sequence);
        out.position(HEAD_BYTES);
        HstrpOption.encodeAll(options, out);
        payload.put(out);
        return out.array();
    }
}
