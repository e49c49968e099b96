package dev.gatehouse.protocols.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.protocols.Dissection;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DocumentViewTest {

    private static Dissection of(String text) {
        return DocumentView.of(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void specimensAreShown() {
        Dissection view = of("\u0002" + ZoneReaderTest.TD3.replace('\n', '\r') + "\r\u0003");
        assertTrue(view.sound());
        assertTrue(view.nodes().toString().contains("L898902C3"));
    }

    @Test
    void ofOtherDocumentsOnlyTheChecksAreShown() {
        String zone = MadeZones.td3("AB1234567", "CAN", "DOE<<JANE", "800101", "300101");
        Dissection view = of(zone);
        assertTrue(view.sound());
        assertEquals("", view.hex());
        String shown = view.nodes().toString();
        for (String content : new String[] {"AB1234567", "DOE", "JANE", "800101", "CAN"}) {
            assertFalse(shown.contains(content), content);
        }
    }

    @Test
    void whatIsNoZoneIsNotShownEither() {
        Dissection view = of("SECRET");
        assertFalse(view.sound());
        assertEquals("", view.hex());
    }
}
