package dev.gatehouse.central.lookout;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.gatehouse.core.identifier.IdentifierKind;
import dev.gatehouse.core.lookout.RiskCategory;
import dev.gatehouse.core.lookout.SubjectKind;
import dev.gatehouse.core.lookout.Terms;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the OFAC list in its CSV files: `...sdn.csv`, and beside it, where they are, `...alt.csv`
/// (aliases), `...sdn_comments.csv` (the rest of long remarks), `...add.csv` (addresses, counted
/// alone: a booth holds none) and `...vessel_imo.csv` (IMO numbers with their kind). Each may be
/// compressed by gzip.
final class OfacList {
    private static final int MAX_FIELD_CHARS = 1 << 20;
    private static final int MAX_FIELDS = 64;
    private static final String NOTHING = "-0-";
    private static final String LEFT_OUT = "lines_left_out";
    private static final int SDN_FIELDS = 12;
    private static final int MORE_NAMES = 1_024;

    private final ImportCollector collector = new ImportCollector();
    private final Map<String, List<String>> aliases = new HashMap<>();
    private final Map<String, StringBuilder> comments = new HashMap<>();
    private final Map<String, List<String[]>> imoNumbers = new HashMap<>();

    /// Takes the fields of one line.
    @FunctionalInterface
    private interface Taker {
        void take(List<String> fields) throws ImportException;
    }

    private OfacList() {}

    /// Reads the list whose main file this is.
    ///
    /// @throws ImportException when it is not such a list, or breaks a limit
    /// @throws IOException when a file cannot be read
    static Imported read(Path sdn) throws ImportException, IOException {
        return new OfacList().all(sdn);
    }

    private Imported all(Path sdn) throws ImportException, IOException {
        each(sibling(sdn, "alt"), this::alias);
        each(sibling(sdn, "sdn_comments"), this::comment);
        each(
                sibling(sdn, "add"),
                fields -> collector.count(fields.size() < 2 ? LEFT_OUT : "addresses_left_out"));
        each(sibling(sdn, "vessel_imo"), this::imoNumber);
        each(Optional.of(sdn), this::entry);
        if (collector.counts().getOrDefault("entries", 0L) == 0) {
            throw new ImportException("no entry of the OFAC list");
        }
        return new Imported(collector.build(), collector.counts(), Optional.empty());
    }

    /// The file of another table of the same list.
    private static Optional<Path> sibling(Path sdn, String table) {
        String name = String.valueOf(sdn.getFileName());
        int at = name.lastIndexOf("sdn");
        if (at < 0) {
            return Optional.empty();
        }
        String plain = name.substring(0, at) + table + name.substring(at + "sdn".length());
        String other =
                plain.endsWith(".gz")
                        ? plain.substring(0, plain.length() - ".gz".length())
                        : plain + ".gz";
        for (String one : List.of(plain, other)) {
            Path file = sdn.resolveSibling(one);
            if (Files.isRegularFile(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    private static void each(Optional<Path> file, Taker taker) throws ImportException, IOException {
        if (file.isEmpty()) {
            return;
        }
        CsvRecordHandler limits =
                CsvRecordHandler.builder()
                        .maxFieldSize(MAX_FIELD_CHARS)
                        .maxFields(MAX_FIELDS)
                        .maxRecordSize(2 * MAX_FIELD_CHARS)
                        .build();
        try (InputStream in = ListInput.open(file.get());
                CsvReader<CsvRecord> reader =
                        CsvReader.builder()
                                .allowUnclosedQuote(false)
                                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                                .skipEmptyLines(true)
                                .build(limits, in, StandardCharsets.UTF_8);
                CloseableIterator<CsvRecord> records = reader.iterator()) {
            while (records.hasNext()) {
                taker.take(plain(records.next().getFields()));
            }
        } catch (CsvParseException e) {
            // the parser's message quotes what it read
            throw new ImportException("not CSV that can be read");
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static List<String> plain(List<String> fields) {
        List<String> plain = new ArrayList<>();
        for (String field : fields) {
            String text = field.strip();
            plain.add(text.equals(NOTHING) ? "" : text);
        }
        return plain;
    }

    private void alias(List<String> fields) {
        if (fields.size() >= 4) {
            List<String> known = aliases.computeIfAbsent(fields.get(0), _ -> new ArrayList<>());
            if (known.size() < MORE_NAMES) {
                known.add(fields.get(3));
            }
        }
    }

    private void comment(List<String> fields) {
        if (fields.size() >= 2) {
            var _ =
                    comments.computeIfAbsent(fields.get(0), _ -> new StringBuilder())
                            .append(fields.get(1));
        }
    }

    private void imoNumber(List<String> fields) {
        if (fields.size() >= 4) {
            imoNumbers
                    .computeIfAbsent(fields.get(0), _ -> new ArrayList<>())
                    .add(new String[] {fields.get(1), fields.get(3)});
        }
    }

    private void entry(List<String> fields) throws ImportException {
        if (fields.size() < SDN_FIELDS) {
            // the control character at the end, or a line of something else
            collector.count(LEFT_OUT);
            return;
        }
        collector.count("entries");
        if (collector.counts().getOrDefault("entries", 0L) > ImportCollector.MAX_ENTRIES) {
            throw new ImportException("more than " + ImportCollector.MAX_ENTRIES + " entries");
        }
        String number = fields.get(0);
        SubjectKind kind =
                switch (fields.get(2)) {
                    case "individual" -> SubjectKind.PERSON;
                    case "vessel" -> SubjectKind.VESSEL;
                    case "aircraft" -> SubjectKind.AIRCRAFT;
                    default -> SubjectKind.ORGANISATION;
                };
        collector.count(
                switch (kind) {
                    case PERSON -> "individuals";
                    case VESSEL -> "vessels";
                    case AIRCRAFT -> "aircraft";
                    default -> "entities";
                });
        collector.name(fields.get(1));
        aliases.getOrDefault(number, List.of()).forEach(collector::name);
        if (kind == SubjectKind.AIRCRAFT
                && !collector.identifier(IdentifierKind.AIRCRAFT_MARK, fields.get(1))) {
            collector.count("identifiers_not_mapped");
        }
        if (!fields.get(5).isEmpty()
                && !collector.identifier(IdentifierKind.CALL_SIGN, fields.get(5))) {
            collector.count("identifiers_not_mapped");
        }
        for (String[] imo : imoNumbers.getOrDefault(number, List.of())) {
            IdentifierKind of =
                    imo[0].equals("vessel") ? IdentifierKind.IMO_SHIP : IdentifierKind.IMO_COMPANY;
            if (!collector.identifier(of, imo[1])) {
                collector.count("identifiers_not_mapped");
            }
        }
        StringBuilder more = comments.getOrDefault(number, new StringBuilder());
        OfacRemarks.take(fields.get(11) + more, kind, collector);
        collector.entry("OFAC-" + number, 1, kind, terms(fields.get(3)));
    }

    private static Terms terms(String program) {
        String arrangement = program.substring(0, Math.min(program.length(), Terms.MAX_NAME_CHARS));
        RiskCategory category = RiskCategory.OTHER;
        if (program.contains("SDGT") || program.contains("FTO")) {
            category = RiskCategory.TERRORISM;
        } else if (program.contains("NPWMD")) {
            category = RiskCategory.CBRNE;
        } else if (program.contains("TCO")) {
            category = RiskCategory.ORGANISED_CRIME;
        }
        return Terms.shared("US Treasury OFAC", arrangement, category);
    }

    /// Content: never printed by accident.
    @Override
    public String toString() {
        return "OfacList[" + collector + "]";
    }
}
