package dev.gatehouse.protocols.hytera;

import static dev.gatehouse.protocols.hytera.Layout.u16;
import static dev.gatehouse.protocols.hytera.Layout.u8;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.RejectReason;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/// One burst of one slot between a repeater and its master (sheet, section 11). Little-endian.
///
/// ```
///  0     2    4    5       8     9       16    18       20     22      24    26          60   62
///  +-----+----+----+-------+-----+-------+-----+--------+------+-------+-----+-----------+----+
///  |port |5A5A|seq |       |type |       |slot |slotType|colour|frame  |40 xx|burst (34) |    |
///  +-----+----+----+-------+-----+-------+-----+--------+------+-------+-----+-----------+----+
///  62        63   64            67   68       71
///  +---------+----+-------------+----+--------+----+
///  |call type|    | destination |    | source |    |
///  +---------+----+-------------+----+--------+----+
/// ```
///
/// The burst's 34 octets stand with every pair exchanged: 33 of the burst and one of filler.
///
/// @param sequence 0 to 255, for each slot
/// @param packetType 0x41 normal, 0x42 start, 0x43 terminator, 0x01 privacy header, or another
///   octet
/// @param slot 1 or 2
/// @param slotType what the burst is
/// @param colourCode 0 to 15
/// @param burst 33 octets as on the air; of SYNC and WAKE_UP no burst at all
/// @param callType 0 private, 1 group, 2 or 0xC wake-up, or another octet
/// @param destination radio or group, 24 bits
/// @param source radio, 24 bits
/// @param unproven what no source explains, kept so that a datagram can be written as it was read
public record IpscBurst(
        int sequence,
        int packetType,
        int slot,
        SlotType slotType,
        int colourCode,
        Octets burst,
        int callType,
        int destination,
        int source,
        Unproven unproven)
        implements Ipsc {

    /// Size on the wire.
    public static final int LENGTH_BYTES = 72;

    /// A burst of DMR.
    public static final int BURST_BYTES = 33;

    /// Packet type of a burst within a call.
    public static final int NORMAL = 0x41;

    /// Packet type of the first bursts of a call.
    public static final int START = 0x42;

    /// Packet type of the last.
    public static final int TERMINATOR = 0x43;

    /// Call type of a call to a radio.
    public static final int PRIVATE = 0;

    /// Call type of a call to a group.
    public static final int GROUP = 1;

    private static final int PORT_AT = 0;
    private static final int MARK_AT = 2;
    private static final int SEQUENCE_AT = 4;
    private static final int UNKNOWN5_AT = 5;
    private static final int UNKNOWN5_BYTES = 3;
    private static final int PACKET_TYPE_AT = 8;
    private static final int UNKNOWN9_AT = 9;
    private static final int UNKNOWN9_BYTES = 7;
    private static final int SLOT_AT = 16;
    private static final int SLOT_TYPE_AT = 18;
    private static final int COLOUR_CODE_AT = 20;
    private static final int FRAME_TYPE_AT = 22;
    private static final int UNKNOWN24_AT = 24;
    private static final int BURST_AT = 26;
    private static final int SWAPPED_BYTES = BURST_BYTES + 1;
    private static final int UNKNOWN60_AT = 60;
    private static final int CALL_TYPE_AT = 62;
    private static final int UNKNOWN63_AT = 63;
    private static final int DESTINATION_AT = 64;
    private static final int SOURCE_AT = 68;

    private static final short MARK = 0x5A5A;
    private static final int NIBBLES = 0x1111;
    private static final int MAX_NIBBLE = 0xF;
    private static final int ID_BITS = 0xFF_FFFF;
    private static final int ID_BIT_COUNT = 24;

    /// What the burst is.
    public enum SlotType {
        PRIVACY_HEADER(0x0),
        LC_HEADER(0x1),
        TERMINATOR(0x2),
        CSBK(0x3),
        DATA_HEADER(0x4),
        RATE_1_2(0x5),
        RATE_3_4(0x6),
        VOICE_A(0x7),
        VOICE_B(0x8),
        VOICE_C(0x9),
        VOICE_D(0xA),
        VOICE_E(0xB),
        VOICE_F(0xC),
        WAKE_UP(0xD),
        SYNC(0xE);

        private final int nibble;

        SlotType(int nibble) {
            this.nibble = nibble;
        }

        private static Optional<SlotType> of(int nibble) {
            for (SlotType type : values()) {
                if (type.nibble == nibble) {
                    return Optional.of(type);
                }
            }
            return Optional.empty();
        }

        /// False for marks of activity, whose octets are no burst.
        public boolean hasBurst() {
            return this != WAKE_UP && this != SYNC;
        }
    }

    /// What no source explains.
    ///
    /// @param port sender's port or 5A5A, 16 bits
    /// @param at5 three octets
    /// @param at9 seven octets, `00 05 01`, the slot, zeroes in what was seen
    /// @param frameType 16 bits; senders do not agree
    /// @param at24 16 bits, 40 in its first octet
    /// @param filler the burst's 34th octet
    /// @param at60 16 bits
    /// @param at63 an octet
    /// @param at67 an octet
    /// @param at71 an octet
    public record Unproven(
            int port,
            Octets at5,
            Octets at9,
            int frameType,
            int at24,
            int filler,
            int at60,
            int at63,
            int at67,
            int at71) {

        private static final int USUAL_PORT = 0x5A5A;
        private static final int USUAL_AT24 = 0x0040;

        public Unproven {
            Layout.requireU16("port", port);
            Layout.requireU16("frame type", frameType);
            Layout.requireU16("octets 24", at24);
            Layout.requireU16("octets 60", at60);
            Layout.requireU8("filler", filler);
            Layout.requireU8("octet 63", at63);
            Layout.requireU8("octet 67", at67);
            Layout.requireU8("octet 71", at71);
            if (at5.length() != UNKNOWN5_BYTES || at9.length() != UNKNOWN9_BYTES) {
                throw new IllegalArgumentException("IPSC: expected 3 and 7 octets");
            }
        }

        /// What a sender of our own writes.
        public static Unproven usual(int slot) {
            return new Unproven(
                    USUAL_PORT,
                    Octets.of(new byte[UNKNOWN5_BYTES]),
                    Octets.of(new byte[] {0, 5, 1, (byte) slot, 0, 0, 0}),
                    0,
                    USUAL_AT24,
                    0,
                    0,
                    0,
                    0,
                    0);
        }
    }

    public IpscBurst {
        Layout.requireU8("sequence", sequence);
        Layout.requireU8("packet type", packetType);
        Layout.requireU8("call type", callType);
        Layout.require("colour code", colourCode, MAX_NIBBLE);
        Layout.require("destination", destination, ID_BITS);
        Layout.require("source", source, ID_BITS);
        if (slot != 1 && slot != 2) {
            throw new IllegalArgumentException("slot: expected 1 or 2, found " + slot);
        }
        if (burst.length() != BURST_BYTES) {
            throw new IllegalArgumentException(
                    "burst: expected 33 octets, found " + burst.length());
        }
    }

    /// Exactly one datagram.
    static Decoded<Ipsc> decode(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (in.getShort(MARK_AT) != MARK) {
            return Decoded.rejected(RejectReason.BAD_SYNTAX, "IPSC: expected 5A5A at octet 2");
        }
        int slot = nibble(in, SLOT_AT);
        int colourCode = nibble(in, COLOUR_CODE_AT);
        Optional<SlotType> slotType = SlotType.of(nibble(in, SLOT_TYPE_AT));
        if ((slot != 1 && slot != 2) || colourCode < 0 || slotType.isEmpty()) {
            return Decoded.rejected(
                    RejectReason.BAD_VALUE,
                    "IPSC: expected slot 1 or 2, a slot type and a colour code, each repeated");
        }
        byte[] swapped = swapped(bytes, BURST_AT);
        int destination = in.getInt(DESTINATION_AT);
        int source = in.getInt(SOURCE_AT);
        Unproven unproven =
                new Unproven(
                        u16(in.position(PORT_AT)),
                        Octets.of(bytes, UNKNOWN5_AT, UNKNOWN5_BYTES),
                        Octets.of(bytes, UNKNOWN9_AT, UNKNOWN9_BYTES),
                        u16(in.position(FRAME_TYPE_AT)),
                        u16(in.position(UNKNOWN24_AT)),
                        Byte.toUnsignedInt(swapped[BURST_BYTES]),
                        u16(in.position(UNKNOWN60_AT)),
                        u8(in.position(UNKNOWN63_AT)),
                        destination >>> ID_BIT_COUNT,
                        source >>> ID_BIT_COUNT);
        return Decoded.message(
                new IpscBurst(
                        u8(in.position(SEQUENCE_AT)),
                        u8(in.position(PACKET_TYPE_AT)),
                        slot,
                        slotType.get(),
                        colourCode,
                        Octets.of(swapped, 0, BURST_BYTES),
                        u8(in.position(CALL_TYPE_AT)),
                        destination & ID_BITS,
                        source & ID_BITS,
                        unproven));
    }

    /// The nibble that fills 16 bits; -1 where they differ.
    private static int nibble(ByteBuffer in, int at) {
        int value = Short.toUnsignedInt(in.getShort(at));
        int nibble = value & MAX_NIBBLE;
        return nibble * NIBBLES == value ? nibble : -1;
    }

    private static byte[] swapped(byte[] bytes, int from) {
        byte[] swapped = new byte[SWAPPED_BYTES];
        for (int i = 0; i < SWAPPED_BYTES; i++) {
            swapped[i] = bytes[from + (i ^ 1)];
        }
        return swapped;
    }

    @Override
    public byte[] encode() {
        byte[] straight = new byte[SWAPPED_BYTES];
        System.arraycopy(burst.toArray(), 0, straight, 0, BURST_BYTES);
        straight[BURST_BYTES] = (byte) unproven.filler;
        ByteBuffer out = ByteBuffer.allocate(LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        out.putShort(PORT_AT, (short) unproven.port)
                .putShort(MARK_AT, MARK)
                .put(SEQUENCE_AT, (byte) sequence)
                .put(UNKNOWN5_AT, unproven.at5.toArray())
                .put(PACKET_TYPE_AT, (byte) packetType)
                .put(UNKNOWN9_AT, unproven.at9.toArray())
                .putShort(SLOT_AT, (short) (slot * NIBBLES))
                .putShort(SLOT_TYPE_AT, (short) (slotType.nibble * NIBBLES))
                .putShort(COLOUR_CODE_AT, (short) (colourCode * NIBBLES))
                .putShort(FRAME_TYPE_AT, (short) unproven.frameType)
                .putShort(UNKNOWN24_AT, (short) unproven.at24)
                .put(BURST_AT, swapped(straight, 0))
                .putShort(UNKNOWN60_AT, (short) unproven.at60)
                .put(CALL_TYPE_AT, (byte) callType)
                .put(UNKNOWN63_AT, (byte) unproven.at63)
                .putInt(DESTINATION_AT, destination | unproven.at67 << ID_BIT_COUNT)
                .putInt(SOURCE_AT, source | unproven.at71 << ID_BIT_COUNT);
        return out.array();
    }

    /// A radio's id may stand on a lookout list: never printed by accident.
    @Override
    public String toString() {
        return "IpscBurst[slot=" + slot + ", slotType=" + slotType + ", content withheld]";
    }
}
