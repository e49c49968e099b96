package dev.gatehouse.core.passage;

import dev.gatehouse.proto.v1.LaneReconciliation;
import dev.gatehouse.proto.v1.PassageEnd;
import dev.gatehouse.protocols.observation.Observation;
import dev.gatehouse.protocols.observation.PresenceChange;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Fuses presence edges and reads of one lane into passages (plate reader sheet, section 6). Owned
/// by the booth thread.
///
/// | event | what it is |
/// |---|---|
/// | on, free loop | next vehicle; attaches to a passage that its read opened on the approach |
/// | on within `chatterMs` of off | the same vehicle (chatter, hitch), until its reader sees another one |
/// | on while on | chatter; with a gap in that line's own counter a lost off edge: the next vehicle |
/// | on at another line of the lane, which has not felt it yet | the same vehicle, which has come so far; presence ends when the last line is free |
/// | on at a line that has felt it leave, while another one still feels it | the next vehicle |
/// | read while on | of the vehicle on the loop: a trailer's plate is a second identifier |
/// | read of another track after a finished one, while on | tailgating: the next vehicle |
/// | read after off, within `lingerMs` | of the vehicle that leaves, if first, alike, or of another reader |
/// | last word of a reader on the last vehicle, within `lingerMs`, when it follows another already | of the last one |
/// | read by the key of the vehicle before the last, which its reader still followed | of that one: a long gap had made two of it |
/// | read with the loop free | levels 2 and 3: same key, or alike within 8 s and 30 s in all; another reader's read is level 4 |
/// | read of a rear reader | of the vehicle on the loop, or of the one that left it last and was not seen from behind yet; else of one that the loop did not feel, a passage of its own |
/// | on, while the reader still follows a vehicle that it told apart as tailgating, or by a gap | that vehicle: it had only been seen early |
/// | tag, code or portal's alarm with the lane empty | of who comes next; of the last one only what was seen of it before |
/// | late read | a passage of its own beside the one in the lane: no lamp changes for it |
///
/// Fusion decides which passage a check belongs to, never whether there is one.
public final class LanePassages {
    private final LaneConfig lane;
    private final PassageTimes times;
    private final PassageEvents events;
    private final LaneCounts counts;
    private final LaneOccupancies occupancies;

    /// By presence device, of which the configuration has few.
    private final Map<String, Long> lineSequences = new HashMap<>();

    private @Nullable OpenPassage current;
    private @Nullable OpenPassage late;
    private @Nullable OpenPassage last;
    private @Nullable OpenPassage beforeLast;
    private @Nullable OpenPassage unfelt;
    private long lastClosedNanos;
    private long chatterEdges;
    private long vehicles;

    /// @param toleranceVehicles difference of counts that is not yet an alarm
    public LanePassages(
            LaneConfig lane, PassageTimes times, int toleranceVehicles, PassageEvents events) {
        this.lane = lane;
        this.times = times;
        this.events = events;
        this.counts = new LaneCounts(lane.laneId(), toleranceVehicles, events.stamp());
        this.occupancies = new LaneOccupancies(lane, times, counts, events);
    }

    /// The lane's vehicles as its radiation portals count them.
    public LaneOccupancies occupancies() {
        return occupancies;
    }

    /// The passage in the lane, if any.
    public @Nullable OpenPassage current() {
        return current;
    }

    /// Passages not yet ended.
    public int open() {
        return (current == null ? 0 : 1) + (late == null ? 0 : 1) + (unfelt == null ? 0 : 1);
    }

    /// Edges that counted for nothing.
    public long chatterEdges() {
        return chatterEdges;
    }

    /// Vehicles counted by presence.
    public long vehicles() {
        return vehicles;
    }

    /// The passage a read belongs to; opened if there is none.
    public OpenPassage read(Observation observation, SeenRead read) {
        OpenPassage passage =
                observation.late() ? lateFor(observation, read) : currentFor(observation, read);
        passage.note(read);
        return passage;
    }

    /// One presence edge.
    ///
    /// @return the passage it belongs to; null for an off edge with nothing in the lane
    public @Nullable OpenPassage presence(
            Observation observation, PresenceChange change, long nanos) {
        Long before = lineSequences.put(observation.deviceId(), change.sequence());
        boolean edgesLost = before != null && change.sequence() > before + 1;
        if (observation.late()) {
            return null;
        }
        return change.present()
                ? arrive(observation, nanos, edgesLost)
                : leave(observation.deviceId(), nanos);
    }

