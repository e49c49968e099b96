package dev.gatehouse.drivers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RegistryTest {

    private static final LinkContext CONTEXT =
            new LinkContext(
                    "lane3",
                    "lane-3",
                    DeviceKind.PLATE_READER,
                    () -> TestFrames.at(TestFrames.NOW, 0),
                    (_, _) -> () -> {});

    @Test
    void linksAreFoundByScheme() {
        assertTrue(Links.schemes().containsAll(List.of("gpio", "http", "mqtt")));
        assertEquals("mqtt:device/lane3/input", Links.open("mqtt:", CONTEXT).describe());
        var error =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> Links.open("carrier-pigeon:x", CONTEXT));
        assertTrue(String.valueOf(error.getMessage()).contains("http"), error.getMessage());
        assertThrows(IllegalArgumentException.class, () -> Links.open("mqtt:other/topic", CONTEXT));
    }

    @Test
    void driversAreFoundByKindAndFormat() {
        assertTrue(
                Drivers.names()
                        .containsAll(
                                List.of(
                                        "plate-reader/rekor",
                                        "presence/gpio-line",
                                        "contact/gpio-contact")));
        assertEquals(
                Set.of("edges_lost", "edges_repeated", "levels_corrected", "line_restarts"),
                Drivers.create(DeviceKind.PRESENCE, "gpio-line", "loop", "lane", Map.of())
                        .counters()
                        .keySet());
        var error =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> Drivers.create(DeviceKind.PRESENCE, "rekor", "d", "l", Map.of()));
        assertTrue(String.valueOf(error.getMessage()).contains("plate-reader/rekor"));
        for (var wrong :
                List.of(
                        Map.of("colour", "red"),
                        Map.of("approach_deg", "north"),
                        Map.of("approach_deg", "361"),
                        Map.of("approach_deg", "0", "depart_deg", "90"))) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> Drivers.create(DeviceKind.PLATE_READER, "rekor", "d", "l", wrong));
        }
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        Drivers.create(
                                DeviceKind.PRESENCE,
                                "gpio-line",
                                "d",
                                "l",
                                Map.of("present", "up")));
    }
}
