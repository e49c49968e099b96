package dev.gatehouse.booth.daemon;

import dev.gatehouse.booth.CommandFailure;
import dev.gatehouse.booth.config.BoothConfig;
import dev.gatehouse.drivers.DeviceSession;
import dev.gatehouse.drivers.DeviceSnapshot;
import dev.gatehouse.drivers.Driver;
import dev.gatehouse.drivers.Link;
import dev.gatehouse.drivers.SelfDescribed;
import dev.gatehouse.drivers.Station;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Where a device stands: it may be opened and closed again and again. Opening and closing may
/// wait; looking at it never does.
final class DevicePlace {
    private final BoothConfig.Device device;
    private final BoothTime time;
    private final Maker maker;
    private @Nullable Unit fresh;
    private volatile @Nullable Working working;

    DevicePlace(BoothConfig.Device device, BoothTime time, Maker maker) throws CommandFailure {
        this.device = device;
        this.time = time;
        this.maker = maker;
        // what cannot be made is told before anything is opened
        this.fresh = maker.make();
    }

    synchronized void open() throws IOException, CommandFailure {
        if (working != null) {
            return;
        }
        Unit unit = fresh == null ? maker.make() : fresh;
        fresh = null;
        boolean opened = false;
        try {
            unit.open();
            opened = true;
        } finally {
            if (!opened) {
                unit.close();
            }
        }
        working = new Working(unit, time.nanos());
    }

    synchronized void close() {
        Working old = working;
        working = null;
        if (old != null) {
            old.unit().close();
        }
        if (fresh != null) {
            fresh.close();
            fresh = null;
        }
    }

    Optional<Unit> unit() {
        return Optional.ofNullable(working).map(Working::unit);
    }

    Devices.DeviceView view() {
        Working now = working;
        if (now == null) {
            return new Devices.DeviceView(
                    device,
                    DeviceSnapshot.closed(device.id(), device.link()),
                    OptionalLong.empty(),
                    false,
                    "",
                    OptionalLong.empty());
        }
        Unit unit = now.unit();
        return new Devices.DeviceView(
                device,
                unit.snapshot(),
                OptionalLong.of(now.sinceNanos()),
                unit instanceof Listened && unit.finished(),
                unit.described().firmware(),
                unit.described().clockAheadMs());
    }

    BoothConfig.Device device() {
        return device;
    }

    /// An open unit.
    private record Working(Unit unit, long sinceNanos) {}

    /// Makes a unit anew.
    @FunctionalInterface
    interface Maker {
        Unit make() throws CommandFailure;
    }

    /// A device that is listened to, or a radio system that acts by itself.
    sealed interface Unit {
        void open() throws IOException;

        DeviceSnapshot snapshot();

        SelfDescribed described();

        boolean finished();

        void close();
    }

    record Listened(Link link, Driver driver, DeviceSession session) implements Unit {
        @Override
        public void open() throws IOException {
            session.open();
        }

        @Override
        public DeviceSnapshot snapshot() {
            return session.snapshot();
        }

        @Override
        public SelfDescribed described() {
            return driver;
        }

        @Override
        public boolean finished() {
            return link.finished();
        }

        @Override
        public void close() {
            session.close();
        }
    }

    record Acting(Station station) implements Unit {
        @Override
        public void open() throws IOException {
            station.open();
        }

        @Override
        public DeviceSnapshot snapshot() {
            return station.snapshot();
        }

        @Override
        public SelfDescribed described() {
            return station;
        }

        @Override
        public boolean finished() {
            return station.finished();
        }

        @Override
        public void close() {
            station.close();
        }
    }
}
