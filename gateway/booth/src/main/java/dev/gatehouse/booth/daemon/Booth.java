package dev.gatehouse.booth.daemon;

import dev.gatehouse.booth.CommandFailure;
import dev.gatehouse.booth.Version;
import dev.gatehouse.booth.config.BoothConfig;
import dev.gatehouse.booth.console.ConsoleLimits;
import dev.gatehouse.booth.console.ConsoleServer;
import dev.gatehouse.booth.console.PairingDesk;
import dev.gatehouse.booth.device.DeviceOrders;
import dev.gatehouse.booth.device.DeviceRegistry;
import dev.gatehouse.booth.device.Starts;
import dev.gatehouse.booth.inventory.InventoryService;
import dev.gatehouse.booth.service.ServiceLink;
import dev.gatehouse.booth.service.Vital;
import dev.gatehouse.booth.uplink.PahoSession;
import dev.gatehouse.booth.uplink.Uplink;
import dev.gatehouse.bus.BrokerBus;
import dev.gatehouse.bus.Bus;
import dev.gatehouse.bus.BusState;
import dev.gatehouse.bus.Topics;
import dev.gatehouse.bus.tls.HybridTls;
import dev.gatehouse.bus.tls.TlsIdentity;
import dev.gatehouse.core.decision.BoothPolicy;
import dev.gatehouse.core.disk.Disk;
import dev.gatehouse.core.disk.FileDisk;
import dev.gatehouse.core.journal.JournalLimits;
import dev.gatehouse.core.lookout.LookoutStore;
import dev.gatehouse.core.lookout.StalenessLimits;
import dev.gatehouse.core.passage.LaneConfig;
import dev.gatehouse.core.replay.ReplayLimits;
import dev.gatehouse.core.seal.BoothKeys;
import dev.gatehouse.core.seal.KeyFileException;
import dev.gatehouse.core.seal.SiteKey;
import dev.gatehouse.drivers.DeviceKind;
import dev.gatehouse.drivers.Stations;
import dev.gatehouse.proto.v1.LifecycleEvent;
import io.netty.handler.ssl.ClientAuth;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/// The running booth: opens the stores, wires the parts, starts the threads, and ends them in
/// order.
///
/// | thread | owns |
/// |---|---|
/// | `link-<id>` | its port and decoder |
/// | `booth` | passages, referrals, journal writer |
/// | `uplink` | cursor, upstream session |
/// | `lookout-sync` | reading and building the next list, recent passages |
/// | `status` | nothing: reads snapshots, publishes them |
/// | `devices` | opening and closing of devices, their registry |
/// | `inventory` | devices on the LAN, and what the policy makes of them |
/// | `console` | connections, sessions and streams of the web console |
public final class Booth {
    private static final long CYCLE_WAIT_NANOS = 20_000_000L;
    private static final long UPLINK_WAIT_NANOS = 100_000_000L;
    private static final long STATUS_MS = 250;

    /// Least time between two looks, when alerts come thick and fast.
    private static final long STATUS_LEAST_MS = 50;

    /// Devices are opened when the list is there or known to be missing, and after this at the
    /// latest: a booth that is ready in a moment need not ask for queries by hand, and none is kept
    /// waiting for long.
    private static final long LIST_GRACE_MS = 2_000;

    private static final long DEVICE_STOP_MS = 5_000;

    // A part that has not moved for so long is stuck.
    private static final long BOOTH_LIMIT_MS = 5_000;
    private static final long STATUS_LIMIT_MS = 10_000;

    /// The status is published every 5 s at least.
    private static final long BUS_LIMIT_MS = 15_000;

    /// Above the limits of one attempt to connect.
    private static final long UPLINK_LIMIT_MS = 30_000;

    /// Above the time to build the longest list on a slow board.
    private static final long LOOKOUTS_LIMIT_MS = 120_000;

    private final BoothConfig config;
    private final ServiceLink service;
    private final BoothTime time;
    private final CountDownLatch over = new CountDownLatch(1);
    private final List<AutoCloseable> closeLast = new ArrayList<>();
    private final LookoutSync sync;
    private final BoothCore core;
    private final DeviceRegistry registry;
    private final Devices devices;
    private final DeviceKeeper keeper;
    private final CommandIntake commands;
    private final PrincipalsWatch principals;
    private final Optional<Uplink> uplink;
    private final BoothStatusBoard board;
    private final AtomicLong uplinkCycles = new AtomicLong();
    private final Bus bus;
    private final List<Thread> threads = new ArrayList<>();
    private final InventoryWiring inventoryWiring;
    private Optional<InventoryService> inventory = Optional.empty();
    private @Nullable HealthServer health;
    private volatile @Nullable ConsoleServer console;
    private volatile boolean stopping;
    private volatile boolean agentEnded;
    private volatile boolean threadsEnd;
    private volatile boolean failed;

