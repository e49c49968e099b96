package dev.gatehouse.core.name;

import static org.junit.jupiter.api.Assertions.assertTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// Recall, time and memory of the index at the sizes of the fact sheet, on names of the data folder
/// that are put together anew. Minutes; only with `-Dnames.measure=NAMES,QUERIES,SCANNED`.
final class NameIndexMeasurementTest {
    private static final long SEED = 20_261_122L;
    private static final double DEMANDED_RECALL = 0.995;
    private static final int WARM_UP = 3_000;

    private final Random random = new Random(SEED);
    private final List<String> surnames = new ArrayList<>();
    private final List<String> given = new ArrayList<>();

    @Test
    void measures() throws IOException {
        String wanted = System.getProperty("names.measure", "");
        Assumptions.assumeFalse(wanted.isEmpty(), "only when asked for");
        int[] sizes = Arrays.stream(wanted.split(",", -1)).mapToInt(Integer::parseInt).toArray();
        Path folder = NameFiles.lookoutData().orElseThrow();
        read(folder.resolve("ofac_sdn.csv.gz"), 2);
        NameIndex.Builder builder = new NameIndex.Builder(NameKind.PERSON);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < sizes[0]; i++) {
            names.add(name());
            var _ = builder.add(person(names.getLast()), OptionalInt.empty());
        }
        long from = System.nanoTime();
        NameIndex index = builder.build();
        System.out.printf(
                "%d names of %d parts, built in %.2f s, %.1f MB, %.0f octets a name%n",
                index.size(),
                index.partCount(),
                (System.nanoTime() - from) / 1e9,
                index.bytes() / 1e6,
                index.bytes() / (double) index.size());
        System.out.println(index.recall(2_000, random));
        NameSearch search = new NameSearch(index, NameScorer.DEFAULT_THRESHOLD);
        for (int i = 0; i < WARM_UP; i++) {
            var _ = search.search(query(i, names), OptionalInt.empty());
        }
        times(search, sizes[1], names);
        if (sizes[2] > 0) {
            scan(index, sizes[2], names);
        }
    }

    private void times(NameSearch search, int queries, List<String> names) {
        long[] ns = new long[queries];
        int capped = 0;
        long hits = 0;
        long candidates = 0;
        for (int i = 0; i < queries; i++) {
            NameForm query = query(i, names);
            long from = System.nanoTime();
            NameAnswer answer = search.search(query, OptionalInt.empty());
            ns[i] = System.nanoTime() - from;
            capped += answer.capReached() ? 1 : 0;
            hits += answer.hits().size();
            candidates += answer.candidates();
        }
        Arrays.sort(ns);
        System.out.printf(
                "%d queries that were not seen before: p50 %.0f us, p99 %.0f us, p99.9 %.0f us, most %.0f us;"
                        + " %.1f candidates and %.1f hits each, cap reached by %d%n",
                queries,
                ns[queries / 2] / 1e3,
                ns[queries * 99 / 100] / 1e3,
                ns[(int) (queries * 0.999)] / 1e3,
                ns[queries - 1] / 1e3,
                candidates / (double) queries,
                hits / (double) queries,
                capped);
    }

    private void scan(NameIndex index, int queries, List<String> names) {
        NameSearch search = new NameSearch(index, NameScorer.DEFAULT_THRESHOLD, index.size());
        NameScorer scorer = new NameScorer();
        long all = 0;
        long found = 0;
        int shown = 0;
        long from = System.nanoTime();
        for (int q = 0; q < queries; q++) {
            NameForm query = query(q, names);
            Set<Integer> hits = new HashSet<>();
            search.search(query, OptionalInt.empty()).hits().forEach(hit -> hits.add(hit.name()));
            for (int name = 0; name < index.size(); name++) {
                if (scorer.score(query, index.form(name)) >= NameScorer.DEFAULT_THRESHOLD) {
                    all++;
                    boolean there = hits.contains(name);
                    found += there ? 1 : 0;
                    if (!there && shown++ < 10) {
                        System.out.println(
                                NameStep.line(scorer.explain(query, index.form(name)).steps()));
                    }
                }
            }
        }
        double recall = found / (double) all;
        System.out.printf(
                "recall %.5f: %d of %d hits of a full scan of %d queries, %.2f us a pair%n",
                recall,
                found,
                all,
                queries,
                (System.nanoTime() - from) / 1e3 / queries / index.size());
        assertTrue(recall >= DEMANDED_RECALL, "recall " + recall);
    }

    private static NameForm person(String name) {
        return NameReader.read(NameKind.PERSON, name);
    }

    private String name() {
        return surnames.get(random.nextInt(surnames.size()))
                + ", "
                + given.get(random.nextInt(given.size()));
    }

    /// Every second one is a listed name written otherwise, the others are in no list.
    private NameForm query(int number, List<String> names) {
        if (number % 2 == 1) {
            return person(name());
        }
        String name = names.get(random.nextInt(names.size()));
        int comma = name.indexOf(", ");
        int at = random.nextInt(name.length() - 1);
        return person(
                switch (random.nextInt(7)) {
                    case 0 -> name;
                    case 1 -> name.substring(comma + 2) + " " + name.substring(0, comma);
                    case 2 -> name.substring(0, at) + name.substring(at + 1);
                    case 3 -> name.substring(0, at) + 'n' + name.substring(at);
                    case 4 ->
                            name.substring(comma + 2).split(" ", -1)[0]
                                    + " "
                                    + name.substring(0, comma);
                    case 5 -> name.replace("ou", "u").replace("ee", "i").replace("v", "w");
                    default ->
                            name.substring(0, at)
                                    + name.charAt(at + 1)
                                    + name.charAt(at)
                                    + name.substring(at + 2);
                });
    }

    /// Surnames and given names of the individuals.
    private void read(Path file, int typeColumn) throws IOException {
        try (var in = new GZIPInputStream(Files.newInputStream(file))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            var reader =
                    CsvReader.builder()
                            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                            .ofCsvRecord(text);
            for (CsvRecord csv : reader) {
                boolean person =
                        csv.getFieldCount() > typeColumn
                                && csv.getField(typeColumn).strip().equals("individual");
                int comma = person ? csv.getField(1).indexOf(", ") : -1;
                if (comma > 0) {
                    surnames.add(csv.getField(1).substring(0, comma));
                    given.add(csv.getField(1).substring(comma + 2));
                }
            }
        }
    }
}
