package dev.gatehouse.core.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.gatehouse.proto.v1.Envelope;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AbridgedTest {
    /// Previous leaf 34; version, suite and schema 2 each; epoch 9.
    private static final int SAVED_BYTES = 49;

    @TempDir Path directory;
    private Enrolment enrolment;
    private Sealer sealer;
    private Sealed first;
    private Sealed second;

    @BeforeEach
    void seal() throws KeyFileException {
        enrolment = new Enrolment(directory.resolve("central"));
        sealer = enrolment.sealer();
        first = seal(0, Enrolment.ZEROS);
        second = seal(1, first.leaf());
    }

    private Sealed seal(long sequence, byte[] previous) {
        return sealer.seal(SealClass.P1, sequence, previous, 1, Enrolment.text("made up"));
    }

    private static Envelope header(Sealed sealed) {
        return Abridged.header(sealed.envelope());
    }

    @Test
    void whatIsPutInIsWhatWasLeftOut() {
        Envelope whole = second.envelope();
        Envelope shorter = Abridged.of(whole, header(first));
        assertEquals(SAVED_BYTES, whole.getSerializedSize() - shorter.getSerializedSize());
        Envelope restored = Abridged.restored(shorter, Optional.of(header(first)), first.leaf());
        assertEquals(whole.toByteString(), restored.toByteString());
    }

    @Test
    void aNewEpochIsNamed() {
        sealer.endEpoch();
        Sealed third = seal(2, second.leaf());
        Envelope shorter = Abridged.of(third.envelope(), header(second));
        assertEquals(third.envelope().getEpoch(), shorter.getEpoch());
        assertFalse(shorter.hasPreviousLeaf());
        assertEquals(
                third.envelope(),
                Abridged.restored(shorter, Optional.of(header(second)), second.leaf()));
    }

    @Test
    void aWholeOneStaysAsItIs() {
        Envelope whole = second.envelope();
        assertSame(whole, Abridged.restored(whole, Optional.of(header(first)), new byte[32]));
    }

    @Test
    void onAnotherHistoryItDoesNotOpen() {
        Opener opener = new Opener(enrolment.central);
        BoothId booth = enrolment.booth.id();
        var _ = Enrolment.opened(opener.open(first.envelope(), booth, Enrolment.ZEROS));
        Envelope shorter = Abridged.of(second.envelope(), header(first));
        byte[] other = Sha256.of(Enrolment.text("another history"));
        Envelope restored = Abridged.restored(shorter, Optional.of(header(first)), other);
        assertRefused(NotOpened.Reason.BAD_TAG, opener.open(restored, booth, other));
        Envelope otherEpoch =
                header(first).toBuilder().setEpoch(header(first).getEpoch() + 1).build();
        restored = Abridged.restored(shorter, Optional.of(otherEpoch), first.leaf());
        assertRefused(NotOpened.Reason.UNKNOWN_EPOCH, opener.open(restored, booth, first.leaf()));
        restored = Abridged.restored(shorter, Optional.empty(), first.leaf());
        assertNotEquals(second.envelope(), restored);
        assertRefused(
                NotOpened.Reason.UNSUPPORTED_SUITE, opener.open(restored, booth, first.leaf()));
    }

    private static void assertRefused(NotOpened.Reason reason, OpenResult result) {
        assertEquals(reason, assertInstanceOf(NotOpened.class, result).reason());
    }
}
