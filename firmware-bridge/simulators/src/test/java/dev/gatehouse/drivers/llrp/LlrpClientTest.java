package dev.gatehouse.drivers.llrp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.protocols.llrp.LlrpFrame;
import dev.gatehouse.protocols.llrp.LlrpMessage;
import dev.gatehouse.protocols.llrp.MessageType;
import dev.gatehouse.protocols.llrp.ReaderSetting;
import dev.gatehouse.protocols.observation.CaptureTime;
import dev.gatehouse.protocols.observation.DeviceNotice.Severity;
import dev.gatehouse.protocols.observation.TimeQuality;
import dev.gatehouse.simulators.llrp.ReaderMishap;
import dev.gatehouse.simulators.llrp.ReaderTraits;
import dev.gatehouse.simulators.llrp.SimulatedReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// One client against one reader, a test per thing that may happen (sections 4 and 5).
final class LlrpClientTest {

    private static final ReaderTraits USUAL = ReaderTraits.usual();
    private static final List<ReaderTraits.Output> WAYS = List.of(ReaderTraits.Output.values());

    private static ReaderRig running(ReaderTraits traits) {
        ReaderRig rig = new ReaderRig(traits);
        rig.untilRunning();
        return rig;
    }

    @Test
    void everyStepInOrderAndThenTags() {
        ReaderRig rig = running(USUAL);
        assertEquals(
                List.of(
                        "GET_SUPPORTED_VERSION",
                        "SET_PROTOCOL_VERSION",
                        "GET_READER_CAPABILITIES",
                        "GET_READER_CONFIG",
                        "GET_READER_CONFIG",
                        "DELETE_ACCESSSPEC",
                        "DELETE_ROSPEC",
                        "SET_READER_CONFIG",
                        "ADD_ROSPEC",
                        "ENABLE_ROSPEC",
                        "START_ROSPEC",
                        "GET_READER_CONFIG",
                        "ENABLE_EVENTS_AND_REPORTS"),
                rig.sentTypes());
        assertEquals(2, rig.sent.getLast().version());
        LlrpMessage.SetConfig set = rig.sent(LlrpMessage.SetConfig.class).getFirst();
        assertFalse(set.reset());
        assertTrue(set.settings().contains(new ReaderSetting.HoldUponReconnect(true)));
        assertTrue(set.settings().contains(new ReaderSetting.Keepalive(1, 10_000)));
        rig.run(10_000);
        assertTrue(rig.sightings.size() > 95, rig.sightings.size() + " sightings");
        TagSightings.Sighting one = rig.sightings.get(10);
        assertEquals(CaptureTime.Quality.SOURCE_UTC, one.captured().quality());
        assertFalse(one.buffered());
        assertEquals(List.of(), rig.notices);
        assertEquals("simulated 1.0", rig.client.device().orElseThrow().firmware());
    }

    /// The octets of the sheet's examples, message ids apart.
    @Test
    void whatIsSentIsWhatTheSheetShows() {
        ReaderRig rig = new ReaderRig(USUAL, Map.of("version", "1"), ReaderRig.everySoOften(100));
        rig.untilRunning();
        Map<String, String> byType =
                Map.of(
                        "SET_READER_CONFIG",
                        "00f4002700f5000700018000f5000700028000f5000700038000f5000700048000f50007"
                                + "00088000ed001201000100ee000b1780015c00050000dc0009010000271000e2"
                                + "000580",
                        "ADD_ROSPEC",
                        "00b1004600000001000000b2001200b300050000b60009000000000000b7001800010000"
                                + "00b80009000000000000ba000700010100ed001201000100ee000b1780015c0005"
                                + "00");
        for (LlrpFrame frame : rig.sent) {
            String body = HexFormat.of().formatHex(frame.body().toArray());
            String expected = byType.getOrDefault(MessageType.name(frame.type()), "");
            if (expected.startsWith("00b1")) {
                assertEquals(expected, body);
            } else if (!expected.isEmpty()) {
                assertEquals("00" + expected, body);
            }
            assertEquals(1, frame.version());
        }
    }

