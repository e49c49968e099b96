package dev.gatehouse.central;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.bus.Principal;
import dev.gatehouse.bus.tls.TlsIdentity;
import dev.gatehouse.core.seal.BoothId;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// The site's certificates as enrolment, `tls` and `upstream profile` leave them on disk.
final class TlsMaterialTest {
    private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
    private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";

    @TempDir Path temp;
    private CentralHome home;
    private Path keys;
    private BoothId booth;

    TlsMaterialTest() {
        this.home = new CentralHome(Path.of(""));
        this.keys = Path.of("");
        this.booth = BoothId.fromHex("0000000000000000").orElseThrow();
    }

    @BeforeEach
    void enrol() throws Exception {
        home = new CentralHome(temp.resolve("home"));
        keys = temp.resolve("keys");
        booth =
                new Enrolment(home, new SecureRandom())
                        .enrol(
                                "north-1",
                                keys,
                                List.of(Principal.device("lpr-1", "lpr-1")),
                                List.of("booth.example", "192.0.2.7", "2001:db8::7"));
    }

    private static X509Certificate certificate(Path file) throws Exception {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(file)));
    }

    private void assertIssued(Path file, String commonName, Set<String> purposes) throws Exception {
        assertIssued(home.tls().resolve("ca.crt"), file, commonName, purposes);
    }

    private static void assertIssued(
            Path authority, Path file, String commonName, Set<String> purposes) throws Exception {
        X509Certificate found = certificate(file);
        assertEquals("CN=" + commonName, found.getSubjectX500Principal().getName());
        assertEquals(purposes, Set.copyOf(found.getExtendedKeyUsage()), file::toString);
        assertEquals(-1, found.getBasicConstraints(), "no authority");
        boolean[] usage = found.getKeyUsage();
        for (int i = 0; i < usage.length; i++) {
            assertEquals(i == 0, usage[i], "digitalSignature alone, bit " + i);
        }
        Duration life =
                Duration.between(found.getNotBefore().toInstant(), found.getNotAfter().toInstant());
        assertTrue(life.compareTo(Duration.ofDays(398)) <= 0, life::toString);
        X509Certificate root = certificate(authority);
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(root, null)));
        parameters.setRevocationEnabled(false);
        var _ =
                CertPathValidator.getInstance("PKIX")
                        .validate(
                                CertificateFactory.getInstance("X.509")
                                        .generateCertPath(List.of(found)),
                                parameters);
    }

    private static Set<String> names(Path file) throws Exception {
        Collection<List<?>> found = certificate(file).getSubjectAlternativeNames();
        Set<String> names = new TreeSet<>();
        if (found != null) {
            found.forEach(name -> names.add(String.valueOf(name.get(1))));
        }
        return names;
    }

    private static void assertOwnerOnly(Path folder) throws Exception {
        try (var files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                String expected = Files.isDirectory(file) ? "rwx------" : "rw-------";
                assertEquals(
                        expected,
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(file)),
                        file::toString);
            }
        }
    }

    @Test
    void everythingIssuedVerifiesAndIsForItsPurposeAlone() throws Exception {
        X509Certificate root = certificate(keys.resolve("tls/ca.crt"));
        root.verify(root.getPublicKey());
        assertEquals(0, root.getBasicConstraints(), "issues leaves only");
        assertEquals(root, certificate(home.tls().resolve("ca.crt")));
        Set<String> both = Set.of(SERVER_AUTH, CLIENT_AUTH);
        assertIssued(keys.resolve("tls/booth.crt"), booth.hex(), both);
        assertIssued(home.tls().resolve("central.crt"), "central", both);
        assertIssued(
                keys.resolve("tls/clients-ca.crt"),
                keys.resolve("tls/clients/lpr-1.crt"),
                "lpr-1",
                Set.of(CLIENT_AUTH));
        assertEquals(
                Set.of(
                        "127.0.0.1",
                        "192.0.2.7",
                        "2001:db8:0:0:0:0:0:7",
                        "booth.example",
                        "localhost"),
                names(keys.resolve("tls/booth.crt")));
        assertEquals(Set.of("127.0.0.1", "localhost"), names(home.tls().resolve("central.crt")));
        assertEquals(Set.of(), names(keys.resolve("tls/clients/lpr-1.crt")));
    }

    @Test
    void eachBoothsClientsHaveARootOfTheirOwn() throws Exception {
        Path other = temp.resolve("other");
        var _ =
                new Enrolment(home, new SecureRandom())
                        .enrol(
                                "south-9",
                                other,
                                List.of(Principal.device("lpr-1", "lpr-1")),
                                List.of());
        Path client = other.resolve("tls/clients/lpr-1.crt");
        assertIssued(other.resolve("tls/clients-ca.crt"), client, "lpr-1", Set.of(CLIENT_AUTH));
        for (Path authority :
                List.of(keys.resolve("tls/clients-ca.crt"), keys.resolve("tls/ca.crt"))) {
            assertThrows(
                    CertPathValidatorException.class,
                    () -> assertIssued(authority, client, "lpr-1", Set.of(CLIENT_AUTH)));
        }
        assertEquals(
                certificate(keys.resolve("tls/ca.crt")), certificate(other.resolve("tls/ca.crt")));
        assertOwnerOnly(home.tls());
    }

    @Test
    void keysAreTheirOwnersAloneAndTheAuthoritysStaysAtCentral() throws Exception {
        assertOwnerOnly(keys);
        assertOwnerOnly(home.tls());
        assertTrue(Files.exists(home.tls().resolve("ca.key")));
        try (var files = Files.walk(keys)) {
            assertTrue(files.noneMatch(file -> file.endsWith("ca.key")));
        }
    }

    private int run(String... arguments) {
        CommandLine line = GatehouseCentral.commandLine();
        StringWriter out = new StringWriter();
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(out));
        int exit = line.execute(arguments);
        said = out.toString();
        return exit;
    }

    private String said = "";

    @Test
    void centralsCertificateIsReissuedWithOtherNames() throws Exception {
        String before = Files.readString(home.tls().resolve("central.crt"));
        assertEquals(
                Exit.FINE,
                run(
                        "tls",
                        "--home",
                        home.directory().toString(),
                        "--host",
                        "central.example",
                        "--host",
                        "192.0.2.9"),
                said);
        assertFalse(before.equals(Files.readString(home.tls().resolve("central.crt"))));
        assertEquals(
                Set.of("127.0.0.1", "192.0.2.9", "central.example", "localhost"),
                names(home.tls().resolve("central.crt")));
        assertIssued(
                home.tls().resolve("central.crt"), "central", Set.of(SERVER_AUTH, CLIENT_AUTH));
        assertOwnerOnly(home.tls());
        assertTrue(
                said.contains(
                        TlsIdentity.read(
                                        home.tls().resolve("ca.crt"),
                                        home.tls().resolve("central.crt"),
                                        home.tls().resolve("central.key"))
                                .fingerprint()),
                said);
    }

    @Test
    void noClientGetsANameThatMeansMoreUpstream() {
        for (String name : List.of("central", "broker", "0123456789abcdef")) {
            assertEquals(
                    Exit.USAGE,
                    run(
                            "booth",
                            "add",
                            "north-2",
                            "--home",
                            home.directory().toString(),
                            "--out",
                            temp.resolve("other").toString(),
                            "--device",
                            name,
                            "--insecure-demo"),
                    said);
            assertTrue(said.contains("stands for central"), said);
        }
    }

    @Test
    void theBrokersProfileIsWrittenOnceWithItsOwnCertificate() throws Exception {
        Path out = temp.resolve("broker");
        String[] command = {
            "upstream",
            "profile",
            "--home",
            home.directory().toString(),
            "--out",
            out.toString(),
            "--host",
            "broker.example",
            "--port",
            "18883"
        };
        assertEquals(Exit.FINE, run(command), said);
        assertIssued(out.resolve("broker.crt"), "broker", Set.of(SERVER_AUTH, CLIENT_AUTH));
        assertTrue(names(out.resolve("broker.crt")).contains("broker.example"));
        String conf = Files.readString(out.resolve("mosquitto.conf"));
        assertTrue(conf.contains("listener 18883 0.0.0.0\n"), conf);
        assertTrue(conf.contains("require_certificate true\n"), conf);
        String acl = Files.readString(out.resolve("acl"));
        assertTrue(acl.contains("pattern write gatehouse/v1/%u/up\n"), acl);
        assertTrue(acl.contains("user central\ntopic read gatehouse/v1/+/up\n"), acl);
        assertEquals(Exit.FAILED, run(command), "nothing is overwritten");
        assertEquals(
                Exit.USAGE,
                run(
                        "upstream",
                        "profile",
                        "--home",
                        home.directory().toString(),
                        "--out",
                        temp.resolve("x").toString(),
                        "--host",
                        "a\nallow_anonymous true"));
    }
}
