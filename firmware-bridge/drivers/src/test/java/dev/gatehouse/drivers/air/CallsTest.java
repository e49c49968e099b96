package dev.gatehouse.drivers.air;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.drivers.radio.AirEvent;
import dev.gatehouse.drivers.radio.AirEvent.Route;
import dev.gatehouse.protocols.dmr.link.DataType;
import dev.gatehouse.protocols.dmr.link.GpsInfo;
import dev.gatehouse.protocols.dmr.link.LinkControl;
import dev.gatehouse.protocols.dmr.link.PiHeader;
import dev.gatehouse.protocols.dmr.link.Position;
import dev.gatehouse.protocols.dmr.link.RadioAddress;
import dev.gatehouse.protocols.dmr.link.ServiceOptions;
import dev.gatehouse.protocols.dmr.link.VoiceChannelUser;
import dev.gatehouse.protocols.observation.RadioCall;
import dev.gatehouse.protocols.observation.RadioCall.End;
import dev.gatehouse.protocols.observation.RadioCall.Phase;
import dev.gatehouse.protocols.observation.RadioHealth;
import dev.gatehouse.protocols.observation.RadioLocation;
import dev.gatehouse.protocols.observation.RadioReport;
import dev.gatehouse.protocols.observation.RadioReport.MakerSign;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// Calls by what a slot hears.
class CallsTest {

    private static final RadioAddress SPEAKER = new RadioAddress(1_234_567);
    private static final RadioAddress GROUP = new RadioAddress(9);
    private static final VoiceChannelUser CALL =
            VoiceChannelUser.toGroup(ServiceOptions.NONE, GROUP, SPEAKER);
    private static final VoiceChannelUser OTHER =
            VoiceChannelUser.toUnit(
                    ServiceOptions.NONE, new RadioAddress(42), new RadioAddress(43));

    private final Ears ears = new Ears(0);

    private List<RadioCall> calls() {
        return ears.events(RadioCall.class);
    }

    @Test
    void aCallHasAStartAndAnEnd() {
        ears.hear(MadeUpAir.call(CALL, 3));
        ears.pass(2_000);
        assertEquals(2, calls().size());
        RadioCall start = calls().getFirst();
        RadioCall end = calls().getLast();
        assertEquals(Phase.START, start.phase());
        assertFalse(start.lateEntry());
        assertEquals(End.NONE, start.end());
        assertEquals(OptionalInt.of(-80), start.rssiDbm());
        assertEquals(Phase.END, end.phase());
        assertEquals(End.TERMINATOR, end.end());
        assertEquals(OptionalLong.of(19 * 60), end.durationMs());
        assertEquals(OptionalInt.of(0), end.bitErrorsPpm());
        RadioReport report = ears.reports().getFirst();
        assertEquals(SPEAKER.number(), report.radioId());
        assertEquals(OptionalInt.of(9), report.targetId());
        assertTrue(report.group());
        assertEquals(2, report.slot());
        assertEquals(2, ears.told.stream().map(one -> one.eventId()).distinct().count());
    }

    @Test
    void whoeverMissedTheHeaderEntersLate() {
        ears.hear(MadeUpAir.superframe(CALL));
        assertTrue(calls().isEmpty(), "five check bits alone are not believed");
        ears.hear(MadeUpAir.superframe(CALL));
        assertEquals(1, calls().size());
        assertTrue(calls().getFirst().lateEntry());
        ears.hear(MadeUpAir.terminator(CALL));
        assertEquals(End.TERMINATOR, calls().getLast().end());
        assertTrue(calls().getLast().lateEntry());
        assertEquals(OptionalLong.of(12 * 60), calls().getLast().durationMs());
    }

    @Test
    void aTerminatorAloneTellsWhoseShortCallItWas() {
        ears.hear(MadeUpAir.superframe(CALL));
        ears.hear(MadeUpAir.terminator(CALL));
        assertEquals(2, calls().size());
        assertTrue(calls().getFirst().lateEntry());
        assertEquals(End.TERMINATOR, calls().getLast().end());
        ears.hear(MadeUpAir.terminator(CALL));
        assertEquals(2, calls().size(), "a terminator of nothing");
    }

    @Test
    void speechOfNobodyKnownIsCountedOnly() {
        ears.hear(MadeUpAir.superframe(CALL));
        ears.pass(1_000);
        assertTrue(calls().isEmpty());
        assertEquals(1, ears.counters.value(AirCounter.CALLS_UNIDENTIFIED));
    }