    @Test
    void aReaderOfTheOldVersionIsAskedOnceAndSpokenToInItsOwn() {
        ReaderRig rig = running(USUAL.version1Only());
        assertEquals("GET_SUPPORTED_VERSION", rig.sentTypes().getFirst());
        assertEquals("GET_READER_CAPABILITIES", rig.sentTypes().get(1));
        assertEquals(1, rig.sent.getLast().version());
    }

    @Test
    void aReaderThatEndsTheConnectionOverTheVersionIsNotAskedAgain() {
        ReaderRig rig = new ReaderRig(USUAL);
        rig.deafOnceAsked = true;
        rig.until(5_000, () -> rig.client.state() == LlrpState.NEGOTIATE);
        rig.cut();
        rig.deafOnceAsked = false;
        rig.deaf = false;
        rig.untilRunning();
        assertEquals(1, rig.sentTypes().stream().filter("GET_SUPPORTED_VERSION"::equals).count());
        assertEquals(1, rig.sent.getLast().version());
    }

    @Test
    void aReaderThatDoesNotGreetIsGivenUp() {
        ReaderRig rig = new ReaderRig(USUAL);
        rig.deaf = true;
        rig.run(6_000);
        assertEquals(1, rig.count(LlrpCounter.SILENCES));
        assertEquals(List.of(), rig.sent);
        rig.deaf = false;
        rig.untilRunning();
    }

    @ParameterizedTest
    @CsvSource({
        // what is refused, its status, the parameter that is named, refusals until it works
        "3, 100, 226, 1",
        "3, 100, 244, 5",
        "3, 100, 348, 1",
        "20, 100, 348, 1",
        "20, 100, 237, 2",
    })
    void whatAReaderDoesNotKnowIsLeftOut(int type, int status, int parameter, int refusals) {
        ReaderRig rig = running(USUAL.refusing(type, status, parameter));
        assertEquals(refusals, rig.refusals.size(), rig.refusals.toString());
        assertEquals(refusals, rig.count(LlrpCounter.REQUESTS_REFUSED));
        rig.run(3_000);
        assertTrue(rig.sightings.size() > 20);
        assertEquals(0, rig.told(Notices.REFUSES, Severity.FAULT));
    }

    @ParameterizedTest
    @CsvSource({"3, 401", "20, 103", "21, 401", "24, 300", "22, 300"})
    void aReaderThatRefusesWhatItMustDoIsAFault(int type, int status) {
        ReaderRig rig = new ReaderRig(USUAL.refusing(type, status, 0));
        rig.run(30_000);
        assertEquals(1, rig.told(Notices.REFUSES, Severity.FAULT));
        assertEquals(0, rig.sightings.size());
        assertTrue(rig.pauses.size() > 1);
        assertTrue(rig.refusals.size() <= rig.pauses.size() * 9, rig.refusals.toString());
    }

    @Test
    void anAnswerOfANeighboursTypeCounts() {
        ReaderRig rig = running(USUAL.answeringWithWrongType());
        assertEquals(1, rig.count(LlrpCounter.TYPE_MISMATCHES));
    }

    @Test
    void aReaderThatSomebodyElseDrivesIsLeftAloneAndTold() {
        ReaderRig rig = new ReaderRig(USUAL);
        SimulatedReader.Line stranger =
                new SimulatedReader.Line() {
                    @Override
                    public void send(byte[] octets) {}

                    @Override
                    public void close() {}
                };
        assertTrue(rig.reader.connect(stranger, rig.now));
        rig.run(100_000);
        assertEquals(1, rig.told(Notices.TAKEN, Severity.FAULT));
        assertTrue(rig.pauses.size() >= 3 && rig.pauses.size() <= 4, rig.pauses.toString());
        assertTrue(rig.pauses.stream().allMatch(pause -> pause == LlrpClient.TAKEN_PAUSE_MS));
        rig.reader.disconnected(stranger);
        rig.untilRunning();
        assertEquals(1, rig.told(Notices.TAKEN, Severity.CLEARED));
    }

