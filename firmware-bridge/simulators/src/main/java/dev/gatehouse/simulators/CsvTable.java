package dev.gatehouse.simulators;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/// A CSV file whose header is read: columns are found by name, case-blind, in any order; others are
/// ignored.
///
/// @param columns names of the header, trimmed, lower case
/// @param rows in file order
record CsvTable(List<String> columns, List<Row> rows) {

    static final long FILE_LIMIT_BYTES = 256L << 20;
    static final int ROW_LIMIT = 1_000_000;

    CsvTable {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /// One row.
    ///
    /// @param line where the row starts in the file, from 1
    record Row(long line, List<String> fields) {
        /// The field of a column, trimmed; empty where the row has none.
        String field(OptionalInt column) {
            return column.isPresent() && column.getAsInt() < fields.size()
                    ? fields.get(column.getAsInt()).strip()
                    : "";
        }

        @Override
        public String toString() {
            return "Row[line=" + line + ", content withheld]";
        }
    }

    /// Place of the first column of that name.
    OptionalInt column(String name) {
        int at = columns.indexOf(name);
        return at < 0 ? OptionalInt.empty() : OptionalInt.of(at);
    }

    /// @throws IllegalArgumentException when the file cannot be read as CSV; says what was
    ///   expected, never the content
    static CsvTable read(Path file) {
        try {
            long length = Files.size(file);
            if (length > FILE_LIMIT_BYTES) {
                throw new IllegalArgumentException(
                        file
                                + ": expected at most "
                                + FILE_LIMIT_BYTES
                                + " bytes, found "
                                + length);
            }
            return parse(file);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(file + ": expected UTF-8", e);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    file + ": cannot be read (" + e.getClass().getSimpleName() + ")", e);
        }
    }

    private static CsvTable parse(Path file) throws IOException {
        List<Row> rows = new ArrayList<>();
        List<String> columns = List.of();
        try (BufferedReader text = Files.newBufferedReader(file, StandardCharsets.UTF_8);
                CsvReader<CsvRecord> reader = builder().ofCsvRecord(text)) {
            for (CsvRecord row : reader) {
                if (columns.isEmpty()) {
                    columns = row.getFields().stream().map(CsvTable::name).toList();
                } else if (rows.size() >= ROW_LIMIT) {
                    throw new IllegalArgumentException(
                            file + ": expected at most " + ROW_LIMIT + " rows");
                } else {
                    rows.add(new Row(row.getStartingLineNumber(), row.getFields()));
                }
            }
        } catch (CsvParseException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IllegalArgumentException(
                    file + ": expected CSV, gave up after " + rows.size() + " rows", e);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        if (rows.isEmpty()) {
            throw new IllegalArgumentException(file + ": expected a header and at least one row");
        }
        return new CsvTable(columns, rows);
    }

    private static CsvReader.CsvReaderBuilder builder() {
        return CsvReader.builder()
                .allowUnclosedQuote(false)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE);
    }

    private static String name(String header) {
        return header.replace("\uFEFF", "").strip().toLowerCase(Locale.ROOT);
    }
}
