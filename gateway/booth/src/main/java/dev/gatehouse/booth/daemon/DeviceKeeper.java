package dev.gatehouse.booth.daemon;

import dev.gatehouse.booth.config.BoothConfig;
import dev.gatehouse.booth.device.DeviceOrders;
import dev.gatehouse.booth.device.DeviceRegistry;
import dev.gatehouse.booth.device.Starts;
import dev.gatehouse.drivers.DeviceKind;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.observation.DeviceNotice.Severity;
import dev.gatehouse.protocols.observation.RadiationReport;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/// Keeps the devices of a booth open: opens them at the start, tries again those that cannot be
/// had, switches them off and on by order, and looks at their state.
///
/// After [BoothConfig#safeModeStarts] starts in a row that ended in a crash it opens them one at a
/// time with a pause between, so that the one that brings the process down is known; when it does
/// so twice it stays off until somebody orders otherwise.
///
/// Owns the thread `devices`. A device that hangs when it is opened or closed hangs that thread and
/// nothing else.
final class DeviceKeeper implements AutoCloseable {
    static final String SAFE_MODE = "safe-mode";

    private static final long ROUND_MS = 500;
    private static final long CLOSE_LIMIT_MS = 5_000;
    private static final long FIRST_RETRY_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long LONGEST_RETRY_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long KEEP_NANOS = TimeUnit.MINUTES.toNanos(10);

    /// A process that lived for so long did not crash at its start.
    private static final long STEADY_NANOS = TimeUnit.MINUTES.toNanos(5);

    /// How long after its opening a device is held to account alone, where there are few.
    private static final long TURN_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final long SHORTEST_TURN_NANOS = TimeUnit.SECONDS.toNanos(1);

    /// A port that waits for its devices is closed: in this time all are to have had their turn.
    private static final long BRING_UP_NANOS = TimeUnit.MINUTES.toNanos(2);

    private record Retry(long atNanos, long pauseNanos) {}

    /// Times, for tests.
    ///
    /// @param turnNanos how long a device is alone in safe mode at most
    /// @param bringUpNanos in which all have had their turn, unless they are very many
    /// @param steadyNanos after which the process did not crash at its start
    record Times(long turnNanos, long bringUpNanos, long steadyNanos) {
        static final Times STANDARD = new Times(TURN_NANOS, BRING_UP_NANOS, STEADY_NANOS);
    }

    private final BoothConfig config;
    private final Devices devices;
    private final DeviceRegistry registry;
    private final DeviceOrders orders;
    private final Starts starts;
    private final BoothTime time;
    private final DeviceVoice voice;
    private final BusConnections connections;
    private final Runnable allTried;
    private final Times times;
    private final boolean safeMode;
    private final Map<String, Retry> retries = new HashMap<>();
    private final Deque<String> turns = new ArrayDeque<>();
    private final Object wake = new Object();
    private Map<String, DeviceOrders.Order> ordered = Map.of();
    private @Nullable String alone;
    private long turnNanos;
    private long aloneUntilNanos;
    private long steadyAtNanos;
    private long keepAtNanos;
    private long connectionsSeen;
    private volatile boolean closed;
    private @Nullable Thread thread;

    /// Changes with each connection of the bus: what it was to keep may not have reached it.
    @FunctionalInterface
    interface BusConnections {
        long count();
    }

    /// @param connections of the bus
    /// @param allTried called once, when no device waits for its turn any more: until then the bus
    ///   keeps what comes for those that do
    DeviceKeeper(
            BoothConfig config,
            Devices devices,
            DeviceRegistry registry,
            DeviceOrders orders,
            Starts starts,
            BoothTime time,
            DeviceVoice voice,
            BusConnections connections,
            Runnable allTried,
            Times times) {
        this.config = config;
        this.devices = devices;
        this.registry = registry;
        this.orders = orders;
        this.starts = starts;
        this.time = time;
        this.voice = voice;
        this.connections = connections;
        this.allTried = allTried;
        this.times = times;
        this.safeMode = config.safeModeStarts() > 0 && starts.crashes() >= config.safeModeStarts();
    }

