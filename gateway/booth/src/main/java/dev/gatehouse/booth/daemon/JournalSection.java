package dev.gatehouse.booth.daemon;

import dev.gatehouse.core.journal.ClassRecovery;
import dev.gatehouse.core.journal.JournalStats;
import dev.gatehouse.core.journal.LostRange;
import dev.gatehouse.core.journal.RecordClass;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// What the status page tells of the store: counts, space, damage, and how long records wait for
/// their proof.
final class JournalSection {
    private final BoothAgent agent;
    private final RecordStore store;
    private final UnprovenWatch unproven = new UnprovenWatch();

    JournalSection(BoothAgent agent, RecordStore store) {
        this.agent = agent;
        this.store = store;
    }

    /// One look; by one thread at a time.
    ///
    /// @param proven records covered by a checkpoint that central verified, by class name; empty
    ///   without an uplink
    Map<String, Object> tree(Map<String, Long> proven, long now) {
        JournalStats stats = store.journal().stats();
        Map<String, Object> tree = new LinkedHashMap<>();
        long sealed = 0;
        long receipted = 0;
        for (RecordClass recordClass : RecordClass.values()) {
            sealed += stats.of(recordClass).durable();
            receipted += stats.of(recordClass).cursor();
        }
        tree.put("sealed", sealed);
        tree.put("receipted", receipted);
        tree.put("acknowledged", agent.acknowledged());
        tree.put("refused_busy", agent.refusedBusy());
        tree.put("not_resendable", agent.notResendable());
        tree.put("not_resendable_window_ms", RecordClass.P2.commitWindowMs());
        tree.put("suppressed", store.suppressed());
        for (RecordClass recordClass : RecordClass.values()) {
            JournalStats.ClassStats c = stats.of(recordClass);
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("durable", c.durable());
            one.put("receipted", c.cursor());
            one.put("bytes_appended", c.bytesAppended());
            one.put("syncs", c.syncs());
            one.put("full_refusals", c.fullRefusals());
            if (recordClass.givesWay()) {
                one.put("evicted_records", c.evictedRecords());
                one.put("evicted_segments", c.evictedSegments());
                one.put("evicted_untold", store.losses().evictedSince(recordClass, c.cursor()));
            }
            one.put("segments", c.segments());
            one.put("quota_segments", c.quotaSegments());
            one.put("backlog_segments", c.backlogSegments());
            one.put("spare_segments", c.spareSegments());
            one.put("prepare_failures", c.prepareFailures());
            one.put("holes_read", c.holesRead());
            Long provenRecords = proven.get(recordClass.name());
            if (provenRecords != null) {
                one.put(
                        "unproven_age_s",
                        unproven.ageS(recordClass, c.durable(), provenRecords, now));
            }
            ClassRecovery found = store.journal().recovery().of(recordClass);
            one.put("damaged", found.isDamaged());
            one.put(
                    "lost_at_start",
                    found.lost().stream().mapToLong(LostRange::missingCount).sum());
            one.put("damaged_files", found.damagedFiles().size());
            tree.put(recordClass.name().toLowerCase(Locale.ROOT), one);
        }
        return tree;
    }
}
