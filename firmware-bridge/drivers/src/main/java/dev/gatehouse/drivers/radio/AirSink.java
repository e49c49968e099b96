package dev.gatehouse.drivers.radio;

/// Where a driver hands up what it heard; called on the driver's own thread, returns at once.
@FunctionalInterface
public interface AirSink {
    void accept(AirEvent event);
}
