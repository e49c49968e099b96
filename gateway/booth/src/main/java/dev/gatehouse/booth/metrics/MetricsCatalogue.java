package dev.gatehouse.booth.metrics;

import static dev.gatehouse.booth.metrics.Metric.counter;
import static dev.gatehouse.booth.metrics.Metric.gauge;

import dev.gatehouse.booth.metrics.Metric.EachDevice;
import dev.gatehouse.booth.metrics.Metric.EachDeviceKey;
import dev.gatehouse.booth.metrics.Metric.EachDeviceWord;
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
    private static final double KIB = 1_024;

    static final List<Metric> ALL =
            Stream.of(
                            booth(),
                            lookouts(),
                            CoreMetrics.decisions(),
                            CoreMetrics.journal(),
                            uplink(),
                            devices(),
                            bus())
                    .flatMap(List::stream)
                    .toList();

    private MetricsCatalogue() {}

    static Source value(String path) {
        return new Value(path, "");
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
                        value("lookouts.age_s")),
                gauge(
                        "gatehouse_recent_passages",
                        "Readings of recent passages remembered for late lookouts.",
                        1,
                        value("lookouts.replay.kept")),
                gauge(
                        "gatehouse_recent_passages_bytes",
                        "Memory they take.",
                        1,
                        value("lookouts.replay.bytes")),
                counter(
                        "gatehouse_recent_passages_dropped_total",
                        "Readings not remembered, because too many came at once.",
                        value("lookouts.replay.dropped")),
                counter(
                        "gatehouse_recent_passages_evicted_total",
                        "Readings forgotten before their time for want of room.",
                        value("lookouts.replay.evicted")),
                counter(
                        "gatehouse_late_hits_total",
                        "Passages that a lookout found after they were answered.",
                        value("lookouts.replay.late_hits")),
                gauge(
                        "gatehouse_replay_seconds",
                        "How long the last run against a changed list took.",
                        MILLI,
                        value("lookouts.replay.run_ms")));
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
                gauge(
                        "gatehouse_device_condition",
                        "State of a device, 1 for the one it is in.",
                        1,
                        new EachDeviceWord(
                                "condition",
                                "condition",
                                List.of("NEVER_SEEN", "ONLINE", "STALE", "FAULTY", "DISABLED"))),
                counter(
                        "gatehouse_device_changes_total",
                        "Changes of a device's state.",
                        new EachDevice("changes")),
                gauge(
                        "gatehouse_device_clock_ahead_seconds",
                        "How far a device's own clock is ahead of the booth's.",
                        MILLI,
                        new EachDevice("clock_ahead_ms")),
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
                gauge(
                        "gatehouse_bus_refused_messages",
                        "Messages refused that hold a place in the external broker's window.",
                        1,
                        value("bus.refused_now")),
                gauge(
                        "gatehouse_bus_window_messages",
                        "Places in the external broker's window.",
                        1,
                        value("bus.window")),
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
                                        "refused_now",
                                        "window",
                                        "since_s"))));
    }
}
