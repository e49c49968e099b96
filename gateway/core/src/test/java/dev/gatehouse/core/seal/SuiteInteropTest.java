package dev.gatehouse.core.seal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.ByteString;
import dev.gatehouse.proto.v1.Envelope;
import dev.gatehouse.proto.v1.EpochOpening;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.hpke.HPKEContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What we seal, others open, and the reverse: published vectors and [JdkSuite].
class SuiteInteropTest {
    @TempDir Path directory;
    private Enrolment enrolment;
    private Prekey prekey;

    @BeforeEach
    void enrol() throws KeyFileException {
        enrolment = new Enrolment(directory.resolve("central"));
        prekey = enrolment.central.prekey(enrolment.booth.prekeyId()).orElseThrow();
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    /// RFC 9180, A.2.2: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, ChaCha20Poly1305, mode_psk.
    @Test
    void theLibraryKeepsTheRfcsPskVectorAndItsExports() throws InvalidCipherTextException {
        HPKE hpke =
                new HPKE(
                        HPKE.mode_psk,
                        HPKE.kem_X25519_SHA256,
                        HPKE.kdf_HKDF_SHA256,
                        HPKE.aead_CHACHA20_POLY1305);
        AsymmetricCipherKeyPair recipient =
                hpke.deserializePrivateKey(
                        hex("77d114e0212be51cb1d76fa99dd41cfd4d0166b08caa09074430a6c59ef17879"),
                        hex("13640af826b722fc04feaa4de2f28fbd5ecc03623b317834e7ff4120dbe73062"));
        HPKEContext context =
                hpke.setupPSKR(
                        hex("2261299c3f40a9afc133b969a97f05e95be2c514e54f3de26cbe5644ac735b04"),
                        recipient,
                        hex("4f6465206f6e2061204772656369616e2055726e"),
                        hex("0247fd33b913760fa1fa51e1892d9f307fbe65eb171e8132c2af18555a738b82"),
                        hex("456e6e796e20447572696e206172616e204d6f726961"));
        assertEquals(
                "Beauty is truth, truth beauty",
                new String(
                        context.open(
                                Enrolment.text("Count-0"),
                                hex(
                                        "4a177f9c0d6f15cfdf533fb65bf84aecdc6ab16b8b85b4cf65a370e07fc1d7"
                                                + "8d28fb073214525276f4a89608ff")),
                        StandardCharsets.US_ASCII));
        assertExport(
                "813c1bfc516c99076ae0f466671f0ba5ff244a41699f7b2417e4c59d46d39f40",
                context,
                new byte[0]);
        assertExport(
                "2745cf3d5bb65c333658732954ee7af49eb895ce77f8022873a62a13c94cb4e1",
                context,
                new byte[1]);
        assertExport(
                "ad40e3ae14f21c99bfdebc20ae14ab86f4ca2dc9a4799d200f43a25f99fa78ae",
                context,
                Enrolment.text("TestContext"));
    }

    private static void assertExport(String expected, HPKEContext context, byte[] label) {
        assertEquals(expected, HexFormat.of().formatHex(context.export(label, 32)));
    }

    /// RFC 9180, A.2.2.1: our nonce and AEAD against the vector's key, base nonce and records 0, 1
    /// and 2.
    @Test
    void recordsOfTheRfcsVectorOpenOutOfOrder() {
        byte[] key = hex("600d2fdb0313a7e5c86a9ce9221cd95bed069862421744cfb4ab9d7203a9c019");
        byte[] base = hex("112e0465562045b7368653e7");
        EpochKeys epoch =
                new EpochKeys(new byte[][] {key, key, key}, new byte[][] {base, base, base});
        String[] records = {
            "4a177f9c0d6f15cfdf533fb65bf84aecdc6ab16b8b85b4cf65a370e07fc1d78d28fb073214525276f4a89608ff",
            "5c3cabae2f0b3e124d8d864c116fd8f20f3f56fda988c3573b40b09997fd6c769e77c8eda6cda4f947f5b704a8"
        };
        for (int sequence = records.length - 1; sequence >= 0; sequence--) {
            assertArrayEquals(
                    Enrolment.text("Beauty is truth, truth beauty"),
                    epoch.decrypt(
                                    SealClass.P1,
                                    sequence,
                                    Enrolment.text("Count-" + sequence),
                                    hex(records[sequence]))
                            .orElseThrow());
        }
    }

    @Test
    void theSecondImplementationDerivesTheSamePublicKey() throws GeneralSecurityException {
        assertArrayEquals(prekey.publicOctets(), JdkSuite.publicKey(prekey.seed()));
    }

    @Test
    void theSecondImplementationOpensWhatWeSeal() throws GeneralSecurityException {
        Sealer sealer = enrolment.sealer();
        for (SealClass c : SealClass.values()) {
            byte[] payload = Enrolment.text("record of " + c);
            byte[] previous = Sha256.of(payload);
            Sealed sealed = sealer.seal(c, 0x1_0000_0007L, previous, 1, payload);
            Envelope envelope = sealed.envelope();
            EpochOpening opening = envelope.getOpening();
            byte[] keys =
                    JdkSuite.classKeys(
                            JdkSuite.decapsulate(
                                    prekey.seed(), opening.getEncapsulation().toByteArray()),
                            info(envelope.getEpoch()),
                            enrolment.booth.psk(),
                            enrolment.booth.pskId(),
                            c.name());
            byte[] header = header(envelope, c, previous);
            byte[] padded =
                    JdkSuite.aead(
                            Cipher.DECRYPT_MODE,
                            keys,
                            envelope.getSequence(),
                            header,
                            envelope.getCiphertext().toByteArray());
            assertEquals(payload.length, ByteBuffer.wrap(padded).getInt(16));
            assertArrayEquals(payload, Arrays.copyOfRange(padded, 20, 20 + payload.length));
            byte[] commitment = Sha256.of(Arrays.copyOf(padded, 16), payload);
            assertArrayEquals(
                    Sha256.of(new byte[] {0}, header, commitment), sealed.leaf(), "the leaf");
        }
    }

    @Test
    void weOpenWhatTheSecondImplementationSeals() throws GeneralSecurityException {
        SecureRandom random = enrolment.random;
        byte[] out = JdkSuite.encapsulate(prekey.publicOctets(), random);
        byte[] encapsulation = Arrays.copyOfRange(out, 32, out.length);
        byte[] payload = Enrolment.text("sealed elsewhere");
        byte[] padded = new byte[36];
        ByteBuffer.wrap(padded).put(new byte[16]).putInt(payload.length).put(payload);
        Envelope.Builder envelope =
                Envelope.newBuilder()
                        .setVersion(1)
                        .setSuite(1)
                        .setEpoch(77)
                        .setRecordClass(SealClass.P1.wire())
                        .setSequence(3)
                        .setSchema(1)
                        .setPreviousLeaf(ByteString.copyFrom(Enrolment.ZEROS))
                        .setOpening(
                                EpochOpening.newBuilder()
                                        .setPrekeyId(prekey.id())
                                        .setEncapsulation(ByteString.copyFrom(encapsulation)));
        byte[] keys =
                JdkSuite.classKeys(
                        Arrays.copyOf(out, 32),
                        info(77),
                        enrolment.booth.psk(),
                        enrolment.booth.pskId(),
                        "P1");
        byte[] header = header(envelope.build(), SealClass.P1, Enrolment.ZEROS);
        envelope.setCiphertext(
                ByteString.copyFrom(JdkSuite.aead(Cipher.ENCRYPT_MODE, keys, 3, header, padded)));
        Opened opened =
                Enrolment.opened(
                        new Opener(enrolment.central)
                                .open(envelope.build(), enrolment.booth.id(), Enrolment.ZEROS));
        assertArrayEquals(payload, opened.payload());
    }

    /// As the drawing at [EnvelopeHeader] has it, written down a second time.
    private byte[] header(Envelope envelope, SealClass c, byte[] previous) {
        byte[] prekeyId =
                ByteBuffer.allocate(8).putLong(envelope.getOpening().getPrekeyId()).array();
        byte[] openingDigest =
                Sha256.of(prekeyId, envelope.getOpening().getEncapsulation().toByteArray());
        return ByteBuffer.allocate(105)
                .putInt(1)
                .putInt(1)
                .putLong(enrolment.booth.id().value())
                .putInt(
                        switch (c) {
                            case P0 -> 1;
                            case P1 -> 2;
                            case P2 -> 3;
                        })
                .putLong(envelope.getEpoch())
                .putLong(envelope.getSequence())
                .putInt(1)
                .put(previous)
                .put((byte) 1)
                .put(openingDigest)
                .array();
    }

    private byte[] info(long epoch) {
        return JdkSuite.concat(
                Enrolment.text("gatehouse/v1 epoch"),
                ByteBuffer.allocate(32)
                        .putInt(1)
                        .putInt(1)
                        .putLong(enrolment.booth.id().value())
                        .putLong(epoch)
                        .putLong(prekey.id())
                        .array());
    }
}
