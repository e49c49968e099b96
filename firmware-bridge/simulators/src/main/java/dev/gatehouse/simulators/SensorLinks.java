package dev.gatehouse.simulators;

import dev.gatehouse.drivers.Link;
import dev.gatehouse.drivers.LinkAddress;
import dev.gatehouse.drivers.LinkContext;
import dev.gatehouse.drivers.document.DocumentStationProvider;
import dev.gatehouse.simulators.document.ReaderTraits;
import dev.gatehouse.simulators.document.SimulatedDocumentReader;
import dev.gatehouse.simulators.portal.PortalLinks;
import dev.gatehouse.simulators.portal.PortalTraits;
import dev.gatehouse.simulators.portal.SimulatedAspect;
import dev.gatehouse.simulators.portal.SimulatedPortal;
import dev.gatehouse.simulators.stream.StreamDevice;
import dev.gatehouse.simulators.stream.StreamDeviceLink;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/// Simulated portals and document readers by the target of a `sim:` address.
///
/// | address | for |
/// |---|---|
/// | `sim:portal` | `radiation-portal`, format `portal-line` |
/// | `sim:aspect` | `radiation-portal`, format `aspect-modbus` |
/// | `sim:n42` | `radiation-portal`, format `n42` |
/// | `sim:document` | `document-reader`, format `mrz-serial` |
///
/// | parameter | of | meaning | default |
/// |---|---|---|---|
/// | `seed` | all | fixes everything | 1 |
/// | `pause_ms` | all | mean time between two occupancies or documents | 20,000; of documents 5,000 |
/// | `alarm_share` | portals | of the occupancies that hold a source | 0.2 |
/// | `sigma` | `portal` | of a source | 40 |
/// | `trouble_share` | portals | see [PortalTraits] and the classes of the portals | 0 |
/// | `noise_share` | all | garbage, pieces, refusals | 0 |
/// | `deaf_share` | `portal` | sources that the portal says nothing to | 0 |
/// | `objects` | `aspect` | with which its counter begins | 65,500 |
/// | `start`, `prefix_hex`, `separator`, `end`, `check` | `document` | as the reader's own settings | as there |
/// | `baud` | `document` | pace of the line | 9,600 |
/// | `truncated_share`, `double_share`, `misread_share`, `unreadable_share` | `document` | see [ReaderTraits] | 0 |
/// | `specimens` | `document` | 1: all are specimens | 1 |
final class SensorLinks {
    static final Set<String> TARGETS = Set.of("portal", "aspect", "n42", "document");

    private static final Set<String> PORTAL =
            Set.of(
                    "seed",
                    "pause_ms",
                    "alarm_share",
                    "sigma",
                    "trouble_share",
                    "noise_share",
                    "deaf_share",
                    "objects");
    private static final Set<String> FRAMING =
            Set.of("start", "prefix_hex", "separator", "end", "check");
    private static final Set<String> DOCUMENT =
            Set.of(
                    "seed",
                    "pause_ms",
                    "start",
                    "prefix_hex",
                    "separator",
                    "end",
                    "check",
                    "baud",
                    "noise_share",
                    "truncated_share",
                    "double_share",
                    "misread_share",
                    "unreadable_share",
                    "specimens");

    private SensorLinks() {}

    /// Makes the link.
    ///
    /// @throws IllegalArgumentException when the address cannot be used
    static Link create(LinkAddress address, LinkContext context, LongSupplier nanos) {
        if (address.target().equals("n42")) {
            return PortalLinks.documents(traits(new Settings(address, PORTAL)), context);
        }
        return new StreamDeviceLink(
                "simulated " + address.target(), device(address), context, nanos);
    }

    /// Makes the device itself, of an address that is not `sim:n42`.
    ///
    /// @throws IllegalArgumentException when the address cannot be used
    static StreamDevice device(LinkAddress address) {
        return switch (address.target()) {
            case "portal" -> new SimulatedPortal(traits(new Settings(address, PORTAL)));
            case "aspect" -> {
                Settings settings = new Settings(address, PORTAL);
                yield new SimulatedAspect(
                        traits(settings), (int) settings.number("objects", 65_500, 0, 65_535));
            }
            case "document" -> new SimulatedDocumentReader(reader(address));
            default -> throw new IllegalArgumentException("expected one of " + TARGETS);
        };
    }

    private static PortalTraits traits(Settings settings) {
        return new PortalTraits(
                settings.number("seed", 1),
                settings.number("pause_ms", 20_000),
                settings.share("alarm_share", 0.2),
                settings.number("sigma", 40),
                settings.share("trouble_share", 0),
                settings.share("noise_share", 0),
                settings.share("deaf_share", 0));
    }

    private static ReaderTraits reader(LinkAddress address) {
        Settings settings = new Settings(address, DOCUMENT);
        Map<String, String> framing = new HashMap<>(address.parameters());
        framing.keySet().retainAll(FRAMING);
        return new ReaderTraits(
                settings.number("seed", 1),
                DocumentStationProvider.framing(framing),
                settings.number("pause_ms", 5_000),
                (int) settings.number("baud", 9_600),
                settings.share("noise_share", 0),
                settings.share("truncated_share", 0),
                settings.share("double_share", 0),
                settings.share("misread_share", 0),
                settings.share("unreadable_share", 0),
                settings.number("specimens", 1, 0, 1) == 1);
    }
}
