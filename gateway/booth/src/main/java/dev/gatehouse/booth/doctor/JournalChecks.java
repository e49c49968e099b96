package dev.gatehouse.booth.doctor;

import dev.gatehouse.core.journal.RecordClass;
import java.util.Locale;

/// The store: damage, space, losses, and what central has not proven yet.
final class JournalChecks {
    private static final long DAY_S = 86_400;

    private JournalChecks() {}

    static void look(Scene scene) {
        if (!scene.running()) {
            return;
        }
        long refused = scene.count("journal.refused_busy");
        long waiting = scene.count("decisions.records_waiting");
        boolean full = waiting > 0;
        if (full) {
            scene.found(
                    Finding.of(
                                    Ailment.JRN_FULL,
                                    "",
                                    "Records wait in memory; devices are told to send again.",
                                    "make room on the disk and restore the uplink")
                            .with("records_waiting", waiting)
                            .with("refused", refused));
        } else if (refused > 0) {
            scene.found(
                    Finding.of(
                                    Ailment.JRN_REFUSED,
                                    "",
                                    "Since the start, devices were told to send again.",
                                    "make room on the disk and restore the uplink")
                            .with("refused", refused));
        }
        long lost = scene.count("decisions.records_lost");
        if (lost > 0) {
            scene.found(
                    Finding.of(
                                    Ailment.JRN_LOST,
                                    "",
                                    "Journal and memory were full, and records were given up.",
                                    "write down the time; make room on the disk")
                            .with("records_lost", lost));
        }
        for (RecordClass recordClass : RecordClass.values()) {
            look(scene, recordClass.name().toLowerCase(Locale.ROOT));
        }
    }

    private static void look(Scene scene, String name) {
        String path = "journal." + name + ".";
        if (scene.word(path + "damaged").equals("true")) {
            scene.found(
                    Finding.of(
                                    Ailment.JRN_DAMAGED,
                                    name,
                                    "The last start met damage; the damaged bytes are kept in"
                                            + " quarantine files, and the loss is declared.",
                                    "test the card; replace it when this comes again")
                            .with("lost_records", scene.count(path + "lost_at_start"))
                            .with("damaged_files", scene.count(path + "damaged_files")));
        }
        long quota = scene.count(path + "quota_segments");
        long backlog = scene.count(path + "backlog_segments");
        boolean givesWay = name.equals("p2");
        if (givesWay) {
            evicted(scene, name, path);
        }
        if (quota > 0 && backlog * 100 >= quota * scene.limits().quotaPercent() && !givesWay) {
            scene.found(
                    Finding.of(
                                    Ailment.JRN_QUOTA,
                                    name,
                                    "Central has not receipted them; full means refused.",
                                    "restore the uplink, or raise [journal] " + name + "_mib")
                            .with("backlog_segments", backlog)
                            .with("quota_segments", quota));
        } else if (!givesWay) {
            fills(scene, name, path, quota, backlog);
        }
        long ageS = scene.count(path + "unproven_age_s");
        if (scene.uplinkLive() && ageS > Thresholds.UNPROVEN_S) {
            scene.found(
                    Finding.of(
                                    Ailment.JRN_UNPROVEN,
                                    name,
                                    "Receipts come, and no checkpoint is verified.",
                                    "at central: gatehouse-central verify --home DIR")
                            .with("unproven_s", ageS));
        }
    }

    /// Since the start, or not yet told to central, which then keeps it for ever.
    private static void evicted(Scene scene, String name, String path) {
        long records = scene.count(path + "evicted_records");
        long untold = scene.count(path + "evicted_untold");
        if (records > 0 || untold > 0) {
            scene.found(
                    Finding.of(
                                    Ailment.JRN_EVICTED,
                                    name,
                                    "Its oldest records made room for newer ones; central is told"
                                            + " which. Alarms and records are never given up.",
                                    "restore the uplink, or raise [journal] " + name + "_mib")
                            .with("since_start", records)
                            .with("central_not_told", untold));
        }
    }

    private static void fills(Scene scene, String name, String path, long quota, long backlog) {
        long uptimeS = scene.count("uptime_s");
        long appended = scene.count(path + "bytes_appended");
        if (scene.uplinkLive() || uptimeS < Thresholds.RATE_AFTER_S || appended == 0) {
            return;
        }
        long segmentBytes = dev.gatehouse.core.journal.JournalLimits.DEFAULTS.segmentBytes();
        double leftS = (quota - backlog) * (double) segmentBytes / appended * uptimeS;
        if (leftS < DAY_S) {
            scene.found(
                    Finding.of(
                                    Ailment.JRN_FILLS,
                                    name,
                                    "At the rate since the start its space lasts less than a day.",
                                    "restore the uplink, or raise [journal] " + name + "_mib")
                            .with("hours_left", Math.round(leftS / DAY_S * 24)));
        }
    }
}
