package dev.gatehouse.protocols.dmr;

import static dev.gatehouse.protocols.dmr.MadeTraffic.CALL;
import static dev.gatehouse.protocols.dmr.MadeTraffic.OTHER;
import static dev.gatehouse.protocols.dmr.MadeTraffic.UNIT;
import static dev.gatehouse.protocols.dmr.MadeTraffic.control;
import static dev.gatehouse.protocols.dmr.MadeTraffic.superframe;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.protocols.Dissection;
import dev.gatehouse.protocols.dmr.data.Rate;
import dev.gatehouse.protocols.dmr.data.TextDialect;
import dev.gatehouse.protocols.dmr.data.TextWriter;
import dev.gatehouse.protocols.dmr.link.DataType;
import dev.gatehouse.protocols.dmr.link.SyncPattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DmrViewTest {

    @Test
    void theViewOfACallAndAText() {
        List<byte[]> bursts = new ArrayList<>();
        bursts.add(control(DataType.VOICE_LC_HEADER, CALL));
        bursts.addAll(superframe(CALL));
        new TextWriter(OTHER, UNIT, false, true, Rate.THREE_QUARTERS, 7)
                .write(TextDialect.HYTERA, "lane 4")
                .orElseThrow()
                .bursts(SyncPattern.MS_DATA, 1, 1)
                .forEach(burst -> bursts.add(burst.encode()));
        byte[] capture = new byte[bursts.size() * 33];
        for (int i = 0; i < bursts.size(); i++) {
            System.arraycopy(bursts.get(i), 0, capture, 33 * i, 33);
        }
        Dissection view = DmrView.of(capture);
        assertTrue(view.sound());
        String lines = lines(view);
        for (String expected :
                List.of(
                        "slot type 11B8C colour code 1, VOICE_LC_HEADER",
                        "service options 83 EMERGENCY, priority 3",
                        "source 12D687 1234567",
                        "Golay(20,8) GOOD",
                        "REED_SOLOMON GOOD",
                        "CHECKSUM_5 UNVERIFIED",
                        "format 4D short data, defined, answer requested",
                        "DD format 05 01, first try",
                        "dialect  HYTERA",
                        "text  lane 4")) {
            assertTrue(lines.contains(expected), expected + "\n" + lines);
        }
        // a burst cut short, and one that is none
        byte[] broken = Arrays.copyOf(capture, 33 * 2 + 5);
        Arrays.fill(broken, 33, 66, (byte) 0x5A);
        assertFalse(DmrView.of(broken).sound());
        assertFalse(DmrView.of(new byte[0]).sound());
    }

    private static String lines(Dissection view) {
        StringBuilder lines = new StringBuilder(view.name()).append('\n');
        for (Dissection.Node node : view.nodes()) {
            switch (node) {
                case Dissection.Field(String name, String hex, String value) ->
                        lines.append(name + " " + hex + " " + value + "\n");
                case Dissection.Check check ->
                        lines.append(check.name() + " " + check.verdict() + "\n");
                case Dissection.Part(Dissection inside) -> lines.append(lines(inside));
            }
        }
        return lines.toString();
    }
}
