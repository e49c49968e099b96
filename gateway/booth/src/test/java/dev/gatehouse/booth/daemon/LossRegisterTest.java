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
