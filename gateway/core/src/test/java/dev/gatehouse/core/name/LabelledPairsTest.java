package dev.gatehouse.core.name;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The labelled pairs of the data folder, when it is there: figures for each slice beside those of
/// logic-v2 on the same rows, and how much they owe to the choice of rows.
final class LabelledPairsTest {
    private static final double DEMANDED_F1 = 0.87;
    private static final double PEER_THRESHOLD = 0.714;
    private static final int SPLITS = 40;
    private static final long SEED = 20_261_122L;

    private record Row(Map<String, String> fields, double score, boolean match) {
        Optional<Double> peer() {
            String peer = fields.getOrDefault("logicv2_score", "");
            return peer.isEmpty() ? Optional.empty() : Optional.of(Double.parseDouble(peer));
        }

        boolean is(String column, String value) {
            return value.equals(fields.get(column));
        }
    }

    private final List<Row> rows = new ArrayList<>();

    @BeforeEach
    void score() throws IOException {
        Optional<Path> folder = NameFiles.lookoutData();
        Assumptions.assumeTrue(folder.isPresent(), "no folder of lookout data beside this tree");
        List<List<String>> records =
                NameFiles.ofFile(folder.orElseThrow().resolve("name_pairs.csv"));
        List<String> header = records.getFirst();
        NameScorer scorer = new NameScorer();
        for (List<String> record : records.subList(1, records.size())) {
            Map<String, String> fields = new HashMap<>();
            for (int i = 0; i < header.size(); i++) {
                fields.put(header.get(i), record.get(i));
            }
            List<NameForm> forms =
                    NameReader.readPair(
                            NameKind.ofSchema(fields.getOrDefault("schema", "")),
                            fields.getOrDefault("name1", ""),
                            fields.getOrDefault("name2", ""));
            double score = scorer.explain(forms.getFirst(), forms.getLast()).value();
            rows.add(new Row(fields, score, "true".equals(fields.get("is_match"))));
        }
    }

    @Test
    void bestF1IsAboveTheDemandedOne() {
        double threshold = best(rows);
        double f1 = f1(rows, threshold);
        System.out.printf("best F1 %.4f at %.4f, at 0.70 %.4f%n", f1, threshold, f1(rows, 0.70));
        for (String column : List.of("case_group", "schema", "quality", "contested")) {
            TreeMap<String, List<Row>> slices = new TreeMap<>();
            rows.forEach(row ->
                    slices.computeIfAbsent(
                                    row.fields().getOrDefault(column, ""), _ -> new ArrayList<>())
                            .add(row));
            slices.forEach((slice, of) -> print(column + " " + slice, of, threshold));
        }
        assertTrue(f1 >= DEMANDED_F1, () -> "F1 " + f1);
        assertTrue(f1(rows, 0.70) >= DEMANDED_F1, "at the threshold of the bands");
    }

    private static void print(String slice, List<Row> of, double threshold) {
        List<Row> uncontested = of.stream().filter(row -> row.is("contested", "0")).toList();
        List<Row> withPeer = of.stream().filter(row -> row.peer().isPresent()).toList();
        List<Row> uncontestedWithPeer =
                uncontested.stream().filter(row -> row.peer().isPresent()).toList();
        System.out.printf(
                "%-28s rows %3d F1 %.3f, on logic-v2's %3d rows %.3f against %.3f; uncontested %.3f against %.3f%n",
                slice,
                of.size(),
                f1(of, threshold),
                withPeer.size(),
                f1(withPeer, threshold),
                peerF1(withPeer),
                f1(uncontestedWithPeer, threshold),
                peerF1(uncontestedWithPeer));
    }

    @Test
    void aThresholdFromOneHalfHoldsOnTheOther() {
        Random random = new Random(SEED);
        double least = 1;
        double sum = 0;
        for (int i = 0; i < SPLITS; i++) {
            List<Row> shuffled = new ArrayList<>(rows);
            Collections.shuffle(shuffled, random);
            List<Row> tuned = shuffled.subList(0, rows.size() / 2);
            List<Row> held = shuffled.subList(rows.size() / 2, rows.size());
            double f1 = f1(held, best(tuned));
            least = Math.min(least, f1);
            sum += f1;
        }
        System.out.printf(
                "%d random halves (seed %d): mean F1 %.4f, least %.4f%n",
                SPLITS, SEED, sum / SPLITS, least);
        assertTrue(sum / SPLITS >= DEMANDED_F1, "mean over the random halves");
    }

    @Test
    void meansFallFromStrongMatchToStrongNonMatch() {
        List<Double> means = new ArrayList<>();
        for (String quality : List.of("STRONG", "MEDIUM", "WEAK")) {
            means.add(mean(row -> row.is("quality", quality) && row.match()));
        }
        for (String quality : List.of("WEAK", "MEDIUM", "STRONG")) {
            means.add(mean(row -> row.is("quality", quality) && !row.match()));
        }
        System.out.println("means from strong match to strong non-match: " + means);
        for (int i = 1; i < means.size(); i++) {
            assertTrue(means.get(i) < means.get(i - 1), means::toString);
        }
    }

    private double mean(Predicate<Row> which) {
        return rows.stream().filter(which).mapToDouble(Row::score).average().orElseThrow();
    }

    private static double best(List<Row> of) {
        double best = -1;
        double threshold = 1;
        for (Row row : of) {
            double f1 = f1(of, row.score());
            if (f1 > best || (f1 == best && row.score() < threshold)) {
                best = f1;
                threshold = row.score();
            }
        }
        return threshold;
    }

    private static double f1(List<Row> of, double threshold) {
        return f1(of, row -> row.score() >= threshold);
    }

    private static double peerF1(List<Row> of) {
        return f1(of, row -> row.peer().orElse(0.0) >= PEER_THRESHOLD);
    }

    private static double f1(List<Row> of, Predicate<Row> predicted) {
        int right = 0;
        int wrong = 0;
        for (Row row : of) {
            boolean match = predicted.test(row);
            right += match && row.match() ? 1 : 0;
            wrong += match == row.match() ? 0 : 1;
        }
        return right == 0 ? 0 : 2.0 * right / (2.0 * right + wrong);
    }
}
