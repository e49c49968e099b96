package dev.gatehouse.central.receive;

import com.google.protobuf.ByteString;
import dev.gatehouse.central.ledger.AlarmKind;
import dev.gatehouse.central.ledger.ClassKey;
import dev.gatehouse.central.ledger.Ledger;
import dev.gatehouse.central.ledger.LedgerOpenings;
import dev.gatehouse.central.ledger.Mark;
import dev.gatehouse.central.ledger.RecordRow;
import dev.gatehouse.central.ledger.Stored;
import dev.gatehouse.core.seal.Abridged;
import dev.gatehouse.core.seal.Beats;
import dev.gatehouse.core.seal.BoothId;
import dev.gatehouse.core.seal.BoothRecord;
import dev.gatehouse.core.seal.CentralKeys;
import dev.gatehouse.core.seal.CentralSigner;
import dev.gatehouse.core.seal.Chain;
import dev.gatehouse.core.seal.NanoClock;
import dev.gatehouse.core.seal.NotOpened;
import dev.gatehouse.core.seal.OpenResult;
import dev.gatehouse.core.seal.Opened;
import dev.gatehouse.core.seal.Opener;
import dev.gatehouse.core.seal.SealClass;
import dev.gatehouse.core.seal.SignedBytes;
import dev.gatehouse.core.seal.Verifying;
import dev.gatehouse.proto.v1.Beat;
import dev.gatehouse.proto.v1.Bundle;
import dev.gatehouse.proto.v1.Checkpoint;
import dev.gatehouse.proto.v1.DeclaredLoss;
import dev.gatehouse.proto.v1.DownstreamMessage;
import dev.gatehouse.proto.v1.Envelope;
import dev.gatehouse.proto.v1.Hello;
import dev.gatehouse.proto.v1.Receipt;
import dev.gatehouse.proto.v1.RefusalReason;
import dev.gatehouse.proto.v1.TombstoneReason;
import dev.gatehouse.proto.v1.UpstreamMessage;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The rules for what one booth sends, as `security.md` "Receipts" states them. Receiver's thread
/// only.
///
/// A message changes the tracks in memory and the ledger's open transaction; [#settle] signs what
/// moved, and only after the commit does the receiver take the answers. When the commit fails the
/// whole intake is thrown away and read again from the ledger, so that memory is never ahead of it.
///
/// A record is accepted when its sequence is the expected one, its previous leaf is the stored
/// head, and it opens.
final class BoothIntake {
    static final int MAX_VERSION_CHARS = 64;

    /// Beats may state records that are not here for so long; several of the booth's attempts to
    /// send again.
    static final long EARLY_GAP_NANOS = 30_000_000_000L;

    private final BoothRecord booth;
    private final Ledger ledger;
    private final OwnTrees trees;
    private final Opener opener;
    private final LedgerOpenings openings;
    private final CentralSigner signer;
    private final ReceiverLimits limits;
    private final Counters counters;
    private final NanoClock nanoClock;
    private final Map<SealClass, ClassTrack> tracks = new EnumMap<>(SealClass.class);
    private final List<DownstreamMessage> answers = new ArrayList<>();
    private boolean rolledBack;
    private Optional<String> heardVersion = Optional.empty();
    private boolean authentic;

    private BoothIntake(
            BoothRecord booth,
            CentralKeys keys,
            Ledger ledger,
            CentralSigner signer,
            ReceiverLimits limits,
            Counters counters,
            NanoClock nanoClock) {
        this.booth = booth;
        this.ledger = ledger;
        this.trees = new OwnTrees(ledger);
        this.openings = new LedgerOpenings(ledger);
        this.opener = new Opener(keys, openings);
        this.signer = signer;
        this.limits = limits;
        this.counters = counters;
        this.nanoClock = nanoClock;
    }

