package dev.gatehouse.core.passage;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Vehicles as the radiation portals of a lane count them, held against its passages (portal sheet,
/// clause 7: both differences are events). Owned by the booth thread.
///
/// | what | is |
/// |---|---|
/// | an occupancy and a passage no further apart than `portalMs` | of each other: one occupancy may be of several passages (tailgating), one passage may have several (reversing, hitches) |
/// | occupancies with a gap of at most a second | of one vehicle |
/// | an occupancy without a passage | a vehicle that nobody else saw |
/// | a passage over the loop without an occupancy | not screened, unless the portal was away then |
/// | an occupancy further back and a vehicle that only a rear reader saw | of each other: it stood at the booth meanwhile |
/// | the passage of a vehicle that backed off the loop and came again | screened when either was |
///
/// Times are those at which the booth heard of it. A lane without presence has nothing to hold
/// against, and what only readers saw is never called not screened: people on foot hand over
/// documents too.
public final class LaneOccupancies {
    /// Occupancies of a portal that wait for their passage; the oldest is judged before its time
    /// for one more.
    static final int MAX_ENDED = 64;

    /// Passages that wait for their occupancy; likewise.
    static final int MAX_LEFT = 64;

    /// A loop or a portal that is free for less than this: no other vehicle fits between.
    static final long GAP_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final class Occupancy {
        /// Someone else saw it, or it was not seen whole itself.
        boolean met;

        long endedNanos;
    }

    private static final class Portal {
        final Set<String> name;
        final ArrayDeque<Occupancy> ended = new ArrayDeque<>();
        boolean up;
        long upNanos;
        @Nullable Occupancy now;

        Portal(String deviceId) {
            this.name = Set.of(deviceId);
        }
    }

    private final LaneConfig lane;
    private final LaneCounts counts;
    private final PassageEvents events;
    private final long apartNanos;
    private final long returnNanos;

    /// How long an occupancy waits for its passage.
    private final long awaitedNanos;

    private final Map<String, Portal> portals = new LinkedHashMap<>();
    private final List<OpenPassage> open = new ArrayList<>();
    private final ArrayDeque<OpenPassage> left = new ArrayDeque<>();
    private @Nullable OpenPassage lastLeft;

    LaneOccupancies(LaneConfig lane, PassageTimes times, LaneCounts counts, PassageEvents events) {
        this.lane = lane;
        this.counts = counts;
        this.events = events;
        this.apartNanos = TimeUnit.MILLISECONDS.toNanos(lane.portalMs());
        this.returnNanos = TimeUnit.MILLISECONDS.toNanos(times.returnMs());
        this.awaitedNanos = apartNanos + (lane.rearReaders().isEmpty() ? 0 : returnNanos);
        if (lane.presence() && lane.portalMs() > 0) {
            lane.portals().stream().sorted().forEach(id -> portals.put(id, new Portal(id)));
        }
    }

    /// A portal screens, or does not.
    public void screening(String portalId, boolean works, long nanos) {
        Portal portal = portals.get(portalId);
        if (portal == null || portal.up == works) {
            return;
        }
        portal.up = works;
        portal.upNanos = nanos;
        open.forEach(passage -> passage.account(portal.name));
        left.forEach(passage -> passage.account(portal.name));
    }

    /// A portal is occupied.
    ///
    /// @param whole it saw the vehicle come
    public void began(String portalId, boolean whole, long nanos) {
        Portal portal = portals.get(portalId);
        if (portal == null) {
            return;
        }
        end(portal, false, nanos);
        Occupancy occupancy = goesOn(portal, nanos);
        if (occupancy == null) {
            occupancy = new Occupancy();
            counts.occupancy();
        }
        occupancy.met |= !whole || !open.isEmpty();
        open.forEach(passage -> passage.account(portal.name));
        for (OpenPassage passage : left) {
            if (nanos - passage.lastNanos() <= apartNanos) {
                passage.account(portal.name);
                occupancy.met = true;
            }
        }
        portal.now = occupancy;
    }

    /// The beams lost a hitch or a low trailer for a moment.
    private static @Nullable Occupancy goesOn(Portal portal, long nanos) {
        Occupancy before = portal.ended.peekLast();
        return before != null && nanos - before.endedNanos <= GAP_NANOS
                ? portal.ended.removeLast()
                : null;
    }

    /// A portal is free again.
    ///
    /// @param whole it saw the vehicle go
    public void ended(String portalId, boolean whole, long nanos) {
        Portal portal = portals.get(portalId);
        if (portal != null) {
            end(portal, whole, nanos);
        }
    }

    private void end(Portal portal, boolean whole, long nanos) {
        Occupancy occupancy = portal.now;
        if (occupancy == null) {
            return;
        }
        portal.now = null;
        occupancy.endedNanos = nanos;
        occupancy.met |= !whole;
        if (portal.ended.size() == MAX_ENDED) {
            judge(portal.ended.removeFirst());
        }
        portal.ended.addLast(occupancy);
    }

    /// A passage began.
    void opened(OpenPassage passage) {
        long nanos = passage.openedNanos();
        for (Portal portal : portals.values()) {
            if (!portal.up || nanos - portal.upNanos < apartNanos) {
                passage.account(portal.name);
            }
            if (portal.now != null) {
                portal.now.met = true;
                passage.account(portal.name);
            }
            for (Occupancy occupancy : portal.ended) {
                if (nanos - occupancy.endedNanos <= apartNanos) {
                    occupancy.met = true;
                    passage.account(portal.name);
                }
            }
        }
        if (!portals.isEmpty()) {
            open.add(passage);
        }
    }

    /// A passage began with a vehicle that leaves: the loop did not feel it, and it was here
    /// before.
    void openedFromBehind(OpenPassage passage) {
        opened(passage);
        for (Portal portal : portals.values()) {
            Iterator<Occupancy> newest = portal.ended.descendingIterator();
            boolean found = false;
            while (newest.hasNext() && !found) {
                Occupancy occupancy = newest.next();
                found = !occupancy.met;
                occupancy.met = true;
            }
        }
    }

    /// A passage ended.
    void closed(OpenPassage passage) {
        if (!open.remove(passage) || !passage.everPresent()) {
            return;
        }
        OpenPassage before = lastLeft;
        if (before != null && sameVehicle(before, passage)) {
            left.remove(before);
            passage.account(before.accounted());
            passage.toldUnscreened(before.toldUnscreened());
        }
        if (left.size() == MAX_LEFT) {
            judge(left.removeFirst());
        }
        left.addLast(passage);
        lastLeft = passage;
    }

    /// It backed off the loop and came again, or the loop let it go for a moment.
    private boolean sameVehicle(OpenPassage before, OpenPassage passage) {
        long awayNanos = passage.arrivedNanos() - before.edgeNanos();
        if (awayNanos > returnNanos) {
            return false;
        }
        boolean seenLeaving = lane.rearReaders().stream().anyMatch(before::seenBy);
        boolean unknown =
                !lane.rearReaders().isEmpty() && !seenLeaving && !before.comparable(passage);
        return awayNanos <= GAP_NANOS || before.recognises(passage) || unknown;
    }

    void tick(long nanos) {
        for (Portal portal : portals.values()) {
            for (Occupancy first = portal.ended.peekFirst();
                    first != null && nanos - first.endedNanos > awaitedNanos;
                    first = portal.ended.peekFirst()) {
                judge(portal.ended.removeFirst());
            }
        }
        for (OpenPassage first = left.peekFirst();
                first != null && isDue(first, nanos);
                first = left.peekFirst()) {
            judge(left.removeFirst());
        }
    }

    private boolean isDue(OpenPassage passage, long nanos) {
        boolean mayBeBack = passage == lastLeft && !open.isEmpty();
        return !mayBeBack && nanos - passage.lastNanos() > Math.max(apartNanos, returnNanos);
    }

    private void judge(Occupancy occupancy) {
        if (!occupancy.met && counts.unseen()) {
            events.unseen(lane.laneId());
        }
    }

    private void judge(OpenPassage passage) {
        if (!passage.toldUnscreened() && !passage.accounted().containsAll(portals.keySet())) {
            passage.toldUnscreened(true);
            counts.unscreened();
            events.unscreened(passage);
        }
    }
}
