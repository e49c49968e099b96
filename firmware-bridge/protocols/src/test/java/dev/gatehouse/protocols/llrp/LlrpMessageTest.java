package dev.gatehouse.protocols.llrp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.llrp.LlrpMessage.Events;
import dev.gatehouse.protocols.llrp.LlrpMessage.Report;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/// Annotated messages made by hand, and everything that may be wrong with one.
final class LlrpMessageTest {

    private static byte[] hex(String... parts) {
        return HexFormat.of().parseHex(String.join("", parts).replace(" ", ""));
    }

    private static void bothWays(byte[] octets, LlrpMessage message) {
        LlrpFrame frame = LlrpWords.frame(octets);
        assertEquals(message, LlrpWords.message(frame));
        assertArrayEquals(octets, message.frame(frame.version(), frame.messageId()).encode());
    }

    @Test
    void aReportWithEverythingThatComesWithATag() {
        bothWays(
                hex(
                        "043D 00000071 00000009", // version 1, RO_ACCESS_REPORT, length, id
                        "00F0 0050", // TagReportData
                        "00F1 000B 0024 ABCDEF1230", // EPCData of 36 bits, the last 4 are padding
                        "89 00000007", // ROSpecID
                        "8E 0001", // SpecIndex
                        "8A 0001", // InventoryParameterSpecID
                        "81 0003", // AntennaID
                        "86 C4", // PeakRSSI -60 dBm
                        "87 0002", // ChannelIndex
                        "82 0006000000000001", // FirstSeen UTC
                        "84 0006000000000002", // LastSeen UTC
                        "88 0010", // TagSeenCount
                        "8C 3400", // PC
                        "8B BEEF", // CRC
                        "90 00000000", // AccessSpecID
                        "03FF 000E 0001869F 00000001 AA", // Custom ...
                        "BB",
                        "00F0 0017", // a second tag, by uptime
                        "8D 112233445566778899AABBCC",
                        "81 0001",
                        "88 0001"),
                new Report(
                        List.of(
                                new TagReport(
                                        new Epc(36, Octets.ofHex("ABCDEF1230")),
                                        Map.ofEntries(
                                                Map.entry(Tv.RO_SPEC_ID, 7L),
                                                Map.entry(Tv.SPEC_INDEX, 1L),
                                                Map.entry(Tv.INVENTORY_PARAMETER_SPEC_ID, 1L),
                                                Map.entry(Tv.ANTENNA_ID, 3L),
                                                Map.entry(Tv.PEAK_RSSI, -60L),
                                                Map.entry(Tv.CHANNEL_INDEX, 2L),
                                                Map.entry(Tv.FIRST_SEEN_UTC, 0x6000000000001L),
                                                Map.entry(Tv.LAST_SEEN_UTC, 0x6000000000002L),
                                                Map.entry(Tv.TAG_SEEN_COUNT, 16L),
                                                Map.entry(Tv.C1G2_PC, 0x3400L),
                                                Map.entry(Tv.C1G2_CRC, 0xBEEFL),
                                                Map.entry(Tv.ACCESS_SPEC_ID, 0L)),
                                        List.of(new Custom(99_999, 1, Octets.ofHex("AABB")))),
                                new TagReport(
                                        Epc.of(Octets.ofHex("112233445566778899AABBCC")),
                                        Map.of(Tv.ANTENNA_ID, 1L, Tv.TAG_SEEN_COUNT, 1L),
                                        List.of())),
                        List.of()));
    }

