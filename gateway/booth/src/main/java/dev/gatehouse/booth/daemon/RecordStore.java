package dev.gatehouse.booth.daemon;

import dev.gatehouse.core.disk.Disk;
import dev.gatehouse.core.journal.Journal;
import dev.gatehouse.core.journal.JournalException;
import dev.gatehouse.core.journal.JournalLimits;
import dev.gatehouse.core.journal.JournalReader;
import dev.gatehouse.core.journal.NanoClock;
import dev.gatehouse.core.journal.ReadResult;
import dev.gatehouse.core.journal.RecordClass;
import dev.gatehouse.core.journal.Tag16;
import dev.gatehouse.core.seal.Chain;
import dev.gatehouse.core.seal.Checkpointer;
import dev.gatehouse.core.seal.SealClass;
import dev.gatehouse.core.seal.Sealed;
import dev.gatehouse.core.seal.Sealer;
import dev.gatehouse.proto.v1.Checkpoint;
import dev.gatehouse.proto.v1.DeclaredLoss;
import dev.gatehouse.proto.v1.Envelope;
import dev.gatehouse.proto.v1.Record;
import dev.gatehouse.proto.v1.Stamp;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.tinylog.Logger;

/// Seals each record as it is appended, so that plaintext never reaches the disk, and keeps the
/// hash chain of each class in step with the journal. Owned by the booth thread.
///
/// The annex of a journal record is local to the booth:
///
/// ```
///  0                16                                48
///  +----------------+---------------------------------+
///  | tag (16)       | leaf hash of this record (32)   |
///  +----------------+---------------------------------+
/// ```
///
/// The leaf rebuilds the chain after a restart, when the booth can no longer open what it sealed.
final class RecordStore {
    static final int SCHEMA = 1;
    static final int LEAF_BYTES = 32;

    /// Header, tag, salt, opening and padding of an envelope at most, for asking after room before
    /// sealing.
    private static final int SEAL_OVERHEAD_BYTES = 2_048;

    static final int ANNEX_BYTES = Tag16.BYTES + LEAF_BYTES;

    private final Journal journal;
    private final Sealer sealer;
    private final Checkpointer checkpointer;
    private final Map<RecordClass, Chain> chains;
    private final LossRegister losses;
    private final Map<RecordClass, Chain> durableChains = new EnumMap<>(RecordClass.class);
    private final AtomicLong suppressed = new AtomicLong();

    private RecordStore(
            Journal journal,
            Sealer sealer,
            Checkpointer checkpointer,
            Map<RecordClass, Chain> chains,
            LossRegister losses) {
        this.journal = journal;
        this.sealer = sealer;
        this.checkpointer = checkpointer;
        this.chains = chains;
        this.losses = losses;
        chains.forEach((recordClass, chain) -> durableChains.put(recordClass, chain.copy()));
    }

    /// Opens the journal and rebuilds the chains from its last segments.
    ///
    /// @param state keeps signed declarations of loss until central has them
    static RecordStore open(
            Disk disk,
            Disk state,
            JournalLimits limits,
            NanoClock clock,
            RandomGenerator salts,
            Sealer sealer,
            Checkpointer checkpointer)
            throws IOException {
        Map<RecordClass, Chain> chains = new EnumMap<>(RecordClass.class);
        for (RecordClass recordClass : RecordClass.values()) {
            chains.put(recordClass, new Chain());
        }
        Journal journal =
                Journal.open(
                        disk,
                        limits,
                        clock,
                        salts,
                        recordClass -> chain(chains, recordClass).save());
        LossRegister losses = LossRegister.open(state);
        for (RecordClass recordClass : RecordClass.values()) {
            Rebuilt rebuilt =
                    Rebuilt.of(
                            journal.takeRecovered(recordClass),
                            recordClass,
                            journal.nextSequence(recordClass),
                            sequence -> previousLeaf(journal, recordClass, sequence));
            chains.put(recordClass, rebuilt.chain());
            for (Rebuilt.Hole hole : rebuilt.holes()) {
                losses.keep(checkpointer.signLoss(seal(recordClass), hole.first(), hole.resume()));
            }
            if (!rebuilt.holes().isEmpty()) {
                // so that a next start finds the chain behind the hole, not before it
                var _ = journal.roll(recordClass);
            }
        }
        return new RecordStore(journal, sealer, checkpointer, chains, losses);
    }

    /// What the envelope of an intact record says of the leaf before it; read only behind a hole.
    private static Optional<byte[]> previousLeaf(
            Journal journal, RecordClass recordClass, long sequence) {
        try (JournalReader reader = journal.reader()) {
            return reader.read(recordClass, sequence) instanceof ReadResult.Found found
                    ? Optional.of(Envelope.parseFrom(found.body()).getPreviousLeaf().toByteArray())
                    : Optional.empty();
        } catch (IOException e) {
            Logger.error("STO-006 a record behind a hole cannot be read: class={}", recordClass);
            return Optional.empty();
        }
    }

