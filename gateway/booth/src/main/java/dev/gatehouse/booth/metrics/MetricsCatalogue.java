package dev.gatehouse.booth.metrics;

import static dev.gatehouse.booth.metrics.Metric.counter;
import static dev.gatehouse.booth.metrics.Metric.gauge;

import dev.gatehouse.booth.metrics.Metric.EachDevice;
import dev.gatehouse.booth.metrics.Metric.EachDeviceKey;
import dev.gatehouse.booth.metrics.Metric.EachKey;
import dev.gatehouse.booth.metrics.Metric.Source;
import dev.gatehouse.booth.metrics.Metric.Value;
import dev.gatehouse.booth.metrics.Metric.Word;
import java.util.List;
import java.util.stream.Stream;

/// Every metric of the booth. A label's values come from the configuration (lane, device) or from a
/// vocabulary of the program (class, reason, event): never from what passes.
final class MetricsCatalogue {
    private static final double MILLI = 1e-3;
    private static final double MICRO = 1e-6;
    private static final double KIB = 1_024;

    private static final List<String> JOURNAL_CLASSES = List.of("p0", "p1", "p2");

    static final List<Metric> ALL =
            Stream.of(booth(), lookouts(), decisions(), journal(), uplink(), devices(), bus())
                    .flatMap(List::stream)
                    .toList();

    private MetricsCatalogue() {}

    private static Source value(String path) {
        return new Value(path, "");
    }

    private static Source[] classes(String key) {
        return JOURNAL_CLASSES.stream()
                .map(one -> new Value("journal." + one + "." + key, "class=\"" + one + "\""))
                .toArray(Source[]::new);
    }

    private static List<Metric> booth() {
        return List.of(
                gauge(
                        "gatehouse_condition",
                        "Condition of the booth, 1 for the one in force.",
                        1,
                        new Word(
                                "condition",
                                "condition",
                                List.of("STARTING", "READY", "DEGRADED"))),
                gauge("gatehouse_alive", "Whether the booth thread moves.", 1, value("alive")),
                gauge("gatehouse_uptime_seconds", "Time since the start.", 1, value("uptime_s")),
                gauge(
                        "gatehouse_start_seconds",
                        "From the start of the process to the first verdict.",
                        MILLI,
                        value("start_ms")),
                gauge(
                        "gatehouse_resident_memory_bytes",
                        "Resident set of the process.",
                        KIB,
                        value("memory.rss_kib")),
                gauge(
                        "gatehouse_memory_limit_bytes",
                        "Limit of the process's control group.",
                        KIB,
                        value("memory.limit_kib")),
                gauge(
                        "gatehouse_disk_free_bytes",
                        "Space left on the medium of the data folder.",
                        1,
                        value("disk.free_bytes")),
                gauge(
                        "gatehouse_disk_size_bytes",
                        "Size of the medium of the data folder.",
                        1,
                        value("disk.total_bytes")),
                counter(
                        "gatehouse_disk_written_bytes_total",
                        "Octets that the process caused to be written to the medium.",
                        value("disk.written_bytes")),
                gauge(
                        "gatehouse_clock_quality",
                        "Quality of the booth's time, 1 for the one in force.",
                        1,
                        new Word(
                                "clock.quality",
                                "quality",
                                List.of("SYNCED", "HOLDOVER", "RTC_ONLY", "UNKNOWN"))),
                gauge(
                        "gatehouse_clock_bound_seconds",
                        "Half-width of the interval that holds the true time; negative when unknown.",
                        MILLI,
                        value("clock.bound_ms")),
                gauge(
                        "gatehouse_clock_machine_offset_seconds",
                        "The machine's clock less the confirmed time.",
                        MILLI,
                        value("clock.machine_offset_ms")));
    }

    private static List<Metric> lookouts() {
        return List.of(
                gauge(
                        "gatehouse_list_level",
                        "How far the absence of a hit may be trusted, 1 for the level in force.",
                        1,
                        new Word(
                                "lookouts.level",
                                "level",
                                List.of("GREEN", "AMBER", "RED", "ABSENT", "DAMAGED"))),
                gauge(
                        "gatehouse_list_source",
                        "What the last look at the list found, 1 for what holds.",
                        1,
                        new Word(
                                "lookouts.source", "source", List.of("GOOD", "ABSENT", "DAMAGED"))),
                gauge(
                        "gatehouse_list_generation",
                        "Generation of the list in force.",
                        1,
                        value("lookouts.generation")),
                gauge(
                        "gatehouse_list_age_seconds",
                        "Age of the list in force.",
                        1,
                        value("lookouts.age_s")));
    }

