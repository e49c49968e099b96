package dev.gatehouse.tests.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.bus.Json;
import dev.gatehouse.proto.v1.RadioEvent;
import dev.gatehouse.proto.v1.RadioEvent.BodyCase;
import dev.gatehouse.proto.v1.Record;
import dev.gatehouse.protocols.Decoded;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Every radio system at one booth, each with simulated radios that speak its octets: the same
/// typed events on the booth's bus and, sealed, at central.
@ExtendWith(LogsOnFailure.class)
final class RadioSystemsTest {
    private static final int FLEET_RADIO = 200;
    private static final Path HOME = Path.of("radios");

    /// What each system is at least to tell. A Motorola radio calls for help by a control block on
    /// the air, which a modem hears: there is no such word over IP.
    private static final Map<String, Set<BodyCase>> EXPECTED =
            Map.of(
                    "hytera",
                    EnumSet.of(
                            BodyCase.REGISTRATION,
                            BodyCase.TEXT,
                            BodyCase.LOCATION,
                            BodyCase.EMERGENCY,
                            BodyCase.CALL),
                    "motorola",
                    EnumSet.of(BodyCase.REGISTRATION, BodyCase.TEXT, BodyCase.LOCATION),
                    "motorola-air",
                    EnumSet.of(BodyCase.EMERGENCY, BodyCase.CALL),
                    "modem",
                    EnumSet.of(BodyCase.REGISTRATION, BodyCase.TEXT, BodyCase.CALL),
                    "master",
                    EnumSet.of(BodyCase.REGISTRATION, BodyCase.TEXT, BodyCase.CALL),
                    "peer",
                    EnumSet.of(BodyCase.REGISTRATION, BodyCase.TEXT, BodyCase.CALL));

    @TempDir private Path folder;

    @SuppressWarnings("NullAway.Init")
    RadioSystemsTest() {}

    private static void radio(
            StringBuilder toml, String id, String format, String link, String settings) {
        toml.append(
                """

                [[device]]
                id = "%s"
                kind = "radio"
                lane = "1"
                format = "%s"
                link = "sim:%s"
                settings = { %s }
                """
                        .formatted(id, format, link, settings));
    }

    private String radios(String toml) {
        Path home = folder.resolve(HOME);
        StringBuilder all = new StringBuilder(toml);
        radio(
                all,
                "hytera",
                "hytera",
                "hytera?radios=40&per_second=20&acts=5&seed=5",
                "repeaters = \"127.0.0.1=1\", covered_equipment_reason = \"a test\"");
        radio(
                all,
                "motorola",
                "trbo",
                "trbo?radios=40&per_second=20&acts=5&seed=6&first_id=" + FLEET_RADIO,
                "transmit = \"on\", authorised_hz = \"453800000\"");
        radio(
                all,
                "motorola-air",
                "mmdvm",
                "mmdvm?scenario=emergency&pause_ms=500",
                "rx_hz = \"452800000\"");
        radio(all, "modem", "mmdvm", "mmdvm?pause_ms=100", "rx_hz = \"451800000\"");
        radio(
                all,
                "master",
                "homebrew-master",
                "repeaters?pause_ms=200&peers_file=" + home.resolve("peers"),
                "peers_file = \"" + home.resolve("peers") + "\", short_passwords = \"waived\"");
        radio(
                all,
                "peer",
                "homebrew-peer",
                "master?pause_ms=100&password_file=" + home.resolve("password"),
                "master = \"127.0.0.1:62031\", id = \"1234599\", callsign = \"TEST\", password_file = \""
                        + home.resolve("password")
                        + "\", short_passwords = \"waived\"");
        return all.toString();
    }

    private static RadioEvent event(BusClient.Heard heard) {
        if (Json.parse(heard.payload(), RadioEvent.getDefaultInstance())
                instanceof Decoded.Message<RadioEvent>(RadioEvent event)) {
            return event;
        }
        throw new AssertionError("no radio event on " + heard.topic());
    }

    private static Map<String, Set<BodyCase>> kinds(List<RadioEvent> events) {
        Map<String, Set<BodyCase>> kinds = new TreeMap<>();
        for (RadioEvent event : events) {
            kinds.computeIfAbsent(event.getDeviceId(), _ -> EnumSet.noneOf(BodyCase.class))
                    .add(event.getBodyCase());
        }
        return kinds;
    }

    private static boolean complete(List<RadioEvent> events) {
        Map<String, Set<BodyCase>> kinds = kinds(events);
        return EXPECTED.entrySet().stream()
                .allMatch(one ->
                        kinds.getOrDefault(one.getKey(), Set.of()).containsAll(one.getValue()));
    }

    private Program text(Site site, String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("radio", "text", "--config"));
        all.add(site.writeConfig().toString());
        all.addAll(List.of(arguments));
        Program program = site.run("radio-text", Program.gatehouse(all.toArray(String[]::new)));
        var _ = program.end();
        return program;
    }

    @Test
    void eachSystemTellsTheSameTypedEventsOnTheBusAndAtCentral() throws Exception {
        Files.createDirectories(folder.resolve(HOME));
        Files.writeString(folder.resolve(HOME).resolve("peers"), "1234501 passw0rd-one\n");
        Files.writeString(folder.resolve(HOME).resolve("password"), "passw0rd-two\n");
        try (Site site = Site.enrolled(folder)) {
            site.rewrite(this::radios);
            site.startCentral();
            site.startBooth();
            BusClient observer = site.client("terminal-1", Site.topic("lane/1/radio"));
            Await.until(
                    "every system has told everything",
                    () ->
                            complete(
                                    observer.heard().stream()
                                            .map(RadioSystemsTest::event)
                                            .toList()));

            Program sent =
                    text(
                            site,
                            "--badge",
                            "1001",
                            "--device",
                            "motorola",
                            "--radio",
                            Integer.toString(FLEET_RADIO),
                            "come to the office");
            assertEquals(0, sent.end(), sent.err());
            observer.await(
                    "its delivery", heard -> event(heard).getBodyCase() == BodyCase.DELIVERY);
            Program refused =
                    text(site, "--badge", "1001", "--device", "hytera", "--group", "9", "no");
            assertEquals(1, refused.end(), refused.err());
            assertTrue(refused.err().contains("TRANSMIT_OFF"), refused.err());

            List<RadioEvent> told = observer.heard().stream().map(RadioSystemsTest::event).toList();
            Function<RadioEvent, String> key = one -> one.getDeviceId() + "/" + one.getEventId();
            Map<String, RadioEvent> atCentral = new TreeMap<>();
            Await.until(
                    "all of it at central",
                    () -> {
                        site.records().stream()
                                .filter(Record::hasRadio)
                                .map(Record::getRadio)
                                .forEach(one -> atCentral.put(key.apply(one), one));
                        return atCentral
                                .keySet()
                                .containsAll(told.stream().map(key).collect(Collectors.toSet()));
                    });
            for (RadioEvent event : told) {
                RadioEvent kept =
                        atCentral.getOrDefault(key.apply(event), RadioEvent.getDefaultInstance());
                assertEquals(
                        event,
                        kept.toBuilder().clearFiller().clearChecks().build(),
                        key.apply(event));
            }
            Program status =
                    site.run(
                            "radio-status",
                            Program.gatehouse(
                                    "radio",
                                    "status",
                                    "--json",
                                    "--config",
                                    site.writeConfig().toString()));
            assertEquals(0, status.end(), status.err());
            assertTrue(status.out().contains("\"id\":" + FLEET_RADIO), status.out());
        }
    }
}
