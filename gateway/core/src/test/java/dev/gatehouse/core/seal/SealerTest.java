package dev.gatehouse.core.seal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.gatehouse.proto.v1.Envelope;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealerTest {
    private static final byte[] PAYLOAD = Enrolment.text("one record");

    @TempDir Path directory;
    private Enrolment enrolment;

    @BeforeEach
    void enrol() throws KeyFileException {
        enrolment = new Enrolment(directory.resolve("central"));
    }

    private static Envelope seal(Sealer sealer, SealClass c, long sequence) {
        return sealer.seal(c, sequence, Enrolment.ZEROS, 1, PAYLOAD).envelope();
    }

    @Test
    void theOpeningRidesInTheFirstEnvelopeOfEachClassOnly() {
        Sealer sealer = enrolment.sealer();
        Envelope p1 = seal(sealer, SealClass.P1, 0);
        Envelope p1Next = seal(sealer, SealClass.P1, 1);
        Envelope p0 = seal(sealer, SealClass.P0, 0);
        assertTrue(p1.hasOpening());
        assertFalse(p1Next.hasOpening());
        assertTrue(p0.hasOpening());
        assertEquals(p1.getOpening(), p0.getOpening());
        assertEquals(p1.getEpoch(), p0.getEpoch());
        assertEquals(1120, p1.getOpening().getEncapsulation().size());
        assertEquals(enrolment.booth.prekeyId(), p1.getOpening().getPrekeyId());
        assertEquals(1, sealer.epochsOpened());
        assertEquals(3, sealer.recordsSealed());
    }

    @Test
    void anEpochEndsByAge() {
        Sealer sealer = enrolment.sealer();
        long first = seal(sealer, SealClass.P1, 0).getEpoch();
        enrolment.pass(Duration.ofMinutes(15).minusNanos(1));
        assertEquals(first, seal(sealer, SealClass.P1, 1).getEpoch());
        enrolment.pass(Duration.ofNanos(1));
        Envelope next = seal(sealer, SealClass.P1, 2);
        assertNotEquals(first, next.getEpoch());
        assertTrue(next.hasOpening());
    }

    @Test
    void anEpochEndsByCountOfAllClasses() {
        Sealer sealer = enrolment.sealer(new EpochLimits(Duration.ofMinutes(15), 4));
        Set<Long> epochs = new HashSet<>();
        for (int i = 0; i < 4; i++) {
            epochs.add(seal(sealer, i % 2 == 0 ? SealClass.P1 : SealClass.P2, i).getEpoch());
        }
        assertEquals(1, epochs.size());
        epochs.add(seal(sealer, SealClass.P1, 4).getEpoch());
        assertEquals(2, epochs.size());
    }

    @Test
    void theDefaultLimitsAreThoseOfTheDesign() {
        assertEquals(Duration.ofMinutes(15), EpochLimits.DEFAULT.maxAge());
        assertEquals(4096, EpochLimits.DEFAULT.maxRecords());
        assertThrows(
                IllegalArgumentException.class, () -> new EpochLimits(Duration.ofMinutes(15), 0));
        assertThrows(IllegalArgumentException.class, () -> new EpochLimits(Duration.ZERO, 1));
    }

    @Test
    void endingAnEpochZeroesItsKeysAndTheNextSealOpensAnother() {
        Sealer sealer = enrolment.sealer();
        long first = seal(sealer, SealClass.P1, 7).getEpoch();
        EpochKeys keys = sealer.liveKeys();
        assertNotNull(keys);
        for (SealClass c : SealClass.values()) {
            assertFalse(Arrays.equals(new byte[32], keys.key(c)));
        }
        sealer.endEpoch();
        sealer.endEpoch();
        assertNull(sealer.liveKeys());
        assertTrue(keys.erased());
        for (SealClass c : SealClass.values()) {
            assertArrayEquals(new byte[32], keys.key(c));
            assertArrayEquals(new byte[4], Arrays.copyOf(keys.nonce(c, 0), 4));
        }
        assertThrows(
                IllegalStateException.class,
                () -> keys.encrypt(SealClass.P1, 9, new byte[0], new byte[1]));
        // The failed append's sequence comes again, in an epoch of its own.
        Envelope again = seal(sealer, SealClass.P1, 7);
        assertNotEquals(first, again.getEpoch());
        assertTrue(again.hasOpening());
    }

    @Test
    void rollingZeroesTheOldKeysToo() {
        Sealer sealer = enrolment.sealer(new EpochLimits(Duration.ofMinutes(15), 1));
        var _ = seal(sealer, SealClass.P1, 0);
        EpochKeys keys = sealer.liveKeys();
        assertNotNull(keys);
        var _ = seal(sealer, SealClass.P1, 1);
        assertTrue(keys.erased());
    }

    @Test
    void aSequenceIsNeverUsedTwiceInAnEpoch() {
        Sealer sealer = enrolment.sealer();
        var _ = seal(sealer, SealClass.P1, 5);
        assertThrows(IllegalStateException.class, () -> seal(sealer, SealClass.P1, 5));
        assertThrows(IllegalStateException.class, () -> seal(sealer, SealClass.P1, 4));
        assertEquals(1, sealer.recordsSealed());
        assertEquals(5, seal(sealer, SealClass.P0, 5).getSequence());
        assertEquals(6, seal(sealer, SealClass.P1, 6).getSequence());
    }

    @Test
    void keysOfTheClassesDiffer() {
        Sealer sealer = enrolment.sealer();
        var _ = seal(sealer, SealClass.P0, 0);
        EpochKeys keys = sealer.liveKeys();
        assertNotNull(keys);
        Set<String> distinct = new HashSet<>();
        for (SealClass c : SealClass.values()) {
            distinct.add(HexFormat.of().formatHex(keys.key(c)));
            distinct.add(HexFormat.of().formatHex(keys.nonce(c, 0)));
        }
        assertEquals(6, distinct.size());
    }

    /// Random callers, with mistakes and failures in between: no (key, nonce) ever sees two
    /// plaintexts.
    @Test
    void noNonceComesTwiceUnderAKey() {
        Random random = new Random(Seeds.next("SealerTest"));
        Sealer sealer = enrolment.sealer(new EpochLimits(Duration.ofMinutes(15), 50));
        Map<String, ByteString> seen = new HashMap<>();
        List<SealClass> classes = List.of(SealClass.values());
        long[] next = new long[SealClass.COUNT];
        int refused = 0;
        for (int i = 0; i < 2_000; i++) {
            SealClass c = classes.get(random.nextInt(classes.size()));
            long sequence = Math.max(0, next[c.index()] - (random.nextInt(10) == 0 ? 1 : 0));
            if (random.nextInt(60) == 0) {
                sealer.endEpoch();
            }
            if (random.nextInt(200) == 0) {
                enrolment.pass(Duration.ofMinutes(16));
            }
            try {
                Envelope sealed = seal(sealer, c, sequence);
                EpochKeys keys = sealer.liveKeys();
                assertNotNull(keys);
                String use =
                        HexFormat.of().formatHex(keys.key(c))
                                + HexFormat.of().formatHex(keys.nonce(c, sequence));
                assertNull(seen.put(use, sealed.getCiphertext()), "a nonce came twice");
                next[c.index()] = sequence + 1;
            } catch (IllegalStateException _) {
                refused++;
            }
        }
        assertTrue(refused > 0, "the mistakes were never made");
        assertTrue(sealer.epochsOpened() > 20, "the epochs never rolled");
    }

    @Test
    void nonceIsBaseXorSequence() {
        byte[][] keys = {new byte[32], new byte[32], new byte[32]};
        byte[] base = HexFormat.of().parseHex("0102030405060708090a0b0c");
        EpochKeys epoch = new EpochKeys(keys, new byte[][] {base, base, base});
        assertEquals(
                "0102030485060708090a0b0d",
                HexFormat.of().formatHex(epoch.nonce(SealClass.P0, 0x8000000000000001L)));
    }

    @Test
    void programmersErrorsAreRefused() {
        Sealer sealer = enrolment.sealer();
        assertThrows(IllegalArgumentException.class, () -> seal(sealer, SealClass.P1, -1));
        assertThrows(
                IllegalArgumentException.class,
                () -> sealer.seal(SealClass.P1, 0, new byte[31], 1, PAYLOAD));
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        sealer.seal(
                                SealClass.P1,
                                0,
                                Enrolment.ZEROS,
                                1,
                                new byte[Sealer.MAX_PAYLOAD_BYTES + 1]));
        assertEquals(0, sealer.epochsOpened());
    }

    @Test
    void aShortPskIsRefused() {
        BoothKeys booth = enrolment.booth;
        for (int length : new int[] {0, 8, 31, 65}) {
            assertThrows(
                    IllegalArgumentException.class,
                    () ->
                            new BoothKeys(
                                    booth.id(),
                                    new byte[length],
                                    booth.pskId(),
                                    booth.ed25519Seed(),
                                    booth.mlDsaSeed(),
                                    booth.prekeyPublic(),
                                    booth.centralEd25519Public()));
        }
    }

    @Test
    void lengthsOnTheWireTellOnlyThePaddedLength() {
        Sealer sealer = enrolment.sealer();
        int found = -1;
        for (int length = 237; length <= 252; length++) {
            int size =
                    sealer.seal(SealClass.P1, length, Enrolment.ZEROS, 1, new byte[length])
                            .envelope()
                            .getCiphertext()
                            .size();
            assertTrue(found < 0 || size == found, "at length " + length);
            found = size;
        }
        assertEquals(272 + 16, found);
    }
}