    private Booth(
            BoothConfig config,
            ServiceLink service,
            BoothTime time,
            LookoutStore lookouts,
            LookoutSync sync)
            throws CommandFailure, IOException {
        this.config = config;
        this.service = service;
        closeLast.add(service);
        this.time = time;
        this.sync = sync;
        SecureRandom random = new SecureRandom();
        BoothKeys keys = keys(config.keysDir());
        Disk journalDisk = disk(config.dataDir().resolve("journal"));
        Disk stateDisk = disk(config.dataDir().resolve("state"));
        DeviceKey deviceKey = DeviceKey.open(config.keysDir(), random);
        BoothBus opened = BoothBus.open(config, keys.id(), random);
        this.principals = opened.watch();
        this.bus = opened.bus();
        closeLast.add(bus);
        BoothPolicy policy = Policies.of(config.policy(), config.radio());
        this.core =
                new BoothCore(
                        new BoothCore.Parts(
                                config.name(),
                                keys,
                                siteKey(config.keysDir()),
                                deviceKey,
                                journalDisk,
                                stateDisk,
                                limits(config.journal()),
                                bus,
                                time,
                                random,
                                policy,
                                lanes(config),
                                lookouts,
                                Version.text(),
                                replay(config.lookouts().replayH())));
        closeLast.add(core);
        DeviceOrders orders = new DeviceOrders(config.dataDir());
        DeviceVoice voice = new DeviceVoice(config, core, bus, time);
        this.registry =
                DeviceRegistry.open(
                        config.devices().stream().map(BoothConfig.Device::id).toList(),
                        orders,
                        voice);
        this.devices =
                Devices.of(
                        config,
                        bus,
                        time,
                        registry.watch((observations, acknowledgement) ->
                                core.offer(
                                        new BoothMessage.Observed(observations, acknowledgement))));
        this.keeper =
                new DeviceKeeper(
                        config,
                        devices,
                        registry,
                        orders,
                        Starts.begin(orders, Vitals.bootId()),
                        time,
                        voice,
                        () -> connections(bus.state()),
                        () -> bus.allListen(true),
                        DeviceKeeper.Times.STANDARD);
        core.begun(keeper.safeModeAfter());
        core.texts(devices::text);
        core.lamps(devices::show);
        core.hands(new LaneHands(devices::outputs)::take);
        this.inventoryWiring =
                new InventoryWiring(config, core, devices, time, stateDisk, deviceKey, random);
        this.commands = new CommandIntake(config.name(), bus, core.inbox());
        this.uplink = uplink(keys);
        this.board =
                new BoothStatusBoard(
                        config,
                        time,
                        core,
                        lookouts,
                        bus,
                        devices,
                        registry,
                        keeper::safeModeAfter,
                        commands,
                        uplink,
                        policy.actions());
    }

    /// Which connection of the bus this is, the first one too; 0 while there is none.
    private static long connections(BusState state) {
        return state.connected() ? state.reconnects() + 1 : 0;
    }

    private static Optional<ReplayLimits> replay(long hours) {
        return hours == 0 ? Optional.empty() : Optional.of(ReplayLimits.ofHours(hours));
    }

    private static Optional<SiteKey> siteKey(Path folder) throws CommandFailure {
        try {
            return SiteKey.read(folder);
        } catch (KeyFileException e) {
            throw CommandFailure.notConfigured(
                    "gatehouse: the site's key cannot be used: " + e.getMessage(), e);
        }
    }

    private static BoothKeys keys(Path folder) throws CommandFailure {
        try {
            return BoothKeys.read(folder);
        } catch (KeyFileException e) {
            throw CommandFailure.notConfigured(
                    "gatehouse: no usable keys in "
                            + folder
                            + ": "
                            + e.getMessage()
                            + System.lineSeparator()
                            + "Make them with: gatehouse-central booth add NAME --out "
                            + folder
                            + " --insecure-demo",
                    e);
        }
    }

