package dev.gatehouse.booth.metrics;

import static dev.gatehouse.booth.metrics.Metric.counter;
import static dev.gatehouse.booth.metrics.Metric.gauge;
import static dev.gatehouse.booth.metrics.MetricsCatalogue.value;

import dev.gatehouse.booth.metrics.Metric.Source;
import dev.gatehouse.booth.metrics.Metric.Value;
import java.util.List;

/// Metrics of what the booth decides and keeps: decisions and journal.
final class CoreMetrics {
    private static final double MILLI = 1e-3;
    private static final double MICRO = 1e-6;

    private static final List<String> JOURNAL_CLASSES = List.of("p0", "p1", "p2");

    private CoreMetrics() {}

    private static Source[] classes(String key) {
        return JOURNAL_CLASSES.stream()
                .map(one -> new Value("journal." + one + "." + key, "class=\"" + one + "\""))
                .toArray(Source[]::new);
    }

    static List<Metric> decisions() {
        return List.of(
                counter(
                        "gatehouse_passages_total",
                        "Passages that ended, by whether a check was completed.",
                        new Value("decisions.checked", "outcome=\"checked\""),
                        new Value("decisions.not_checked", "outcome=\"not_checked\"")),
                gauge(
                        "gatehouse_passages_open",
                        "Passages not yet ended.",
                        1,
                        value("decisions.passages_open")),
                counter(
                        "gatehouse_observations_total",
                        "Observations taken in.",
                        value("decisions.observations")),
                counter(
                        "gatehouse_observation_repeats_total",
                        "Observations of an event seen before.",
                        value("decisions.repeats")),
                counter(
                        "gatehouse_observations_unknown_lane_total",
                        "Observations that name no lane of this booth.",
                        value("decisions.unknown_lane")),
                counter("gatehouse_hits_total", "Hits that act.", value("decisions.hits")),
                counter(
                        "gatehouse_referrals_total",
                        "Referrals raised.",
                        value("decisions.referrals")),
                gauge(
                        "gatehouse_referrals_open",
                        "Referrals still owed an action.",
                        1,
                        value("decisions.referrals_open")),
                counter(
                        "gatehouse_referrals_ended_total",
                        "Referrals that ended, by how.",
                        new Value("decisions.referrals_closed", "outcome=\"closed\""),
                        new Value("decisions.released_without_referral", "outcome=\"released\"")),
                counter(
                        "gatehouse_escalations_total",
                        "Escalations of referrals that nobody acted on.",
                        value("decisions.escalations")),
                counter(
                        "gatehouse_commands_total",
                        "Officers' commands, by outcome.",
                        new Value("decisions.commands_done", "outcome=\"done\""),
                        new Value("decisions.commands_repeated", "outcome=\"repeated\""),
                        new Value("decisions.commands_refused", "outcome=\"refused\"")),
                counter("gatehouse_alarms_total", "Alarms raised.", value("decisions.alarms")),
                gauge(
                        "gatehouse_records_waiting",
                        "Records in memory because the store is full.",
                        1,
                        value("decisions.records_waiting")),
                counter(
                        "gatehouse_records_lost_total",
                        "Records given up because that memory was full too.",
                        value("decisions.records_lost")),
                counter(
                        "gatehouse_presence_vehicles_total",
                        "Vehicles counted by presence.",
                        value("decisions.presence_vehicles")),
                counter(
                        "gatehouse_output_pulses_total",
                        "Pulses of all lane outputs.",
                        value("decisions.pulses")),
                gauge(
                        "gatehouse_match_seconds",
                        "Time of one search for a plate or another identifier.",
                        MICRO,
                        new Value("decisions.match_us_p50", "percentile=\"50\""),
                        new Value("decisions.match_us_p99", "percentile=\"99\"")),
                gauge(
                        "gatehouse_name_match_seconds",
                        "Time of one search for a name.",
                        MICRO,
                        new Value("decisions.name_us_p50", "percentile=\"50\""),
                        new Value("decisions.name_us_p99", "percentile=\"99\"")),
                gauge(
                        "gatehouse_alert_seconds",
                        "From receipt of the bytes to the alert's hand-over.",
                        MILLI,
                        new Value("decisions.alert_ms_p50", "percentile=\"50\""),
                        new Value("decisions.alert_ms_p99", "percentile=\"99\"")));
    }

