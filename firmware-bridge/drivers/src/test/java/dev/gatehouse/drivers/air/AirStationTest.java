package dev.gatehouse.drivers.air;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.drivers.LinkAddress;
import dev.gatehouse.drivers.StationContext;
import dev.gatehouse.drivers.radio.AirEvent;
import dev.gatehouse.drivers.radio.AirEvent.Burst;
import dev.gatehouse.drivers.radio.AirEvent.Claim;
import dev.gatehouse.drivers.radio.AirSink;
import dev.gatehouse.drivers.radio.OutgoingText;
import dev.gatehouse.drivers.radio.TextTransmitter.Offer;
import dev.gatehouse.drivers.radio.Transmission;
import dev.gatehouse.protocols.dmr.link.RadioAddress;
import dev.gatehouse.protocols.dmr.link.ServiceOptions;
import dev.gatehouse.protocols.dmr.link.SyncPattern;
import dev.gatehouse.protocols.dmr.link.VoiceChannelUser;
import dev.gatehouse.protocols.observation.Observation;
import dev.gatehouse.protocols.observation.RadioCall;
import dev.gatehouse.protocols.observation.RadioDelivery;
import dev.gatehouse.protocols.observation.RadioEvent;
import dev.gatehouse.protocols.observation.RadioHealth;
import dev.gatehouse.protocols.observation.RadioReport;
import dev.gatehouse.protocols.observation.RadioReport.MakerSign;
import dev.gatehouse.protocols.observation.RadioSystem;
import dev.gatehouse.protocols.observation.Received;
import dev.gatehouse.protocols.observation.TimeQuality;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A station around a driver that does what the test says, and the stations that the configuration
/// can name.
class AirStationTest {

    private static final VoiceChannelUser CALL =
            VoiceChannelUser.toGroup(
                    ServiceOptions.NONE, new RadioAddress(9), new RadioAddress(1_234_567));

    private final BlockingQueue<Observation> told = new LinkedBlockingQueue<>();
    private final BlockingQueue<Transmission> onAir = new LinkedBlockingQueue<>();
    private final FakeDriver driver = new FakeDriver();
    private Optional<AirSink> sink = Optional.empty();
    private Optional<AirStation> station = Optional.empty();

    /// A driver that keeps what it shall send until it is closed.
    private final class FakeDriver implements BurstDriver {
        private boolean permitted = true;
        private boolean fails;

        @Override
        public void open() throws IOException {
            if (fails) {
                throw new IOException("no such port");
            }
        }

        @Override
        public List<MakerSign> identity() {
            return List.of(new MakerSign(MakerSign.Kind.MODEM_VERSION, "made up"));
        }

        @Override
        public String describe() {
            return "made up";
        }

        @Override
        public Map<String, Long> counters() {
            return Map.of("frames", 1L);
        }

        @Override
        public Map<String, Long> linkCounters() {
            return Map.of();
        }

        @Override
        public void transmit(Transmission transmission) {
            onAir.add(transmission);
        }

        @Override
        public boolean permitted() {
            return permitted;
        }

        @Override
        public void close() {
            onAir.forEach(one -> one.outcome().ended(one.id(), Transmission.End.CLOSED));
        }
    }

    private static Received now() {
        return new Received(Instant.now(), System.nanoTime(), TimeQuality.SYNCED);
    }

    static StationContext context(
            String address,
            Map<String, String> settings,
            StationContext.LinkFactory links,
            BlockingQueue<Observation> told) {
        return new StationContext(
                "radio1",
                "lane1",
                settings,
                LinkAddress.parse(address),
                links,
                (observations, acknowledgement) -> {
                    told.addAll(observations);
                    acknowledgement.durable();
                    return true;
                },
                AirStationTest::now);
    }

    private AirStation open() throws IOException {
        AirStation made =
                new AirStation(
                        context(
                                "fake:",
                                Map.of(),
                                _ -> {
                                    throw new IllegalArgumentException("no links here");
                                },
                                told),
                        RadioSystem.MMDVM,
                        AirSettings.of(Map.of("radio_id", "77"), SyncPattern.MS_DATA),
                        into -> {
                            sink = Optional.of(into);
                            return driver;
                        });
        station = Optional.of(made);
        made.open();
        return made;
    }

    @AfterEach
    void close() {
        station.ifPresent(AirStation::close);
    }

    private void hear(AirEvent event) {
        sink.orElseThrow().accept(event);
    }

    private static AirEvent usable(boolean usable) {
        return new AirEvent.Usable("radio1", OptionalInt.empty(), usable, "running", now());
    }

