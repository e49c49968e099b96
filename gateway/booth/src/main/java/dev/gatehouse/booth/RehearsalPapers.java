package dev.gatehouse.booth;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/// Certificates of one rehearsal, of the profile that central issues: ECDSA on P-256 by a root
/// whose key is kept nowhere. They are good for a day and for loopback.
final class RehearsalPapers {
    private static final String CURVE = "secp256r1";
    private static final String SIGNATURE = "SHA256withECDSA";
    private static final AlgorithmIdentifier ALGORITHM =
            new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
    private static final X500Name ROOT = new X500Name("CN=Gatehouse rehearsal");
    private static final Duration LIFE = Duration.ofDays(1);
    private static final Duration CLOCK_SLACK = Duration.ofHours(1);
    private static final int SERIAL_BITS = 120;
    private static final int LINE_CHARS = 64;

    private final SecureRandom random;
    private final Instant now;
    private final KeyPair root;

    RehearsalPapers(SecureRandom random, Instant now) throws IOException {
        this.random = random;
        this.now = now;
        this.root = keyPair();
    }

    /// Writes the root as `ca.crt`.
    void writeRoot(Path folder) throws IOException {
        ExtensionsGenerator extensions = new ExtensionsGenerator();
        extensions.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
        extensions.addExtension(
                Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        write(folder.resolve("ca.crt"), "CERTIFICATE", certificate(ROOT, root, extensions));
    }

    /// Writes `<name>.crt` and `<name>.key` for a process on this machine.
    void issue(Path folder, String name, String commonName) throws IOException {
        KeyPair pair = keyPair();
        ExtensionsGenerator extensions = new ExtensionsGenerator();
        extensions.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        extensions.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        extensions.addExtension(
                Extension.extendedKeyUsage,
                false,
                new ExtendedKeyUsage(
                        new KeyPurposeId[] {
                            KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
                        }));
        extensions.addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(new GeneralName(GeneralName.iPAddress, "127.0.0.1")));
        write(
                folder.resolve(name + ".crt"),
                "CERTIFICATE",
                certificate(new X500Name("CN=" + commonName), pair, extensions));
        write(folder.resolve(name + ".key"), "PRIVATE KEY", pair.getPrivate().getEncoded());
    }

    private KeyPair keyPair() throws IOException {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(CURVE), random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IOException("no key on P-256 can be made", e);
        }
    }

    private byte[] certificate(X500Name subject, KeyPair pair, ExtensionsGenerator extensions)
            throws IOException {
        V3TBSCertificateGenerator body = new V3TBSCertificateGenerator();
        body.setSerialNumber(
                new ASN1Integer(new BigInteger(SERIAL_BITS, random).setBit(SERIAL_BITS)));
        body.setSignature(ALGORITHM);
        body.setIssuer(ROOT);
        body.setSubject(subject);
        body.setStartDate(new Time(Date.from(now.minus(CLOCK_SLACK))));
        body.setEndDate(new Time(Date.from(now.plus(LIFE))));
        body.setSubjectPublicKeyInfo(
                SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()));
        body.setExtensions(extensions.generate());
        var signed = body.generateTBSCertificate();
        try {
            Signature signature = Signature.getInstance(SIGNATURE);
            signature.initSign(root.getPrivate(), random);
            signature.update(signed.getEncoded(ASN1Encoding.DER));
            return new DERSequence(
                            new ASN1Encodable[] {
                                signed, ALGORITHM, new DERBitString(signature.sign())
                            })
                    .getEncoded(ASN1Encoding.DER);
        } catch (GeneralSecurityException e) {
            throw new IOException("no certificate can be signed", e);
        }
    }

    private static void write(Path file, String type, byte[] der) throws IOException {
        String text = Base64.getMimeEncoder(LINE_CHARS, new byte[] {'\n'}).encodeToString(der);
        Files.writeString(
                file, "-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n");
    }
}
