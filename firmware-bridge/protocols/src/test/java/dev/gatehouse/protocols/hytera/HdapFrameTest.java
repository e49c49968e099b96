package dev.gatehouse.protocols.hytera;

import static dev.gatehouse.protocols.hytera.HyteraSamples.hdap;
import static dev.gatehouse.protocols.hytera.HyteraSamples.hex;
import static dev.gatehouse.protocols.hytera.HyteraSamples.hstrp;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.RadioAddress;
import dev.gatehouse.protocols.RejectReason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every worked example of sheet sections 4 to 8, read and written.
final class HdapFrameTest {

    private static final RadioAddress RADIO_100 = new RadioAddress(10, 100);

    private static Stream<List<Object>> meanings() {
        return Stream.of(
                // RRS
                List.of("11 0003 0004 0A000064 BD 03", new Rrs.Registration(RADIO_100)),
                List.of(
                        "11 0080 0009 0A000064 00 0000012C 0E 03",
                        new Rrs.RegistrationAnswer(RADIO_100, 0, 300)),
                List.of("11 0001 0004 0A000064 BF 03", new Rrs.Offline(RADIO_100)),
                List.of("11 0002 0004 0A000064 BE 03", new Rrs.Check(RADIO_100)),
                List.of(
                        "11 0082 0005 0A000064 00 3D 03",
                        new Rrs.CheckAnswer(RADIO_100, Rrs.CheckAnswer.ONLINE)),
                // LP
                List.of(
                        "08A0010008000000020A0000641903",
                        new Lp.Request(Lp.Request.Kind.LOCATE, 2, RADIO_100)),
                List.of(
                        "08B0010008000000030A0000640803",
                        new Lp.Request(Lp.Request.Kind.STOP_EMERGENCY, 3, RADIO_100)),
                // RCP
                List.of("02 4108 0500 00 D2040000 0E 03", new Rcp.CallRequest(0, 1234)),
                List.of("02 4108 0500 00 6F000000 75 03", new Rcp.CallRequest(0, 111)),
                List.of("02410805000109000000DA03", new Rcp.CallRequest(1, 9)),
                List.of("0241880100006803", new Rcp.Reply(Rcp.Reply.Kind.CALL, 0)),
                List.of(
                        "02 45B8 1000 0100 0400 0400 0000 FD080000 FA372300 C3 03",
                        new Rcp.RepeaterStatus(1, 4, 4, 0, 2301, 2308090)),
                List.of(
                        "0245B81000010005000000000000000000000000001F03",
                        new Rcp.RepeaterStatus(1, Rcp.RepeaterStatus.SLEEP, 0, 0, 0, 0)),
                List.of(
                        "0245B8100000000000010001000900000064000000B603",
                        new Rcp.RepeaterStatus(0, 0, 1, 1, 9, 100)),
                List.of(
                        "0245B8100000000100010001000900000064000000B503",
                        new Rcp.RepeaterStatus(0, 1, 1, 1, 9, 100)),
                List.of(
                        "0245B8100000000000010003000900000064000000B403",
                        new Rcp.RepeaterStatus(0, 0, 1, 3, 9, 100)),
                List.of("02471808000700000000000000C403", Rcp.BroadcastMessages.of(7)),
                List.of("0247880100006203", new Rcp.Reply(Rcp.Reply.Kind.BROADCAST_MESSAGES, 0)),
                List.of(
                        "02C910050002000101014F03",
                        new Rcp.Subscription(
                                Rcp.Subscription.Kind.BROADCAST_STATUS,
                                List.of(
                                        new Rcp.Subscription.Item(0, 1),
                                        new Rcp.Subscription.Item(1, 1)))),
                List.of(
                        "025284060000010A0003E95F03",
                        new Rcp.IdReply(0, Rcp.IdQuery.ADDRESS, Octets.ofHex("0A0003E9"))),
                List.of(
                        "02528406000000E90300006A03",
                        new Rcp.IdReply(0, Rcp.IdQuery.ID, Octets.ofHex("E9030000"))),
                List.of("02C8B003000B0400A803", new Rcp.StatusReport(Rcp.StatusReport.RSSI, 4)),
                // RDAC's identification query, a message of RCP that has no type of its own
                List.of(
                        "02 0400 0500 64000000 01 C4 03",
                        new HdapOther(Rcp.SERVICE, 0x0004, Octets.ofHex("6400000001"))));
    }

