package dev.gatehouse.core.journal;

import static dev.gatehouse.core.journal.RecordClass.P1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.core.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Damage at rest: what it costs is named, what it does not cost is still there, and nothing is
/// deleted.
class JournalDamageTest {
    private static final int BODY_BYTES = 700;
    private static final int FRAME_BYTES = Frame.lengthBytes(24, BODY_BYTES);
    private static final int DATA = 4096;
    private static final String FIRST = "p1-00000.seg";

    private final Bench bench = new Bench(21, Bench.limits(12, 20));

    /// A journal of records, committed `batch` at a time, closed.
    private void write(int records, int batch) throws IOException {
        try (Journal journal = bench.open()) {
            append(journal, records, batch);
        }
    }

    private void append(Journal journal, int records, int batch) throws IOException {
        for (int i = 1; i <= records; i++) {
            long next = journal.nextSequence(P1);
            bench.state = Bench.body(next, 100);
            assertEquals(
                    next,
                    journal.append(P1, Bench.annex(next + 1, 24), Bench.body(next, BODY_BYTES)));
            if (i % batch == 0) {
                journal.sync();
            }
        }
    }

    private static void assertFound(JournalReader reader, long from, long to) throws IOException {
        for (long s = from; s < to; s++) {
            ReadResult.Found found =
                    assertInstanceOf(ReadResult.Found.class, reader.read(P1, s), "record " + s);
            assertArrayEquals(Bench.body(s, BODY_BYTES), found.body());
        }
    }

    private static int frameAt(int index) {
        return DATA + index * FRAME_BYTES;
    }

    private String fileOf(Journal journal, long sequence) throws IOException {
        for (String name : bench.disk.list()) {
            if (name.startsWith("p1-")) {
                ByteBuffer octets = ByteBuffer.allocate(SegmentHeader.BYTES);
                try (DiskFile file = bench.disk.open(name, false)) {
                    file.read(0, octets);
                }
                SegmentHeader header = SegmentHeader.decode(octets);
                if (header != null
                        && header.kind() == SegmentHeader.Kind.LIVE
                        && header.firstSequence() <= sequence
                        && sequence < journal.nextSequence(P1)
                        && sequence - header.firstSequence()
                                < (header.dataEnd() - DATA) / FRAME_BYTES) {
                    return name;
                }
            }
        }
        throw new AssertionError("no file holds " + sequence);
    }

    @Test
    void aBadRecordInTheMiddleCostsItselfOnly() throws IOException {
        write(10, 1);
        bench.disk.flip(FIRST, frameAt(4) + 300, 0x40);
        for (int start = 0; start < 2; start++) {
            Journal journal = bench.open();
            LostRange lost = journal.recovery().p1().lost().getFirst();
            assertEquals(4, lost.firstMissing());
            assertEquals(1, lost.missingCount());
            assertEquals(frameAt(4), lost.offsetBytes());
            assertEquals(FRAME_BYTES, lost.lengthBytes());
            try (DiskFile copy = bench.disk.open(lost.quarantineFile(), false)) {
                assertEquals(FRAME_BYTES, copy.size());
            }
            assertEquals(10 + start, journal.nextSequence(P1));
            try (JournalReader reader = journal.reader()) {
                assertFound(reader, 0, 4);
                ReadResult.Missing missing =
                        assertInstanceOf(ReadResult.Missing.class, reader.read(P1, 4));
                assertEquals(1, missing.count());
                assertFound(reader, 5, 10 + start);
                assertFound(reader, 1, 2);
            }
            append(journal, 1, 1);
            journal.close();
        }
    }

    @Test
    void aDamagedLastRecordIsNotGivenOutAgain() throws IOException {
        int[] places = {0, 5, 9, 17, 25, 40, 400, FRAME_BYTES - 1};
        for (int place : places) {
            Bench one = new Bench(place, bench.limits);
            try (Journal journal = one.open()) {
                for (int i = 0; i < 3; i++) {
                    journal.append(P1, Bench.annex(i + 1, 24), Bench.body(i, BODY_BYTES));
                    journal.sync();
                }
            }
            one.disk.flip(FIRST, frameAt(2) + place, 0x10);
            Journal journal = one.open();
            LostRange lost = journal.recovery().p1().lost().getFirst();
            assertEquals(2, lost.firstMissing(), "place " + place);
            assertTrue(lost.missingCount() >= 1);
            if (place < Frame.LENGTH || place >= Frame.SEQUENCE) {
                assertEquals(1, lost.missingCount(), "place " + place);
            }
            long next = journal.nextSequence(P1);
            assertEquals(2 + lost.missingCount(), next);
            one.state = Bench.body(99, 50);
            assertEquals(
                    next, journal.append(P1, Bench.annex(9, 24), Bench.body(next, BODY_BYTES)));
            journal.sync();
            try (JournalReader reader = journal.reader()) {
                ReadResult.Missing missing =
                        assertInstanceOf(ReadResult.Missing.class, reader.read(P1, 2));
                assertEquals(lost.missingCount(), missing.count());
                // The chain resumes from the state of the segment begun behind the hole.
                assertArrayEquals(one.state, missing.resumeState().orElseThrow());
                assertInstanceOf(ReadResult.Found.class, reader.read(P1, next));
            }
        }
    }

