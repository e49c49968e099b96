package dev.gatehouse.protocols.dmr.link;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.dmr.coding.ReedSolomon12;

/// Full link control (clause 7.1, TS 102 361-2 clause 7.1.1): nine octets that say what a call is
/// and whose, in the header, in the terminator, and embedded in the speech.
///
/// ```
///  0: PF(1) R(1) FLCO(6)   1: FID   2..8: by FLCO
/// ```
///
/// Whatever is not known, or is protected, stays an [Opaque]: none of the nine octets is invalid by
/// itself.
public sealed interface LinkControl
        permits VoiceChannelUser, TalkerAliasBlock, GpsInfo, DataTerminator, LinkControl.Opaque {

    /// Octets without any check.
    int LENGTH_BYTES = 9;

    /// Octets behind the head.
    int CONTENT_BYTES = 7;

    /// The first two octets.
    ///
    /// @param protect the content is not to be read
    /// @param reserved bit as sent
    /// @param flco opcode, 6 bits
    /// @param fid feature set; evidence of a maker, and weak
    record Head(boolean protect, boolean reserved, int flco, int fid) {
        private static final int PROTECT = 0x80;
        private static final int RESERVED = 0x40;
        private static final int FLCO = 0x3F;

        public Head {
            if (flco < 0 || flco > FLCO || fid < 0 || fid > 0xFF) {
                throw new IllegalArgumentException("LC head: expected 6 bits and 8 bits");
            }
        }

        static Head of(int flco, int fid) {
            return new Head(false, false, flco, fid);
        }

        private static Head read(Octets lc) {
            int first = lc.at(0);
            return new Head(
                    (first & PROTECT) != 0, (first & RESERVED) != 0, first & FLCO, lc.at(1));
        }

        private void write(byte[] lc) {
            lc[0] = (byte) ((protect ? PROTECT : 0) | (reserved ? RESERVED : 0) | flco);
            lc[1] = (byte) fid;
        }
    }

    /// Any other link control.
    ///
    /// @param content octets 2 to 8
    record Opaque(Head head, Octets content) implements LinkControl {
        public Opaque {
            if (content.length() != CONTENT_BYTES) {
                throw new IllegalArgumentException("LC content: expected 7 octets");
            }
        }
    }

    Head head();

    /// Octets 2 to 8.
    Octets content();

    /// The nine octets.
    default Octets encode() {
        byte[] lc = new byte[LENGTH_BYTES];
        head().write(lc);
        content().copyTo(lc, LENGTH_BYTES - CONTENT_BYTES);
        return Octets.of(lc);
    }

    /// From its nine octets; throws where they are not nine.
    static LinkControl decode(Octets lc) {
        if (lc.length() != LENGTH_BYTES) {
            throw new IllegalArgumentException("LC: expected 9 octets, found " + lc.length());
        }
        Head head = Head.read(lc);
        Octets content = lc.slice(LENGTH_BYTES - CONTENT_BYTES, LENGTH_BYTES);
        if (head.protect()) {
            return new Opaque(head, content);
        }
        return switch (head.fid()) {
            case FeatureSet.STANDARD -> standard(head, content);
            case FeatureSet.MOTOROLA -> motorola(head, content);
            case FeatureSet.HYTERA_68, FeatureSet.HYTERA_08 ->
                    VoiceChannelUser.has(head)
                            ? VoiceChannelUser.read(head, content)
                            : new Opaque(head, content);
            default -> new Opaque(head, content);
        };
    }

    private static LinkControl standard(Head head, Octets content) {
        return switch (head.flco()) {
            case VoiceChannelUser.GROUP, VoiceChannelUser.UNIT ->
                    VoiceChannelUser.read(head, content);
            case TalkerAliasBlock.FIRST,
                    TalkerAliasBlock.FIRST + 1,
                    TalkerAliasBlock.FIRST + 2,
                    TalkerAliasBlock.FIRST + 3 ->
                    new TalkerAliasBlock(head, content);
            case GpsInfo.FLCO -> GpsInfo.read(head, content);
            case DataTerminator.FLCO -> DataTerminator.read(head, content);
            default -> new Opaque(head, content);
        };
    }

    /// Opcodes 4 and 7 are calls of Capacity Plus here, no alias; the alias of Capacity Max stands
    /// 10 hex higher.
    private static LinkControl motorola(Head head, Octets content) {
        return switch (head.flco()) {
            case VoiceChannelUser.GROUP, VoiceChannelUser.UNIT ->
                    VoiceChannelUser.read(head, content);
            case TalkerAliasBlock.FIRST_MOTOROLA,
                    TalkerAliasBlock.FIRST_MOTOROLA + 1,
                    TalkerAliasBlock.FIRST_MOTOROLA + 2,
                    TalkerAliasBlock.FIRST_MOTOROLA + 3 ->
                    new TalkerAliasBlock(head, content);
            case GpsInfo.FLCO_MOTOROLA -> GpsInfo.read(head, content);
            default -> new Opaque(head, content);
        };
    }

    /// Link control of a header or terminator burst: nine octets and Reed-Solomon parity, changed
    /// by the mask of `type`. One wrong octet is put right, and the message is then unverified:
    /// that many more words of noise would have passed.
    static Decoded<Checked<LinkControl>> decode(DataBurst burst) {
        DataType type = burst.slotType().dataType();
        if (type != DataType.VOICE_LC_HEADER && type != DataType.TERMINATOR_WITH_LC) {
            throw new IllegalArgumentException("LC: not in a burst of " + type);
        }
        byte[] word = burst.payload().toArray();
        int wrong = ReedSolomon12.repair(word, type.mask());
        if (wrong == ReedSolomon12.UNCORRECTABLE) {
            return Decoded.rejected(RejectReason.BAD_CHECKSUM, "LC: Reed-Solomon (12,9)");
        }
        Octets lc = Octets.of(word, 0, LENGTH_BYTES);
        int changed = 0;
        for (int i = 0; wrong > 0 && i < word.length; i++) {
            changed += Integer.bitCount((word[i] & 0xFF) ^ burst.payload().at(i));
        }
        return Decoded.message(
                new Checked<>(
                        decode(lc),
                        wrong == 0 ? Assurance.REED_SOLOMON : Assurance.REED_SOLOMON_REPAIRED,
                        burst.correctedBits() + changed));
    }

    /// The twelve octets of a header or terminator burst.
    default Octets encode(DataType type) {
        byte[] word = new byte[ReedSolomon12.LENGTH];
        encode().copyTo(word, 0);
        ReedSolomon12.encode(word, type.mask());
        return Octets.of(word);
    }
}
