package dev.gatehouse.drivers.air;

import dev.gatehouse.drivers.Acknowledgement;
import dev.gatehouse.drivers.ObservationSink;
import dev.gatehouse.protocols.observation.CaptureTime;
import dev.gatehouse.protocols.observation.Observation;
import dev.gatehouse.protocols.observation.RadioCall;
import dev.gatehouse.protocols.observation.RadioDelivery;
import dev.gatehouse.protocols.observation.RadioEmergency;
import dev.gatehouse.protocols.observation.RadioHealth;
import dev.gatehouse.protocols.observation.RadioLocation;
import dev.gatehouse.protocols.observation.RadioRegistration;
import dev.gatehouse.protocols.observation.RadioReport;
import dev.gatehouse.protocols.observation.RadioText;
import dev.gatehouse.protocols.observation.Received;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/// Reports on their way into the booth. A full booth gets calls for help and the ends of our own
/// texts again until it takes them; of the rest nobody can send again, and it is counted as lost.
/// Owned by the station's thread.
final class Reports implements AirOut {

    /// Calls for help that wait for room, and as many ends of texts.
    static final int MAX_HELD = 256;

    private static final int RADIX = 36;

    /// Brings a call from the booth's thread to the station's.
    @FunctionalInterface
    interface Handover {
        /// Takes the step; false when too much waits.
        boolean run(Consumer<Received> step);
    }

    private final String deviceId;
    private final String laneId;
    private final ObservationSink sink;
    private final Handover handover;
    private final AirCounters counters;
    private final String run;
    private final Deque<Observation> emergencies = new ArrayDeque<>();
    private final Deque<Observation> deliveries = new ArrayDeque<>();
    private long number;

    /// @param start of this run: ids of an earlier one must not be met again, or its events would
    ///   hide those of this one
    Reports(
            String deviceId,
            String laneId,
            ObservationSink sink,
            Handover handover,
            AirCounters counters,
            Received start) {
        this.deviceId = deviceId;
        this.laneId = laneId;
        this.sink = sink;
        this.handover = handover;
        this.counters = counters;
        this.run = Long.toString(start.at().toEpochMilli(), RADIX);
    }

    private Observation observation(RadioReport report, Received received, boolean resendable) {
        return new Observation(
                deviceId,
                laneId,
                run + "-" + Long.toString(number++, RADIX),
                new CaptureTime(received.at(), CaptureTime.Quality.RECEIVED),
                received,
                false,
                resendable,
                report);
    }

    @Override
    public void tell(RadioReport report, Received received) {
        Observation observation = observation(report, received, false);
        if (sink.offer(List.of(observation), Acknowledgement.none())) {
            counters.add(AirCounter.REPORTS);
            return;
        }
        boolean held =
                switch (report.event()) {
                    case RadioEmergency _ -> hold(emergencies, observation);
                    case RadioDelivery _ -> hold(deliveries, observation);
                    case RadioCall _,
                            RadioText _,
                            RadioLocation _,
                            RadioRegistration _,
                            RadioHealth _ ->
                            false;
                };
        counters.add(held ? AirCounter.REPORTS_HELD : AirCounter.REPORTS_LOST);
    }

    private static boolean hold(Deque<Observation> held, Observation observation) {
        return held.size() < MAX_HELD && held.add(observation);
    }

    @Override
    public boolean tell(RadioReport report, Received received, Consumer<Received> onceDurable) {
        boolean taken =
                sink.offer(
                        List.of(observation(report, received, true)), new OnceDurable(onceDurable));
        counters.add(taken ? AirCounter.REPORTS : AirCounter.REPORTS_LOST);
        return taken;
    }

    /// Offers what is held again.
    void offerHeld() {
        if (offerHeld(emergencies)) {
            var _ = offerHeld(deliveries);
        }
    }

    private boolean offerHeld(Deque<Observation> held) {
        while (!held.isEmpty()) {
            if (!sink.offer(List.of(held.element()), Acknowledgement.none())) {
                return false;
            }
            held.remove();
            counters.add(AirCounter.REPORTS);
        }
        return true;
    }

    int held() {
        return emergencies.size() + deliveries.size();
    }

    private final class OnceDurable implements Acknowledgement {
        private final Consumer<Received> step;

        OnceDurable(Consumer<Received> step) {
            this.step = step;
        }

        @Override
        public void durable() {
            // if it finds no room, the radio hears nothing and sends again
            var _ = handover.run(step);
        }

        @Override
        public void refused(Refusal reason) {
            counters.add(AirCounter.REPORTS_LOST);
        }

        @Override
        public boolean resendable() {
            return true;
        }
    }
}
