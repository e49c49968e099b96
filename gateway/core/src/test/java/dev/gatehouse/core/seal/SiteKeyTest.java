package dev.gatehouse.core.seal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.observation.TagRead;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SiteKeyTest {
    private static final TagRead TAG =
            new TagRead(
                    96,
                    Octets.ofHex("30342FD1B4000040000003E9"),
                    1,
                    OptionalInt.empty(),
                    1,
                    "TEST");

    @TempDir private Path folder;

    @SuppressWarnings("NullAway.Init")
    SiteKeyTest() {}

    @Test
    void theBoothsOfASiteNameATransponderAlike() throws Exception {
        Path central = folder.resolve("central");
        SiteKey first = SiteKey.ofSite(central, new SecureRandom());
        SiteKey again = SiteKey.ofSite(central, new SecureRandom());
        first.write(folder.resolve("booth"));
        SiteKey booth = SiteKey.read(folder.resolve("booth")).orElseThrow();
        assertEquals(first.id(), again.id());
        assertArrayEquals(first.pseudonym(TAG), booth.pseudonym(TAG));
        SiteKey other = SiteKey.generate(new SecureRandom());
        assertFalse(
                java.util.Arrays.equals(first.pseudonym(TAG), other.pseudonym(TAG)),
                "another site names it otherwise");
    }

    @Test
    void thePseudonymIsTheOneOfTheSheet() throws Exception {
        Path keys = folder.resolve("keys");
        KeyFile.write(
                keys.resolve("site.key"),
                "site",
                Map.of(
                        "tags",
                        "test-key-not-secret-0123456789ab".getBytes(StandardCharsets.US_ASCII)));
        assertEquals(
                "bdc3bd41b75c2cbfe27a07ab4906479a",
                HexFormat.of().formatHex(SiteKey.read(keys).orElseThrow().pseudonym(TAG)));
    }

    @Test
    void aBoothWithoutTheKeyNamesNobodyAndADamagedOneIsRefused() throws Exception {
        assertEquals(Optional.empty(), SiteKey.read(folder));
        Path keys = folder.resolve("keys");
        SiteKey.generate(new SecureRandom()).write(keys);
        Path file = keys.resolve("site.key");
        Files.writeString(file, Files.readString(file).replace("tags=", "tags=00"));
        assertThrows(KeyFileException.class, () -> SiteKey.read(keys));
    }
}
