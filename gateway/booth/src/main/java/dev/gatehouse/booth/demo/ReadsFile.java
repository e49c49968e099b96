package dev.gatehouse.booth.demo;

import dev.gatehouse.booth.CommandFailure;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;

/// Which lanes a file of reads names.
final class ReadsFile {
    private static final int LANES_MAX = 32;
    private static final String LANE_PATTERN = "[A-Za-z0-9._-]{1,64}";

    private ReadsFile() {}

    /// The distinct lanes of column `lane`, or lane 1 when there is no such column.
    static List<String> lanes(Path file) throws IOException, CommandFailure {
        TreeSet<String> lanes = new TreeSet<>();
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(file)) {
            for (NamedCsvRecord row : rows) {
                String lane = row.getHeader().contains("lane") ? row.getField("lane") : "1";
                if (!lane.matches(LANE_PATTERN)) {
                    throw new CommandFailure("demo: " + file + " line " + row.getStartingLineNumber()
                            + ": expected a lane of 1 to 64 characters A-Z a-z 0-9 . _ -");
                }
                lanes.add(lane);
                if (lanes.size() > LANES_MAX) {
                    throw new CommandFailure("demo: " + file + " names more than " + LANES_MAX + " lanes");
                }
            }
        } catch (de.siegmar.fastcsv.reader.CsvParseException e) {
            throw new CommandFailure("demo: " + file + " is not a CSV file: " + e.getMessage(), e);
        }
        if (lanes.isEmpty()) {
            throw new CommandFailure("demo: " + file + " has no rows");
        }
        return List.copyOf(lanes);
    }
}
