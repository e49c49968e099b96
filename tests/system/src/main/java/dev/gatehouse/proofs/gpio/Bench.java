package dev.gatehouse.proofs.gpio;

import dev.gatehouse.drivers.DeviceKind;
import dev.gatehouse.drivers.DeviceSession;
import dev.gatehouse.drivers.Drivers;
import dev.gatehouse.drivers.Link;
import dev.gatehouse.drivers.LinkAddress;
import dev.gatehouse.drivers.LinkContext;
import dev.gatehouse.drivers.Links;
import dev.gatehouse.drivers.Station;
import dev.gatehouse.drivers.StationContext;
import dev.gatehouse.drivers.Stations;
import dev.gatehouse.protocols.observation.Received;
import dev.gatehouse.protocols.observation.TimeQuality;
import java.time.Instant;
import java.util.Map;

/// Makes devices as a booth makes them, from the words of its configuration.
final class Bench {

    static final String LANE = "lane-1";

    private final Watched watched = new Watched();

    Watched watched() {
        return watched;
    }

    static Received now() {
        return new Received(Instant.now(), System.nanoTime(), TimeQuality.UNKNOWN);
    }

    private static LinkContext context(String device, DeviceKind kind) {
        return new LinkContext(device, LANE, kind, Bench::now, (_, _) -> () -> {});
    }

    /// A device that only speaks.
    DeviceSession device(
            String device,
            DeviceKind kind,
            String format,
            String address,
            Map<String, String> settings) {
        Link link = Links.open(address, context(device, kind));
        return new DeviceSession(
                device, link, Drivers.create(kind, format, device, LANE, settings), watched);
    }

    /// A device that acts by itself.
    Station station(
            String device,
            DeviceKind kind,
            String format,
            String address,
            Map<String, String> settings) {
        return Stations.create(
                        kind,
                        format,
                        new StationContext(
                                device,
                                LANE,
                                settings,
                                LinkAddress.parse(address),
                                other -> Links.open(other, context(device, kind)),
                                watched,
                                Bench::now))
                .orElseThrow();
    }
}
