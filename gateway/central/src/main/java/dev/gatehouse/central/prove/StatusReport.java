package dev.gatehouse.central.prove;

import dev.gatehouse.central.ledger.AlarmKind;
import dev.gatehouse.central.ledger.AlarmRow;
import dev.gatehouse.central.ledger.ClassKey;
import dev.gatehouse.central.ledger.LedgerFiles;
import dev.gatehouse.central.ledger.LedgerView;
import dev.gatehouse.core.seal.BoothId;
import dev.gatehouse.core.seal.BoothRecord;
import dev.gatehouse.core.seal.CentralKeys;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What central holds of each booth at this moment. Works beside a running receiver.
public record StatusReport(List<Booth> booths, List<AlarmRow> openAlarms, long nowMs) {
    public StatusReport {
        booths = List.copyOf(booths);
        openAlarms = List.copyOf(openAlarms);
    }

    /// One class of a booth.
    ///
    /// @param committed records received or declared lost
    /// @param proven of those, covered by a verified checkpoint
    /// @param unprovenAgeMs age of the oldest record not yet proven; empty when there is none
    /// @param lost records declared lost
    /// @param gaps open gap alarms
    public record ClassState(
            String recordClass,
            long committed,
            long proven,
            Optional<Long> unprovenAgeMs,
            long lost,
            long gaps) {
        /// Records received and not yet covered by a verified checkpoint.
        public long unproven() {
            return committed - proven;
        }
    }

    /// One booth.
    ///
    /// @param name as enrolled; empty when the ledger knows a booth that has no keys here
    /// @param lastSeenMs when it last sent something authentic; empty when never
    public record Booth(
            String id,
            String name,
            String version,
            Optional<Long> lastSeenMs,
            List<ClassState> classes) {}

    /// True when an alarm is open.
    public boolean degraded() {
        return !openAlarms.isEmpty();
    }

    public static StatusReport read(LedgerFiles files, CentralKeys keys, long nowMs)
            throws SQLException {
        if (!files.exist()) {
            List<Booth> silent =
                    keys.booths().stream()
                            .map(b -> booth(b.id().hex(), b.name(), Optional.empty(), List.of()))
                            .toList();
            return new StatusReport(silent, List.of(), nowMs);
        }
        try (LedgerView view = LedgerView.open(files)) {
            List<AlarmRow> open = view.alarms().stream().filter(AlarmRow::open).toList();
            Map<String, LedgerView.BoothRow> heard = new LinkedHashMap<>();
            Map<String, String> names = new LinkedHashMap<>();
            for (BoothRecord booth : keys.booths()) {
                names.put(booth.id().hex(), booth.name());
            }
            for (LedgerView.BoothRow row : view.booths()) {
                heard.put(row.booth(), row);
                names.putIfAbsent(row.booth(), "");
            }
            Map<String, List<ClassState>> classes = new LinkedHashMap<>();
            for (LedgerView.MarkRow mark : view.marks()) {
                classes.computeIfAbsent(mark.booth(), _ -> new ArrayList<>())
                        .add(classState(view, mark, open, nowMs));
            }
            List<Booth> booths = new ArrayList<>();
            names.forEach((id, name) ->
                    booths.add(
                            booth(
                                    id,
                                    name,
                                    Optional.ofNullable(heard.get(id)),
                                    classes.getOrDefault(id, List.of()))));
            return new StatusReport(booths, open, nowMs);
        }
    }

    private static Booth booth(
            String id, String name, Optional<LedgerView.BoothRow> heard, List<ClassState> classes) {
        return new Booth(
                id,
                name,
                heard.map(LedgerView.BoothRow::version).orElse(""),
                heard.map(LedgerView.BoothRow::lastSeenMs),
                classes);
    }

    private static ClassState classState(
            LedgerView view, LedgerView.MarkRow mark, List<AlarmRow> open, long nowMs)
            throws SQLException {
        Optional<Long> oldestMs =
                mark.provenSize() < mark.committedSize()
                        ? view.receivedMs(mark.booth(), mark.recordClass(), mark.provenSize())
                        : Optional.empty();
        long lost = 0;
        Optional<ClassKey> key =
                BoothId.fromHex(mark.booth())
                        .flatMap(id -> ClassKey.parse(id.hex(), mark.recordClass()));
        if (key.isPresent()) {
            lost = mark.committedSize() - view.recordCount(key.get());
        }
        long gaps =
                open.stream()
                        .filter(a -> a.kind() == AlarmKind.GAP)
                        .filter(a -> a.booth().equals(mark.booth()))
                        .filter(a -> a.recordClass().equals(mark.recordClass()))
                        .count();
        return new ClassState(
                mark.recordClass(),
                mark.committedSize(),
                mark.provenSize(),
                oldestMs.map(ms -> Math.max(0, nowMs - ms)),
                lost,
                gaps);
    }

    /// Open alarms by kind, kinds without any left out.
    public Map<AlarmKind, Long> openByKind() {
        Map<AlarmKind, Long> counts = new EnumMap<>(AlarmKind.class);
        openAlarms.forEach(alarm -> counts.merge(alarm.kind(), 1L, Long::sum));
        return counts;
    }

    /// Keys: degraded, alarms (kind to count), booths (booth, name, version, last_seen_ms,
    /// last_seen_age_ms, classes (class, committed, proven, unproven, unproven_age_ms, lost,
    /// gaps)), open_alarms (id, kind, booth, class, sequence, first_ms, last_ms, times). Times in
    /// milliseconds since the epoch; null where there is none.
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("degraded", degraded());
        Map<String, Object> kinds = new LinkedHashMap<>();
        openByKind().forEach((kind, count) -> kinds.put(kind.name(), count));
        json.put("alarms", kinds);
        json.put("booths", booths.stream().map(this::json).toList());
        json.put("open_alarms", openAlarms.stream().map(StatusReport::json).toList());
        return json;
    }

    private Map<String, Object> json(Booth booth) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("booth", booth.id());
        json.put("name", booth.name());
        json.put("version", booth.version());
        json.put("last_seen_ms", orNull(booth.lastSeenMs()));
        json.put(
                "last_seen_age_ms",
                orNull(booth.lastSeenMs().map(seen -> Math.max(0, nowMs - seen))));
        json.put("classes", booth.classes().stream().map(StatusReport::json).toList());
        return json;
    }

    private static Map<String, Object> json(ClassState state) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("class", state.recordClass());
        json.put("committed", state.committed());
        json.put("proven", state.proven());
        json.put("unproven", state.unproven());
        json.put("unproven_age_ms", orNull(state.unprovenAgeMs()));
        json.put("lost", state.lost());
        json.put("gaps", state.gaps());
        return json;
    }

    private static Map<String, Object> json(AlarmRow alarm) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", alarm.id());
        json.put("kind", alarm.kind().name());
        json.put("booth", alarm.booth());
        json.put("class", alarm.recordClass());
        json.put("sequence", alarm.sequence());
        json.put("first_ms", alarm.firstMs());
        json.put("last_ms", alarm.lastMs());
        json.put("times", alarm.times());
        return json;
    }

    private static Object orNull(Optional<Long> value) {
        return value.<Object>map(v -> v).orElse(JsonText.Nothing.NOTHING);
    }
}