    /// Reads where the booth stands from the ledger.
    static BoothIntake load(
            BoothRecord booth,
            CentralKeys keys,
            Ledger ledger,
            CentralSigner signer,
            ReceiverLimits limits,
            Counters counters,
            NanoClock nanoClock)
            throws SQLException {
        BoothIntake intake =
                new BoothIntake(booth, keys, ledger, signer, limits, counters, nanoClock);
        for (SealClass sealClass : SealClass.values()) {
            intake.tracks.put(sealClass, intake.trees.load(new ClassKey(booth.id(), sealClass)));
        }
        intake.rolledBack = ledger.alarms().rolledBack(booth.id());
        return intake;
    }

    /// Takes one message into the open transaction.
    ///
    /// @param nowMs the group's time, which its records and receipts bear
    void take(UpstreamMessage message, long nowMs) throws SQLException {
        switch (message.getBodyCase()) {
            case HELLO -> hello(message.getHello(), nowMs);
            case RECORDS -> records(message.getRecords().getEnvelopesList(), nowMs);
            case BUNDLE -> bundle(message.getBundle(), nowMs);
            case CHECKPOINT -> checkpoint(message.getCheckpoint(), false, nowMs);
            case LOSS -> loss(message.getLoss(), nowMs);
            case BODY_NOT_SET -> counters.count(Counter.MALFORMED);
        }
    }

    private void hello(Hello hello, long nowMs) throws SQLException {
        if (hello.getNonce().size() != SignedBytes.NONCE_BYTES
                || hello.getCheckpointsCount() > SealClass.values().length) {
            counters.count(Counter.MALFORMED);
            return;
        }
        heardVersion = Optional.of(hello.getVersion()).filter(BoothIntake::isPlain);
        answerTime(hello.getNonce(), nowMs);
        // an operator may have cleared the alarm since
        rolledBack = ledger.alarms().rolledBack(booth.id());
        for (Checkpoint checkpoint : hello.getCheckpointsList()) {
            checkpoint(checkpoint, true, nowMs);
        }
        for (ClassTrack track : tracks.values()) {
            track.owed = true;
            track.owedWhole = true;
        }
        if (rolledBack) {
            tracks.values().forEach(track -> refuse(track, RefusalReason.REFUSAL_REASON_ROLLBACK));
        }
    }

    /// Nobody signs the version, and a person will read it on a terminal.
    private static boolean isPlain(String version) {
        return version.length() <= MAX_VERSION_CHARS
                && version.chars().allMatch(c -> c >= ' ' && c <= '~');
    }

    private void answerTime(ByteString nonce, long nowMs) {
        answers.add(
                DownstreamMessage.newBuilder()
                        .setTime(signer.time(booth.id(), nonce.toByteArray(), nowMs))
                        .build());
    }

    private void bundle(Bundle bundle, long nowMs) throws SQLException {
        if (bundle.hasTimeNonce() && bundle.getTimeNonce().size() != SignedBytes.NONCE_BYTES) {
            counters.count(Counter.MALFORMED);
            return;
        }
        if (bundle.hasTimeNonce()) {
            answerTime(bundle.getTimeNonce(), nowMs);
        }
        records(bundle.getEnvelopesList(), nowMs);
        if (bundle.hasBeat()) {
            beat(bundle.getBeat(), nowMs);
        }
    }

