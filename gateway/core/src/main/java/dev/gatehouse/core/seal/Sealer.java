package dev.gatehouse.core.seal;

import com.google.protobuf.ByteString;
import dev.gatehouse.proto.v1.Envelope;
import dev.gatehouse.proto.v1.EpochOpening;
import java.security.SecureRandom;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Seals records as they are appended. Owned by the booth thread.
///
/// An epoch is one encapsulation to central's prekey; its keys live here and nowhere else, and end
/// by age, by count or by [#endEpoch()]. Within an epoch a class's sequence only rises, so that
/// (epoch, class, sequence), and with it the nonce, is never used twice.
public final class Sealer {
    /// The largest payload, octets.
    public static final int MAX_PAYLOAD_BYTES = Plaintext.MAX_PAYLOAD_BYTES;

    private final BoothKeys keys;
    private final SecureRandom random;
    private final NanoClock clock;
    private final EpochLimits limits;
    private final long maxAgeNs;
    private @Nullable Epoch epoch;
    private long epochsOpened;
    private long recordsSealed;

    public Sealer(BoothKeys keys, SecureRandom random, NanoClock clock, EpochLimits limits) {
        this.keys = keys;
        this.random = random;
        this.clock = clock;
        this.limits = limits;
        this.maxAgeNs = limits.maxAge().toNanos();
    }

    /// Seals one record.
    ///
    /// @param sequence dense per class, from 0; in an epoch only ever rising
    /// @param previousLeaf leaf of sequence - 1, 32 octets, zeros at 0
    /// @param schema of the payload; 1 = gatehouse.v1.Record
    /// @param payload at most [#MAX_PAYLOAD_BYTES]
    /// @throws IllegalStateException when this epoch has sealed this sequence of the class, or a
    ///   later one, already
    public Sealed seal(
            SealClass c, long sequence, byte[] previousLeaf, int schema, byte[] payload) {
        requireFit(sequence, previousLeaf, payload);
        Epoch current = current();
        current.claim(c, sequence);
        boolean first = !current.opened[c.index()];
        EnvelopeHeader header =
                EnvelopeHeader.of(
                        keys.id(),
                        c,
                        current.id,
                        sequence,
                        schema,
                        previousLeaf,
                        first ? current.openingDigest : new byte[0]);
        Plaintext plaintext = Plaintext.salted(payload, random);
        byte[] padded = plaintext.padded();
        byte[] ciphertext = current.keys.encrypt(c, sequence, header.associatedData(), padded);
        Arrays.fill(padded, (byte) 0);
        Envelope.Builder envelope =
                Envelope.newBuilder()
                        .setVersion(Suite.VERSION)
                        .setSuite(Suite.ID)
                        .setEpoch(current.id)
                        .setRecordClass(c.wire())
                        .setSequence(sequence)
                        .setSchema(schema)
                        .setPreviousLeaf(ByteString.copyFrom(previousLeaf))
                        .setCiphertext(ByteString.copyFrom(ciphertext));
        if (first) {
            envelope.setOpening(current.opening);
            current.opened[c.index()] = true;
        }
        recordsSealed++;
        return new Sealed(envelope.build(), header.leaf(plaintext.commitment()));
    }

    /// Ends the epoch and zeroes its keys; the next seal opens another. To be called after a failed
    /// append, because the sequence it used will come again, and at stop.
    public void endEpoch() {
        Epoch ending = epoch;
        epoch = null;
        if (ending != null) {
            ending.keys.erase();
        }
    }

    /// Epochs opened since start.
    public long epochsOpened() {
        return epochsOpened;
    }

    /// Records sealed since start.
    public long recordsSealed() {
        return recordsSealed;
    }

    /// The live keys, for the proof that they are zeroed.
    @Nullable EpochKeys liveKeys() {
        Epoch live = epoch;
        return live == null ? null : live.keys;
    }

    private static void requireFit(long sequence, byte[] previousLeaf, byte[] payload) {
        if (sequence < 0) {
            throw new IllegalArgumentException("sequence: expected 0 or above, found " + sequence);
        }
        if (previousLeaf.length != Sha256.LENGTH_BYTES) {
            throw new IllegalArgumentException(
                    "previous leaf: expected 32 octets, found " + previousLeaf.length);
        }
        if (payload.length > MAX_PAYLOAD_BYTES) {
            throw new IllegalArgumentException(
                    "payload: expected at most "
                            + MAX_PAYLOAD_BYTES
                            + " octets, found "
                            + payload.length);
        }
    }

    private Epoch current() {
        Epoch live = epoch;
        long nowNs = clock.nanoTime();
        if (live != null
                && nowNs - live.openedNs < maxAgeNs
                && live.records < limits.maxRecords()) {
            return live;
        }
        endEpoch();
        Epoch fresh = new Epoch(keys, random.nextLong(), nowNs);
        epoch = fresh;
        epochsOpened++;
        return fresh;
    }

    private static final class Epoch {
        final long id;
        final long openedNs;
        final EpochKeys keys;
        final EpochOpening opening;
        final byte[] openingDigest;
        final boolean[] opened = new boolean[SealClass.COUNT];
        final long[] last = {-1, -1, -1};
        int records;

        Epoch(BoothKeys booth, long id, long openedNs) {
            this.id = id;
            this.openedNs = openedNs;
            Suite.Sent sent = Suite.send(booth, id);
            this.keys = sent.keys();
            this.opening =
                    EpochOpening.newBuilder()
                            .setPrekeyId(booth.prekeyId())
                            .setEncapsulation(ByteString.copyFrom(sent.encapsulation().octets()))
                            .build();
            this.openingDigest = EnvelopeHeader.openingDigest(opening);
        }

        /// Before the cipher sees it: a sequence whose sealing fails is spent all the same.
        void claim(SealClass c, long sequence) {
            if (sequence <= last[c.index()]) {
                throw new IllegalStateException(
                        c
                                + ": expected a sequence above "
                                + last[c.index()]
                                + ", found "
                                + sequence
                                + "; end the epoch first");
            }
            last[c.index()] = sequence;
            records++;
        }
    }
}
