package dev.gatehouse.booth.daemon;

import dev.gatehouse.booth.Version;
import dev.gatehouse.booth.config.BoothConfig;
import dev.gatehouse.booth.device.DeviceRegistry;
import dev.gatehouse.booth.inventory.InventorySnapshot;
import dev.gatehouse.booth.uplink.Uplink;
import dev.gatehouse.booth.uplink.UplinkStatus;
import dev.gatehouse.bus.BrokerBus;
import dev.gatehouse.bus.Bus;
import dev.gatehouse.bus.BusState;
import dev.gatehouse.bus.BusStats;
import dev.gatehouse.bus.Json;
import dev.gatehouse.bus.Topics;
import dev.gatehouse.core.decision.ActionPolicy;
import dev.gatehouse.core.decision.Decisions;
import dev.gatehouse.core.decision.FalseReferrals;
import dev.gatehouse.core.inventory.HeardRadio;
import dev.gatehouse.core.journal.JournalStats;
import dev.gatehouse.core.journal.RecordClass;
import dev.gatehouse.core.lookout.ListState;
import dev.gatehouse.core.lookout.LookoutStore;
import dev.gatehouse.core.replay.ReplayCounters;
import dev.gatehouse.core.replay.Replayer;
import dev.gatehouse.proto.v1.BoothCondition;
import dev.gatehouse.proto.v1.BoothStatus;
import dev.gatehouse.proto.v1.ClassStatus;
import dev.gatehouse.proto.v1.DeviceState;
import dev.gatehouse.proto.v1.ListLevel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// What the booth tells of itself: one JSON object for `/status` and the command line, and the
/// retained status topic. Reads immutable snapshots of all parts; never content.
final class BoothStatusBoard {
    /// The booth thread is taken for dead when its cycle has not moved for so long.
    static final long PULSE_LIMIT_NANOS = 2_000_000_000L;

    private static final long PUBLISH_NANOS = 5_000_000_000L;
    private static final double NANOS_A_US = 1_000.0;
    private static final double NANOS_A_MS = 1_000_000.0;

    private final BoothConfig config;
    private final BoothTime time;
    private final BoothAgent agent;
    private final LaneBoard lanes;
    private final RecordStore store;
    private final LookoutStore lookouts;
    private final Optional<Replayer> replayer;
    private final Bus bus;
    private final Devices devices;
    private final DeviceRegistry registry;
    private final IntSupplier safeModeAfter;
    private final CommandIntake commands;
    private final Optional<Uplink> uplink;
    private final Vitals vitals;
    private final JournalSection journal;
    private final long startedNanos;
    private final Instant processStart =
            ProcessHandle.current().info().startInstant().orElseGet(Instant::now);

    /// Made-up reads that the expected false hits are measured with: some milliseconds.
    private static final int MEASURED_READS = 2_000;

    private long seenCycles = -1;
    private long seenNanos;
    private long publishedNanos;
    private final AtomicLong refreshes = new AtomicLong();
    private volatile boolean alive = true;
    private volatile boolean ready;
    private volatile Map<String, Object> tree = Map.of();
    private final ActionPolicy actions;
    private long measuredGeneration = -1;
    private FalseReferrals expected = FalseReferrals.NONE;
    private volatile String json = "{}";
    private volatile Supplier<Map<String, Long>> console = Map::of;
    private volatile Supplier<Optional<InventorySnapshot>> inventory = Optional::empty;
    private volatile BoothCondition condition = BoothCondition.BOOTH_CONDITION_STARTING;
    private BoothCondition publishedCondition = BoothCondition.BOOTH_CONDITION_UNSPECIFIED;

