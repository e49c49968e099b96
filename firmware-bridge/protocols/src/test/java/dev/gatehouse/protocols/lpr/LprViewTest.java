package dev.gatehouse.protocols.lpr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.protocols.Dissection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LprViewTest {

    @Test
    void whoseMessageItIsIsFoundOut() {
        Map<String, List<String>> samples =
                Map.of(
                        "rekor", List.of(RekorSamples.GROUP, "{\"data_type\":\"heartbeat\"}"),
                        "axis", List.of(MakerSamples.AXIS, MakerSamples.AXIS + MakerSamples.AXIS),
                        "genetec", List.of(MakerSamples.GENETEC),
                        "hikvision", List.of(MakerSamples.HIKVISION),
                        "platerecognizer",
                                List.of(
                                        MakerSamples.PLATE_RECOGNIZER,
                                        "--b\r\nContent-Disposition: form-data; name=\"json\"\r\n\r\n"
                                                + MakerSamples.PLATE_RECOGNIZER
                                                + "\r\n--b--"),
                        "tattile", List.of(MakerSamples.TATTILE),
                        "dahua", List.of(MakerSamples.DAHUA, "Heartbeat"),
                        "template",
                                List.of(
                                        MakerSamples.LINE,
                                        MakerSamples.LINE + "\r\n" + MakerSamples.LINE),
                        "stx-etx", List.of("\u0002" + "03,F42KDP,20261122010701\u0003"),
                        "xml-attr", List.of(MakerSamples.XML_ATTR));
        samples.forEach((maker, texts) -> {
            for (String text : texts) {
                Dissection view = LprView.of(MakerSamples.utf8(text));
                assertEquals("plate reader, " + maker, view.name(), text);
                assertTrue(view.sound(), text);
                assertEquals(view, LprView.of(MakerSamples.utf8(text), maker));
            }
        });
    }

    @Test
    void whatNobodyReadsIsSaidToBeSo() {
        for (String text : List.of("", "{}\u0001", "<a/>", "\u0002")) {
            assertFalse(LprView.of(MakerSamples.utf8(text)).sound(), text);
        }
        assertFalse(LprView.of(MakerSamples.utf8(MakerSamples.AXIS), "genetec").sound());
    }

    @Test
    void everyFieldOfAReadIsShown() {
        Dissection view = LprView.of(MakerSamples.utf8(MakerSamples.AXIS));
        Dissection vehicle =
                view.nodes().stream()
                        .filter(Dissection.Part.class::isInstance)
                        .map(part -> ((Dissection.Part) part).inside())
                        .findFirst()
                        .orElseThrow();
        for (String expected :
                List.of(
                        "Field[name=plate, hex=, value=ZK77AX]",
                        "Field[name=confidence, hex=, value=0.7500]",
                        "Field[name=jurisdiction, hex=, value=US-VT]",
                        "Field[name=vehicle key, hex=, value=44]")) {
            assertTrue(vehicle.nodes().toString().contains(expected), expected);
        }
    }
}
