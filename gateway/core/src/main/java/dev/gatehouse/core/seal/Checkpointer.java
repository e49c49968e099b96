package dev.gatehouse.core.seal;

import com.google.protobuf.ByteString;
import dev.gatehouse.proto.v1.Beat;
import dev.gatehouse.proto.v1.Checkpoint;
import dev.gatehouse.proto.v1.DeclaredLoss;
import dev.gatehouse.proto.v1.Stamp;
import dev.gatehouse.proto.v1.TombstoneReason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;

/// Decides which checkpoint is due and signs it. Owned by the booth thread, which asks each duty
/// cycle; [#sign] and [#signLoss] leave the schedule alone and may be called from any thread.
///
/// - beat, one Ed25519 signature over all classes: with a new record, or at most one second behind
///   it when the last beat is younger; and every 10 s when idle, so that a deleted tail shows;
/// - hybrid, one class: after 64 records or 60 s, whichever is later, but 15 minutes after the
///   oldest record without one at the latest, and at once after a P0 record.
public final class Checkpointer {
    /// What "one second behind" leaves for a duty cycle and the way to the wire.
    static final long SETTLE_NS = Duration.ofMillis(900).toNanos();

    static final long HEARTBEAT_NS = Duration.ofSeconds(10).toNanos();
    static final long HYBRID_RECORDS = 64;
    static final long HYBRID_NS = Duration.ofSeconds(60).toNanos();
    static final long HYBRID_LATEST_NS = Duration.ofMinutes(15).toNanos();

    private final BoothId booth;
    private final Ed25519PrivateKeyParameters ed25519;
    private final MLDSAPrivateKeyParameters mlDsa;
    private final Schedule[] schedules = new Schedule[SealClass.COUNT];
    private final long[] beatSizes = new long[SealClass.COUNT];
    private long beatNs;
    private boolean beaten;

    public Checkpointer(BoothKeys keys) {
        this.booth = keys.id();
        this.ed25519 = new Ed25519PrivateKeyParameters(keys.ed25519Seed());
        this.mlDsa = Signatures.mlDsaPrivate(keys.mlDsaSeed());
    }

    /// The beat that is due now, if one is; the first call gives one.
    ///
    /// @param durable the chains of what is on disk, in the order of [SealClass]
    /// @param nowNs monotonic
    public Optional<Beat> dueBeat(List<Chain> durable, Stamp at, long nowNs) {
        long sinceNs = nowNs - beatNs;
        boolean grown = false;
        for (int i = 0; i < beatSizes.length; i++) {
            grown |= durable.get(i).size() > beatSizes[i];
        }
        boolean due = !beaten || (grown && sinceNs >= SETTLE_NS) || sinceNs >= HEARTBEAT_NS;
        if (!due) {
            return Optional.empty();
        }
        beaten = true;
        beatNs = nowNs;
        for (int i = 0; i < beatSizes.length; i++) {
            beatSizes[i] = durable.get(i).size();
        }
        return Optional.of(beat(durable, at));
    }

    /// Signs a beat outside the schedule.
    ///
    /// @param durable in the order of [SealClass]
    public Beat beat(List<Chain> durable, Stamp at) {
        byte[] message = required(SignedBytes.ofBeat(at, Beats.digests(durable), booth));
        return Beat.newBuilder()
                .setAt(at)
                .setP0Size(durable.get(SealClass.P0.index()).size())
                .setP1Size(durable.get(SealClass.P1.index()).size())
                .setP2Size(durable.get(SealClass.P2.index()).size())
                .setEd25519(ByteString.copyFrom(Signatures.ed25519(ed25519, message)))
                .build();
    }

    /// The hybrid checkpoint of a class that is due now, if one is.
    ///
    /// @param durable the chain of what is on disk, never of what is only in memory
    /// @param nowNs monotonic
    public Optional<Checkpoint> dueHybrid(SealClass c, Chain durable, Stamp at, long nowNs) {
        Schedule schedule = schedules[c.index()];
        if (schedule == null) {
            schedule = new Schedule(nowNs);
            schedules[c.index()] = schedule;
        }
        schedule.observe(durable.size(), nowNs);
        if (!schedule.hybridDue(c, durable.size(), nowNs)) {
            return Optional.empty();
        }
        schedule.signed(durable.size(), nowNs);
        return Optional.of(sign(c, durable, at, true));
    }

