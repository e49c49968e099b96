package dev.gatehouse.simulators.dispatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.drivers.LinkAddress;
import dev.gatehouse.drivers.radio.OutgoingText;
import dev.gatehouse.drivers.radio.TextTransmitter.Offer;
import dev.gatehouse.protocols.observation.RadioCall;
import dev.gatehouse.protocols.observation.RadioDelivery;
import dev.gatehouse.protocols.observation.RadioEmergency;
import dev.gatehouse.protocols.observation.RadioLocation;
import dev.gatehouse.protocols.observation.RadioRegistration;
import dev.gatehouse.protocols.observation.RadioReport;
import dev.gatehouse.protocols.observation.RadioSystem;
import dev.gatehouse.protocols.observation.RadioText;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Real stations against simulated radios: in the same process, and over UDP.
final class StationsTest {

    private static final Map<String, String> HYTERA =
            Map.of(
                    "repeaters",
                    "127.0.0.1",
                    "covered_equipment_reason",
                    "test",
                    "messages_per_second",
                    "5000");
    private static final Map<String, String> TRBO = Map.of("messages_per_second", "500");

    private final long seed = Long.getLong("gatehouse.seed", 20_261_122L);

    private StationBench station(String format, String address) throws Exception {
        System.out.println("seed: -Dgatehouse.seed=" + seed);
        return new StationBench(format, address, format.equals("hytera") ? HYTERA : TRBO);
    }

