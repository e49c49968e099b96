package dev.gatehouse.drivers;

/// Makes stations of one device kind and format; found by `ServiceLoader`. To add one: implement
/// this, name it in `META-INF/services`.
public interface StationProvider {

    DeviceKind kind();

    /// Format word of the configuration, e.g. `mmdvm`, `llrp`.
    String format();

    /// Makes the station; it does nothing before its `open`.
    ///
    /// @throws IllegalArgumentException when a setting cannot be used; the message says what was
    ///   expected
    Station create(StationContext context);
}