    BoothStatusBoard(
            BoothConfig config,
            BoothTime time,
            BoothCore core,
            LookoutStore lookouts,
            Bus bus,
            Devices devices,
            DeviceRegistry registry,
            IntSupplier safeModeAfter,
            CommandIntake commands,
            Optional<Uplink> uplink,
            ActionPolicy actions) {
        this.config = config;
        this.actions = actions;
        this.time = time;
        this.agent = core.agent();
        this.lanes = core.lanes();
        this.store = core.store();
        this.lookouts = lookouts;
        this.replayer = core.replayer();
        this.bus = bus;
        this.devices = devices;
        this.registry = registry;
        this.safeModeAfter = safeModeAfter;
        this.commands = commands;
        this.uplink = uplink;
        this.vitals = Vitals.of(config.dataDir());
        this.journal = new JournalSection(agent, store);
        this.startedNanos = time.nanos();
    }

    boolean alive() {
        return alive;
    }

    /// The booth thread lives, list and clock are confirmed: the lanes may say clear. The uplink
    /// does not matter for that.
    boolean ready() {
        return ready;
    }

    String json() {
        return json;
    }

    /// The devices alone.
    String devices() {
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("booth", config.name());
        page.put("devices", devicePages(time.nanos()));
        return StatusPage.json(page);
    }

    /// Radios heard since the start, the last first: for the technician on this machine, and
    /// nowhere else.
    String radios() {
        return RadioPage.json(agent.radios(), time.nanos());
    }

    /// What is on the LAN, for the technician on this machine; empty when nobody looks.
    Optional<String> inventory() {
        return inventory.get().map(picture -> StatusPage.json(picture.page()));
    }

    /// From now on the pages tell what is on the LAN too.
    void inventory(Supplier<Optional<InventorySnapshot>> pictures) {
        inventory = pictures;
    }

    /// A few words for the service manager.
    String words() {
        return condition.name().replace("BOOTH_CONDITION_", "")
                + uplink.map(link -> ", uplink " + link.status().stage().name())
                        .orElse(", no uplink");
    }

    /// Moves with every look.
    long refreshes() {
        return refreshes.get();
    }

    /// The same as values; nobody changes it any more.
    Map<String, Object> tree() {
        return tree;
    }

    /// From now on the page tells the console's counters too.
    void console(Supplier<Map<String, Long>> counters) {
        console = counters;
    }

    /// Looks at everything once; called by one thread at a time.
    synchronized void refresh() {
        long now = time.nanos();
        long cycles = agent.cycles();
        if (cycles != seenCycles) {
            seenCycles = cycles;
            seenNanos = now;
        }
        alive = now - seenNanos < PULSE_LIMIT_NANOS;
        ListState list = lookouts.state();
        ready = alive && time.isConfirmed() && list.level().mayClear();
        condition = conditionNow(list);
        Map<String, Object> fresh = tree(now, list);
        tree = fresh;
        json = StatusPage.json(fresh);
        if (condition != publishedCondition || now - publishedNanos > PUBLISH_NANOS) {
            publishedCondition = condition;
            publishedNanos = now;
            bus.publish(Topics.status(config.name()), Json.print(message(list)), true);
        }
        refreshes.incrementAndGet();
    }

    private BoothCondition conditionNow(ListState list) {
        if (!time.isConfirmed() || !list.level().mayClear()) {
            return agent.firstVerdictWallMs() == 0
                    ? BoothCondition.BOOTH_CONDITION_STARTING
                    : BoothCondition.BOOTH_CONDITION_DEGRADED;
        }
        boolean live = uplink.map(link -> link.status().stage() == Uplink.Stage.LIVE).orElse(false);
        boolean good =
                alive
                        && live
                        && bus.state().connected()
                        && !store.journal().recovery().isDamaged()
                        && registry.states().stream().noneMatch(DeviceRegistry::troubled);
        return good
                ? BoothCondition.BOOTH_CONDITION_READY
                : BoothCondition.BOOTH_CONDITION_DEGRADED;
    }

