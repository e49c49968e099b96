package dev.gatehouse.simulators.camera;

import dev.gatehouse.drivers.Link;
import dev.gatehouse.drivers.LinkAddress;
import dev.gatehouse.drivers.LinkContext;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;

/// `sim:camera?maker=axis`: a simulated plate reader of one maker.
///
/// | parameter | meaning | default |
/// |---|---|---|
/// | `maker` | shape of its messages, see [CameraShape] | `rekor` |
/// | `seed` | fixes everything it sees | 1 |
/// | `reads_per_second` | 1 to 100 | 5 |
/// | `vehicles` | ends after so many | no end |
public final class Cameras {

    /// Target of such addresses.
    public static final String TARGET = "camera";

    private static final Set<String> PARAMETERS =
            Set.of("maker", "seed", "reads_per_second", "vehicles");
    private static final long NO_END = Long.MAX_VALUE / 2;

    private Cameras() {}

    /// The camera of an address, as a link.
    ///
    /// @throws IllegalArgumentException when a parameter cannot be used
    public static Link create(LinkAddress address, LinkContext context, LongSupplier nanos) {
        return new CameraLink(
                shape(address),
                traffic(address, context.deviceId(), context.clock().now().at()),
                context,
                nanos);
    }

    static CameraShape shape(LinkAddress address) {
        if (!PARAMETERS.containsAll(address.parameters().keySet())) {
            throw new IllegalArgumentException(
                    "link parameters of a camera: expected only " + new TreeSet<>(PARAMETERS));
        }
        return CameraShape.of(address.parameters().getOrDefault("maker", "rekor"));
    }

    static CameraTraffic traffic(LinkAddress address, String camera, Instant start) {
        return new CameraTraffic(
                address.number("seed", 1),
                camera,
                (int) Math.clamp(address.number("reads_per_second", 5), 0L, 101L),
                address.number("vehicles", NO_END),
                start);
    }
}
