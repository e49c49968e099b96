package dev.gatehouse.bus;

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
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrincipalsTest {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String SALT = "salt=AAAAAAAAAAAAAAAAAAAAAA";
    private static final String HASH = "sha256=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    @TempDir private Path folder;

    @Test
    void aFileWrittenIsReadBackAndLogsIn() throws IOException {
        Principals written = TestBus.everybody();
        Path file = folder.resolve("principals");
        written.write(file);
        written.write(file); // replaces
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        Principals read = Principals.read(file);
        assertEquals(TestBus.EVERYBODY, read.all());
        for (Principal principal : TestBus.EVERYBODY) {
            assertEquals(Optional.of(principal), login(read, principal.name(), TestBus.PASSWORD));
            assertEquals(Optional.empty(), login(read, principal.name(), TestBus.PASSWORD + "x"));
            assertEquals(Optional.empty(), login(read, principal.name(), ""));
        }
        assertEquals(Optional.empty(), login(read, "nobody", TestBus.PASSWORD));
        assertFalse(Files.readString(file).contains(TestBus.PASSWORD));
        try (var files = Files.list(folder)) {
            assertEquals(1, files.count(), "a temporary file is left");
        }
    }

    private static Optional<Principal> login(Principals principals, String name, String password) {
        return principals.authenticate(name, TestBus.bytes(password), Optional.empty());
    }

    @Test
    void equalPasswordsHaveDifferentHashes() {
        List<Principals.Credential> all = List.copyOf(TestBus.everybody().credentials());
        assertNotEquals(List.of(box(all.get(0).hash())), List.of(box(all.get(1).hash())));
    }

    private static String box(byte[] hash) {
        return java.util.HexFormat.of().formatHex(hash);
    }

    @Test
    void generatedPasswordsAreStrong() {
        String one = Principals.generatePassword(RANDOM);
        assertEquals(24, one.length());
        assertNotEquals(one, Principals.generatePassword(RANDOM));
        assertTrue(
                Principals.builder(RANDOM)
                        .add(TestBus.DEVICE, one)
                        .build()
                        .find("lpr-1")
                        .isPresent());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "short",
                "123456789012345678901",
                "twenty-two characters!",
                "twenty two characters.."
            })
    void weakPasswordsAreRefused(String password) {
        var builder = Principals.builder(RANDOM);
        assertThrows(IllegalArgumentException.class, () -> builder.add(TestBus.DEVICE, password));
    }

    @Test
    void aNameTwiceIsRefused() {
        var builder = Principals.builder(RANDOM).add(TestBus.DEVICE, TestBus.PASSWORD);
        assertThrows(
                IllegalArgumentException.class,
                () -> builder.add(TestBus.DEVICE, TestBus.PASSWORD));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "gatehouse-principals 2",
                "gatehouse-principals 1\nlpr-1",
                "gatehouse-principals 1\nlpr-1 DEVICE device=lpr-1",
                "gatehouse-principals 1\nlpr-1 ROBOT device=lpr-1 " + SALT + " " + HASH,
                "gatehouse-principals 1\nlpr-1 DEVICE lane=1 " + SALT + " " + HASH,
                "gatehouse-principals 1\nlpr-1 DEVICE device=l/1 " + SALT + " " + HASH,
                "gatehouse-principals 1\nlpr-1 DEVICE device=lpr-1 colour=red " + SALT + " " + HASH,
                "gatehouse-principals 1\nlpr-1 DEVICE " + SALT + " device=lpr-1 " + HASH,
                "gatehouse-principals 1\nlpr-1 DEVICE device=lpr-1 device=lpr-1 "
                        + SALT
                        + " "
                        + HASH,
                "gatehouse-principals 1\nlpr-1  DEVICE device=lpr-1 " + SALT + " " + HASH,
                "gatehouse-principals 1\nlpr-1 DEVICE device=lpr-1 salt=AAAA " + HASH,
                "gatehouse-principals 1\nlpr-1 DEVICE device=lpr-1 " + SALT + " sha256=!!",
                "gatehouse-principals 1\no OFFICER badge=1 roles=a,,b " + SALT + " " + HASH,
                "gatehouse-principals 1\nd DEVICE device=d "
                        + SALT
                        + " "
                        + HASH
                        + "\nd DEVICE device=d "
                        + SALT
                        + " "
                        + HASH,
            })
    void brokenFilesAreRefusedWithTheirLine(String text) {
        PrincipalsException broken =
                assertThrows(
                        PrincipalsException.class, () -> PrincipalsFile.parse(TestBus.bytes(text)));
        assertTrue(String.valueOf(broken.getMessage()).contains("line "), broken.getMessage());
    }

    @Test
    void commentsAndEmptyLinesAreSkipped() throws IOException {
        String text =
                "gatehouse-principals 1\n# device\n\nd DEVICE device=d " + SALT + " " + HASH + "\n";
        assertEquals(
                List.of(Principal.device("d", "d")),
                PrincipalsFile.parse(TestBus.bytes(text)).all());
    }
}
