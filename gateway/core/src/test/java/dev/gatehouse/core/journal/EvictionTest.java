package dev.gatehouse.core.journal;

import static dev.gatehouse.core.journal.RecordClass.P1;
import static dev.gatehouse.core.journal.RecordClass.P2;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.core.disk.Disk;
import dev.gatehouse.core.disk.MediumRead;
import dev.gatehouse.core.disk.SimulatedDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// A class that gives way never has no room, and loses nothing but what was declared before.
class EvictionTest {
    private static final byte[] NO_ANNEX = new byte[0];
    private static final int HISTORIES =
            Integer.getInteger("gatehouse.journal.eviction.histories", 60);

    /// Declarations as a power cut leaves them: what was declared is.
    private static final class Declared implements Eviction {
        long end;
        long count;
        int times;
        boolean fails;

        @Override
        public void declare(
                RecordClass recordClass, long receipted, long first, long upTo, byte[] resumeState)
                throws IOException {
            if (fails) {
                throw new IOException("no room for a declaration");
            }
            assertEquals(P2, recordClass);
            assertTrue(first >= receipted, first + " below " + receipted);
            assertTrue(upTo > first && upTo > end, first + " to " + upTo + " after " + end);
            assertEquals(upTo, ByteBuffer.wrap(resumeState).getLong(), "state of another record");
            count += upTo - first;
            end = upTo;
            times++;
        }

        @Override
        public long declaredEnd(RecordClass recordClass) {
            return recordClass == P2 ? end : 0;
        }
    }

    private final Declared declared = new Declared();
    private long nowNanos = 1;

    private Journal open(Disk disk, JournalLimits limits) throws IOException {
        Journal[] opened = new Journal[1];
        opened[0] =
                Journal.open(
                        disk,
                        limits,
                        () -> nowNanos,
                        new SplittableRandom(nowNanos),
                        recordClass ->
                                ByteBuffer.allocate(8)
                                        .putLong(opened[0].nextSequence(recordClass))
                                        .array(),
                        declared);
        return opened[0];
    }

    private static byte[] body(long sequence) {
        return Bench.body(sequence, 700);
    }

