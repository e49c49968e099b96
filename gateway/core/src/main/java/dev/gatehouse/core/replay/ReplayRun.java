package dev.gatehouse.core.replay;

import dev.gatehouse.core.decision.StoreLookouts;
import dev.gatehouse.core.lookout.Finding;
import dev.gatehouse.core.lookout.Findings;
import dev.gatehouse.core.lookout.ListDifference;
import dev.gatehouse.core.lookout.Lookout;
import dev.gatehouse.core.lookout.LookoutSearch;
import dev.gatehouse.core.lookout.LookoutSnapshot;
import dev.gatehouse.core.lookout.Presented;
import dev.gatehouse.proto.v1.Hit;
import dev.gatehouse.proto.v1.LateHit;
import dev.gatehouse.proto.v1.LateKind;
import dev.gatehouse.proto.v1.Stamp;
import dev.gatehouse.protocols.observation.TimeQuality;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One run of the recent passages against a list, with the matcher of the lane and the roles
/// exchanged: what is new or changed is a small list of its own, and each passage is searched in
/// it. What was answered without a complete, fresh list is searched in the whole of it.
///
/// Validity counts at the time of the run, not of the passage: a lookout issued now is meant for
/// the passages before it. One that ended or has not begun by now finds nothing.
final class ReplayRun {
    private final LookoutSnapshot before;
    private final LookoutSnapshot now;
    private final Optional<ListDifference> difference;
    private final Optional<LookoutSnapshot> beginning;
    private final boolean fresh;
    private final long wallMs;
    private final int minute;
    private final long oldestMs;
    private final LookoutSearch search;
    private final LateFindings findings;
    private final EntryBytes bytes = new EntryBytes();
    private int searched;
    private int capped;

    /// What a run is made of.
    ///
    /// @param before the list of the last run, [LookoutSnapshot#NONE] for the first
    /// @param now the list in force
    /// @param sinceMinute of the last run: lookouts that have begun since are new
    /// @param fresh whether `now` may say clear
    /// @param wallMs confirmed wall clock
    /// @param retentionMs older passages are left out
    record Task(
            LookoutSnapshot before,
            LookoutSnapshot now,
            int sinceMinute,
            boolean fresh,
            long wallMs,
            long retentionMs) {
        boolean first() {
            return before.equals(LookoutSnapshot.NONE);
        }

        boolean changed() {
            return !before.equals(now);
        }

        int minute() {
            return Lookout.minuteOf(Instant.ofEpochMilli(wallMs));
        }
    }

    ReplayRun(Task task, boolean begins, LookoutSearch search, LateFindings findings) {
        this.before = task.before();
        this.now = task.now();
        this.fresh = task.fresh();
        this.wallMs = task.wallMs();
        this.minute = task.minute();
        this.oldestMs = wallMs - task.retentionMs();
        this.search = search;
        this.findings = findings;
        this.difference =
                task.changed()
                        ? Optional.of(ListDifference.between(before, now))
                        : Optional.empty();
        this.beginning =
                begins
                        ? Optional.of(ListDifference.starting(now, task.sinceMinute(), minute))
                        : Optional.empty();
    }

    /// Readings searched.
    int searched() {
        return searched;
    }

    /// Readings whose search ended at its cap.
    int capped() {
        return capped;
    }

    /// Whether only what waits for a fresh list is to be looked at.
    boolean unsettledOnly() {
        boolean unchanged =
                difference.isEmpty()
                        || (difference.get().size() == 0 && difference.get().withdrawn().isEmpty());
        return unchanged && beginning.isEmpty();
    }

    /// Looks at one remembered thing. Nearly all are plates that nothing matches, and of those no
    /// more is read than the plate.
    void look(byte[] octets, int from, int length, boolean unsettled) {
        boolean full = unsettled && fresh;
        Presented.Plate plate = bytes.plainPlate(octets, from, length, oldestMs);
        if (plate != null && isUnmatched(plate, full)) {
            searched += full || !unsettledOnly() ? 1 : 0;
            return;
        }
        Optional<Entry> entry = bytes.read(octets, from, length);
        if (entry.isPresent()) {
            look(entry.get(), unsettled);
        }
    }

    private boolean isUnmatched(Presented.Plate plate, boolean full) {
        if (full) {
            return isUnmatched(plate, now);
        }
        boolean unmatched =
                difference.isEmpty()
                        || difference.get().size() == 0
                        || isUnmatched(plate, difference.get().changed());
        return unmatched && (beginning.isEmpty() || isUnmatched(plate, beginning.get()));
    }

    private boolean isUnmatched(Presented.Plate plate, LookoutSnapshot list) {
        Findings found = search.find(list, plate, wallMs);
        return found.hits().isEmpty() && !found.capReached();
    }

