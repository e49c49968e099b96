package dev.gatehouse.core.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.gatehouse.proto.v1.Beat;
import dev.gatehouse.proto.v1.Checkpoint;
import dev.gatehouse.proto.v1.Stamp;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BeatsTest {
    @TempDir Path directory;
    private Enrolment enrolment;
    private Checkpointer checkpointer;
    private List<Chain> chains = List.of();

    @BeforeEach
    void enrol() throws KeyFileException {
        enrolment = new Enrolment(directory.resolve("central"));
        checkpointer = new Checkpointer(enrolment.booth);
        chains = List.of(chain(3), chain(0), chain(7));
    }

    private static Chain chain(int records) {
        Chain chain = new Chain();
        for (int i = 0; i < records; i++) {
            chain.append(Sha256.of(new byte[] {(byte) i, (byte) records}));
        }
        return chain;
    }

    private Optional<List<Checkpoint>> prove(Beat beat, List<Chain> own) {
        return Beats.prove(beat, own, enrolment.record());
    }

    private Verification verify(Checkpoint checkpoint) {
        return Verifying.checkpoint(checkpoint, enrolment.record());
    }

    @Test
    void eachClassIsProvenByItself() {
        Beat beat = checkpointer.beat(chains, Enrolment.AT);
        List<Checkpoint> proofs = prove(beat, chains).orElseThrow();
        assertEquals(3, proofs.size());
        for (SealClass c : SealClass.values()) {
            Checkpoint proof = proofs.get(c.index());
            assertEquals(c.wire(), proof.getRecordClass());
            assertEquals(chains.get(c.index()).size(), proof.getSize());
            assertEquals(Verification.VALID, verify(proof), c::name);
        }
    }

    @Test
    void nothingOfAProofCanBeChanged() {
        Checkpoint proof =
                prove(checkpointer.beat(chains, Enrolment.AT), chains).orElseThrow().getLast();
        byte[] digests = proof.getBeatDigests().toByteArray();
        digests[0] ^= 1;
        List<Checkpoint> altered =
                List.of(
                        proof.toBuilder().setSize(proof.getSize() - 1).build(),
                        proof.toBuilder().setRecordClass(SealClass.P1.wire()).build(),
                        proof.toBuilder().setRoot(proof.getChainHead()).build(),
                        proof.toBuilder().setChainHead(proof.getRoot()).build(),
                        proof.toBuilder().setBeatDigests(ByteString.copyFrom(digests)).build(),
                        proof.toBuilder().setBeatDigests(ByteString.EMPTY).build(),
                        proof.toBuilder().clearBeatDigests().build(),
                        proof.toBuilder().setAt(later()).build(),
                        proof.toBuilder().setMlDsa44(ByteString.copyFrom(new byte[2_420])).build());
        for (Checkpoint one : altered) {
            assertFalse(verify(one).valid());
        }
    }

    private static Stamp later() {
        return Enrolment.AT.toBuilder().setWallMs(Enrolment.AT.getWallMs() + 1).build();
    }

    @Test
    void anotherTreeAnotherTimeAndAnotherSignatureProveNothing() {
        Beat beat = checkpointer.beat(chains, Enrolment.AT);
        for (int i = 0; i < chains.size(); i++) {
            List<Chain> other = new ArrayList<>(chains);
            Chain longer = chains.get(i).copy();
            longer.append(Sha256.of());
            other.set(i, longer);
            assertTrue(prove(beat, other).isEmpty(), "class " + i);
        }
        assertTrue(prove(beat.toBuilder().setAt(later()).build(), chains).isEmpty());
        byte[] signature = beat.getEd25519().toByteArray();
        signature[5] ^= 1;
        assertTrue(
                prove(beat.toBuilder().setEd25519(ByteString.copyFrom(signature)).build(), chains)
                        .isEmpty());
    }

    @Test
    void whatIsIncompleteOrOutOfRangeDoesNotFit() {
        Beat beat = checkpointer.beat(chains, Enrolment.AT);
        assertTrue(Beats.fits(beat));
        assertFalse(Beats.fits(beat.toBuilder().clearAt().build()));
        assertFalse(Beats.fits(beat.toBuilder().setP1Size(-1).build()));
        assertFalse(Beats.fits(beat.toBuilder().clearEd25519().build()));
        assertFalse(Beats.fits(Beat.getDefaultInstance()));
    }
}
