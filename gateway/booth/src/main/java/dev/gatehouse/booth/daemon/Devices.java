package dev.gatehouse.booth.daemon;

import dev.gatehouse.booth.CommandFailure;
import dev.gatehouse.booth.config.BoothConfig;
import dev.gatehouse.bus.Bus;
import dev.gatehouse.bus.BusAck;
import dev.gatehouse.bus.BusMessage;
import dev.gatehouse.bus.Topics;
import dev.gatehouse.core.decision.RadioMessage;
import dev.gatehouse.drivers.Acknowledgement;
import dev.gatehouse.drivers.DeviceKind;
import dev.gatehouse.drivers.DeviceSession;
import dev.gatehouse.drivers.DeviceSnapshot;
import dev.gatehouse.drivers.Driver;
import dev.gatehouse.drivers.Drivers;
import dev.gatehouse.drivers.Frame;
import dev.gatehouse.drivers.LaneOutput.LaneShow;
import dev.gatehouse.drivers.LaneOutput.Signal;
import dev.gatehouse.drivers.Link;
import dev.gatehouse.drivers.LinkAddress;
import dev.gatehouse.drivers.LinkContext;
import dev.gatehouse.drivers.Links;
import dev.gatehouse.drivers.ObservationSink;
import dev.gatehouse.drivers.Station;
import dev.gatehouse.drivers.StationContext;
import dev.gatehouse.drivers.Stations;
import dev.gatehouse.drivers.radio.OutgoingText;
import dev.gatehouse.drivers.radio.RadioStation;
import dev.gatehouse.proto.v1.LaneOutput;
import dev.gatehouse.protocols.observation.Received;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The devices of a booth: made from the configuration, opened and closed one by one. Links,
/// drivers and simulators are found by `ServiceLoader`.
public final class Devices implements AutoCloseable {

    private final List<DevicePlace> places;

    private Devices(List<DevicePlace> places) {
        this.places = places;
    }

    /// What the booth tells of one device.
    ///
    /// @param sinceNanos when it was opened; empty while it is not open
    /// @param ended a simulation that has come to its end
    /// @param firmware as the device says it; hostile
    public record DeviceView(
            BoothConfig.Device device,
            DeviceSnapshot counters,
            OptionalLong sinceNanos,
            boolean ended,
            String firmware,
            OptionalLong clockAheadMs) {}

    /// Makes every device without opening one.
    static Devices of(BoothConfig config, Bus bus, BoothTime time, ObservationSink sink)
            throws CommandFailure {
        List<DevicePlace> places = new ArrayList<>();
        for (BoothConfig.Device device : config.devices()) {
            LinkContext.DeviceTopic topic =
                    (id, frames) ->
                            bus.subscribe(
                                    Topics.deviceInput(config.name(), id),
                                    message -> frames.accept(frame(message, time)));
            places.add(
                    new DevicePlace(device, time, () -> unit(device, time::received, topic, sink)));
        }
        return new Devices(List.copyOf(places));
    }

    private static DevicePlace.Unit unit(
            BoothConfig.Device device,
            LinkContext.Clock clock,
            LinkContext.DeviceTopic topic,
            ObservationSink sink)
            throws CommandFailure {
        Optional<Station> station = station(device, clock, topic, sink);
        if (station.isPresent()) {
            return new DevicePlace.Acting(station.get());
        }
        Link link = link(device, clock, topic);
        Driver driver = driver(device);
        return new DevicePlace.Listened(
                link, driver, new DeviceSession(device.id(), link, driver, sink));
    }

    /// Proves that every link, kind, format and setting of a configuration exists.
    public static void check(BoothConfig config) throws CommandFailure {
        BoothTime time = new BoothTime();
        for (BoothConfig.Device device : config.devices()) {
            unit(device, time::received, (id, frames) -> () -> {}, (_, _) -> false).close();
        }
    }

    private static Optional<Station> station(
            BoothConfig.Device device,
            LinkContext.Clock clock,
            LinkContext.DeviceTopic topic,
            ObservationSink sink)
            throws CommandFailure {
        LinkContext context =
                new LinkContext(device.id(), device.lane(), kind(device), clock, topic);
        try {
            return Stations.create(
                    kind(device),
                    device.format(),
                    new StationContext(
                            device.id(),
                            device.lane(),
                            device.settings(),
                            LinkAddress.parse(device.link()),
                            address -> Links.open(address, context),
                            sink,
                            clock));
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(
                    "gatehouse: device `" + device.id() + "`: " + e.getMessage(), e);
        }
    }

    private static Link link(
            BoothConfig.Device device, LinkContext.Clock clock, LinkContext.DeviceTopic topic)
            throws CommandFailure {
        try {
            return Links.open(
                    device.link(),
                    new LinkContext(device.id(), device.lane(), kind(device), clock, topic));
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(
                    "gatehouse: device `" + device.id() + "`: " + e.getMessage(), e);
        }
    }

    private static Driver driver(BoothConfig.Device device) throws CommandFailure {
        try {
            return Drivers.create(
                    kind(device), device.format(), device.id(), device.lane(), device.settings());
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(
                    "gatehouse: device `" + device.id() + "`: " + e.getMessage(), e);
        }
    }

