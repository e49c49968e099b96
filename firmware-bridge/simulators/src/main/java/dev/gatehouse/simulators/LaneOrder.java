package dev.gatehouse.simulators;

import dev.gatehouse.drivers.DeviceKind;
import java.util.Arrays;

/// Keeps the devices of one lane in the order of the scenario although each has a thread of its
/// own: a vehicle is not read before it stands on the loop and does not leave before it was read.
/// Safe for any thread.
final class LaneOrder {

    private static final long ABSENT = Long.MAX_VALUE;

    private final long[] next = new long[DeviceKind.values().length];
    private final Runnable[] wakes = new Runnable[DeviceKind.values().length];

    LaneOrder() {
        Arrays.fill(next, ABSENT);
        Arrays.fill(wakes, (Runnable) () -> {});
    }

    /// @return false when the lane already has such a device
    synchronized boolean join(DeviceKind device, Runnable wake) {
        if (next[device.ordinal()] != ABSENT) {
            return false;
        }
        next[device.ordinal()] = 0;
        wakes[device.ordinal()] = wake;
        return true;
    }

    /// No longer waited for: at its end, or closed.
    void leave(DeviceKind device) {
        reached(device, ABSENT);
    }

    synchronized boolean empty() {
        return Arrays.stream(next).allMatch(step -> step == ABSENT);
    }

    /// The device has done all its steps before `step` of the scenario.
    void reached(DeviceKind device, long step) {
        Runnable[] others;
        synchronized (this) {
            next[device.ordinal()] = step;
            others = wakes.clone();
        }
        for (int i = 0; i < others.length; i++) {
            if (i != device.ordinal()) {
                others[i].run();
            }
        }
    }

    /// True when nobody else of the lane still has an earlier step to do.
    synchronized boolean clear(DeviceKind device, long step) {
        for (int i = 0; i < next.length; i++) {
            if (i != device.ordinal() && next[i] < step) {
                return false;
            }
        }
        return true;
    }
}
