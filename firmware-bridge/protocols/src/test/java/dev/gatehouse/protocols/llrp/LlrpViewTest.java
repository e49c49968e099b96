package dev.gatehouse.protocols.llrp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.protocols.Dissection;
import dev.gatehouse.protocols.Octets;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What a technician sees of a capture.
final class LlrpViewTest {

    private static List<String> lines(Dissection view) {
        List<String> lines = new ArrayList<>();
        lines.add(view.name());
        for (Dissection.Node node : view.nodes()) {
            switch (node) {
                case Dissection.Field field -> lines.add(field.name() + "=" + field.value());
                case Dissection.Check check -> lines.add(check.name() + ":" + check.verdict());
                case Dissection.Part(Dissection inside) -> lines.addAll(lines(inside));
            }
        }
        return lines;
    }

    private static LlrpFrame report() {
        return new LlrpMessage.Report(
                        List.of(
                                new TagReport(
                                        new Epc(16, Octets.ofHex("ABCD")),
                                        Map.of(
                                                Tv.ANTENNA_ID, 2L,
                                                Tv.PEAK_RSSI, -51L,
                                                Tv.FIRST_SEEN_UTC, 1_795_309_200_000_000L),
                                        List.of())),
                        List.of())
                .frame(1, 5);
    }

    @Test
    void everyFieldHasItsNameAndValue() {
        Dissection view = LlrpView.of(report().encode());
        assertEquals(
                List.of(
                        "RO_ACCESS_REPORT",
                        "version and type=1, 61",
                        "length=" + report().encode().length,
                        "message id=5",
                        "TagReportData",
                        "EPCData",
                        "epc=16 bits ABCD",
                        "ANTENNA_ID=2",
                        "PEAK_RSSI=-51 dBm",
                        "FIRST_SEEN_UTC=2026-11-22T01:00:00Z"),
                lines(view));
        assertTrue(view.sound());
    }

    @Test
    void messagesOneAfterTheOtherAndWhatIsNone() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(report().encode());
        all.writeBytes(new LlrpMessage.Bare(MessageType.KEEPALIVE).frame(1, 6).encode());
        Dissection view = LlrpView.of(all.toByteArray());
        assertEquals("LLRP stream", view.name());
        assertTrue(view.sound());
        assertTrue(lines(view).contains("KEEPALIVE"));
        all.write(0xFF);
        assertFalse(LlrpView.of(all.toByteArray()).sound());
        assertFalse(LlrpView.of(new byte[] {1, 2, 3}).sound());
        assertEquals("LLRP stream", LlrpView.of(new byte[0]).name());
    }

    @Test
    void wrongOnesAreShownAsFarAsTheyGo() {
        byte[] octets = report().encode();
        octets[19] = 0x7F; // more bits than there are octets
        Dissection view = LlrpView.of(octets);
        assertFalse(view.sound());
        assertTrue(lines(view).contains("epc:BAD"), lines(view).toString());
    }
}