    @Test
    void anotherClientThatTriesIsTold() {
        ReaderRig rig = running(USUAL);
        List<String> heard = new ArrayList<>();
        boolean taken =
                rig.reader.connect(
                        new SimulatedReader.Line() {
                            @Override
                            public void send(byte[] octets) {
                                heard.add(HexFormat.of().formatHex(octets));
                            }

                            @Override
                            public void close() {
                                heard.add("closed");
                            }
                        },
                        rig.now);
        assertFalse(taken);
        assertTrue(heard.getFirst().endsWith("010000060002"), heard.toString());
        assertEquals("closed", heard.getLast());
        rig.run(1_000);
        assertEquals(1, rig.told(Notices.CONTENDED, Severity.WARNING));
        assertEquals(LlrpState.RUNNING, rig.client.state());
    }

    @Test
    void aRestartInTheMiddleOfAReportIsConfiguredAnew() {
        ReaderRig rig = running(USUAL);
        rig.run(5_000);
        rig.mishap(ReaderMishap.RESTART);
        assertEquals(LlrpState.BACKOFF, rig.client.state());
        assertEquals(1, rig.told(Notices.LOST, Severity.SILENT));
        rig.untilRunning();
        assertEquals(1, rig.count(LlrpCounter.READER_RESTARTS));
        assertEquals(2, rig.count(LlrpCounter.CONFIGURATIONS));
        assertEquals(1, rig.told(Notices.LOST, Severity.CLEARED));
        int before = rig.sightings.size();
        rig.run(3_000);
        assertTrue(rig.sightings.size() > before + 20);
    }

    @Test
    void whatWasReadWhileTheNetworkWasGoneComesAsBuffered() {
        ReaderRig rig = running(USUAL);
        rig.run(5_000);
        rig.linkWorks = false;
        rig.cut();
        int before = rig.sightings.size();
        rig.run(20_000);
        assertEquals(before, rig.sightings.size());
        assertTrue(rig.reader.buffered() > 150);
        rig.linkWorks = true;
        rig.untilRunning();
        rig.run(1_000);
        List<TagSightings.Sighting> late =
                rig.sightings.stream().filter(TagSightings.Sighting::buffered).toList();
        assertTrue(late.size() > 150, late.size() + " buffered");
        assertTrue(
                late.stream()
                        .allMatch(
                                one -> one.captured().quality() == CaptureTime.Quality.SOURCE_UTC));
        assertEquals(0, rig.reader.counts().lost());
        assertEquals(0, rig.count(LlrpCounter.READER_RESTARTS));
        rig.run(1_000);
        assertFalse(rig.sightings.getLast().buffered());
    }

    @Test
    void aBufferThatRanOverIsAnAlarmAndWhatIsLeftIsAskedFor() {
        ReaderRig rig = running(USUAL.buffering(20));
        rig.linkWorks = false;
        rig.cut();
        rig.run(10_000);
        rig.linkWorks = true;
        rig.untilRunning();
        rig.run(500);
        assertEquals(1, rig.told(Notices.READS_LOST, Severity.ALARM));
        assertTrue(rig.sentTypes().contains("GET_REPORT"));
        assertTrue(rig.reader.counts().lost() > 0);
    }

    @Test
    void silenceEndsTheConnection() {
        ReaderRig rig = running(USUAL);
        rig.mishap(ReaderMishap.SILENT);
        rig.run(24_000);
        assertEquals(LlrpState.RUNNING, rig.client.state());
        rig.run(2_000);
        assertEquals(1, rig.count(LlrpCounter.SILENCES));
        rig.untilRunning();
    }

    @Test
    void keepalivesAreAnsweredForHours() {
        ReaderRig rig = new ReaderRig(USUAL, Map.of(), ReaderRig.everySoOften(60_000));
        rig.untilRunning();
        rig.run(3_600_000);
        assertEquals(0, rig.reader.counts().missedAcks());
        assertEquals(1, rig.reader.counts().connections());
        assertTrue(rig.count(LlrpCounter.KEEPALIVES) >= 359);
        LlrpFrame ack =
                rig.sent.stream()
                        .filter(frame -> frame.type() == MessageType.KEEPALIVE_ACK.number())
                        .findFirst()
                        .orElseThrow();
        assertTrue(ack.messageId() > 0 && ack.body().isEmpty());
    }

