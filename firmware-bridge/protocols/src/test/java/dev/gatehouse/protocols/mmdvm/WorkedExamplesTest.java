package dev.gatehouse.protocols.mmdvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/// Every worked example of the fact sheet, octet for octet, in both directions.
class WorkedExamplesTest {

    private static final String CONFIG_V2 =
            "E02802" // start, 40 octets, SET_CONFIG
                    + "80 02 00" // simplex; DMR; no POCSAG
                    + "0A 00" // 100 ms, idle
                    + "8080 80" // DC offsets, RX level
                    + "80 80 80 80 80 80 00 80 80" // TX levels
                    + "000000 040505 000000" // hang times
                    + "01 00 80" // colour code, delay, 128
                    + "0000000000000000";

    private static final String CONFIG_V1 =
            "E01A02 80 02 0A 00 80 80 01 00 80 80808080 8080 80 04 80 80 05 05 0000";

    private static ModemFrame frame(String hex) {
        List<ModemFrame> frames = new ArrayList<>();
        ModemFrameReader reader = ModemFrameReader.forModem();
        reader.feed(Hex.octets(hex), 0, frames::add);
        assertEquals(1, frames.size());
        assertEquals(0, reader.heldBytes());
        return frames.getFirst();
    }

    private static ModemMessage fromModem(String hex) {
        return message(ModemMessage.decode(frame(hex), ModemProtocol.V2));
    }

    private static HostMessage fromHost(String hex, ModemProtocol protocol) {
        return message(HostMessage.decode(frame(hex), protocol));
    }

    private static <T> T message(Decoded<T> decoded) {
        return switch (decoded) {
            case Decoded.Message<T>(T value) -> value;
            case Decoded.Rejected<T>(RejectReason reason, String detail) ->
                    throw new AssertionError(reason + " " + detail);
        };
    }

    private static void bothWays(String hex, ModemMessage expected) {
        assertEquals(expected, fromModem(hex));
        assertEquals(hex.replace(" ", ""), Hex.text(expected.encode().encode()));
    }

    private static void bothWays(String hex, HostMessage expected) {
        assertEquals(expected, fromHost(hex, ModemProtocol.V2));
        assertEquals(hex.replace(" ", ""), Hex.text(expected.encode().encode()));
    }

    @Test
    void configurationOfProtocol2() {
        ModemConfig config =
                new ModemConfig(
                        ModemProtocol.V2,
                        ModemConfig.SIMPLEX,
                        ModemConfig.DMR_ENABLED,
                        10,
                        ModemMode.IDLE,
                        ModemConfig.level(50),
                        ModemConfig.level(50),
                        ModemConfig.level(50),
                        1,
                        0,
                        0,
                        0);
        bothWays(CONFIG_V2, config);
        assertTrue(config.simplex());
    }

    @Test
    void configurationOfProtocol1() {
        ModemConfig config =
                new ModemConfig(
                        ModemProtocol.V1,
                        ModemConfig.SIMPLEX,
                        ModemConfig.DMR_ENABLED,
                        10,
                        0,
                        0x80,
                        0x80,
                        0x80,
                        1,
                        0,
                        0,
                        0);
        assertEquals(config, fromHost(CONFIG_V1, ModemProtocol.V1));
        assertEquals(CONFIG_V1.replace(" ", ""), Hex.text(config.encode().encode()));
    }

    /// The firmware answers each of these with NAK 4.
    @Test
    void configurationOutsideItsLimits() {
        String good = CONFIG_V2.replace(" ", "");
        refused(good.substring(0, 2) + "27" + good.substring(4, 78), RejectReason.TOO_SHORT);
        refused(changed(good, 6, "33"), RejectReason.BAD_VALUE); // 510 ms
        refused(changed(good, 29, "10"), RejectReason.BAD_VALUE); // colour code 16
        refused(changed(changed(good, 4, "00"), 7, "02"), RejectReason.BAD_VALUE); // mode is off
    }

    private static String changed(String hex, int offset, String octet) {
        return hex.substring(0, 2 * offset) + octet + hex.substring(2 * offset + 2);
    }

    private static void refused(String hex, RejectReason expected) {
        Decoded<HostMessage> decoded = HostMessage.decode(frame(hex), ModemProtocol.V2);
        var rejected = assertInstanceOf(Decoded.Rejected.class, decoded);
        assertEquals(expected, rejected.reason());
    }

    @Test
    void frequency() {
        bothWays(
                "E01104 00 C092ED19 C092ED19 FF 400ECF19",
                new ModemFrequency(435_000_000L, 435_000_000L, 255));
        assertEquals(
                "E00C0400C092ED19C092ED19",
                Hex.text(
                        new ModemFrequency(435_000_000L, 435_000_000L, 255)
                                .encodeShort()
                                .encode()));
    }

