package dev.gatehouse.protocols.hytera;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.RejectReason;
import java.nio.ByteBuffer;
import java.util.Optional;

/// One packet between an application and a radio on USB or serial, or a repeater's RDAC port
/// (sheet, section 3).
///
/// ```
///  0    1       2     3      4      5      6       8       10       12
///  +----+-------+-----+------+------+------+-------+-------+--------+------
///  | 7E |version|block|opcode|source| dest | number| length|checksum| HDAP
///  +----+-------+-----+------+------+------+-------+-------+--------+------
/// ```
///
/// @param version 0 to 4; an answer carries the peer's
/// @param block fragment number, 0
/// @param opcode what the packet is
/// @param source 0x20 to 0x2F for an application
/// @param destination 0x10 for a radio or repeater
/// @param number of the packet, 16 bits
/// @param payload an HDAP message; of data only
public record HrnpPacket(
        int version,
        int block,
        Opcode opcode,
        int source,
        int destination,
        int number,
        Octets payload) {

    /// Octets before the payload.
    public static final int HEAD_BYTES = 12;

    /// Longest packet.
    public static final int MAX_BYTES = 1_500;

    /// An application's address.
    public static final int APPLICATION = 0x20;

    /// A radio's or repeater's address.
    public static final int RADIO = 0x10;

    /// The version we speak first.
    public static final int VERSION = 4;

    static final int MAGIC = 0x7E;
    static final int LENGTH_AT = 8;
    private static final int VERSION_AT = 1;
    private static final int BLOCK_AT = 2;
    private static final int OPCODE_AT = 3;
    private static final int SOURCE_AT = 4;
    private static final int DESTINATION_AT = 5;
    private static final int NUMBER_AT = 6;
    private static final int CHECKSUM_AT = 10;
    private static final int MAX_OCTET = 0xFF;
    private static final int MAX_U16 = 0xFFFF;

    /// What a packet is.
    public enum Opcode {
        DATA(0x00),
        DATA_ACK(0x10),
        CLOSE_ACK(0xFA),
        CLOSE(0xFB),
        REJECT(0xFC),
        ACCEPT(0xFD),
        CONNECT(0xFE);

        private final int code;

        Opcode(int code) {
            this.code = code;
        }

        private static Optional<Opcode> of(int code) {
            for (Opcode opcode : values()) {
                if (opcode.code == code) {
                    return Optional.of(opcode);
                }
            }
            return Optional.empty();
        }
    }

    public HrnpPacket {
        if (version < 0 || version > VERSION) {
            throw new IllegalArgumentException("HRNP version: expected 0..4, found " + version);
        }
        if (((block | source | destination) & ~MAX_OCTET) != 0 || (number & ~MAX_U16) != 0) {
            throw new IllegalArgumentException("HRNP: a field does not fit its octets");
        }
        if (payload.length() > MAX_BYTES - HEAD_BYTES) {
            throw new IllegalArgumentException("HRNP: expected at most " + MAX_BYTES + " octets");
        }
        if (!payload.isEmpty() && opcode != Opcode.DATA) {
            throw new IllegalArgumentException("HRNP: only data has a payload");
        }
    }

    /// From an application to a radio.
    public static HrnpPacket toRadio(Opcode opcode, int number, Octets payload) {
        return new HrnpPacket(VERSION, 0, opcode, APPLICATION, RADIO, number, payload);
    }

    /// The answer to this packet, with source and destination exchanged.
    public HrnpPacket answered(Opcode with) {
        return new HrnpPacket(
                version,
                block,
                with,
                /* source= */ destination,
                /* destination= */ source,
                number,
                Octets.NONE);
    }

    /// Exactly one packet.
    public static Decoded<HrnpPacket> decode(byte[] bytes) {
        if (bytes.length < HEAD_BYTES || bytes.length > MAX_BYTES) {
            return Decoded.rejected(
                    bytes.length < HEAD_BYTES ? RejectReason.TOO_SHORT : RejectReason.TOO_LONG,
                    "HRNP: expected 12..1500 octets, found " + bytes.length);
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (Byte.toUnsignedInt(in.get(0)) != MAGIC) {
            return Decoded.rejected(RejectReason.BAD_SYNTAX, "HRNP: expected 7E at octet 0");
        }
        int length = Short.toUnsignedInt(in.getShort(LENGTH_AT));
        if (length != bytes.length) {
            return Decoded.rejected(
                    length > bytes.length ? RejectReason.TOO_SHORT : RejectReason.LEFTOVER,
                    "HRNP: expected " + length + " octets, found " + bytes.length);
        }
        if (Short.toUnsignedInt(in.getShort(CHECKSUM_AT)) != checksum(bytes)) {
            return Decoded.rejected(RejectReason.BAD_CHECKSUM, "HRNP: checksum");
        }
        int version = in.get(VERSION_AT);
        Optional<Opcode> opcode = Opcode.of(Byte.toUnsignedInt(in.get(OPCODE_AT)));
        if (version < 0 || version > VERSION || opcode.isEmpty()) {
            return Decoded.rejected(
                    RejectReason.UNSUPPORTED, "HRNP: expected version 0..4 and a known opcode");
        }
        if (length > HEAD_BYTES && opcode.get() != Opcode.DATA) {
            return Decoded.rejected(
                    RejectReason.LEFTOVER, "HRNP: expected no payload, found " + length);
        }
        return Decoded.message(
                new HrnpPacket(
                        version,
                        Byte.toUnsignedInt(in.get(BLOCK_AT)),
                        opcode.get(),
                        Byte.toUnsignedInt(in.get(SOURCE_AT)),
                        Byte.toUnsignedInt(in.get(DESTINATION_AT)),
                        Short.toUnsignedInt(in.getShort(NUMBER_AT)),
                        Octets.of(bytes, HEAD_BYTES, length - HEAD_BYTES)));
    }

    /// The packet.
    public byte[] encode() {
        ByteBuffer out = ByteBuffer.allocate(HEAD_BYTES + payload.length());
        out.put(0, (byte) MAGIC)
                .put(VERSION_AT, (byte) version)
                .put(BLOCK_AT, (byte) block)
                .put(OPCODE_AT, (byte) opcode.code)
                .put(SOURCE_AT, (byte) source)
                .put(DESTINATION_AT, (byte) destination)
                .putShort(NUMBER_AT, (short) number)
                .putShort(LENGTH_AT, (short) (HEAD_BYTES + payload.length()))
                .position(HEAD_BYTES);
        payload.put(out);
        return out.putShort(CHECKSUM_AT, (short) checksum(out.array())).array();
    }

    /// One's complement of the one's-complement sum of the 16-bit words, the field itself left out.
    private static int checksum(byte[] packet) {
        int sum = 0;
        for (int at = 0; at < packet.length; at += 2) {
            if (at != CHECKSUM_AT) {
                int low = at + 1 < packet.length ? Byte.toUnsignedInt(packet[at + 1]) : 0;
                sum += Byte.toUnsignedInt(packet[at]) << 8 | low;
            }
        }
        while (sum > MAX_U16) {
            sum = (sum & MAX_U16) + (sum >>> 16);
        }
        return ~sum & MAX_U16;
    }
}
