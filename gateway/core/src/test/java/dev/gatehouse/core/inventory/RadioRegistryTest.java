package dev.gatehouse.core.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatehouse.protocols.observation.RadioHealth;
import dev.gatehouse.protocols.observation.RadioReport;
import dev.gatehouse.protocols.observation.RadioSystem;
import dev.gatehouse.protocols.observation.Received;
import dev.gatehouse.protocols.observation.TimeQuality;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class RadioRegistryTest {
    private static RadioReport of(int radio, String sign) {
        return new RadioReport(
                RadioSystem.HOMEBREW,
                radio,
                OptionalInt.empty(),
                false,
                2,
                List.of(new RadioReport.MakerSign(RadioReport.MakerSign.Kind.FEATURE_SET_ID, sign)),
                new RadioHealth(RadioHealth.Condition.UP, ""));
    }

    private static Received at(long ms) {
        return new Received(Instant.ofEpochMilli(ms), ms, TimeQuality.SYNCED);
    }

    @Test
    void theOneHeardLongestAgoGivesWay() {
        RadioRegistry registry = new RadioRegistry();
        for (int radio = 1; radio <= RadioRegistry.MAX_RADIOS; radio++) {
            registry.heard(of(radio, "00"), at(radio), radio);
        }
        registry.heard(of(1, "00"), at(9_000), 9_000);
        registry.heard(of(5_000, "00"), at(9_001), 9_001);
        List<HeardRadio> heard = registry.heard();
        assertEquals(RadioRegistry.MAX_RADIOS, heard.size());
        assertEquals(1, registry.forgotten());
        assertEquals(5_000, heard.getFirst().radioId());
        assertEquals(1, heard.get(1).radioId());
        assertEquals(2, heard.get(1).times());
        assertEquals(Instant.ofEpochMilli(1), heard.get(1).firstAt());
        assertEquals(3, heard.getLast().radioId());
    }

    @Test
    void signsOfOneRadioAreBounded() {
        RadioRegistry registry = new RadioRegistry();
        for (int i = 0; i < 100; i++) {
            registry.heard(of(7, "S" + i % 50), at(i), i);
        }
        List<HeardRadio.Sign> signs = registry.heard().getFirst().signs();
        assertEquals(RadioRegistry.MAX_SIGNS, signs.size());
        assertEquals(2, signs.getFirst().times());
    }
}