    @Test
    void aReaderTellsOfItself() {
        bothWays(
                hex(
                        "083F 0000003C 00000000", // version 2, READER_EVENT_NOTIFICATION
                        "00F6 0032", // ReaderEventNotificationData
                        "0081 000C 0000000000000010", // Uptime
                        "00F7 0008 0001 0005", // HoppingEvent
                        "00FD 000B 01 00000002 0003", // RFSurveyEvent
                        "00FE 000B 00 00000002 0001", // AISpecEvent
                        "0101 0004"), // ConnectionCloseEvent
                new Events(
                        Optional.of(new Timestamp(false, 16)),
                        List.of(
                                new ReaderEvent.Hopping(1, 5),
                                new ReaderEvent.RfSurvey(1, 2, 3),
                                new ReaderEvent.AiSpecEnd(0, 2, 1),
                                new ReaderEvent.ConnectionClose())));
    }

    @Test
    void aRoSpecWithEveryTrigger() {
        RoSpec.GpiTrigger gpi = new RoSpec.GpiTrigger(1, true, 5_000);
        RoSpec spec =
                new RoSpec(
                        9,
                        1,
                        RoSpec.INACTIVE,
                        new RoSpec.StartTrigger(
                                RoSpec.StartTrigger.PERIODIC,
                                Optional.of(
                                        new RoSpec.Periodic(
                                                10, 1_000, Optional.of(new Timestamp(true, 77)))),
                                Optional.empty()),
                        new RoSpec.StopTrigger(RoSpec.StopTrigger.GPI, 0, Optional.of(gpi)),
                        List.of(
                                new AiSpec(
                                        List.of(1, 2),
                                        new AiSpec.Stop(
                                                3,
                                                0,
                                                Optional.empty(),
                                                Optional.of(
                                                        new AiSpec.TagObservation(
                                                                1, 0, 0, 250, 4_000))),
                                        List.of(
                                                new AiSpec.Inventory(
                                                        1,
                                                        RoSpec.C1G2,
                                                        List.of(
                                                                new AntennaConfiguration(
                                                                        0,
                                                                        OptionalInt.of(3),
                                                                        Optional.of(
                                                                                new AntennaConfiguration
                                                                                        .Transmitter(
                                                                                        1, 0, 40)),
                                                                        List.of(
                                                                                new AntennaConfiguration
                                                                                        .InventoryCommand(
                                                                                        false,
                                                                                        Optional.of(
                                                                                                new AntennaConfiguration
                                                                                                        .RfControl(
                                                                                                        1000,
                                                                                                        0)),
                                                                                        Optional.of(
                                                                                                new AntennaConfiguration
                                                                                                        .Singulation(
                                                                                                        2,
                                                                                                        30,
                                                                                                        0)))))))))),
                        Optional.of(new RoReportSpec(2, 0, 0x1780, OptionalInt.of(0xC0))));
        bothWays(
                hex(
                        "0414 000000B3 00000001", // ADD_ROSPEC
                        "00B1 00A9 00000009 01 01", // ROSpec 9
                        "00B2 0035", // ROBoundarySpec
                        "00B3 001D 02", // starts periodically
                        "00B4 0018 0000000A 000003E8",
                        "0080 000C 000000000000004D", // from a moment on
                        "00B6 0014 02 00000000", // stops by an input
                        "00B5 000B 0001 80 00001388",
                        "00B7 0058 0002 0001 0002", // AISpec, antennas 1 and 2
                        "00B8 0019 03 00000000", // stops by tags
                        "00B9 0010 01 00 0000 0000 00FA 00000FA0", // quiet for 250 ms
                        "00BA 0035 0001 01", // C1G2
                        "00DE 002E 0000", // every antenna
                        "00DF 0006 0003",
                        "00E0 000A 0001 0000 0028",
                        "014A 0018 00",
                        "014F 0008 03E8 0000", // mode 1000
                        "0150 000B 80 001E 00000000", // session 2, 30 tags
                        "00ED 0012 02 0000", // ROReportSpec
                        "00EE 000B 1780",
                        "015C 0005 C0"), // CRC and PC
                new LlrpMessage.AddRoSpec(spec));
    }

