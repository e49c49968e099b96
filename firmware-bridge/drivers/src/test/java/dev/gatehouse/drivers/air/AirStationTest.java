package dev.gatehouse.drivers.air;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.drivers.DatagramLink;
import dev.gatehouse.drivers.FrameSink;
import dev.gatehouse.drivers.Link;
import dev.gatehouse.drivers.LinkAddress;
import dev.gatehouse.drivers.StreamLink;
import dev.gatehouse.drivers.radio.AirEvent;
import dev.gatehouse.drivers.radio.AirEvent.Burst;
import dev.gatehouse.drivers.radio.AirEvent.Claim;
import dev.gatehouse.drivers.radio.AirSink;
import dev.gatehouse.drivers.radio.OutgoingText;
import dev.gatehouse.drivers.radio.RadioStation;
import dev.gatehouse.drivers.radio.RadioStationProvider;
import dev.gatehouse.drivers.radio.RadioStationProvider.Context;
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
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.ServiceLoader;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    private static Context context(
            String address,
            Map<String, String> settings,
            RadioStationProvider.LinkFactory links,
            BlockingQueue<Observation> told) {
        return new Context(
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "radio_id=0x7",
                "radio_id=16776416",
                "colour_code=16",
                "text=pigeon",
                "text_rate=1",
                "text_slot=3",
                "confirm=maybe",
                "preambles=31",
                "texts_per_minute=0",
                "transmit=on"
            })
    void wrongSettingsAreRefusedByName(String setting) {
        String[] pair = setting.split("=", -1);
        IllegalArgumentException refused =
                assertThrows(
                        IllegalArgumentException.class,
                        () ->
                                AirSettings.of(
                                        Map.of(pair[0], pair[1]), SyncPattern.MS_DATA));
        assertTrue(String.valueOf(refused.getMessage()).contains(pair[0]));
    }

    /// A link that is nowhere.
    private static class NoLink implements Link {
        @Override
        public void open(FrameSink into) {}

        @Override
        public String describe() {
            return "nowhere";
        }

        @Override
        public void close() {}
    }

    private static final class NoStream extends NoLink implements StreamLink {
        @Override
        public boolean send(byte[] octets) {
            return false;
        }

        @Override
        public boolean up() {
            return false;
        }

        @Override
        public void reopen(String reason) {}
    }

    private static final class NoDatagrams extends NoLink implements DatagramLink {
        @Override
        public boolean send(byte[] octets, InetSocketAddress to) {
            return false;
        }
    }

    private static Map<String, RadioStationProvider> providers() {
        return ServiceLoader.load(RadioStationProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .collect(Collectors.toMap(RadioStationProvider::format, one -> one));
    }

    @Test
    void theConfigurationFindsTheStations(@TempDir Path temporary) throws Exception {
        Path passwords = temporary.resolve("passwords");
        Files.writeString(passwords, "312001 a-password-of-twenty-characters\n");
        Map<String, Map<String, String>> settings = new HashMap<>();
        settings.put("mmdvm", Map.of("rx_hz", "430000000", "colour_code", "3", "text", "motorola"));
        settings.put(
                "homebrew-master",
                Map.of(
                        "peers_file",
                        passwords.toString(),
                        "transmit",
                        "on",
                        "authorised_hz",
                        "430000000",
                        "radio_id",
                        "77",
                        "colour_code",
                        "3"));
        settings.put(
                "homebrew-peer",
                Map.of(
                        "master",
                        "localhost:62031",
                        "id",
                        "312001",
                        "password_file",
                        passwords.toString(),
                        "text",
                        "hytera"));
        for (Map.Entry<String, Map<String, String>> each : settings.entrySet()) {
            RadioStationProvider provider = providers().get(each.getKey());
            boolean modem = each.getKey().equals("mmdvm");
            RadioStation made =
                    provider.create(
                            context(
                                    "udp:localhost:0",
                                    each.getValue(),
                                    _ -> modem ? new NoStream() : new NoDatagrams(),
                                    told));
            made.open();
            assertEquals(each.getKey().equals("homebrew-master"), made.transmits());
            assertEquals("nowhere", made.snapshot().address());
            made.close();
            assertThrows(
                    IllegalArgumentException.class,
                    () ->
                            provider.create(
                                    context(
                                            "udp:localhost:0",
                                            each.getValue(),
                                            _ -> modem ? new NoDatagrams() : new NoStream(),
                                            told)));
        }
    }
}
