package dev.gatehouse.simulators.radio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.dmr.link.Burst;
import dev.gatehouse.protocols.dmr.link.DataBurst;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Traffic that is the same for the same seed, and real.
class AirTrafficTest {

    @ParameterizedTest
    @EnumSource(AirTraffic.Scenario.class)
    void theSameSeedIsTheSameTrafficAndReadsAsWhatItClaims(AirTraffic.Scenario scenario) {
        AirTraffic one = new AirTraffic(7, 500, scenario);
        AirTraffic other = new AirTraffic(7, 500, scenario);
        long lastNanos = 0;
        int data = 0;
        int unreadable = 0;
        for (int i = 0; i < 2_000; i++) {
            AirStep step = one.next();
            AirStep same = other.next();
            assertEquals(step.atNanos(), same.atNanos());
            assertArrayEquals(step.burst().burst(), same.burst().burst());
            assertTrue(step.atNanos() >= lastNanos, "times never fall");
            lastNanos = step.atNanos();
            switch (Burst.decode(step.burst().burst())) {
                case Decoded.Message<? extends Burst>(Burst burst) -> {
                    if (burst instanceof DataBurst read && scenario != AirTraffic.Scenario.FADING) {
                        data++;
                        assertEquals(
                                step.burst().control() & 0x0F, read.slotType().dataType().code());
                        assertEquals(step.burst().colourCode(), read.slotType().colourCode());
                    }
                }
                case Decoded.Rejected<? extends Burst> _ -> unreadable++;
            }
        }
        if (scenario == AirTraffic.Scenario.FADING) {
            assertTrue(unreadable > 50, "it fades");
        } else {
            assertEquals(0, unreadable);
            assertTrue(data > 50);
        }
    }

    @Test
    void anotherSeedIsOtherTraffic() {
        AirTraffic one = new AirTraffic(7, 500);
        AirTraffic other = new AirTraffic(8, 500);
        boolean differs = false;
        for (int i = 0; i < 20; i++) {
            differs |= one.next().atNanos() != other.next().atNanos();
        }
        assertTrue(differs);
    }
}
