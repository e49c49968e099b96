package dev.gatehouse.drivers.radio;

/// Where a driver hands up what it heard; called on the driver's own thread, returns at once.
@FunctionalInterface
public interface RadioSink {
    void accept(RadioEvent event);
}
