package dev.gatehouse.central.prove;

import dev.gatehouse.central.ledger.ExportBegun;
import dev.gatehouse.central.ledger.ExportEnded;
import dev.gatehouse.central.ledger.ExportLog;
import dev.gatehouse.central.ledger.HeadEntry;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;

/// Holds the log of exports against the heads: each row has its line, each line its row, and what
/// ended had begun. An export without an end is a notice, for a killed process has none.
final class ExportsProof {
    private final Findings findings;
    private final Tally tally;

    ExportsProof(Findings findings, Tally tally) {
        this.findings = findings;
        this.tally = tally;
    }

    void prove(ExportLog log, HeadsProof heads) throws SQLException {
        Set<HeadEntry> lines = new HashSet<>(heads.entries(HeadEntry.Exporting.class));
        lines.addAll(heads.entries(HeadEntry.Exported.class));
        Set<HeadEntry> rows = new HashSet<>();
        Set<Long> open = new HashSet<>();
        for (ExportBegun begun : log.begun()) {
            held("export " + begun.id(), begun.headEntry(), lines, rows);
            open.add(begun.id());
            tally.exports++;
        }
        for (ExportEnded ended : log.ended()) {
            held("end of export " + ended.id(), ended.headEntry(), lines, rows);
            if (!open.remove(ended.id())) {
                findings.add(
                        "end of export " + ended.id(), "the row of its beginning", "no such row");
            }
        }
        for (HeadEntry line : lines) {
            if (!rows.contains(line)) {
                findings.add("export tables", "the row of: " + line.body(), "no such row");
            }
        }
        open.stream()
                .sorted()
                .forEach(id ->
                        findings.notice(
                                "export "
                                        + id
                                        + " began and its end is not recorded: it runs, or was killed;"
                                        + " how much left is not known"));
    }

    private void held(String place, HeadEntry entry, Set<HeadEntry> lines, Set<HeadEntry> rows) {
        rows.add(entry);
        if (!lines.contains(entry)) {
            findings.add(place, "its line in the heads", "none, or one of other content");
        }
    }
}
