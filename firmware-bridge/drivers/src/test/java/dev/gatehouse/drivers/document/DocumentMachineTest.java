package dev.gatehouse.drivers.document;

import static dev.gatehouse.drivers.stream.Told.at;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gatehouse.drivers.stream.StreamCounters;
import dev.gatehouse.drivers.stream.Told;
import dev.gatehouse.protocols.observation.DocumentRead;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DocumentMachineTest {
    private static final String TD3 =
            "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10";

    private final Told told = new Told();
    private final StreamCounters<DocumentCounter> counters =
            new StreamCounters<>(DocumentCounter.class);
    private final DocumentMachine machine =
            machine(
                    Map.of(
                            "start",
                            "stx",
                            "end",
                            "etx",
                            "replies",
                            "on",
                            "enable_hex",
                            "0245",
                            "disable_hex",
                            "0244"));

    private DocumentMachine machine(Map<String, String> settings) {
        return new DocumentMachine("r1", DocumentSettings.of(settings), told, counters, at(0));
    }

    private byte[] swipe(long ms, String zone) {
        byte[] octets =
                ("\u0002" + zone.replace('\n', '\r') + "\r\u0003")
                        .getBytes(StandardCharsets.ISO_8859_1);
        machine.octets(octets, at(ms));
        return octets;
    }

    private DocumentRead read(int index) {
        return assertInstanceOf(DocumentRead.class, told.reports.get(index).body());
    }

    @Test
    void aDocumentGoesUpAndItsOctetsAreWiped() {
        machine.connected(at(0));
        assertArrayEquals(new byte[] {2, 'E'}, told.sent.getFirst());
        byte[] octets = swipe(100, TD3);
        assertArrayEquals(new byte[octets.length], octets);
        assertEquals(new DocumentRead(TD3, "MRZ_SERIAL"), read(0));
        assertEquals(List.of("DocumentRead"), told.words());
        assertArrayEquals(new byte[] {6}, told.sent.getLast());
        assertEquals(1, counters.value(DocumentCounter.VALID));
        machine.stopping(at(200));
        assertArrayEquals(new byte[] {2, 'D'}, told.sent.getLast());
    }

    @Test
    void repairsGoUpWithWhatWasRead() {
        machine.connected(at(0));
        var _ = swipe(0, TD3.replace("120415", "12O415"));
        assertEquals(TD3, read(0).zone());
        assertEquals('O', read(0).repairs().getFirst().from());
        assertEquals(1, counters.value(DocumentCounter.REPAIRS));
    }

    @Test
    void whatIsNotReadIsAnEventWithoutContent() {
        machine.connected(at(0));
        for (String zone : List.of("?", TD3.substring(3), "I" + TD3.substring(1))) {
            var _ = swipe(0, zone);
        }
        assertEquals(DocumentRead.failed("UNREADABLE", "MRZ_SERIAL"), read(0));
        assertEquals(DocumentRead.failed("UNKNOWN_FORMAT", "MRZ_SERIAL"), read(2));
        assertEquals(List.of("DocumentRead", "DocumentRead", "DocumentRead"), told.words());
        assertArrayEquals(new byte[] {0x15}, told.sent.getLast());
        assertEquals(1, counters.value(DocumentCounter.UNREADABLE));
        assertEquals(2, counters.value(DocumentCounter.NO_ZONE));
    }

    @Test
    void aSecondSwipeWithinTenSecondsIsCompared() {
        machine.connected(at(0));
        var _ = swipe(0, TD3);
        var _ = swipe(9_000, TD3.replace("ANNA", "ANMA"));
        assertEquals(Set.of(17), read(1).unread());
        assertEquals(List.of(TD3.replace("ANNA", "ANMA"), TD3), read(1).swipes());
        assertEquals(1, counters.value(DocumentCounter.DIFFERING));
        told.words();
        machine.duty(at(20_000));
        var _ = swipe(20_000, TD3);
        assertEquals(Set.of(), read(0).unread());
        var _ = swipe(21_000, TD3);
        assertEquals(1, counters.value(DocumentCounter.AGREED));
        assertEquals(List.of("DocumentRead", "DocumentRead"), told.words());
    }

    @Test
    void anIncompleteReadIsTold() {
        machine.connected(at(0));
        var _ = swipe(0, TD3.replace("740812", "140812"));
        assertEquals(List.of("DocumentRead", "DOCUMENT_READ_INCOMPLETE/INFO"), told.words());
        assertEquals(1, counters.value(DocumentCounter.INCOMPLETE));
    }

    @Test
    void swipesOfWhichHardlyAColumnAgreesAreBothHandedUp() {
        machine.connected(at(0));
        String one = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nAB1<<<<<<0UTO7408122F1204159";
        String other = one.replace("AB1<<<<<<0", "CD2<<<<<<0");
        var _ = swipe(0, one + "<".repeat(16));
        var _ = swipe(1_000, other + "<".repeat(16));
        assertEquals(Set.of(44, 45, 46), read(2).unread());
        assertEquals(List.of(other + "<".repeat(16), one + "<".repeat(16)), read(2).swipes());
        assertEquals(1, counters.value(DocumentCounter.DIFFERING));
    }

    /// Lines of which one is missing, a frame without an end, a port lost in the middle, an end of
    /// the station: each is told once, and nothing of its content is.
    @Test
    void aPartOfADocumentIsToldAsIncomplete() {
        machine.connected(at(0));
        String line = TD3.substring(0, 44);
        var _ = swipe(0, line);
        part(line);
        machine.duty(at(2_001));
        machine.duty(at(3_000));
        machine.connected(at(4_000));
        machine.octets(("\u0002" + line).getBytes(StandardCharsets.ISO_8859_1), at(5_000));
        machine.lost(at(5_001));
        machine.connected(at(6_000));
        machine.octets(("\u0002" + line).getBytes(StandardCharsets.ISO_8859_1), at(7_000));
        machine.stopping(at(7_001));
        machine.lost(at(7_002));
        for (int i = 0; i < 8; i += 2) {
            assertEquals(DocumentRead.failed(DocumentRead.INCOMPLETE, "MRZ_SERIAL"), read(i));
        }
        assertEquals(
                Collections.nCopies(4, List.of("DocumentRead", "DOCUMENT_READ_INCOMPLETE/INFO"))
                        .stream()
                        .flatMap(List::stream)
                        .toList(),
                told.words());
        assertEquals(4, counters.value(DocumentCounter.CUT_OFF));
        assertEquals(4, counters.value(DocumentCounter.SWIPES));
        assertEquals(0, counters.value(DocumentCounter.NO_ZONE));
    }

    private void part(String text) {
        machine.octets(("\u0002" + text + "\r").getBytes(StandardCharsets.ISO_8859_1), at(0));
    }

    /// With silence as the end, a reader that is slow between its lines sends two parts.
    @Test
    void silenceBetweenTheLinesIsTwoParts() {
        DocumentMachine silent = machine(Map.of());
        silent.connected(at(0));
        String[] lines = TD3.split("\n", -1);
        silent.octets((lines[0] + "\r").getBytes(StandardCharsets.ISO_8859_1), at(0));
        silent.duty(at(151));
        silent.octets((lines[1] + "\r").getBytes(StandardCharsets.ISO_8859_1), at(400));
        silent.duty(at(600));
        assertEquals(DocumentRead.INCOMPLETE, read(0).fault());
        assertEquals(DocumentRead.INCOMPLETE, read(2).fault());
        assertEquals(2, counters.value(DocumentCounter.CUT_OFF));
    }

    @Test
    void aDirtyReaderIsToldOnceAndCleared() {
        machine.connected(at(0));
        for (int i = 0; i < 50; i++) {
            var _ = swipe(20_000L * i, i % 3 == 0 ? "?" : TD3);
        }
        assertEquals(1, told.words().stream().filter("CLEAN_THE_READER/WARNING"::equals).count());
        for (int i = 50; i < 120; i++) {
            var _ = swipe(20_000L * i, TD3);
        }
        assertEquals(1, told.words().stream().filter("CLEAN_THE_READER/CLEARED"::equals).count());
    }

    @Test
    void anAbsentReaderIsTold() {
        machine.duty(at(10_001));
        machine.duty(at(20_000));
        assertEquals(List.of("READER_ABSENT/SILENT"), told.words());
        machine.connected(at(30_000));
        assertEquals(List.of("READER_ABSENT/CLEARED"), told.words());
    }

    @Test
    void settingsThatCannotBeUsedAreRefused() {
        for (Map<String, String> wrong :
                List.of(
                        Map.of("start", "soh"),
                        Map.of("start", "prefix"),
                        Map.of("prefix_hex", "4D"),
                        Map.of("check", "xor"),
                        Map.of("enable_hex", "xyz"),
                        Map.of("baud", "9600"))) {
            assertThrows(IllegalArgumentException.class, () -> DocumentSettings.of(wrong));
        }
    }
}
