package dev.gatehouse.bus;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/// One adder per [BusCounter]; any thread.
final class Counters {

    private final EnumMap<BusCounter, LongAdder> adders = new EnumMap<>(BusCounter.class);

    Counters() {
        for (BusCounter counter : BusCounter.values()) {
            adders.put(counter, new LongAdder());
        }
    }

    void add(BusCounter counter) {
        LongAdder adder = adders.get(counter);
        if (adder != null) {
            adder.increment();
        }
    }

    Map<BusCounter, Long> snapshot() {
        EnumMap<BusCounter, Long> counts = new EnumMap<>(BusCounter.class);
        adders.forEach((counter, adder) -> counts.put(counter, adder.sum()));
        return counts;
    }
}