    private static DeviceKind kind(BoothConfig.Device device) throws CommandFailure {
        Optional<DeviceKind> kind =
                Arrays.stream(DeviceKind.values())
                        .filter(known -> known.word().equals(device.kind()))
                        .findAny();
        return kind.orElseThrow(() ->
                new CommandFailure(
                        "gatehouse: device `"
                                + device.id()
                                + "`: kind: expected one of "
                                + Arrays.stream(DeviceKind.values())
                                        .map(DeviceKind::word)
                                        .collect(Collectors.joining(", "))
                                + ", found `"
                                + device.kind()
                                + "`"));
    }

    private static Frame frame(BusMessage message, BoothTime time) {
        Received now = time.received();
        long sinceMs = (now.nanos() - message.receivedNanos()) / 1_000_000L;
        Instant at = now.at().minusMillis(sinceMs);
        return new Frame(
                message.payload(),
                new Received(at, message.receivedNanos(), now.quality()),
                new MqttAnswer(message.ack()));
    }

    /// PUBACK after the record is on disk.
    private record MqttAnswer(BusAck ack) implements Acknowledgement {
        @Override
        public void durable() {
            ack.accept();
        }

        @Override
        public void refused(Refusal reason) {
            switch (reason) {
                case MALFORMED -> ack.discard();
                case BUSY, NOT_READY -> ack.refuse();
            }
        }

        @Override
        public boolean resendable() {
            return ack.resendable();
        }
    }

    /// Opens one device that is not open; what is open stays as it is.
    ///
    /// @throws IOException when its port cannot be had; the message says what to do
    void open(String device) throws IOException {
        try {
            place(device).open();
        } catch (CommandFailure e) {
            // it could be made before
            throw new IOException(e.getMessage(), e);
        }
    }

    /// Closes one device; it can be opened again.
    void close(String device) {
        place(device).close();
    }

    private DevicePlace place(String device) {
        return places.stream()
                .filter(place -> place.device().id().equals(device))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("a device that is not configured"));
    }

    /// Hands a text to the radio system that it names; any thread.
    RadioMessage.Offer text(RadioMessage message) {
        Optional<RadioStation> station =
                places.stream()
                        .filter(place -> place.device().id().equals(message.deviceId()))
                        .flatMap(place -> place.unit().stream())
                        .flatMap(unit ->
                                unit instanceof DevicePlace.Acting(RadioStation acting)
                                        ? Stream.of(acting)
                                        : Stream.empty())
                        .findAny();
        if (station.isEmpty()) {
            return RadioMessage.Offer.NO_SYSTEM;
        }
        OutgoingText text =
                new OutgoingText(
                        message.messageId(),
                        message.targetId(),
                        message.group(),
                        message.text(),
                        message.urgent());
        return switch (station.get().offer(text)) {
            case TAKEN -> RadioMessage.Offer.TAKEN;
            case TRANSMIT_OFF -> RadioMessage.Offer.TRANSMIT_OFF;
            case BUSY -> RadioMessage.Offer.BUSY;
            case TOO_LONG -> RadioMessage.Offer.TOO_LONG;
            case NOT_CONNECTED -> RadioMessage.Offer.NOT_CONNECTED;
        };
    }

    /// Hands what a lane shows to its lamps and barriers; never waits.
    void show(String lane, LaneOutput output) {
        Optional<Signal> signal =
                switch (output.getSignal()) {
                    case LANE_SIGNAL_CHECKED -> Optional.of(Signal.CHECKED);
                    case LANE_SIGNAL_REFER -> Optional.of(Signal.REFER);
                    case LANE_SIGNAL_QUERY_BY_HAND -> Optional.of(Signal.QUERY_BY_HAND);
                    case LANE_SIGNAL_IDLE -> Optional.of(Signal.IDLE);
                    case LANE_SIGNAL_UNSPECIFIED, UNRECOGNIZED -> Optional.empty();
                };
        if (signal.isEmpty() || output.getValidForMs() < 1) {
            // nothing that holds was said: the lamps go out by themselves
            return;
        }
        LaneShow show = new LaneShow(signal.get(), output.getValidForMs());
        outputs(lane).values().forEach(lamps -> lamps.show(show));
    }

    /// Lamps and barriers of a lane that are open, by device.
    Map<String, dev.gatehouse.drivers.LaneOutput> outputs(String lane) {
        Map<String, dev.gatehouse.drivers.LaneOutput> outputs = new LinkedHashMap<>();
        for (DevicePlace place : places) {
            if (place.device().lane().equals(lane)
                    && place.unit().orElse(null) instanceof DevicePlace.Acting(Station station)
                    && station instanceof dev.gatehouse.drivers.LaneOutput lamps) {
                outputs.put(place.device().id(), lamps);
            }
        }
        return outputs;
    }

    List<DeviceView> views() {
        return places.stream().map(DevicePlace::view).toList();
    }

    /// Every link that ends by itself has come to its end, and there is one.
    boolean finished() {
        List<DevicePlace.Unit> open =
                places.stream().flatMap(place -> place.unit().stream()).toList();
        return open.stream().anyMatch(unit -> unit instanceof DevicePlace.Listened)
                && open.stream().allMatch(DevicePlace.Unit::finished);
    }

    @Override
    public void close() {
        places.forEach(DevicePlace::close);
    }
}