    static List<Metric> journal() {
        return List.of(
                gauge(
                        "gatehouse_journal_records",
                        "Records on disk since the booth was enrolled.",
                        1,
                        classes("durable")),
                gauge(
                        "gatehouse_journal_receipted_records",
                        "Records that central has receipted.",
                        1,
                        classes("receipted")),
                counter(
                        "gatehouse_journal_appended_bytes_total",
                        "Octets of frames appended.",
                        classes("bytes_appended")),
                counter("gatehouse_journal_syncs_total", "Group commits.", classes("syncs")),
                counter(
                        "gatehouse_journal_full_refusals_total",
                        "Appends refused because the class was full.",
                        classes("full_refusals")),
                counter(
                        "gatehouse_journal_evicted_records_total",
                        "Records given up, declared to central, because the class was full.",
                        new Value("journal.p2.evicted_records", "class=\"p2\"")),
                counter(
                        "gatehouse_journal_evicted_segments_total",
                        "Segments given up because the class was full.",
                        new Value("journal.p2.evicted_segments", "class=\"p2\"")),
                gauge(
                        "gatehouse_journal_evicted_untold_records",
                        "Records given up that central has not receipted as such yet.",
                        1,
                        new Value("journal.p2.evicted_untold", "class=\"p2\"")),
                counter(
                        "gatehouse_journal_prepare_failures_total",
                        "Segments that could not be prepared.",
                        classes("prepare_failures")),
                counter(
                        "gatehouse_journal_holes_total",
                        "Holes that the reader met.",
                        classes("holes_read")),
                gauge("gatehouse_journal_segments", "Live segments.", 1, classes("segments")),
                gauge(
                        "gatehouse_journal_spare_segments",
                        "Segments ready for use.",
                        1,
                        classes("spare_segments")),
                gauge(
                        "gatehouse_journal_backlog_segments",
                        "Segments that hold records not yet receipted.",
                        1,
                        classes("backlog_segments")),
                gauge(
                        "gatehouse_journal_quota_segments",
                        "Most segments the class may have.",
                        1,
                        classes("quota_segments")),
                gauge(
                        "gatehouse_journal_unproven_seconds",
                        "Time that records wait for a checkpoint verified by central.",
                        1,
                        classes("unproven_age_s")),
                gauge(
                        "gatehouse_journal_damaged",
                        "Whether the start found damage.",
                        1,
                        classes("damaged")),
                gauge(
                        "gatehouse_journal_lost_at_start",
                        "Records that the start found lost.",
                        1,
                        classes("lost_at_start")),
                gauge(
                        "gatehouse_journal_damaged_files",
                        "Files that the start could not use at all.",
                        1,
                        classes("damaged_files")),
                counter(
                        "gatehouse_events_acknowledged_total",
                        "Events acknowledged to devices and officers.",
                        value("journal.acknowledged")),
                counter(
                        "gatehouse_events_refused_busy_total",
                        "Events refused because they could not be kept.",
                        value("journal.refused_busy")),
                counter(
                        "gatehouse_events_not_resendable_total",
                        "Events of links that cannot send again.",
                        value("journal.not_resendable")),
                gauge(
                        "gatehouse_not_resendable_window_seconds",
                        "Time during which a power cut loses such an event.",
                        MILLI,
                        value("journal.not_resendable_window_ms")),
                counter(
                        "gatehouse_records_suppressed_total",
                        "Records of events sent again that were on disk already.",
                        value("journal.suppressed")));
    }
}