    private static void append(Journal journal, RecordClass c, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            long next = journal.nextSequence(c);
            assertEquals(next, journal.append(c, NO_ANNEX, body(next)));
        }
    }

    /// Every record is found bit for bit, or was declared.
    private void check(Journal journal, RecordClass c) throws IOException {
        long from = Math.max(journal.cursor(c), declared.declaredEnd(c));
        try (JournalReader reader = journal.reader()) {
            for (long s = journal.cursor(c); s < journal.durable(c); s++) {
                ReadResult read = reader.read(c, s);
                if (s >= from || read instanceof ReadResult.Found) {
                    var found = assertInstanceOf(ReadResult.Found.class, read, c + " " + s);
                    assertArrayEquals(body(s), found.body());
                } else {
                    var missing = assertInstanceOf(ReadResult.Missing.class, read, c + " " + s);
                    assertTrue(missing.first() + missing.count() <= from, () -> missing + "");
                }
            }
        }
    }

    @Test
    void telemetryNeverRefusesAndLosesItsOldestDeclared() throws IOException {
        SimulatedDisk disk = new SimulatedDisk(3);
        Journal journal = open(disk, Bench.LIMITS);
        append(journal, P2, 500);
        journal.sync();
        assertEquals(0, journal.stats().p2().fullRefusals());
        assertEquals(declared.count, journal.stats().p2().evictedRecords());
        assertEquals(declared.times, journal.stats().p2().evictedSegments());
        assertEquals(declared.count, declared.end, "one gap from the first record on");
        assertTrue(journal.stats().p2().segments() <= 6);
        check(journal, P2);
        // all of its space is used, but for the segment about to be written
        long kept = 500 - declared.end;
        int perSegment = (Bench.SEGMENT_BYTES - 4096 - 512) / Frame.lengthBytes(0, 700);
        assertTrue(kept > 4L * perSegment, "kept only " + kept);
        nowNanos++;
        disk.crash();
        check(open(disk, Bench.LIMITS), P2);
    }

    @Test
    void recordsAndAlarmsAreRefusedAsBefore() throws IOException {
        Journal journal = open(new SimulatedDisk(3), Bench.LIMITS);
        long taken = 0;
        while (journal.append(P1, NO_ANNEX, body(taken)) == taken) {
            taken++;
        }
        assertTrue(taken > 0 && taken < 200);
        assertEquals(0, declared.times);
        assertEquals(0, journal.stats().p1().evictedRecords());
    }

    @Test
    void aFullDiskTakesNothingFromTelemetryButItsOwn() throws IOException {
        SimulatedDisk disk = new SimulatedDisk(3);
        Journal journal = open(disk, Bench.LIMITS);
        append(journal, P2, 20);
        while (journal.prepare()) {
            assertFalse(journal.stats().p2().segments() > 2);
        }
        disk.capacity(0);
        append(journal, P2, 300);
        journal.sync();
        assertTrue(declared.count > 250, "only " + declared.count);
        check(journal, P2);
    }

    /// A disk that shows room and has none, as with a quota of the file system.
    @Test
    void aDiskThatPromisesRoomIsNotBelievedForLong() throws IOException {
        SimulatedDisk disk = new SimulatedDisk(3);
        Disk boasting =
                new ForwardingDisk(disk) {
                    @Override
                    public long freeBytes() {
                        return Long.MAX_VALUE;
                    }
                };
        Journal journal = open(boasting, Bench.LIMITS);
        append(journal, P2, 20);
        boolean _ = journal.prepare();
        disk.capacity(0);
        append(journal, P2, 200);
        nowNanos += 2 * SpareSegments.RETRY_NANOS;
        append(journal, P2, 200);
        assertEquals(0, journal.stats().p2().fullRefusals());
        journal.sync();
        check(journal, P2);
    }

    @Test
    void whatCannotBeDeclaredStays() throws IOException {
        Journal journal = open(new SimulatedDisk(3), Bench.LIMITS);
        declared.fails = true;
        long taken = 0;
        while (journal.append(P2, NO_ANNEX, body(taken)) == taken) {
            taken++;
        }
        journal.sync();
        check(journal, P2);
        assertEquals(0, declared.times);
        declared.fails = false;
        assertEquals(Journal.FULL, journal.append(P2, NO_ANNEX, body(taken)), "tried too soon");
        nowNanos += SpareSegments.RETRY_NANOS;
        append(journal, P2, 100);
        journal.sync();
        check(journal, P2);
    }

    @Test
    void whatCentralHasIsUsedAgainBeforeAnythingIsGivenUp() throws IOException {
        Journal journal = open(new SimulatedDisk(3), Bench.limits(6, 0));
        for (int i = 0; i < 60; i++) {
            append(journal, P2, 10);
            journal.sync();
            assertEquals(
                    CursorFile.Advance.MOVED,
                    journal.cursorFile().advance(P2, journal.durable(P2) - 5));
        }
        assertEquals(0, declared.times);
    }

    /// The reader stands in the middle of the segment that goes.
    @Test
    void aReaderInTheSegmentIsToldThatItIsGone() throws IOException {
        Journal journal = open(new SimulatedDisk(3), Bench.LIMITS);
        append(journal, P2, 40);
        journal.sync();
        try (JournalReader reader = journal.reader()) {
            assertInstanceOf(ReadResult.Found.class, reader.read(P2, 0));
            append(journal, P2, 300);
            journal.sync();
            var missing = assertInstanceOf(ReadResult.Missing.class, reader.read(P2, 1));
            assertEquals(declared.end, missing.first() + missing.count());
            assertEquals(
                    declared.end,
                    ByteBuffer.wrap(missing.resumeState().orElseThrow()).getLong(),
                    "the tree goes on behind it");
            assertInstanceOf(ReadResult.Found.class, reader.read(P2, declared.end));
        }
    }

    /// What was evicted leaves no trace of its numbers; the declaration does.
    @Test
    void sequencesAreNeverGivenOutAgainWhateverIsLeft() throws IOException {
        SimulatedDisk disk = new SimulatedDisk(3);
        Journal journal = open(disk, Bench.LIMITS);
        append(journal, P2, 400);
        journal.sync();
        for (String name : disk.list()) {
            if (name.startsWith("p2-")) {
                disk.delete(name);
            }
        }
        disk.syncDirectory();
        disk.crash();
        nowNanos++;
        assertTrue(open(disk, Bench.LIMITS).nextSequence(P2) >= declared.end);
    }

    @Test
    void theNewestSegmentLostBehindAGapCostsItsSequencesAndNoOthers() throws IOException {
        SimulatedDisk disk = new SimulatedDisk(3);
        Journal journal = open(disk, Bench.LIMITS);
        append(journal, P2, 400);
        journal.sync();
        String newest = newestSegment(disk);
        disk.flip(newest, 20, 0x10);
        disk.flip(newest, Bench.SEGMENT_BYTES - SegmentHeader.TRAILER_BYTES + 20, 0x10);
        disk.crash();
        nowNanos++;
        assertTrue(open(disk, Bench.LIMITS).nextSequence(P2) >= 400, "sequences came again");
    }

    private static String newestSegment(SimulatedDisk disk) throws IOException {
        String newest = "";
        long number = -1;
        for (String name : disk.list()) {
            if (name.startsWith("p2-")) {
                ByteBuffer header = ByteBuffer.allocate(SegmentHeader.BYTES);
                try (var file = disk.open(name, false)) {
                    MediumRead.full(file, 0, header);
                }
                SegmentHeader found = SegmentHeader.decode(header);
                if (found != null
                        && found.kind() == SegmentHeader.Kind.LIVE
                        && found.number() > number) {
                    number = found.number();
                    newest = name;
                }
            }
        }
        return newest;
    }

    @Test
    void aSegmentWithoutItsStateGoesWithTheOneBefore() throws IOException {
        SimulatedDisk disk = new SimulatedDisk(3);
        Journal journal = open(disk, Bench.LIMITS);
        append(journal, P2, 30);
        journal.sync();
        // the state of the second segment
        disk.flip("p2-00001.seg", SegmentHeader.STATE_OFFSET + 3, 0x01);
        append(journal, P2, 300);
        journal.sync();
        assertEquals(0, journal.stats().p2().fullRefusals());
        assertEquals(declared.count, declared.end);
        check(journal, P2);
    }

    private static boolean isOff(Disk disk) {
        try {
            disk.syncDirectory();
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /// Power cuts at every operation on the disk, with torn sectors, around many evictions.
    @Test
    void aPowerCutAtEveryStepLosesNothingUndeclared() throws IOException {
        long seed = Bench.seed("gatehouse.journal.seed");
        int cuts = 0;
        boolean whole = false;
        for (int operations = 0; !whole; operations++) {
            SimulatedDisk disk = new SimulatedDisk(seed + operations).tearing(true);
            declared.end = 0;
            Journal before = open(disk, Bench.limits(3, 0));
            append(before, P2, 45);
            before.close();
            nowNanos += 1_000_000;
            long durable = 45;
            try {
                Journal journal = open(disk.powerFor(operations), Bench.limits(3, 0));
                durable = journal.durable(P2);
                for (int i = 0; i < 60; i++) {
                    append(journal, P2, 1);
                    if (i % 3 == 0) {
                        journal.sync();
                        durable = journal.durable(P2);
                    }
                    if (i % 2 == 0) {
                        boolean _ = journal.prepare();
                    }
                }
                whole = true;
            } catch (IOException e) {
                cuts++;
            } catch (AssertionError e) {
                // the power went while a segment was prepared, which only says: full
                assertTrue(isOff(disk), e::toString);
                cuts++;
            }
            disk.crash();
            nowNanos += 1_000_000;
            Journal again = open(disk, Bench.limits(3, 0));
            String where = "-Dgatehouse.journal.seed=" + seed + ", cut after " + operations;
            assertTrue(again.nextSequence(P2) >= durable, where);
            assertEquals(again.nextSequence(P2), again.durable(P2), where);
            check(again, P2);
            append(again, P2, 40);
            again.sync();
            check(again, P2);
        }
        assertTrue(cuts > 100, "only " + cuts + " cuts");
        assertTrue(declared.times > cuts, "only " + declared.times + " evictions");
    }

    /// Random histories: appends, receipts, housekeeping, power cuts.
    @Test
    void whatIsNotDeclaredIsFoundInEveryHistory() throws IOException {
        long seed = Bench.seed("gatehouse.journal.seed");
        for (int i = 0; i < HISTORIES; i++) {
            try {
                history(seed + i);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("history with -Dgatehouse.journal.seed=" + (seed + i), e);
            }
        }
        assertTrue(declared.times > HISTORIES, "only " + declared.times + " evictions");
    }

    private void history(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        SimulatedDisk disk = new SimulatedDisk(seed).tearing(random.nextInt(3) > 0);
        JournalLimits limits = Bench.limits(random.nextInt(2, 7), random.nextInt(3) * 10);
        declared.end = 0;
        Journal journal = open(disk, limits);
        long durable = 0;
        for (int step = 0; step < 80; step++) {
            nowNanos += random.nextLong(30_000_000);
            switch (random.nextInt(10)) {
                case 0 -> {
                    disk.crash();
                    journal = open(disk, limits);
                    assertTrue(journal.nextSequence(P2) >= durable, "acknowledged and gone");
                }
                case 1, 2 -> journal.sync();
                case 3 -> {
                    boolean _ = journal.prepare();
                }
                case 4 -> {
                    long cursor = journal.cursor(P2);
                    long ahead = journal.durable(P2) - cursor;
                    var _ =
                            journal.cursorFile()
                                    .advance(P2, cursor + random.nextLong(ahead / 4 + 1));
                }
                case 5 -> assertTrue(journal.roll(P2), "no room");
                default -> append(journal, P2, random.nextInt(1, 25));
            }
            durable = journal.durable(P2);
            check(journal, P2);
        }
        assertEquals(0, journal.stats().p2().fullRefusals());
    }
}