    @Test
    void oneBadTagCostsThatTagAlone() {
        byte[] octets =
                hex(
                        "043D 00000055 00000001",
                        "00F0 0011 8D 000000000000000000000001", // good
                        "00F0 000A 00F1 0006 0060", // 96 bits promised, none there
                        "00F0 0007 81 0001", // no EPC
                        "00F0 0011 8D 000000000000000000000002", // good
                        "00F0 0012 8D 000000000000000000000003 81", // cut off
                        "0102 0006 0000"); // not known here
        assertEquals(85, octets.length);
        DecodeNotes notes = new DecodeNotes();
        var decoded = LlrpMessage.decode(LlrpWords.frame(octets), notes);
        Report report = report(decoded);
        assertEquals(2, report.tags().size());
        assertEquals(3, notes.droppedTags());
        assertEquals(1, notes.unknownParameters());
        assertFalse(LlrpView.of(octets).sound());
    }

    private static Report report(Decoded<LlrpMessage> decoded) {
        return switch (decoded) {
            case Decoded.Message<LlrpMessage>(LlrpMessage message) ->
                    assertInstanceOf(Report.class, message);
            case Decoded.Rejected<LlrpMessage>(var reason, var detail) ->
                    throw new AssertionError(reason + detail);
        };
    }

    @Test
    void whatIsBehindAnUnknownShortTypeIsSkippedWithItsParameter() {
        byte[] octets =
                hex(
                        "043D 0000002F 00000001",
                        "00F0 0014 8D 000000000000000000000001 E4 0000", // type 100 has no length
                        "00F0 0011 8D 000000000000000000000002");
        DecodeNotes notes = new DecodeNotes();
        Report report = report(LlrpMessage.decode(LlrpWords.frame(octets), notes));
        assertEquals(2, report.tags().size());
        assertEquals(1, notes.unknownParameters());
        assertEquals(0, notes.droppedTags());
    }

    @Test
    void octetsBehindTheLastFieldAreCounted() {
        DecodeNotes notes = new DecodeNotes();
        var decoded =
                LlrpMessage.decode(
                        LlrpWords.frame(hex("0418 00000010 00000001 00000009 FFFF")), notes);
        assertEquals(
                Decoded.message(new LlrpMessage.SpecOrder(MessageType.ENABLE_ROSPEC, 9)), decoded);
        assertEquals(2, notes.leftoverOctets());
    }

    @Test
    void messagesThatLackWhatTheyNeedAreRefused() {
        for (String wrong :
                List.of(
                        "040D 0000000A 00000001", // an answer without a status
                        "0414 0000000A 00000001", // ADD_ROSPEC without one
                        "043F 0000000A 00000001", // a notification without data
                        "0418 0000000C 00000001 0001", // half an id
                        "0438 0000000B 00000001 01")) {
            assertInstanceOf(
                    Decoded.Rejected.class,
                    LlrpMessage.decode(LlrpWords.frame(hex(wrong)), new DecodeNotes()),
                    wrong);
        }
    }

    @Test
    void parametersAreNotReadDeeperOrInGreaterNumberThanTheLimits() {
        Octets inside = Octets.ofHex("01210008006400CF");
        for (int depth = 0; depth < 20; depth++) {
            int length = inside.length() + 8;
            inside = Octets.ofHex(String.format("0121%04X006400CF", length)).plus(inside);
        }
        Octets status =
                Octets.ofHex(String.format("011F%04X00640000", inside.length() + 8)).plus(inside);
        assertEquals(
                RejectReason.LIMIT_EXCEEDED,
                reason(new LlrpFrame(1, MessageType.ERROR_MESSAGE.number(), 1, status)));
        assertTrue(!LlrpView.of(new LlrpFrame(1, 100, 1, status).encode()).name().isEmpty());
        Octets many = Octets.ofHex("00010004".repeat(LlrpReader.MAX_PARAMETERS + 1));
        assertEquals(
                RejectReason.LIMIT_EXCEEDED,
                reason(new LlrpFrame(1, MessageType.RO_ACCESS_REPORT.number(), 1, many)));
    }

