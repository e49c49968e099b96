package dev.gatehouse.benchmarks;

import dev.gatehouse.core.match.DeletionPlateIndex;
import dev.gatehouse.core.match.FalseHits;
import dev.gatehouse.core.match.Grade;
import dev.gatehouse.core.match.Jurisdiction;
import dev.gatehouse.core.match.PlateAnswer;
import dev.gatehouse.core.match.PlateForm;
import dev.gatehouse.core.match.PlateIndexBuilder;
import dev.gatehouse.core.match.PlateQuery;
import dev.gatehouse.core.match.SecondLook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/// What each step of looking wider finds of real reads, and what it costs in false hits.
final class ReadsBenchmark implements Benchmark {
    private static final int[] LISTS = {10_000, 100_000, 1_000_000};
    private static final int READS = 10_000;
    private static final int BRIEF_READS = 300;
    private static final int EXACT = 323;
    private static final int FOLDED = 338;
    private static final int EDIT1 = 366;
    private static final double THOUSAND = 1_000;

    /// One row of the data folder.
    private record Row(String truth, String read, Jurisdiction state) {
        /// Plates are content.
        @Override
        public String toString() {
            return "Row[" + state + "]";
        }
    }

    @Override
    public String name() {
        return "reads";
    }

    @Override
    public String about() {
        return "real plate reads found step by step, with the false hits that each step costs";
    }

    @Override
    public boolean isOfDisk() {
        return false;
    }

    @Override
    public Report run(Run run) throws IOException {
        List<Figure> figures = new ArrayList<>();
        List<Row> rows = rows(run.folder());
        if (rows.isEmpty()) {
            run.say("no folder of data: recall is left out");
        } else {
            recall(rows, figures);
        }
        for (int size : LISTS) {
            if (!run.brief() || size == LISTS[0]) {
                falseHits(run, size, figures);
            }
        }
        return new Report(
                "reads",
                "Recall: "
                        + rows.size()
                        + " US reads of the data folder against the list of all their plates, state known. False hits: reads of"
                        + " plates that nobody lists, of the shapes of the list, 26 jurisdictions of which the largest holds a quarter;"
                        + " passages of a thousand with at least one hit of that step. A second look (one error that readers often make, undone,"
                        + " and one more edit) gives leads, never hits. The data has no second candidates of the reader and no unread"
                        + " marks; what those two bring was not measured.",
                figures);
    }

    private static void recall(List<Row> rows, List<Figure> figures) {
        PlateIndexBuilder builder = DeletionPlateIndex.builder();
        for (Row row : rows) {
            var _ =
                    builder.add(
                            PlateForm.of(row.truth()), row.state(), 1, PlateIndexBuilder.NO_EXPIRY);
        }
        DeletionPlateIndex index = builder.build();
        PlateQuery query = new PlateQuery();
        PlateAnswer answer = new PlateAnswer();
        SecondLook look = new SecondLook();
        int exact = 0;
        int folded = 0;
        int edited = 0;
        int second = 0;
        int secondFalse = 0;
        int falseHits = 0;
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            var _ = query.set(row.read(), row.state(), PlateQuery.TIME_UNKNOWN);
            index.match(query, answer);
            boolean found = false;
            for (int hit = 0; hit < answer.size(); hit++) {
                if (answer.entry(hit) == i) {
                    found = true;
                    exact += answer.grade(hit) == Grade.EXACT ? 1 : 0;
                    folded += answer.grade(hit).compareTo(Grade.CONFUSABLE) <= 0 ? 1 : 0;
                    edited++;
                } else if (!answer.jurisdictionDiffers(hit)
                        && !rows.get(answer.entry(hit)).truth().equals(row.truth())) {
                    falseHits++;
                }
            }
            if (!found) {
                List<Integer> leads = look.leads(index, query);
                second += leads.contains(i) ? 1 : 0;
                secondFalse += leads.size() - (leads.contains(i) ? 1 : 0);
            }
        }
        figures.add(count("recall_exact", "found exactly", exact).with(Aim.atLeast(EXACT)));
        figures.add(
                count("recall_folded", "found but for look-alikes", folded)
                        .with(Aim.atLeast(FOLDED)));
        figures.add(
                count("recall_edit1", "found within one edit", edited).with(Aim.atLeast(EDIT1)));
        figures.add(
                count("recall_false", "false hits of the same state", falseHits)
                        .with(Aim.atMost(0)));
        figures.add(
                count(
                        "recall_second_look",
                        "found within one edit or by a second look",
                        edited + second));
        figures.add(count("second_look_false", "false leads of the second look", secondFalse));
    }

    private static void falseHits(Run run, int size, List<Figure> figures) {
        String key = "n" + size;
        String words = Figure.number(size) + " listed: false hits in 1,000 passages, ";
        ListedPlates list = new ListedPlates(size, new SplittableRandom(run.seed()));
        DeletionPlateIndex index = list.index();
        FalseHits measured = index.falseHits(run.seed(), run.choose(READS, BRIEF_READS));
        for (FalseHits.Kind kind :
                List.of(
                        FalseHits.Kind.CONFUSABLE,
                        FalseHits.Kind.EDIT1,
                        FalseHits.Kind.ONE_UNREAD,
                        FalseHits.Kind.TWO_UNREAD)) {
            String name = kind.name().toLowerCase(Locale.ROOT);
            figures.add(
                    Figure.of(
                            key + "_" + name,
                            words + name + ", jurisdiction known",
                            measured.perThousand(kind, true),
                            ""));
            figures.add(
                    Figure.of(
                            key + "_" + name + "_unknown",
                            words + name + ", jurisdiction unknown",
                            measured.perThousand(kind, false),
                            ""));
        }
        figures.add(
                Figure.of(
                        key + "_second_look",
                        Figure.number(size)
                                + " listed: false leads in 1,000 passages that have no hit, second look",
                        secondLooks(list, index, run.choose(READS / 5, BRIEF_READS)),
                        ""));
    }

    private static double secondLooks(ListedPlates list, DeletionPlateIndex index, int reads) {
        SecondLook look = new SecondLook();
        PlateQuery query = new PlateQuery();
        PlateAnswer answer = new PlateAnswer();
        int without = 0;
        int leads = 0;
        for (ListedPlates.Read read : list.others(reads)) {
            var _ = query.set(read.plate(), read.issuer(), PlateQuery.TIME_UNKNOWN);
            index.match(query, answer);
            if (answer.size() == 0) {
                without++;
                leads += look.leads(index, query).isEmpty() ? 0 : 1;
            }
        }
        return THOUSAND * leads / Math.max(1, without);
    }

    private static Figure count(String name, String words, int count) {
        return Figure.of(name, words, count, "");
    }

    /// Rows of the data folder above the folder of the run; none when it is not there.
    private static List<Row> rows(Path folder) throws IOException {
        List<Row> rows = new ArrayList<>();
        for (Path at = folder.toAbsolutePath(); at != null; at = at.getParent()) {
            Path file = at.resolve("shared/data/lookout/plate_reads_us.csv");
            if (Files.isRegularFile(file)) {
                for (String line : Files.readAllLines(file)) {
                    String[] fields = line.split(",", -1);
                    if (!fields[0].equals("truth")) {
                        rows.add(
                                new Row(fields[0], fields[1], Jurisdiction.ofShortForm(fields[2])));
                    }
                }
                return rows;
            }
        }
        return rows;
    }
}