    /// The passage a keyed plate belongs to: the one in the lane, else the last one for a while,
    /// else a new one.
    public OpenPassage manual(Observation observation, long nanos, long windowMs) {
        if (current != null) {
            return current;
        }
        if (last != null && nanos - lastClosedNanos <= nanosOf(windowMs)) {
            return last;
        }
        return open(observation, nanos, false);
    }

    /// Whether something tells that vehicles come and go; otherwise the end of a passage is a
    /// guess.
    public boolean feelsPresence() {
        return lane.presence();
    }

    /// The passage that a device's observation without a track belongs to: of a tag, a code, a
    /// portal. Such devices stand before the loop as well as at it: with nobody in the lane, what
    /// they see is of who comes next, unless it is of the last one.
    ///
    /// @param windowMs for how long anything of the last passage can be of it
    /// @param ofLast whether it is of the last passage
    public OpenPassage sensed(
            Observation observation, long nanos, long windowMs, Predicate<OpenPassage> ofLast) {
        if (observation.late()) {
            OpenPassage passage = late;
            if (passage == null) {
                passage = begin(observation, nanos, false, true);
                late = passage;
            }
            return passage;
        }
        return current == null && (last == null || !ofLast.test(last))
                ? open(observation, nanos, false)
                : manual(observation, nanos, windowMs);
    }

    /// Ends what its time has ended.
    public void tick(long nanos) {
        OpenPassage passage = current;
        if (passage != null) {
            PassageEnd end = endOf(passage, nanos);
            if (end != PassageEnd.PASSAGE_END_UNSPECIFIED) {
                closeCurrent(end, nanos);
            }
        }
        OpenPassage old = late;
        if (old != null && nanos - old.readNanos() >= nanosOf(times.slidingMs())) {
            late = null;
            events.closed(old, PassageEnd.PASSAGE_END_TIMEOUT);
        }
        OpenPassage gone = unfelt;
        if (gone != null && nanos - gone.readNanos() >= nanosOf(times.slidingMs())) {
            closeUnfelt(gone, PassageEnd.PASSAGE_END_TIMEOUT);
        }
        occupancies.tick(nanos);
    }

    /// Ends everything.
    public void stop(long nanos) {
        if (current != null) {
            closeCurrent(PassageEnd.PASSAGE_END_SHUTDOWN, nanos);
        }
        if (late != null) {
            OpenPassage old = late;
            late = null;
            events.closed(old, PassageEnd.PASSAGE_END_SHUTDOWN);
        }
        if (unfelt != null) {
            closeUnfelt(unfelt, PassageEnd.PASSAGE_END_SHUTDOWN);
        }
    }

    /// Ends a window of counts.
    public LaneReconciliation reconcile() {
        return counts.close(events.stamp());
    }

    private OpenPassage lateFor(Observation observation, SeenRead read) {
        OpenPassage passage = late;
        if (passage != null && !(passage.recognises(read) && within(passage, read))) {
            late = null;
            events.closed(passage, PassageEnd.PASSAGE_END_SUPERSEDED);
            passage = null;
        }
        if (passage == null) {
            passage = begin(observation, read.nanos(), false, true);
            late = passage;
        }
        return passage;
    }

    private OpenPassage currentFor(Observation observation, SeenRead read) {
        if (lane.presence() && lane.rearReaders().contains(read.deviceId())) {
            return fromBehind(observation, read);
        }
        OpenPassage passage = current;
        OpenPassage before = last;
        if (before != null
                && before.endsWith(read)
                && read.nanos() - lastClosedNanos <= nanosOf(times.lingerMs())) {
            return before;
        }
        if (passage != null && belongs(passage, read)) {
            return passage;
        }
        if (before != null && straggles(before, passage, read)) {
            return before;
        }
        OpenPassage older = beforeLast;
        if (older != null && older.followed() && older.hasKey(read)) {
            long silence = read.nanos() - older.readNanos();
            if (silence <= nanosOf(times.keySilenceMs())) {
                return older;
            }
        }
        if (passage == null) {
            return open(observation, read.nanos(), false);
        }
        return next(observation, passage, read);
    }

    /// Who leaves, as a rear reader sees it.
    private OpenPassage fromBehind(Observation observation, SeenRead read) {
        OpenPassage passage = current;
        OpenPassage before = last;
        if (passage != null && passage.recognises(read)) {
            return passage;
        }
        if (before != null && before.recognises(read) && straggles(before, passage, read)) {
            return before;
        }
        OpenPassage gone = unfelt;
        if (gone != null && gone.recognises(read)) {
            return gone;
        }
        if (before != null && isOwed(before, read)) {
            return before;
        }
        if (passage != null && isOwed(passage, read)) {
            return passage;
        }
        if (passage != null) {
            return beside(observation, read);
        }
        OpenPassage opened = departing(observation, read);
        current = opened;
        return opened;
    }

