package dev.gatehouse.drivers;

import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// The drivers this process knows, by device kind and format.
public final class Drivers {

    private Drivers() {}

    private static final class Loaded {
        private static final Map<String, DriverProvider> BY_NAME = load();

        private static Map<String, DriverProvider> load() {
            Map<String, DriverProvider> found = new TreeMap<>();
            for (DriverProvider provider : ServiceLoader.load(DriverProvider.class)) {
                String name = name(provider.kind(), provider.format());
                if (found.putIfAbsent(name, provider) != null) {
                    throw new IllegalStateException("driver " + name + " exists twice");
                }
            }
            return found;
        }
    }

    private static String name(DeviceKind kind, String format) {
        return kind.word() + "/" + format;
    }

    /// Makes the driver of one device.
    ///
    /// @param format word of the configuration, e.g. `rekor`
    /// @param settings the driver's own
    /// @throws IllegalArgumentException when no such driver exists or a setting cannot be used
    public static Driver create(
            DeviceKind kind,
            String format,
            String deviceId,
            String laneId,
            Map<String, String> settings) {
        DriverProvider provider = Loaded.BY_NAME.get(name(kind, format));
        if (provider == null) {
            throw new IllegalArgumentException(
                    "kind and format: expected one of "
                            + known()
                            + ", found `"
                            + name(kind, format)
                            + "`");
        }
        return provider.create(deviceId, laneId, settings);
    }

    private static Set<String> known() {
        Set<String> known = new TreeSet<>(Stations.names());
        known.addAll(Loaded.BY_NAME.keySet());
        return known;
    }

    /// Names as `kind/format` in order.
    public static List<String> names() {
        return List.copyOf(Loaded.BY_NAME.keySet());
    }
}