    @ParameterizedTest
    @MethodSource("meanings")
    void meansTheSameBothWays(List<Object> sample) {
        String text = ((String) sample.getFirst()).replace(" ", "");
        HdapFrame expected = new HdapFrame(false, (HdapMessage) sample.get(1));
        assertEquals(expected, hdap(text));
        assertEquals(text, hex(expected.encode()));
    }

    @Test
    void idRepliesNameTheRadio() {
        assertEquals(
                Optional.of(1001),
                ((Rcp.IdReply) hdap("025284060000010A0003E95F03").message()).id());
        assertEquals(
                Optional.of(1001),
                ((Rcp.IdReply) hdap("02528406000000E90300006A03").message()).id());
    }

    @Test
    void locationReport() {
        String sample =
                "08A0020032" // LP, report, 50 octets
                        + "00000001" // request 1
                        + "0A2110DD" // 10.33.16.221
                        + "0000" // ok
                        + "41 313833363438 323631303135 4E 343731382E38303531" // A, time, date, N
                        + "45 30313835342E34333837 302E31 313231" // E, 0.1 knots, 121 degrees
                        + "0B03";
        Lp.Report report = (Lp.Report) hdap(sample).message();
        assertEquals(1, report.requestId());
        assertEquals(new RadioAddress(10, 2_167_005), report.radio());
        GpsBlock gps = report.gps().orElseThrow();
        assertEquals(47.313418, gps.latitude().getAsDouble(), 1e-6);
        assertEquals(18.907312, gps.longitude().getAsDouble(), 1e-6);
        assertEquals(Optional.of(Instant.parse("2015-10-26T18:36:48Z")), gps.time());
        assertEquals(0.1852, gps.speedKmh().getAsDouble(), 1e-9);
        assertEquals(OptionalInt.of(121), gps.directionDeg());
        assertEquals(sample.replace(" ", ""), hex(new HdapFrame(false, report).encode()));
        assertFalse(report.toString().contains("47"), report.toString());
    }

    @Test
    void locationReportWithUnknownFields() {
        String sample =
                "08A002003200000003002337FB0000410000000000000000000000004E353030332E3837373145"
                        + "30313432362E353332300000000000007003";
        Lp.Report report = (Lp.Report) hdap(sample).message();
        assertEquals(new RadioAddress(0, 2_308_091), report.radio());
        GpsBlock gps = report.gps().orElseThrow();
        assertTrue(gps.hasFix());
        assertEquals(50.064618, gps.latitude().getAsDouble(), 1e-6);
        assertEquals(14.442200, gps.longitude().getAsDouble(), 1e-6);
        assertEquals(Optional.empty(), gps.time());
        assertEquals(OptionalDouble.empty(), gps.speedKmh());
        assertEquals(OptionalInt.empty(), gps.directionDeg());
        assertEquals(sample, hex(new HdapFrame(false, report).encode()));
    }

    @Test
    void generatedLocationReportAndEmergency() {
        GpsBlock place =
                GpsBlock.of(50.087465, 14.421253, Instant.parse("2026-12-22T10:15:03Z"), 0, 90);
        // the sheet's place, whatever its date is
        String block = sheetBlock();
        String report = "08A0020032000000020A0000640000" + block + "D303";
        String emergency = "08B003002D0A00006401" + block + "C803";
        Lp.Report found = (Lp.Report) hdap(report).message();
        assertEquals(50.087465, found.block().latitude().getAsDouble(), 1e-6);
        assertEquals(14.421253, found.block().longitude().getAsDouble(), 1e-6);
        assertEquals(found.block().latitude(), place.latitude());
        assertEquals(found.block().longitude(), place.longitude());
        Lp.Emergency distress = (Lp.Emergency) hdap(emergency).message();
        assertEquals(new Lp.Emergency(RADIO_100, 1, found.block()), distress);
        assertEquals(emergency, hex(new HdapFrame(false, distress).encode()));
    }