    private static Chain chain(Map<RecordClass, Chain> chains, RecordClass recordClass) {
        Chain chain = chains.get(recordClass);
        if (chain == null) {
            throw new IllegalStateException("no chain of class " + recordClass);
        }
        return chain;
    }

    Journal journal() {
        return journal;
    }

    /// Appends one record.
    ///
    /// @param tag 16 octets; a tag the class already holds appends nothing
    /// @return false when the class is full
    boolean record(RecordClass recordClass, byte[] tag, Record record) throws JournalException {
        if (journal.hasTag(recordClass, Tag16.of(tag))) {
            suppressed.incrementAndGet();
            return true;
        }
        Chain chain = chain(chains, recordClass);
        long sequence = journal.nextSequence(recordClass);
        byte[] payload = record.toByteArray();
        if (!journal.hasRoom(recordClass, ANNEX_BYTES, payload.length + SEAL_OVERHEAD_BYTES)) {
            return false;
        }
        Sealed sealed = sealer.seal(seal(recordClass), sequence, chain.head(), SCHEMA, payload);
        byte[] leaf = sealed.leaf();
        byte[] annex = Arrays.copyOf(tag, ANNEX_BYTES);
        System.arraycopy(leaf, 0, annex, Tag16.BYTES, LEAF_BYTES);
        if (journal.append(recordClass, annex, sealed.bytes()) == Journal.FULL) {
            // this (epoch, class, sequence) has been used for a record that is nowhere
            sealer.endEpoch();
            return false;
        }
        chain.append(leaf);
        return true;
    }

    boolean known(RecordClass recordClass, byte[] tag) {
        return journal.hasTag(recordClass, Tag16.of(tag));
    }

    long nextSequence(RecordClass recordClass) {
        return journal.nextSequence(recordClass);
    }

    long durable(RecordClass recordClass) {
        return journal.durable(recordClass);
    }

    /// Nanoseconds until the next group commit is due; far away when nothing waits.
    long commitDelayNanos(long nowNanos) {
        return journal.syncDelayNanos(nowNanos);
    }

    /// Commits what is due.
    ///
    /// @param recordsToo alarms and records even before their window has passed, because somebody
    ///   waits for them
    void commit(long nowNanos, boolean recordsToo) throws JournalException {
        if (recordsToo) {
            journal.sync(RecordClass.P0);
            journal.sync(RecordClass.P1);
        }
        journal.syncDue(nowNanos);
        keepDurableChains();
    }

    void commitAll() throws JournalException {
        journal.sync();
        keepDurableChains();
    }

    private void keepDurableChains() {
        for (RecordClass recordClass : RecordClass.values()) {
            Chain chain = chain(chains, recordClass);
            boolean kept = chain(durableChains, recordClass).size() == chain.size();
            if (!kept && journal.durable(recordClass) == chain.size()) {
                durableChains.put(recordClass, chain.copy());
            }
        }
    }

    /// Checkpoints whose time has come, over what is durable.
    List<Checkpoint> dueCheckpoints(Stamp at, long nowNanos) {
        List<Checkpoint> due = new ArrayList<>();
        durableChains.forEach((recordClass, chain) ->
                checkpointer.due(seal(recordClass), chain, at, nowNanos).ifPresent(due::add));
        return due;
    }

    /// The state of every class, for central's rollback check.
    List<Checkpoint> helloCheckpoints(Stamp at) {
        return sign(at, false);
    }

    /// Post-quantum proof of everything, for a clean stop.
    List<Checkpoint> finalCheckpoints(Stamp at) {
        return sign(at, true);
    }

    private List<Checkpoint> sign(Stamp at, boolean hybrid) {
        List<Checkpoint> all = new ArrayList<>();
        durableChains.forEach((recordClass, chain) ->
                all.add(checkpointer.sign(seal(recordClass), chain, at, hybrid)));
        return all;
    }

    /// The signed declaration that records are lost.
    ///
    /// @param state tree at `first + count` as the next segment kept it
    /// @return empty when the tree behind the hole is not known; the class then waits for a
    ///   technician
    Optional<DeclaredLoss> declareLoss(
            RecordClass recordClass, long first, Optional<byte[]> state) {
        Optional<DeclaredLoss> kept = losses.find(seal(recordClass).wire(), first);
        return kept.isPresent()
                ? kept
                : state.flatMap(Chain::restore)
                        .map(resume -> checkpointer.signLoss(seal(recordClass), first, resume));
    }

    /// Little pieces of housekeeping, when there is time.
    boolean prepare() throws JournalException {
        return journal.prepare();
    }

    /// Records that a re-processed event would have written twice.
    long suppressed() {
        return suppressed.get();
    }

    static SealClass seal(RecordClass recordClass) {
        return switch (recordClass) {
            case P0 -> SealClass.P0;
            case P1 -> SealClass.P1;
            case P2 -> SealClass.P2;
        };
    }
}
