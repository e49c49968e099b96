package dev.gatehouse.booth.daemon;

import dev.gatehouse.booth.uplink.SignedBeat;
import dev.gatehouse.core.disk.Disk;
import dev.gatehouse.core.journal.Journal;
import dev.gatehouse.core.journal.JournalException;
import dev.gatehouse.core.journal.JournalLimits;
import dev.gatehouse.core.journal.NanoClock;
import dev.gatehouse.core.journal.RecordClass;
import dev.gatehouse.core.journal.Tag16;
import dev.gatehouse.core.seal.Chain;
import dev.gatehouse.core.seal.Checkpointer;
import dev.gatehouse.core.seal.SealClass;
import dev.gatehouse.core.seal.Sealed;
import dev.gatehouse.core.seal.Sealer;
import dev.gatehouse.proto.v1.Checkpoint;
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
        LossRegister losses = LossRegister.open(state);
        Journal journal =
                Journal.open(
                        disk,
                        limits,
                        clock,
                        salts,
                        recordClass -> chain(chains, recordClass).save(),
                        new Evictions(losses, checkpointer));
        Map<RecordClass, List<Rebuilt.Hole>> holes = new EnumMap<>(RecordClass.class);
        for (RecordClass recordClass : RecordClass.values()) {
            Rebuilt rebuilt =
                    Rebuilt.of(
                            journal.takeRecovered(recordClass),
                            recordClass,
                            journal.nextSequence(recordClass),
                            sequence -> Rebuilt.previousLeaf(journal, recordClass, sequence));
            chains.put(recordClass, rebuilt.chain());
            boolean unfinished =
                    losses.dropUnwritten(recordClass, journal.nextSequence(recordClass));
            if (unfinished || !rebuilt.holes().isEmpty()) {
                holes.put(recordClass, rebuilt.holes());
            }
        }
        RecordStore store = new RecordStore(journal, sealer, checkpointer, chains, losses);
        for (Map.Entry<RecordClass, List<Rebuilt.Hole>> damaged : holes.entrySet()) {
            store.declareRebuilt(damaged.getKey(), damaged.getValue());
        }
        return store;
    }

    /// The rebuilt tree is not the one that central has of the same records, so after its holes the
    /// tree itself is declared, at a record made to be given up.
    private void declareRebuilt(RecordClass recordClass, List<Rebuilt.Hole> holes)
            throws IOException {
        boolean told = declareTree(recordClass, nextSequence(recordClass));
        for (Rebuilt.Hole hole : holes) {
            losses.keep(checkpointer.signLoss(seal(recordClass), hole.first(), hole.resume()));
        }
        if (told) {
            // so that a next start finds the chain behind the hole, not before it
            var _ = journal.roll(recordClass);
        } else {
            Logger.error(
                    "STO-010 records lost, and no room to declare the tree behind them; tried again at the next start: class={}",
                    recordClass);
        }
    }

    /// Appends a record without content and declares the records from `first` up to it lost, with
    /// the booth's own tree behind it. It never leaves the booth; that tree does.
    ///
    /// The order is what a power cut needs: a declaration whose last record was never written is
    /// forgotten at the next start and made anew.
    ///
    /// @return false when the class is full
    private boolean declareTree(RecordClass recordClass, long first) throws IOException {
        if (!journal.hasRoom(recordClass, ANNEX_BYTES, SEAL_OVERHEAD_BYTES)) {
            return false;
        }
        Chain chain = chain(chains, recordClass);
        // whatever is sealed next must bring its epoch's opening: this record's is never seen
        sealer.endEpoch();
        Sealed sealed =
                sealer.seal(
                        seal(recordClass),
                        nextSequence(recordClass),
                        chain.head(),
                        SCHEMA,
                        Record.getDefaultInstance().toByteArray());
        sealer.endEpoch();
        Chain behind = chain.copy();
        behind.append(sealed.leaf());
        losses.keep(checkpointer.signLoss(seal(recordClass), first, behind));
        if (journal.append(recordClass, annex(new byte[Tag16.BYTES], sealed.leaf()), sealed.bytes())
                == Journal.FULL) {
            var _ = losses.dropUnwritten(recordClass, nextSequence(recordClass));
            return false;
        }
        chain.append(sealed.leaf());
        commitAll();
        return true;
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
        if (!journal.hasRoom(recordClass, ANNEX_BYTES, sealedAtMost(payload.length))) {
            return false;
        }
        if (payload.length > RecordFit.PAYLOAD_MAX_BYTES) {
            Logger.error(
                    "STO-009 a record is too large for the journal and was refused: class={}, octets={}",
                    recordClass,
                    payload.length);
            return false;
        }
        if (recordClass.givesWay() && mayCommitByItself(recordClass, record)) {
            // what stands before a segment may be evicted: it must open without that
            sealer.endEpoch();
        }
        Sealed sealed = sealer.seal(seal(recordClass), sequence, chain.head(), SCHEMA, payload);
        byte[] leaf = sealed.leaf();
        if (journal.append(recordClass, annex(tag, leaf), sealed.bytes()) == Journal.FULL) {
            // this (epoch, class, sequence) has been used for a record that is nowhere
            sealer.endEpoch();
            return false;
        }
        chain.append(leaf);
        return true;
    }

    private static byte[] annex(byte[] tag, byte[] leaf) {
        byte[] annex = Arrays.copyOf(tag, ANNEX_BYTES);
        System.arraycopy(leaf, 0, annex, Tag16.BYTES, LEAF_BYTES);
        return annex;
    }

    /// Padmé adds less than an eighth.
    private static int sealedAtMost(int payloadBytes) {
        return payloadBytes + payloadBytes / 8 + SEAL_OVERHEAD_BYTES;
    }

    /// Whether this record would be taken now.
    boolean hasRoom(RecordClass recordClass, Record record) throws JournalException {
        int octets = record.getSerializedSize();
        return octets <= RecordFit.PAYLOAD_MAX_BYTES
                && journal.hasRoom(recordClass, ANNEX_BYTES, sealedAtMost(octets));
    }

    /// Whether appending this record may begin a new segment of its class, which commits the class
    /// by itself.
    boolean mayCommitByItself(RecordClass recordClass, Record record) {
        return journal.startsSegment(
                recordClass, ANNEX_BYTES, sealedAtMost(record.getSerializedSize()));
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

    /// Commits what is due. Telemetry never before the alarms and records of the same events:
    /// otherwise a repeated event could be taken for one that was dealt with.
    ///
    /// @param recordsToo alarms and records even before their window has passed, because somebody
    ///   waits for them
    void commit(long nowNanos, boolean recordsToo) throws JournalException {
        if (recordsToo || journal.syncDelayNanos(nowNanos) == 0) {
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

    /// The beat whose time has come, over what is durable.
    Optional<SignedBeat> dueBeat(Stamp at, long nowNanos) {
        List<Chain> chains = new ArrayList<>();
        for (RecordClass recordClass : RecordClass.values()) {
            chains.add(chain(durableChains, recordClass));
        }
        return checkpointer.dueBeat(chains, at, nowNanos).map(beat -> SignedBeat.of(beat, chains));
    }

    /// Hybrid checkpoints whose time has come, over what is durable.
    List<Checkpoint> dueHybrids(Stamp at, long nowNanos) {
        List<Checkpoint> due = new ArrayList<>();
        durableChains.forEach((recordClass, chain) ->
                checkpointer.dueHybrid(seal(recordClass), chain, at, nowNanos).ifPresent(due::add));
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

    /// Declares records that cannot be delivered, met while the booth runs. The tree that the booth
    /// signs holds their true leaves, which nobody knows any more; so central goes on behind them
    /// with a stand-in for the tree, and takes the booth's own at a record made to be given up. No
    /// checkpoint of a size between may be sent.
    ///
    /// @param end next record that can be delivered, or the end of what is durable
    /// @return false when the class is full
    boolean declareLoss(RecordClass recordClass, long first, long end) throws IOException {
        if (losses.covering(recordClass, first).isPresent()) {
            return true;
        }
        commitAll();
        long head = nextSequence(recordClass);
        if (end >= head) {
            return declareTree(recordClass, first);
        }
        if (!declareTree(recordClass, head)) {
            return false;
        }
        losses.keep(
                checkpointer.signLoss(
                        seal(recordClass),
                        first,
                        Rebuilt.standIn(
                                recordClass,
                                end,
                                Rebuilt.previousLeaf(journal, recordClass, end))));
        return true;
    }

    LossRegister losses() {
        return losses;
    }

    /// Plain and hybrid checkpoint of one class as it is on disk.
    List<Checkpoint> proof(RecordClass recordClass, Stamp at) {
        Chain chain = chain(durableChains, recordClass);
        return List.of(
                checkpointer.sign(seal(recordClass), chain, at, false),
                checkpointer.sign(seal(recordClass), chain, at, true));
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
