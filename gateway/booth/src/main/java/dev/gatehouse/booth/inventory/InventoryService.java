package dev.gatehouse.booth.inventory;

import dev.gatehouse.core.inventory.DeviceTable;
import dev.gatehouse.core.inventory.HeardRadio;
import dev.gatehouse.core.inventory.InventoryChange;
import dev.gatehouse.core.inventory.InventoryDevice;
import dev.gatehouse.core.inventory.InventoryVault;
import dev.gatehouse.core.inventory.RadioSightings;
import dev.gatehouse.core.inventory.Sighting;
import dev.gatehouse.core.inventory.TrustedTime;
import dev.gatehouse.core.inventory.WireInventory;
import dev.gatehouse.proto.v1.InventoryQuery;
import dev.gatehouse.proto.v1.Record;
import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.discovery.DnsMessage;
import dev.gatehouse.protocols.discovery.LldpNeighbour;
import dev.gatehouse.protocols.discovery.Neighbour;
import dev.gatehouse.protocols.discovery.SsdpMessage;
import dev.gatehouse.protocols.discovery.WsDiscovery;
import java.io.IOException;
import java.io.InputStream;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/// The inventory at work: one thread, `inventory`, listens, reads tables and files, judges and
/// records; a scan has a thread of its own and hands in what it learns.
public final class InventoryService implements AutoCloseable {
    /// Sightings of a scan that may wait.
    static final int QUEUE_MAX = 256;

    /// Records that may wait for room in the journal.
    static final int RECORDS_MAX = 2_048;

    private static final long HEAR_MS = 200;
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long SHOW_NANOS = 200_000_000L;
    private static final long LOOK_S = 2;
    private static final long OWN_S = 10;
    private static final long KEEP_TIME_S = 60;
    private static final long REPORT_S = 86_400;
    private static final long SCAN_AGAIN_S = 7 * 86_400;
    private static final int MAX_TABLE_OCTETS = 1 << 20;
    private static final long JOIN_MS = 5_000;

    /// What the inventory stands on.
    ///
    /// @param settings of the configuration
    /// @param arp table of IPv4 neighbours, `/proc/net/arp`
    /// @param commands programs whose answers are read
    /// @param vault what was known before
    /// @param orders of scans
    /// @param clock of the booth
    /// @param random of handshakes and ids
    /// @param radios heard by the radio bridge
    /// @param own devices of the configuration
    /// @param passageOpen a vehicle is in a lane
    /// @param outbox of records
    public record Parts(
            InventorySettings settings,
            Path arp,
            Commands commands,
            InventoryVault vault,
            ScanOrders orders,
            InventoryClock clock,
            SecureRandom random,
            Supplier<List<HeardRadio>> radios,
            Supplier<List<OwnDevice>> own,
            Supplier<Boolean> passageOpen,
            InventoryOutbox outbox) {}

    private final Parts parts;
    private final InventorySettings settings;
    private final Segments segments;
    private final Ears ears;
    private final PolicyWatch watch;
    private final DeviceTable table;
    private final TrustedTime time;
    private final RecordShare share;
    private final Deque<Record> waiting = new ArrayDeque<>();
    private final ArrayBlockingQueue<Sighting> learnt = new ArrayBlockingQueue<>(QUEUE_MAX);
    private final ConcurrentLinkedQueue<Record> queries = new ConcurrentLinkedQueue<>();
    private final AtomicLong queriesSent = new AtomicLong();
    private final AtomicLong learntLost = new AtomicLong();
    private final AtomicBoolean scanning = new AtomicBoolean();
    private final Map<String, Long> counters = new TreeMap<>();
    private final TreeSet<String> methods = new TreeSet<>();
    private final Thread thread;
    private volatile InventorySnapshot snapshot;
    private volatile Instant trusted;
    private volatile boolean closed;
    private volatile @Nullable Thread scanner;
    private boolean dirty;
    private volatile boolean reportDue = true;
    private long changes;
    private long lookAt;
    private long tickAt;
    private long showAt;
    private long pollAt;
    private long ownAt;
    private long keepAt;
    private long reportAt;
    private long scanAt;

