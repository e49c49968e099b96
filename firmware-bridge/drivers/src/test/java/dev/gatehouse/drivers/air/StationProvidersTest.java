package dev.gatehouse.drivers.air;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.drivers.DatagramLink;
import dev.gatehouse.drivers.FrameSink;
import dev.gatehouse.drivers.Link;
import dev.gatehouse.drivers.StationProvider;
import dev.gatehouse.drivers.StreamLink;
import dev.gatehouse.drivers.radio.RadioStation;
import dev.gatehouse.drivers.radio.RadioStationProvider;
import dev.gatehouse.protocols.dmr.link.SyncPattern;
import dev.gatehouse.protocols.observation.Observation;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The stations that the configuration can name, and their settings.
class StationProvidersTest {

    private final BlockingQueue<Observation> told = new LinkedBlockingQueue<>();

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
                        () -> AirSettings.of(Map.of(pair[0], pair[1]), SyncPattern.MS_DATA));
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
        return ServiceLoader.load(StationProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(RadioStationProvider.class::isInstance)
                .map(RadioStationProvider.class::cast)
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
            RadioStationProvider provider =
                    Optional.ofNullable(providers().get(each.getKey())).orElseThrow();
            boolean modem = each.getKey().equals("mmdvm");
            RadioStation made =
                    provider.create(
                            AirStationTest.context(
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
                                    AirStationTest.context(
                                            "udp:localhost:0",
                                            each.getValue(),
                                            _ -> modem ? new NoDatagrams() : new NoStream(),
                                            told)));
        }
    }
}