    /// The sheet's generated block: 41, 101503, 221226, N 5005.2479, E 01425.2752, 0.0, 090.
    private static String sheetBlock() {
        return "413130313533303232313132364E353030352E323437394530313432352E32373532302E30303930";
    }

    @Test
    void aBrokenBlockCostsThePositionAlone() {
        GpsBlock broken = new GpsBlock(Octets.ofHex("FF".repeat(40)));
        assertFalse(broken.hasFix());
        assertEquals(OptionalDouble.empty(), broken.latitude());
        HdapFrame frame = new HdapFrame(false, new Lp.Emergency(RADIO_100, 1, broken));
        assertEquals(frame, hdap(hex(frame.encode())));
        assertFalse(GpsBlock.withoutFix().hasFix());
        assertFalse(
                GpsBlock.of(0, 0, Instant.EPOCH, 0, 0).hasFix(), "all-zero coordinates are none");
    }

    @Test
    void privateTextOfARealRadio() {
        String sample =
                "09 80A1 0022" // TMP, answer wanted, private text, 34 octets
                        + "00000001" // request 1
                        + "0A01B207" // to 111111
                        + "0A03640E" // from 222222
                        + "4F004C00490056004500520020005400450053005400" // OLIVER TEST
                        + "7A 03";
        Tmp.Message text = (Tmp.Message) hdap(sample).message();
        assertEquals("OLIVER TEST", text.text());
        assertTrue(text.confirm());
        assertEquals(
                Tmp.Message.privateText(
                        1,
                        new RadioAddress(10, 111_111),
                        new RadioAddress(10, 222_222),
                        "OLIVER TEST"),
                text);
        assertEquals(sample.replace(" ", ""), hex(new HdapFrame(false, text).encode()));
        assertEquals(
                "0900A2000D000000010A01B2070A03640E003D03".length(),
                hex(new HdapFrame(false, text.answer(Tmp.Answer.OK)).encode()).length());
        assertFalse(text.toString().contains("OLIVER"), text.toString());
    }

    @Test
    void groupTextOfARealRadio() {
        String sample = "09 80B1 0014 00000001 00000001 0A000835 610068006F006A00 02 03";
        Tmp.Message text = (Tmp.Message) hdap(sample).message();
        assertEquals("ahoj", text.text());
        assertEquals(1, text.destination().id());
        assertEquals(2101, text.source().id());
        assertTrue(text.kind().group());
        assertEquals(sample.replace(" ", ""), hex(new HdapFrame(false, text).encode()));
    }

    @Test
    void textsWeSend() {
        RadioAddress us = new RadioAddress(10, 100);
        Tmp.Message help = Tmp.Message.privateText(7, new RadioAddress(10, 101), us, "HELP 12");
        assertEquals(
                "0980A1001A000000070A0000650A000064480045004C0050002000310032006703",
                hex(new HdapFrame(false, help).encode()));
        assertEquals(
                "0900A2000D000000070A0000650A000064009F03",
                hex(new HdapFrame(false, help.answer(Tmp.Answer.OK)).encode()));
        Tmp.Message group = Tmp.Message.groupText(8, 9, us, "GO");
        assertEquals(
                "0900B1001000000008000000090A00006447004F005C03",
                hex(new HdapFrame(false, group).encode()));
        assertEquals(
                "0900B200090000000800000009006603",
                hex(new HdapFrame(false, group.answer(Tmp.Answer.OK)).encode()));
    }

    @Test
    void answers() {
        Tmp.Answer plain =
                (Tmp.Answer) hdap("09 80A2 000D 00000001 0A01B207 0A030000 00 31 03").message();
        assertTrue(plain.confirm());
        assertEquals(Tmp.Answer.OK, plain.result());
        String optional = "09 C0A2 0012 0003 00000002 0A01B207 0A030000 00 010203 E2 03";
        Tmp.Answer withOption = (Tmp.Answer) hdap(optional).message();
        assertEquals(Optional.of(Octets.ofHex("010203")), withOption.option());
        assertEquals(2, withOption.requestId());
        assertEquals(optional.replace(" ", ""), hex(new HdapFrame(false, withOption).encode()));
    }

