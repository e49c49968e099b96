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
        assertEquals(new DocumentRead("", "MRZ_SERIAL"), read(2));
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
