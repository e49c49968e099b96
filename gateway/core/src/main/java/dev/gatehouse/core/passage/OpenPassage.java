package dev.gatehouse.core.passage;

import dev.gatehouse.proto.v1.PassageEnd;
import dev.gatehouse.proto.v1.Stamp;
import dev.gatehouse.protocols.observation.PlateRead;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// One conveyance while it is in the lane. Owned by the booth thread.
public final class OpenPassage {
    /// Reads kept for fusion; older ones have done their part.
    static final int MAX_SEEN = 64;

    private final String passageId;
    private final String laneId;
    private final Stamp opened;
    private final long openedNanos;
    private final boolean openedByPresence;
    private final boolean late;
    private final PassageAnswer answer = new PassageAnswer();
    private final Deque<SeenRead> seen = new ArrayDeque<>();

    /// Presence devices that feel it now, and when each that did before ceased to.
    private final Set<String> over = new HashSet<>();

    private final Map<String, Long> leftNanos = new HashMap<>();
    private final Set<String> accounted = new HashSet<>();
    private boolean departed;
    private boolean tailgating;
    private boolean split;
    private boolean everPresent;
    private boolean toldUnscreened;
    private long arrivedNanos;
    private long edgeNanos;
    private long readNanos;
    private long chatterNanos = Long.MIN_VALUE;
    private int reads;
    private int presenceEdges;

    OpenPassage(
            String passageId,
            String laneId,
            Stamp opened,
            long nanos,
            boolean byPresence,
            boolean late) {
        this.passageId = passageId;
        this.laneId = laneId;
        this.opened = opened;
        this.openedNanos = nanos;
        this.readNanos = nanos;
        this.openedByPresence = byPresence;
        this.late = late;
    }

    /// Keyed id, 16 hexadecimal digits.
    public String passageId() {
        return passageId;
    }

    public String laneId() {
        return laneId;
    }

    /// What is known of its identifiers.
    public PassageAnswer answer() {
        return answer;
    }

    /// Reads that attached.
    public int reads() {
        return reads;
    }

    /// Monotonic time of its opening.
    public long openedNanos() {
        return openedNanos;
    }

    /// Of reads sent again after an outage: no lamp changes for it.
    public boolean late() {
        return late;
    }

    boolean present() {
        return !over.isEmpty();
    }

    /// This presence device feels it now.
    boolean over(String loop) {
        return over.contains(loop);
    }

    /// This presence device felt it, and ceased to.
    boolean wasOver(String loop) {
        return leftNanos.containsKey(loop);
    }

    /// When this presence device ceased to feel it.
    long leftNanos(String loop) {
        return leftNanos.getOrDefault(loop, edgeNanos);
    }

    /// A presence device that feels the other now has felt this one before: it came behind it.
    boolean isBefore(OpenPassage other) {
        return other.over.stream().anyMatch(leftNanos::containsKey);
    }

    /// When presence began.
    long arrivedNanos() {
        return arrivedNanos;
    }

    /// The last sign of it.
    long lastNanos() {
        return everPresent ? Math.max(edgeNanos, readNanos) : readNanos;
    }

    /// These radiation portals counted it, or could not.
    void account(Set<String> portals) {
        accounted.addAll(portals);
    }

    Set<String> accounted() {
        return accounted;
    }

    /// It was told that no portal counted it.
    boolean toldUnscreened() {
        return toldUnscreened;
    }

    void toldUnscreened(boolean told) {
        toldUnscreened = told;
    }

    boolean everPresent() {
        return everPresent;
    }

    /// Only a rear reader saw it, so that it is gone: no edge and no front read can be of it.
    boolean departed() {
        return departed;
    }

    void depart() {
        departed = true;
    }

    /// It began on the loop of the vehicle before, by its reader alone.
    boolean tailgating() {
        return tailgating;
    }

    void tailgating(boolean now) {
        tailgating = now;
    }

    /// It began on the loop of the vehicle before, because its reader saw another one after a gap.
    boolean split() {
        return split;
    }

    void split(boolean now) {
        split = now;
    }

    long edgeNanos() {
        return edgeNanos;
    }

    long readNanos() {
        return readNanos;
    }

    void note(SeenRead read) {
        if (seen.size() == MAX_SEEN) {
            seen.removeFirst();
        }
        seen.addLast(read);
        readNanos = Math.max(readNanos, read.nanos());
        reads++;
    }

    void arrive(String loop, long nanos) {
        arrive(Set.of(loop), nanos);
    }

    /// It is where another one was felt until now.
    void arriveBehind(OpenPassage other, long nanos) {
        arrive(other.over, nanos);
    }

    private void arrive(Set<String> loops, long nanos) {
        over.addAll(loops);
        arrivedNanos = everPresent ? arrivedNanos : nanos;
        everPresent = true;
        edgeNanos = nanos;
        presenceEdges++;
    }