    /// Whether devices are opened one at a time.
    boolean safeMode() {
        return safeMode;
    }

    /// Crashes in a row that led to it; 0 outside of it.
    int safeModeAfter() {
        return safeMode ? starts.crashes() : 0;
    }

    /// Opens what is to be open, outside of safe mode.
    void open() {
        if (safeMode) {
            quarantine();
        }
        readOrders();
        for (BoothConfig.Device device : config.devices()) {
            if (!isOn(device, ordered)) {
                unscreened(device);
            } else if (safeMode) {
                turns.add(device.id());
            } else {
                tryToOpen(device.id(), FIRST_RETRY_NANOS);
            }
        }
        // that it is not configured any more is no reason to open another one first
        starts.suspect().filter(turns::remove).ifPresent(turns::addFirst);
        turnNanos =
                Math.clamp(
                        times.bringUpNanos() / Math.max(turns.size(), 1),
                        SHORTEST_TURN_NANOS,
                        times.turnNanos());
        if (safeMode) {
            Logger.error(
                    "DEV-001 safe mode after crashes in a row; devices are opened one at a time: crashes={}, seconds={}",
                    starts.crashes(),
                    TimeUnit.NANOSECONDS.toSeconds(turns.size() * turnNanos));
        }
        steadyAtNanos = time.nanos() + times.steadyNanos() + turns.size() * turnNanos;
        look();
        if (turns.isEmpty()) {
            allTried.run();
        }
    }

    /// Begins to keep it so, in a thread of its own.
    void start() {
        thread = Thread.ofPlatform().name("devices").daemon(true).start(this::run);
    }

    private void quarantine() {
        starts.guilty()
                .filter(device ->
                        config.devices().stream().anyMatch(one -> one.id().equals(device)))
                .ifPresent(device -> {
                    Logger.error(
                            "DEV-002 the booth died when this device was opened; it stays off: device={} (gatehouse device enable)",
                            device);
                    try {
                        orders.leave(
                                device,
                                new DeviceOrders.Order(DeviceOrders.Switch.QUARANTINED, SAFE_MODE));
                    } catch (IOException e) {
                        cannotKeepOrders(e);
                    }
                    registry.find(device, DeviceRegistry.QUARANTINED, Severity.FAULT);
                });
    }

    private static void cannotKeepOrders(IOException e) {
        Logger.warn(
                "DEV-003 orders for devices cannot be read or kept: cause={}",
                e.getClass().getSimpleName());
    }

    private static boolean isOn(BoothConfig.Device device, Map<String, DeviceOrders.Order> orders) {
        DeviceOrders.Order order = orders.get(device.id());
        return device.enabled() && (order == null || order.to() == DeviceOrders.Switch.ENABLED);
    }

