package dev.gatehouse.protocols.homebrew;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// The worked login of the fact sheet and its other examples, octet for octet in both directions.
class TranscriptTest {

    private static final int ID = 312_001;
    private static final byte[] PASSWORD = "passw0rd".getBytes(StandardCharsets.US_ASCII);
    private static final String HEADER =
            "444B038724420CF015F00CA1C46D5D7F77FD757E31A835183F303D61385297865B";

    private static byte[] octets(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private static String hex(byte[] octets) {
        return HexFormat.of().formatHex(octets).toUpperCase(Locale.ROOT);
    }

    private static HomebrewMessage read(byte[] datagram) {
        return switch (HomebrewMessage.decode(datagram)) {
            case Decoded.Message<HomebrewMessage>(HomebrewMessage value) -> value;
            case Decoded.Rejected<HomebrewMessage>(RejectReason reason, String detail) ->
                    throw new AssertionError(reason + " " + detail);
        };
    }

    private static void bothWays(String text, HomebrewMessage message) {
        assertEquals(message, read(octets(text)));
        assertEquals(text.replace(" ", ""), hex(message.encode()));
    }

    private static void refused(byte[] datagram, RejectReason expected) {
        var rejected = assertInstanceOf(Decoded.Rejected.class, HomebrewMessage.decode(datagram));
        assertEquals(expected, rejected.reason());
    }

    @Test
    void login() {
        bothWays("5250544C 0004C2C1", new HomebrewMessage.LoginRequest(ID));
        bothWays("52505441434B 027D3794", new HomebrewMessage.Accepted(0x027D3794));
        String proof =
                "5250544B 0004C2C1 A3E742F8FA25CF3EF1655285DD65E5E5E0B9C21B2AC4486D30016A7CCAAF9F94";
        assertEquals(proof.replace(" ", ""), hex(LoginProof.of(ID, 0x027D3794, PASSWORD).encode()));
        LoginProof read = assertInstanceOf(LoginProof.class, read(octets(proof)));
        assertEquals(ID, read.id());
        assertTrue(read.proves(0x027D3794, PASSWORD));
        assertFalse(read.proves(0x027D3795, PASSWORD));
        assertFalse(read.proves(0x027D3794, "passw0rx".getBytes(StandardCharsets.US_ASCII)));
        assertEquals(
                "5DA808DD46F2A385E3E7125167E0D92576DC695235B42A9D297F91198DB28006",
                hex(LoginProof.of(ID, 0xA2E66576, PASSWORD).hash()));
        assertFalse(read.toString().contains("A3"), "the proof is not shown");
    }

    @Test
    void restOfTheSession() {
        bothWays("52505441434B 0004C2C1", new HomebrewMessage.Accepted(ID));
        bothWays(
                "5250544F 0004C2C1 5453313D383B5453323D39",
                new HomebrewMessage.Options(ID, "TS1=8;TS2=9"));
        bothWays("52505450494E47 0004C2C1", new HomebrewMessage.Ping(ID));
        bothWays("4D5354504F4E47 0004C2C1", new HomebrewMessage.Pong(ID));
        bothWays("525054434C 0004C2C1", new HomebrewMessage.PeerClosing(ID));
        bothWays("4D5354434C 0004C2C1", new HomebrewMessage.MasterClosing(ID));
        bothWays("4D53544E414B 0004C2C4", new HomebrewMessage.Refused(312_004));
    }

    private static String configuration() {
        return "RPTC\0\4\u00C2\u00C1"
                + "TEST    "
                + "435000000"
                + "435000000"
                + "01"
                + "01"
                + "00.00000"
                + "000.00000"
                + "000"
                + "booth"
                + " ".repeat(15)
                + "booth"
                + " ".repeat(14)
                + "4"
                + " ".repeat(124)
                + "probe"
                + " ".repeat(35)
                + "MMDVM"
                + " ".repeat(35);
    }

    @Test
    void configurationOf302Octets() {
        byte[] datagram = configuration().getBytes(StandardCharsets.ISO_8859_1);
        assertEquals(302, datagram.length);
        PeerConfig config = assertInstanceOf(PeerConfig.class, read(datagram));
        assertEquals(
                new PeerConfig(
                        ID,
                        "TEST",
                        "435000000",
                        "435000000",
                        "01",
                        "01",
                        "00.00000",
                        "000.00000",
                        "000",
                        "booth",
                        "booth",
                        "4",
                        "",
                        "probe",
                        "MMDVM"),
                config);
        assertEquals(hex(datagram), hex(config.encode()));
        assertEquals(OptionalLong.of(435_000_000L), config.claimedTxHz());
    }

    @Test
    void configurationThatEndsEarlyOrIsPaddedByNul() {
        byte[] datagram = configuration().getBytes(StandardCharsets.ISO_8859_1);
        PeerConfig cut = assertInstanceOf(PeerConfig.class, read(Arrays.copyOf(datagram, 98)));
        assertEquals("4", cut.slots());
        assertEquals("", cut.hardware());
        refused(Arrays.copyOf(datagram, 97), RejectReason.TOO_SHORT);
        refused(Arrays.copyOf(datagram, 303), RejectReason.LEFTOVER);
        for (int i = 0; i < datagram.length; i++) {
            if (datagram[i] == ' ') {
                datagram[i] = 0;
            }
        }
        assertEquals("TEST", assertInstanceOf(PeerConfig.class, read(datagram)).callsign());
    }

    @Test
    void claimsThatAreNoNumbers() {
        byte[] datagram = configuration().getBytes(StandardCharsets.ISO_8859_1);
        datagram[25] = 'x';
        datagram[9] = 7;
        PeerConfig config = assertInstanceOf(PeerConfig.class, read(datagram));
        assertEquals(OptionalLong.empty(), config.claimedTxHz());
        assertEquals("T.ST", config.callsign());
    }

    @Test
    void bursts() {
        // sequence, source, destination, id, bits, stream
        String header = "444D5244 00 30B43C 000009 0004C2C1 A1 1234ABCD " + HEADER + " 00 00";
        RadioFrame frame = assertInstanceOf(RadioFrame.class, read(octets(header)));
        assertEquals(3_191_868, frame.source());
        assertEquals(9, frame.destination());
        assertEquals(2, frame.slot());
        assertFalse(frame.unit());
        assertEquals(RadioFrame.Kind.DATA_SYNC, frame.kind());
        assertEquals(1, frame.detail());
        assertEquals(0x1234ABCD, frame.stream());
        assertEquals(header.replace(" ", ""), hex(frame.encode()));
    }

    @Test
    void burstOf53OctetsIsWrittenWith55() {
        String text =
                "444D52440030B43C0000090004C2C2A11234ABCD444B038724420CF015F00CA1C46D"
                        + "FF57D75DF5DE31A835183F303D61385297865B";
        RadioFrame frame = assertInstanceOf(RadioFrame.class, read(octets(text)));
        assertEquals(0, frame.bitErrors());
        assertEquals(text + "0000", hex(frame.encode()));
        refused(Arrays.copyOf(octets(text), 54), RejectReason.TOO_SHORT);
        refused(Arrays.copyOf(octets(text), 52), RejectReason.TOO_SHORT);
        refused(Arrays.copyOf(octets(text), 72), RejectReason.LEFTOVER);
        assertInstanceOf(RadioFrame.class, read(Arrays.copyOf(octets(text), 71)));
    }

    @Test
    void captureOfOtherSoftware() {
        String text =
                "444D5244192807220000090028072290864B516BADED847205AE0062959308849047F7D5DD57DFD9"
                        + "537A101EFE3ED4206E153827E70139";
        RadioFrame frame = assertInstanceOf(RadioFrame.class, read(octets(text)));
        assertEquals(0x19, frame.sequence());
        assertEquals(2_623_266, frame.source());
        assertEquals(9, frame.destination());
        assertEquals(0x00280722, frame.id());
        assertEquals(RadioFrame.Kind.VOICE_SYNC, frame.kind());
        assertEquals(0, frame.detail());
        assertEquals(1, frame.bitErrors());
        assertEquals(57, frame.rssi());
        assertEquals(text, hex(frame.encode()));
    }

    @Test
    void dataBurstToOneRadio() {
        String text = "444D5244 02 233863 0008FD 0023383B E7 6F944918 " + HEADER + " 00 2F";
        RadioFrame frame = assertInstanceOf(RadioFrame.class, read(octets(text)));
        assertEquals(2, frame.slot());
        assertTrue(frame.unit());
        assertEquals(RadioFrame.Kind.DATA_SYNC, frame.kind());
        assertEquals(7, frame.detail());
        assertEquals(47, frame.rssi());
    }

    @Test
    void embeddedLinkControl() {
        bothWaysEmbedded("444D5241 0004C2C1 30B43C 01 01020304050607", OptionalInt.of(ID), 1);
        bothWaysEmbedded("444D5247 0004C2C1 30B43C 01020304050607", OptionalInt.of(ID), 0);
        // what a gateway cut off
        refused(octets("444D5241 0004C2C1 30B43C 01 010203"), RejectReason.TOO_SHORT);
        refused(octets("444D5247 0004C2C1 30B43C 010203"), RejectReason.TOO_SHORT);
        EmbeddedLink direct =
                assertInstanceOf(
                        EmbeddedLink.class,
                        ((Decoded.Message<?>)
                                        EmbeddedLink.readDirect(
                                                octets("444D5241 30B43C 02 01020304050607"),
                                                EmbeddedLink.Kind.TALKER_ALIAS))
                                .value());
        assertEquals(2, direct.block());
        assertEquals("444D524130B43C0201020304050607", hex(direct.encode()));
    }

    private static void bothWaysEmbedded(String text, OptionalInt repeater, int block) {
        EmbeddedLink link = assertInstanceOf(EmbeddedLink.class, read(octets(text)));
        assertEquals(repeater, link.repeaterId());
        assertEquals(block, link.block());
        assertEquals(3_191_868, link.radio());
        assertEquals(text.replace(" ", ""), hex(link.encode()));
    }

    @Test
    void sitePosition() {
        byte[] datagram =
                ("RPTG\0\4\u00C2\u00C1" + "+43.1000" + "-079.0500")
                        .getBytes(StandardCharsets.ISO_8859_1);
        assertEquals(25, datagram.length);
        HomebrewMessage.SitePosition position =
                assertInstanceOf(HomebrewMessage.SitePosition.class, read(datagram));
        assertEquals("+43.1000", position.latitude());
        assertEquals("-079.0500", position.longitude());
        assertEquals(hex(datagram), hex(position.encode()));
    }

    @Test
    void otherForksAndLocalLinksAreIgnored() {
        for (String word :
                new String[] {
                    "RPTSBKN1234",
                    "RPTRSSI",
                    "RPTINTR",
                    "DMRC",
                    "DMRP",
                    "DMRB",
                    "DTCL",
                    "DTCPING",
                    "DMRT",
                    "MSTPING1234",
                    "RPTI12"
                }) {
            assertInstanceOf(
                    HomebrewMessage.Ignored.class,
                    read(word.getBytes(StandardCharsets.US_ASCII)),
                    word);
        }
    }

    @Test
    void everyShorterDatagramIsRefusedOrIsNotOfThisKind() {
        for (String text :
                new String[] {
                    "RPTL1234",
                    "RPTACK1234",
                    "MSTNAK1234",
                    "RPTCL1234",
                    "MSTCL1234",
                    "RPTPING1234",
                    "MSTPONG1234",
                    "RPTK" + "0".repeat(36)
                }) {
            byte[] whole = text.getBytes(StandardCharsets.US_ASCII);
            assertInstanceOf(Decoded.Message.class, HomebrewMessage.decode(whole), text);
            for (int length = 0; length < whole.length; length++) {
                assertInstanceOf(
                        Decoded.Rejected.class,
                        HomebrewMessage.decode(Arrays.copyOf(whole, length)),
                        text + " cut to " + length);
            }
            refused(Arrays.copyOf(whole, whole.length + 1), RejectReason.LEFTOVER);
        }
        refused(new byte[601], RejectReason.TOO_LONG);
        refused(new byte[0], RejectReason.UNSUPPORTED);
    }
}
