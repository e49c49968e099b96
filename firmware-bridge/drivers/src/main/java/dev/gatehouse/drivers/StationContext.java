package dev.gatehouse.drivers;

import java.util.Map;

/// What the booth lends to a station.
///
/// @param deviceId configured device
/// @param laneId configured lane, to which its events belong
/// @param settings the station's own, strings
/// @param address of the configured link
/// @param links makes links, of the configured address or of others beside it
/// @param sink where observations go; bounded, never blocks
/// @param clock the booth's
public record StationContext(
        String deviceId,
        String laneId,
        Map<String, String> settings,
        LinkAddress address,
        LinkFactory links,
        ObservationSink sink,
        LinkContext.Clock clock) {

    public StationContext {
        settings = Map.copyOf(settings);
    }

    /// Makes a link of any scheme.
    @FunctionalInterface
    public interface LinkFactory {
        /// Makes the link; it delivers nothing before its `open`.
        ///
        /// @throws IllegalArgumentException when the address cannot be used
        Link create(LinkAddress address);
    }
}