    /// Once for each list, by the thread that nobody waits for.
    private void measure(long generation) {
        if (generation != measuredGeneration) {
            measuredGeneration = generation;
            expected =
                    FalseReferrals.of(
                            actions,
                            lookouts.view().inForce().falseHits(generation, MEASURED_READS));
        }
    }

    private Map<String, Object> tree(long now, ListState list) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("booth", config.name());
        tree.put("version", Version.text());
        tree.put("condition", condition.name().replace("BOOTH_CONDITION_", ""));
        tree.put("uptime_s", (now - startedNanos) / 1_000_000_000L);
        tree.put("uptime_ms", sinceStartMs(now));
        tree.put("cycle_at_ms", sinceStartMs(seenNanos));
        long verdict = agent.firstVerdictWallMs();
        if (verdict != 0) {
            tree.put("start_ms", verdict - processStart.toEpochMilli());
        }
        tree.put("alive", alive);
        if (safeModeAfter.getAsInt() > 0) {
            tree.put("safe_mode_after", safeModeAfter.getAsInt());
        }
        // until keys lie in hardware: told here, because a demonstration is in order as it is
        tree.put("keys", "FILES");
        vitals.residentKib().ifPresent(kib -> tree.put("rss_kib", kib));
        tree.put("memory", vitals.memory());
        tree.put("disk", vitals.disk());
        tree.put("clock", clock(time.read()));
        Map<String, Object> lookoutTree = new LinkedHashMap<>();
        lookoutTree.put("level", list.level().name());
        lookoutTree.put("source", list.source().name());
        lookoutTree.put("generation", list.generation());
        lookoutTree.put("age_s", list.ageS());
        lookoutTree.put("sequence", list.sequence());
        measure(list.generation());
        lookoutTree.put("false_referrals_per_1000", expected.refer());
        lookoutTree.put("false_rereads_per_1000", expected.reread());
        replayer.ifPresent(recent -> lookoutTree.put("replay", replay(recent.counters())));
        tree.put("lookouts", lookoutTree);
        tree.put("decisions", decisions(agent.decisions()));
        tree.put(
                "lanes",
                config.lanes().stream().map(lane -> lanes.tree(lane.id(), startedNanos)).toList());
        tree.put(
                "journal",
                journal.tree(uplink.map(link -> link.status().proven()).orElse(Map.of()), now));
        uplink.ifPresent(link -> tree.put("uplink", uplink(link.status(), now)));
        tree.put("radios_heard", agent.radios().size());
        tree.put(
                "radio_emergencies", agent.radios().stream().filter(HeardRadio::emergency).count());
        tree.put("links_finished", devices.finished());
        tree.put("devices", devicePages(now));
        tree.put("bus", bus(now));
        Map<String, Long> consoleTree = console.get();
        if (!consoleTree.isEmpty()) {
            tree.put("console", consoleTree);
        }
        inventory.get().ifPresent(picture -> tree.put("inventory", picture.summary()));
        return tree;
    }

    /// Late lookouts: how many, never which.
    private static Map<String, Object> replay(ReplayCounters counters) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("kept", counters.kept());
        tree.put("bytes", counters.bytes());
        tree.put("stored", counters.memoryOnly() ? "MEMORY" : "DISK");
        tree.put("dropped", counters.dropped());
        tree.put("evicted", counters.evicted());
        tree.put("unreadable", counters.unreadable());
        tree.put("unstored", counters.unstored());
        tree.put("runs", counters.runs());
        tree.put("run_ms", counters.lastRunMs());
        tree.put("late_hits", counters.lateHits());
        tree.put("reviews", counters.reviews());
        tree.put("late_ms", counters.lastLateMs());
        tree.put("waiting", counters.waiting());
        return tree;
    }

    private Map<String, Object> bus(long now) {
        Map<String, Object> busTree = new LinkedHashMap<>();
        BusState state = bus.state();
        BusStats stats = bus.stats();
        busTree.put("kind", state.kind().name().toLowerCase(Locale.ROOT));
        stats.counts()
                .forEach((counter, count) -> {
                    if (count > 0) {
                        busTree.put(counter.name().toLowerCase(Locale.ROOT), count);
                    }
                });
        switch (state.kind()) {
            case EMBEDDED -> busTree.put("clients", stats.clients());
            case BROKER -> {
                // how many clients a broker has it tells nobody
                busTree.put("refused_now", stats.refused());
                busTree.put("window", BrokerBus.WINDOW);
                busTree.put("connected", state.connected());
                busTree.put("since_s", (now - state.sinceNanos()) / 1_000_000_000L);
                busTree.put("reconnects", state.reconnects());
                busTree.put("reason", state.reason().name());
            }
        }
        busTree.put("commands_malformed", commands.malformed());
        busTree.put("commands_busy", commands.busy());
        return busTree;
    }

    /// Monotonic milliseconds since the start: the scale of every `*_at_ms` and `since_ms`.
    private long sinceStartMs(long atNanos) {
        return (atNanos - startedNanos) / 1_000_000L;
    }

    private static Map<String, Object> decisions(Decisions d) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("passages", d.passages());
        tree.put("checked", d.checked());
        tree.put("not_checked", d.notChecked());
        tree.put("passages_open", d.passagesOpen());
        tree.put("observations", d.observations());
        tree.put("repeats", d.repeats());
        tree.put("unknown_lane", d.unknownLane());
        tree.put("hits", d.hits());
        tree.put("referrals", d.referrals());
        tree.put("referrals_open", d.referralsOpen());
        tree.put("referrals_closed", d.referralsClosed());
        tree.put("released_without_referral", d.releasedWithoutReferral());
        tree.put("escalations", d.escalations());
        tree.put("commands_done", d.commandsDone());
        tree.put("commands_repeated", d.commandsRepeated());
        tree.put("commands_refused", d.commandsRefused());
        tree.put("alarms", d.alarms());
        tree.put("records_waiting", d.recordsWaiting());
        tree.put("records_lost", d.recordsLost());
        tree.put("presence_vehicles", d.presenceVehicles());
        tree.put("pulses", d.pulses());
        tree.put("match_us_p50", d.matchP50Nanos() / NANOS_A_US);
        tree.put("match_us_p99", d.matchP99Nanos() / NANOS_A_US);
        tree.put("name_us_p50", d.nameP50Nanos() / NANOS_A_US);
        tree.put("name_us_p99", d.nameP99Nanos() / NANOS_A_US);
        tree.put("alert_ms_p50", d.alertP50Nanos() / NANOS_A_MS);
        tree.put("alert_ms_p99", d.alertP99Nanos() / NANOS_A_MS);
        return tree;
    }

    private Map<String, Object> clock(BoothTime.Reading reading) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("quality", reading.quality().name());
        tree.put("bound_ms", reading.boundMs());
        tree.put("wall_ms", reading.wallMs());
        if (reading.boundMs() >= 0) {
            tree.put("machine_offset_ms", time.machineMs() - reading.wallMs());
        }
        return tree;
    }

    private Map<String, Object> uplink(UplinkStatus status, long now) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("stage", status.stage().name());
        tree.put("address", status.address());
        status.fault()
                .ifPresent(fault -> {
                    tree.put("fault", fault.name().toLowerCase(java.util.Locale.ROOT));
                    tree.put("remedy", fault.remedy());
                });
        status.tls()
                .ifPresent(tls -> {
                    tree.put("tls_protocol", tls.protocol());
                    tree.put("tls_cipher", tls.cipher());
                    tree.put("tls_group", tls.group());
                });
        tree.put("bytes_out", status.bytesOut());
        tree.put("bytes_in", status.bytesIn());
        if (status.lastReceiptNanos() != 0) {
            tree.put("last_receipt_age_s", (now - status.lastReceiptNanos()) / 1_000_000_000L);
            tree.put("last_receipt_at_ms", sinceStartMs(status.lastReceiptNanos()));
        }
        tree.put("receipted", status.receipted());
        tree.put("proven", status.proven());
        tree.put("published", status.published());
        tree.put("resends", status.resends());
        tree.put("distrusted", status.distrusted());
        tree.put("dropped", status.dropped());
        tree.put("losses_declared", status.lossesDeclared());
        tree.put("refusals", status.refusals());
        return tree;
    }

    private List<Map<String, Object>> devicePages(long now) {
        Map<String, DeviceState> states =
                registry.states().stream()
                        .collect(Collectors.toMap(DeviceState::getDeviceId, state -> state));
        return devices.views().stream()
                .map(view ->
                        device(
                                view,
                                states.getOrDefault(
                                        view.device().id(), DeviceState.getDefaultInstance()),
                                now))
                .toList();
    }

    private Map<String, Object> device(Devices.DeviceView view, DeviceState state, long now) {
        var counters = view.counters();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("id", view.device().id());
        tree.put("kind", view.device().kind());
        tree.put("lane", view.device().lane());
        tree.put("condition", DeviceRegistry.word(state.getCondition()));
        tree.put("reasons", state.getReasonsList());
        tree.put("changes", state.getChanges());
        if (!state.getBy().isEmpty()) {
            tree.put("by", state.getBy());
        }
        if (!state.getFirmware().isEmpty()) {
            tree.put("firmware", state.getFirmware());
        }
        if (state.hasClockAheadMs()) {
            tree.put("clock_ahead_ms", state.getClockAheadMs());
        }
        tree.put("link", counters.address());
        tree.put("frames", counters.frames());
        tree.put("observations", counters.observations());
        tree.put("refused_busy", counters.refusedBusy());
        tree.put("lost", counters.lost());
        tree.put("faults", counters.faults());
        Map<String, Object> rejected = new LinkedHashMap<>();
        counters.rejected().forEach((reason, count) -> rejected.put(reason.name(), count));
        tree.put("rejected", rejected);
        counters.lastFrameNanos()
                .ifPresent(last -> {
                    tree.put("last_frame_age_s", (now - last) / 1_000_000_000L);
                    tree.put("last_frame_at_ms", sinceStartMs(last));
                });
        tree.put("driver", counters.driver());
        tree.put("link_counters", counters.link());
        return tree;
    }

    private BoothStatus message(ListState list) {
        BoothStatus.Builder status =
                BoothStatus.newBuilder()
                        .setBooth(config.name())
                        .setVersion(Version.text())
                        .setCondition(condition)
                        .setClock(BoothOutbox.stamp(time.read()).getQuality())
                        .setUpstreamConnected(
                                uplink.map(link -> link.status().stage() == Uplink.Stage.LIVE)
                                        .orElse(false));
        status.getListBuilder()
                .setGeneration(list.generation())
                .setAgeS(list.ageS())
                .setLevel(
                        switch (list.level()) {
                            case GREEN -> ListLevel.LIST_LEVEL_GREEN;
                            case AMBER -> ListLevel.LIST_LEVEL_AMBER;
                            case RED -> ListLevel.LIST_LEVEL_RED;
                            case ABSENT, DAMAGED -> ListLevel.LIST_LEVEL_ABSENT;
                        });
        JournalStats stats = store.journal().stats();
        List<ClassStatus> classes = new ArrayList<>();
        for (RecordClass recordClass : RecordClass.values()) {
            ClassStatus.Builder one =
                    ClassStatus.newBuilder()
                            .setName(recordClass.name())
                            .setSize(stats.of(recordClass).durable())
                            .setReceipted(stats.of(recordClass).cursor());
            uplink.ifPresent(link ->
                    one.setProven(link.status().proven().getOrDefault(recordClass.name(), 0L)));
            classes.add(one.build());
        }
        return status.addAllClasses(classes).build();
    }
}