    private InventoryService(Parts parts) throws IOException {
        this.parts = parts;
        this.settings = parts.settings();
        InventoryVault.Memory memory = parts.vault().load();
        if (memory.damaged()) {
            Logger.error(
                    "INV-020 the kept inventory is damaged and was set aside: devices={}",
                    memory.devices().size());
        }
        this.time = new TrustedTime(memory.trusted());
        this.watch = new PolicyWatch(settings, memory.policyVersion());
        var _ = watch.look();
        this.table = new DeviceTable(watch.judge());
        table.restore(memory.devices());
        this.segments = Segments.of(settings.segments());
        this.ears = new Ears(segments.interfaces(), settings.ports());
        this.trusted = now();
        long nanos = parts.clock().nanos();
        this.share = new RecordShare(nanos);
        // what a new policy makes of the devices of the last run
        record(table.judgeAll(watch.judge(), trusted));
        this.lookAt = nanos;
        this.tickAt = nanos;
        this.showAt = nanos;
        this.pollAt = nanos;
        this.ownAt = nanos;
        this.keepAt = nanos;
        this.reportAt = nanos + REPORT_S * SECOND_NANOS;
        this.scanAt = nanos;
        this.dirty = true;
        this.snapshot = picture();
        this.thread = Thread.ofPlatform().name("inventory").unstarted(this::run);
    }

    /// Begins to listen.
    ///
    /// @throws IOException when what was kept cannot be read or sockets cannot be made
    public static InventoryService start(Parts parts) throws IOException {
        InventoryService service = new InventoryService(parts);
        service.thread.start();
        return service;
    }

    /// As of a moment ago; any thread.
    public InventorySnapshot snapshot() {
        return snapshot;
    }

