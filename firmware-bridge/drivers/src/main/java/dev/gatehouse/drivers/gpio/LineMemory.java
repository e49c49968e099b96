package dev.gatehouse.drivers.gpio;

import dev.gatehouse.protocols.gpio.LineEvent;
import dev.gatehouse.protocols.gpio.LineEvent.Edge;
import dev.gatehouse.protocols.gpio.LineState;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/// What a driver knows of its line: the level, and the number of its last edge. The kernel numbers
/// the edges of a line; a number left out means its buffer overflowed and edges are lost, which is
/// counted, never guessed. Written by one thread; counts may be read from any.
final class LineMemory {

    private final LongAdder edgesLost = new LongAdder();
    private final LongAdder repeats = new LongAdder();
    private final LongAdder restarts = new LongAdder();
    private final LongAdder corrected = new LongAdder();
    private boolean anyEdge;
    private long lastSequence;
    private boolean known;
    private boolean active;

    /// Takes an edge. The counter is 32 bits wide and wraps; it starts again at 1 when the line is
    /// requested anew.
    ///
    /// @return how many edges are missing before it; empty when it was seen before
    OptionalLong edge(LineEvent event) {
        int step = (int) (event.lineSeqno() - lastSequence);
        long missing = 0;
        if (anyEdge && step == 0) {
            repeats.increment();
            return OptionalLong.empty();
        }
        if (anyEdge && step > 1) {
            missing = step - 1L;
        } else if (anyEdge && step < 0) {
            restarts.increment();
            missing = Math.max(0, event.lineSeqno() - 1);
        }
        edgesLost.add(missing);
        anyEdge = true;
        lastSequence = event.lineSeqno();
        known = true;
        active = event.edge() == Edge.RISING;
        return OptionalLong.of(missing);
    }

    /// Takes a level that was read.
    ///
    /// @param atRest the level that is no news when it is the first that is known
    /// @return whether it is another than was known
    boolean stands(LineState state, boolean atRest) {
        if (state.cause() == LineState.Cause.BEGIN) {
            if (lastSequence != 0) {
                restarts.increment();
            }
            // requested anew: its edges are numbered from 1 again, and the first may be missing
            anyEdge = true;
            lastSequence = 0;
        }
        boolean news = state.active() != (known ? active : atRest);
        if (known && news) {
            corrected.increment();
        }
        known = true;
        active = state.active();
        return news;
    }

    /// Number of the last edge, 0 before the first.
    long lastSequence() {
        return lastSequence;
    }

    /// Counts so far, for a map that may get more.
    Map<String, Long> counters() {
        Map<String, Long> counts = new TreeMap<>();
        counts.put("edges_lost", edgesLost.sum());
        counts.put("edges_repeated", repeats.sum());
        counts.put("line_restarts", restarts.sum());
        counts.put("levels_corrected", corrected.sum());
        return counts;
    }
}
