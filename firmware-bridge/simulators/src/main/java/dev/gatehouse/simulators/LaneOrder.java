package dev.gatehouse.simulators;

import dev.gatehouse.drivers.DeviceKind;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Keeps the devices of one lane in the order of the scenario although each has a thread of its
/// own: a vehicle is not read before it stands on the loop and does not leave before it was read.
/// Safe for any thread.
final class LaneOrder {

    private final Map<DeviceKind, Place> places = new EnumMap<>(DeviceKind.class);

    /// Where a device is.
    ///
    /// @param next number of the step it will do next
    /// @param wake tells it that another device went on
    private record Place(long next, Runnable wake) {}

    /// Puts a device at the first step. False when the lane already has such a device.
    synchronized boolean join(DeviceKind device, Runnable wake) {
        return places.putIfAbsent(device, new Place(0, wake)) == null;
    }

    /// No longer waited for: at its end, or closed.
    void leave(DeviceKind device) {
        synchronized (this) {
            places.remove(device);
        }
        wakeOthers(device);
    }

    synchronized boolean empty() {
        return places.isEmpty();
    }

    /// The device has done all its steps before `step` of the scenario.
    void reached(DeviceKind device, long step) {
        synchronized (this) {
            places.computeIfPresent(device, (_, place) -> new Place(step, place.wake));
        }
        wakeOthers(device);
    }

    private void wakeOthers(DeviceKind device) {
        List<Runnable> others;
        synchronized (this) {
            others =
                    places.entrySet().stream()
                            .filter(each -> each.getKey() != device)
                            .map(each -> each.getValue().wake)
                            .toList();
        }
        others.forEach(Runnable::run);
    }

    /// True when nobody else of the lane still has an earlier step to do.
    synchronized boolean clear(DeviceKind device, long step) {
        return places.entrySet().stream()
                .allMatch(each -> each.getKey() == device || each.getValue().next >= step);
    }
}