    private void run() {
        while (!closed) {
            try {
                round();
            } catch (IOException e) {
                count("faults", 1);
                Logger.warn("INV-021 a round of the inventory failed: cause={}", e.getMessage());
                pause();
            } catch (RuntimeException e) {
                // the lanes do not depend on the inventory: it goes on
                count("faults", 1);
                Logger.error(e, "INV-022 the inventory failed on something; please report it");
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(HEAR_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void round() throws IOException {
        for (Ears.Heard heard : ears.hear(HEAR_MS, parts.clock().nanos())) {
            trusted = now();
            take(heard);
        }
        long nanos = parts.clock().nanos();
        trusted = now();
        for (Sighting sighting = learnt.poll(); sighting != null; sighting = learnt.poll()) {
            seen(sighting);
        }
        if (nanos - lookAt >= 0) {
            lookAt = nanos + LOOK_S * SECOND_NANOS;
            look();
        }
        if (nanos - pollAt >= 0) {
            pollAt = nanos + settings.neighbourPollS() * SECOND_NANOS;
            neighbours();
        }
        if (nanos - ownAt >= 0) {
            ownAt = nanos + OWN_S * SECOND_NANOS;
            parts.radios()
                    .get()
                    .forEach(radio -> RadioSightings.of(radio, trusted).ifPresent(this::seen));
            parts.own().get().forEach(this::own);
        }
        if (nanos - tickAt >= 0) {
            tickAt = nanos + SECOND_NANOS;
            record(table.tick(trusted, Duration.ofSeconds(settings.absentAfterS())));
        }
        reportWhenDue(nanos);
        hand();
        keep(nanos);
        if (nanos - showAt >= 0) {
            showAt = nanos + SHOW_NANOS;
            snapshot = picture();
        }
        if (ears.flooded()) {
            // what comes meanwhile is the kernel's to drop: the lanes need the cores
            pause();
        }
    }

    private Instant now() {
        return time.read(parts.clock().wall(), parts.clock().confirmed());
    }

    private void look() throws IOException {
        if (watch.look()) {
            record(table.judgeAll(watch.judge(), trusted));
            dirty = true;
            reportDue = true;
        }
        Optional<String> order = parts.orders().take();
        long nanos = parts.clock().nanos();
        if (order.isPresent()) {
            scan(order.get());
        } else if (settings.active() && nanos - scanAt >= 0) {
            scanAt = nanos + SCAN_AGAIN_S * SECOND_NANOS;
            scan("schedule");
        }
    }

    private void take(Ears.Heard heard) {
        String segment = segments.of(heard.sender()).orElse("");
        if (segment.isEmpty()) {
            count("other_segment", 1);
            return;
        }
        Readings readings = new Readings(segment, heard.sender().getHostAddress(), trusted);
        switch (heard.group()) {
            case MDNS ->
                    message(DnsMessage.decode(heard.octets()), "mdns")
                            .flatMap(message -> readings.dns(message, false))
                            .ifPresent(this::seen);
            case SSDP ->
                    message(SsdpMessage.decode(heard.octets()), "ssdp")
                            .flatMap(message -> readings.ssdp(message, false))
                            .ifPresent(this::seen);
            case DISCOVERY ->
                    message(WsDiscovery.decode(heard.octets()), "discovery")
                            .ifPresent(message -> {
                                if (message.action() == WsDiscovery.Action.HELLO) {
                                    readings.discovery(message).forEach(this::seen);
                                }
                            });
        }
    }

    private <T> Optional<T> message(Decoded<T> decoded, String protocol) {
        return switch (decoded) {
            case Decoded.Message<T>(T value) -> {
                count(protocol + "_heard", 1);
                yield Optional.of(value);
            }
            case Decoded.Rejected<T> _ -> {
                count(protocol + "_rejected", 1);
                yield Optional.empty();
            }
        };
    }

    private void neighbours() {
        arp().ifPresent(text -> neighbours(Neighbour.arp(text)));
        parts.commands()
                .run(List.of("ip", "-j", "neigh"))
                .flatMap(octets -> message(Neighbour.json(octets), "neigh"))
                .ifPresent(this::neighbours);
        parts.commands()
                .run(List.of("lldpcli", "-f", "json", "show", "neighbors", "details"))
                .flatMap(octets -> message(LldpNeighbour.decode(octets), "lldp"))
                .ifPresent(found -> {
                    for (LldpNeighbour one : found) {
                        if (settings.segments().contains(one.device())) {
                            seen(new Readings(one.device(), one.address(), trusted).lldp(one));
                        }
                    }
                });
    }

    private Optional<String> arp() {
        try (InputStream in = Files.newInputStream(parts.arp())) {
            return Optional.of(
                    new String(in.readNBytes(MAX_TABLE_OCTETS), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            count("arp_unreadable", 1);
            return Optional.empty();
        }
    }

    private void neighbours(Neighbour.Table found) {
        count("neighbours_left_out", found.leftOut());
        for (Neighbour one : found.neighbours()) {
            if (settings.segments().contains(one.device())) {
                seen(Sighting.neighbour(one.device(), one.address(), one.mac(), trusted));
            }
        }
    }

    private void own(OwnDevice device) {
        Optional<String> segment = Segments.address(device.host()).flatMap(segments::of);
        if (device.heard()) {
            seen(
                    new Readings(
                                    segment.orElse("own bridge"),
                                    segment.isPresent() ? device.host() : "",
                                    trusted)
                            .own(device));
        }
    }

    private void seen(Sighting sighting) {
        sighting.evidence().forEach(one -> methods.add(one.method().words()));
        dirty |= record(table.seen(sighting));
    }

    /// @return whether anything changed
    private boolean record(List<InventoryChange> changed) {
        for (InventoryChange change : changed) {
            changes++;
            if (!share.take(parts.clock().nanos())) {
                count("changes_not_recorded", 1);
                continue;
            }
            add(Record.newBuilder().setInventoryChange(WireInventory.change(change)));
            if (change.device().state().flagged() || change.from().flagged()) {
                Logger.info(
                        "INV-023 a device changed: device={}, cause={}, from={}, to={}",
                        change.device().id(),
                        change.cause(),
                        change.from(),
                        change.device().state());
            }
        }
        dirty |= !changed.isEmpty();
        return !changed.isEmpty();
    }

    private void add(Record.Builder record) {
        if (waiting.size() >= RECORDS_MAX) {
            count("records_lost", 1);
        } else {
            waiting.add(record.setAt(parts.clock().stamp()).build());
        }
    }

    private void reportWhenDue(long nanos) {
        if (reportDue || nanos - reportAt >= 0) {
            reportDue = false;
            reportAt = nanos + REPORT_S * SECOND_NANOS;
            WireInventory.report(
                            parts.clock().stamp(),
                            watch.judge(),
                            table.devices(),
                            settings.segments(),
                            List.copyOf(methods))
                    .forEach(page -> add(Record.newBuilder().setInventoryReport(page)));
        }
    }

    private void hand() {
        for (Record query = queries.poll(); query != null; query = queries.poll()) {
            if (waiting.size() < RECORDS_MAX) {
                waiting.add(query);
            } else {
                count("records_lost", 1);
            }
        }
        while (!waiting.isEmpty() && parts.outbox().offer(waiting.getFirst())) {
            waiting.removeFirst();
        }
    }

    private void keep(long nanos) throws IOException {
        if (nanos - keepAt >= 0
                || (dirty && nanos - keepAt >= -(KEEP_TIME_S - LOOK_S) * SECOND_NANOS)) {
            keepAt = nanos + KEEP_TIME_S * SECOND_NANOS;
            boolean whole = dirty;
            dirty = false;
            try {
                parts.vault().save(time.latest(), watch.version(), table.devices(), whole);
            } catch (IOException e) {
                dirty = true;
                throw e;
            }
        }
    }

    private void scan(String by) {
        if (settings.scanAddresses().isEmpty()) {
            Logger.warn("INV-024 a scan was ordered and no addresses are configured: by={}", by);
            return;
        }
        if (!scanning.compareAndSet(false, true)) {
            Logger.warn("INV-025 a scan was ordered while one is under way: by={}", by);
            return;
        }
        try {
            Scan scan =
                    new Scan(
                            settings,
                            segments,
                            new Probes(parts.clock()::nanos, parts.random()),
                            Credentials.read(settings.snmpCommunities(), 1),
                            Credentials.read(settings.onvifCredentials(), 2),
                            new Scan.Surroundings(
                                    () -> trusted,
                                    parts.own(),
                                    parts.passageOpen(),
                                    (method, target, segment) -> query(method, target, segment, by),
                                    this::learnt,
                                    () -> closed),
                            this::scanned);
            Logger.info(
                    "INV-026 scan begun: by={}, addresses={}", by, settings.scanAddresses().size());
            scanner = Thread.ofVirtual().name("inventory-scan").start(scan);
        } catch (IOException e) {
            scanning.set(false);
            Logger.error(
                    "INV-027 no scan: a file of credentials cannot be used: cause={}",
                    e.getMessage());
        }
    }

    private boolean query(String method, String target, String segment, String by) {
        if (closed || queries.size() >= RECORDS_MAX) {
            return false;
        }
        queriesSent.incrementAndGet();
        return queries.add(
                Record.newBuilder()
                        .setAt(parts.clock().stamp())
                        .setInventoryQuery(
                                InventoryQuery.newBuilder()
                                        .setAt(parts.clock().stamp())
                                        .setMethod(method)
                                        .setTarget(target)
                                        .setSegment(segment)
                                        .setOrderedBy(by))
                        .build());
    }

    private void learnt(Sighting sighting) {
        if (!learnt.offer(sighting)) {
            learntLost.incrementAndGet();
        }
    }

    private void scanned(Scan.Outcome outcome) {
        Logger.info(
                "INV-028 scan ended: asked={}, elsewhere={}, in_use={}, refused={}",
                outcome.asked(),
                outcome.elsewhere(),
                outcome.inUse(),
                outcome.refused());
        reportDue = true;
        scanning.set(false);
    }

    private void count(String what, long by) {
        counters.merge(what, by, Long::sum);
    }

    private InventorySnapshot picture() {
        Map<String, Long> all = new TreeMap<>(counters);
        all.put("queries", queriesSent.get());
        all.put("learnt_lost", learntLost.get());
        all.put("too_long", ears.tooLong());
        all.put("too_many", ears.tooMany());
        all.put("forgotten", table.forgotten());
        all.put("changes", changes);
        all.put("groups_heard", (long) ears.open().size());
        all.put("records_waiting", (long) waiting.size());
        return new InventorySnapshot(
                trusted,
                table.devices(),
                watch.judge(),
                watch.trouble(),
                segments.interfaces().stream().map(NetworkInterface::getName).toList(),
                List.copyOf(methods),
                scanning.get(),
                all);
    }

    /// Ends the threads and keeps what is known.
    @Override
    public void close() {
        closed = true;
        ears.wake();
        Thread scan = scanner;
        try {
            if (scan != null) {
                scan.interrupt();
                scan.join(JOIN_MS);
            }
            thread.join(JOIN_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        ears.close();
        hand();
        try {
            parts.vault().save(time.latest(), watch.version(), table.devices(), dirty);
            parts.vault().close();
        } catch (IOException e) {
            Logger.error("INV-029 the inventory could not be kept: cause={}", e.getMessage());
        }
    }

    /// All devices, for tests of this package.
    List<InventoryDevice> devices() {
        return snapshot.devices();
    }
}
