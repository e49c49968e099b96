package dev.gatehouse.booth.doctor;

import dev.gatehouse.booth.config.BoothConfig;
import dev.gatehouse.bus.tls.TlsIdentity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// The booth's certificate, its key, and the roots of the site and of the bus's clients. Files that
/// nothing uses yet are looked at all the same when they are there: TLS shall not fail on the day
/// it is turned on.
final class CertificateChecks {
    private static final int FILE_MAX_BYTES = 64 << 10;
    private static final String RENEW = "enrol again at central: gatehouse-central booth add";
    private static final byte[] CHALLENGE =
            "gatehouse doctor: key and certificate".getBytes(StandardCharsets.US_ASCII);

    private CertificateChecks() {}

    static void look(Scene scene) {
        scene.config().ifPresent(config -> look(scene, config));
    }

    private static boolean busWants(BoothConfig config) {
        return !config.bus().tlsListen().isEmpty()
                || config.bus().broker().map(address -> address.startsWith("ssl://")).orElse(false);
    }

    private static boolean wanted(BoothConfig config) {
        return busWants(config)
                || config.console().isPresent()
                || config.upstream()
                        .map(up -> up.addresses().stream().anyMatch(at -> at.startsWith("ssl://")))
                        .orElse(false);
    }

    private static void look(Scene scene, BoothConfig config) {
        clients(scene, config);
        BoothConfig.Tls tls = config.tls();
        List<Path> files = List.of(tls.ca(), tls.certificate(), tls.key());
        List<Path> missing = files.stream().filter(file -> !Files.exists(file)).toList();
        if (!missing.isEmpty()) {
            if (wanted(config) || missing.size() < files.size()) {
                missing.forEach(file -> missing(scene, file, "TLS cannot work without it."));
            }
            return;
        }
        try {
            // by the very code that will use them
            var _ = TlsIdentity.read(tls.ca(), tls.certificate(), tls.key());
            List<X509Certificate> roots = certificates(tls.ca());
            List<X509Certificate> own = certificates(tls.certificate());
            roots.forEach(root -> validity(scene, tls.ca(), root));
            own.forEach(one -> validity(scene, tls.certificate(), one));
            pair(scene, tls, own.getFirst());
            chain(scene, tls, own, roots);
        } catch (IOException | GeneralSecurityException e) {
            scene.found(
                    Finding.of(
                            Ailment.CRT_UNREADABLE,
                            tls.certificate().toString(),
                            e instanceof IOException
                                    ? String.valueOf(e.getMessage())
                                    : "One of the files of [tls] is no PEM of its kind.",
                            RENEW));
        }
    }

    /// The roots of the bus's clients: nothing else reads them.
    private static void clients(Scene scene, BoothConfig config) {
        BoothConfig.Tls tls = config.tls();
        if (!Files.exists(tls.clientsCa())) {
            if (busWants(config)) {
                missing(scene, tls.clientsCa(), "No client of the bus is let in without it.");
            }
            return;
        }
        try {
            List<X509Certificate> roots = certificates(tls.clientsCa());
            if (roots.isEmpty()) {
                throw new GeneralSecurityException("no certificate");
            }
            roots.forEach(root -> validity(scene, tls.clientsCa(), root));
        } catch (IOException | GeneralSecurityException _) {
            scene.found(
                    Finding.of(
                            Ailment.CRT_UNREADABLE,
                            tls.clientsCa().toString(),
                            "It holds no certificate in PEM.",
                            RENEW));
        }
    }

    private static void missing(Scene scene, Path file, String effect) {
        scene.found(Finding.of(Ailment.CRT_MISSING, file.toString(), effect, RENEW));
    }

    private static void validity(Scene scene, Path file, X509Certificate certificate) {
        Instant now = scene.machine().now();
        Instant end = certificate.getNotAfter().toInstant();
        long days = Duration.between(now, end).toDays();
        if (!end.isAfter(now)) {
            scene.found(
                    Finding.of(
                                    Ailment.CRT_EXPIRED,
                                    file.toString(),
                                    "Every peer refuses it.",
                                    RENEW)
                            .with("not_after", end.toString()));
        } else if (days < scene.limits().expiresDays()) {
            scene.found(
                    Finding.of(
                                    Ailment.CRT_EXPIRES,
                                    file.toString(),
                                    "Every peer refuses it when it has ended.",
                                    RENEW)
                            .with("not_after", end.toString())
                            .with("days", days));
        }
        if (certificate.getNotBefore().toInstant().isAfter(now)) {
            scene.found(
                    Finding.of(
                                    Ailment.CRT_EARLY,
                                    file.toString(),
                                    "It begins later than this machine's clock.",
                                    "chronyc tracking; correct the clock")
                            .with("not_before", certificate.getNotBefore().toInstant().toString()));
        }
    }

    /// Signs with the key what the certificate must verify.
    private static void pair(Scene scene, BoothConfig.Tls tls, X509Certificate certificate)
            throws IOException, GeneralSecurityException {
        PrivateKey key = key(tls.key());
        Signature signer = Signature.getInstance("SHA256withECDSA");
        signer.initSign(key);
        signer.update(CHALLENGE);
        byte[] signature = signer.sign();
        if (!verifies(certificate.getPublicKey(), signature)) {
            scene.found(
                    Finding.of(
                            Ailment.CRT_KEY,
                            tls.key().toString(),
                            "It belongs to another certificate.",
                            "copy both files of one enrolment; " + RENEW));
        }
    }

    private static boolean verifies(PublicKey publicKey, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance("SHA256withECDSA");
            verifier.initVerify(publicKey);
            verifier.update(CHALLENGE);
            return verifier.verify(signature);
        } catch (GeneralSecurityException _) {
            return false;
        }
    }

    private static void chain(
            Scene scene,
            BoothConfig.Tls tls,
            List<X509Certificate> own,
            List<X509Certificate> roots) {
        List<X509Certificate> issuers = new ArrayList<>(own.subList(1, own.size()));
        issuers.addAll(roots);
        boolean vouched = issuers.stream().anyMatch(issuer -> signedBy(own.getFirst(), issuer));
        if (!vouched) {
            scene.found(
                    Finding.of(
                            Ailment.CRT_CHAIN,
                            tls.certificate().toString(),
                            "The roots in [tls] ca did not issue it.",
                            "copy ca.crt of the site's central, or enrol again"));
        }
    }

    private static boolean signedBy(X509Certificate certificate, X509Certificate issuer) {
        try {
            certificate.verify(issuer.getPublicKey());
            return certificate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal());
        } catch (GeneralSecurityException _) {
            return false;
        }
    }

    private static List<X509Certificate> certificates(Path file)
            throws IOException, GeneralSecurityException {
        List<X509Certificate> found = new ArrayList<>();
        for (var one :
                CertificateFactory.getInstance("X.509")
                        .generateCertificates(new ByteArrayInputStream(octets(file)))) {
            found.add((X509Certificate) one);
        }
        return found;
    }

    private static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
        String body =
                new String(octets(file), StandardCharsets.US_ASCII)
                        .replaceAll("-----(BEGIN|END) PRIVATE KEY-----", "")
                        .replaceAll("\\s", "");
        try {
            return KeyFactory.getInstance("EC")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body)));
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException("no PEM", e);
        }
    }

    private static byte[] octets(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(FILE_MAX_BYTES);
        }
    }
}
