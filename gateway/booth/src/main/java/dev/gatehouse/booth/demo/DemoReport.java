package dev.gatehouse.booth.demo;

import dev.gatehouse.booth.FlatJson;
import java.util.ArrayList;
import java.util.List;

/// What a demonstration ends with: central's figures for what happened, the booth's own for speed
/// and size.
///
/// @param booth the booth's last status
/// @param central `gatehouse-central summary`
/// @param delivered `gatehouse-central check-delivered`
/// @param rssMb resident set of the booth's process, MB; -1 when it could not be read
/// @param faults why the run does not count as good; empty when it does
record DemoReport(
        FlatJson booth, FlatJson central, FlatJson delivered, long rssMb, List<String> faults) {

    DemoReport {
        faults = List.copyOf(faults);
    }

    static DemoReport of(
            FlatJson booth,
            FlatJson central,
            FlatJson delivered,
            long rssMb,
            List<String> runFaults) {
        List<String> faults = new ArrayList<>(runFaults);
        long sealed = booth.number("journal.sealed");
        long arrived = central.number("records_at_central");
        if (sealed <= 0 || sealed != arrived) {
            faults.add("expected all " + sealed + " sealed records at central, found " + arrived);
        }
        if (delivered.number("missing") != 0) {
            faults.add(
                    "expected nothing lost, found "
                            + delivered.number("missing")
                            + " acknowledged events missing");
        }
        if (delivered.number("duplicated") != 0) {
            faults.add(
                    "expected every event once, found "
                            + delivered.number("duplicated")
                            + " twice");
        }
        if (central.number("passages") <= 0) {
            faults.add("expected vehicles, found none");
        }
        if (central.number("passages")
                != central.number("checked") + central.number("not_checked")) {
            faults.add("expected passages = checked + not_checked");
        }
        return new DemoReport(booth, central, delivered, rssMb, faults);
    }

    /// The line of standard output; the names are a promise.
    String json() {
        StringBuilder line = new StringBuilder("{");
        for (String key :
                List.of(
                        "passages",
                        "checked",
                        "not_checked",
                        "hits",
                        "referrals",
                        "referrals_open",
                        "referrals_closed",
                        "released_without_referral")) {
            line.append('"').append(key).append("\":").append(central.number(key)).append(',');
        }
        for (String kind : List.of("document", "person", "organisation", "container")) {
            line.append("\"checks_").append(kind).append("\":");
            line.append(central.number("checks_" + kind)).append(',');
        }
        for (String key :
                List.of(
                        "radio_events",
                        "radio_emergencies",
                        "radio_texts",
                        "radio_texts_acknowledged")) {
            line.append('"').append(key).append("\":").append(central.number(key)).append(',');
        }
        line.append("\"records_sealed\":").append(booth.number("journal.sealed"));
        line.append(",\"records_at_central\":").append(central.number("records_at_central"));
        line.append(",\"lost\":").append(delivered.number("missing"));
        for (String key : List.of("match_us_p50", "match_us_p99", "alert_ms_p50", "alert_ms_p99")) {
            String value = booth.text("decisions." + key);
            line.append(",\"").append(key).append("\":").append(value.isEmpty() ? "null" : value);
        }
        line.append(",\"rss_mb\":").append(rssMb < 0 ? "null" : String.valueOf(rssMb));
        long startMs = booth.number("start_ms");
        line.append(",\"start_ms\":").append(startMs < 0 ? "null" : String.valueOf(startMs));
        return line.append('}').toString();
    }
}
