package dev.gatehouse.core.seal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import dev.gatehouse.proto.v1.Envelope;
import dev.gatehouse.proto.v1.EpochOpening;
import dev.gatehouse.proto.v1.RecordClass;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenerTest {
    @TempDir Path directory;
    private Enrolment enrolment;
    private BoothId booth = new BoothId(0);

    @BeforeEach
    void enrol() throws KeyFileException {
        enrolment = new Enrolment(directory.resolve("central"));
        booth = enrolment.booth.id();
    }

    private Sealed seal(Sealer sealer, SealClass c, long sequence, byte[] previous) {
        return sealer.seal(c, sequence, previous, 1, Enrolment.text("payload " + sequence));
    }

    private static void assertRefused(NotOpened.Reason reason, OpenResult result) {
        assertEquals(reason, assertInstanceOf(NotOpened.class, result).reason());
    }

    @Test
    void aChainOfRecordsOpensAndItsLeavesAgree() {
        Sealer sealer = enrolment.sealer();
        Opener opener = new Opener(enrolment.central);
        byte[] previous = Enrolment.ZEROS;
        for (int sequence = 0; sequence < 20; sequence++) {
            if (sequence % 7 == 6) {
                sealer.endEpoch();
            }
            Sealed sealed = seal(sealer, SealClass.P1, sequence, previous);
            Opened opened = Enrolment.opened(opener.open(sealed.envelope(), booth, previous));
            assertArrayEquals(Enrolment.text("payload " + sequence), opened.payload());
            assertArrayEquals(sealed.leaf(), opened.leaf());
            assertArrayEquals(
                    opened.commitment(), Opener.commitment(opened.salt(), opened.payload()));
            assertArrayEquals(
                    opened.leaf(),
                    Opener.leaf(sealed.envelope(), booth, opened.commitment()).orElseThrow());
            previous = sealed.leaf();
        }
        assertEquals(20, opener.opened());
        assertEquals(3, opener.derivations());
    }

    @Test
    void recordsOpenInAnyOrderOnceTheEpochIsKnown() {
        Sealer sealer = enrolment.sealer();
        List<Sealed> all = new ArrayList<>();
        for (int sequence = 0; sequence < 50; sequence++) {
            all.add(seal(sealer, SealClass.P2, sequence, Enrolment.ZEROS));
        }
        EpochOpening opening = all.getFirst().envelope().getOpening();
        Collections.shuffle(all, new Random(Seeds.next("OpenerTest")));
        Opener opener = new Opener(enrolment.central, (_, _, _) -> Optional.of(opening));
        for (Sealed sealed : all) {
            Opened opened = Enrolment.opened(opener.openUnchained(sealed.envelope(), booth));
            assertArrayEquals(sealed.leaf(), opened.leaf());
        }
        assertEquals(1, opener.derivations());
    }

    @Test
    void anotherChainIsAuthenticButRefused() {
        Sealer sealer = enrolment.sealer();
        Opener opener = new Opener(enrolment.central);
        Sealed sealed = seal(sealer, SealClass.P1, 1, Sha256.of(Enrolment.text("other")));
        assertRefused(
                NotOpened.Reason.CHAIN_MISMATCH,
                opener.open(sealed.envelope(), booth, Enrolment.ZEROS));
        assertEquals(1, opener.refused(NotOpened.Reason.CHAIN_MISMATCH));
        // Forged, it is not even a mismatch: a broker cannot raise a fork alarm.
        Envelope forged =
                sealed.envelope().toBuilder()
                        .setPreviousLeaf(ByteString.copyFrom(new byte[32]))
                        .build();
        assertRefused(
                NotOpened.Reason.BAD_TAG,
                opener.open(forged, booth, Sha256.of(Enrolment.text("else"))));
    }

    /// Every octet, three ways, with the epoch known and unknown: never opens, never throws.
    @Test
    void noAlteredEnvelopeOpens() {
        Sealer sealer = enrolment.sealer();
        Envelope first = seal(sealer, SealClass.P1, 0, Enrolment.ZEROS).envelope();
        Envelope second = seal(sealer, SealClass.P1, 1, Enrolment.ZEROS).envelope();
        Opener knows = new Opener(enrolment.central);
        Enrolment.opened(knows.openUnchained(first, booth));
        Opener fresh = new Opener(enrolment.central);
        int parsed = flip(knows, second) + flip(knows, first);
        int parsedFresh = flip(fresh, second);
        assertTrue(parsed > 1_000 && parsedFresh > 100, "hardly anything parsed");
        assertEquals(0, fresh.opened());
        assertEquals(1, knows.opened());
    }

    private int flip(Opener opener, Envelope envelope) {
        byte[] octets = envelope.toByteArray();
        int parsed = 0;
        for (int i = 0; i < octets.length; i++) {
            for (int mask : new int[] {0x01, 0x80, 0xff}) {
                // The encapsulation's inside costs a decapsulation each: one flip an octet is
                // enough there.
                if (envelope.hasOpening() && mask != 0x01 && i > 150 && i < octets.length - 16) {
                    continue;
                }
                byte[] altered = octets.clone();
                altered[i] ^= (byte) mask;
                try {
                    OpenResult result = opener.openUnchained(Envelope.parseFrom(altered), booth);
                    assertInstanceOf(NotOpened.class, result, "octet " + i);
                    parsed++;
                } catch (InvalidProtocolBufferException _) {
                    // Refused before it got here.
                }
            }
        }
        return parsed;
    }

    @Test
    void anotherPskOpensNothing() throws KeyFileException {
        BoothKeys stolen = enrolment.booth;
        BoothKeys wrong =
                new BoothKeys(
                        booth,
                        new byte[32],
                        stolen.pskId(),
                        stolen.ed25519Seed(),
                        stolen.mlDsaSeed(),
                        stolen.prekeyPublic(),
                        stolen.centralEd25519Public());
        Sealer sealer = new Sealer(wrong, enrolment.random, () -> 0, EpochLimits.DEFAULT);
        Opener opener = new Opener(enrolment.central);
        assertRefused(
                NotOpened.Reason.BAD_TAG,
                opener.open(
                        seal(sealer, SealClass.P1, 0, Enrolment.ZEROS).envelope(),
                        booth,
                        Enrolment.ZEROS));
        BoothKeys other = enrolment.central.enrol("lane-4", enrolment.random);
        assertRefused(
                NotOpened.Reason.BAD_TAG,
                opener.open(
                        seal(enrolment.sealer(), SealClass.P1, 0, Enrolment.ZEROS).envelope(),
                        other.id(),
                        Enrolment.ZEROS));
    }

    @Test
    void unknownsAreNamed() throws KeyFileException {
        Sealer sealer = enrolment.sealer();
        Envelope first = seal(sealer, SealClass.P1, 0, Enrolment.ZEROS).envelope();
        Envelope second = seal(sealer, SealClass.P1, 1, Enrolment.ZEROS).envelope();
        Opener opener = new Opener(enrolment.central);
        assertRefused(NotOpened.Reason.UNKNOWN_EPOCH, opener.openUnchained(second, booth));
        assertRefused(
                NotOpened.Reason.UNKNOWN_BOOTH,
                opener.openUnchained(first, new BoothId(booth.value() ^ 1)));
        assertRefused(
                NotOpened.Reason.UNSUPPORTED_SUITE,
                opener.openUnchained(first.toBuilder().setSuite(2).build(), booth));
        assertRefused(
                NotOpened.Reason.UNSUPPORTED_SUITE,
                opener.openUnchained(Envelope.getDefaultInstance(), booth));
        enrolment.central.erasePrekey(enrolment.booth.prekeyId());
        assertRefused(NotOpened.Reason.UNKNOWN_PREKEY, opener.openUnchained(first, booth));
        assertEquals(0, opener.derivations());
    }

    @Test
    void badLayoutsAreNamed() {
        Envelope good = seal(enrolment.sealer(), SealClass.P1, 0, Enrolment.ZEROS).envelope();
        ByteString bigger = ByteString.copyFrom(new byte[Plaintext.MAX_PADDED_BYTES + 17]);
        UnknownFieldSet unknown =
                UnknownFieldSet.newBuilder()
                        .addField(99, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
                        .build();
        List<Envelope> bad =
                List.of(
                        good.toBuilder().clearEpoch().build(),
                        good.toBuilder().clearSequence().build(),
                        good.toBuilder().setSequence(-1).build(),
                        good.toBuilder().clearSchema().build(),
                        good.toBuilder().clearRecordClass().build(),
                        good.toBuilder()
                                .setRecordClass(RecordClass.RECORD_CLASS_UNSPECIFIED)
                                .build(),
                        good.toBuilder().clearPreviousLeaf().build(),
                        good.toBuilder().clearCiphertext().build(),
                        good.toBuilder().setCiphertext(ByteString.copyFrom(new byte[16])).build(),
                        good.toBuilder().setCiphertext(bigger).build(),
                        good.toBuilder().setUnknownFields(unknown).build(),
                        good.toBuilder().setOpening(EpochOpening.getDefaultInstance()).build(),
                        good.toBuilder()
                                .setOpening(good.getOpening().toBuilder().setUnknownFields(unknown))
                                .build());
        Opener opener = new Opener(enrolment.central);
        for (Envelope envelope : bad) {
            assertRefused(NotOpened.Reason.BAD_LAYOUT, opener.openUnchained(envelope, booth));
            assertEquals(
                    Optional.empty(),
                    Opener.leaf(envelope, booth, new byte[32]).map(_ -> "a leaf"));
        }
        assertEquals(bad.size(), opener.refused(NotOpened.Reason.BAD_LAYOUT));
    }

    /// Points of small order and impossible ML-KEM ciphertexts: whatever the library thinks, a
    /// reason comes back.
    @Test
    void hostileEncapsulationsAreRefused() {
        Envelope good = seal(enrolment.sealer(), SealClass.P1, 0, Enrolment.ZEROS).envelope();
        Opener opener = new Opener(enrolment.central);
        for (int fill : new int[] {0x00, 0x01, 0x7f, 0xff}) {
            byte[] encapsulation = new byte[Suite.ENCAPSULATION_BYTES];
            Arrays.fill(encapsulation, (byte) fill);
            Envelope hostile =
                    good.toBuilder()
                            .setOpening(
                                    good.getOpening().toBuilder()
                                            .setEncapsulation(ByteString.copyFrom(encapsulation)))
                            .build();
            assertInstanceOf(NotOpened.class, opener.openUnchained(hostile, booth));
        }
    }

    @Test
    void forgedOpeningsPushNothingOut() {
        Sealer sealer = enrolment.sealer();
        Envelope first = seal(sealer, SealClass.P1, 0, Enrolment.ZEROS).envelope();
        Envelope second = seal(sealer, SealClass.P1, 1, Enrolment.ZEROS).envelope();
        Opener opener = new Opener(enrolment.central);
        Enrolment.opened(opener.openUnchained(first, booth));
        for (int i = 0; i < 2 * Opener.MAX_EPOCHS_PER_BOOTH; i++) {
            Envelope forged = first.toBuilder().setEpoch(i).build();
            assertRefused(NotOpened.Reason.BAD_TAG, opener.openUnchained(forged, booth));
        }
        Enrolment.opened(opener.openUnchained(second, booth));
    }

    @Test
    void theOldestEpochIsForgottenAndComesBackFromTheLedger() {
        Sealer sealer = enrolment.sealer();
        Envelope first = seal(sealer, SealClass.P1, 0, Enrolment.ZEROS).envelope();
        Envelope second = seal(sealer, SealClass.P1, 1, Enrolment.ZEROS).envelope();
        Opener opener = new Opener(enrolment.central);
        Opener withLedger =
                new Opener(
                        enrolment.central,
                        (_, epoch, _) ->
                                epoch == first.getEpoch()
                                        ? Optional.of(first.getOpening())
                                        : Optional.empty());
        Enrolment.opened(opener.openUnchained(first, booth));
        for (int i = 0; i < Opener.MAX_EPOCHS_PER_BOOTH; i++) {
            sealer.endEpoch();
            Envelope next = seal(sealer, SealClass.P1, 2 + i, Enrolment.ZEROS).envelope();
            Enrolment.opened(opener.openUnchained(next, booth));
            Enrolment.opened(withLedger.openUnchained(next, booth));
        }
        assertRefused(NotOpened.Reason.UNKNOWN_EPOCH, opener.openUnchained(second, booth));
        Enrolment.opened(withLedger.openUnchained(second, booth));
    }

    @Test
    void aLedgersBadOpeningIsAnUnknownEpoch() {
        Sealer sealer = enrolment.sealer();
        seal(sealer, SealClass.P1, 0, Enrolment.ZEROS);
        Envelope second = seal(sealer, SealClass.P1, 1, Enrolment.ZEROS).envelope();
        Opener opener =
                new Opener(
                        enrolment.central,
                        (_, _, _) -> Optional.of(EpochOpening.getDefaultInstance()));
        assertRefused(NotOpened.Reason.UNKNOWN_EPOCH, opener.openUnchained(second, booth));
    }

    @Test
    void randomOctetsNeverThrow() {
        Random random = new Random(Seeds.next("OpenerTest"));
        byte[] good = seal(enrolment.sealer(), SealClass.P1, 0, Enrolment.ZEROS).bytes();
        Opener opener = new Opener(enrolment.central);
        for (int i = 0; i < 3_000; i++) {
            byte[] octets = Arrays.copyOf(good, random.nextInt(good.length));
            for (int j = random.nextInt(4); j > 0 && octets.length > 0; j--) {
                octets[random.nextInt(octets.length)] = (byte) random.nextInt();
            }
            try {
                assertInstanceOf(
                        NotOpened.class, opener.openUnchained(Envelope.parseFrom(octets), booth));
            } catch (InvalidProtocolBufferException _) {
                // Refused before it got here.
            }
        }
        assertEquals(0, opener.opened());
    }
}