    private Disk disk(Path folder) throws CommandFailure {
        try {
            FileDisk disk = FileDisk.open(folder);
            closeLast.add(disk);
            return service.disks().watch(disk);
        } catch (IOException e) {
            throw new CommandFailure(
                    "gatehouse: cannot use the data folder " + folder + ": " + e.getMessage(), e);
        }
    }

    private static JournalLimits limits(BoothConfig.Store store) {
        JournalLimits standard = JournalLimits.DEFAULTS;
        return new JournalLimits(
                standard.segmentBytes(),
                standard.maxRecordBytes(),
                standard.tagsInMemory(),
                standard.tagWindow(),
                quota(store.p0Mib(), standard.p0()),
                quota(store.p1Mib(), standard.p1()),
                quota(store.p2Mib(), standard.p2()));
    }

    private static JournalLimits.Quota quota(int mib, JournalLimits.Quota standard) {
        int segments =
                Math.max(
                        2,
                        Math.min(
                                mib / (JournalLimits.DEFAULTS.segmentBytes() >> 20),
                                JournalLimits.Quota.SEGMENTS_MAX));
        return new JournalLimits.Quota(
                segments, Math.min(standard.reserveSegments(), segments - 1));
    }

    private static List<LaneConfig> lanes(BoothConfig config) {
        return config.lanes().stream()
                .map(lane ->
                        new LaneConfig(
                                lane.id(),
                                !ids(config, lane, of(DeviceKind.PRESENCE)).isEmpty(),
                                ids(
                                        config,
                                        lane,
                                        of(DeviceKind.RADIATION_PORTAL).and(Booth::isStation)),
                                ids(config, lane, BoothConfig.Device::rear),
                                TimeUnit.SECONDS.toMillis(lane.portalWithinS())))
                .toList();
    }

    private static Predicate<BoothConfig.Device> of(DeviceKind kind) {
        return device -> device.kind().equals(kind.word());
    }

    /// Whether a portal says that it is there: an instrument that only sends documents does not.
    private static boolean isStation(BoothConfig.Device device) {
        return Stations.has(DeviceKind.RADIATION_PORTAL, device.format());
    }

    /// Devices of a lane that the configuration does not leave out.
    private static Set<String> ids(
            BoothConfig config, BoothConfig.Lane lane, Predicate<BoothConfig.Device> which) {
        return config.devices().stream()
                .filter(BoothConfig.Device::enabled)
                .filter(device -> device.lane().equals(lane.id()))
                .filter(which)
                .map(BoothConfig.Device::id)
                .collect(Collectors.toSet());
    }

    private Optional<Uplink> uplink(BoothKeys keys) throws CommandFailure {
        if (config.upstream().isEmpty()) {
            Logger.warn("UPL-010 no [upstream] is configured: records wait in the journal");
            return Optional.empty();
        }
        BoothConfig.Upstream upstream = config.upstream().get();
        BoothConfig.Tls tls = config.tls();
        try {
            String password = PahoSession.readPassword(upstream.passwordFile());
            return Optional.of(
                    core.uplink(
                            PahoSession.factory(
                                    keys.id().hex(),
                                    password,
                                    () ->
                                            HybridTls.client(
                                                    TlsIdentity.read(
                                                            tls.ca(),
                                                            tls.certificate(),
                                                            tls.key()))),
                            upstream.addresses()));
        } catch (IOException e) {
            throw new CommandFailure(
                    "gatehouse: cannot read "
                            + upstream.passwordFile()
                            + "; it holds central's password for this booth",
                    e);
        }
    }

    /// Starts a booth.
    ///
    /// @param service told when the booth is ready, whether it works, and when it ends; closed with
    ///   the booth
    /// @throws CommandFailure saying what to do
    public static Booth start(BoothConfig config, ServiceLink service) throws CommandFailure {
        BoothTime time = new BoothTime();
        LookoutStore lookouts =
                new LookoutStore(
                        new StalenessLimits(
                                Duration.ofSeconds(config.lookouts().softAgeS()),
                                Duration.ofSeconds(config.lookouts().hardAgeS())),
                        time::nanos,
                        () -> Instant.ofEpochMilli(time.read().wallMs()),
                        config.lookouts().scope(),
                        Optional.of(config.lookouts().key()));
        LookoutSync sync = new LookoutSync(config.lookouts(), lookouts, time);
        sync.start();
        try {
            Booth booth = new Booth(config, service, time, lookouts, sync);
            try {
                booth.begin();
            } catch (CommandFailure | IOException e) {
                var _ = booth.stop(0);
                throw e;
            }
            return booth;
        } catch (CommandFailure e) {
            sync.close();
            throw e;
        } catch (IOException e) {
            sync.close();
            throw new CommandFailure("gatehouse: the booth cannot start: " + e.getMessage(), e);
        }
    }

