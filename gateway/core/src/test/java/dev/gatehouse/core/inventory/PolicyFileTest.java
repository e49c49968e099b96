package dev.gatehouse.core.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.core.seal.KeyFileException;
import dev.gatehouse.core.seal.PolicyKey;
import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A policy is taken as it was signed, or not at all.
class PolicyFileTest {
    @TempDir Path folder;

    private PolicyKey key(String name) throws KeyFileException, IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        PolicyKey made = PolicyKey.create(folder.resolve(name), new SecureRandom());
        assertEquals(
                made.toPublic().fileText(),
                PolicyKey.open(folder.resolve(name)).toPublic().fileText());
        return made;
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void whatWasSignedIsReadAndNothingElse() throws KeyFileException, IOException {
        PolicyKey key = key("policy.key");
        byte[] plain = octets(MadeUpPolicy.policy(7, MadeUpPolicy.standard(), ""));
        byte[] file = MadeUpPolicy.value(PolicyFile.sign(plain, key));
        CoveredPolicy read = MadeUpPolicy.value(PolicyFile.read(file, key.toPublic()));
        assertEquals(MadeUpPolicy.value(CoveredPolicy.read(plain)), read);
        assertEquals(7, read.version());
        for (int at = 0; at < file.length; at += 7) {
            byte[] altered = file.clone();
            altered[at] ^= 1;
            assertInstanceOf(
                    Decoded.Rejected.class, PolicyFile.read(altered, key.toPublic()), "at " + at);
        }
        assertInstanceOf(
                Decoded.Rejected.class,
                PolicyFile.read(java.util.Arrays.copyOf(file, file.length - 1), key.toPublic()));
        var other = PolicyFile.read(file, key("other.key").toPublic());
        assertEquals(
                RejectReason.BAD_CHECKSUM,
                assertInstanceOf(Decoded.Rejected.class, other).reason());
        Path publicFile = folder.resolve("policy.pub");
        Files.writeString(publicFile, key.toPublic().fileText());
        assertTrue(PolicyKey.Public.read(publicFile).orElseThrow().fits(plain, key.sign(plain)));
        Files.writeString(publicFile, "ff".repeat(32));
        assertTrue(PolicyKey.Public.read(publicFile).isEmpty(), "no point of the curve");
    }

    @Test
    void aMisspeltPolicyIsRefusedWithItsPlace() {
        for (String[] wrong :
                new String[][] {
                    {"{\"version\":1}", "lists"},
                    {MadeUpPolicy.policy(0, MadeUpPolicy.standard(), ""), "version"},
                    {
                        MadeUpPolicy.policy(
                                1,
                                MadeUpPolicy.list(
                                        "L", "1", "{\"id\":\"x\",\"maker\":\"X\",\"alises\":[]}"),
                                ""),
                        "alises"
                    },
                    {
                        MadeUpPolicy.policy(
                                1,
                                MadeUpPolicy.list(
                                        "L", "1", MadeUpPolicy.entry("x", "X", "cousin", "")),
                                ""),
                        "expected one of"
                    },
                }) {
            var refused =
                    assertInstanceOf(Decoded.Rejected.class, CoveredPolicy.read(octets(wrong[0])));
            assertTrue(refused.detail().contains(wrong[1]), refused.detail());
        }
    }

    @Test
    void waiversThatBreakARuleAreNotHonouredAndNotSigned() throws KeyFileException, IOException {
        String twoPeople =
                "\"requestedBy\":\"u-117\",\"approvedBy\":\"u-041\",\"secondApprover\":\"u-117\"";
        String tooLong =
                "\"issued\":\"2026-11-01T00:00:00Z\",\"notBefore\":\"2026-11-01T00:00:00Z\",\"expires\":\"2027-11-01T00:00:01Z\"";
        String backwards =
                "\"issued\":\"2026-11-01T00:00:00Z\",\"notBefore\":\"2026-10-01T00:00:00Z\",\"expires\":\"2027-01-01T00:00:00Z\"";
        String everything =
                MadeUpPolicy.waiver("W-5", MadeUpPolicy.PEOPLE, MadeUpPolicy.TIMES)
                        .replace(
                                "\"mac\":\"A0:A0:A0:12:34:56\",\"serial\":\"TEST0001\"",
                                "\"scope\":\"FLEET\"");
        String good = MadeUpPolicy.waiver("W-0", MadeUpPolicy.PEOPLE, MadeUpPolicy.TIMES);
        List<String> bad =
                List.of(
                        MadeUpPolicy.waiver("W-1", twoPeople, MadeUpPolicy.TIMES),
                        MadeUpPolicy.waiver("W-2", MadeUpPolicy.PEOPLE, tooLong),
                        MadeUpPolicy.waiver("W-3", MadeUpPolicy.PEOPLE, backwards),
                        MadeUpPolicy.waiver("W-4", MadeUpPolicy.PEOPLE, MadeUpPolicy.TIMES)
                                .replace("isolated VLAN", " "),
                        everything,
                        good);
        CoveredPolicy read =
                MadeUpPolicy.read(
                        MadeUpPolicy.policy(
                                1, MadeUpPolicy.standard(), good + "," + String.join(",", bad)));
        assertEquals(List.of("W-0"), read.waivers().stream().map(Waiver::id).toList());
        assertEquals(6, read.refusedWaivers().size(), read.refusedWaivers().toString());
        PolicyKey key = key("policy.key");
        for (String one : bad.subList(0, 5)) {
            byte[] plain = octets(MadeUpPolicy.policy(1, MadeUpPolicy.standard(), one));
            assertInstanceOf(Decoded.Rejected.class, PolicyFile.sign(plain, key));
        }
        String fleet =
                everything.replace(
                        "\"scope\":\"FLEET\"", "\"scope\":\"FLEET\",\"approverRole\":\"director\"");
        assertInstanceOf(
                Decoded.Message.class,
                PolicyFile.sign(
                        octets(MadeUpPolicy.policy(1, MadeUpPolicy.standard(), fleet)), key));
    }
}
