package dev.gatehouse.booth.device;

import dev.gatehouse.drivers.Acknowledgement;
import dev.gatehouse.drivers.DeviceSnapshot;
import dev.gatehouse.drivers.ObservationSink;
import dev.gatehouse.proto.v1.DeviceCondition;
import dev.gatehouse.proto.v1.DeviceState;
import dev.gatehouse.proto.v1.Stamp;
import dev.gatehouse.protocols.discovery.ShownText;
import dev.gatehouse.protocols.observation.DeviceNotice;
import dev.gatehouse.protocols.observation.Observation;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The state of every device of a booth. It hears what drivers tell of their devices' health on its
/// way into the booth, looks at their counters, and tells each change: to the bus, retained, and
/// upstream.
///
/// | condition | when |
/// |---|---|
/// | disabled | by configuration or order, or after crashes, see [DeviceOrders] and [Starts] |
/// | faulty | something lasts that keeps it from its work, or it cannot be opened |
/// | never seen | nothing has come from it since it was configured |
/// | stale | it said so itself, its line is down, or nothing came for `stale_s` |
/// | online | otherwise |
///
/// [#watch] is for any thread; everything else belongs to the thread that keeps the devices, but
/// [#states].
public final class DeviceRegistry {
    /// Nothing came for as long as the configuration allows.
    public static final String SILENT = "DEVICE_SILENT";

    /// It cannot be opened.
    public static final String NOT_OPENED = "DEVICE_NOT_OPENED";

    /// The booth crashed again and again when it was opened.
    public static final String QUARANTINED = "DEVICE_QUARANTINED";

    static final String BY_CONFIGURATION = "CONFIGURATION";
    static final String BY_ORDER = "ORDER";
    static final String BY_SAFE_MODE = "SAFE_MODE";

    /// A device that comes and goes has at most one record in this time; what lies between is
    /// counted. Orders are recorded each.
    static final long RECORD_NANOS = TimeUnit.SECONDS.toNanos(10);

    /// Counters that move are published so often.
    static final long FIGURES_NANOS = TimeUnit.SECONDS.toNanos(30);

    /// Records of orders that wait for room.
    private static final int SWITCHES_MAX = 16;

    private static final int MAX_FIRMWARE_CHARS = 64;

    /// Where changes go.
    public interface Told {
        /// To the bus, retained.
        void publish(DeviceState state);

        /// Upstream.
        ///
        /// @return false when there was no room; it is tried again
        boolean record(DeviceState state);

        /// The registry's own word on a device: recorded and alarmed as a driver's.
        void notice(String device, DeviceNotice notice);
    }

    /// One device as it is at this moment.
    ///
    /// @param staleS silence of so many seconds is stale; 0: never
    /// @param open empty while it is switched off or cannot be opened
    /// @param order why it is off
    /// @param waits for its turn after crashes
    public record Facts(
            String deviceId,
            String laneId,
            String kind,
            long staleS,
            boolean byConfiguration,
            DeviceOrders.@Nullable Order order,
            boolean waits,
            Optional<Open> open) {
        boolean isOff() {
            return byConfiguration
                    || waits
                    || (order != null && order.to() != DeviceOrders.Switch.ENABLED);
        }
    }

    /// A device that is open.
    ///
    /// @param sinceNanos when it was opened
    /// @param ended a simulation that has come to its end
    /// @param firmware hostile
    public record Open(
            DeviceSnapshot counters,
            long sinceNanos,
            boolean ended,
            String firmware,
            OptionalLong clockAheadMs) {}

    /// A moment.
    public record Now(long nanos, long wallMs, Stamp stamp) {}

    private static final class Entry {
        private final DeviceHealth health = new DeviceHealth();
        private DeviceState state = DeviceState.getDefaultInstance();
        private DeviceState published = DeviceState.getDefaultInstance();
        private long publishedNanos;
        private boolean recorded = true;
        private long recordedNanos;
        private boolean everRecorded;
        private boolean silent;
        private final Deque<DeviceState> switches = new ArrayDeque<>();
    }

    private final Map<String, Entry> entries;
    private final LastSeen seen;
    private final Told told;
    private volatile List<DeviceState> states = List.of();

    /// A registry that knows when devices were last heard before this start.
    ///
    /// @param devices configured ids
    /// @param orders whose folder it shares
    public static DeviceRegistry open(List<String> devices, DeviceOrders orders, Told told)
            throws IOException {
        return new DeviceRegistry(devices, LastSeen.read(orders), told);
    }

