package dev.gatehouse.booth.doctor;

/// Status pages made up for tests.
public final class Pages {
    private Pages() {}

    /// A booth in order, with every key that the daemon writes; one line.
    public static String healthy() {
        return """
        {"booth":"north-1","version":"1.0","condition":"READY","uptime_s":90000,"start_ms":900,
         "alive":true,"keys":"FILES","rss_kib":90000,
         "memory":{"rss_kib":90000,"limit_kib":400000},
         "disk":{"free_bytes":9000000000,"total_bytes":20000000000,"written_bytes":500000000},
         "clock":{"quality":"SYNCED","bound_ms":4,"machine_offset_ms":-12},
         "lookouts":{"level":"GREEN","source":"GOOD","generation":3,"age_s":600,"replay":{"kept":40,"bytes":8192,"stored":"DISK","dropped":0,"evicted":0,"late_hits":0,"run_ms":3}},
         "decisions":{"passages":40,"checked":38,"not_checked":2,"passages_open":1,
          "observations":120,"repeats":1,"unknown_lane":0,"hits":3,"referrals":2,
          "referrals_open":1,"referrals_closed":1,"released_without_referral":0,"escalations":0,
          "commands_done":2,"commands_repeated":0,"commands_refused":0,"alarms":1,
          "records_waiting":0,"records_lost":0,"presence_vehicles":40,"pulses":900,
          "match_us_p50":1.5,"match_us_p99":9.25,"alert_ms_p50":0.5,"alert_ms_p99":3.0},
         "journal":{"sealed":300,"receipted":300,"acknowledged":120,"refused_busy":0,
          "not_resendable":80,"not_resendable_window_ms":250,"suppressed":1,
          "p0":{"durable":10,"receipted":10,"bytes_appended":7000,"syncs":10,"full_refusals":0,
           "segments":1,"quota_segments":16,"backlog_segments":0,"spare_segments":2,
           "prepare_failures":0,"holes_read":0,"unproven_age_s":0,"damaged":false,
           "lost_at_start":0,"damaged_files":0},
          "p1":{"durable":200,"receipted":200,"bytes_appended":1400000,"syncs":100,
           "full_refusals":0,"segments":1,"quota_segments":128,"backlog_segments":0,
           "spare_segments":2,"prepare_failures":0,"holes_read":0,"unproven_age_s":0,
           "damaged":false,"lost_at_start":0,"damaged_files":0},
          "p2":{"durable":90,"receipted":90,"bytes_appended":60000,"syncs":40,"full_refusals":0,
           "evicted_records":0,"evicted_segments":0,"evicted_untold":0,"segments":1,"quota_segments":32,"backlog_segments":0,"spare_segments":1,
           "prepare_failures":0,"holes_read":0,"unproven_age_s":0,"damaged":false,
           "lost_at_start":0,"damaged_files":0}},
         "uplink":{"stage":"LIVE","address":"tcp://127.0.0.1:1884","last_receipt_age_s":2,
          "receipted":{"P0":10,"P1":200,"P2":90},"proven":{"P0":10,"P1":200,"P2":90},
          "published":50,"resends":0,"distrusted":0,"dropped":0,"losses_declared":0,
          "refusals":{},"bytes_out":90000,"bytes_in":8000},
         "links_finished":false,
         "devices":[
          {"id":"cam-1","kind":"plate-reader","lane":"1","condition":"ONLINE","reasons":[],"changes":1,"firmware":"v1.2","clock_ahead_ms":40,"link":"http:127.0.0.1:8088/lpr/v1/1",
           "frames":60,"observations":40,"refused_busy":0,"lost":0,"faults":0,
           "rejected":{"MALFORMED":1},"last_frame_age_s":9,"driver":{"groups":40},
           "link_counters":{"requests":60}},
          {"id":"loop-1","kind":"presence","lane":"1","condition":"ONLINE","reasons":[],"changes":1,"link":"line events",
           "frames":80,"observations":80,"refused_busy":0,"lost":0,"faults":0,"rejected":{},
           "last_frame_age_s":8,"driver":{"edges_lost":0},"link_counters":{}}],
         "bus":{"kind":"embedded","connected":true,"clients":2,
          "local_published":16,"commands_malformed":0,"commands_busy":0}}
        """
                .replaceAll("\n *", "");
    }

    /// The healthy page with one stretch of text replaced; it must be there.
    public static String with(String text, String instead) {
        String page = healthy();
        if (!page.contains(text)) {
            throw new AssertionError("the healthy page has no " + text);
        }
        return page.replace(text, instead);
    }
}