    private void look(Entry entry, boolean unsettled) {
        switch (entry) {
            case Entry.Seen seen -> {
                if (!isTooOld(seen)) {
                    search(seen, unsettled && fresh);
                    for (Entry.Found found : seen.hits()) {
                        review(late(seen, found.hit()), found.untilMinute(), unsettled);
                    }
                }
            }
            case Entry.Told told -> {
                if (told.late().getKind() != LateKind.LATE_KIND_WITHDRAWN_REVIEW) {
                    review(told.late().toBuilder(), told.untilMinute(), false);
                }
            }
        }
    }

    private boolean isTooOld(Entry.Seen seen) {
        return EntryBytes.isTimeKnown(seen.quality()) && seen.wallMs() < oldestMs;
    }

    private void search(Entry.Seen seen, boolean full) {
        if (full) {
            searched++;
            search(seen, now, true);
            return;
        }
        boolean any = false;
        if (difference.isPresent() && difference.get().size() > 0) {
            any = true;
            search(seen, difference.get().changed(), false);
        }
        if (beginning.isPresent()) {
            any = true;
            search(seen, beginning.get(), false);
        }
        searched += any ? 1 : 0;
    }

    private void search(Entry.Seen seen, LookoutSnapshot list, boolean full) {
        Findings found = search.find(list, seen.what(), wallMs);
        capped += found.capReached() ? 1 : 0;
        for (Finding one : found.hits()) {
            Lookout lookout = one.lookout();
            boolean old =
                    seen.found(lookout.id(), lookout.version())
                            || findings.isKnown(seen.passageId(), lookout.id(), lookout.version());
            if (!old) {
                LateHit.Builder late =
                        late(
                                        seen,
                                        withoutTrace(
                                                StoreLookouts.hit(
                                                        one, seen.what(), found.canonical())))
                                .setKind(kind(seen, lookout, full));
                findings.add(
                        new Entry.Told(lookout.validUntilMinute(), late.build()),
                        one.strength(),
                        one.jurisdictionDiffers());
            }
        }
    }

    /// As in the record of a read: a silent hit shows no steps.
    private static Hit withoutTrace(Hit hit) {
        return hit.getSilent() ? hit.toBuilder().clearSteps().build() : hit;
    }

    private LateKind kind(Entry.Seen seen, Lookout lookout, boolean full) {
        Optional<Lookout> older = before.lookout(lookout.id());
        boolean same = older.isPresent() && older.get().version() == lookout.version();
        if (full && seen.doubtful() && (same || before.size() == 0)) {
            return LateKind.LATE_KIND_STALE_REPLAY;
        }
        return older.isPresent() && !same ? LateKind.LATE_KIND_CHANGED : LateKind.LATE_KIND_NEW;
    }

    /// What a withdrawn lookout had found. One that had ended by itself was not withdrawn.
    ///
    /// @param anyList it was found by a list of which no more is known
    private void review(LateHit.Builder late, int untilMinute, boolean anyList) {
        if (untilMinute <= minute) {
            return;
        }
        String id = late.getHit().getLookoutId();
        boolean gone =
                (anyList || before.size() == 0)
                        ? now.lookout(id).isEmpty()
                        : difference.isPresent() && difference.get().withdrawn().containsKey(id);
        if (gone) {
            late.setKind(LateKind.LATE_KIND_WITHDRAWN_REVIEW).setGeneration(now.generation());
            findings.addReview(new Entry.Told(untilMinute, late.build()));
        }
    }

    private LateHit.Builder late(Entry.Seen seen, Hit hit) {
        LateHit.Builder late =
                LateHit.newBuilder()
                        .setHit(hit)
                        .setPassageId(seen.passageId())
                        .setLaneId(seen.laneId())
                        .setPassageAt(
                                Stamp.newBuilder()
                                        .setWallMs(seen.wallMs())
                                        .setQuality(quality(seen.quality())))
                        .setGeneration(now.generation());
        if (seen.what() instanceof Presented.Plate plate && plate.jurisdiction().isKnown()) {
            late.setReadJurisdiction(plate.jurisdiction().code());
        }
        return late;
    }

    private static dev.gatehouse.proto.v1.TimeQuality quality(TimeQuality quality) {
        return switch (quality) {
            case SYNCED -> dev.gatehouse.proto.v1.TimeQuality.TIME_QUALITY_SYNCED;
            case HOLDOVER -> dev.gatehouse.proto.v1.TimeQuality.TIME_QUALITY_HOLDOVER;
            case RTC_ONLY -> dev.gatehouse.proto.v1.TimeQuality.TIME_QUALITY_RTC_ONLY;
            case UNKNOWN -> dev.gatehouse.proto.v1.TimeQuality.TIME_QUALITY_UNKNOWN;
        };
    }

    /// All found, the most urgent first.
    List<Entry.Told> found() {
        return findings.byUrgency();
    }
}