    /// A beat proves nothing while records that it covers are missing, for it carries no hashes;
    /// central then asks for them, as for any gap. One that does not hold over central's own trees
    /// is noise, or the trees differ: refused, and the booth's next greeting tells which.
    private void beat(Beat beat, long nowMs) throws SQLException {
        if (!Beats.fits(beat)) {
            counters.count(Counter.MALFORMED);
            return;
        }
        if (rolledBack) {
            counters.count(Counter.SHUT_OUT);
            tracks.values().forEach(track -> refuse(track, RefusalReason.REFUSAL_REASON_ROLLBACK));
            return;
        }
        List<ClassTrack> early =
                tracks.values().stream()
                        .filter(t -> Beats.size(beat, t.key.sealClass()) > t.chain.size())
                        .toList();
        if (!early.isEmpty()) {
            counters.count(Counter.BEATS_EARLY);
            for (ClassTrack track : early) {
                early(track, nowMs);
            }
            return;
        }
        List<Chain> own = new ArrayList<>();
        for (ClassTrack track : tracks.values()) {
            Optional<Chain> chain = trees.at(track, Beats.size(beat, track.key.sealClass()));
            if (chain.isEmpty()) {
                counters.count(Counter.UNPROVABLE);
                return;
            }
            own.add(chain.get());
        }
        Optional<List<Checkpoint>> proofs = Beats.prove(beat, own, booth);
        if (proofs.isEmpty()) {
            ClassTrack first = track(SealClass.P0);
            badSignature(
                    first,
                    beat.getP0Size(),
                    beat.toByteString(),
                    RefusalReason.REFUSAL_REASON_BEAT_NOT_PROVEN,
                    nowMs);
            return;
        }
        counters.count(Counter.BEATS);
        proven(beat, proofs.get());
    }

    /// A beat of less than central has proven is an old one, overtaken or played back, or that of a
    /// booth put back to an old state, which signs anew: no sign of life either way. The greeting
    /// that a refusal brings about tells of the second.
    private void proven(Beat beat, List<Checkpoint> proofs) throws SQLException {
        boolean lived = authentic;
        List<ClassTrack> behind = new ArrayList<>();
        for (SealClass sealClass : SealClass.values()) {
            ClassTrack track = track(sealClass);
            track.statedSize = Beats.size(beat, sealClass);
            if (track.statedSize < track.provenSize) {
                behind.add(track);
            } else {
                keep(track, proofs.get(sealClass.index()));
            }
        }
        if (behind.isEmpty()) {
            return;
        }
        authentic = lived;
        counters.count(Counter.BEATS_BEHIND);
        for (ClassTrack track : behind) {
            Checkpoint proof = proofs.get(track.key.sealClass().index());
            if (!trees.signedBeforeProven(track, proof)) {
                refuse(track, RefusalReason.REFUSAL_REASON_BEAT_NOT_PROVEN);
                return;
            }
        }
    }

    /// Records that the booth states and that do not come although asked for are a gap, as those
    /// before a record that arrived are.
    private void early(ClassTrack track, long nowMs) throws SQLException {
        if (track.earlyForNanos(nanoClock.nanoTime()) > EARLY_GAP_NANOS) {
            counters.count(Counter.GAPS);
            ledger.alarms()
                    .raise(
                            AlarmKind.GAP,
                            track.key,
                            track.chain.size(),
                            ByteString.EMPTY,
                            ByteString.EMPTY,
                            nowMs);
        }
        refuse(track, RefusalReason.REFUSAL_REASON_GAP);
    }

    private void records(List<Envelope> batch, long nowMs) throws SQLException {
        if (batch.size() > limits.batchEnvelopes()) {
            counters.count(Counter.MALFORMED);
            return;
        }
        Set<SealClass> halted = EnumSet.noneOf(SealClass.class);
        Optional<Envelope> before = Optional.empty();
        for (Envelope received : batch) {
            Envelope envelope = placed(received, before);
            before = Optional.of(envelope);
            Optional<SealClass> sealClass = SealClass.of(envelope.getRecordClass());
            if (sealClass.isEmpty() || envelope.getSequence() < 0) {
                counters.count(Counter.MALFORMED);
                continue;
            }
            if (!halted.contains(sealClass.get())
                    && !record(track(sealClass.get()), envelope, nowMs)) {
                // what follows of this class can only be a gap
                halted.add(sealClass.get());
            }
        }
    }

    /// Class and sequence of an envelope that follows another one in the same message, both or
    /// neither left out; a first one that lacks them has no class.
    private static Envelope placed(Envelope received, Optional<Envelope> before) {
        boolean follows =
                before.isPresent() && !received.hasRecordClass() && !received.hasSequence();
        // a sum beyond the largest number is a negative one, which is malformed
        return follows
                ? received.toBuilder()
                        .setRecordClass(before.get().getRecordClass())
                        .setSequence(before.get().getSequence() + 1)
                        .build()
                : received;
    }

