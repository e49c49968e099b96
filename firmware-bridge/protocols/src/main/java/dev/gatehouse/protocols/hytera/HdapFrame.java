package dev.gatehouse.protocols.hytera;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/// One application message, in HSTRP, in HRNP, or alone in a datagram (sheet, section 4).
///
/// ```
///  0          1        3        5            5+n        6+n
///  +----------+--------+--------+------------+----------+-----+
///  |R| service| opcode | length | payload (n)| checksum | 03  |
///  +----------+--------+--------+------------+----------+-----+
/// ```
///
/// @param reliable the sender's reliable bit
/// @param message what it says
public record HdapFrame(boolean reliable, HdapMessage message) {

    /// Octets around the payload.
    public static final int OVERHEAD_BYTES = 7;

    /// Longest payload that fits a datagram with its HSTRP head and options.
    public static final int MAX_PAYLOAD_BYTES = 1_400;

    static final int PAYLOAD_AT = 5;
    private static final int OPCODE_AT = 1;
    private static final int LENGTH_AT = 3;
    private static final int RELIABLE_BIT = 0x80;
    private static final int END = 0x03;
    private static final int CHECKSUM_MASK = 0xFF;
    private static final int CHECKSUM_OFFSET = 0x33;

    /// Whether length, end mark and checksum hold: what fails here was damaged on its way, what
    /// fails later was made so.
    public static boolean intact(byte[] bytes) {
        return damage(bytes).isEmpty();
    }

    /// Exactly one message.
    public static Decoded<HdapFrame> decode(byte[] bytes) {
        Optional<Decoded<HdapFrame>> damage = damage(bytes);
        if (damage.isPresent()) {
            return damage.get();
        }
        int service = Byte.toUnsignedInt(bytes[0]) & ~RELIABLE_BIT;
        ByteBuffer in = ByteBuffer.wrap(bytes).order(HdapMessage.order(service));
        int opcode = Short.toUnsignedInt(in.getShort(OPCODE_AT));
        byte[] payload = Arrays.copyOfRange(bytes, PAYLOAD_AT, bytes.length - 2);
        return switch (message(service, opcode, payload)) {
            case Decoded.Message<HdapMessage>(HdapMessage message) ->
                    Decoded.message(new HdapFrame((bytes[0] & RELIABLE_BIT) != 0, message));
            case Decoded.Rejected<HdapMessage>(var reason, var detail) ->
                    Decoded.rejected(reason, detail);
        };
    }

    private static Optional<Decoded<HdapFrame>> damage(byte[] bytes) {
        if (bytes.length < OVERHEAD_BYTES) {
            return damaged(
                    RejectReason.TOO_SHORT,
                    "HDAP: expected at least 7 octets, found " + bytes.length);
        }
        int service = Byte.toUnsignedInt(bytes[0]) & ~RELIABLE_BIT;
        ByteBuffer in = ByteBuffer.wrap(bytes).order(HdapMessage.order(service));
        int length = Short.toUnsignedInt(in.getShort(LENGTH_AT));
        if (length > MAX_PAYLOAD_BYTES) {
            return damaged(
                    RejectReason.TOO_LONG,
                    "HDAP: expected at most 1400 octets of payload, found " + length);
        }
        int found = bytes.length - OVERHEAD_BYTES;
        if (found != length) {
            return damaged(
                    found < length ? RejectReason.TOO_SHORT : RejectReason.LEFTOVER,
                    "HDAP: expected " + length + " octets of payload, found " + found);
        }
        if (bytes[PAYLOAD_AT + length + 1] != END) {
            return damaged(RejectReason.BAD_SYNTAX, "HDAP: expected 03 at the end");
        }
        if (Byte.toUnsignedInt(bytes[PAYLOAD_AT + length]) != checksum(bytes, length)) {
            return damaged(RejectReason.BAD_CHECKSUM, "HDAP: checksum");
        }
        return Optional.empty();
    }

    private static Optional<Decoded<HdapFrame>> damaged(RejectReason reason, String detail) {
        return Optional.of(Decoded.rejected(reason, detail));
    }

    private static Decoded<HdapMessage> message(int service, int opcode, byte[] payload) {
        return switch (service) {
            case Rrs.SERVICE -> Rrs.decode(opcode, payload);
            case Lp.SERVICE -> Lp.decode(opcode, payload);
            case Tmp.SERVICE -> Tmp.decode(opcode, payload);
            case Rcp.SERVICE -> Rcp.decode(opcode, payload);
            case Tp.SERVICE -> Tp.decode(opcode, payload);
            default -> Layout.other(service, opcode, payload);
        };
    }

    /// The octets.
    public byte[] encode() {
        byte[] payload = message.payload();
        ByteOrder order = HdapMessage.order(message.service());
        ByteBuffer out = ByteBuffer.allocate(OVERHEAD_BYTES + payload.length).order(order);
        out.put((byte) ((reliable ? RELIABLE_BIT : 0) | message.service()))
                .putShort((short) message.opcode())
                .putShort((short) payload.length)
                .put(payload)
                .put((byte) checksum(out.array(), payload.length))
                .put((byte) END);
        return out.array();
    }

    /// Over opcode, length and payload, not the service.
    private static int checksum(byte[] frame, int payloadBytes) {
        int sum = 0;
        for (int at = OPCODE_AT; at < PAYLOAD_AT + payloadBytes; at++) {
            sum += Byte.toUnsignedInt(frame[at]);
        }
        return ((~sum & CHECKSUM_MASK) + CHECKSUM_OFFSET) & CHECKSUM_MASK;
    }
}