    @Test
    void silenceEndsACall() {
        List<byte[]> bursts = MadeUpAir.call(CALL, 2);
        ears.hear(bursts.subList(0, bursts.size() - 1));
        ears.pass(540);
        assertEquals(1, calls().size(), "a fading of half a second is no end");
        ears.hear(MadeUpAir.superframe(CALL));
        ears.pass(720);
        assertEquals(2, calls().size());
        assertEquals(End.SILENCE, calls().getLast().end());
        assertEquals(OptionalLong.of((12 + 9 + 6) * 60), calls().getLast().durationMs());
    }

    @Test
    void anotherCallOrAPacketSupersedes() {
        ears.hear(MadeUpAir.header(CALL));
        ears.hear(MadeUpAir.superframe(CALL));
        ears.hear(MadeUpAir.header(OTHER));
        assertEquals(
                List.of(End.NONE, End.SUPERSEDED, End.NONE),
                calls().stream().map(RadioCall::end).toList());
        assertEquals(43, ears.reports().getLast().radioId());
        assertFalse(ears.reports().getLast().group());
    }

    @Test
    void aLostSlotAndALostLinkEndCalls() {
        ears.hear(MadeUpAir.header(CALL));
        ears.listener.take(new AirEvent.SlotLost("radio1", 2, ears.now()));
        assertEquals(End.SILENCE, calls().getLast().end());
        ears.hear(MadeUpAir.header(CALL));
        ears.listener.take(
                new AirEvent.Usable(
                        "radio1", OptionalInt.empty(), false, "no answer: check it", ears.now()));
        assertEquals(End.LINK_LOST, calls().getLast().end());
        RadioHealth health = ears.events(RadioHealth.class).getFirst();
        assertEquals(RadioHealth.Condition.DOWN, health.condition());
        assertEquals("NO_ANSWER", health.code());
    }

    @Test
    void privacyAndOptionsAreTold() {
        VoiceChannelUser secret =
                VoiceChannelUser.toGroup(new ServiceOptions(0x40), GROUP, SPEAKER);
        ears.hear(MadeUpAir.header(secret));
        assertTrue(calls().getFirst().privacy());
        ears.hear(MadeUpAir.terminator(secret));
        Ears other = new Ears(0);
        other.hear(MadeUpAir.header(CALL));
        other.hear(
                MadeUpAir.data(
                        DataType.PI_HEADER, new PiHeader(0x21, 0x10, 1, 77, GROUP).encode()));
        other.hear(MadeUpAir.superframe(CALL));
        other.hear(MadeUpAir.terminator(CALL));
        assertFalse(other.events(RadioCall.class).getFirst().privacy());
        assertTrue(other.events(RadioCall.class).getLast().privacy());
    }

    @Test
    void theFeatureSetIsASignOnceACall() {
        LinkControl.Head head = new LinkControl.Head(false, false, 0, 0x10);
        VoiceChannelUser call =
                new VoiceChannelUser(head, new ServiceOptions(0x20), GROUP, SPEAKER);
        ears.hear(MadeUpAir.call(call, 2));
        assertEquals(
                List.of(new MakerSign(MakerSign.Kind.FEATURE_SET_ID, "10")),
                ears.reports().getFirst().signs());
        assertEquals(1, ears.reports().stream().filter(one -> !one.signs().isEmpty()).count());
    }

    @Test
    void whoeverIsNoUnitIsNoCaller() {
        ears.hear(
                MadeUpAir.call(
                        VoiceChannelUser.toGroup(
                                ServiceOptions.NONE, GROUP, new RadioAddress(0xFF_FFFF)),
                        2));
        assertTrue(ears.told.isEmpty());
        assertEquals(1, ears.counters.value(AirCounter.NO_UNIT));
    }

    @Test
    void aPlaceWithinTheSpeechIsUnverifiedUntilItComesAgain() {
        GpsInfo gps = GpsInfo.of(new Position(45.5, -73.5), 1);
        ears.hear(MadeUpAir.header(CALL));
        ears.hear(MadeUpAir.superframe(gps));
        List<RadioLocation> places = ears.events(RadioLocation.class);
        assertEquals(1, places.size());
        assertFalse(places.getFirst().verified());
        assertEquals(OptionalInt.of(20), places.getFirst().errorM());
        assertEquals(455_000_000, places.getFirst().latitudeE7(), 100);
        ears.hear(MadeUpAir.superframe(gps));
        ears.hear(MadeUpAir.superframe(gps));
        places = ears.events(RadioLocation.class);
        assertEquals(2, places.size(), "and then not a third time");
        assertTrue(places.getLast().verified());
        assertEquals(SPEAKER.number(), ears.reportOf(RadioLocation.class).radioId());
    }

