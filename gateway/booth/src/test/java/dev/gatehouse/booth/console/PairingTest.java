package dev.gatehouse.booth.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Codes, their files and the lock.
class PairingTest {
    private static final long MADE_MS = 1_795_327_200_000L;

    @TempDir private Path data;
    private final Counters counters = new Counters();
    private final SecureRandom random = new SecureRandom();
    private long wallMs = MADE_MS;

    private PairingDesk desk() {
        return new PairingDesk(data, random, System::nanoTime, () -> wallMs);
    }

    private Path folder() {
        return PairingDesk.folderIn(data);
    }

    private PairingFolder booth() {
        return new PairingFolder(folder(), counters);
    }

    private List<Path> codes() throws IOException {
        try (var files = Files.list(folder())) {
            return files.filter(file -> file.toString().endsWith(".code")).toList();
        }
    }

    private static Optional<PairingFolder.Found> find(
            PairingFolder booth, String typed, long nanos, long wallMs) {
        return PairingCode.normal(typed).flatMap(code -> booth.find(code, nanos, wallMs));
    }

    @Test
    void aCodeHasSixtyBitsAndSurvivesTyping() {
        PairingCode.Fresh fresh = PairingCode.make(Role.VIEWER, MADE_MS, random);
        assertTrue(
                fresh.typed().matches("[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}"), "shape");
        String plain = fresh.typed().replace("-", "");
        for (String typed :
                List.of(
                        fresh.typed(),
                        plain,
                        fresh.typed().toLowerCase(java.util.Locale.ROOT),
                        " " + fresh.typed().replace("-", " ") + " ",
                        fresh.typed().replace('0', 'O').replace('1', 'l'))) {
            assertTrue(PairingCode.normal(typed).map(fresh.kept()::is).orElse(false));
        }
        for (String typed :
                List.of("", "U".repeat(12), plain.substring(1), plain + "0", "0".repeat(500))) {
            assertTrue(PairingCode.normal(typed).isEmpty(), typed);
        }
        assertNotEquals(fresh.typed(), PairingCode.make(Role.VIEWER, MADE_MS, random).typed());
        assertFalse(fresh.kept().file().contains(plain), "the file does not hold the code");
        assertEquals(
                fresh.kept().file(), PairingCode.parse(fresh.kept().file()).orElseThrow().file());
    }

    @Test
    void filesThatAreNoneAreNoCodes() {
        String good = PairingCode.make(Role.VIEWER, MADE_MS, random).kept().file();
        for (String bad :
                List.of(
                        "",
                        good + "\n",
                        good.substring(1),
                        good.replace("viewer", "root"),
                        good.replace("role", "Role"),
                        good.replace("\n", "\r\n"),
                        good.replaceFirst("sha256 [0-9a-f]", "sha256 "),
                        good + good)) {
            assertTrue(PairingCode.parse(bad).isEmpty(), bad);
        }
    }

