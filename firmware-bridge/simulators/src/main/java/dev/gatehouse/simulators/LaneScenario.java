package dev.gatehouse.simulators;

import dev.gatehouse.drivers.DeviceKind;
import dev.gatehouse.simulators.Step.Read;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// One scenario as it runs in one lane, shared by the lane's simulated devices: the common start,
/// the order of their steps, the counts. Safe for any thread.
final class LaneScenario {

    /// From the first device's opening to the first step, so that the others can join.
    static final long LEAD_NANOS = 100_000_000L;

    /// Reads whose true plate is remembered for who looks at the vehicle.
    static final int TRUTH_LIMIT = 256;

    private final String laneId;
    private final Scenario scenario;
    private final LongSupplier nanos;
    private final LaneOrder order = new LaneOrder();
    private final Map<String, Truth> truths =
            Collections.synchronizedMap(
                    new LinkedHashMap<>() {
                        private static final long serialVersionUID = 1L;

                        @Override
                        protected boolean removeEldestEntry(Map.Entry<String, Truth> eldest) {
                            return size() > TRUTH_LIMIT;
                        }
                    });

    final AtomicLong eventsSent = new AtomicLong();
    final AtomicLong eventsAcknowledged = new AtomicLong();
    final AtomicLong eventsRefused = new AtomicLong();
    final AtomicLong resends = new AtomicLong();
    final AtomicLong edgesSent = new AtomicLong();
    final AtomicLong edgesRefused = new AtomicLong();

    private final long[] vehiclesDone = new long[DeviceKind.values().length];
    private final boolean[] taking = new boolean[DeviceKind.values().length];
    private final boolean[] done = new boolean[DeviceKind.values().length];
    private long startNanos;

    LaneScenario(String laneId, Scenario scenario, LongSupplier nanos) {
        this.laneId = laneId;
        this.scenario = scenario;
        this.nanos = nanos;
    }

    String laneId() {
        return laneId;
    }

    Scenario scenario() {
        return scenario;
    }

    LaneOrder order() {
        return order;
    }

    /// A device begins at the scenario's first step. When it is the lane's first, the scenario
    /// starts (again).
    ///
    /// @return start of the scenario, nanoseconds of the clock given
    /// @throws IOException when the lane already has such a device
    synchronized long join(DeviceKind device, Runnable wake) throws IOException {
        boolean first = order.empty();
        if (!order.join(device, wake)) {
            throw new IOException(
                    "lane already has a simulated "
                            + device.word()
                            + " at this address; give the second one another seed");
        }
        if (first) {
            startNanos = nanos.getAsLong() + LEAD_NANOS;
            for (AtomicLong count :
                    new AtomicLong[] {
                        eventsSent,
                        eventsAcknowledged,
                        eventsRefused,
                        resends,
                        edgesSent,
                        edgesRefused
                    }) {
                count.set(0);
            }
            Arrays.fill(taking, false);
            Arrays.fill(done, false);
            Arrays.fill(vehiclesDone, 0);
        }
        taking[device.ordinal()] = true;
        done[device.ordinal()] = false;
        vehiclesDone[device.ordinal()] = 0;
        Scenarios.show(this);
        return startNanos;
    }

    /// The device's vehicles below this number have passed it.
    synchronized void passed(DeviceKind device, long vehicles) {
        vehiclesDone[device.ordinal()] = vehicles;
    }

    /// The device is at its end and waits for nothing.
    synchronized void finish(DeviceKind device) {
        done[device.ordinal()] = true;
    }

    void saw(Read read) {
        truths.remove(read.text());
        truths.put(read.text(), read.truth());
    }

    Optional<Truth> truth(String read) {
        return Optional.ofNullable(truths.get(read)).filter(truth -> !truth.plate().isEmpty());
    }

    synchronized Progress progress() {
        long vehicles = Long.MAX_VALUE;
        boolean finished = false;
        for (int i = 0; i < taking.length; i++) {
            if (taking[i]) {
                finished = (vehicles == Long.MAX_VALUE || finished) && done[i];
                vehicles = Math.min(vehicles, vehiclesDone[i]);
            }
        }
        return new Progress(
                laneId,
                scenario.name(),
                scenario.vehicles(),
                vehicles == Long.MAX_VALUE ? 0 : vehicles,
                eventsSent.get(),
                eventsAcknowledged.get(),
                eventsRefused.get(),
                resends.get(),
                edgesSent.get(),
                edgesRefused.get(),
                finished);
    }
}