    @Test
    void aPlaceThatANetworkTookOutOfACallIsToldToo() {
        byte[] octets = GpsInfo.of(new Position(45.5, -73.5), 1).content().toArray();
        var event = new AirEvent.LinkControl("radio1", 7, 1_234, true, 0, octets, ears.now());
        ears.listener.take(event);
        ears.listener.take(event);
        ears.listener.take(event);
        assertEquals(
                List.of(false, true),
                ears.events(RadioLocation.class).stream().map(RadioLocation::verified).toList());
    }

    private static Optional<Route> route(int repeater, int stream, int sequence) {
        return Optional.of(
                new Route(repeater, SPEAKER.number(), GROUP.number(), false, stream, sequence));
    }

    @Test
    void whatSeveralRepeatersHearIsOneCall() {
        List<byte[]> bursts = MadeUpAir.call(CALL, 3);
        int behind = 4;
        for (int at = 0; at < bursts.size() + behind; at++) {
            ears.pass(60);
            if (at < bursts.size()) {
                ears.take(bursts.get(at), OptionalInt.of(-70), route(1, 11, at));
            }
            if (at >= behind) {
                ears.take(bursts.get(at - behind), OptionalInt.of(-99), route(2, 22, at));
            }
        }
        ears.pass(2_000);
        assertEquals(
                List.of(Phase.START, Phase.END), calls().stream().map(RadioCall::phase).toList());
        assertEquals(OptionalInt.of(-70), calls().getLast().rssiDbm());
        assertEquals(1, ears.counters.value(AirCounter.COPIES));
        for (int at = 0; at < bursts.size(); at++) {
            ears.pass(60);
            ears.take(bursts.get(at), OptionalInt.empty(), route(2, 33, at));
        }
        assertEquals(4, calls().size(), "the next call of the same radio is another");
    }

    @Test
    void aRepeaterThatLosesItDoesNotEndItForTheOthers() {
        List<byte[]> bursts = MadeUpAir.call(CALL, 4);
        for (int at = 0; at < bursts.size(); at++) {
            ears.pass(60);
            if (at < 8) {
                ears.take(bursts.get(at), OptionalInt.empty(), route(1, 11, at));
            }
            ears.take(bursts.get(at), OptionalInt.empty(), route(2, 22, at));
        }
        assertEquals(
                List.of(End.NONE, End.TERMINATOR), calls().stream().map(RadioCall::end).toList());
        assertEquals(OptionalLong.of(25 * 60), calls().getLast().durationMs());
    }

    @Test
    void anotherStreamIsAnotherCall() {
        List<byte[]> bursts = MadeUpAir.call(CALL, 2);
        for (int stream = 1; stream <= 2; stream++) {
            for (int at = 0; at < bursts.size() - 1; at++) {
                ears.pass(60);
                ears.take(bursts.get(at), OptionalInt.empty(), route(1, stream, at));
            }
        }
        ears.pass(1_000);
        assertEquals(
                List.of(End.NONE, End.SUPERSEDED, End.NONE, End.SILENCE),
                calls().stream().map(RadioCall::end).toList());
    }

    @Test
    void theWallClockMayJump() {
        List<byte[]> bursts = MadeUpAir.call(CALL, 3);
        for (int at = 0; at < bursts.size(); at++) {
            ears.wall = ears.wall.plus(Duration.ofDays(at % 2 == 0 ? 900 : -1_000));
            ears.hear(bursts.get(at));
        }
        assertEquals(OptionalLong.of(19 * 60), calls().getLast().durationMs());
        assertEquals(End.TERMINATOR, calls().getLast().end());
    }

    @Test
    void whatArrivedBeforeAnotherButComesLaterDoesNotTurnTimeBack() {
        List<byte[]> bursts = MadeUpAir.call(CALL, 3);
        for (int at = 0; at < bursts.size(); at++) {
            ears.pass(60);
            long nanos = ears.nanos;
            ears.nanos -= at % 3 == 1 ? 900_000_000L : 0;
            ears.take(bursts.get(at), OptionalInt.empty(), Optional.empty());
            ears.nanos = nanos;
        }
        assertEquals(
                List.of(Phase.START, Phase.END), calls().stream().map(RadioCall::phase).toList());
    }

    @Test
    void wrongBitsOfSpeechAreCounted() {
        ears.hear(MadeUpAir.header(CALL));
        for (byte[] burst : MadeUpAir.superframe(CALL)) {
            byte[] wrong = burst.clone();
            wrong[0] ^= (byte) 0x80;
            ears.hear(wrong);
        }
        ears.hear(MadeUpAir.terminator(CALL));
        int ppm = calls().getLast().bitErrorsPpm().orElseThrow();
        assertEquals(6 * 1_000_000 / (6 * 141), ppm);
    }
}