    /// Signs a checkpoint outside the schedule, as for a hello.
    public Checkpoint sign(SealClass c, Chain durable, Stamp at, boolean hybrid) {
        Checkpoint.Builder checkpoint =
                Checkpoint.newBuilder()
                        .setRecordClass(c.wire())
                        .setSize(durable.size())
                        .setRoot(ByteString.copyFrom(durable.root()))
                        .setChainHead(ByteString.copyFrom(durable.head()))
                        .setAt(at);
        byte[] message = required(SignedBytes.of(checkpoint.build(), booth, hybrid));
        checkpoint.setEd25519(ByteString.copyFrom(Signatures.ed25519(ed25519, message)));
        if (hybrid) {
            checkpoint.setMlDsa44(ByteString.copyFrom(Signatures.mlDsa(mlDsa, message)));
        }
        return checkpoint.build();
    }

    /// Declares records lost to damage that central never had.
    ///
    /// @param firstSequence the first that is lost
    /// @param resume the chain from which the class goes on; at least `firstSequence` long
    public DeclaredLoss signLoss(SealClass c, long firstSequence, Chain resume) {
        return signLoss(DeclaredLoss.newBuilder(), c, firstSequence, resume);
    }

    /// Declares records given up, for want of room, that central never had.
    ///
    /// @param firstSequence the first that is given up
    /// @param resume the booth's own chain behind the last of them
    public DeclaredLoss signEviction(SealClass c, long firstSequence, Chain resume) {
        return signLoss(
                DeclaredLoss.newBuilder().setReason(TombstoneReason.TOMBSTONE_REASON_EVICTED),
                c,
                firstSequence,
                resume);
    }

    private DeclaredLoss signLoss(
            DeclaredLoss.Builder begun, SealClass c, long firstSequence, Chain resume) {
        DeclaredLoss.Builder loss =
                begun.setRecordClass(c.wire())
                        .setFirstSequence(firstSequence)
                        .setResumeSize(resume.size())
                        .setResumeLeaf(ByteString.copyFrom(resume.head()));
        resume.frontier().forEach(node -> loss.addResumeFrontier(ByteString.copyFrom(node)));
        byte[] message = required(SignedBytes.of(loss.build(), booth));
        return loss.setEd25519(ByteString.copyFrom(Signatures.ed25519(ed25519, message)))
                .setMlDsa44(ByteString.copyFrom(Signatures.mlDsa(mlDsa, message)))
                .build();
    }

    private static byte[] required(Optional<byte[]> message) {
        return message.orElseThrow(
                () -> new IllegalArgumentException("a field is out of its range"));
    }

    /// One class's marks of its hybrid checkpoints.
    private static final class Schedule {
        private long hybridSize;
        private long hybridNs;

        /// When the oldest record beyond `hybridSize` was first seen.
        private long unhybridSinceNs;

        private long seenSize = -1;

        Schedule(long nowNs) {
            this.hybridNs = nowNs;
        }

        void observe(long size, long nowNs) {
            if (size > seenSize) {
                if (seenSize <= hybridSize) {
                    unhybridSinceNs = nowNs;
                }
                seenSize = size;
            }
        }

        boolean hybridDue(SealClass c, long size, long nowNs) {
            if (size <= hybridSize) {
                return false;
            }
            boolean both = size - hybridSize >= HYBRID_RECORDS && nowNs - hybridNs >= HYBRID_NS;
            return c == SealClass.P0 || both || nowNs - unhybridSinceNs >= HYBRID_LATEST_NS;
        }

        void signed(long size, long nowNs) {
            hybridSize = size;
            hybridNs = nowNs;
        }
    }
}
