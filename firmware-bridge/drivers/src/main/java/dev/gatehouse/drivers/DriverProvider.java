package dev.gatehouse.drivers;

import java.util.Map;

/// Makes drivers of one device kind and format; found by `ServiceLoader`.
public interface DriverProvider {

    DeviceKind kind();

    /// Format word of the configuration, e.g. `rekor`, `gpio-line`.
    String format();

    /// Makes the driver of one device.
    ///
    /// @param settings device settings that are the driver's own (e.g. `zone`), strings
    /// @throws IllegalArgumentException when a setting cannot be used
    Driver create(String deviceId, String laneId, Map<String, String> settings);
}