    @Test
    void aReaderWithoutAClockIsPlacedByItsFirstWord() {
        ReaderRig rig = running(USUAL.withoutClock());
        rig.run(2_000);
        TagSightings.Sighting one = rig.sightings.getLast();
        assertEquals(CaptureTime.Quality.RECEIVED, one.captured().quality());
        assertTrue(
                Duration.between(one.captured().at(), one.received().at()).abs().toMillis() < 200);
        assertEquals(0, rig.told(Notices.CLOCK, Severity.WARNING));
    }

    @ParameterizedTest
    @CsvSource({"600000, 600", "-600000, -600"})
    void aWrongClockIsToldAndItsTimesAreMoved(long aheadMs, long seconds) {
        ReaderRig rig = running(USUAL.clockAhead(aheadMs));
        rig.run(2_000);
        TagSightings.Sighting one = rig.sightings.getLast();
        assertEquals(CaptureTime.Quality.RECEIVED, one.captured().quality());
        assertTrue(
                Duration.between(one.captured().at(), one.received().at()).abs().toMillis() < 200);
        assertFalse(one.buffered());
        assertEquals(1, rig.told(Notices.CLOCK, Severity.WARNING));
        assertEquals(seconds, rig.notices.getFirst().number());
    }

    @Test
    void aBoothThatDoesNotKnowTheTimeDoesNotJudge() {
        ReaderRig rig = new ReaderRig(USUAL.clockAhead(-600_000));
        rig.quality = TimeQuality.UNKNOWN;
        rig.untilRunning();
        rig.run(1_000);
        assertEquals(0, rig.told(Notices.CLOCK, Severity.WARNING));
        assertEquals(CaptureTime.Quality.SOURCE_UTC, rig.sightings.getLast().captured().quality());
    }

    @Test
    void onlyTheConfiguredReaderIsUsed() {
        ReaderRig right =
                new ReaderRig(
                        USUAL,
                        Map.of("reader_id", "00:16:25:FF:FF:00:00:01"),
                        ReaderRig.everySoOften(100));
        right.untilRunning();
        ReaderRig wrong =
                new ReaderRig(
                        USUAL,
                        Map.of("reader_id", "001625FFFF000002"),
                        ReaderRig.everySoOften(100));
        wrong.run(30_000);
        assertEquals(1, wrong.told(Notices.WRONG_READER, Severity.FAULT));
        assertFalse(wrong.sentTypes().contains("SET_READER_CONFIG"));
        assertEquals(List.of(LlrpClient.WRONG_READER_PAUSE_MS), wrong.pauses);
        assertEquals(0, wrong.sightings.size());
    }

    @Test
    void theReadersOwnHealthIsTold() {
        ReaderRig rig = running(USUAL);
        rig.mishap(ReaderMishap.ANTENNA);
        rig.mishap(ReaderMishap.EXCEPTION);
        rig.mishap(ReaderMishap.FILLING);
        rig.mishap(ReaderMishap.OVERFLOW);
        rig.mishap(ReaderMishap.INPUT);
        rig.run(100);
        rig.mishap(ReaderMishap.ANTENNA);
        rig.run(100);
        assertEquals(1, rig.told(Notices.ANTENNA, Severity.FAULT));
        assertEquals(1, rig.told(Notices.ANTENNA, Severity.CLEARED));
        assertEquals(1, rig.told(Notices.EXCEPTION, Severity.FAULT));
        assertEquals(1, rig.told(Notices.BUFFER, Severity.WARNING));
        assertEquals(1, rig.told(Notices.READS_LOST, Severity.ALARM));
        assertEquals(1, rig.count(LlrpCounter.GPI_EVENTS));
        assertEquals(2, rig.sentTypes().stream().filter("GET_REPORT"::equals).count());
        for (int again = 0; again < 50; again++) {
            rig.mishap(ReaderMishap.OVERFLOW);
        }
        assertEquals(1, rig.told(Notices.READS_LOST, Severity.ALARM));
    }

