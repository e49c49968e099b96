package dev.gatehouse.core.seal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import dev.gatehouse.proto.v1.Checkpoint;
import dev.gatehouse.proto.v1.DeclaredLoss;
import dev.gatehouse.proto.v1.Receipt;
import dev.gatehouse.proto.v1.Refusal;
import dev.gatehouse.proto.v1.RefusalReason;
import dev.gatehouse.proto.v1.SignedTime;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyingTest {
    private static final byte[] NONCE = "sixteen octets!!".getBytes(StandardCharsets.US_ASCII);

    @TempDir Path directory;
    private Enrolment enrolment;
    private BoothKeys other;
    private Checkpointer checkpointer;
    private CentralSigner signer;
    private final Chain chain = new Chain();

    @BeforeEach
    void enrol() throws KeyFileException {
        enrolment = new Enrolment(directory.resolve("central"));
        other = enrolment.central.enrol("lane-9", enrolment.random);
        checkpointer = new Checkpointer(enrolment.booth);
        signer = new CentralSigner(enrolment.central);
        for (int i = 0; i < 7; i++) {
            chain.append(Sha256.of(chain.head()));
        }
    }

    private BoothRecord record() {
        return enrolment.record();
    }

    /// Flips each octet; nothing that still parses may be believed, unless it says the very same.
    private static <T extends MessageLite> void assertNoFlipIsBelieved(
            T good, Parser<T> parser, Function<T, Verification> verify) {
        assertEquals(Verification.VALID, verify.apply(good));
        byte[] octets = good.toByteArray();
        int step = octets.length > 1_000 ? 7 : 1;
        int parsed = 0;
        for (int i = 0; i < octets.length; i += i < 200 ? 1 : step) {
            byte[] altered = octets.clone();
            altered[i] ^= 0x01;
            try {
                assertFalse(verify.apply(parser.parseFrom(altered)).valid(), "octet " + i);
                parsed++;
            } catch (InvalidProtocolBufferException _) {
                // Refused before it got here.
            }
        }
        assertTrue(parsed > 50, "hardly anything parsed");
    }

    @Test
    void checkpoints() {
        assertNoFlipIsBelieved(
                checkpointer.sign(SealClass.P1, chain, Enrolment.AT, false),
                Checkpoint.parser(),
                c -> Verifying.checkpoint(c, record()));
        assertNoFlipIsBelieved(
                checkpointer.sign(SealClass.P0, chain, Enrolment.AT, true),
                Checkpoint.parser(),
                c -> Verifying.checkpoint(c, record()));
    }

    @Test
    void strippingTheSecondSignatureShows() {
        Checkpoint hybrid = checkpointer.sign(SealClass.P1, chain, Enrolment.AT, true);
        assertEquals(
                Verification.BAD_ED25519,
                Verifying.checkpoint(hybrid.toBuilder().clearMlDsa44().build(), record()));
        assertEquals(
                Verification.BAD_ED25519,
                Verifying.checkpoint(hybrid.toBuilder().clearEd25519().build(), record()));
        Checkpoint plain = checkpointer.sign(SealClass.P1, chain, Enrolment.AT, false);
        assertEquals(
                Verification.BAD_ED25519,
                Verifying.checkpoint(
                        plain.toBuilder().setMlDsa44(hybrid.getMlDsa44()).build(), record()));
        assertEquals(
                Verification.BAD_ML_DSA,
                Verifying.checkpoint(
                        hybrid.toBuilder().setMlDsa44(ByteString.EMPTY).build(), record()));
    }

    @Test
    void anotherBoothsCheckpointIsNotBelieved() {
        Checkpoint theirs = new Checkpointer(other).sign(SealClass.P1, chain, Enrolment.AT, true);
        assertEquals(Verification.BAD_ED25519, Verifying.checkpoint(theirs, record()));
    }

    @Test
    void declaredLosses() {
        DeclaredLoss loss = checkpointer.signLoss(SealClass.P1, 3, chain);
        assertNoFlipIsBelieved(
                loss, DeclaredLoss.parser(), l -> Verifying.declaredLoss(l, record()));
        Chain resumed = SignedBytes.resumed(loss).orElseThrow();
        assertEquals(7, resumed.size());
        assertArrayEquals(chain.root(), resumed.root());
        resumed.append(new byte[32]);
        chain.append(new byte[32]);
        assertArrayEquals(chain.root(), resumed.root());
        assertEquals(
                Verification.BAD_ML_DSA,
                Verifying.declaredLoss(loss.toBuilder().clearMlDsa44().build(), record()));
        assertEquals(
                Verification.BAD_LAYOUT,
                Verifying.declaredLoss(
                        loss.toBuilder().addResumeFrontier(ByteString.EMPTY).build(), record()));
        DeclaredLoss.Builder endless = loss.toBuilder();
        for (int i = 0; i < 1_000; i++) {
            endless.addResumeFrontier(loss.getResumeLeaf());
        }
        assertEquals(Verification.BAD_LAYOUT, Verifying.declaredLoss(endless.build(), record()));
        assertThrows(
                IllegalArgumentException.class,
                () -> checkpointer.signLoss(SealClass.P1, 9, chain));
    }

    @Test
    void receipts() {
        Receipt receipt =
                signer.receipt(
                        enrolment.booth.id(), SealClass.P2, 7, chain.root(), 1_790_000_000_000L, 5);
        assertNoFlipIsBelieved(
                receipt, Receipt.parser(), r -> Verifying.receipt(r, enrolment.booth));
        assertEquals(Verification.BAD_ED25519, Verifying.receipt(receipt, other));
        assertEquals(
                Verification.BAD_LAYOUT,
                Verifying.receipt(Receipt.getDefaultInstance(), enrolment.booth));
        assertEquals(
                Verification.BAD_LAYOUT,
                Verifying.receipt(receipt.toBuilder().setProvenSize(8).build(), enrolment.booth));
        assertThrows(
                IllegalArgumentException.class,
                () -> signer.receipt(enrolment.booth.id(), SealClass.P2, 7, new byte[31], 1, 5));
    }

    @Test
    void signedTimes() {
        SignedTime time = signer.time(enrolment.booth.id(), NONCE, 1_790_000_000_000L);
        assertNoFlipIsBelieved(
                time, SignedTime.parser(), t -> Verifying.signedTime(t, NONCE, enrolment.booth));
        assertEquals(
                Verification.WRONG_NONCE,
                Verifying.signedTime(time, new byte[16], enrolment.booth));
        assertEquals(
                Verification.WRONG_NONCE, Verifying.signedTime(time, new byte[0], enrolment.booth));
        assertEquals(Verification.BAD_ED25519, Verifying.signedTime(time, NONCE, other));
        assertThrows(
                IllegalArgumentException.class,
                () -> signer.time(enrolment.booth.id(), new byte[15], 1));
    }

    @Test
    void refusals() {
        Refusal refusal =
                signer.refusal(
                        enrolment.booth.id(), SealClass.P0, RefusalReason.REFUSAL_REASON_FORK, 12);
        assertNoFlipIsBelieved(
                refusal, Refusal.parser(), r -> Verifying.refusal(r, enrolment.booth));
        assertEquals(Verification.BAD_ED25519, Verifying.refusal(refusal, other));
    }

    /// The labels keep the purposes apart even where the fields could be read either way.
    @Test
    void aSignatureFitsNoOtherPurpose() {
        Refusal refusal =
                signer.refusal(
                        enrolment.booth.id(), SealClass.P0, RefusalReason.REFUSAL_REASON_FORK, 0);
        Receipt receipt = signer.receipt(enrolment.booth.id(), SealClass.P0, 0, chain.root(), 0, 0);
        assertEquals(
                Verification.BAD_ED25519,
                Verifying.receipt(
                        receipt.toBuilder().setEd25519(refusal.getEd25519()).build(),
                        enrolment.booth));
        assertEquals(
                Verification.BAD_ED25519,
                Verifying.refusal(
                        refusal.toBuilder().setEd25519(receipt.getEd25519()).build(),
                        enrolment.booth));
    }

    @Test
    void emptyMessagesAreBadLayouts() {
        assertEquals(
                Verification.BAD_LAYOUT,
                Verifying.checkpoint(Checkpoint.getDefaultInstance(), record()));
        assertEquals(
                Verification.BAD_LAYOUT,
                Verifying.declaredLoss(DeclaredLoss.getDefaultInstance(), record()));
        assertEquals(
                Verification.BAD_LAYOUT,
                Verifying.signedTime(SignedTime.getDefaultInstance(), NONCE, enrolment.booth));
        assertEquals(
                Verification.BAD_LAYOUT,
                Verifying.refusal(Refusal.getDefaultInstance(), enrolment.booth));
    }

    /// The layout, field by field, written down a second time: whoever implements another verifier
    /// starts here.
    @Test
    void layoutOfAReceipt() {
        BoothId booth = new BoothId(0x0102030405060708L);
        byte[] expected =
                JdkSuite.concat(
                        Enrolment.text("gatehouse/v1 receipt\0"),
                        new byte[] {1, 2, 3, 4, 5, 6, 7, 8}, // booth
                        new byte[] {0, 0, 0, 2}, // class P1
                        new byte[] {0, 0, 0, 0, 0, 0, 0, 7}, // size
                        chain.root(),
                        new byte[] {0, 0, 0, 0, 0, 0, 1, 0}, // central time, ms
                        new byte[] {0, 0, 0, 0, 0, 0, 0, 5}); // proven size
        Receipt receipt = signer.receipt(booth, SealClass.P1, 7, chain.root(), 256, 5);
        assertArrayEquals(expected, SignedBytes.of(receipt, booth).orElseThrow());
    }

    @Test
    void layoutOfACheckpoint() {
        byte[] expected =
                JdkSuite.concat(
                        Enrolment.text("gatehouse/v1 checkpoint\0"),
                        enrolment.booth.id().bytes(),
                        new byte[] {1}, // hybrid
                        new byte[] {0, 0, 0, 1}, // class P0
                        new byte[] {0, 0, 0, 0, 0, 0, 0, 7}, // size
                        chain.root(),
                        chain.head(),
                        ByteBuffer.allocate(8).putLong(1_790_000_000_000L).array(),
                        new byte[] {0, 0, 0, 1}, // quality: synced
                        new byte[] {1}, // the bound is known
                        new byte[] {0, 0, 0, 0, 0, 0, 0, 40}); // bound, ms
        Checkpoint checkpoint = checkpointer.sign(SealClass.P0, chain, Enrolment.AT, true);
        assertArrayEquals(
                expected, SignedBytes.of(checkpoint, enrolment.booth.id(), true).orElseThrow());
    }
}
