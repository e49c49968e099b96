package dev.gatehouse.central.lookout;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.gatehouse.central.CommandFailure;
import dev.gatehouse.central.Exit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// Reads the wanted columns of a CSV file (UTF-8, RFC 4180) line by line; nothing is kept in
/// memory.
///
/// The header gives the columns in any order and may have more of them. A first line with fewer
/// than two of the names is no header: the columns then stand in the order in which they are
/// wanted.
final class CsvRows {
    /// Longest field that is read.
    static final int MAX_FIELD_CHARS = 65_536;

    /// Columns of a line.
    static final int MAX_FIELDS = 256;

    private static final int MAX_RECORD_CHARS = 1_048_576;
    private static final char REPLACEMENT = '\uFFFD';

    private final String option;
    private final List<String> wanted;
    private final Rows rows;
    private int[] places = new int[0];
    private int leastFields;

    /// Takes the lines.
    interface Rows {
        /// Takes one line that has all wanted columns.
        ///
        /// @param line first line of the record in the file, from 1
        /// @param fields in the order wanted, blanks around them removed
        void take(long line, List<String> fields) throws IOException, CommandFailure;

        /// A line is left out.
        ///
        /// @param reason without content
        void reject(long line, String reason);
    }

    private CsvRows(String option, List<String> wanted, Rows rows) {
        this.option = option;
        this.wanted = wanted;
        this.rows = rows;
    }

    /// Reads a file to its end.
    ///
    /// @param option that named the file, for messages
    /// @param wanted columns
    static void read(String option, Path file, List<String> wanted, Rows rows)
            throws IOException, CommandFailure {
        if (!Files.isRegularFile(file)) {
            throw new CommandFailure(Exit.USAGE, option + ": no such file: " + file);
        }
        new CsvRows(option, wanted, rows).read(file);
    }

    private void read(Path file) throws IOException, CommandFailure {
        long line = 0;
        try (CsvReader<CsvRecord> reader = open(file);
                CloseableIterator<CsvRecord> records = reader.iterator()) {
            if (!records.hasNext()) {
                throw new CommandFailure(Exit.USAGE, option + ": the file is empty");
            }
            CsvRecord first = records.next();
            line = first.getStartingLineNumber();
            if (!takeHeader(first.getFields())) {
                take(line, first.getFields());
            }
            while (records.hasNext()) {
                CsvRecord csv = records.next();
                line = csv.getStartingLineNumber();
                take(line, csv.getFields());
            }
        } catch (CsvParseException e) {
            // the parser's message quotes what it read
            throw new CommandFailure(
                    Exit.FAILED,
                    option + ": line " + (line + 1) + " or after it: not CSV that can be read");
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /// Opens a file under the limits of this class; its lines may have any number of fields.
    static CsvReader<CsvRecord> open(Path file) throws IOException {
        CsvRecordHandler limits =
                CsvRecordHandler.builder()
                        .maxFieldSize(MAX_FIELD_CHARS)
                        .maxFields(MAX_FIELDS)
                        .maxRecordSize(MAX_RECORD_CHARS)
                        .build();
        return CsvReader.builder()
                .allowUnclosedQuote(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .skipEmptyLines(true)
                .detectBomHeader(true)
                .build(limits, file);
    }

    /// @return whether the first line is a header
    private boolean takeHeader(List<String> first) throws CommandFailure {
        List<String> names =
                first.stream().map(name -> name.strip().toLowerCase(Locale.ROOT)).toList();
        // a line of a list has the word PLATE in its column kind
        boolean header = wanted.stream().filter(names::contains).count() > 1;
        places = new int[wanted.size()];
        for (int i = 0; i < places.length; i++) {
            places[i] = header ? names.indexOf(wanted.get(i)) : i;
            if (places[i] < 0) {
                throw new CommandFailure(
                        Exit.USAGE, option + ": line 1: no column " + wanted.get(i));
            }
            leastFields = Math.max(leastFields, places[i] + 1);
        }
        return header;
    }

    private void take(long line, List<String> fields) throws IOException, CommandFailure {
        if (fields.size() < leastFields) {
            rows.reject(
                    line, "expected " + leastFields + " fields or more, found " + fields.size());
            return;
        }
        String[] chosen = new String[places.length];
        for (int i = 0; i < chosen.length; i++) {
            chosen[i] = fields.get(places[i]).strip();
            if (chosen[i].indexOf(REPLACEMENT) >= 0) {
                rows.reject(line, wanted.get(i) + ": not UTF-8");
                return;
            }
        }
        rows.take(line, List.of(chosen));
    }
}
