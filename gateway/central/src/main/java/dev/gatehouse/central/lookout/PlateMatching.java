package dev.gatehouse.central.lookout;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.gatehouse.central.CommandFailure;
import dev.gatehouse.core.match.Jurisdiction;
import dev.gatehouse.core.match.PlateAnswer;
import dev.gatehouse.core.match.PlateQuery;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Answers a file of reads line by line.
final class PlateMatching {
    static final List<String> QUERY_COLUMNS = List.of("jurisdiction", "plate");
    private static final List<String> ANSWER_COLUMNS =
            List.of("jurisdiction", "plate", "best_id", "grade", "edits", "all_ids");

    private final PlateList list;
    private final RejectedLines rejected;
    private final PlateQuery query = new PlateQuery();
    private final PlateAnswer answer = new PlateAnswer();
    private final PlateFindings findings = new PlateFindings(answer);
    private final Map<String, Long> byGrade = new LinkedHashMap<>();
    private long queries;
    private long incomplete;

    PlateMatching(PlateList list, RejectedLines rejected) {
        this.list = list;
        this.rejected = rejected;
        for (String grade :
                List.of("EXACT", "CONFUSABLE", "EDIT1", "PARTIAL", "NONE", "QUERY_BY_HAND")) {
            byGrade.put(grade, 0L);
        }
    }

    void match(Path file, Writer out) throws IOException, CommandFailure {
        CsvWriter writer = CsvWriter.builder().build(out);
        var _ = writer.writeRecord(ANSWER_COLUMNS);
        CsvRows.read(
                "--queries",
                file,
                QUERY_COLUMNS,
                new CsvRows.Rows() {
                    @Override
                    public void take(long line, List<String> fields) {
                        answer(fields.get(0), fields.get(1), writer);
                    }

                    @Override
                    public void reject(long line, String reason) {
                        rejected.add("--queries", line, reason);
                    }
                });
        writer.flush();
    }

    private void answer(String jurisdiction, String plate, CsvWriter writer) {
        var _ = query.set(plate, Jurisdiction.ofShortForm(jurisdiction), PlateQuery.TIME_UNKNOWN);
        list.index().match(query, answer);
        int best = findings.best();
        String grade = findings.grade();
        queries++;
        incomplete += answer.capReached() ? 1 : 0;
        byGrade.merge(grade, 1L, Long::sum);
        var _ =
                writer.writeRecord(
                        jurisdiction,
                        plate,
                        best < 0 ? "" : list.id(answer.entry(best)),
                        grade,
                        findings.edits(),
                        allIds(best));
    }

    /// The best, the other hits, then the leads; each id once.
    private String allIds(int best) {
        if (answer.size() == 0) {
            return "";
        }
        Set<String> ids = new LinkedHashSet<>();
        if (best >= 0) {
            ids.add(list.id(answer.entry(best)));
        }
        for (boolean leads : new boolean[] {false, true}) {
            for (int hit = 0; hit < answer.size(); hit++) {
                if (answer.jurisdictionDiffers(hit) == leads) {
                    ids.add(list.id(answer.entry(hit)));
                }
            }
        }
        return String.join(" ", ids);
    }

    long queries() {
        return queries;
    }

    /// Answers that met more candidates than are compared: what they name is right, and more may be
    /// listed.
    long incomplete() {
        return incomplete;
    }

    Map<String, Long> byGrade() {
        return byGrade;
    }
}
