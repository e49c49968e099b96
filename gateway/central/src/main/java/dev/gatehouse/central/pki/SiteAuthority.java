package dev.gatehouse.central.pki;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.bouncycastle.util.io.pem.PemWriter;

/// A certificate authority at central: ECDSA on P-256, which every broker, browser and camera of
/// today verifies. Profile by RFC 5280. The site has one for booths and central, and each booth has
/// one of its own for the clients of its bus, whose names repeat from booth to booth.
///
/// ```
/// <folder>/ca.crt     self-signed root, handed to everybody
/// <folder>/ca.key     PKCS #8, mode 0600; never leaves central
/// ```
///
/// The common name of a certificate is the name of its principal; the host names of a server stand
/// in its subjectAltName alone (RFC 9525, 6.3).
public final class SiteAuthority {

    /// Longest life of what is issued; it is renewed by enrolling again.
    public static final Duration LEAF_LIFE = Duration.ofDays(397);

    private static final Duration ROOT_LIFE = Duration.ofDays(3_650);
    private static final Duration CLOCK_SLACK = Duration.ofHours(1);
    private static final String CURVE = "secp256r1";
    private static final String SIGNATURE = "SHA256withECDSA";
    private static final int SERIAL_BITS = 120;
    private static final String OWNER_ONLY = "rw-------";
    private static final String CERTIFICATE = "CERTIFICATE";
    private static final String PRIVATE_KEY = "PRIVATE KEY";

    private final X509Certificate root;
    private final PrivateKey rootKey;
    private final SecureRandom random;
    private final InstantSource clock;

    private SiteAuthority(
            X509Certificate root, PrivateKey rootKey, SecureRandom random, InstantSource clock) {
        this.root = root;
        this.rootKey = rootKey;
        this.random = random;
        this.clock = clock;
    }

    /// Opens the authority in a folder, making it first when the folder has none.
    ///
    /// @throws IOException when the folder cannot be used or holds something else
    public static SiteAuthority open(Path folder, SecureRandom random, InstantSource clock)
            throws IOException {
        Path certificate = folder.resolve("ca.crt");
        Path key = folder.resolve("ca.key");
        try {
            if (!Files.exists(certificate)) {
                Files.createDirectories(folder);
                KeyPair pair = keyPair(random);
                X509Certificate made = selfSigned(pair, random, clock);
                write(key, PRIVATE_KEY, pair.getPrivate().getEncoded());
                write(certificate, CERTIFICATE, made.getEncoded());
            }
            return new SiteAuthority(readCertificate(certificate), readKey(key), random, clock);
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IOException("the certificate authority cannot be used", e);
        }
    }

    /// Writes `<name>.crt` and `<name>.key` for a client, which authenticates by its common name.
    ///
    /// @param principal common name, the principal's name
    public void issueClient(Path folder, String fileName, String principal) throws IOException {
        issue(folder, fileName, principal, List.of(), KeyPurposeId.id_kp_clientAuth);
    }

    /// Writes `<name>.crt` and `<name>.key` for a process that listens and also connects.
    ///
    /// @param principal common name
    /// @param hosts names and IP addresses that it is reached by, at least one
    public void issueServer(Path folder, String fileName, String principal, List<String> hosts)
            throws IOException {
        issue(
                folder,
                fileName,
                principal,
                hosts,
                KeyPurposeId.id_kp_serverAuth,
                KeyPurposeId.id_kp_clientAuth);
    }

    /// Writes the root as `ca.crt`.
    public void writeRoot(Path folder) throws IOException {
        writeRoot(folder, "ca");
    }

    /// Writes the root as `<name>.crt`.
    public void writeRoot(Path folder, String fileName) throws IOException {
        try {
            write(folder.resolve(fileName + ".crt"), CERTIFICATE, root.getEncoded());
        } catch (CertificateException e) {
            throw new IOException("the root cannot be written", e);
        }
    }