    /// Not seen from behind yet, and it leaves or has just left.
    private boolean isOwed(OpenPassage passage, SeenRead read) {
        if (!passage.everPresent() || passage.seenBy(read.deviceId())) {
            return false;
        }
        if (passage == current && passage.present()) {
            return true;
        }
        long sinceNanos =
                read.nanos() - (passage.present() ? lastClosedNanos : passage.edgeNanos());
        return sinceNanos <= nanosOf(passage.present() ? times.lingerMs() : times.rearMs());
    }

    /// A vehicle that the loop did not feel, while another is in the lane.
    private OpenPassage beside(Observation observation, SeenRead read) {
        if (unfelt != null) {
            closeUnfelt(unfelt, PassageEnd.PASSAGE_END_SUPERSEDED);
        }
        OpenPassage opened = departing(observation, read);
        unfelt = opened;
        return opened;
    }

    private OpenPassage departing(Observation observation, SeenRead read) {
        OpenPassage opened = begin(observation, read.nanos(), false, false);
        opened.depart();
        counts.opened();
        occupancies.openedFromBehind(opened);
        return opened;
    }

    private void closeUnfelt(OpenPassage passage, PassageEnd end) {
        unfelt = null;
        counts.closed(passage);
        events.closed(passage, end);
        occupancies.closed(passage);
    }

    /// The vehicle in the lane is another than the passage's.
    private OpenPassage next(Observation observation, OpenPassage passage, SeenRead read) {
        long nanos = read.nanos();
        boolean onLoop = passage.present();
        boolean gapSeen = onLoop && passage.splitBy(read);
        boolean left = gapSeen || (passage.everPresent() && !onLoop);
        closeCurrent(left ? PassageEnd.PASSAGE_END_EXIT : PassageEnd.PASSAGE_END_SUPERSEDED, nanos);
        OpenPassage opened = open(observation, nanos, onLoop);
        if (onLoop) {
            opened.arriveBehind(passage, nanos);
            if (gapSeen) {
                countVehicle();
                chatterEdges--;
                opened.split(true);
            } else {
                counts.tailgate();
                opened.tailgating(true);
            }
        }
        return opened;
    }

    private boolean belongs(OpenPassage passage, SeenRead read) {
        if (passage.departed()) {
            return passage.recognises(read);
        }
        if (passage.present()) {
            return !passage.splitBy(read) && !passage.tailgatedBy(read);
        }
        if (passage.everPresent()) {
            // a vehicle that its reader begins to follow only now has not been on the loop
            return passage.recognises(read)
                    || (!read.begins()
                            && (passage.reads() == 0 || !passage.seenBy(read.deviceId())));
        }
        if (passage.hasKey(read)) {
            long silence = read.nanos() - passage.readNanos();
            boolean followed = passage.followed() && silence <= nanosOf(times.keySilenceMs());
            return followed || within(passage, read);
        }
        return within(passage, read)
                && (passage.recognises(read)
                        || passage.owedFinalBy(read)
                        || !passage.seenBy(read.deviceId()));
    }

    /// A read that came late from its reader, of the vehicle before.
    private boolean straggles(OpenPassage before, @Nullable OpenPassage inLane, SeenRead read) {
        if (read.nanos() - lastClosedNanos > nanosOf(times.lingerMs())) {
            return false;
        }
        boolean laneTaken = inLane != null && (inLane.present() || inLane.reads() > 0);
        return before.hasKey(read) || (laneTaken && before.recognises(read));
    }

    private boolean within(OpenPassage passage, SeenRead read) {
        return read.nanos() - passage.readNanos() <= nanosOf(times.slidingMs())
                && read.nanos() - passage.openedNanos() <= nanosOf(times.slidingMaxMs());
    }

