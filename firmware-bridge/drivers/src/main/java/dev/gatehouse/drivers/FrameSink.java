package dev.gatehouse.drivers;

/// Where a link hands over what it received; called on the link's own thread, returns at once.
@FunctionalInterface
public interface FrameSink {
    void accept(Frame frame);
}