    /// The envelope as it was sealed, with the ledger's word for what it leaves out.
    private Envelope restored(ClassTrack track, Envelope received) throws SQLException {
        if (received.hasPreviousLeaf()) {
            return received;
        }
        long sequence = received.getSequence();
        if (sequence == track.chain.size()) {
            if (track.lastHeader.isEmpty()) {
                track.lastHeader = stored(track, sequence - 1).map(Abridged::header);
            }
            return Abridged.restored(received, track.lastHeader, track.chain.head());
        }
        Optional<RecordRow> before = ledger.record(track.key, sequence - 1);
        return Abridged.restored(
                received,
                before.flatMap(row -> Stored.envelope(row.envelope())),
                before.map(row -> row.leaf().toByteArray()).orElseGet(() -> new Chain().head()));
    }

    private Optional<Envelope> stored(ClassTrack track, long sequence) throws SQLException {
        return ledger.record(track.key, sequence).flatMap(row -> Stored.envelope(row.envelope()));
    }

    /// Returns true when the class may go on with the batch's next record.
    private boolean record(ClassTrack track, Envelope received, long nowMs) throws SQLException {
        if (rolledBack) {
            counters.count(Counter.SHUT_OUT);
            refuse(track, RefusalReason.REFUSAL_REASON_ROLLBACK);
            return false;
        }
        long sequence = received.getSequence();
        if (sequence < track.chain.size()) {
            return repeat(track, restored(track, received), nowMs);
        }
        if (sequence > track.chain.size()) {
            counters.count(Counter.GAPS);
            ledger.alarms()
                    .raise(
                            AlarmKind.GAP,
                            track.key,
                            track.chain.size(),
                            ByteString.EMPTY,
                            ByteString.EMPTY,
                            nowMs);
            refuse(track, RefusalReason.REFUSAL_REASON_GAP);
            return false;
        }
        Envelope envelope = restored(track, received);
        byte[] head = track.chain.head();
        if (!envelope.getPreviousLeaf().equals(ByteString.copyFrom(head))) {
            return diverged(track, envelope, nowMs);
        }
        return switch (open(envelope, head)) {
            case NotOpened _ -> notOpened(track, envelope, nowMs);
            case Opened opened -> accept(track, envelope, opened, nowMs);
        };
    }

    private boolean accept(ClassTrack track, Envelope envelope, Opened opened, long nowMs)
            throws SQLException {
        long sequence = envelope.getSequence();
        ledger.addRecord(
                track.key,
                new RecordRow(
                        sequence,
                        ByteString.copyFrom(opened.leaf()),
                        ByteString.copyFrom(opened.commitment()),
                        envelope.toByteString(),
                        nowMs));
        if (envelope.hasOpening()) {
            ledger.addOpening(track.key, envelope.getEpoch(), sequence);
        }
        track.chain.append(opened.leaf());
        track.lastHeader = Optional.of(Abridged.header(envelope));
        track.moved = true;
        track.owed = true;
        authentic = true;
        counters.count(Counter.RECORDS);
        Optional<Checkpoint> held = track.held;
        if (held.isPresent() && held.get().getSize() == track.chain.size()) {
            track.held = Optional.empty();
            judge(track, held.get(), nowMs);
        }
        return true;
    }

    /// A record that central has: the same one is answered with the current receipt, another one is
    /// a fork.
    private boolean repeat(ClassTrack track, Envelope envelope, long nowMs) throws SQLException {
        Optional<RecordRow> stored = ledger.record(track.key, envelope.getSequence());
        if (stored.isEmpty()) {
            counters.count(Counter.LATE_AFTER_LOSS);
            track.owed = true;
            track.owedWhole = true;
            return true;
        }
        if (stored.get().envelope().equals(envelope.toByteString())) {
            counters.count(Counter.REPEATS);
            track.owed = true;
            track.owedWhole = true;
            return true;
        }
        return switch (open(envelope, envelope.getPreviousLeaf().toByteArray())) {
            case NotOpened _ -> notOpened(track, envelope, nowMs);
            case Opened _ -> fork(track, envelope, stored.get().envelope(), nowMs);
        };
    }