    /// @param devices configured ids
    DeviceRegistry(List<String> devices, LastSeen seen, Told told) {
        Map<String, Entry> all = new LinkedHashMap<>();
        devices.forEach(device -> all.put(device, new Entry()));
        this.entries = all;
        this.seen = seen;
        this.told = told;
    }

    /// Hears what goes into the booth.
    public ObservationSink watch(ObservationSink sink) {
        return (List<Observation> observations, Acknowledgement acknowledgement) -> {
            for (Observation observation : observations) {
                hear(observation.deviceId(), observation.body());
            }
            return sink.offer(observations, acknowledgement);
        };
    }

    private void hear(String device, Observation.Body body) {
        Entry entry = entries.get(device);
        if (entry != null) {
            entry.health.take(body);
        }
    }

    /// Whether somebody should look: what was switched off on purpose is no trouble.
    public static boolean troubled(DeviceState state) {
        return switch (state.getCondition()) {
            case DEVICE_CONDITION_STALE, DEVICE_CONDITION_FAULTY -> true;
            case DEVICE_CONDITION_DISABLED ->
                    state.getReasonsList().contains(QUARANTINED)
                            || state.getReasonsList().contains(BY_SAFE_MODE);
            case DEVICE_CONDITION_ONLINE,
                    DEVICE_CONDITION_NEVER_SEEN,
                    DEVICE_CONDITION_UNSPECIFIED,
                    UNRECOGNIZED ->
                    false;
        };
    }

    /// A condition as people read it, e.g. `NEVER_SEEN`; empty before the first look.
    public static String word(DeviceCondition condition) {
        return condition == DeviceCondition.DEVICE_CONDITION_UNSPECIFIED
                ? ""
                : condition.name().replace("DEVICE_CONDITION_", "");
    }

    /// As of the last look, in the order of the configuration; any thread.
    public List<DeviceState> states() {
        return states;
    }

    /// The registry's own finding that begins or ends.
    public void find(String device, String code, DeviceNotice.Severity severity) {
        DeviceNotice notice = new DeviceNotice(code, severity, 0);
        hear(device, notice);
        told.notice(device, notice);
    }

    /// What was told of a device is over: it was closed.
    public void forget(String device) {
        Entry entry = entries.get(device);
        if (entry != null) {
            entry.health.reset();
            entry.silent = false;
        }
    }

    /// Everything is to be published again: whoever kept it may have lost it.
    public void publishAgain() {
        entries.values().forEach(entry -> entry.published = DeviceState.getDefaultInstance());
    }

    /// Looks at every device once, and tells what changed.
    public void look(List<Facts> all, Now now) {
        states = all.stream().map(facts -> look(facts, now)).toList();
    }

    /// Writes down what outlasts this process.
    public void keep() {
        seen.keep(entries.keySet());
    }

    private DeviceState look(Facts facts, Now now) {
        Entry entry = entries.get(facts.deviceId());
        if (entry == null) {
            throw new IllegalArgumentException("a device that is not configured");
        }
        OptionalLong lastWallMs = heard(facts, now);
        silence(facts, entry, now);
        DeviceState.Builder fresh = figures(facts, lastWallMs, now);
        DeviceCondition condition =
                facts.isOff()
                        ? DeviceCondition.DEVICE_CONDITION_DISABLED
                        : entry.health.condition(lastWallMs.isPresent());
        fresh.setCondition(condition).addAllReasons(reasons(facts, entry));
        if (facts.order() != null) {
            fresh.setBy(facts.order().by());
        }
        DeviceState before = entry.state;
        boolean changed =
                condition != before.getCondition()
                        || !fresh.getReasonsList().equals(before.getReasonsList());
        boolean first = before.getCondition() == DeviceCondition.DEVICE_CONDITION_UNSPECIFIED;
        fresh.setChanges(before.getChanges() + (changed && !first ? 1 : 0))
                .setSince(condition == before.getCondition() ? before.getSince() : now.stamp());
        entry.state = fresh.build();
        if (!first && switched(before, entry.state) && entry.switches.size() < SWITCHES_MAX) {
            entry.switches.add(entry.state);
        } else if (changed) {
            entry.recorded = false;
        }
        tell(entry, changed, now);
        return entry.state;
    }

