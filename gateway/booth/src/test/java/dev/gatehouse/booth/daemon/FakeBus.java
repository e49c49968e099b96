package dev.gatehouse.booth.daemon;

import dev.gatehouse.bus.Bus;
import dev.gatehouse.bus.BusListener;
import dev.gatehouse.bus.BusStats;
import dev.gatehouse.bus.BusSubscription;
import dev.gatehouse.bus.Endpoint;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Keeps what is published, and hands listeners what the test sends.
public final class FakeBus implements Bus {
    /// One publication.
    public record Sent(String topic, String payload, boolean retain) {}

    public final List<Sent> sent = new ArrayList<>();
    final List<BusListener> listeners = new ArrayList<>();

    @Override
    public void publish(String topic, byte[] payload, boolean retain) {
        sent.add(new Sent(topic, new String(payload, StandardCharsets.UTF_8), retain));
    }

    @Override
    public BusSubscription subscribe(String topicFilter, BusListener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    List<Sent> on(String suffix) {
        return sent.stream().filter(one -> one.topic().endsWith(suffix)).toList();
    }

    @Override
    public BusStats stats() {
        return new BusStats(0, 0, 0, Map.of());
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of();
    }

    @Override
    public void close() {}
}
