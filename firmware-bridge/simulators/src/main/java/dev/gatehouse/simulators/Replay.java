package dev.gatehouse.simulators;

import dev.gatehouse.simulators.Step.Edge;
import dev.gatehouse.simulators.Step.Kind;
import dev.gatehouse.simulators.Step.Read;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.OptionalLong;

/// Rows of a capture as one vehicle each: the loop rises, the reader reports, the loop falls, and
/// the next vehicle comes at least [#SPACING_NANOS] later, so that every row becomes one passage.
///
/// @param arrivals in the order of the lane
/// @param eventPrefix of every event id; the row's line in the file follows
record Replay(List<Arrival> arrivals, String eventPrefix) implements Scenario {

    /// Least time from one vehicle's arrival to the next one's.
    static final long SPACING_NANOS = 20_000_000L;

    private static final long LONGEST_DWELL_NANOS = 4_000_000_000L;
    private static final double CONFIDENCE = 90.0;

    Replay {
        arrivals = List.copyOf(arrivals);
    }

    /// One row.
    ///
    /// @param line of the file
    /// @param atNanos after the start, at least the spacing behind the one before
    /// @param text what the reader said; empty when it saw the vehicle and read nothing
    /// @param jurisdiction ISO 3166-2, empty when unknown
    /// @param truth plate as a person sees it
    record Arrival(long line, long atNanos, String text, String jurisdiction, Truth truth) {
        @Override
        public String toString() {
            return "Arrival[line=" + line + ", content withheld]";
        }
    }

    @Override
    public String name() {
        return "replay";
    }

    @Override
    public OptionalLong vehicles() {
        return OptionalLong.of(arrivals.size());
    }

    @Override
    public Iterator<Step> steps() {
        return new Walk();
    }

    @Override
    public String toString() {
        return "Replay[arrivals=" + arrivals.size() + "]";
    }

    /// Walks the rows once; owned by one thread.
    private final class Walk implements Iterator<Step> {
        private final ArrayDeque<Step> ready = new ArrayDeque<>();
        private int row;

        @Override
        public boolean hasNext() {
            return !ready.isEmpty() || row < arrivals.size();
        }

        @Override
        public Step next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            if (ready.isEmpty()) {
                arrive(arrivals.get(row));
                row++;
            }
            return ready.remove();
        }

        private void arrive(Arrival arrival) {
            long at = arrival.atNanos();
            long room =
                    row + 1 < arrivals.size()
                            ? arrivals.get(row + 1).atNanos() - at
                            : LONGEST_DWELL_NANOS / 4;
            long dwell = Math.min(LONGEST_DWELL_NANOS, room * 6 / 10);
            ready.add(new Edge(row, at, true));
            ready.add(
                    new Read(
                            row,
                            at + dwell / 3,
                            eventPrefix + arrival.line(),
                            Kind.FINAL,
                            arrival.text(),
                            List.of(),
                            Regions.rekor(arrival.jurisdiction()),
                            arrival.text().isEmpty() ? 0 : CONFIDENCE,
                            arrival.truth()));
            ready.add(new Edge(row, at + dwell, false));
        }
    }
}
