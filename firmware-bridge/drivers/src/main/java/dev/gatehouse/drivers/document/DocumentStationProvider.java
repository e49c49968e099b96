package dev.gatehouse.drivers.document;

import dev.gatehouse.drivers.DeviceKind;
import dev.gatehouse.drivers.Station;
import dev.gatehouse.drivers.StationContext;
import dev.gatehouse.drivers.StationProvider;
import dev.gatehouse.drivers.stream.StreamCounters;
import dev.gatehouse.drivers.stream.StreamStation;
import dev.gatehouse.protocols.document.SwipeFraming;
import java.util.Map;

/// Stations `mrz-serial`: document readers, e.g. at `serial:/dev/ttyACM0?baud=9600`. Settings are
/// those of [DocumentSettings].
public final class DocumentStationProvider implements StationProvider {
    private static final long DUTY_MS = 50;

    @Override
    public DeviceKind kind() {
        return DeviceKind.DOCUMENT_READER;
    }

    @Override
    public String format() {
        return "mrz-serial";
    }

    @Override
    public Station create(StationContext context) {
        DocumentSettings settings = DocumentSettings.of(context.settings());
        StreamCounters<DocumentCounter> counters = new StreamCounters<>(DocumentCounter.class);
        return new StreamStation(
                context,
                DUTY_MS,
                out ->
                        new DocumentMachine(
                                context.deviceId(), settings, out, counters, context.clock().now()),
                counters);
    }

    /// The framing that settings of a reader name, for simulated ones.
    ///
    /// @throws IllegalArgumentException when a setting cannot be used
    public static SwipeFraming framing(Map<String, String> settings) {
        return DocumentSettings.framing(settings);
    }
}