    /// What somebody ordered is recorded whatever came before and comes after.
    private static boolean switched(DeviceState before, DeviceState after) {
        boolean wasOff = before.getCondition() == DeviceCondition.DEVICE_CONDITION_DISABLED;
        boolean isOff = after.getCondition() == DeviceCondition.DEVICE_CONDITION_DISABLED;
        return wasOff != isOff || !before.getBy().equals(after.getBy());
    }

    /// When it was last heard, now or before this start.
    private OptionalLong heard(Facts facts, Now now) {
        facts.open()
                .ifPresent(open ->
                        open.counters()
                                .lastFrameNanos()
                                .ifPresent(last ->
                                        seen.heard(
                                                facts.deviceId(),
                                                now.wallMs() - (now.nanos() - last) / 1_000_000L)));
        return seen.of(facts.deviceId());
    }

    /// Of a device that is expected to speak by itself.
    private void silence(Facts facts, Entry entry, Now now) {
        if (facts.open().isEmpty()) {
            return;
        }
        Open open = facts.open().get();
        long last = open.counters().lastFrameNanos().orElse(open.sinceNanos());
        boolean silent =
                facts.staleS() > 0
                        && !open.ended()
                        && now.nanos() - last > TimeUnit.SECONDS.toNanos(facts.staleS());
        if (silent != entry.silent) {
            entry.silent = silent;
            find(
                    facts.deviceId(),
                    SILENT,
                    silent ? DeviceNotice.Severity.SILENT : DeviceNotice.Severity.CLEARED);
        }
    }

    private static List<String> reasons(Facts facts, Entry entry) {
        if (facts.byConfiguration()) {
            return List.of(BY_CONFIGURATION);
        }
        if (facts.order() != null) {
            switch (facts.order().to()) {
                case DISABLED -> {
                    return List.of(BY_ORDER);
                }
                case QUARANTINED -> {
                    return List.of(QUARANTINED);
                }
                case ENABLED -> {}
            }
        }
        return facts.waits() ? List.of(BY_SAFE_MODE) : entry.health.reasons();
    }

    private static DeviceState.Builder figures(Facts facts, OptionalLong lastWallMs, Now now) {
        DeviceState.Builder state =
                DeviceState.newBuilder()
                        .setDeviceId(facts.deviceId())
                        .setLaneId(facts.laneId())
                        .setKind(facts.kind());
        lastWallMs.ifPresent(last -> state.setLastFrame(now.stamp().toBuilder().setWallMs(last)));
        facts.open()
                .ifPresent(open -> {
                    DeviceSnapshot counters = open.counters();
                    state.setFrames(counters.frames())
                            .setRejected(
                                    counters.rejected().values().stream()
                                            .mapToLong(Long::longValue)
                                            .sum())
                            .setObservations(counters.observations())
                            .setRefusedBusy(counters.refusedBusy())
                            .setLost(counters.lost())
                            .setDriverFaults(counters.faults());
                    String firmware = ShownText.of(open.firmware());
                    if (!firmware.isEmpty()) {
                        state.setFirmware(
                                firmware.substring(
                                        0,
                                        firmware.offsetByCodePoints(
                                                0,
                                                Math.min(
                                                        firmware.codePointCount(
                                                                0, firmware.length()),
                                                        MAX_FIRMWARE_CHARS))));
                    }
                    open.clockAheadMs().ifPresent(state::setClockAheadMs);
                });
        return state;
    }

    private void tell(Entry entry, boolean changed, Now now) {
        boolean isNew =
                entry.published.getCondition() == DeviceCondition.DEVICE_CONDITION_UNSPECIFIED;
        boolean figuresDue =
                now.nanos() - entry.publishedNanos >= FIGURES_NANOS
                        && !entry.state.equals(entry.published);
        if (isNew || changed || figuresDue) {
            entry.published = entry.state;
            entry.publishedNanos = now.nanos();
            told.publish(entry.state);
        }
        while (!entry.switches.isEmpty() && told.record(entry.switches.element())) {
            entry.switches.remove();
        }
        boolean recordDue =
                !entry.everRecorded || now.nanos() - entry.recordedNanos >= RECORD_NANOS;
        if (!entry.recorded && recordDue && told.record(entry.state)) {
            entry.recorded = true;
            entry.everRecorded = true;
            entry.recordedNanos = now.nanos();
        }
    }
}