    private void begin() throws CommandFailure, IOException {
        Logger.warn(
                "BTH-001 keys are read from files (--insecure-demo): they protect nothing against a thief of the card");
        sync.tell(core.inbox(), core.replayer());
        thread("booth", this::runAgent);
        commands.open();
        await(sync::looked, LIST_GRACE_MS);
        keeper.open();
        keeper.start();
        // Behind the lanes: a handshake and a backlog to send would share the cores with the first
        // vehicle. Until central has confirmed the clock no hit is a query by hand, and a hit is a
        // hit.
        uplink.ifPresent(link -> thread("uplink", () -> runUplink(link)));
        health = health();
        thread("status", this::runStatus);
        sync.laneOpen();
        // nothing that can be done without goes beside a device that may bring the process down
        inventory = keeper.safeMode() ? Optional.empty() : inventoryWiring.start();
        inventory.ifPresent(service -> board.inventory(() -> Optional.of(service.snapshot())));
        // last: the lanes do not wait for a page
        console = config.console().flatMap(this::console).orElse(null);
        Logger.info(
                "BTH-002 booth running: name={}, lanes={}, devices={}",
                config.name(),
                config.lanes().size(),
                config.devices().size());
        service.ready(vitals(), board::words);
    }

    /// What must move for the watchdog to be fed. An own listener is asked by the echo of the
    /// status; a broker that is away is no fault of the booth, its client's thread must go round.
    private List<Vital> vitals() {
        List<Vital> vitals = new ArrayList<>();
        vitals.add(new Vital("booth thread", core.agent()::cycles, BOOTH_LIMIT_MS));
        vitals.add(new Vital("status thread", board::refreshes, STATUS_LIMIT_MS));
        vitals.add(new Vital("lookout thread", sync::rounds, LOOKOUTS_LIMIT_MS));
        uplink.ifPresent(
                _ -> vitals.add(new Vital("uplink thread", uplinkCycles::get, UPLINK_LIMIT_MS)));
        if (bus instanceof BrokerBus broker) {
            vitals.add(new Vital("bus thread", broker::cycles, BUS_LIMIT_MS));
        } else {
            AtomicLong echoes = new AtomicLong();
            closeLast.add(
                    bus.subscribe(Topics.status(config.name()), _ -> echoes.incrementAndGet()));
            vitals.add(new Vital("bus thread", echoes::get, BUS_LIMIT_MS));
        }
        return vitals;
    }

    private HealthServer health() throws CommandFailure {
        try {
            return new HealthServer(
                    config.health(),
                    board::alive,
                    board::ready,
                    board::json,
                    board::devices,
                    board::radios,
                    board::inventory);
        } catch (IOException e) {
            throw new CommandFailure(
                    "gatehouse: the health pages cannot listen on "
                            + config.health()
                            + ": "
                            + e.getMessage()
                            + " (is another booth running?)",
                    e);
        }
    }

    /// The console, or none: a booth without its console still guards its lanes.
    private Optional<ConsoleServer> console(BoothConfig.Console wanted) {
        try {
            TlsIdentity identity =
                    TlsIdentity.read(
                            config.tls().ca(), config.tls().certificate(), config.tls().key());
            BoothConfig.Endpoint listen = wanted.listen();
            ConsoleServer server =
                    ConsoleServer.start(
                            new ConsoleServer.Parts(
                                    listen.host(),
                                    new InetSocketAddress(
                                            InetAddress.getByName(listen.host()), listen.port()),
                                    wanted.hosts(),
                                    identity.server(ClientAuth.NONE),
                                    PairingDesk.folderIn(config.dataDir()),
                                    access -> core.offer(core.consoleAccess(access)),
                                    StatusPage::json,
                                    new SecureRandom(),
                                    time::nanos,
                                    System::currentTimeMillis,
                                    ConsoleLimits.DEFAULTS));
            board.console(server::status);
            return Optional.of(server);
        } catch (IOException e) {
            Logger.error(
                    "CON-002 no web console; the booth runs without it: cause={} (certificates come from gatehouse-central booth add; [tls] and [console] name them and the address)",
                    e.getMessage());
            return Optional.empty();
        }
    }

