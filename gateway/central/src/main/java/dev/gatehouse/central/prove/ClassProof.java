package dev.gatehouse.central.prove;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.gatehouse.central.ledger.ClassKey;
import dev.gatehouse.central.ledger.HeadEntry;
import dev.gatehouse.central.ledger.LedgerOpenings;
import dev.gatehouse.central.ledger.LedgerView;
import dev.gatehouse.central.ledger.RecordRow;
import dev.gatehouse.central.ledger.Stored;
import dev.gatehouse.core.seal.BoothRecord;
import dev.gatehouse.core.seal.CentralKeys;
import dev.gatehouse.core.seal.Chain;
import dev.gatehouse.core.seal.NotOpened;
import dev.gatehouse.core.seal.OpenResult;
import dev.gatehouse.core.seal.Opened;
import dev.gatehouse.core.seal.Opener;
import dev.gatehouse.core.seal.SignedBytes;
import dev.gatehouse.core.seal.Verifying;
import dev.gatehouse.proto.v1.DeclaredLoss;
import dev.gatehouse.proto.v1.Envelope;
import dev.gatehouse.proto.v1.Record;
import dev.gatehouse.proto.v1.TombstoneReason;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Replays one class from its first record: opens every envelope, follows the chain, and at each
/// size that a checkpoint, receipt, head or mark speaks of holds it against the tree it has come
/// to.
///
/// A record whose envelope is damaged is named, and the replay goes on with the leaf stored beside
/// it, so that one flipped octet is one place. A missing record ends the replay of the class.
final class ClassProof {
    private static final int SCHEMA_RECORD = 1;

    private final ClassKey key;
    private final BoothRecord booth;
    private final LedgerOpenings noted;
    private final Opener opener;
    private final LedgerView view;
    private final Waypoints waypoints;
    private final Findings findings;
    private final Tally tally;
    private final List<LedgerView.LossRow> losses;
    private final Map<Long, Long> openings = new HashMap<>();
    private Chain chain = new Chain();
    private long evicted;
    private boolean broken;

    ClassProof(
            ClassKey key,
            BoothRecord booth,
            CentralKeys keys,
            LedgerView view,
            Waypoints waypoints,
            Findings findings,
            Tally tally)
            throws SQLException {
        this.key = key;
        this.booth = booth;
        this.noted = new LedgerOpenings(view);
        this.opener = new Opener(keys, noted);
        this.view = view;
        this.waypoints = waypoints;
        this.findings = findings;
        this.tally = tally;
        this.losses = new ArrayList<>(view.losses(key));
    }

    void prove(List<HeadEntry.Loss> witnessedLosses) throws SQLException {
        for (LedgerView.OpeningRow opening : view.openings(key)) {
            openings.put(opening.epoch(), opening.sequence());
        }
        losses(witnessedLosses);
        waypoints.reached(chain);
        view.records(
                key,
                row -> {
                    if (!broken) {
                        record(row);
                    }
                });
        if (!broken) {
            resumeUpTo(Long.MAX_VALUE);
            openings.forEach((epoch, sequence) ->
                    findings.add(
                            key + " epoch opening",
                            "a record that carries it",
                            "none at sequence " + sequence));
        }
        if (evicted > 0) {
            findings.notice(
                    key
                            + ": "
                            + evicted
                            + " records were evicted at the booth for want of room, not damaged");
        }
        waypoints.end(chain, broken);
        tally.classes++;
    }

    private void losses(List<HeadEntry.Loss> witnessed) {
        Set<HeadEntry.Loss> rows = new HashSet<>();
        for (LedgerView.LossRow row : losses) {
            rows.add(
                    HeadEntry.Loss.of(
                            key, row.firstSequence(), row.resumeSize(), row.declaration()));
        }
        for (HeadEntry.Loss loss : witnessed) {
            if (!rows.contains(loss)) {
                findings.add(
                        key + " loss at " + loss.firstSequence(),
                        "the declaration that the heads name",
                        "none, or another");
            }
        }
        for (HeadEntry.Loss loss : rows) {
            if (!witnessed.contains(loss)) {
                findings.add(
                        key + " loss at " + loss.firstSequence(),
                        "its line in the heads",
                        "none, or one of other content");
            }
        }
    }

