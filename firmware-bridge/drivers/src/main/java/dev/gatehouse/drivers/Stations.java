package dev.gatehouse.drivers;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;

/// The stations this process knows, by kind and format.
public final class Stations {

    private Stations() {}

    private static final class Loaded {
        private static final Map<String, StationProvider> BY_NAME = load();

        private static Map<String, StationProvider> load() {
            Map<String, StationProvider> found = new TreeMap<>();
            for (StationProvider provider : ServiceLoader.load(StationProvider.class)) {
                String name = name(provider.kind(), provider.format());
                if (found.putIfAbsent(name, provider) != null) {
                    throw new IllegalStateException("station " + name + " exists twice");
                }
            }
            return found;
        }
    }

    private static String name(DeviceKind kind, String format) {
        return kind.word() + "/" + format;
    }

    /// Makes a station; it does nothing before its `open`. Empty when a device of this kind and
    /// format is no station.
    ///
    /// @throws IllegalArgumentException when a setting cannot be used
    public static Optional<Station> create(DeviceKind kind, String format, StationContext context) {
        return Optional.ofNullable(Loaded.BY_NAME.get(name(kind, format)))
                .map(provider -> provider.create(context));
    }

    /// Whether a device of this kind and format is a station.
    public static boolean has(DeviceKind kind, String format) {
        return Loaded.BY_NAME.containsKey(name(kind, format));
    }

    /// Names as `kind/format` in order.
    public static List<String> names() {
        return List.copyOf(Loaded.BY_NAME.keySet());
    }
}