    private void enqueue(BoothMessage message) {
        if (!core.offer(message)) {
            Logger.warn(
                    "BTH-003 the booth's inbox is full: dropped={}",
                    message.getClass().getSimpleName());
        }
    }

    private void thread(String name, Runnable work) {
        Thread thread = Thread.ofPlatform().name(name).unstarted(work);
        threads.add(thread);
        thread.start();
    }

    private void runAgent() {
        try {
            while (!threadsEnd) {
                core.dutyCycle(CYCLE_WAIT_NANOS);
                if (stopping && !agentEnded) {
                    core.stop();
                    agentEnded = true;
                }
            }
        } catch (IOException e) {
            fail("STO-005 the store failed; the process stops and recovers at its next start", e);
        } catch (InterruptedException e) {
            fail("BTH-004 the booth thread was interrupted", e);
        } catch (RuntimeException | Error e) {
            fail("BTH-005 the booth thread failed; please report it", e);
        }
    }

    private void runUplink(Uplink link) {
        try {
            while (!threadsEnd) {
                link.dutyCycle(UPLINK_WAIT_NANOS);
                uplinkCycles.incrementAndGet();
            }
            link.close();
        } catch (IOException e) {
            fail("UPL-007 the cursor cannot be written", e);
        } catch (InterruptedException e) {
            fail("UPL-008 the uplink thread was interrupted", e);
        } catch (RuntimeException | Error e) {
            fail("UPL-009 the uplink thread failed; please report it", e);
        }
    }

    private void fail(String what, Throwable cause) {
        Logger.error(cause, what);
        failed = true;
        over.countDown();
    }

    private void runStatus() {
        try {
            while (!threadsEnd) {
                board.refresh();
                ConsoleServer shown = console;
                if (shown != null) {
                    shown.publish(board.tree());
                }
                principals.look();
                Thread.sleep(STATUS_LEAST_MS);
                core.lanes().awaitAlert(STATUS_MS - STATUS_LEAST_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Waits until the booth cannot go on.
    ///
    /// @return whether it failed
    public boolean awaitFailure() throws InterruptedException {
        over.await();
        return failed;
    }

    public boolean failed() {
        return failed;
    }

    /// Ends the booth in order: devices, decisions, last commit, receipts, threads, stores.
    ///
    /// @param drainS at most how long to wait for receipts, seconds
    /// @return the final status, one line of JSON
    public String stop(int drainS) {
        Logger.info("BTH-006 stopping");
        service.stopping();
        // what comes from now on waits at the broker for the next start
        bus.allListen(false);
        inventory.ifPresent(InventoryService::close);
        keeper.close();
        commands.close();
        if (!failed) {
            keeper.inOrder();
            enqueue(core.lifecycle(LifecycleEvent.LIFECYCLE_EVENT_STOPPING));
            stopping = true;
            await(() -> agentEnded || failed, DEVICE_STOP_MS);
            uplink.ifPresent(link ->
                    await(() -> link.drained() || failed, TimeUnit.SECONDS.toMillis(drainS)));
        }
        threadsEnd = true;
        sync.close();
        for (Thread thread : threads) {
            join(thread);
        }
        board.refresh();
        String last = board.json();
        if (health != null) {
            health.close();
        }
        ConsoleServer page = console;
        if (page != null) {
            page.close();
        }
        for (AutoCloseable open : closeLast.reversed()) {
            close(open);
        }
        Logger.info("BTH-007 stopped");
        over.countDown();
        return last;
    }

    private static void await(java.util.function.BooleanSupplier done, long limitMs) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limitMs);
        try {
            while (!done.getAsBoolean() && System.nanoTime() - deadline < 0) {
                Thread.sleep(10);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join(DEVICE_STOP_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void close(AutoCloseable open) {
        try {
            open.close();
        } catch (Exception e) {
            Logger.warn(
                    "BTH-008 could not be closed: what={}, cause={}",
                    open.getClass().getSimpleName(),
                    e.getClass().getSimpleName());
        }
    }
}
