package dev.gatehouse.protocols.homebrew;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// One datagram (section 1). What a repeater and a master may say is told apart by the first
/// letters alone; longer words are looked for first (RPTCL before RPTC).
public sealed interface HomebrewMessage
        permits LoginProof,
                PeerConfig,
                RadioFrame,
                EmbeddedLink,
                HomebrewMessage.LoginRequest,
                HomebrewMessage.Accepted,
                HomebrewMessage.Refused,
                HomebrewMessage.PeerClosing,
                HomebrewMessage.MasterClosing,
                HomebrewMessage.Options,
                HomebrewMessage.Ping,
                HomebrewMessage.Pong,
                HomebrewMessage.SitePosition,
                HomebrewMessage.Ignored {

    /// Longest datagram that is looked at.
    int MAX_LENGTH = 600;

    /// The datagram.
    byte[] encode();

    /// Reads a datagram.
    static Decoded<HomebrewMessage> decode(byte[] datagram) {
        if (datagram.length > MAX_LENGTH) {
            return Decoded.rejected(
                    RejectReason.TOO_LONG,
                    "homebrew: expected at most 600 octets, found " + datagram.length);
        }
        for (Word word : Word.IN_ORDER_OF_TRIAL) {
            if (HomebrewFields.startsWith(datagram, word.text)) {
                return word.fits(datagram.length)
                        ? word.decode(datagram)
                        : Decoded.rejected(
                                datagram.length < word.least
                                        ? RejectReason.TOO_SHORT
                                        : RejectReason.LEFTOVER,
                                word.text
                                        + ": expected "
                                        + word.least
                                        + ".."
                                        + word.most
                                        + " octets, found "
                                        + datagram.length);
            }
        }
        return Decoded.rejected(
                RejectReason.UNSUPPORTED,
                "homebrew: no known word, " + datagram.length + " octets");
    }

    /// First letters of a message, and the lengths it may have.
    enum Word {
        RPTPING("RPTPING", 11, 11),
        RPTSBKN("RPTSBKN", 11, 11),
        RPTACK("RPTACK", 10, 10),
        RPTRSSI("RPTRSSI", 7, MAX_LENGTH),
        RPTINTR("RPTINTR", 7, MAX_LENGTH),
        RPTIDLE("RPTIDLE", 7, MAX_LENGTH),
        RPTWAKE("RPTWAKE", 7, MAX_LENGTH),
        MSTPONG("MSTPONG", 11, 11),
        MSTPING("MSTPING", 7, MAX_LENGTH),
        MSTNAK("MSTNAK", 10, 10),
        MSTCL("MSTCL", 9, 9),
        RPTCL("RPTCL", 9, 9),
        RPTC("RPTC", PeerConfig.MIN_LENGTH, PeerConfig.LENGTH),
        RPTL("RPTL", 8, 8),
        RPTK("RPTK", LoginProof.LENGTH, LoginProof.LENGTH),
        RPTO("RPTO", 8, 8 + Options.MAX_TEXT),
        RPTG("RPTG", SitePosition.LENGTH, SitePosition.LENGTH),
        RPTI("RPTI", 4, MAX_LENGTH),
        DMRD("DMRD", RadioFrame.SHORT_LENGTH, RadioFrame.MAX_LENGTH),
        DMRA("DMRA", EmbeddedLink.Kind.TALKER_ALIAS.directLength(), 19),
        DMRG("DMRG", EmbeddedLink.Kind.POSITION.directLength(), 18),
        DMRC("DMRC", 4, MAX_LENGTH),
        DMRP("DMRP", 4, MAX_LENGTH),
        DMRB("DMRB", 4, MAX_LENGTH),
        DMRT("DMRT", 4, MAX_LENGTH),
        DTC("DTC", 3, MAX_LENGTH);

        /// By declaration; an enum's values are copied at each call.
        private static final List<Word> IN_ORDER_OF_TRIAL = List.of(values());

        private final String text;
        private final int least;
        private final int most;

        Word(String text, int least, int most) {
            this.text = text;
            this.least = least;
            this.most = most;
        }

        private boolean fits(int length) {
            return length >= least && length <= most;
        }

        private int id(byte[] datagram) {
            return HomebrewFields.id(datagram, text.length());
        }

        private Decoded<HomebrewMessage> decode(byte[] datagram) {
            return switch (this) {
                case RPTL -> Decoded.message(new LoginRequest(id(datagram)));
                case RPTACK -> Decoded.message(new Accepted(id(datagram)));
                case MSTNAK -> Decoded.message(new Refused(id(datagram)));
                case RPTK -> Decoded.message(LoginProof.read(datagram));
                case RPTC -> Decoded.message(PeerConfig.read(datagram));
                case RPTCL -> Decoded.message(new PeerClosing(id(datagram)));
                case MSTCL -> Decoded.message(new MasterClosing(id(datagram)));
                case RPTO -> Decoded.message(Options.read(datagram));
                case RPTPING -> Decoded.message(new Ping(id(datagram)));
                case MSTPONG -> Decoded.message(new Pong(id(datagram)));
                case DMRD -> RadioFrame.read(datagram);
                case DMRA -> EmbeddedLink.read(datagram, EmbeddedLink.Kind.TALKER_ALIAS);
                case DMRG -> EmbeddedLink.read(datagram, EmbeddedLink.Kind.POSITION);
                case RPTG -> Decoded.message(SitePosition.read(datagram));
                case RPTSBKN,
                        RPTRSSI,
                        RPTINTR,
                        RPTIDLE,
                        RPTWAKE,
                        RPTI,
                        MSTPING,
                        DMRC,
                        DMRP,
                        DMRB,
                        DMRT,
                        DTC ->
                        Decoded.message(new Ignored(this, datagram));
            };
        }
    }

    private static byte[] withId(Word word, int id) {
        return HomebrewFields.begin(word.text, word.text.length() + HomebrewFields.ID_LENGTH)
                .putInt(id)
                .array();
    }

    /// RPTL: a repeater wants to log in.
    ///
    /// @param id of the repeater
    record LoginRequest(int id) implements HomebrewMessage {
        @Override
        public byte[] encode() {
            return withId(Word.RPTL, id);
        }
    }

    /// RPTACK: the salt after RPTL, the repeater's id after everything else.
    ///
    /// @param value salt or id
    record Accepted(int value) implements HomebrewMessage {
        @Override
        public byte[] encode() {
            return withId(Word.RPTACK, value);
        }
    }

    /// MSTNAK: refused, or no such session.
    ///
    /// @param id of the repeater
    record Refused(int id) implements HomebrewMessage {
        @Override
        public byte[] encode() {
            return withId(Word.MSTNAK, id);
        }
    }

    /// RPTCL: the repeater leaves.
    ///
    /// @param id of the repeater
    record PeerClosing(int id) implements HomebrewMessage {
        @Override
        public byte[] encode() {
            return withId(Word.RPTCL, id);
        }
    }

    /// MSTCL: the master leaves.
    ///
    /// @param id of the repeater
    record MasterClosing(int id) implements HomebrewMessage {
        @Override
        public byte[] encode() {
            return withId(Word.MSTCL, id);
        }
    }

    /// RPTPING: the repeater is there.
    ///
    /// @param id of the repeater
    record Ping(int id) implements HomebrewMessage {
        @Override
        public byte[] encode() {
            return withId(Word.RPTPING, id);
        }
    }

    /// MSTPONG: the master is there.
    ///
    /// @param id of the repeater
    record Pong(int id) implements HomebrewMessage {
        @Override
        public byte[] encode() {
            return withId(Word.MSTPONG, id);
        }
    }

    /// RPTO: wishes of a repeater, e.g. `TS1=8;TS2=9`.
    ///
    /// @param id of the repeater
    /// @param text printable ASCII, at most [#MAX_TEXT]
    record Options(int id, String text) implements HomebrewMessage {

        /// Longest text that is taken.
        public static final int MAX_TEXT = 300;

        private static final int ID_AT = 4;
        private static final int TEXT_AT = 8;

        public Options {
            if (text.length() > MAX_TEXT) {
                throw new IllegalArgumentException("options: expected at most 300 characters");
            }
        }

        static Options read(byte[] datagram) {
            return new Options(
                    HomebrewFields.id(datagram, ID_AT),
                    HomebrewFields.text(datagram, TEXT_AT, MAX_TEXT));
        }

        @Override
        public byte[] encode() {
            byte[] octets = text.getBytes(StandardCharsets.US_ASCII);
            return HomebrewFields.begin("RPTO", TEXT_AT + octets.length)
                    .putInt(id)
                    .put(octets)
                    .array();
        }
    }

    /// RPTG: where a repeater says it stands.
    ///
    /// @param id of the repeater
    /// @param latitude as sent, e.g. `+43.1000`
    /// @param longitude as sent, e.g. `-079.0500`
    record SitePosition(int id, String latitude, String longitude) implements HomebrewMessage {

        static final int LENGTH = 25;
        private static final int ID_AT = 4;
        private static final int LATITUDE_AT = 8;
        private static final int LATITUDE_LENGTH = 8;
        private static final int LONGITUDE_AT = 16;
        private static final int LONGITUDE_LENGTH = 9;

        static SitePosition read(byte[] datagram) {
            return new SitePosition(
                    HomebrewFields.id(datagram, ID_AT),
                    HomebrewFields.text(datagram, LATITUDE_AT, LATITUDE_LENGTH),
                    HomebrewFields.text(datagram, LONGITUDE_AT, LONGITUDE_LENGTH));
        }

        @Override
        public byte[] encode() {
            var message = HomebrewFields.begin("RPTG", LENGTH).putInt(id);
            HomebrewFields.putText(message, latitude, LATITUDE_LENGTH);
            return HomebrewFields.putText(message, longitude, LONGITUDE_LENGTH).array();
        }
    }

    /// Of a fork, of a local link without authentication (DMRC, DMRP, DMRB), or of no use: counted.
    ///
    /// @param word it begins with
    /// @param datagram as it came
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record Ignored(Word word, byte[] datagram) implements HomebrewMessage {
        @Override
        public byte[] encode() {
            return Arrays.copyOf(datagram, datagram.length);
        }
    }
}
