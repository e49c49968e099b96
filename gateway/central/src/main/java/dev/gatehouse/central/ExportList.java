package dev.gatehouse.central;

import dev.gatehouse.central.ledger.ExportBegun;
import dev.gatehouse.central.ledger.ExportEnded;
import dev.gatehouse.central.ledger.LedgerFiles;
import dev.gatehouse.central.ledger.LedgerView;
import dev.gatehouse.central.prove.JsonText;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Past exports, as `export --list` shows them.
record ExportList(List<ExportBegun> begun, Map<Long, ExportEnded> ended) {
    private static final String OPEN = "BEGUN";

    ExportList {
        begun = List.copyOf(begun);
        ended = Map.copyOf(ended);
    }

    static ExportList read(LedgerFiles files) throws SQLException {
        try (LedgerView view = LedgerView.open(files)) {
            return new ExportList(
                    view.exports().begun(),
                    view.exports().ended().stream()
                            .collect(Collectors.toMap(ExportEnded::id, Function.identity())));
        }
    }

    void print(PrintWriter out, boolean json) {
        if (json) {
            out.println(JsonText.of(Map.of("exports", begun.stream().map(this::json).toList())));
            return;
        }
        begun.forEach(one -> out.println(text(one)));
        out.println(begun.size() + " exports");
    }

    private Optional<ExportEnded> end(ExportBegun one) {
        return Optional.ofNullable(ended.get(one.id()));
    }

    private String text(ExportBegun one) {
        String range =
                (one.booth().isEmpty() ? "every booth" : "booth " + one.booth())
                        + " "
                        + one.classes()
                        + (one.fromMs() > 0 ? " from " + time(one.fromMs()) : "")
                        + (one.toMs() < Long.MAX_VALUE ? " to " + time(one.toMs()) : "");
        String result =
                end(one).map(e ->
                                e.outcome()
                                        + " "
                                        + e.records()
                                        + " records, "
                                        + e.octets()
                                        + " octets, SHA-256 "
                                        + e.sha256())
                        .orElse(OPEN);
        return one.id()
                + "  "
                + time(one.begunMs())
                + "  "
                + one.by()
                + " ("
                + one.account()
                + "): "
                + one.reason()
                + System.lineSeparator()
                + "     "
                + range
                + ": "
                + result;
    }

    private static String time(long ms) {
        return Instant.ofEpochMilli(ms).toString();
    }

    private Map<String, Object> json(ExportBegun one) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", one.id());
        json.put("state", end(one).map(ExportEnded::outcome).orElse(OPEN));
        json.put("by", one.by());
        json.put("account", one.account());
        json.put("reason", one.reason());
        json.put("booth", one.booth());
        json.put("classes", one.classes());
        json.put("from_ms", one.fromMs());
        json.put("to_ms", one.toMs());
        json.put("destination", one.destination());
        json.put("begun_ms", one.begunMs());
        end(one).ifPresent(e -> {
            json.put("ended_ms", e.endedMs());
            json.put("records", e.records());
            json.put("unreadable", e.unreadable());
            json.put("octets", e.octets());
            json.put("sha256", e.sha256());
        });
        return json;
    }
}
