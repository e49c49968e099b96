package dev.gatehouse.core.seal;

import com.google.protobuf.ByteString;
import dev.gatehouse.proto.v1.Checkpoint;
import dev.gatehouse.proto.v1.DeclaredLoss;
import dev.gatehouse.proto.v1.Stamp;
import java.time.Duration;
import java.util.Optional;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;

/// Decides which checkpoint is due and signs it. Owned by the booth thread, which asks each duty
/// cycle; [#sign] and [#signLoss] leave the schedule alone and may be called from any thread.
///
/// - Ed25519: at most one second behind a new record;
/// - hybrid: after 64 records or 60 s, whichever is later, but 15 minutes after the oldest record
///   without one at the latest, and at once after a P0 record;
/// - heartbeat: Ed25519 every 10 s when idle, so that a deleted tail shows.
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

    public Checkpointer(BoothKeys keys) {
        this.booth = keys.id();
        this.ed25519 = new Ed25519PrivateKeyParameters(keys.ed25519Seed());
        this.mlDsa = Signatures.mlDsaPrivate(keys.mlDsaSeed());
    }

    /// The checkpoint that is due now, if one is. The first call for a class gives one at once.
    ///
    /// @param durable the chain of what is on disk, never of what is only in memory
    /// @param nowNs monotonic
    public Optional<Checkpoint> due(SealClass c, Chain durable, Stamp at, long nowNs) {
        Schedule schedule = schedules[c.index()];
        if (schedule == null) {
            schedule = new Schedule(nowNs);
            schedules[c.index()] = schedule;
        }
        schedule.observe(durable.size(), nowNs);
        return switch (schedule.due(c, durable.size(), nowNs)) {
            case NONE -> Optional.empty();
            case ED25519 -> {
                schedule.signed(durable.size(), nowNs, false);
                yield Optional.of(sign(c, durable, at, false));
            }
            case HYBRID -> {
                schedule.signed(durable.size(), nowNs, true);
                yield Optional.of(sign(c, durable, at, true));
            }
        };
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

    /// Declares records lost that central never had.
    ///
    /// @param firstSequence the first that is lost
    /// @param resume the chain from which the class goes on; at least `firstSequence` long
    public DeclaredLoss signLoss(SealClass c, long firstSequence, Chain resume) {
        DeclaredLoss.Builder loss =
                DeclaredLoss.newBuilder()
                        .setRecordClass(c.wire())
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

    private enum Due {
        NONE,
        ED25519,
        HYBRID
    }

    /// One class's marks.
    private static final class Schedule {
        private long signedSize = -1;
        private long hybridSize;
        private long signedNs;
        private long hybridNs;

        /// When the oldest record beyond `signedSize` was first seen.
        private long unsignedSinceNs;

        /// When the oldest record beyond `hybridSize` was first seen.
        private long unhybridSinceNs;

        private long seenSize = -1;

        Schedule(long nowNs) {
            this.signedNs = nowNs;
            this.hybridNs = nowNs;
        }

        void observe(long size, long nowNs) {
            if (size > seenSize) {
                if (seenSize <= signedSize) {
                    unsignedSinceNs = nowNs;
                }
                if (seenSize <= hybridSize) {
                    unhybridSinceNs = nowNs;
                }
                seenSize = size;
            }
        }

        Due due(SealClass c, long size, long nowNs) {
            if (size > hybridSize && hybridDue(c, size, nowNs)) {
                return Due.HYBRID;
            }
            boolean first = signedSize < 0;
            boolean behind = size > signedSize && nowNs - unsignedSinceNs >= SETTLE_NS;
            boolean idle = nowNs - signedNs >= HEARTBEAT_NS;
            return first || behind || idle ? Due.ED25519 : Due.NONE;
        }

        private boolean hybridDue(SealClass c, long size, long nowNs) {
            boolean both = size - hybridSize >= HYBRID_RECORDS && nowNs - hybridNs >= HYBRID_NS;
            return c == SealClass.P0 || both || nowNs - unhybridSinceNs >= HYBRID_LATEST_NS;
        }

        void signed(long size, long nowNs, boolean hybrid) {
            signedSize = size;
            signedNs = nowNs;
            if (hybrid) {
                hybridSize = size;
                hybridNs = nowNs;
            }
        }
    }
}
