package dev.gatehouse.booth.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.core.disk.DiskFile;
import dev.gatehouse.core.disk.SimulatedDisk;
import dev.gatehouse.core.journal.RecordClass;
import dev.gatehouse.core.seal.CentralKeys;
import dev.gatehouse.core.seal.Checkpointer;
import dev.gatehouse.core.seal.SealClass;
import dev.gatehouse.proto.v1.DeclaredLoss;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LossRegisterTest {
    @TempDir Path folder;
    private final SimulatedDisk disk = new SimulatedDisk(5);
    private Checkpointer checkpointer;

    @BeforeEach
    void begin() throws Exception {
        CentralKeys keys = CentralKeys.create(folder.resolve("keys"), new SecureRandom());
        checkpointer = new Checkpointer(keys.enrol("north-1", new SecureRandom()));
    }

    private DeclaredLoss loss(long first, long end) {
        return checkpointer.signLoss(
                SealClass.P1, first, Rebuilt.standIn(RecordClass.P1, end, Optional.empty()));
    }

    private long end(long sequence) throws IOException {
        return LossRegister.open(disk)
                .covering(RecordClass.P1, sequence)
                .map(DeclaredLoss::getResumeSize)
                .orElse(-1L);
    }

    @Test
    void aDeclarationCoversItsRecordsAndSurvives() throws Exception {
        LossRegister register = LossRegister.open(disk);
        register.keep(loss(40, 60));
        register.keep(loss(40, 60));
        register.keep(loss(55, 70));
        disk.crash();
        assertEquals(-1, end(39));
        assertEquals(60, end(40));
        assertEquals(60, end(54));
        assertEquals(70, end(55));
        assertEquals(70, end(69));
        assertEquals(-1, end(70));
        assertTrue(LossRegister.open(disk).covering(RecordClass.P0, 45).isEmpty(), "another class");
    }

    @Test
    void aPowerCutLeavesItWholeOrNotThere() throws Exception {
        boolean whole = false;
        for (int operations = 0; !whole; operations++) {
            SimulatedDisk medium = new SimulatedDisk(operations).tearing(true);
            try {
                LossRegister.open(medium.powerFor(operations)).keep(loss(40, 60));
                whole = true;
            } catch (IOException e) {
                assertEquals("no power", e.getMessage());
            }
            medium.crash();
            Optional<DeclaredLoss> found = LossRegister.open(medium).covering(RecordClass.P1, 50);
            assertTrue(!whole || found.isPresent());
            assertTrue(found.isEmpty() || found.get().hasMlDsa44());
            LossRegister.open(medium).keep(loss(40, 60));
            assertTrue(LossRegister.open(medium).covering(RecordClass.P1, 50).isPresent());
        }
    }

    @Test
    void whatWasNeverWrittenIsForgotten() throws Exception {
        LossRegister register = LossRegister.open(disk);
        register.keep(loss(10, 20));
        register.keep(loss(99, 100));
        assertFalse(register.dropUnwritten(RecordClass.P1, 100));
        assertFalse(register.dropUnwritten(RecordClass.P0, 5));
        assertTrue(register.dropUnwritten(RecordClass.P1, 99));
        disk.crash();
        assertEquals(-1, end(99));
        assertEquals(20, end(10));
    }

    private DeclaredLoss eviction(long first, long end) {
        return checkpointer.signEviction(
                SealClass.P2, first, Rebuilt.standIn(RecordClass.P2, end, Optional.empty()));
    }

    private long files() {
        return disk.list().stream().filter(name -> name.startsWith("loss-")).count();
    }

    @Test
    void aWiderEvictionTakesThePlaceOfTheOnesWithinIt() throws Exception {
        LossRegister register = LossRegister.open(disk);
        register.keep(loss(3, 5));
        for (long end = 10; end <= 200; end += 10) {
            register.keep(eviction(0, end));
        }
        assertEquals(2, files());
        assertEquals(200, register.evictedEnd(RecordClass.P2));
        assertEquals(0, register.evictedEnd(RecordClass.P1), "damage is no eviction");
        assertEquals(200, register.evictedSince(RecordClass.P2, 0));
        assertEquals(50, register.evictedSince(RecordClass.P2, 150));
        assertEquals(0, register.evictedFrom(RecordClass.P2, 0, 200), "one gap");
        assertEquals(200, register.evictedFrom(RecordClass.P2, 200, 200), "receipted: another");
        assertEquals(201, register.evictedFrom(RecordClass.P2, 0, 201), "something between");
        disk.crash();
        assertEquals(200, LossRegister.open(disk).evictedEnd(RecordClass.P2));
    }

    @Test
    void ofReceiptedEvictionsTheNewestStay() throws Exception {
        LossRegister register = LossRegister.open(disk);
        register.keep(loss(3, 5));
        int many = LossRegister.EVICTIONS_KEPT + 20;
        for (long first = 10; first < 10 + 10 * many; first += 10) {
            register.keep(eviction(first, first + 5));
            register.forgetEvictions(RecordClass.P2, first);
        }
        assertTrue(files() <= LossRegister.EVICTIONS_KEPT + 3, "files " + files());
        assertEquals(
                10L * many + 5, LossRegister.open(disk).evictedEnd(RecordClass.P2), "the newest");
        assertTrue(register.covering(RecordClass.P1, 4).isPresent(), "damage is kept for ever");
    }

    @Test
    void aPowerCutInTheMiddleOfAWiderEvictionLeavesOneOfTheTwo() throws Exception {
        boolean whole = false;
        for (int operations = 0; !whole; operations++) {
            SimulatedDisk medium = new SimulatedDisk(operations).tearing(true);
            LossRegister before = LossRegister.open(medium);
            before.keep(eviction(0, 10));
            before.keep(eviction(0, 20));
            int kept = 20;
            try {
                LossRegister cut = LossRegister.open(medium.powerFor(operations));
                if (cut.evictedEnd(RecordClass.P2) == 20) {
                    cut.keep(eviction(0, 30));
                    kept = 30;
                    cut.keep(eviction(0, 40));
                    whole = true;
                }
            } catch (IOException e) {
                assertEquals("no power", e.getMessage());
            }
            medium.crash();
            LossRegister after = LossRegister.open(medium);
            assertTrue(after.evictedEnd(RecordClass.P2) >= kept, "after " + operations);
            assertEquals(after.evictedEnd(RecordClass.P2), after.evictedSince(RecordClass.P2, 0));
        }
    }

    @Test
    void rubbishIsNoDeclaration() throws Exception {
        for (byte[] octets : new byte[][] {{}, {0}, {8, 2, 16, 5}, {1, 2, 3}}) {
            try (DiskFile file = disk.open("loss-2-5-9", true)) {
                file.resize(0);
                file.write(0, ByteBuffer.wrap(octets));
            }
            assertEquals(-1, end(5));
        }
    }

    @Test
    void aStandInFitsEverySize() {
        for (long size = 1; size < 200; size++) {
            assertEquals(size, Rebuilt.standIn(RecordClass.P0, size, Optional.empty()).size());
        }
    }
}
