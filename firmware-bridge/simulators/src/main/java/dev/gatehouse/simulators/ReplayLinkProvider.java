package dev.gatehouse.simulators;

import dev.gatehouse.drivers.Link;
import dev.gatehouse.drivers.LinkAddress;
import dev.gatehouse.drivers.LinkContext;
import dev.gatehouse.drivers.LinkProvider;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.LongSupplier;

/// `replay:FILE.csv?seconds=N`: rows of a capture as vehicles, see [Capture]. The plate reader and
/// the presence loop of one lane are given the same address and then see the same vehicles.
///
/// | parameter | meaning | default |
/// |---|---|---|
/// | `seconds` | length the capture is brought to, 1 to 604,800 | its own; 60 where no row has a time |
/// | `run`, `acks`, `line` | as in [SimLinkProvider] | |
public final class ReplayLinkProvider implements LinkProvider {

    private static final Set<String> PARAMETERS = Set.of("seconds", "run", "acks", "line");

    private final LongSupplier nanos;
    private final LaneScenarios scenarios;

    /// For `ServiceLoader`.
    public ReplayLinkProvider() {
        this(System::nanoTime);
    }

    ReplayLinkProvider(LongSupplier nanos) {
        this.nanos = nanos;
        this.scenarios = new LaneScenarios(nanos);
    }

    @Override
    public String scheme() {
        return "replay";
    }

    @Override
    public Link create(LinkAddress address, LinkContext context) {
        if (address.target().isEmpty()) {
            throw new IllegalArgumentException("link address: expected replay:FILE.csv");
        }
        Settings settings = new Settings(address, PARAMETERS);
        LaneScenario lane =
                scenarios.of(
                        context.laneId(),
                        address,
                        () ->
                                Capture.read(
                                        Path.of(address.target()),
                                        context.laneId(),
                                        settings.optionalNumber("seconds", 1, 604_800),
                                        settings.run()));
        return new ScenarioLink(
                lane, context, nanos, settings.file("acks"), DeviceFrames.of(context, settings));
    }
}