    /// The expected sequence on top of another history: when it is the booth's own, two copies of
    /// the booth write.
    private boolean diverged(ClassTrack track, Envelope envelope, long nowMs) throws SQLException {
        ByteString before =
                ledger.record(track.key, track.chain.size() - 1)
                        .map(RecordRow::envelope)
                        .orElse(ByteString.EMPTY);
        return switch (open(envelope, envelope.getPreviousLeaf().toByteArray())) {
            case NotOpened _ -> notOpened(track, envelope, nowMs);
            case Opened _ -> fork(track, envelope, before, nowMs);
        };
    }

    private boolean fork(ClassTrack track, Envelope envelope, ByteString expected, long nowMs)
            throws SQLException {
        counters.count(Counter.FORKS);
        ledger.alarms()
                .raise(
                        AlarmKind.FORK,
                        track.key,
                        envelope.getSequence(),
                        expected,
                        envelope.toByteString(),
                        nowMs);
        refuse(track, RefusalReason.REFUSAL_REASON_FORK);
        return false;
    }

    private boolean notOpened(ClassTrack track, Envelope envelope, long nowMs) throws SQLException {
        counters.count(Counter.NOT_OPENED);
        ledger.alarms()
                .raise(
                        AlarmKind.NOT_OPENED,
                        track.key,
                        envelope.getSequence(),
                        ByteString.EMPTY,
                        envelope.toByteString(),
                        nowMs);
        refuse(track, RefusalReason.REFUSAL_REASON_NOT_OPENED);
        return false;
    }

    /// Opens with the epoch's opening out of the ledger when memory no longer has it.
    private OpenResult open(Envelope envelope, byte[] previousLeaf) throws SQLException {
        OpenResult result = opener.open(envelope, booth.id(), previousLeaf);
        openings.rethrow();
        return result;
    }

    private void checkpoint(Checkpoint checkpoint, boolean atHello, long nowMs)
            throws SQLException {
        Optional<SealClass> sealClass = SealClass.of(checkpoint.getRecordClass());
        if (sealClass.isEmpty() || checkpoint.getSize() < 0) {
            counters.count(Counter.MALFORMED);
            return;
        }
        ClassTrack track = track(sealClass.get());
        if (!Verifying.checkpoint(checkpoint, booth).valid()) {
            badSignature(track, checkpoint.getSize(), checkpoint.toByteString(), nowMs);
            return;
        }
        if (atHello && checkpoint.getSize() < track.provenSize && !rolledBack) {
            if (trees.keepsNewer(track, checkpoint)
                    || trees.signedBeforeProven(track, checkpoint)) {
                counters.count(Counter.REPLAYED);
                return;
            }
            counters.count(Counter.ROLLBACKS);
            rolledBack = true;
            ledger.alarms()
                    .raise(
                            AlarmKind.ROLLBACK,
                            track.key,
                            checkpoint.getSize(),
                            track.receiptOctets(),
                            checkpoint.toByteString(),
                            nowMs);
        }
        if (rolledBack) {
            authentic = true;
            counters.count(Counter.SHUT_OUT);
            refuse(track, RefusalReason.REFUSAL_REASON_ROLLBACK);
        } else if (checkpoint.getSize() > track.chain.size()) {
            hold(track, checkpoint);
        } else {
            judge(track, checkpoint, nowMs);
        }
    }

    private void hold(ClassTrack track, Checkpoint checkpoint) {
        boolean newer =
                track.held.isEmpty()
                        || track.held.get().getAt().getWallMs() < checkpoint.getAt().getWallMs();
        if (newer) {
            track.held = Optional.of(checkpoint);
            authentic = true;
        }
    }

