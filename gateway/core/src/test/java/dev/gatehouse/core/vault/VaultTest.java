package dev.gatehouse.core.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.core.disk.DiskFile;
import dev.gatehouse.core.disk.SimulatedDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class VaultTest {
    private static final String FILE = "state.vault";
    private static final byte[] KEY = new byte[32];
    private static final int ROOM = Vault.STEP_BYTES;

    private final AtomicLong now = new AtomicLong();
    private final SecureRandom random = new SecureRandom();

    private Vault vault(SimulatedDisk disk) {
        return new Vault(disk, FILE, KEY, random, now::get, ROOM);
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> texts(VaultContents contents) {
        return contents.entries().stream()
                .map(entry -> new String(entry, StandardCharsets.UTF_8))
                .toList();
    }

    private static int size(SimulatedDisk disk, String name) throws IOException {
        try (DiskFile file = disk.open(name, false)) {
            return Math.toIntExact(file.size());
        }
    }

    private void save(Vault vault, String text) throws IOException {
        if (!vault.append(octets(text))) {
            vault.restart(octets(text));
        }
    }

    @Test
    void snapshotAndChangesComeBackInOrder() throws Exception {
        SimulatedDisk disk = new SimulatedDisk(1);
        try (Vault vault = vault(disk)) {
            assertEquals(List.of(), texts(vault.load()));
            assertFalse(vault.append(octets("too early")));
            vault.restart(octets("whole"));
            assertTrue(vault.append(octets("a")));
            assertTrue(vault.append(octets("b".repeat(5_000))));
        }
        disk.crash();
        VaultContents found = vault(disk).load();
        assertFalse(found.damaged());
        assertEquals(List.of("whole", "a", "b".repeat(5_000)), texts(found));
    }

    @Test
    void aFullFileAsksForTheWholeStateAndTheNextTakesItsPlace() throws Exception {
        SimulatedDisk disk = new SimulatedDisk(2);
        try (Vault vault = vault(disk)) {
            vault.restart(octets("first"));
            int taken = 0;
            while (vault.append(octets("change " + taken))) {
                taken++;
            }
            // whatever the rounding to pages leaves over
            int sectors = ROOM / VaultFrames.SECTOR_BYTES;
            assertTrue(taken >= sectors && taken < sectors + 8, "taken " + taken);
            vault.restart(octets("second"));
            assertTrue(vault.append(octets("on")));
        }
        disk.crash();
        assertEquals(List.of("second", "on"), texts(vault(disk).load()));
    }

    @Test
    void aChangeCostsOneSyncAndNoMetadata() throws Exception {
        SimulatedDisk disk = new SimulatedDisk(3);
        try (Vault vault = vault(disk)) {
            vault.restart(octets("whole"));
            List<String> names = disk.list();
            int size = size(disk, FILE);
            long syncs = disk.syncs();
            for (int i = 0; i < 10; i++) {
                assertTrue(vault.append(octets("change")));
            }
            assertEquals(10, disk.syncs() - syncs);
            assertEquals(size, size(disk, FILE));
            assertEquals(names, disk.list());
        }
    }

    @Test
    void aPreparedFileServesOnAFullDisk() throws Exception {
        SimulatedDisk disk = new SimulatedDisk(4);
        try (Vault vault = vault(disk)) {
            vault.restart(octets("first"));
            assertFalse(vault.isPrepared());
            while (vault.prepare()) {}
            assertTrue(vault.isPrepared());
            disk.capacity(0);
            for (int i = 0; vault.append(octets("change")); i++) {
                assertTrue(i < 1_000);
            }
            vault.restart(octets("second"));
            assertTrue(vault.append(octets("on")));
            assertThrows(IOException.class, () -> vault.restart(octets("no space for a third")));
            assertFalse(vault.prepare());
            disk.capacity(Long.MAX_VALUE);
            assertFalse(vault.prepare(), "not before its time");
            now.addAndGet(Vault.RETRY_NANOS);
            while (vault.prepare()) {}
            disk.capacity(0);
            vault.restart(octets("third"));
        }
        disk.crash();
        assertEquals(List.of("third"), texts(vault(disk).load()));
    }

    @Test
    void aFailedSyncIsFollowedByANewFile() throws Exception {
        SimulatedDisk disk = new SimulatedDisk(5);
        try (Vault vault = vault(disk)) {
            vault.restart(octets("first"));
            assertTrue(vault.append(octets("kept")));
            disk.failSyncs(1);
            assertThrows(IOException.class, () -> vault.append(octets("lost")));
            assertFalse(vault.isOpen());
            assertFalse(vault.append(octets("not behind a hole")));
            vault.restart(octets("second"));
        }
        disk.crash();
        assertEquals(List.of("second"), texts(vault(disk).load()));
    }

    /// @return false when a sync failed
    private boolean saved(Vault vault, String text) throws IOException {
        try {
            save(vault, text);
            return true;
        } catch (IOException e) {
            if ("Input/output error".equals(e.getMessage())) {
                return false;
            }
            throw e;
        }
    }

    /// Whatever was told to be on disk is found; nothing else but what was being written then.
    @Test
    void powerCutsAndFailuresAtAnyOperationLeaveWhatWasTold() throws Exception {
        long seed = Long.getLong("gatehouse.seed", System.nanoTime());
        System.out.println("VaultTest: -Dgatehouse.seed=" + seed);
        SplittableRandom choice = new SplittableRandom(seed);
        SimulatedDisk disk = new SimulatedDisk(seed).tearing(true);
        int unfinished = 0;
        String told = "";
        String trying = "";
        for (int life = 0; life < 300; life++) {
            Vault vault = vault(disk);
            VaultContents contents = vault.load();
            assertFalse(contents.damaged(), "life " + life);
            String found = String.join("", texts(contents));
            if (found.contains("|")) {
                found = found.substring(found.lastIndexOf('|') + 1);
            }
            assertTrue(
                    found.equals(told) || found.equals(trying),
                    "life " + life + ": found " + found + ", told " + told + ", tried " + trying);
            unfinished += found.equals(told) ? 0 : 1;
            told = found;
            disk.powerFor(choice.nextInt(200));
            int step = 0;
            try {
                while (true) {
                    trying = life + "." + step + " " + "x".repeat(choice.nextInt(1_500));
                    if (choice.nextInt(40) == 0) {
                        disk.failSyncs(1);
                    }
                    if (!saved(vault, "|" + trying)) {
                        // a sync failed; the machine stays, and the next is a whole state
                        disk.failSyncs(0);
                        save(vault, "|" + trying);
                    }
                    told = trying;
                    step++;
                    if (choice.nextInt(4) == 0) {
                        var _ = vault.prepare();
                    }
                }
            } catch (IOException e) {
                assertEquals("no power", e.getMessage());
                disk.failSyncs(0);
            }
            disk.crash();
        }
        System.out.println("VaultTest: found though the write did not end: " + unfinished);
        assertTrue(unfinished > 0, "no cut fell inside a write");
    }

    @Test
    void damageIsToldAndCostsNoMoreThanItsFrame() throws Exception {
        SimulatedDisk whole = new SimulatedDisk(6);
        write(whole);
        int length = 5 * VaultFrames.SECTOR_BYTES;
        int told = 0;
        for (int at = 0; at < length; at++) {
            SimulatedDisk disk = new SimulatedDisk(at);
            write(disk);
            disk.flip(FILE, at, 1);
            VaultContents found = vault(disk).load();
            if (!found.damaged()) {
                assertEquals(List.of("whole", "one", "two"), texts(found), "octet " + at);
                continue;
            }
            told++;
            boolean header = at < VaultFrames.SECTOR_BYTES;
            int frame = at / VaultFrames.SECTOR_BYTES - 1;
            List<String> left = new ArrayList<>(List.of("whole", "one", "two"));
            if (header) {
                left.clear();
            } else if (frame < left.size()) {
                left.remove(frame);
            }
            assertEquals(left, texts(found), "octet " + at);
        }
        // header 40; frames 16 + 16 and their texts; and any octet where the next would begin
        assertEquals(40 + 3 * 36 + "wholeonetwo".length() + VaultFrames.SECTOR_BYTES, told);
    }

    private void write(SimulatedDisk disk) throws IOException {
        try (Vault vault = vault(disk)) {
            vault.restart(octets("whole"));
            assertTrue(vault.append(octets("one")));
            assertTrue(vault.append(octets("two")));
        }
    }

    @Test
    void aDamagedFileIsKeptWhenTheNextTakesItsPlace() throws Exception {
        SimulatedDisk disk = new SimulatedDisk(7);
        write(disk);
        disk.flip(FILE, VaultFrames.SECTOR_BYTES + 20, 1);
        try (Vault vault = vault(disk)) {
            assertTrue(vault.load().damaged());
            assertFalse(disk.exists(FILE + ".damaged"));
            vault.restart(octets("what is left"));
        }
        assertTrue(disk.exists(FILE + ".damaged"));
        disk.crash();
        VaultContents found = vault(disk).load();
        assertFalse(found.damaged());
        assertEquals(List.of("what is left"), texts(found));
        assertEquals(
                List.of("one", "two"),
                texts(VaultContents.of(image(disk, FILE + ".damaged"), KEY)));
    }

    @Test
    void powerLostBetweenTheTwoNamesLosesNothing() throws Exception {
        SimulatedDisk disk = new SimulatedDisk(8);
        write(disk);
        disk.rename(FILE, FILE + ".new");
        disk.syncDirectory();
        assertEquals(List.of("whole", "one", "two"), texts(vault(disk).load()));
        assertTrue(disk.exists(FILE));
    }

    @Test
    void anotherKeyOpensNothing() throws Exception {
        SimulatedDisk disk = new SimulatedDisk(9);
        write(disk);
        byte[] other = KEY.clone();
        other[0] = 1;
        VaultContents found = new Vault(disk, FILE, other, random, now::get, ROOM).load();
        assertTrue(found.damaged());
        assertEquals(List.of(), found.entries());
    }

    @Test
    void noTwoFilesShareAKeyStream() throws Exception {
        SimulatedDisk first = new SimulatedDisk(10);
        SimulatedDisk second = new SimulatedDisk(10);
        write(first);
        write(second);
        int at = VaultFrames.SECTOR_BYTES + VaultFrames.FRAME_HEAD_BYTES;
        assertFalse(
                ByteBuffer.wrap(image(first, FILE)).getLong(at)
                        == ByteBuffer.wrap(image(second, FILE)).getLong(at));
    }

    @Test
    void anyOctetsAreReadWithoutAnException() throws Exception {
        long seed = Long.getLong("gatehouse.seed", System.nanoTime());
        System.out.println("VaultTest: -Dgatehouse.seed=" + seed);
        SplittableRandom choice = new SplittableRandom(seed);
        SimulatedDisk disk = new SimulatedDisk(seed);
        write(disk);
        byte[] good = image(disk, FILE);
        for (int round = 0; round < 2_000; round++) {
            byte[] octets = good.clone();
            for (int flips = choice.nextInt(1, 40); flips > 0; flips--) {
                octets[choice.nextInt(4 * VaultFrames.SECTOR_BYTES)] = (byte) choice.nextInt();
            }
            byte[] cut = Arrays.copyOf(octets, choice.nextInt(octets.length + 1));
            for (String text : texts(VaultContents.of(cut, KEY))) {
                assertTrue(List.of("whole", "one", "two").contains(text));
            }
        }
    }

    private static byte[] image(SimulatedDisk disk, String name) throws IOException {
        try (DiskFile file = disk.open(name, false)) {
            byte[] image = new byte[Math.toIntExact(file.size())];
            assertEquals(image.length, file.read(0, ByteBuffer.wrap(image)));
            return image;
        }
    }
}
