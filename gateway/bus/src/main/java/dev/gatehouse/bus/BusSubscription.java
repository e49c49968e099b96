package dev.gatehouse.bus;

/// A listener's place on the bus; closing it ends delivery, though a call under way may still
/// finish.
@FunctionalInterface
public interface BusSubscription extends AutoCloseable {
    @Override
    void close();
}