    /// Holds a verified checkpoint against the ledger's own tree of that size.
    private void judge(ClassTrack track, Checkpoint checkpoint, long nowMs) throws SQLException {
        Optional<Chain> own = trees.at(track, checkpoint.getSize());
        if (own.isEmpty()) {
            counters.count(Counter.UNPROVABLE);
            return;
        }
        boolean same =
                checkpoint.getRoot().equals(ByteString.copyFrom(own.get().root()))
                        && checkpoint.getChainHead().equals(ByteString.copyFrom(own.get().head()));
        if (!same) {
            authentic = true;
            counters.count(Counter.FORKS);
            ledger.alarms()
                    .raise(
                            AlarmKind.FORK,
                            track.key,
                            checkpoint.getSize(),
                            track.receiptOctets(),
                            checkpoint.toByteString(),
                            nowMs);
            refuse(track, RefusalReason.REFUSAL_REASON_FORK);
            return;
        }
        counters.count(Counter.CHECKPOINTS);
        track.owed = true;
        keep(track, checkpoint);
    }

    /// Keeps what was proven as evidence; the booth is told when the mark moved.
    private void keep(ClassTrack track, Checkpoint checkpoint) throws SQLException {
        // evidence of a class stands beside its mark, from the first on
        track.owed |= track.receipt.isEmpty();
        if (!trees.keepsNewer(track, checkpoint)) {
            authentic |= !trees.signedBeforeProven(track, checkpoint);
            ledger.putCheckpoint(
                    track.key,
                    checkpoint.getSize(),
                    checkpoint.hasMlDsa44(),
                    checkpoint.toByteString());
        }
        if (checkpoint.getSize() > track.provenSize) {
            track.provenSize = checkpoint.getSize();
            track.moved = true;
            track.owed = true;
            ledger.addProven(track.key, checkpoint);
        }
    }

    private void loss(DeclaredLoss loss, long nowMs) throws SQLException {
        Optional<SealClass> sealClass = SealClass.of(loss.getRecordClass());
        if (sealClass.isEmpty()
                || loss.getFirstSequence() < 0
                || loss.getResumeSize() <= loss.getFirstSequence()) {
            counters.count(Counter.MALFORMED);
            return;
        }
        ClassTrack track = track(sealClass.get());
        if (!Verifying.declaredLoss(loss, booth).valid()) {
            badSignature(track, loss.getFirstSequence(), loss.toByteString(), nowMs);
            return;
        }
        authentic = true;
        if (rolledBack) {
            counters.count(Counter.SHUT_OUT);
            refuse(track, RefusalReason.REFUSAL_REASON_ROLLBACK);
        } else if (loss.getResumeSize() <= track.chain.size()) {
            counters.count(Counter.REPEATS);
            track.owed = true;
        } else if (loss.getFirstSequence() > track.chain.size()) {
            counters.count(Counter.GAPS);
            refuse(track, RefusalReason.REFUSAL_REASON_GAP);
        } else {
            resume(track, loss, nowMs);
        }
    }

    private void resume(ClassTrack track, DeclaredLoss loss, long nowMs) throws SQLException {
        Optional<Chain> resumed = SignedBytes.resumed(loss);
        if (resumed.isEmpty()) {
            counters.count(Counter.MALFORMED);
            return;
        }
        ByteString declaration = loss.toByteString();
        ledger.addLoss(track.key, loss.getFirstSequence(), loss.getResumeSize(), declaration);
        ledger.alarms()
                .raise(
                        loss.getReason() == TombstoneReason.TOMBSTONE_REASON_EVICTED
                                ? AlarmKind.EVICTION
                                : AlarmKind.DECLARED_LOSS,
                        track.key,
                        loss.getFirstSequence(),
                        ByteString.EMPTY,
                        declaration,
                        nowMs);
        track.chain = resumed.get();
        // the record before the next one is lost
        track.lastHeader = Optional.empty();
        Optional<Checkpoint> held = track.held.filter(c -> c.getSize() >= resumed.get().size());
        track.held = held.filter(c -> c.getSize() > resumed.get().size());
        if (held.isPresent() && track.held.isEmpty()) {
            judge(track, held.get(), nowMs);
        }
        track.moved = true;
        track.owed = true;
        // the next commit saves the chain, for nothing below can be recomputed from leaves
        track.frontierSize = track.chain.size() - limits.frontierEvery();
    }

