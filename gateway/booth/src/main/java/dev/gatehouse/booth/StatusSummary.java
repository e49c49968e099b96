package dev.gatehouse.booth;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A status page in some ten lines, for a person. What the page does not tell is left out: unknown
/// is never zero.
final class StatusSummary {
    private static final int WIDTH = 80;
    private static final long MIB = 1L << 20;

    private final FlatJson page;
    private final List<String> lines = new ArrayList<>();

    private StatusSummary(FlatJson page) {
        this.page = page;
    }

    static String of(FlatJson page) {
        StatusSummary summary = new StatusSummary(page);
        summary.booth();
        summary.lanes();
        summary.store();
        summary.devices();
        summary.line("more", "gatehouse status --all; what is wrong: gatehouse doctor");
        return String.join(System.lineSeparator(), summary.lines);
    }

    private void booth() {
        line(
                "booth",
                page.text("booth"),
                page.text("condition"),
                has("uptime_s") ? "up " + span("uptime_s") : "",
                "version " + page.text("version"));
        if (page.text("keys").equals("FILES")) {
            line("keys", "in files: a demonstration, no protection against a thief");
        }
        if (has("clock.quality")) {
            line(
                    "clock",
                    page.text("clock.quality"),
                    page.number("clock.bound_ms") >= 0
                            ? "within " + page.text("clock.bound_ms") + " ms"
                            : "not confirmed by central");
        }
        if (has("lookouts.level")) {
            line(
                    "list",
                    page.text("lookouts.level"),
                    "generation " + page.text("lookouts.generation"),
                    span("lookouts.age_s") + " old",
                    page.text("lookouts.source").equals("GOOD")
                            ? ""
                            : "file " + page.text("lookouts.source").toLowerCase(Locale.ROOT));
        }
    }

    private void lanes() {
        if (!has("decisions.passages")) {
            return;
        }
        line(
                "passages",
                page.text("decisions.passages")
                        + " ("
                        + page.text("decisions.checked")
                        + " checked, "
                        + page.text("decisions.not_checked")
                        + " not)",
                page.text("decisions.hits") + " hits");
        line(
                "referrals",
                page.text("decisions.referrals_open") + " open",
                page.text("decisions.referrals_closed") + " closed",
                page.text("decisions.released_without_referral") + " released without");
    }

    private void store() {
        if (has("journal.sealed")) {
            line(
                    "journal",
                    page.text("journal.sealed") + " sealed",
                    page.text("journal.receipted") + " receipted",
                    page.text("journal.refused_busy") + " events refused");
        }
        if (has("uplink.stage")) {
            line(
                    "uplink",
                    page.text("uplink.stage"),
                    page.text("uplink.address"),
                    page.text("uplink.fault"),
                    has("uplink.last_receipt_age_s")
                            ? "receipt " + span("uplink.last_receipt_age_s") + " ago"
                            : "no receipt yet");
        } else if (has("journal.sealed")) {
            line("uplink", "none configured");
        }
        line(
                "bus",
                page.text("bus.kind"),
                page.text("bus.connected").equals("false") ? "NOT CONNECTED" : "",
                has("bus.clients") ? page.text("bus.clients") + " client(s)" : "");
        line(
                "machine",
                has("rss_kib") ? page.number("rss_kib") / 1_024 + " MiB resident" : "",
                has("disk.free_bytes")
                        ? page.number("disk.free_bytes") / MIB + " MiB disk free"
                        : "");
    }

    private void devices() {
        for (String device : page.elements("devices")) {
            long rejected = 0;
            for (Map.Entry<String, String> reason : page.below(device + "rejected").entrySet()) {
                rejected += page.number(device + "rejected." + reason.getKey());
            }
            line(
                    "device",
                    page.text(device + "id"),
                    "lane " + page.text(device + "lane"),
                    condition(device),
                    page.text(device + "frames") + " frames",
                    has(device + "last_frame_age_s")
                            ? "last " + span(device + "last_frame_age_s") + " ago"
                            : "never heard",
                    rejected > 0 ? rejected + " rejected" : "");
        }
    }

    /// What is as it should be needs no word.
    private String condition(String device) {
        String word = page.text(device + "condition");
        return word.equals("ONLINE") || word.equals("NEVER_SEEN") ? "" : word;
    }

    private boolean has(String path) {
        return !page.text(path).isEmpty();
    }

    private String span(String path) {
        long seconds = page.number(path);
        if (seconds < 120) {
            return seconds + " s";
        }
        if (seconds < 7_200) {
            return seconds / 60 + " min";
        }
        return seconds < 172_800 ? seconds / 3_600 + " h" : seconds / 86_400 + " d";
    }

    private void line(String name, String... parts) {
        List<String> said = new ArrayList<>();
        for (String part : parts) {
            if (!part.isEmpty()) {
                said.add(part);
            }
        }
        String line = String.format(Locale.ROOT, "%-9s  %s", name, String.join(", ", said));
        lines.add(line.length() <= WIDTH ? line : line.substring(0, WIDTH - 1) + "~");
    }
}
