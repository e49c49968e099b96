package dev.gatehouse.core.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileDiskTest {
    private static final int REFUSED = 3;

    @TempDir Path temporary;

    /// Tries to open a directory in a process of its own.
    static final class Opener {
        private Opener() {}

        public static void main(String[] arguments) {
            try (FileDisk disk = FileDisk.open(Path.of(arguments[0]))) {
                System.exit(disk.list().size());
            } catch (IOException e) {
                System.exit(String.valueOf(e.getMessage()).contains("in use") ? REFUSED : 4);
            }
        }
    }

    @Test
    void anotherProcessIsRefused() throws Exception {
        try (FileDisk disk = FileDisk.open(temporary)) {
            assertTrue(disk.list().isEmpty());
            assertEquals(REFUSED, openElsewhere());
        }
        assertEquals(0, openElsewhere());
    }

    private int openElsewhere() throws Exception {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Opener.class.getName(),
                                temporary.toString())
                        .inheritIO()
                        .start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        return process.exitValue();
    }

    @Test
    void aSecondOwnerInThisProcessIsRefused() throws IOException {
        try (FileDisk disk = FileDisk.open(temporary)) {
            IOException refused = assertThrows(IOException.class, () -> FileDisk.open(temporary));
            assertTrue(String.valueOf(refused.getMessage()).contains("stop the other process"));
            assertFalse(disk.exists("a"));
        }
        FileDisk.open(temporary).close();
    }

    @Test
    void filesAreReadWrittenRenamedAndPrivate() throws IOException {
        Path directory = temporary.resolve("journal");
        try (FileDisk disk = FileDisk.open(directory)) {
            try (DiskFile file = disk.open("a.seg", true)) {
                file.write(3, ByteBuffer.wrap(new byte[] {1, 2}));
                file.resize(4);
                file.resize(8);
                file.dataSync();
                ByteBuffer read = ByteBuffer.allocate(20);
                assertEquals(8, file.read(0, read));
                assertEquals(1, read.get(3));
                assertEquals(0, read.get(4));
                assertEquals(0, file.read(8, read));
            }
            disk.rename("a.seg", "b.seg");
            disk.syncDirectory();
            assertEquals(List.of("b.seg"), disk.list());
            assertThrows(IOException.class, () -> disk.open("a.seg", false));
            assertEquals(
                    "rw-------",
                    PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(directory.resolve("b.seg"))));
            assertEquals(
                    "rwx------",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)));
            disk.delete("b.seg");
            assertFalse(disk.exists("b.seg"));
            assertTrue(disk.freeBytes() > 0);
        }
    }

    @Test
    void noNameLeavesTheDirectory() throws IOException {
        try (FileDisk disk = FileDisk.open(temporary)) {
            for (String name : List.of("../a", "a/b", "", ".", "..", "A", "a".repeat(97))) {
                assertThrows(IllegalArgumentException.class, () -> disk.open(name, true));
            }
        }
    }
}
