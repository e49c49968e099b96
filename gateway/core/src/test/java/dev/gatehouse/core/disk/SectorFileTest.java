package dev.gatehouse.core.disk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sector writes against a plain array, on the file system of the build. `-Dgatehouse.seed=S` takes
/// the seed back.
final class SectorFileTest {
    private static final int SIZE = 256 << 10;
    private static final String NAME = "p1-00000.seg";

    @TempDir private Path folder;
    private final SplittableRandom random = new SplittableRandom(seed());
    private final byte[] model = new byte[SIZE];

    SectorFileTest() {}

    private static long seed() {
        long seed = Long.getLong("gatehouse.seed", System.nanoTime());
        System.out.println("SectorFileTest: -Dgatehouse.seed=" + seed);
        return seed;
    }

    @BeforeEach
    void fillTheFile() throws IOException {
        random.nextBytes(model);
        Files.write(folder.resolve(NAME), model);
    }

    private void write(DiskFile file, int at, int length) throws IOException {
        byte[] octets = new byte[length];
        random.nextBytes(octets);
        System.arraycopy(octets, 0, model, at, length);
        ByteBuffer src = ByteBuffer.wrap(octets);
        file.write(at, src);
        assertEquals(0, src.remaining());
    }

    private byte[] onDisk() throws IOException {
        return Files.readAllBytes(folder.resolve(NAME));
    }

    /// Records one after the other, now and then a header, commits in between: what a reader with a
    /// handle of its own sees after a commit is what was written, and all of it.
    private void commits(DiskFile file) throws IOException {
        int at = 4_096;
        for (int i = 0; i < 400 && at < SIZE - 70_000; i++) {
            int length = i % 97 == 0 ? 60_000 : 1 + random.nextInt(1_500);
            write(file, at, length);
            at += length;
            if (random.nextInt(20) == 0) {
                write(file, random.nextInt(512), 64);
                write(file, SIZE - 512, 64);
            }
            if (random.nextInt(3) == 0) {
                file.dataSync();
                assertTrue(Arrays.equals(model, onDisk()), "after commit " + i);
            }
            if (random.nextInt(40) == 0) {
                int from = random.nextInt(SIZE - 100);
                ByteBuffer seen = ByteBuffer.allocate(100);
                assertEquals(100, file.read(from, seen));
                assertArrayEquals(Arrays.copyOfRange(model, from, from + 100), seen.array());
            }
        }
    }

    @Test
    void throughThePageCacheAndPastItTheFileIsTheSame() throws IOException {
        try (FileDisk disk = FileDisk.open(folder)) {
            for (int round = 0; round < 3; round++) {
                // the first round may begin before the functions are linked, the last cannot
                if (round == 2) {
                    boolean _ = DirectIo.awaitReady();
                }
                try (DiskFile file = disk.openForCommits(NAME)) {
                    commits(file);
                }
                assertArrayEquals(model, onDisk());
            }
        }
    }

    @Test
    void aRecordIsWrittenPastThePageCacheWhereTheFileSystemAllowsIt() throws IOException {
        assumeTrue(DirectIo.awaitReady(), "not Linux on amd64 or aarch64");
        try (FileDisk disk = FileDisk.open(folder);
                DiskFile file = disk.openForCommits(NAME)) {
            write(file, 5_000, 700);
            file.dataSync();
            String kind = Files.getFileStore(folder).type();
            assumeTrue(kind.equals("ext4") || kind.equals("xfs"), "file system " + kind);
            assertTrue(((SectorFile) file).isDirect());
            assertArrayEquals(model, onDisk());
        }
    }

    @Test
    void aFileThatIsNoWholeNumberOfSectorsDoesNotGrow() throws IOException {
        boolean _ = DirectIo.awaitReady();
        Files.write(folder.resolve("odd"), new byte[1_300]);
        try (FileDisk disk = FileDisk.open(folder)) {
            try (DiskFile file = disk.openForCommits("odd")) {
                file.write(1_290, ByteBuffer.wrap(new byte[] {1, 2, 3}));
                file.dataSync();
                file.write(10, ByteBuffer.wrap(new byte[] {7}));
                assertEquals(1_300, file.size());
                assertThrows(
                        IOException.class, () -> file.write(1_299, ByteBuffer.wrap(new byte[2])));
            }
            byte[] found = Files.readAllBytes(folder.resolve("odd"));
            assertEquals(1_300, found.length);
            assertEquals(7, found[10]);
            assertEquals(3, found[1_292]);
        }
    }

    @Test
    void whatWasWrittenButNotCommittedIsThereAfterAClose() throws IOException {
        try (FileDisk disk = FileDisk.open(folder)) {
            try (DiskFile file = disk.openForCommits(NAME)) {
                write(file, 9_000, 300);
            }
            assertArrayEquals(model, onDisk());
        }
    }

    @Test
    void afterAnErrorNothingMoreIsWritten() throws IOException {
        Path path = folder.resolve(NAME);
        try (FileDisk disk = FileDisk.open(folder)) {
            SectorFile file = new SectorFile(new FailingSync(disk.open(NAME, false)), path);
            write(file, 100, 50);
            assertThrows(IOException.class, file::dataSync);
            byte[] before = onDisk();
            file.write(200, ByteBuffer.wrap(new byte[] {1, 2, 3, 4}));
            file.close();
            assertArrayEquals(before, onDisk());
            assertFalse(file.isDirect());
        }
    }

    private record FailingSync(DiskFile file) implements DiskFile {
        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public int read(long positionBytes, ByteBuffer dst) throws IOException {
            return file.read(positionBytes, dst);
        }

        @Override
        public void write(long positionBytes, ByteBuffer src) throws IOException {
            file.write(positionBytes, src);
        }

        @Override
        public void resize(long sizeBytes) throws IOException {
            file.resize(sizeBytes);
        }

        @Override
        public void dataSync() throws IOException {
            throw new IOException("no");
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