    private void issue(
            Path folder,
            String fileName,
            String principal,
            List<String> hosts,
            KeyPurposeId... purposes)
            throws IOException {
        try {
            KeyPair pair = keyPair(random);
            var builder =
                    builder(root.getSubjectX500Principal(), principal, pair.getPublic(), LEAF_LIFE);
            var ids = new JcaX509ExtensionUtils();
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes));
            builder.addExtension(
                    Extension.subjectKeyIdentifier,
                    false,
                    ids.createSubjectKeyIdentifier(pair.getPublic()));
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    ids.createAuthorityKeyIdentifier(root.getPublicKey()));
            if (!hosts.isEmpty()) {
                builder.addExtension(Extension.subjectAlternativeName, false, names(hosts));
            }
            X509Certificate made = sign(builder, rootKey);
            write(folder.resolve(fileName + ".key"), PRIVATE_KEY, pair.getPrivate().getEncoded());
            write(folder.resolve(fileName + ".crt"), CERTIFICATE, made.getEncoded());
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IOException("a certificate cannot be issued", e);
        }
    }

    private static GeneralNames names(List<String> hosts) {
        List<GeneralName> names = new ArrayList<>();
        for (String host : hosts) {
            boolean address = host.indexOf(':') >= 0 || host.matches("[0-9.]+");
            names.add(new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, host));
        }
        return new GeneralNames(names.toArray(GeneralName[]::new));
    }

    private JcaX509v3CertificateBuilder builder(
            X500Principal issuer, String commonName, PublicKey key, Duration life) {
        return builder(issuer, commonName, key, life, random, clock);
    }

    private static JcaX509v3CertificateBuilder builder(
            X500Principal issuer,
            String commonName,
            PublicKey key,
            Duration life,
            SecureRandom random,
            InstantSource clock) {
        return new JcaX509v3CertificateBuilder(
                issuer,
                new BigInteger(SERIAL_BITS, random).setBit(SERIAL_BITS),
                Date.from(clock.instant().minus(CLOCK_SLACK)),
                Date.from(clock.instant().plus(life)),
                new X500Principal("CN=" + commonName),
                key);
    }

    private static X509Certificate selfSigned(
            KeyPair pair, SecureRandom random, InstantSource clock)
            throws GeneralSecurityException, CertIOException, OperatorCreationException {
        String name = "Gatehouse authority " + new BigInteger(32, random).toString(16);
        var builder =
                builder(
                        new X500Principal("CN=" + name),
                        name,
                        pair.getPublic(),
                        ROOT_LIFE,
                        random,
                        clock);
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
        builder.addExtension(
                Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        builder.addExtension(
                Extension.subjectKeyIdentifier,
                false,
                new JcaX509ExtensionUtils().createSubjectKeyIdentifier(pair.getPublic()));
        return sign(builder, pair.getPrivate());
    }

    private static X509Certificate sign(JcaX509v3CertificateBuilder builder, PrivateKey key)
            throws OperatorCreationException, CertificateException {
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder(SIGNATURE).build(key)));
    }

    private static KeyPair keyPair(SecureRandom random) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(CURVE), random);
        return generator.generateKeyPair();
    }

    private static X509Certificate readCertificate(Path file)
            throws IOException, CertificateException {
        try (PEMParser parser = new PEMParser(new StringReader(Files.readString(file)))) {
            if (parser.readObject() instanceof X509CertificateHolder holder) {
                return new JcaX509CertificateConverter().getCertificate(holder);
            }
        }
        throw new IOException(file + ": expected a certificate in PEM");
    }

    private static PrivateKey readKey(Path file) throws IOException, GeneralSecurityException {
        try (PemReader reader = new PemReader(new StringReader(Files.readString(file)))) {
            PemObject found = reader.readPemObject();
            if (found != null && found.getType().equals(PRIVATE_KEY)) {
                return KeyFactory.getInstance("EC")
                        .generatePrivate(new PKCS8EncodedKeySpec(found.getContent()));
            }
        }
        throw new IOException(file + ": expected a private key in PEM");
    }

    private static void write(Path file, String type, byte[] der) throws IOException {
        StringWriter text = new StringWriter();
        try (PemWriter pem = new PemWriter(text)) {
            pem.writeObject(new PemObject(type, der));
        }
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString(OWNER_ONLY)))) {
            ByteBuffer octets =
                    ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.US_ASCII));
            while (octets.hasRemaining()) {
                channel.write(octets);
            }
            channel.force(true);
        }
    }
}
