package dev.gatehouse.core.seal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysTest {
    @TempDir Path directory;
    private Enrolment enrolment;
    private Path boothDirectory = Path.of("");
    private Path boothFile = Path.of("");

    @BeforeEach
    void enrol() throws KeyFileException {
        enrolment = new Enrolment(directory.resolve("central"));
        boothDirectory = directory.resolve("booth");
        boothFile = boothDirectory.resolve("booth.key");
        enrolment.booth.write(boothDirectory);
    }

    private static void permit(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private String refusal() {
        KeyFileException refused =
                assertThrows(KeyFileException.class, () -> BoothKeys.read(boothDirectory));
        return String.valueOf(refused.getMessage());
    }

    @Test
    void bothHalvesComeBackAndFitTogether() throws KeyFileException {
        BoothKeys booth = BoothKeys.read(boothDirectory);
        CentralKeys central = CentralKeys.open(directory.resolve("central"));
        assertEquals(enrolment.booth.id(), booth.id());
        assertEquals(enrolment.booth.prekeyId(), booth.prekeyId());
        assertEquals("lane-3", central.booth(booth.id()).orElseThrow().name());
        Sealed sealed =
                new Sealer(booth, enrolment.random, NanoClock.system(), EpochLimits.DEFAULT)
                        .seal(SealClass.P1, 0, Enrolment.ZEROS, 1, Enrolment.text("hello"));
        Opened opened =
                Enrolment.opened(
                        new Opener(central).open(sealed.envelope(), booth.id(), Enrolment.ZEROS));
        assertArrayEquals(Enrolment.text("hello"), opened.payload());
        assertEquals(
                Verification.VALID,
                Verifying.receipt(
                        new CentralSigner(central)
                                .receipt(booth.id(), SealClass.P1, 1, new byte[32], 1, 0),
                        booth));
        assertEquals(
                Verification.VALID,
                Verifying.checkpoint(
                        new Checkpointer(booth).sign(SealClass.P1, new Chain(), Enrolment.AT, true),
                        central.booth(booth.id()).orElseThrow()));
    }

    @Test
    void everythingOnDiskIsTheOwnersAlone() throws IOException {
        try (var paths = Files.walk(directory.resolve("central"))) {
            for (Path path : paths.toList()) {
                String expected = Files.isDirectory(path) ? "rwx------" : "rw-------";
                assertEquals(
                        expected,
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(path)),
                        path.toString());
            }
        }
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(boothFile)));
        assertEquals(
                "rwx------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(boothDirectory)));
    }

    @Test
    void whatOthersMayTouchIsRefused() throws IOException {
        for (String open :
                List.of("rw-r-----", "rw--w----", "rw----r--", "rw-----w-", "rwx------")) {
            permit(boothFile, open);
            assertTrue(refusal().contains(open), open);
        }
        permit(boothFile, "r--------");
        assertEquals(enrolment.booth.id(), BoothKeys.read(boothDirectory).id());
        for (String open : List.of("rwxr-x---", "rwx--x---", "rwx---r-x")) {
            permit(boothDirectory, open);
            assertTrue(refusal().contains(open), open);
        }
        Path booths = directory.resolve("central").resolve("booths");
        permit(booths, "rwxr-xr-x");
        assertThrows(KeyFileException.class, () -> CentralKeys.open(directory.resolve("central")));
    }

    @Test
    void aLinkIsNotFollowed() throws IOException {
        Path elsewhere = directory.resolve("elsewhere.key");
        Files.move(boothFile, elsewhere);
        Files.createSymbolicLink(boothFile, elsewhere);
        assertTrue(refusal().startsWith("booth.key"));
    }

    @Test
    void aDamagedFileIsRefusedWhereverItIsDamaged() throws IOException {
        byte[] good = Files.readAllBytes(boothFile);
        for (int i = 0; i < good.length; i += 13) {
            byte[] damaged = good.clone();
            damaged[i] ^= 0x04;
            Files.write(boothFile, damaged);
            assertFalse(refusal().isEmpty());
            Files.write(boothFile, Arrays.copyOf(good, i));
            assertFalse(refusal().isEmpty());
        }
        Files.write(boothFile, new byte[1 << 20]);
        assertTrue(refusal().contains("larger"));
        Files.delete(boothFile);
        assertTrue(refusal().contains("not there"));
    }

    private void rewrite(String find, String replacement) throws IOException {
        String text = Files.readString(boothFile);
        String body = text.substring(0, text.lastIndexOf("sha256=")).replaceAll(find, replacement);
        byte[] digest = Sha256.of(body.getBytes(StandardCharsets.US_ASCII));
        Files.writeString(boothFile, body + "sha256=" + HexFormat.of().formatHex(digest) + "\n");
    }

    @Test
    void aShortPskIsRefusedEvenWithAGoodChecksum() throws IOException {
        rewrite("psk=[0-9a-f]+", "psk=" + "ab".repeat(31));
        String message = refusal();
        assertTrue(message.contains("psk") && message.contains("found 31"), message);
        assertFalse(message.contains("abab"), "the message tells the key");
    }

    @Test
    void missingRepeatedAndMalformedFieldsAreRefused() throws IOException {
        rewrite("psk_id=[0-9a-f]+\n", "");
        assertTrue(refusal().contains("psk_id is missing"));
        rewrite("booth=([0-9a-f]+)", "booth=$1\nbooth=$1");
        assertTrue(refusal().contains("repeats"));
        rewrite("booth=[0-9a-f]+\nbooth=[0-9a-f]+", "booth=xyzxyz");
        String message = refusal();
        assertTrue(message.contains("line 2") && !message.contains("xyz"), message);
        rewrite("gatehouse-keys 1 booth", "gatehouse-keys 1 central");
        assertTrue(refusal().contains("kind booth"));
    }

    @Test
    void nothingIsOverwritten() {
        assertThrows(KeyFileException.class, () -> enrolment.booth.write(boothDirectory));
        assertThrows(
                KeyFileException.class,
                () -> CentralKeys.create(directory.resolve("central"), enrolment.random));
        assertThrows(
                KeyFileException.class, () -> enrolment.central.enrol("lane-3", enrolment.random));
    }

    @Test
    void namesCannotClimb() {
        for (String name :
                List.of("", "..", "../x", "a/b", "A", "-a", "a b", "a\n", "ä", "a".repeat(64))) {
            assertThrows(
                    KeyFileException.class, () -> enrolment.central.enrol(name, enrolment.random));
        }
        assertEquals(1, enrolment.central.booths().size());
    }

    @Test
    void boothsOfAnotherProcessAppearAfterARefresh() throws KeyFileException {
        CentralKeys serving = CentralKeys.open(directory.resolve("central"));
        BoothKeys late = enrolment.central.enrol("lane-1", enrolment.random);
        assertEquals(Optional.empty(), serving.booth(late.id()).map(BoothRecord::name));
        serving.refresh();
        assertEquals(
                List.of("lane-1", "lane-3"),
                serving.booths().stream().map(BoothRecord::name).toList());
    }

    @Test
    void newBoothsGetTheNewestPrekeyAndAnErasedOneIsGone() throws KeyFileException {
        long first = enrolment.booth.prekeyId();
        long second = enrolment.central.addPrekey(enrolment.random);
        assertNotEquals(first, second);
        assertEquals(second, enrolment.central.enrol("lane-5", enrolment.random).prekeyId());
        enrolment.central.erasePrekey(first);
        Path file = directory.resolve("central/prekeys").resolve(Prekey.fileName(first));
        assertFalse(Files.exists(file));
        CentralKeys again = CentralKeys.open(directory.resolve("central"));
        assertTrue(again.prekey(first).isEmpty());
        assertTrue(again.prekey(second).isPresent());
        assertThrows(KeyFileException.class, () -> again.erasePrekey(first));
    }

    @Test
    void noSecretIsPrinted() {
        String psk = HexFormat.of().formatHex(enrolment.booth.psk());
        String printed = enrolment.booth.toString() + enrolment.central + enrolment.record();
        assertFalse(printed.contains(psk));
        assertFalse(printed.contains("lane-3"));
    }

    @Test
    void aBoothIdHasOneSpelling() {
        BoothId id = new BoothId(0x00ab_cdef_0123_4567L);
        assertEquals("00abcdef01234567", id.hex());
        assertEquals(Optional.of(id), BoothId.fromHex(id.hex()));
        assertEquals(Optional.of(id), BoothId.fromBytes(id.bytes()));
        for (String bad :
                List.of(
                        "",
                        "00ABCDEF01234567",
                        "0abcdef01234567",
                        "00abcdef0123456g",
                        "00abcdef012345678",
                        "+0abcdef01234567")) {
            assertEquals(Optional.empty(), BoothId.fromHex(bad));
        }
        assertEquals(Optional.empty(), BoothId.fromBytes(new byte[7]));
    }
}