    @Test
    void aReaderThatStopsReadingIsToldToBeginAgain() {
        ReaderRig rig = running(USUAL);
        rig.run(LlrpClient.RECONFIGURE_MS + 1_000);
        rig.mishap(ReaderMishap.READING_ENDS);
        rig.untilRunning();
        assertEquals(1, rig.told(Notices.SPEC_ENDED, Severity.WARNING));
        assertEquals(1, rig.reader.counts().connections());
        rig.mishap(ReaderMishap.READING_ENDS);
        rig.untilRunning();
        assertEquals(2, rig.reader.counts().connections());
    }

    @Test
    void nonsenseIsCountedAndCostsNoConnection() {
        ReaderRig rig = running(USUAL);
        rig.mishap(ReaderMishap.MALFORMED);
        rig.run(1_000);
        assertEquals(LlrpState.RUNNING, rig.client.state());
        assertEquals(2, rig.count(LlrpCounter.BODIES_REFUSED));
        assertEquals(1, rig.count(LlrpCounter.UNKNOWN_MESSAGES));
        assertEquals(1, rig.count(LlrpCounter.UNKNOWN_PARAMETERS));
        assertEquals(2, rig.count(LlrpCounter.TAGS_UNREADABLE));
        assertEquals(1, rig.reader.counts().connections());
    }

    @ParameterizedTest
    @EnumSource(ReaderTraits.Output.class)
    void itDoesNotMatterHowOctetsAreCut(ReaderTraits.Output way) {
        ReaderRig rig = running(USUAL.sending(way));
        rig.run(5_000);
        assertEquals(rig.reader.counts().reported(), rig.count(LlrpCounter.TAGS));
        assertTrue(rig.count(LlrpCounter.TAGS) > 45);
    }

    @Test
    void aHeaderThatCannotBeBelievedEndsTheConnection() {
        ReaderRig rig = running(USUAL);
        rig.client.octets(HexFormat.of().parseHex("043E0000000900000001"), rig.received());
        assertEquals(1, rig.count(LlrpCounter.FRAMING_ERRORS));
        assertEquals(LlrpState.BACKOFF, rig.client.state());
        rig.untilRunning();
    }

    @Test
    void leaveIsTakenInGoodOrder() {
        ReaderRig rig = running(USUAL);
        rig.client.stop(rig.received());
        rig.until(3_000, () -> rig.client.state() == LlrpState.STOPPED);
        List<String> types = rig.sentTypes();
        assertEquals(
                List.of("STOP_ROSPEC", "CLOSE_CONNECTION"),
                types.subList(types.size() - 2, types.size()));
        assertFalse(rig.connected());
        rig.run(100);
        assertEquals(LlrpState.STOPPED, rig.client.state());
        ReaderRig silent = running(USUAL);
        silent.mishap(ReaderMishap.SILENT);
        silent.client.stop(silent.received());
        silent.until(6_000, () -> silent.client.state() == LlrpState.STOPPED);
        ReaderRig never = new ReaderRig(USUAL);
        never.client.stop(never.received());
        assertEquals(LlrpState.STOPPED, never.client.state());
    }

    @Test
    void powerAndFactorySettingsAreTouchedOnlyWhenAskedFor() {
        ReaderRig rig = running(USUAL);
        assertTrue(
                rig.sent(LlrpMessage.SetConfig.class).stream()
                        .noneMatch(set ->
                                set.reset()
                                        || set.settings().stream()
                                                .anyMatch(one -> one.parameterType() == 222)));
        ReaderRig asked =
                new ReaderRig(
                        USUAL,
                        Map.of("power_index", "40", "factory_reset", "on", "antennas", "1,2"),
                        ReaderRig.everySoOften(100));
        asked.untilRunning();
        asked.cut();
        asked.untilRunning();
        List<LlrpMessage.SetConfig> sets = asked.sent(LlrpMessage.SetConfig.class);
        assertEquals(1, sets.stream().filter(LlrpMessage.SetConfig::reset).count());
        assertEquals(
                2,
                sets.getLast().settings().stream()
                        .filter(one -> one.parameterType() == 222)
                        .count());
    }

