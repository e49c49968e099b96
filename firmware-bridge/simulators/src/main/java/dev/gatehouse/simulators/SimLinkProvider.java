package dev.gatehouse.simulators;

import dev.gatehouse.drivers.Link;
import dev.gatehouse.drivers.LinkAddress;
import dev.gatehouse.drivers.LinkContext;
import dev.gatehouse.drivers.LinkProvider;
import dev.gatehouse.simulators.camera.Cameras;
import dev.gatehouse.simulators.dispatch.RadioFleets;
import dev.gatehouse.simulators.lines.SimulatedLines;
import dev.gatehouse.simulators.llrp.ReaderLinks;
import dev.gatehouse.simulators.radio.RadioLinks;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

/// `sim:busy-lane?seed=N`: a simulated lane. The plate reader and the presence loop of one lane are
/// given the same address and then see the same vehicles. Radios (`sim:hytera`, `sim:trbo`) are in
/// [RadioFleets], modems, repeaters and masters in [RadioLinks], RFID readers in [ReaderLinks],
/// single cameras of any maker in [Cameras], portals and document readers in [SensorLinks], lines
/// of lamps and barriers in [SimulatedLines].
///
/// | parameter | meaning | default |
/// |---|---|---|
/// | `seed` | with the lane fixes everything that happens | 1 |
/// | `vehicles_per_minute` | mean arrival rate, 1 to 60,000 | 12 |
/// | `vehicles` | ends after so many | no end |
/// | `lookouts` | CSV with `kind` and `plate`; some vehicles carry these plates | none |
/// | `hit_share` | share of vehicles with a listed plate | 0.05 |
/// | `error_share` | share of reads that differ from the plate | 0.14 |
/// | `run` | word in the event ids; another word makes new events | 0 |
/// | `acks` | file to which every acknowledged `deviceId TAB eventId` is appended | none |
/// | `line` | GPIO line offset of the loop | 17 |
public final class SimLinkProvider implements LinkProvider {

    private static final Set<String> PARAMETERS =
            Set.of(
                    "seed",
                    "vehicles_per_minute",
                    "vehicles",
                    "lookouts",
                    "hit_share",
                    "error_share",
                    "run",
                    "acks",
                    "line");

    private final LongSupplier nanos;
    private final LaneScenarios scenarios;
    private final RadioFleets fleets;

    /// For `ServiceLoader`.
    public SimLinkProvider() {
        this(System::nanoTime);
    }

    SimLinkProvider(LongSupplier nanos) {
        this.nanos = nanos;
        this.scenarios = new LaneScenarios(nanos);
        this.fleets = new RadioFleets(nanos);
    }

    @Override
    public String scheme() {
        return "sim";
    }

    @Override
    public Link create(LinkAddress address, LinkContext context) {
        if (RadioLinks.TARGETS.contains(address.target())) {
            return RadioLinks.create(address, context, nanos);
        }
        if (SensorLinks.TARGETS.contains(address.target())) {
            return SensorLinks.create(address, context, nanos);
        }
        if (RadioFleets.knows(address.target())) {
            return fleets.create(address, context);
        }
        if (address.target().equals(ReaderLinks.TARGET)) {
            return ReaderLinks.create(address, context, nanos);
        }
        if (address.target().equals(Cameras.TARGET)) {
            return Cameras.create(address, context, nanos);
        }
        if (address.target().equals(SimulatedLines.TARGET)) {
            return SimulatedLines.of(address);
        }
        switch (address.target()) {
            case "busy-lane" -> {}
            case "officer" ->
                    throw new IllegalArgumentException(
                            "link address: sim:officer is a peer of the bus, not a device; start it beside the booth");
            default ->
                    throw new IllegalArgumentException(
                            "link address: expected sim:busy-lane, sim:camera, sim:llrp, sim:lines, of radios sim:hytera, sim:trbo or one of "
                                    + RadioLinks.TARGETS
                                    + ", of sensors one of "
                                    + SensorLinks.TARGETS);
        }
        Settings settings = new Settings(address, PARAMETERS);
        LaneScenario lane =
                scenarios.of(context.laneId(), address, () -> busyLane(settings, context.laneId()));
        return new ScenarioLink(
                lane, context, nanos, settings.file("acks"), DeviceFrames.of(context, settings));
    }

    private static BusyLane busyLane(Settings settings, String laneId) {
        return new BusyLane(
                settings.number("seed", 1),
                laneId,
                settings.run(),
                (int) settings.number("vehicles_per_minute", 12, 1, 60_000),
                settings.optionalNumber("vehicles", 1, 1_000_000_000),
                settings.file("lookouts").map(ListedPlates::read).orElse(List.of()),
                settings.share("hit_share", 0.05),
                settings.share("error_share", BusyLane.USUAL_ERROR_SHARE));
    }
}