    void leave(String loop, long nanos) {
        over.remove(loop);
        leftNanos.put(loop, nanos);
        edgeNanos = nanos;
        presenceEdges++;
    }

    /// It has left, wherever it was felt.
    void leaveAll(long nanos) {
        over.forEach(loop -> leftNanos.put(loop, nanos));
        over.clear();
        edgeNanos = nanos;
        presenceEdges++;
    }

    /// The on edge came so soon after the off edge that it may be the same vehicle.
    void chatter(String loop, long nanos) {
        arrive(loop, nanos);
        chatterNanos = nanos;
    }

    /// The reader's own evidence that this is the vehicle.
    boolean recognises(SeenRead read) {
        for (SeenRead before : seen) {
            if (before.sameKey(read) || before.alike(read)) {
                return true;
            }
        }
        return false;
    }

    /// A reader's own evidence that the other is the same vehicle.
    boolean recognises(OpenPassage other) {
        return other.seen.stream().anyMatch(this::recognises);
    }

    /// A reader read a plate of both, so that it would have told them apart.
    boolean comparable(OpenPassage other) {
        return seen.stream()
                .filter(read -> !read.plates().isEmpty())
                .anyMatch(read ->
                        other.seen.stream()
                                .anyMatch(otherRead ->
                                        otherRead.deviceId().equals(read.deviceId())
                                                && !otherRead.plates().isEmpty()));
    }

    boolean hasKey(SeenRead read) {
        return seen.stream().anyMatch(before -> before.sameKey(read));
    }

    /// The reader's last word on this vehicle, while it follows another one already, which came
    /// before this one had left.
    boolean endsWith(SeenRead read) {
        boolean own = false;
        for (SeenRead before : seen) {
            if (before.sameKey(read)) {
                own = true;
            } else if (own
                    && before.deviceId().equals(read.deviceId())
                    && !before.vehicleKey().isEmpty()
                    && before.state() != PlateRead.State.FINAL) {
                return read.state() == PlateRead.State.FINAL;
            }
        }
        return false;
    }

    /// The reader still follows this vehicle.
    boolean followed() {
        SeenRead last = seen.peekLast();
        if (last == null || last.vehicleKey().isEmpty()) {
            return false;
        }
        return switch (last.state()) {
            case NEW, UPDATE -> true;
            case FINAL, SINGLE -> false;
        };
    }

    /// This reader's last word was provisional and without a key: its next read is the final of the
    /// same vehicle.
    boolean owedFinalBy(SeenRead read) {
        SeenRead last = seen.peekLast();
        return last != null
                && last.deviceId().equals(read.deviceId())
                && last.vehicleKey().isEmpty()
                && (last.state() == PlateRead.State.UPDATE || last.state() == PlateRead.State.NEW);
    }

    boolean seenBy(String deviceId) {
        return seen.stream().anyMatch(before -> before.deviceId().equals(deviceId));
    }

    /// This reader saw the vehicle before a gap in presence and now sees something else: the gap
    /// was the end of one vehicle and the start of the next.
    boolean splitBy(SeenRead read) {
        if (chatterNanos == Long.MIN_VALUE || recognises(read)) {
            return false;
        }
        return seen.stream()
                        .anyMatch(before ->
                                before.deviceId().equals(read.deviceId())
                                        && before.nanos() < chatterNanos)
                && seen.stream()
                        .noneMatch(before ->
                                before.deviceId().equals(read.deviceId())
                                        && before.nanos() >= chatterNanos);
    }

    /// The reader ended its track of one vehicle and follows another while the loop never fell
    /// free: tailgating.
    boolean tailgatedBy(SeenRead read) {
        if (read.vehicleKey().isEmpty() || recognises(read)) {
            return false;
        }
        return seen.stream()
                .anyMatch(before ->
                        before.deviceId().equals(read.deviceId())
                                && !before.vehicleKey().isEmpty()
                                && before.state() == PlateRead.State.FINAL);
    }

    /// The record of its end.
    ///
    /// @param closed stamp of the end
    /// @param queryByHandRefers port policy
    public dev.gatehouse.proto.v1.Passage record(
            Stamp closed, PassageEnd end, boolean queryByHandRefers) {
        return dev.gatehouse.proto.v1.Passage.newBuilder()
                .setPassageId(passageId)
                .setLaneId(laneId)
                .setOpened(opened)
                .setClosed(closed)
                .setEnd(end)
                .setVerdict(answer.verdict(queryByHandRefers))
                .addAllReasons(answer.reasons())
                .setChecked(answer.counts())
                .setReads(reads)
                .setPresenceEdges(presenceEdges)
                .setOpenedByPresence(openedByPresence)
                .addAllReferralIds(answer.referralIds())
                .build();
    }
}
