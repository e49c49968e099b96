package dev.gatehouse.drivers.air;

import dev.gatehouse.drivers.radio.AirEvent;
import dev.gatehouse.protocols.dmr.data.Answer;
import dev.gatehouse.protocols.dmr.data.BlockMap;
import dev.gatehouse.protocols.dmr.data.ResponseHeader;
import dev.gatehouse.protocols.dmr.data.Route;
import dev.gatehouse.protocols.dmr.data.TextDialect;
import dev.gatehouse.protocols.dmr.link.RadioAddress;
import dev.gatehouse.protocols.observation.RadioEmergency;
import dev.gatehouse.protocols.observation.RadioReport;
import dev.gatehouse.protocols.observation.RadioSystem;
import dev.gatehouse.protocols.observation.Received;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Bursts of a radio system that is spoken to in another way, as the events that they tell: it
/// hears and answers nothing. Owned by the system's thread; whatever arrives, it does not throw,
/// and what it keeps is bounded.
public final class BurstHearing {

    /// Where its reports go.
    @FunctionalInterface
    public interface Out {
        /// Tells the booth.
        ///
        /// @return false when the booth is full: calls for help are told again later, the rest is
        ///   lost
        boolean tell(RadioReport report, Received received);
    }

    /// Calls for help that wait for room.
    static final int MAX_HELD = 256;

    private record Held(RadioReport report, Received received) {}

    private final Out out;
    private final AirCounters counters = new AirCounters();
    private final AirListener listener;
    private final Deque<Held> emergencies = new ArrayDeque<>();

    /// @param start the moment from which time is counted
    public BurstHearing(RadioSystem system, Out out, Received start) {
        this.out = out;
        this.listener =
                new AirListener(
                        new Reporter(system, new Way(), counters),
                        new Silence(),
                        new Habits(),
                        counters,
                        List::of,
                        start);
    }

    /// Takes a burst.
    public void take(AirEvent.Burst burst) {
        listener.take(burst);
    }

    /// Does what time brings; called several times a second.
    public void tick(Received now) {
        listener.tick(now);
        while (!emergencies.isEmpty()
                && out.tell(emergencies.element().report, emergencies.element().received)) {
            emergencies.remove();
            counters.add(AirCounter.REPORTS);
        }
    }

    /// Ends what is going on.
    public void stop(Received now) {
        listener.stop(now);
    }

    /// Counts since the start, by stable name; any thread.
    public Map<String, Long> counters() {
        return counters.values();
    }

    private final class Way implements AirOut {
        @Override
        public void tell(RadioReport report, Received received) {
            if (out.tell(report, received)) {
                counters.add(AirCounter.REPORTS);
                return;
            }
            boolean held =
                    report.event() instanceof RadioEmergency
                            && emergencies.size() < MAX_HELD
                            && emergencies.add(new Held(report, received));
            counters.add(held ? AirCounter.REPORTS_HELD : AirCounter.REPORTS_LOST);
        }

        @Override
        public boolean tell(RadioReport report, Received received, Consumer<Received> onceDurable) {
            tell(report, received);
            return true;
        }
    }

    /// Nobody here is addressed, and nobody answers.
    private static final class Silence implements Replies {
        @Override
        public boolean isOurs(Route route) {
            return false;
        }

        @Override
        public void response(ResponseHeader response, Optional<BlockMap> map, Received now) {}

        @Override
        public void acknowledged(RadioAddress source, int sequence, Received now) {}

        @Override
        public void owe(Answer answer, int slot, Received now) {}

        @Override
        public void oweText(
                RadioAddress to, TextDialect dialect, int sequence, int slot, Received now) {}
    }
}