    private static List<Metric> decisions() {
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
                        "Time of one plate's search.",
                        MICRO,
                        new Value("decisions.match_us_p50", "quantile=\"0.5\""),
                        new Value("decisions.match_us_p99", "quantile=\"0.99\"")),
                gauge(
                        "gatehouse_alert_seconds",
                        "From receipt of the bytes to the alert's hand-over.",
                        MILLI,
                        new Value("decisions.alert_ms_p50", "quantile=\"0.5\""),
                        new Value("decisions.alert_ms_p99", "quantile=\"0.99\"")));
    }

    private static List<Metric> journal() {
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

    private static List<Metric> uplink() {
        return List.of(
                gauge(
                        "gatehouse_uplink_stage",
                        "Where the session with central stands, 1 for the stage in force.",
                        1,
                        new Word(
                                "uplink.stage",
                                "stage",
                                List.of("DISCONNECTED", "GREETING", "LIVE"))),
                gauge(
                        "gatehouse_uplink_last_receipt_age_seconds",
                        "Time since the last receipt that was believed.",
                        1,
                        value("uplink.last_receipt_age_s")),
                gauge(
                        "gatehouse_uplink_receipted_records",
                        "Records receipted, as the uplink knows.",
                        1,
                        new EachKey("uplink.receipted", "class", List.of())),
                gauge(
                        "gatehouse_uplink_proven_records",
                        "Records covered by a checkpoint that central verified.",
                        1,
                        new EachKey("uplink.proven", "class", List.of())),
                counter(
                        "gatehouse_uplink_published_total",
                        "Messages handed to the broker.",
                        value("uplink.published")),
                counter(
                        "gatehouse_uplink_resends_total",
                        "Times the cursor was gone back to for want of a receipt.",
                        value("uplink.resends")),
                counter(
                        "gatehouse_uplink_distrusted_total",
                        "Messages from upstream that did not verify.",
                        value("uplink.distrusted")),
                counter(
                        "gatehouse_uplink_dropped_total",
                        "Events that found the uplink's mailbox full.",
                        value("uplink.dropped")),
                counter(
                        "gatehouse_uplink_losses_declared_total",
                        "Ranges declared lost.",
                        value("uplink.losses_declared")),
                counter(
                        "gatehouse_uplink_refusals_total",
                        "Refusals of central, by reason.",
                        new EachKey("uplink.refusals", "reason", List.of())),
                counter(
                        "gatehouse_uplink_wire_bytes_total",
                        "Octets on the wire, by direction.",
                        new Value("uplink.bytes_out", "direction=\"out\""),
                        new Value("uplink.bytes_in", "direction=\"in\"")));
    }

    private static List<Metric> devices() {
        return List.of(
                counter(
                        "gatehouse_device_frames_total",
                        "Frames that arrived.",
                        new EachDevice("frames")),
                counter(
                        "gatehouse_device_observations_total",
                        "Observations handed to the booth.",
                        new EachDevice("observations")),
                counter(
                        "gatehouse_device_refused_busy_total",
                        "Frames refused because the booth could not keep them.",
                        new EachDevice("refused_busy")),
                counter(
                        "gatehouse_device_lost_total",
                        "Frames lost on links that cannot send again.",
                        new EachDevice("lost")),
                counter(
                        "gatehouse_device_faults_total",
                        "Frames on which the driver itself failed.",
                        new EachDevice("faults")),
                counter(
                        "gatehouse_device_rejected_total",
                        "Frames that were no message, by reason.",
                        new EachDeviceKey("rejected", "reason")),
                gauge(
                        "gatehouse_device_last_frame_age_seconds",
                        "Time since the last frame.",
                        1,
                        new EachDevice("last_frame_age_s")),
                counter(
                        "gatehouse_device_driver_events_total",
                        "What the driver counts.",
                        new EachDeviceKey("driver", "event")),
                counter(
                        "gatehouse_device_link_events_total",
                        "What the link counts.",
                        new EachDeviceKey("link_counters", "event")),
                gauge(
                        "gatehouse_links_finished",
                        "Whether every link that ends by itself has ended.",
                        1,
                        value("links_finished")));
    }

    private static List<Metric> bus() {
        return List.of(
                gauge(
                        "gatehouse_bus_clients",
                        "Clients that are authenticated now.",
                        1,
                        value("bus.clients")),
                gauge(
                        "gatehouse_bus_connected",
                        "Whether the external broker is reached.",
                        1,
                        value("bus.connected")),
                counter(
                        "gatehouse_bus_commands_refused_total",
                        "Commands that were refused before the booth decided.",
                        new Value("bus.commands_malformed", "reason=\"malformed\""),
                        new Value("bus.commands_busy", "reason=\"busy\"")),
                counter(
                        "gatehouse_bus_events_total",
                        "What the bus counts; an event that never occurred is left out.",
                        new EachKey(
                                "bus",
                                "event",
                                List.of(
                                        "clients",
                                        "commands_malformed",
                                        "commands_busy",
                                        "since_s"))));
    }
}