    @Test
    void damageInAnOldSegmentIsMetByTheReader() throws IOException {
        write(60, 5);
        int perSegment = (Bench.SEGMENT_BYTES - DATA - 512) / FRAME_BYTES;
        bench.disk.flip(FIRST, frameAt(perSegment - 1) + 3, 0x01);
        Journal journal = bench.open();
        assertFalse(journal.recovery().isDamaged(), "old segments are not read at the start");
        try (JournalReader reader = journal.reader()) {
            assertFound(reader, 0, perSegment - 1);
            ReadResult.Missing missing =
                    assertInstanceOf(ReadResult.Missing.class, reader.read(P1, perSegment - 1));
            assertEquals(1, missing.count());
            assertArrayEquals(Bench.body(perSegment, 100), missing.resumeState().orElseThrow());
            assertFound(reader, perSegment, 60);
        }
        assertEquals(1, journal.stats().p1().holesRead());
        assertTrue(bench.disk.list().stream().anyMatch(n -> n.startsWith("quarantine-p1-0-")));
    }

    @Test
    void anUnreadablePageCostsItsRecordsOnly() throws IOException {
        write(60, 5);
        bench.disk.failReads(FIRST, 8192, 8193);
        Journal journal = bench.open();
        try (JournalReader reader = journal.reader()) {
            long missing = 0;
            long sequence = 0;
            while (sequence < 60) {
                switch (reader.read(P1, sequence)) {
                    case ReadResult.Found found -> sequence = found.sequence() + 1;
                    case ReadResult.Missing hole -> {
                        missing += hole.count();
                        sequence = hole.first() + hole.count();
                    }
                    case ReadResult.NotYet notYet -> throw new AssertionError(notYet);
                    case ReadResult.Recycled recycled -> throw new AssertionError(recycled);
                }
            }
            assertTrue(missing > 0 && missing <= 4096 / FRAME_BYTES + 2, "missing " + missing);
        }
    }

    @Test
    void aLostFirstSectorIsRestoredFromTheCopy() throws IOException {
        write(5, 1);
        bench.disk.flip(FIRST, 20, 0xFF);
        Journal journal = bench.open();
        assertEquals(List.of(FIRST), journal.recovery().p1().restoredHeaders());
        assertEquals(5, journal.nextSequence(P1));
        append(journal, 1, 1);
        try (JournalReader reader = journal.reader()) {
            assertFound(reader, 0, 6);
        }
        assertNotEquals(
                FIRST,
                fileOf(journal, 5),
                "nothing more is written into a file without its first sector");
    }

    @Test
    void aFileThatIsNoSegmentAnyMoreIsSetAsideAndItsSequencesStayUsed() throws IOException {
        write(5, 1);
        bench.disk.flip(FIRST, 20, 0xFF);
        bench.disk.flip(FIRST, Bench.SEGMENT_BYTES - 512 + 20, 0xFF);
        Journal journal = bench.open();
        assertEquals(List.of(FIRST + ".damaged"), journal.recovery().p1().damagedFiles());
        assertTrue(bench.disk.exists(FIRST + ".damaged"));
        assertTrue(journal.nextSequence(P1) >= 5);
        append(journal, 3, 1);
        try (JournalReader reader = journal.reader()) {
            ReadResult.Missing missing =
                    assertInstanceOf(ReadResult.Missing.class, reader.read(P1, 0));
            assertFound(reader, missing.count(), journal.durable(P1));
        }
        long next = journal.nextSequence(P1);
        journal.close();
        Journal again = bench.open();
        assertEquals(next, again.nextSequence(P1));
        assertTrue(again.recovery().p1().damagedFiles().isEmpty(), "set aside once");
    }

    @Test
    void aMissingSegmentIsAHole() throws IOException {
        write(60, 5);
        int perSegment = (Bench.SEGMENT_BYTES - DATA - 512) / FRAME_BYTES;
        Journal before = bench.open();
        String second = fileOf(before, perSegment);
        before.close();
        bench.disk.delete(second);
        Journal journal = bench.open();
        LostRange lost = journal.recovery().p1().lost().getFirst();
        assertEquals(perSegment, lost.firstMissing());
        assertEquals(perSegment, lost.missingCount());
        assertEquals(60, journal.nextSequence(P1));
        try (JournalReader reader = journal.reader()) {
            assertFound(reader, 0, perSegment);
            ReadResult.Missing missing =
                    assertInstanceOf(ReadResult.Missing.class, reader.read(P1, perSegment));
            assertEquals(perSegment, missing.count());
            assertFound(reader, 2L * perSegment, 60);
        }
    }

