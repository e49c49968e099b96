package dev.gatehouse.drivers.gpio;

import dev.gatehouse.drivers.Link;
import dev.gatehouse.drivers.LinkAddress;
import dev.gatehouse.drivers.LinkContext;
import dev.gatehouse.drivers.LinkProvider;
import dev.gatehouse.drivers.cdev.InputLine;
import dev.gatehouse.drivers.cdev.InputLine.Bias;
import dev.gatehouse.drivers.cdev.Kernel;
import dev.gatehouse.drivers.cdev.LineName;
import dev.gatehouse.drivers.cdev.NativeKernel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// `gpio:LABEL/LINE`, e.g. `gpio:pinctrl-rp1/GPIO17?bias=pull-up&debounce_us=5000`: one input of
/// the chip whose driver has this label. LINE is a name, an offset, or `NAME@OFFSET`, which must
/// agree. The lines of one lane on one chip are requested together.
///
/// | parameter | meaning | default |
/// |---|---|---|
/// | `active_low` | `1`: a low level is active | 0 |
/// | `bias` | `as-is`, `off`, `pull-up`, `pull-down`: the chip's own resistor | as-is |
/// | `debounce_us` | for how long a level must last before the kernel tells it | 5000 |
public final class GpioLinkProvider implements LinkProvider {

    private static final Set<String> PARAMETERS = Set.of("active_low", "bias", "debounce_us");

    private record GroupName(String label, String laneId) {}

    private final Supplier<Kernel> kernel;
    private final Path folder;
    private final Map<GroupName, LineGroup> groups = new HashMap<>();

    /// Lines of this machine.
    public GpioLinkProvider() {
        // not before a line is opened: a booth without lines needs no foreign functions
        this(NativeKernel::new, Path.of("/dev"));
    }

    GpioLinkProvider(Supplier<Kernel> kernel, Path folder) {
        this.kernel = kernel;
        this.folder = folder;
    }

    @Override
    public String scheme() {
        return "gpio";
    }

    @Override
    public Link create(LinkAddress address, LinkContext context) {
        if (!PARAMETERS.containsAll(address.parameters().keySet())) {
            throw new IllegalArgumentException(
                    "gpio link: expected only the parameters " + PARAMETERS);
        }
        int slash = address.target().indexOf('/');
        if (slash <= 0 || slash == address.target().length() - 1) {
            throw new IllegalArgumentException(
                    "gpio link: expected `gpio:LABEL/LINE`, e.g. `gpio:pinctrl-rp1/GPIO17`");
        }
        InputLine line =
                new InputLine(
                        LineName.parse(address.target().substring(slash + 1)),
                        activeLow(address),
                        bias(address),
                        debounceUs(address));
        return join(
                new GroupName(address.target().substring(0, slash), context.laneId()),
                line,
                context);
    }

    private synchronized GpioLink join(GroupName name, InputLine line, LinkContext context) {
        groups.values().removeIf(LineGroup::isEmpty);
        LineGroup group =
                groups.computeIfAbsent(
                        name,
                        _ ->
                                new LineGroup(
                                        name.label(),
                                        name.laneId(),
                                        kernel,
                                        folder,
                                        context.clock()));
        GpioLink link = new GpioLink(group, line, context.deviceId(), context.clock());
        group.join(link);
        return link;
    }

    private static boolean activeLow(LinkAddress address) {
        long value = address.number("active_low", 0);
        if (value != 0 && value != 1) {
            throw new IllegalArgumentException("gpio link: active_low: expected 0 or 1");
        }
        return value == 1;
    }

    private static Bias bias(LinkAddress address) {
        String word = address.parameters().getOrDefault("bias", Bias.AS_IS.word());
        return Arrays.stream(Bias.values())
                .filter(one -> one.word().equals(word))
                .findAny()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "gpio link: bias: expected one of "
                                        + Arrays.stream(Bias.values())
                                                .map(Bias::word)
                                                .collect(Collectors.joining(", "))));
    }

    private static int debounceUs(LinkAddress address) {
        long value = address.number("debounce_us", 5_000);
        if (value < 0 || value > InputLine.DEBOUNCE_MAX_US) {
            throw new IllegalArgumentException(
                    "gpio link: debounce_us: expected 0.." + InputLine.DEBOUNCE_MAX_US);
        }
        return (int) value;
    }
}