    /// Whatever happens, in any order: nothing is thrown, tags that the reader sent arrive, and in
    /// the end it reads again.
    @Test
    void afterAnyCourseOfMishapsItReadsAgain() {
        long seed = Long.getLong("gatehouse.seed", 20_261_122L);
        System.out.println("seed: -Dgatehouse.seed=" + seed);
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 20; round++) {
            ReaderTraits traits = USUAL.sending(WAYS.get(random.nextInt(WAYS.size())));
            if (random.nextBoolean()) {
                traits = traits.withoutClock();
            }
            if (random.nextBoolean()) {
                traits = traits.withoutHolding();
            }
            if (random.nextBoolean()) {
                traits = traits.version1Only();
            }
            ReaderRig rig = new ReaderRig(traits);
            List<ReaderMishap> all = List.of(ReaderMishap.values());
            for (int mishaps = 0; mishaps < 60; mishaps++) {
                rig.run(random.nextInt(4_000));
                rig.mishap(all.get(random.nextInt(all.size())));
                if (random.nextInt(8) == 0) {
                    byte[] noise = new byte[random.nextInt(40)];
                    random.nextBytes(noise);
                    rig.client.octets(noise, rig.received());
                }
            }
            rig.untilRunning();
            // a lost antenna may still be lost
            rig.until(
                    60_000,
                    () -> rig.sightings.size() > 0 && rig.client.state() == LlrpState.RUNNING);
            int before = rig.sightings.size();
            rig.run(60_000);
            assertTrue(rig.sightings.size() > before, "round " + round);
        }
    }

    @Test
    void statesGoOnlyWhereTheyMay() {
        Map<LlrpState, List<LlrpState>> allowed =
                Map.of(
                        LlrpState.IDLE, List.of(LlrpState.CONNECTED, LlrpState.BACKOFF),
                        LlrpState.BACKOFF, List.of(LlrpState.CONNECTED, LlrpState.BACKOFF),
                        LlrpState.CONNECTED,
                                List.of(
                                        LlrpState.NEGOTIATE,
                                        LlrpState.IDENTIFY,
                                        LlrpState.CLOSING,
                                        LlrpState.BACKOFF),
                        LlrpState.NEGOTIATE,
                                List.of(LlrpState.IDENTIFY, LlrpState.CLOSING, LlrpState.BACKOFF),
                        LlrpState.IDENTIFY,
                                List.of(LlrpState.CONFIGURE, LlrpState.CLOSING, LlrpState.BACKOFF),
                        LlrpState.CONFIGURE,
                                List.of(LlrpState.RUNNING, LlrpState.CLOSING, LlrpState.BACKOFF),
                        LlrpState.RUNNING,
                                List.of(LlrpState.CONFIGURE, LlrpState.CLOSING, LlrpState.BACKOFF),
                        LlrpState.CLOSING, List.of(),
                        LlrpState.STOPPED, List.of());
        for (LlrpState from : LlrpState.values()) {
            for (LlrpState to : LlrpState.values()) {
                boolean may =
                        allowed.getOrDefault(from, List.of()).contains(to)
                                || (to == LlrpState.STOPPED && from != LlrpState.STOPPED);
                assertEquals(may, from.mayBecome(to), from + " to " + to);
                if (!may) {
                    assertThrows(IllegalStateException.class, () -> from.transition(to));
                }
            }
            assertFalse(from.word().isEmpty());
        }
    }

    @Test
    void settingsThatCannotBeUsedAreRefusedByName() {
        for (Map<String, String> wrong :
                List.of(
                        Map.of("reader_id", "xyz"),
                        Map.of("antennas", "0"),
                        Map.of("antennas", "1,1"),
                        Map.of("antennas", "1;2"),
                        Map.of("version", "3"),
                        Map.of("keepalive_ms", "10"),
                        Map.of("hop_table", "1"),
                        Map.of("gather_ms", "5000"),
                        Map.of("colour", "red"))) {
            var error = assertThrows(IllegalArgumentException.class, () -> LlrpSettings.of(wrong));
            String name = wrong.keySet().iterator().next();
            assertTrue(String.valueOf(error.getMessage()).contains(name), error.getMessage());
        }
        assertEquals(List.of(1, 4), LlrpSettings.of(Map.of("antennas", "1, 4")).antennas());
    }
}