    @Test
    void theExchangeOverHstrp() {
        HstrpPacket send =
                hstrp(
                        "3242000000010900A10022000000000A0003EAC0A81464"
                                + "480065006C006C006F00200057006F0072006C0064007C03");
        Tmp.Message text = (Tmp.Message) hdap(send.payload().hex()).message();
        assertEquals("Hello World", text.text());
        assertEquals(1002, text.destination().id());
        HstrpPacket later =
                hstrp("3242002000148304000000010401010900A2000D00000000000003EA00000001009503");
        Tmp.Answer answer = (Tmp.Answer) hdap(later.payload().hex()).message();
        assertEquals(text.requestId(), answer.requestId());
        assertEquals(text.destination().id(), answer.destination().id());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "09 00AA 0001 55 32 03", // work order
                "11 00FF 0000 33 03", // unknown opcode of RRS
                "02 3408 0000 F6 03", // remote monitor: read, never made
                "13 0001 0000 31 03", // files
                "7F 0001 0000 31 03" // unknown service
            })
    void unknownMessagesAreKeptUnread(String sample) {
        byte[] bytes = sealed(hex(sample));
        HdapFrame frame = HyteraSamples.message(HdapFrame.decode(bytes));
        assertInstanceOf(HdapOther.class, frame.message());
        assertEquals(hex(bytes), hex(frame.encode()));
    }

    /// The octets with the checksum set right.
    private static byte[] sealed(byte[] bytes) {
        int sum = 0;
        for (int i = 1; i < bytes.length - 2; i++) {
            sum += bytes[i] & 0xFF;
        }
        bytes[bytes.length - 2] = (byte) (((sum & 0xFF) ^ 0xFF) + 0x33);
        return bytes;
    }

    @Test
    void theReliableBitIsKept() {
        byte[] bytes = hex("91 0003 0004 0A000064 BD 03");
        assertTrue(HyteraSamples.message(HdapFrame.decode(bytes)).reliable());
        assertEquals(hex(bytes), hex(HyteraSamples.message(HdapFrame.decode(bytes)).encode()));
    }

    @ParameterizedTest
    @CsvSource({
        "11 0003 0004 0A000064 BE 03, BAD_CHECKSUM",
        "11 0003 0004 0A000064 BD 04, BAD_SYNTAX",
        "11 0003 0005 0A000064 BD 03, TOO_SHORT",
        "11 0003 0003 0A000064 BD 03, LEFTOVER",
        "11 0003 FFFF 0A000064 BD 03, TOO_LONG",
        "11 0003, TOO_SHORT"
    })
    void refusesAtTheFrame(String sample, RejectReason reason) {
        assertEquals(reason, refused(hex(sample)));
    }

    @ParameterizedTest
    @CsvSource({
        "11 0003 0003 0A0000 00 03, TOO_SHORT",
        "11 0003 0005 0A00006400 00 03, LEFTOVER",
        "08 B003 0004 0A000064 00 03, TOO_SHORT",
        "08 C003 0008 000000010A000064 00 03, TOO_SHORT",
        "09 80A1 000D 00000001 0A01B207 0A03640E 4F 00 03, BAD_ENCODING",
        "09 C0A1 0002 0003 00 03, TOO_SHORT",
        "09 C0A1 0001 00 00 03, TOO_SHORT",
        "09 00B2 000D 00000001 0A01B207 0A03640E 00 00 03, LEFTOVER",
        "02 C910 0300 02 0001 00 03, TOO_SHORT",
        "02 C910 0000 00 03, TOO_SHORT",
        "12 A001 0001 00 00 03, TOO_SHORT"
    })
    void refusesAMessageOfTheWrongForm(String sample, RejectReason reason) {
        assertEquals(reason, refused(sealed(hex(sample))));
    }

    private static RejectReason refused(byte[] bytes) {
        return assertInstanceOf(Decoded.Rejected.class, HdapFrame.decode(bytes)).reason();
    }
}