    private void badSignature(ClassTrack track, long place, ByteString found, long nowMs)
            throws SQLException {
        badSignature(track, place, found, RefusalReason.REFUSAL_REASON_BAD_SIGNATURE, nowMs);
    }

    private void badSignature(
            ClassTrack track, long place, ByteString found, RefusalReason reason, long nowMs)
            throws SQLException {
        counters.count(Counter.BAD_SIGNATURES);
        ledger.alarms()
                .raise(AlarmKind.BAD_SIGNATURE, track.key, place, ByteString.EMPTY, found, nowMs);
        refuse(track, reason);
    }

    private void refuse(ClassTrack track, RefusalReason reason) {
        if (!track.mayRefuse(
                reason, nanoClock.nanoTime(), limits.refusalIntervalMs() * 1_000_000L)) {
            counters.count(Counter.REFUSALS_HELD);
            return;
        }
        counters.count(Counter.REFUSALS);
        answers.add(
                DownstreamMessage.newBuilder()
                        .setRefusal(
                                signer.refusal(
                                        booth.id(),
                                        track.key.sealClass(),
                                        reason,
                                        track.chain.size()))
                        .build());
    }

    /// Signs and stores what moved since the last commit, and lays out the receipts that are owed.
    void settle(long nowMs) throws SQLException {
        if (authentic) {
            ledger.seen(booth.id(), heardVersion, nowMs);
            authentic = false;
        }
        for (ClassTrack track : tracks.values()) {
            if (track.moved || (track.owed && track.receipt.isEmpty())) {
                settle(track, nowMs);
            }
            if (track.owed && !rolledBack) {
                track.outgoingReceipt()
                        .ifPresent(r ->
                                answers.add(DownstreamMessage.newBuilder().setReceipt(r).build()));
                counters.count(Counter.RECEIPTS);
            }
            track.answered();
        }
    }

    private void settle(ClassTrack track, long nowMs) throws SQLException {
        Chain chain = track.chain;
        byte[] root = chain.root();
        Receipt receipt =
                signer.receipt(
                        booth.id(),
                        track.key.sealClass(),
                        chain.size(),
                        root,
                        nowMs,
                        track.provenSize);
        track.receipt = Optional.of(receipt);
        ByteString frontier = ByteString.copyFrom(chain.save());
        ledger.putMark(
                track.key,
                new Mark(
                        chain.size(),
                        track.provenSize,
                        ByteString.copyFrom(root),
                        frontier,
                        receipt.toByteString()));
        if (chain.size() > track.committedSize) {
            boolean save = chain.size() - track.frontierSize >= limits.frontierEvery();
            ledger.addReceipt(
                    track.key,
                    chain.size(),
                    receipt.toByteString(),
                    save ? Optional.of(frontier) : Optional.empty());
            if (save) {
                track.frontierSize = chain.size();
            }
            ledger.alarms().closeGaps(track.key, chain.size(), nowMs);
            track.committedSize = chain.size();
        }
        track.moved = false;
    }

    /// Hands over the answers of the committed group.
    List<DownstreamMessage> takeAnswers() {
        List<DownstreamMessage> taken = List.copyOf(answers);
        answers.clear();
        return taken;
    }

    BoothId booth() {
        return booth.id();
    }

    Collection<ClassTrack> tracks() {
        return tracks.values();
    }

    private ClassTrack track(SealClass sealClass) {
        ClassTrack track = tracks.get(sealClass);
        if (track == null) {
            throw new AssertionError("no track for " + sealClass);
        }
        return track;
    }
}
