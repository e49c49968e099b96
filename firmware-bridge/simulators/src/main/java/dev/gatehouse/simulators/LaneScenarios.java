package dev.gatehouse.simulators;

import dev.gatehouse.drivers.LinkAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// The scenarios of one provider: devices of one lane with the same address share one. Parameters
/// that concern only one of the devices do not make another address. Safe for any thread.
final class LaneScenarios {

    /// Parameters of a single device.
    private static final String[] OWN = {"acks", "line"};

    private final Map<String, LaneScenario> byAddress = new HashMap<>();
    private final LongSupplier nanos;

    LaneScenarios(LongSupplier nanos) {
        this.nanos = nanos;
    }

    synchronized LaneScenario of(String laneId, LinkAddress address, Supplier<Scenario> scenario) {
        Map<String, String> common = new TreeMap<>(address.parameters());
        for (String own : OWN) {
            common.remove(own);
        }
        String key = laneId + " " + address.scheme() + ":" + address.target() + common;
        LaneScenario known = byAddress.get(key);
        if (known == null) {
            known = new LaneScenario(laneId, scenario.get(), nanos);
            byAddress.put(key, known);
        }
        return known;
    }
}