    @Test
    void version() {
        String text = "MMDVM 20260424 12.0000 MHz (Build: 01:08:48 Nov 22 2026)";
        String hex =
                "E04F00 02 02 00 02 A0A1A2A3A4A5A6A7A8A9AAAB00000000"
                        + Hex.text(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        ModemVersion version = assertInstanceOf(ModemVersion.class, fromModem(hex));
        assertEquals(ModemProtocol.V2, version.protocol());
        assertTrue(version.hasDmr());
        assertEquals(2, version.cpu());
        assertEquals(text, version.description());
        assertEquals(hex.replace(" ", ""), Hex.text(version.encode().encode()));
    }

    @Test
    void versionOfProtocol1HasNoModes() {
        ModemVersion version =
                assertInstanceOf(ModemVersion.class, fromModem("E00B00 01 4D4D44564D2031"));
        assertEquals(ModemProtocol.V1, version.protocol());
        assertTrue(version.hasDmr());
        assertEquals("MMDVM 1", version.description());
    }

    @Test
    void versionWithoutDmrAndUnknownProtocol() {
        ModemVersion version =
                assertInstanceOf(
                        ModemVersion.class,
                        fromModem("E01700 02 01 00 02 00000000000000000000000000000000"));
        assertFalse(version.hasDmr());
        assertInstanceOf(
                Decoded.Rejected.class, ModemMessage.decode(frame("E00400 03"), ModemProtocol.V2));
    }

    @Test
    void status() {
        bothWays(
                "E01401 00 00 00 00 0A0A 0000000000000000000000",
                new ModemStatus(ModemProtocol.V2, 0, 0, 10, 10));
        bothWays(
                "E01401 02 01 00 00 0A01 0000000000000000000000",
                new ModemStatus(ModemProtocol.V2, 2, ModemStatus.TRANSMITTING, 10, 1));
        ModemStatus v1 =
                assertInstanceOf(
                        ModemStatus.class,
                        message(
                                ModemMessage.decode(
                                        frame("E00D01 02 02 41 00 0A 09 0000 0000"),
                                        ModemProtocol.V1)));
        assertEquals(2, v1.mode());
        assertTrue(v1.transmitting());
        assertTrue(v1.carrier());
        assertEquals(9, v1.space(2));
    }

    @Test
    void heardBursts() {
        HeardBurst header =
                assertInstanceOf(
                        HeardBurst.class, fromModem("E0271A 41 " + Hex.HEADER_BURST + " 0050"));
        assertEquals(2, header.slot());
        assertTrue(header.claimsData());
        assertEquals(OptionalInt.of(80), header.rawRssi());
        assertEquals(Hex.HEADER_BURST, Hex.text(header.burst()));
        HeardBurst voice =
                assertInstanceOf(HeardBurst.class, fromModem("E02518 01 " + Hex.HEADER_BURST));
        assertEquals(1, voice.slot());
        assertFalse(voice.claimsData());
        assertEquals(OptionalInt.empty(), voice.rawRssi());
        bothWays("E0031B", new ModemMessage.SlotLost(2));
    }

    @Test
    void answersAndErrors() {
        bothWays("E0047002", new ModemMessage.Ack(2));
        bothWays("E0047004", new ModemMessage.Ack(4));
        bothWays("E0057F1802", new ModemMessage.Nak(0x18, 2));
        bothWays("E0057F1A04", new ModemMessage.Nak(0x1A, 4));
        bothWays("E0057F1A05", new ModemMessage.Nak(0x1A, 5));
        bothWays("E0057F7701", new ModemMessage.Nak(0x77, 1));
        bothWays("E0057F1D04", new ModemMessage.Nak(0x1D, 4));
        assertEquals(NakReason.BUFFER_FULL, new ModemMessage.Nak(0x1A, 5).reason());
        assertEquals(NakReason.OTHER, new ModemMessage.Nak(0x1A, 9).reason());
    }

    @Test
    void debugLineWithNumbers() {
        bothWays("E009F3 4869 FFFE 0100", new ModemMessage.Debug("Hi", List.of(-2, 256)));
    }

    @Test
    void requests() {
        bothWays("E00300", new HostMessage.GetVersion());
        bothWays("E00301", new HostMessage.GetStatus());
        bothWays("E0040302", new HostMessage.SetMode(2));
        bothWays("E0041D01", new HostMessage.StartTransmit(true));
        bothWays("E0041D00", new HostMessage.StartTransmit(false));
        bothWays("E0041E01", new HostMessage.AbortSlot(1));
        refused("E0041E03", RejectReason.BAD_VALUE);
        HostMessage shortLc = fromHost("E00C1C 033A0000C63FC5F030", ModemProtocol.V2);
        assertEquals("E00C1C033A0000C63FC5F030", Hex.text(shortLc.encode().encode()));
    }

    @Test
    void burstToSendIsExactly37Octets() {
        HostMessage burst = fromHost("E0251A 00 " + Hex.HEADER_BURST, ModemProtocol.V2);
        assertEquals("E0251A00" + Hex.HEADER_BURST, Hex.text(burst.encode().encode()));
        refused("E0241A" + Hex.HEADER_BURST, RejectReason.TOO_SHORT);
        refused("E0271A 00 " + Hex.HEADER_BURST + "0050", RejectReason.TOO_LONG);
    }
}
