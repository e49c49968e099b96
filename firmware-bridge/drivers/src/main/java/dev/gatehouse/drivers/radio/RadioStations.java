package dev.gatehouse.drivers.radio;

import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/// The radio systems this process knows, by the word of their format.
public final class RadioStations {

    private RadioStations() {}

    private static final class Loaded {
        private static final Map<String, RadioStationProvider> BY_FORMAT = load();

        private static Map<String, RadioStationProvider> load() {
            Map<String, RadioStationProvider> found = new TreeMap<>();
            for (RadioStationProvider provider : ServiceLoader.load(RadioStationProvider.class)) {
                if (found.putIfAbsent(provider.format(), provider) != null) {
                    throw new IllegalStateException(
                            "radio format " + provider.format() + " exists twice");
                }
            }
            return found;
        }
    }

    /// Makes a station; it does nothing before its `open`.
    ///
    /// @throws IllegalArgumentException when no such format exists or a setting cannot be used
    public static RadioStation create(String format, RadioStationProvider.Context context) {
        RadioStationProvider provider = Loaded.BY_FORMAT.get(format);
        if (provider == null) {
            throw new IllegalArgumentException(
                    "format: expected one of "
                            + Loaded.BY_FORMAT.keySet()
                            + " for a radio, found `"
                            + format
                            + "`");
        }
        return provider.create(context);
    }

    /// Formats in order.
    public static List<String> formats() {
        return List.copyOf(Loaded.BY_FORMAT.keySet());
    }
}