    private void run() {
        try {
            while (!closed) {
                round();
                synchronized (wake) {
                    if (!closed) {
                        wake.wait(ROUND_MS);
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// What is done every half second.
    void round() {
        try {
            long now = time.nanos();
            nextTurn(now);
            obey();
            for (Map.Entry<String, Retry> retry : Map.copyOf(retries).entrySet()) {
                if (now - retry.getValue().atNanos() >= 0) {
                    tryToOpen(retry.getKey(), retry.getValue().pauseNanos());
                }
            }
            look();
            if (now - steadyAtNanos >= 0) {
                starts.steady();
            }
            if (now - keepAtNanos >= 0) {
                keepAtNanos = now + KEEP_NANOS;
                registry.keep();
            }
        } catch (RuntimeException e) {
            Logger.error(e, "DEV-004 the round over the devices failed; please report it");
        }
    }

    /// In safe mode: the next device, when the one before it has stood its time.
    private void nextTurn(long now) {
        if (alone != null && now - aloneUntilNanos >= 0) {
            alone = null;
            starts.opened();
        }
        if (alone == null && !turns.isEmpty()) {
            String device = turns.remove();
            alone = device;
            aloneUntilNanos = now + turnNanos;
            starts.opening(device);
            tryToOpen(device, FIRST_RETRY_NANOS);
            if (turns.isEmpty()) {
                allTried.run();
            }
        }
    }

    private void tryToOpen(String device, long pauseNanos) {
        boolean failedBefore = retries.containsKey(device);
        try {
            devices.open(device);
            retries.remove(device);
            if (failedBefore) {
                registry.find(device, DeviceRegistry.NOT_OPENED, Severity.CLEARED);
            }
        } catch (IOException | RuntimeException | LinkageError e) {
            retries.put(
                    device,
                    new Retry(
                            time.nanos() + pauseNanos,
                            Math.min(2 * pauseNanos, LONGEST_RETRY_NANOS)));
            if (!failedBefore) {
                Logger.error(
                        "DEV-007 device cannot be opened; tried again: device={} cause={}",
                        device,
                        e instanceof IOException ? e.getMessage() : e.getClass().getName());
                registry.find(device, DeviceRegistry.NOT_OPENED, Severity.FAULT);
            }
        }
    }

    private void readOrders() {
        try {
            ordered = orders.read();
        } catch (IOException e) {
            cannotKeepOrders(e);
        }
    }

    private void obey() {
        Map<String, DeviceOrders.Order> before = ordered;
        readOrders();
        for (BoothConfig.Device device : config.devices()) {
            boolean on = isOn(device, ordered);
            boolean was = isOn(device, before);
            if (on && !was) {
                switchOn(device, before.get(device.id()));
            } else if (!on && was) {
                switchOff(device);
            }
        }
    }

    private void switchOn(BoothConfig.Device device, DeviceOrders.@Nullable Order before) {
        Logger.info("DEV-008 device switched on: device={}", device.id());
        if (before != null && before.to() == DeviceOrders.Switch.QUARANTINED) {
            registry.find(device.id(), DeviceRegistry.QUARANTINED, Severity.CLEARED);
        }
        tryToOpen(device.id(), FIRST_RETRY_NANOS);
    }

    private void switchOff(BoothConfig.Device device) {
        Logger.warn("DEV-009 device switched off: device={}", device.id());
        turns.remove(device.id());
        retries.remove(device.id());
        devices.close(device.id());
        unscreened(device);
        registry.forget(device.id());
    }

    /// What passes a portal that is switched off is not screened, and the lane must know.
    private void unscreened(BoothConfig.Device device) {
        if (device.enabled() && device.kind().equals(DeviceKind.RADIATION_PORTAL.word())) {
            voice.say(
                    device,
                    new RadiationReport(
                            RadiationReport.Kind.DOWN,
                            "SWITCHED_OFF",
                            0,
                            RadiationReport.Figures.NONE,
                            Set.of(),
                            List.of(),
                            "BOOTH",
                            Octets.NONE));
        }
    }

    private void look() {
        long connection = connections.count();
        if (connection != connectionsSeen) {
            connectionsSeen = connection;
            registry.publishAgain();
        }
        BoothTime.Reading reading = time.read();
        registry.look(
                devices.views().stream().map(this::facts).toList(),
                new DeviceRegistry.Now(time.nanos(), reading.wallMs(), BoothOutbox.stamp(reading)));
    }

    private DeviceRegistry.Facts facts(Devices.DeviceView view) {
        BoothConfig.Device device = view.device();
        return new DeviceRegistry.Facts(
                device.id(),
                device.lane(),
                device.kind(),
                device.staleS(),
                !device.enabled(),
                ordered.get(device.id()),
                turns.contains(device.id()),
                view.sinceNanos().isPresent()
                        ? Optional.of(
                                new DeviceRegistry.Open(
                                        view.counters(),
                                        view.sinceNanos().getAsLong(),
                                        view.ended(),
                                        view.firmware(),
                                        view.clockAheadMs()))
                        : Optional.empty());
    }

    /// Ends its thread, then every device.
    @Override
    public void close() {
        closed = true;
        synchronized (wake) {
            wake.notifyAll();
        }
        Thread running = thread;
        try {
            if (running != null) {
                running.join(CLOSE_LIMIT_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        devices.close();
        registry.keep();
    }

    /// The process ends because it was told to: that is no crash.
    void inOrder() {
        starts.steady();
    }
}
