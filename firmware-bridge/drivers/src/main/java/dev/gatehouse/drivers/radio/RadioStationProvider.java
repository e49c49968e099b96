package dev.gatehouse.drivers.radio;

import dev.gatehouse.drivers.Link;
import dev.gatehouse.drivers.LinkAddress;
import dev.gatehouse.drivers.LinkContext;
import dev.gatehouse.drivers.ObservationSink;
import java.util.Map;

/// Makes stations of one format; found by `ServiceLoader`.
public interface RadioStationProvider {

    /// Format word of the configuration: `mmdvm`, `homebrew-master`, `homebrew-peer`, `hytera`,
    /// `trbo`.
    String format();

    /// Makes the station; it does nothing before its `open`.
    ///
    /// @throws IllegalArgumentException when a setting cannot be used; the message says what was
    ///   expected
    RadioStation create(Context context);

    /// What the booth lends to a station.
    ///
    /// @param deviceId configured device
    /// @param laneId configured lane, to which its events belong
    /// @param settings the station's own, strings
    /// @param address of the configured link
    /// @param links makes links, of the configured address or of others beside it
    /// @param sink where observations go; bounded, never blocks
    /// @param clock the booth's
    record Context(
            String deviceId,
            String laneId,
            Map<String, String> settings,
            LinkAddress address,
            LinkFactory links,
            ObservationSink sink,
            LinkContext.Clock clock) {
        public Context {
            settings = Map.copyOf(settings);
        }
    }

    /// Makes a link of any scheme.
    @FunctionalInterface
    interface LinkFactory {
        /// Makes the link; it delivers nothing before its `open`.
        ///
        /// @throws IllegalArgumentException when the address cannot be used
        Link create(LinkAddress address);
    }
}
