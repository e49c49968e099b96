package dev.gatehouse.protocols.homebrew;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalInt;

/// DMRA and DMRG: talker alias and position as heard in embedded link control (section 4). A
/// gateway that inserts its repeater's id keeps the former length and cuts the end off; what is
/// left of that is of no use and refused, as no length tells it from the direct form it is only
/// taken where the sender is known to send directly ([#readDirect]).
///
/// @param kind talker alias or position
/// @param repeaterId empty in the direct form
/// @param radio who talks
/// @param block 0 the header, 1 to 3 blocks; only of a talker alias, else 0
/// @param octets 7 octets, link control octets 2 to 8
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record EmbeddedLink(Kind kind, OptionalInt repeaterId, int radio, int block, byte[] octets)
        implements HomebrewMessage {

    private static final int WORD_LENGTH = 4;
    private static final int OCTETS = 7;
    private static final int LAST_BLOCK = 3;

    /// What the link control told.
    public enum Kind {
        TALKER_ALIAS("DMRA", 1),
        POSITION("DMRG", 0);

        private final String word;
        private final int blockOctets;

        Kind(String word, int blockOctets) {
            this.word = word;
            this.blockOctets = blockOctets;
        }

        /// Without the repeater's id.
        int directLength() {
            return WORD_LENGTH + HomebrewFields.RADIO_ID_LENGTH + blockOctets + OCTETS;
        }
    }

    public EmbeddedLink {
        HomebrewFields.requireRadioId(radio);
        if (octets.length != OCTETS || block < 0 || block > LAST_BLOCK) {
            throw new IllegalArgumentException("embedded link: expected block 0..3 and 7 octets");
        }
    }

    /// The form with a repeater's id.
    static Decoded<HomebrewMessage> read(byte[] datagram, Kind kind) {
        return read(datagram, kind, HomebrewFields.ID_LENGTH);
    }

    /// The form without a repeater's id, as sent on the local link of a repeater.
    public static Decoded<HomebrewMessage> readDirect(byte[] datagram, Kind kind) {
        return HomebrewFields.startsWith(datagram, kind.word)
                ? read(datagram, kind, 0)
                : Decoded.rejected(RejectReason.BAD_VALUE, "expected " + kind.word);
    }

    private static Decoded<HomebrewMessage> read(byte[] datagram, Kind kind, int idLength) {
        int length = kind.directLength() + idLength;
        if (datagram.length != length) {
            return Decoded.rejected(
                    datagram.length < length ? RejectReason.TOO_SHORT : RejectReason.LEFTOVER,
                    kind.word + ": expected " + length + " octets, found " + datagram.length);
        }
        int radioAt = WORD_LENGTH + idLength;
        int blockAt = radioAt + HomebrewFields.RADIO_ID_LENGTH;
        int block = kind.blockOctets == 0 ? 0 : HomebrewFields.at(datagram, blockAt);
        if (block > LAST_BLOCK) {
            return Decoded.rejected(
                    RejectReason.BAD_VALUE, kind.word + ": expected block 0..3, found " + block);
        }
        return Decoded.message(
                new EmbeddedLink(
                        kind,
                        idLength == 0
                                ? OptionalInt.empty()
                                : OptionalInt.of(HomebrewFields.id(datagram, WORD_LENGTH)),
                        HomebrewFields.radioId(datagram, radioAt),
                        block,
                        Arrays.copyOfRange(datagram, length - OCTETS, length)));
    }

    @Override
    public byte[] encode() {
        int idLength = repeaterId.isPresent() ? HomebrewFields.ID_LENGTH : 0;
        byte[] datagram = new byte[kind.directLength() + idLength];
        ByteBuffer message = ByteBuffer.wrap(datagram);
        message.put(kind.word.getBytes(StandardCharsets.US_ASCII));
        repeaterId.ifPresent(message::putInt);
        HomebrewFields.putRadioId(message, radio);
        if (kind.blockOctets > 0) {
            message.put((byte) block);
        }
        message.put(octets);
        return datagram;
    }
}