    @Test
    void aCodeIsForItsOwnerOnlyAndWorksOnce() throws IOException {
        String code = desk().offer(Role.TECHNICIAN);
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(codes().getFirst())));
        assertEquals(
                "rwx------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(folder())));
        PairingFolder booth = booth();
        PairingFolder.Found found = find(booth, code, 0, MADE_MS).orElseThrow();
        assertEquals(Role.TECHNICIAN, found.role());
        assertTrue(booth.spend(found));
        assertFalse(booth.spend(found), "somebody was faster");
        assertTrue(find(booth, code, 1, MADE_MS).isEmpty());
    }

    @Test
    void eitherClockEndsACode() throws IOException {
        long life = PairingCode.LIFE.toMillis();
        String code = desk().offer(Role.VIEWER);
        assertTrue(find(booth(), code, 0, MADE_MS + life).isPresent());
        assertTrue(find(booth(), code, 0, MADE_MS + life + 1).isEmpty(), "too old by the wall");
        assertEquals(List.of(), codes(), "and gone");

        code = desk().offer(Role.VIEWER);
        assertTrue(find(booth(), code, 0, MADE_MS - 1).isEmpty(), "made in the future");

        code = desk().offer(Role.VIEWER);
        PairingFolder booth = booth();
        booth.look(0, MADE_MS);
        assertTrue(find(booth, code, PairingCode.LIFE.toNanos(), MADE_MS).isPresent());
        // the wall clock stands still or was set back: the monotonic one goes on
        assertTrue(find(booth, code, PairingCode.LIFE.toNanos() + 1, MADE_MS).isEmpty());
    }

    @Test
    void openCodesAreBounded() throws IOException {
        for (int i = 0; i < PairingFolder.CODES_MAX; i++) {
            desk().offer(Role.VIEWER);
        }
        assertThrows(IOException.class, () -> desk().offer(Role.VIEWER));
        wallMs += PairingCode.LIFE.toMillis() + 1;
        assertFalse(desk().offer(Role.VIEWER).isEmpty(), "old codes make room");
        assertEquals(1, codes().size());
    }

    @Test
    void strangeFilesAreRefused() throws IOException {
        String code = desk().offer(Role.VIEWER);
        Path file = codes().getFirst();
        Path elsewhere = data.resolve("elsewhere");
        Files.move(file, elsewhere);
        Files.createSymbolicLink(file, elsewhere);
        assertTrue(find(booth(), code, 0, MADE_MS).isEmpty(), "a link");
        Files.deleteIfExists(file);
        Files.copy(elsewhere, file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertTrue(find(booth(), code, 0, MADE_MS).isEmpty(), "readable by others");
        Files.writeString(folder().resolve("pair-big.code"), "x".repeat(100_000));
        Files.createDirectory(folder().resolve("pair-folder.code"));
        assertTrue(find(booth(), code, 0, MADE_MS).isEmpty());
        assertTrue(counters.of(ConsoleCounter.REFUSED_FILES) >= 3);
    }

    @Test
    void revokingIsSeenOnceAndTakesOpenCodesAlong() throws Exception {
        String code = desk().offer(Role.VIEWER);
        assertFalse(desk().revoke(Duration.ofMillis(60)), "nobody runs");
        assertTrue(find(booth(), code, 0, MADE_MS).isEmpty());
        assertTrue(booth().takeRevocation(), "an unheard request waits for a booth");
        assertFalse(booth().takeRevocation());
        PairingFolder.askToRevoke(folder());
        assertTrue(booth().takeRevocation());
        assertFalse(booth().takeRevocation());

        // a folder with something in it stands for a file that cannot be deleted
        Path stuck = Files.createDirectory(folder().resolve("revoke"));
        Path inside = Files.createFile(stuck.resolve("inside"));
        PairingFolder booth = booth();
        assertTrue(booth.takeRevocation());
        assertFalse(booth.takeRevocation(), "not every second again");
        Files.delete(inside);
        assertFalse(booth.takeRevocation(), "heeded before, and gone now");
        PairingFolder.askToRevoke(folder());
        assertTrue(booth.takeRevocation(), "the next request counts");
    }

    @Test
    void theFirstStartComesOnce() throws IOException {
        assertTrue(desk().isFirstStart());
        assertFalse(desk().isFirstStart());
    }

    @Test
    void theLockCountsByAddressAndInAll() {
        PairingGuard guard = new PairingGuard(0);
        for (int i = 0; i < PairingGuard.ADDRESS_FAILURES - 1; i++) {
            assertFalse(guard.failed("a", 0));
        }
        assertTrue(guard.lockedS("a", 0).isEmpty());
        assertTrue(guard.failed("a", 0), "this one closed it");
        assertTrue(guard.lockedS("a", 0).isPresent());
        assertTrue(guard.lockedS("b", 0).isEmpty());
        for (int i = 0; i < PairingGuard.ALL_FAILURES; i++) {
            guard.failed("address-" + i, 0);
        }
        assertTrue(guard.lockedS("never-seen", 0).isPresent(), "all together");
        long later = TimeUnit.HOURS.toNanos(1);
        assertTrue(guard.lockedS("a", later).isEmpty());
        for (int i = 0; i < 2 * PairingGuard.ADDRESSES_MAX; i++) {
            guard.failed("many-" + i, later);
        }
        assertTrue(guard.addresses() <= PairingGuard.ADDRESSES_MAX);
    }
}