    @Test
    void aDamagedStateIsTakenFromTheSegmentBefore() throws IOException {
        write(20, 5);
        Journal before = bench.open();
        long first = before.takeRecovered(P1).firstSequence();
        String newest = fileOf(before, first);
        before.close();
        bench.disk.flip(newest, SegmentHeader.STATE_OFFSET + 3, 1);
        Recovered recovered = bench.open().takeRecovered(P1);
        assertTrue(recovered.firstSequence() < first);
        assertArrayEquals(
                Bench.body(recovered.firstSequence(), 100), recovered.state().orElseThrow());
        assertEquals(20 - recovered.firstSequence(), recovered.records().size());
    }

    @Test
    void cursorSlotsCoverForEachOther() throws IOException {
        write(20, 5);
        Journal journal = bench.open();
        journal.cursorFile().advance(P1, 7);
        journal.cursorFile().advance(P1, 9);
        journal.close();
        int slots = 2 * CursorSlots.PAGE_BYTES;
        bench.disk.flip(CursorSlots.FILE, slots + 20, 1); // generation 2 stands in slot 0
        Journal again = bench.open();
        assertEquals(7, again.cursor(P1));
        assertFalse(again.recovery().p1().cursorDamaged());
        again.close();
        // the start wrote the damaged slot anew
        bench.disk.flip(CursorSlots.FILE, slots + CursorSlots.PAGE_BYTES + 20, 1);
        Journal healed = bench.open();
        assertEquals(7, healed.cursor(P1));
        healed.close();
        bench.disk.flip(CursorSlots.FILE, slots + 20, 1);
        bench.disk.flip(CursorSlots.FILE, slots + CursorSlots.PAGE_BYTES + 20, 1);
        Journal last = bench.open();
        assertTrue(last.recovery().p1().cursorDamaged());
        assertEquals(0, last.cursor(P1));
        assertEquals(CursorFile.Advance.MOVED, last.cursorFile().advance(P1, 20));
        last.close();
        assertEquals(20, bench.open().cursor(P1));
    }

    @Test
    void aCursorBeyondTheLogLiftsTheSequence() throws IOException {
        write(20, 5);
        Journal journal = bench.open();
        journal.cursorFile().advance(P1, 20);
        journal.close();
        for (String name : bench.disk.list()) {
            if (name.startsWith("p1-")) {
                bench.disk.delete(name);
            }
        }
        Journal again = bench.open();
        assertEquals(20, again.nextSequence(P1));
        append(again, 2, 1);
        try (JournalReader reader = again.reader()) {
            assertFound(reader, 20, 22);
            assertInstanceOf(ReadResult.Recycled.class, reader.read(P1, 3));
        }
    }

    /// Whatever octets are damaged: every record is found whole or named as missing, and no
    /// sequence comes back.
    @Test
    void randomDamageIsNeverSilent() throws IOException {
        long seed = Bench.seed("gatehouse.journal.seed");
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 150; i++) {
            Bench one = new Bench(random.nextLong(), Bench.limits(12, 20));
            int records = random.nextInt(1, 60);
            try (Journal journal = one.open()) {
                for (int r = 0; r < records; r++) {
                    journal.append(P1, Bench.annex(r + 1, 24), Bench.body(r, BODY_BYTES));
                }
            }
            for (int flips = random.nextInt(1, 6); flips > 0; flips--) {
                String name = String.format(Locale.ROOT, "p1-%05d.seg", random.nextInt(3));
                if (one.disk.exists(name)) {
                    one.disk.flip(
                            name, random.nextInt(Bench.SEGMENT_BYTES), 1 << random.nextInt(8));
                }
            }
            Journal journal = one.open();
            String what = "seed " + seed + " history " + i;
            assertTrue(journal.nextSequence(P1) >= records, what);
            try (JournalReader reader = journal.reader()) {
                long next = 0;
                while (next < journal.durable(P1)) {
                    switch (reader.read(P1, next)) {
                        case ReadResult.Found found -> {
                            assertArrayEquals(Bench.body(next, BODY_BYTES), found.body(), what);
                            next++;
                        }
                        case ReadResult.Missing missing -> next += missing.count();
                        case ReadResult.NotYet notYet -> throw new AssertionError(what + notYet);
                        case ReadResult.Recycled recycled ->
                                throw new AssertionError(what + recycled);
                    }
                }
                assertEquals(journal.durable(P1), next);
            }
        }
    }
}
