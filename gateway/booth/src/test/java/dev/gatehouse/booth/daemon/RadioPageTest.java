package dev.gatehouse.booth.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatehouse.booth.FlatJson;
import dev.gatehouse.core.inventory.HeardRadio;
import dev.gatehouse.protocols.observation.RadioReport.MakerSign;
import dev.gatehouse.protocols.observation.RadioSystem;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RadioPageTest {
    @Test
    void aRadioIsToldWithItsAgesAndItsMakersEvidence() throws Exception {
        HeardRadio radio =
                new HeardRadio(
                        1_234_567,
                        RadioSystem.MMDVM,
                        1,
                        Instant.EPOCH,
                        Instant.EPOCH,
                        5_000_000_000L,
                        3,
                        true,
                        false,
                        OptionalLong.of(2_000_000_000L),
                        List.of(
                                new HeardRadio.Sign(
                                        new MakerSign(MakerSign.Kind.INFRASTRUCTURE_BLOCK, "68/0A"),
                                        3)));
        FlatJson page = FlatJson.parse(RadioPage.json(List.of(radio), 12_000_000_000L));
        assertEquals("1234567", page.text("radios.0.id"));
        assertEquals("7", page.text("radios.0.heard_s"));
        assertEquals("10", page.text("radios.0.located_s"));
        assertEquals("probably Hytera", page.text("radios.0.maker"));
        assertEquals("POSSIBLE", page.text("radios.0.covered"));
        assertEquals("3", page.text("radios.0.signs.0.times"));
        assertEquals("{\"radios\":[]}", RadioPage.json(List.of(), 0));
    }
}
