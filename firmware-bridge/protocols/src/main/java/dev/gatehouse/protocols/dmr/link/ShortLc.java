package dev.gatehouse.protocols.dmr.link;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.dmr.coding.Crc;
import dev.gatehouse.protocols.dmr.coding.ShortLcBptc;

/// Short link control (clause 7.1.3.3, TS 102 361-2 clause 7.1.3): what a repeater says about its
/// slots between the bursts, 28 bits of content and a CRC-8.
public sealed interface ShortLc permits ShortLc.Empty, ShortLc.ActivityUpdate, ShortLc.Opaque {

    /// Octets of the coded form: 68 bits and four of filling, as a modem takes them.
    int CODED_BYTES = ShortLcBptc.CODED_BYTES;

    /// Opcode of nothing.
    int EMPTY = 0;

    /// Opcode of an activity update.
    int ACTIVITY_UPDATE = 1;

    /// Nothing to tell.
    record Empty() implements ShortLc {
        @Override
        public int content() {
            return 0;
        }

        @Override
        public int opcode() {
            return EMPTY;
        }
    }

    /// What goes on in the two slots.
    ///
    /// @param activity1 of slot 1: 0 none, 2 and 3 control, 8 and 9 voice, A and B data, C and D
    ///   emergency voice; the even ones of 2, 8, C to a group, B to a group too
    /// @param activity2 of slot 2
    /// @param hash1 CRC-8 of the address in slot 1, see [#hash]
    /// @param hash2 of the address in slot 2
    record ActivityUpdate(int activity1, int activity2, int hash1, int hash2) implements ShortLc {

        private static final int EMERGENCY_GROUP = 0xC;
        private static final int EMERGENCY_UNIT = 0xD;

        public ActivityUpdate {
            Position.requireBits("activity of slot 1", activity1, 4);
            Position.requireBits("activity of slot 2", activity2, 4);
            Position.requireBits("hash of slot 1", hash1, 8);
            Position.requireBits("hash of slot 2", hash2, 8);
        }

        /// The eight bits that stand for an address.
        public static int hash(RadioAddress address) {
            return Crc.eight(address.number(), RadioAddress.BITS);
        }

        /// Whether slot 1 or 2 carries an emergency call.
        public boolean emergency(int slot) {
            int activity = slot == 1 ? activity1 : activity2;
            return activity == EMERGENCY_GROUP || activity == EMERGENCY_UNIT;
        }

        @Override
        public int content() {
            return activity1 << 20 | activity2 << 16 | hash1 << 8 | hash2;
        }

        @Override
        public int opcode() {
            return ACTIVITY_UPDATE;
        }
    }

    /// Any other: trunking and makers' own.
    ///
    /// @param opcode SLCO, 4 bits
    /// @param content 24 bits
    record Opaque(int opcode, int content) implements ShortLc {
        public Opaque {
            Position.requireBits("short LC opcode", opcode, 4);
            Position.requireBits("short LC content", content, 24);
        }
    }

    /// SLCO, 4 bits.
    int opcode();

    /// 24 bits.
    int content();

    /// From the nine octets; eight check bits leave it unverified.
    static Decoded<Checked<ShortLc>> decode(Octets coded) {
        if (coded.length() != CODED_BYTES) {
            return Decoded.rejected(
                    coded.length() < CODED_BYTES ? RejectReason.TOO_SHORT : RejectReason.TOO_LONG,
                    "short LC: expected 9 octets, found " + coded.length());
        }
        long decoded = ShortLcBptc.decode(coded.toArray());
        if (decoded == ShortLcBptc.UNCORRECTABLE) {
            return Decoded.rejected(
                    RejectReason.BAD_CHECKSUM, "short LC: rows and columns do not agree");
        }
        long info = ShortLcBptc.information(decoded);
        int data = (int) (info >> 8);
        if (Crc.eight(data, 28) != (info & 0xFF)) {
            return Decoded.rejected(RejectReason.BAD_CHECKSUM, "short LC: CRC-8");
        }
        return Decoded.message(
                new Checked<>(
                        read(data >> 24, data & 0xFF_FFFF),
                        Assurance.CRC_8,
                        ShortLcBptc.corrected(decoded)));
    }

    private static ShortLc read(int opcode, int content) {
        if (opcode == ACTIVITY_UPDATE) {
            return new ActivityUpdate(
                    content >> 20, content >> 16 & 0xF, content >> 8 & 0xFF, content & 0xFF);
        }
        return opcode == EMPTY && content == 0 ? new Empty() : new Opaque(opcode, content);
    }

    /// The nine octets, the last four bits zero.
    default Octets encode() {
        int data = opcode() << 24 | content();
        return Octets.of(ShortLcBptc.encode((long) data << 8 | Crc.eight(data, 28)));
    }
}
