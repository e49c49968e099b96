package dev.gatehouse.central.receive;

import com.google.protobuf.ByteString;
import dev.gatehouse.core.seal.Abridged;
import dev.gatehouse.core.seal.BoothId;
import dev.gatehouse.core.seal.BoothKeys;
import dev.gatehouse.core.seal.Chain;
import dev.gatehouse.core.seal.Checkpointer;
import dev.gatehouse.core.seal.EpochLimits;
import dev.gatehouse.core.seal.SealClass;
import dev.gatehouse.core.seal.Sealed;
import dev.gatehouse.core.seal.Sealer;
import dev.gatehouse.proto.v1.Beat;
import dev.gatehouse.proto.v1.Bundle;
import dev.gatehouse.proto.v1.Checkpoint;
import dev.gatehouse.proto.v1.DeclaredLoss;
import dev.gatehouse.proto.v1.Envelope;
import dev.gatehouse.proto.v1.Hello;
import dev.gatehouse.proto.v1.Receipt;
import dev.gatehouse.proto.v1.Record;
import dev.gatehouse.proto.v1.RecordBatch;
import dev.gatehouse.proto.v1.Stamp;
import dev.gatehouse.proto.v1.TimeQuality;
import dev.gatehouse.proto.v1.UpstreamMessage;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A booth's sealing side in a test: the real sealer, chains and signatures, without journal and
/// network.
public final class TestBooth {
    public final BoothKeys keys;
    private final Sealer sealer;
    private final Checkpointer checkpointer;
    private final Map<SealClass, Chain> chains = new EnumMap<>(SealClass.class);
    private final Map<SealClass, Envelope> headers = new EnumMap<>(SealClass.class);
    private long wallMs = 1_800_000_000_000L;

    public TestBooth(BoothKeys keys) {
        this.keys = keys;
        this.sealer = new Sealer(keys, new SecureRandom(), System::nanoTime, EpochLimits.DEFAULT);
        this.checkpointer = new Checkpointer(keys);
        for (SealClass sealClass : SealClass.values()) {
            chains.put(sealClass, new Chain());
        }
    }

    /// A second copy of the same booth: same keys, same past, its own epochs.
    public TestBooth copy() {
        TestBooth copy = new TestBooth(keys);
        chains.forEach((sealClass, chain) -> copy.chains.put(sealClass, chain.copy()));
        copy.headers.putAll(headers);
        copy.wallMs = wallMs + 1;
        return copy;
    }

    public BoothId id() {
        return keys.id();
    }

    public Chain chain(SealClass sealClass) {
        Chain chain = chains.get(sealClass);
        if (chain == null) {
            throw new AssertionError(sealClass);
        }
        return chain;
    }

    public Envelope seal(SealClass sealClass, Record record) {
        Chain chain = chain(sealClass);
        Sealed sealed = sealer.seal(sealClass, chain.size(), chain.head(), 1, record.toByteArray());
        chain.append(sealed.leaf());
        return sealed.envelope();
    }

    public List<Envelope> seal(SealClass sealClass, int count) {
        List<Envelope> envelopes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            envelopes.add(seal(sealClass, TestRecords.telemetry(chain(sealClass).size())));
        }
        return envelopes;
    }

    public void endEpoch() {
        sealer.endEpoch();
    }

    public Checkpoint checkpoint(SealClass sealClass, boolean hybrid) {
        wallMs++;
        return checkpointer.sign(sealClass, chain(sealClass), stamp(), hybrid);
    }

    public DeclaredLoss loss(SealClass sealClass, long first) {
        return checkpointer.signLoss(sealClass, first, chain(sealClass));
    }

    private Stamp stamp() {
        return Stamp.newBuilder()
                .setWallMs(wallMs)
                .setQuality(TimeQuality.TIME_QUALITY_SYNCED)
                .setBoundMs(5)
                .build();
    }

    public UpstreamMessage hello(byte[] nonce) {
        Hello.Builder hello =
                Hello.newBuilder().setNonce(ByteString.copyFrom(nonce)).setVersion("test");
        for (SealClass sealClass : SealClass.values()) {
            hello.addCheckpoints(checkpoint(sealClass, false));
        }
        return message().setHello(hello).build();
    }

    public UpstreamMessage records(List<Envelope> envelopes) {
        return message().setRecords(RecordBatch.newBuilder().addAllEnvelopes(envelopes)).build();
    }

    /// The envelopes as a booth sends them behind records that it has sent: without what follows
    /// from these.
    public List<Envelope> abridged(List<Envelope> envelopes) {
        List<Envelope> shorter = new ArrayList<>();
        Optional<Envelope> inMessage = Optional.empty();
        for (Envelope whole : envelopes) {
            SealClass sealClass = SealClass.of(whole.getRecordClass()).orElseThrow();
            Envelope before = headers.put(sealClass, Abridged.header(whole));
            Envelope.Builder sent =
                    (before == null ? whole : Abridged.of(whole, before)).toBuilder();
            boolean follows =
                    inMessage
                            .filter(b -> b.getRecordClass() == whole.getRecordClass())
                            .filter(b -> b.getSequence() + 1 == whole.getSequence())
                            .isPresent();
            if (follows) {
                var _ = sent.clearRecordClass().clearSequence();
            }
            inMessage = Optional.of(whole);
            shorter.add(sent.build());
        }
        return shorter;
    }

    /// The receipt with the booth's own root where central has left it out.
    Receipt rooted(Receipt receipt) {
        Chain own = chain(SealClass.of(receipt.getRecordClass()).orElseThrow());
        return receipt.hasRoot() || receipt.getSize() != own.size()
                ? receipt
                : receipt.toBuilder().setRoot(ByteString.copyFrom(own.root())).build();
    }

    /// A beat over everything sealed so far.
    public Beat beat() {
        wallMs++;
        return checkpointer.beat(
                List.of(chain(SealClass.P0), chain(SealClass.P1), chain(SealClass.P2)), stamp());
    }

    public UpstreamMessage bundle(List<Envelope> envelopes, Beat beat) {
        return message()
                .setBundle(Bundle.newBuilder().addAllEnvelopes(envelopes).setBeat(beat))
                .build();
    }

    public UpstreamMessage message(Checkpoint checkpoint) {
        return message().setCheckpoint(checkpoint).build();
    }

    public UpstreamMessage message(DeclaredLoss loss) {
        return message().setLoss(loss).build();
    }

    public UpstreamMessage.Builder message() {
        return UpstreamMessage.newBuilder().setBooth(ByteString.copyFrom(id().bytes()));
    }
}
