package dev.gatehouse.drivers;

import dev.gatehouse.protocols.RejectReason;
import java.util.Map;
import java.util.OptionalLong;

/// Counts of one device since its session began; for status pages and metrics, free of content.
///
/// @param deviceId configured id
/// @param address where the link can be reached
/// @param frames that arrived
/// @param observations handed to the booth
/// @param refusedBusy frames refused because the booth was full
/// @param lost of them, on links that cannot send again
/// @param refusedNotReady frames that came before the start or after the end
/// @param faults frames on which the driver itself failed: a programmer's error
/// @param rejected frames that were no message, by reason; reasons that never occurred are left out
/// @param lastFrameNanos `System.nanoTime()` domain; empty before the first frame
/// @param driver counters of the driver
/// @param link counters of the link
public record DeviceSnapshot(
        String deviceId,
        String address,
        long frames,
        long observations,
        long refusedBusy,
        long lost,
        long refusedNotReady,
        long faults,
        Map<RejectReason, Long> rejected,
        OptionalLong lastFrameNanos,
        Map<String, Long> driver,
        Map<String, Long> link) {

    public DeviceSnapshot {
        rejected = Map.copyOf(rejected);
        driver = Map.copyOf(driver);
        link = Map.copyOf(link);
    }

    /// Of a device that is not open: nothing was counted.
    public static DeviceSnapshot closed(String deviceId, String address) {
        return new DeviceSnapshot(
                deviceId,
                address,
                0,
                0,
                0,
                0,
                0,
                0,
                Map.of(),
                OptionalLong.empty(),
                Map.of(),
                Map.of());
    }
}