    private OpenPassage arrive(Observation observation, long nanos, boolean edgesLost) {
        String loop = observation.deviceId();
        OpenPassage passage = current;
        if (passage != null && passage.present()) {
            OpenPassage felt = feltElsewhere(passage, loop, nanos, edgesLost);
            if (felt != null) {
                return felt;
            }
            closeCurrent(PassageEnd.PASSAGE_END_SUPERSEDED, nanos);
        } else if (passage != null && passage.everPresent()) {
            if (!passage.wasOver(loop)) {
                passage.arrive(loop, nanos);
                return passage;
            }
            if (nanos - passage.edgeNanos() <= nanosOf(times.chatterMs())) {
                chatterEdges++;
                passage.chatter(loop, nanos);
                return passage;
            }
            if ((passage.tailgating() || passage.split()) && passage.followed()) {
                if (passage.tailgating()) {
                    counts.noTailgate();
                    countVehicle();
                }
                passage.tailgating(false);
                passage.split(false);
                if (last != null && last.present()) {
                    // the off edge was of the one before
                    last.leaveAll(passage.edgeNanos());
                }
                passage.arrive(loop, nanos);
                return passage;
            }
            closeCurrent(PassageEnd.PASSAGE_END_EXIT, nanos);
        } else if (passage != null && passage.departed()) {
            closeCurrent(PassageEnd.PASSAGE_END_SUPERSEDED, nanos);
        } else if (passage != null) {
            passage.arrive(loop, nanos);
            countVehicle();
            return passage;
        }
        OpenPassage opened = open(observation, nanos, true);
        opened.arrive(loop, nanos);
        countVehicle();
        return opened;
    }

    /// Whose on edge it is while a vehicle is felt.
    ///
    /// @return null for the next vehicle
    private @Nullable OpenPassage feltElsewhere(
            OpenPassage passage, String loop, long nanos, boolean edgesLost) {
        if (passage.over(loop)) {
            chatterEdges += edgesLost ? 0 : 1;
            return edgesLost ? null : passage;
        }
        OpenPassage before = last;
        if (before != null
                && !before.over(loop)
                && !before.wasOver(loop)
                && before.isBefore(passage)
                && nanos - before.edgeNanos() <= nanosOf(times.lingerMs())) {
            before.arrive(loop, nanos);
            return before;
        }
        if (!passage.wasOver(loop)) {
            passage.arrive(loop, nanos);
            return passage;
        }
        if (nanos - passage.leftNanos(loop) > nanosOf(times.chatterMs())) {
            return null;
        }
        chatterEdges++;
        passage.arrive(loop, nanos);
        return passage;
    }

    private @Nullable OpenPassage leave(String loop, long nanos) {
        OpenPassage passage = current;
        if (passage != null && passage.over(loop)) {
            passage.leave(loop, nanos);
            return passage;
        }
        OpenPassage before = last;
        if (before != null && before.over(loop)) {
            before.leave(loop, nanos);
            return before;
        }
        chatterEdges++;
        return passage;
    }

    private PassageEnd endOf(OpenPassage passage, long nanos) {
        if (passage.present()) {
            return nanos - passage.edgeNanos() >= nanosOf(times.standMs())
                    ? PassageEnd.PASSAGE_END_TIMEOUT
                    : PassageEnd.PASSAGE_END_UNSPECIFIED;
        }
        if (passage.everPresent()) {
            return nanos - passage.edgeNanos() >= nanosOf(times.lingerMs())
                    ? PassageEnd.PASSAGE_END_EXIT
                    : PassageEnd.PASSAGE_END_UNSPECIFIED;
        }
        long silenceMs =
                lane.presence() && !passage.departed()
                        ? times.approachMs()
                        : passage.followed() ? times.keySilenceMs() : times.slidingMs();
        return nanos - passage.readNanos() >= nanosOf(silenceMs)
                ? PassageEnd.PASSAGE_END_TIMEOUT
                : PassageEnd.PASSAGE_END_UNSPECIFIED;
    }

    private OpenPassage open(Observation observation, long nanos, boolean byPresence) {
        OpenPassage opened = begin(observation, nanos, byPresence, false);
        current = opened;
        counts.opened();
        occupancies.opened(opened);
        return opened;
    }

    private OpenPassage begin(
            Observation observation, long nanos, boolean byPresence, boolean isLate) {
        String id = events.passageId(lane.laneId(), observation.deviceId(), observation.eventId());
        return new OpenPassage(id, lane.laneId(), events.stamp(), nanos, byPresence, isLate);
    }

    private void closeCurrent(PassageEnd end, long nanos) {
        OpenPassage passage = current;
        if (passage == null) {
            return;
        }
        current = null;
        beforeLast = last;
        last = passage;
        lastClosedNanos = nanos;
        counts.closed(passage);
        events.closed(passage, end);
        occupancies.closed(passage);
    }

    private void countVehicle() {
        vehicles++;
        counts.vehicle();
    }

    private static long nanosOf(long ms) {
        return TimeUnit.MILLISECONDS.toNanos(ms);
    }
}
