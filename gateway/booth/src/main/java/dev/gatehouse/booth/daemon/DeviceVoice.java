package dev.gatehouse.booth.daemon;

import dev.gatehouse.booth.config.BoothConfig;
import dev.gatehouse.booth.device.DeviceRegistry;
import dev.gatehouse.bus.Bus;
import dev.gatehouse.bus.Json;
import dev.gatehouse.bus.Topics;
import dev.gatehouse.core.journal.RecordClass;
import dev.gatehouse.drivers.Acknowledgement;
import dev.gatehouse.proto.v1.DeviceState;
import dev.gatehouse.proto.v1.Record;
import dev.gatehouse.protocols.observation.CaptureTime;
import dev.gatehouse.protocols.observation.DeviceNotice;
import dev.gatehouse.protocols.observation.Observation;
import dev.gatehouse.protocols.observation.Received;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.tinylog.Logger;

/// What the booth itself has to say of its devices: to the bus, upstream, and to its own decisions.
final class DeviceVoice implements DeviceRegistry.Told {
    private final BoothConfig config;
    private final BoothCore core;
    private final Bus bus;
    private final BoothTime time;
    private final AtomicLong said = new AtomicLong();

    DeviceVoice(BoothConfig config, BoothCore core, Bus bus, BoothTime time) {
        this.config = config;
        this.core = core;
        this.bus = bus;
        this.time = time;
    }

    @Override
    public void publish(DeviceState state) {
        bus.publish(
                Topics.deviceState(config.name(), state.getDeviceId()), Json.print(state), true);
    }

    @Override
    public boolean record(DeviceState state) {
        return core.offer(
                new BoothMessage.Own(
                        RecordClass.P1,
                        Record.newBuilder()
                                .setAt(BoothOutbox.stamp(time.read()))
                                .setDeviceState(state)
                                .build()));
    }

    @Override
    public void notice(String device, DeviceNotice notice) {
        config.devices().stream()
                .filter(one -> one.id().equals(device))
                .findAny()
                .ifPresent(one -> say(one, notice));
    }

    /// As if the device had told it.
    void say(BoothConfig.Device device, Observation.Body body) {
        Received now = time.received();
        Observation observation =
                new Observation(
                        device.id(),
                        device.lane(),
                        "booth-" + now.at().toEpochMilli() + "-" + said.incrementAndGet(),
                        new CaptureTime(now.at(), CaptureTime.Quality.RECEIVED),
                        now,
                        false,
                        false,
                        body);
        if (!core.offer(new BoothMessage.Observed(List.of(observation), Acknowledgement.none()))) {
            Logger.warn(
                    "DEV-010 the booth was full, a word on a device is lost: device={}",
                    device.id());
        }
    }
}
