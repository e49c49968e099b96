package dev.gatehouse.proofs.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A row for each target, from its own last run: hours of fuzzing need not be one run.
final class FuzzTable {
    private static final String HEADING =
            "| target | date | seconds | seed | inputs tried | edges reached | inputs kept | resident MiB | held |";
    private static final String RULE = "|---|---|---|---|---|---|---|---|---|";
    private static final Pattern ROW =
            Pattern.compile(
                    "^\\| (\\w+\\.\\w+) \\| \\d{4}-\\d\\d-\\d\\d \\|.*$", Pattern.MULTILINE);

    private final Map<String, String> rows = new LinkedHashMap<>();

    private FuzzTable() {}

    /// The rows that a file of results has already.
    ///
    /// @param results need not exist
    static FuzzTable of(Path results) throws IOException {
        FuzzTable table = new FuzzTable();
        if (Files.exists(results)) {
            Matcher row = ROW.matcher(Files.readString(results));
            while (row.find()) {
                table.rows.put(row.group(1), row.group());
            }
        }
        return table;
    }

    /// Takes the place of what was known of the target.
    ///
    /// @param seconds that it was to go on
    void put(FuzzTarget target, FuzzRun.Result result, long seconds, long seed, LocalDate day) {
        rows.put(
                target.words(),
                String.format(
                        Locale.ROOT,
                        "| %s | %s | %d | %d | %,d | %,d | %,d | %,d | %s |",
                        target.words(),
                        day,
                        seconds,
                        seed,
                        result.executions(),
                        result.coverage(),
                        result.corpus(),
                        result.rssMib(),
                        result.held() ? "yes" : "**no**"));
    }

    /// The table; what is no longer a target has no row.
    String of(List<FuzzTarget> targets) {
        StringBuilder text = new StringBuilder(HEADING).append('\n').append(RULE).append('\n');
        targets.stream()
                .map(FuzzTarget::words)
                .filter(rows::containsKey)
                .forEach(words -> text.append(rows.get(words)).append('\n'));
        return text.append('\n').toString();
    }
}