    private static AirEvent burst(byte[] octets) {
        return new Burst(
                "radio1",
                2,
                octets,
                new Claim(Claim.Kind.DATA, 1),
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                now());
    }

    private <T extends RadioEvent> T next(Class<T> type) throws InterruptedException {
        for (int i = 0; i < 50; i++) {
            Observation one = told.poll(10, TimeUnit.SECONDS);
            if (one != null && type.isInstance(((RadioReport) one.body()).event())) {
                return type.cast(((RadioReport) one.body()).event());
            }
        }
        throw new AssertionError("no " + type.getSimpleName());
    }

    private static OutgoingText text(String id) {
        return new OutgoingText(id, 9, true, "all units", false);
    }

    /// Offers until the station knows that it is connected.
    private static Offer offer(AirStation to, OutgoingText text) throws InterruptedException {
        Offer answer = to.offer(text);
        for (int i = 0; i < 500 && answer == Offer.NOT_CONNECTED; i++) {
            var _ = new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
            answer = to.offer(text);
        }
        return answer;
    }

    @Test
    void aStationHearsAndEndsWhatItHeard() throws Exception {
        AirStation made = open();
        hear(usable(true));
        assertEquals(RadioHealth.Condition.UP, next(RadioHealth.class).condition());
        hear(burst(MadeUpAir.header(CALL)));
        assertEquals(RadioCall.Phase.START, next(RadioCall.class).phase());
        assertEquals(RadioCall.End.SILENCE, next(RadioCall.class).end());
        hear(burst(MadeUpAir.header(CALL)));
        assertEquals(RadioCall.Phase.START, next(RadioCall.class).phase());
        made.close();
        assertEquals(RadioCall.End.LINK_LOST, next(RadioCall.class).end());
        assertEquals(2, made.snapshot().frames());
        assertEquals(5, made.snapshot().observations());
        assertEquals(1L, made.snapshot().driver().get("frames"));
        assertEquals(0, made.snapshot().faults());
        assertEquals(Offer.NOT_CONNECTED, made.offer(text("late")));
    }

    @Test
    void offersAreAnsweredByWhatCanBe() throws Exception {
        AirStation made = open();
        assertEquals(Offer.NOT_CONNECTED, made.offer(text("m0")));
        hear(usable(true));
        assertEquals(Offer.TAKEN, offer(made, text("m1")));
        assertEquals(
                Offer.TOO_LONG,
                made.offer(new OutgoingText("m2", 9, true, "x".repeat(141), false)));
        driver.permitted = false;
        assertEquals(Offer.TRANSMIT_OFF, made.offer(text("m3")));
        assertFalse(made.transmits());
        driver.permitted = true;
        Offer last = Offer.TAKEN;
        for (int i = 0; i < 30 && last == Offer.TAKEN; i++) {
            last = made.offer(text("n" + i));
        }
        assertEquals(Offer.BUSY, last, "the limit of the minute");
        assertThrows(IllegalArgumentException.class, () -> made.offer(text("x".repeat(65))));
    }

    @Test
    void everyTextThatWasTakenHasOneEndWhenTheStationCloses() throws Exception {
        AirStation made = open();
        hear(usable(true));
        int taken = 0;
        for (int i = 0; i < 8; i++) {
            taken += offer(made, text("m" + i)) == Offer.TAKEN ? 1 : 0;
        }
        assertEquals(8, taken);
        made.close();
        List<RadioDelivery> ends =
                told.stream()
                        .map(one -> ((RadioReport) one.body()).event())
                        .filter(RadioDelivery.class::isInstance)
                        .map(RadioDelivery.class::cast)
                        .toList();
        assertEquals(8, ends.size());
        assertEquals(8, ends.stream().map(RadioDelivery::messageId).distinct().count());
        assertTrue(ends.stream().allMatch(one -> one.state() == RadioDelivery.State.FAILED));
    }

    @Test
    void aGroupTextGoesOutAndItsEndIsTold() throws Exception {
        AirStation made = open();
        hear(usable(true));
        assertEquals(Offer.TAKEN, offer(made, text("m1")));
        Transmission next = onAir.poll(10, TimeUnit.SECONDS);
        assertNotEquals(null, next);
        onAir.clear();
        next.outcome().ended(next.id(), Transmission.End.SENT);
        assertEquals(
                new RadioDelivery("m1", RadioDelivery.State.SENT, ""), next(RadioDelivery.class));
    }

    @Test
    void aPortThatCannotBeHadIsSaid() {
        driver.fails = true;
        assertThrows(IOException.class, this::open);
    }
}
