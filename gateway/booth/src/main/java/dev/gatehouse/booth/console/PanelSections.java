package dev.gatehouse.booth.console;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What of the booth's status the panel may show: an allow-list, so that a value that somebody adds
/// to the status is not on a screen before somebody thought about it. A value the booth does not
/// have stays absent; the page then says unknown.
final class PanelSections {
    private static final List<String> BOOTH = List.of("booth", "version", "condition");
    private static final List<String> CLOCK = List.of("quality", "bound_ms");
    private static final List<String> LISTS = List.of("level", "source", "generation", "age_s");
    private static final List<String> DECISIONS =
            List.of(
                    "passages",
                    "checked",
                    "not_checked",
                    "passages_open",
                    "hits",
                    "referrals",
                    "referrals_open",
                    "referrals_closed",
                    "released_without_referral",
                    "alarms",
                    "records_waiting",
                    "records_lost",
                    "alert_ms_p99");
    private static final List<String> LANE =
            List.of("lane", "signal", "pulse_at_ms", "valid_for_ms", "alerts", "alarms");
    private static final List<String> REFERRAL =
            List.of("id", "grade", "state", "since_ms", "escalations");
    private static final List<String> DEVICE =
            List.of(
                    "id",
                    "kind",
                    "lane",
                    "condition",
                    "frames",
                    "observations",
                    "refused_busy",
                    "lost",
                    "faults",
                    "last_frame_at_ms");
    private static final List<String> UPLINK =
            List.of("stage", "last_receipt_at_ms", "resends", "losses_declared", "tls_group");
    private static final List<String> CLASS =
            List.of(
                    "durable",
                    "receipted",
                    "segments",
                    "quota_segments",
                    "full_refusals",
                    "bytes_appended");
    private static final List<String> CLASSES = List.of("p0", "p1", "p2");

    private PanelSections() {}

    static Map<String, Map<String, Object>> of(Map<String, ?> status) {
        Map<String, Map<String, Object>> sections = new LinkedHashMap<>();
        sections.put("booth", pick(status, BOOTH));
        sections.put("clock", clock(status));
        sections.put("lists", lists(status));
        sections.put("decisions", pick(map(status.get("decisions")), DECISIONS));
        sections.put("lanes", Map.of("lanes", lanes(status)));
        sections.put("devices", Map.of("devices", devices(status)));
        sections.put("uplink", uplink(status));
        sections.put("journal", journal(status));
        return sections;
    }

    /// What changes with every look: how old everything is is counted from here.
    static Map<String, Object> times(Map<String, ?> status) {
        Map<String, Object> times = new LinkedHashMap<>();
        copy(status, "uptime_ms", times, "now_ms");
        copy(status, "cycle_at_ms", times, "cycle_ms");
        copy(map(status.get("clock")), "wall_ms", times, "wall_ms");
        return times;
    }

    private static void copy(Map<?, ?> from, String key, Map<String, Object> to, String as) {
        Object value = from.get(key);
        if (value != null) {
            to.put(as, value);
        }
    }

    private static Map<String, Object> pick(Map<?, ?> from, List<String> keys) {
        Map<String, Object> picked = new LinkedHashMap<>();
        keys.forEach(key -> copy(from, key, picked, key));
        return picked;
    }

    /// A bound of -1 and a list of generation 0 mean that there is none.
    private static Map<String, Object> clock(Map<String, ?> status) {
        Map<String, Object> clock = pick(map(status.get("clock")), CLOCK);
        clock.computeIfPresent(
                "bound_ms",
                (_, bound) ->
                        bound instanceof Number number && number.longValue() < 0 ? null : bound);
        return clock;
    }

    private static Map<String, Object> lists(Map<String, ?> status) {
        Map<String, Object> lists = pick(map(status.get("lookouts")), LISTS);
        if (lists.get("generation") instanceof Number number && number.longValue() == 0) {
            lists.remove("generation");
            lists.remove("age_s");
        }
        return lists;
    }

    private static Map<?, ?> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    private static List<?> list(@Nullable Object value) {
        return value instanceof List<?> list ? list : List.of();
    }

    private static List<Map<String, Object>> lanes(Map<String, ?> status) {
        List<Map<String, Object>> lanes = new ArrayList<>();
        for (Object one : list(status.get("lanes"))) {
            Map<String, Object> lane = pick(map(one), LANE);
            lane.put(
                    "referrals",
                    list(map(one).get("referrals")).stream()
                            .map(referral -> pick(map(referral), REFERRAL))
                            .toList());
            lanes.add(lane);
        }
        return lanes;
    }

    private static List<Map<String, Object>> devices(Map<String, ?> status) {
        List<Map<String, Object>> devices = new ArrayList<>();
        for (Object one : list(status.get("devices"))) {
            Map<String, Object> device = pick(map(one), DEVICE);
            device.put(
                    "rejected",
                    map(map(one).get("rejected")).values().stream()
                            .mapToLong(count ->
                                    count instanceof Number number ? number.longValue() : 0)
                            .sum());
            devices.add(device);
        }
        return devices;
    }

    private static Map<String, Object> uplink(Map<String, ?> status) {
        Map<?, ?> uplink = map(status.get("uplink"));
        Map<?, ?> journal = map(status.get("journal"));
        Map<String, Object> picked = pick(uplink, UPLINK);
        copy(journal, "sealed", picked, "sealed");
        copy(journal, "receipted", picked, "receipted");
        if (!uplink.isEmpty()) {
            picked.put("proven", sum(uplink.get("proven")));
            picked.put("refusals", sum(uplink.get("refusals")));
        }
        return picked;
    }

    private static long sum(@Nullable Object counts) {
        return map(counts).values().stream()
                .mapToLong(count -> count instanceof Number number ? number.longValue() : 0)
                .sum();
    }

    private static Map<String, Object> journal(Map<String, ?> status) {
        Map<?, ?> journal = map(status.get("journal"));
        Map<?, ?> proven = map(map(status.get("uplink")).get("proven"));
        Map<String, Object> classes = new LinkedHashMap<>();
        for (String name : CLASSES) {
            Map<String, Object> one = pick(map(journal.get(name)), CLASS);
            copy(proven, name.toUpperCase(java.util.Locale.ROOT), one, "proven");
            classes.put(name, one);
        }
        return classes;
    }
}