    private void record(RecordRow row) throws SQLException {
        resumeUpTo(row.sequence());
        if (row.sequence() != chain.size()) {
            findings.add(
                    place(chain.size()),
                    "record " + chain.size(),
                    "record " + row.sequence() + ": records are missing");
            broken = true;
            return;
        }
        tally.records++;
        byte[] head = chain.head();
        Optional<Envelope> envelope = Stored.envelope(row.envelope());
        if (envelope.isEmpty()) {
            findings.add(place(row.sequence()), "an envelope", "octets that are none");
            carryOn(row);
            return;
        }
        if (envelope.get().getSequence() != row.sequence()
                || envelope.get().getRecordClass() != key.sealClass().wire()) {
            findings.add(
                    place(row.sequence()),
                    "the envelope of this sequence",
                    "the envelope of " + envelope.get().getSequence());
            carryOn(row);
            return;
        }
        OpenResult result = opener.open(envelope.get(), booth.id(), head);
        noted.rethrow();
        switch (result) {
            case NotOpened(NotOpened.Reason reason) -> {
                findings.add(
                        place(row.sequence()), "an envelope that opens and follows", reason.name());
                carryOn(row);
            }
            case Opened opened -> opened(row, envelope.get(), opened);
        }
    }

    private void opened(RecordRow row, Envelope envelope, Opened opened) {
        same(row.sequence(), "leaf", ByteString.copyFrom(opened.leaf()), row.leaf());
        same(
                row.sequence(),
                "commitment",
                ByteString.copyFrom(opened.commitment()),
                row.commitment());
        if (envelope.hasOpening()) {
            Long stated = openings.remove(envelope.getEpoch());
            if (stated == null || stated != row.sequence()) {
                findings.add(
                        place(row.sequence()),
                        "the epoch's opening noted at this sequence",
                        stated == null ? "no note" : "a note of sequence " + stated);
            }
        }
        if (!readable(envelope, opened)) {
            tally.unreadable++;
        }
        append(opened.leaf(), row);
    }

    private static boolean readable(Envelope envelope, Opened opened) {
        if (envelope.getSchema() != SCHEMA_RECORD) {
            return false;
        }
        try {
            return Record.parseFrom(opened.payload()).getBodyCase() != Record.BodyCase.BODY_NOT_SET;
        } catch (InvalidProtocolBufferException e) {
            return false;
        }
    }

    private void same(long sequence, String what, ByteString computed, ByteString stored) {
        if (!computed.equals(stored)) {
            findings.add(
                    place(sequence), what + " " + Hex.of(computed), what + " " + Hex.of(stored));
        }
    }

    /// Goes on with the stored leaf, so that the records behind are judged for themselves.
    private void carryOn(RecordRow row) {
        Stored.envelope(row.envelope()).ifPresent(e -> openings.remove(e.getEpoch()));
        if (row.leaf().size() != new Chain().head().length) {
            findings.add(
                    place(row.sequence()), "a leaf of 32 octets", row.leaf().size() + " octets");
            broken = true;
            return;
        }
        append(row.leaf().toByteArray(), row);
    }

    private void append(byte[] leaf, RecordRow row) {
        waypoints.received(row.sequence(), row.receivedMs());
        chain.append(leaf);
        waypoints.reached(chain);
    }

    /// Takes the declared losses that bridge the gap before `sequence`.
    private void resumeUpTo(long sequence) {
        boolean moved = true;
        while (moved && chain.size() < sequence) {
            moved = false;
            for (LedgerView.LossRow row : losses) {
                if (row.firstSequence() <= chain.size()
                        && row.resumeSize() > chain.size()
                        && row.resumeSize() <= sequence) {
                    moved = resume(row);
                    break;
                }
            }
        }
    }

    private boolean resume(LedgerView.LossRow row) {
        Optional<DeclaredLoss> loss = Stored.loss(row.declaration());
        Optional<Chain> resumed = loss.flatMap(SignedBytes::resumed);
        boolean holds =
                loss.isPresent()
                        && resumed.isPresent()
                        && loss.get().getFirstSequence() == row.firstSequence()
                        && loss.get().getResumeSize() == row.resumeSize()
                        && loss.get().getRecordClass() == key.sealClass().wire()
                        && Verifying.declaredLoss(loss.get(), booth).valid();
        if (!holds) {
            findings.add(
                    key + " loss at " + row.firstSequence(),
                    "a declaration signed by the booth",
                    "one whose signature or content fails");
            losses.remove(row);
            return false;
        }
        long count = row.resumeSize() - chain.size();
        tally.lost += count;
        if (loss.get().getReason() == TombstoneReason.TOMBSTONE_REASON_EVICTED) {
            tally.evicted += count;
            evicted += count;
        }
        waypoints.skipped(chain.size(), row.resumeSize());
        chain = resumed.orElseThrow();
        waypoints.reached(chain);
        return true;
    }

    private String place(long sequence) {
        return key + " sequence " + sequence;
    }
}