    private static long radios(List<RadioReport> reports) {
        return reports.stream().map(RadioReport::radioId).distinct().count();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hytera", "trbo"})
    void aShift(String format) throws Exception {
        String address = "sim:" + format + "?seed=" + seed + "&radios=8&per_second=100&acts=15";
        try (StationBench bench = station(format, address)) {
            StationBench.await("the shift ends", 60, bench::simulatorFinished);
            assertEquals(8, radios(bench.of(RadioRegistration.class)));
            assertTrue(bench.of(RadioText.class).size() > 10);
            assertTrue(bench.of(RadioLocation.class).size() > 10);
            RadioSystem system =
                    format.equals("hytera") ? RadioSystem.HYTERA : RadioSystem.MOTOROLA;
            assertTrue(bench.reports().stream().allMatch(one -> one.system() == system));
            if (format.equals("hytera")) {
                assertEquals(1, bench.of(RadioEmergency.class).size());
                long starts =
                        bench.of(RadioCall.class).stream()
                                .filter(one ->
                                        ((RadioCall) one.event()).phase() == RadioCall.Phase.START)
                                .count();
                assertEquals(2 * starts, bench.of(RadioCall.class).size(), "every call ends");
            }
            assertEquals(bench.reports().size(), bench.distinctEventIds());
            assertEquals(0, bench.station.snapshot().faults());
        }
    }

    /// A twentieth of all datagrams is lost, as many are repeated, as many swapped: what matters
    /// comes through, once.
    @ParameterizedTest
    @ValueSource(strings = {"hytera", "trbo"})
    void onABadNetwork(String format) throws Exception {
        String address =
                "sim:"
                        + format
                        + "?scenario=emergency&seed="
                        + seed
                        + "&radios=20&per_second=50&mishaps=0.05";
        try (StationBench bench = station(format, address)) {
            StationBench.await("everything was answered", 90, bench::simulatorFinished);
            assertEquals(20, radios(bench.of(RadioRegistration.class)));
            List<RadioReport> help =
                    format.equals("hytera")
                            ? bench.of(RadioEmergency.class)
                            : bench.of(RadioText.class);
            assertEquals(20, radios(help));
            assertEquals(20, help.size(), "each once");
            assertEquals(0, bench.station.snapshot().faults());
        }
    }

    /// Wrong bits that nobody took out before: counted, never a fault, and the system lives on. One
    /// in seven of those of `trbo` shows, so that there are more of them.
    @ParameterizedTest
    @CsvSource({"hytera, 0.2", "trbo, 0.6"})
    void withDamagedDatagrams(String format, String damage) throws Exception {
        String address =
                "sim:"
                        + format
                        + "?seed="
                        + seed
                        + "&radios=10&per_second=200&acts=20&damage="
                        + damage;
        try (StationBench bench = station(format, address)) {
            StationBench.await("everything ended", 90, bench::simulatorFinished);
            StationBench.await("wrong bits were refused", 30, () -> refused(bench) > 0);
            StationBench.await(
                    "radios came", 30, () -> radios(bench.of(RadioRegistration.class)) > 5);
            assertEquals(0, bench.station.snapshot().faults());
        }
    }

    private static long refused(StationBench bench) {
        return bench.station.snapshot().rejected().values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hytera", "trbo"})
    void aTextOfTheBoothIsConfirmedAndAnsweredByReply(String format) throws Exception {
        String address = "sim:" + format + "?scenario=registration-storm&radios=3&per_second=100";
        try (StationBench bench = station(format, address)) {
            StationBench.await("radios come", 30, bench::simulatorFinished);
            StationBench.await(
                    "connected",
                    30,
                    () ->
                            bench.station.offer(
                                            new OutgoingText("m1", 101, false, "R42 L3 RED", true))
                                    == Offer.TAKEN);
            StationBench.await("the reply", 30, () -> !bench.of(RadioText.class).isEmpty());
            RadioReport reply = bench.of(RadioText.class).getFirst();
            assertEquals(101, reply.radioId());
            assertEquals("OK R42 L3", ((RadioText) reply.event()).text());
            assertEquals(
                    List.of(
                            new RadioDelivery("m1", RadioDelivery.State.SENT, ""),
                            new RadioDelivery("m1", RadioDelivery.State.DELIVERED, "")),
                    bench.of(RadioDelivery.class).stream().map(RadioReport::event).toList());
            assertEquals(
                    Offer.TOO_LONG,
                    bench.station.offer(new OutgoingText("m2", 101, false, "x".repeat(141), true)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hytera", "trbo"})
    void aThousandRegistrationsASecond(String format) throws Exception {
        String address =
                "sim:"
                        + format
                        + "?scenario=registration-storm&seed="
                        + seed
                        + "&radios=2000&per_second=1000";
        long start = System.nanoTime();
        try (StationBench bench = station(format, address)) {
            StationBench.await(
                    "all are there", 60, () -> radios(bench.of(RadioRegistration.class)) == 2_000);
            System.out.println(
                    format
                            + ": 2000 registrations in "
                            + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)
                            + " ms, driver "
                            + bench.station.snapshot().driver().entrySet().stream()
                                    .filter(one -> one.getValue() > 0)
                                    .map(Object::toString)
                                    .collect(Collectors.joining(" ")));
            assertEquals(0, bench.station.snapshot().faults());
        }
    }

    @Test
    void withoutPermitTheBoothOnlyListens() throws Exception {
        try (StationBench bench =
                new StationBench(
                        "trbo",
                        "sim:trbo?scenario=registration-storm&radios=3&per_second=100",
                        Map.of("transmit", "off"))) {
            StationBench.await(
                    "radios are heard", 30, () -> radios(bench.of(RadioRegistration.class)) == 3);
            assertEquals(
                    Offer.TRANSMIT_OFF,
                    bench.station.offer(new OutgoingText("m1", 101, false, "R1", true)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hytera", "trbo"})
    void overUdp(String format) throws Exception {
        Map<String, String> settings = format.equals("hytera") ? HYTERA : Map.of("network", "127");
        try (StationBench bench = new StationBench(format, "udp:127.0.0.1:0", settings)) {
            LinkAddress address =
                    LinkAddress.parse(
                            "sim:" + format + "?seed=" + seed + "&radios=4&per_second=50&acts=5");
            UdpFleet fleet =
                    new UdpFleet(address, bench.sockets(), System::nanoTime, Instant.now());
            Thread thread =
                    Thread.ofPlatform()
                            .daemon(true)
                            .start(() -> {
                                try {
                                    fleet.run(true);
                                } catch (java.io.IOException
                                        | java.nio.channels.ClosedSelectorException e) {
                                    // closed by the test
                                }
                            });
            try {
                StationBench.await("the shift ends: " + fleet.counts(), 60, fleet::finished);
                StationBench.await(
                        "all registered", 10, () -> radios(bench.of(RadioRegistration.class)) == 4);
                StationBench.await(
                        "all texts and places",
                        10,
                        () ->
                                bench.of(RadioText.class).size() >= fleet.counts().textsSent()
                                        && bench.of(RadioLocation.class).size()
                                                >= fleet.counts().placesSent());
                assertEquals(4, fleet.counts().registrationsGranted());
                assertEquals(fleet.counts().textsSent(), fleet.counts().textsConfirmed());
            } finally {
                fleet.close();
                thread.join(2_000);
            }
        }
    }
}