    private static RejectReason reason(LlrpFrame frame) {
        return switch (LlrpMessage.decode(frame, new DecodeNotes())) {
            case Decoded.Rejected<LlrpMessage>(var reason, var _) -> reason;
            case Decoded.Message<LlrpMessage> _ -> throw new AssertionError("taken");
        };
    }

    @Test
    void tagsBeyondTheLimitAreDroppedAndCounted() {
        Octets tag = Octets.ofHex("00F000118D000000000000000000000001");
        byte[] all = new byte[tag.length() * (LlrpMessage.MAX_TAGS + 3)];
        for (int at = 0; at < all.length; at += tag.length()) {
            tag.copyTo(all, at);
        }
        DecodeNotes notes = new DecodeNotes();
        Report report = report(LlrpMessage.decode(new LlrpFrame(1, 61, 1, Octets.of(all)), notes));
        assertEquals(LlrpMessage.MAX_TAGS, report.tags().size());
        assertEquals(3, notes.droppedTags());
        List<TagReport> tooMany = new ArrayList<>(report.tags());
        tooMany.addAll(report.tags());
        assertThrows(IllegalArgumentException.class, () -> new Report(tooMany, List.of()));
    }

    @Test
    void paddingOfAnEpcIsNoPartOfIt() {
        assertEquals(
                new Epc(36, Octets.ofHex("E280689400")), new Epc(36, Octets.ofHex("E28068940F")));
        assertThrows(IllegalArgumentException.class, () -> new Epc(36, Octets.ofHex("E2806894")));
        assertEquals(new Epc(0, Octets.NONE), Epc.of(Octets.NONE));
    }

    @Test
    void pseudonymsAreThoseOfTheSheetAndNeedALongKey() {
        byte[] key = "test-key-not-secret-0123456789ab".getBytes(StandardCharsets.US_ASCII);
        assertEquals(
                "bdc3bd41b75c2cbfe27a07ab4906479a",
                EpcPseudonym.of(key, Epc.of(Octets.ofHex("30342fd1b4000040000003e9"))));
        assertEquals(
                "d8234a1399ee60cd815273f519923163",
                EpcPseudonym.of(key, Epc.of(Octets.ofHex("e2806894000050000123456789abcdef"))));
        assertThrows(
                IllegalArgumentException.class,
                () -> EpcPseudonym.of(new byte[31], Epc.of(Octets.ofHex("00"))));
    }

    @Test
    void nothingPrintsWhatATagSays() {
        TagReport tag =
                new TagReport(
                        Epc.of(Octets.ofHex("112233445566778899AABBCC")), Map.of(), List.of());
        String printed = tag + " " + tag.epc() + " " + new Report(List.of(tag), List.of());
        assertFalse(printed.contains("1122"), printed);
        assertFalse(LlrpStatus.of(100, "11223344").toString().contains("1122"));
    }

    @Test
    void aRecordIsOfTheRightShapeOrNotMade() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new LlrpMessage.Bare(MessageType.RO_ACCESS_REPORT));
        assertThrows(
                IllegalArgumentException.class,
                () -> new LlrpMessage.SpecOrder(MessageType.ADD_ROSPEC, 1));
        assertThrows(
                IllegalArgumentException.class,
                () -> new LlrpMessage.Outcome(MessageType.KEEPALIVE, LlrpStatus.SUCCESS));
        assertThrows(
                IllegalArgumentException.class,
                () -> new LlrpMessage.Unread(MessageType.KEEPALIVE.number(), Octets.NONE));
        assertThrows(
                IllegalArgumentException.class,
                () -> new LlrpMessage.SpecOrder(MessageType.START_ROSPEC, 1L << 32));
        assertThrows(
                IllegalArgumentException.class,
                () -> new TagReport(Epc.of(Octets.NONE), Map.of(Tv.PEAK_RSSI, 200L), List.of()));
    }
}
