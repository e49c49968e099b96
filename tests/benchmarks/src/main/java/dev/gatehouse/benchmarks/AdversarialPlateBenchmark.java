package dev.gatehouse.benchmarks;

import dev.gatehouse.core.match.DeletionPlateIndex;
import dev.gatehouse.core.match.Jurisdiction;
import dev.gatehouse.core.match.PlateForm;
import dev.gatehouse.core.match.PlateIndexBuilder;
import dev.gatehouse.core.match.SearchBound;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;

/// Lists that somebody wrote to make searching slow.
final class AdversarialPlateBenchmark implements Benchmark {
    private static final int ENTRIES = 1_000_000;
    private static final int BRIEF_ENTRIES = 20_000;
    private static final int READS = 2_000;
    private static final int BRIEF_READS = 200;
    private static final String ALL = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private static final Jurisdiction ISSUER = Jurisdiction.ofIso("CA-ON");

    /// One list.
    ///
    /// @param plates by number
    private record Attack(String key, String words, IntFunction<String> plates) {}

    private static final List<Attack> ATTACKS =
            List.of(
                    new Attack("same", "one plate a million times", i -> "ABC1234"),
                    new Attack("digits", "all plates one edit apart: 7 digits", "%07d"::formatted),
                    new Attack(
                            "short",
                            "four characters, each plate many times",
                            AdversarialPlateBenchmark::fourCharacters));

    @Override
    public String name() {
        return "plates-adversarial";
    }

    @Override
    public String about() {
        return "1,000,000 plates chosen to be slow: they are indexed, and no read exceeds the proven bound";
    }

    private static String fourCharacters(int number) {
        StringBuilder plate = new StringBuilder();
        for (int rest = number, i = 0; i < 4; i++, rest /= ALL.length()) {
            plate.append(ALL.charAt(rest % ALL.length()));
        }
        return plate.toString();
    }

    @Override
    public boolean isOfDisk() {
        return false;
    }

    @Override
    public Report run(Run run) throws IOException {
        List<Figure> figures = new ArrayList<>();
        for (Attack attack : ATTACKS) {
            run.say(attack.words());
            measure(run, attack, figures);
        }
        return new Report(
                "plates-adversarial",
                "Each list indexed, then "
                        + READS
                        + " reads of it with none to two edits. Lines and candidates are counted, not timed; the bound is what the builder proves"
                        + " for any read. A search that meets more candidates than it compares says so: query by hand.",
                figures);
    }

    private static void measure(Run run, Attack attack, List<Figure> figures) throws IOException {
        int entries = run.choose(ENTRIES, BRIEF_ENTRIES);
        PlateIndexBuilder builder = DeletionPlateIndex.builder(entries);
        for (int i = 0; i < entries; i++) {
            var _ =
                    builder.add(
                            PlateForm.of(attack.plates().apply(i)),
                            ISSUER,
                            PlateIndexBuilder.LOWEST_PRIORITY,
                            PlateIndexBuilder.NO_EXPIRY);
        }
        long started = System.nanoTime();
        DeletionPlateIndex index = builder.build();
        double buildMs = (System.nanoTime() - started) / 1e6;
        SplittableRandom random = new SplittableRandom(run.seed());
        GatehousePlates ours = new GatehousePlates(index, true);
        List<ListedPlates.Read> reads = new ArrayList<>();
        for (int i = 0; i < run.choose(READS, BRIEF_READS); i++) {
            String plate = attack.plates().apply(random.nextInt(entries));
            reads.add(new ListedPlates.Read(edited(plate, random), ISSUER, -1));
        }
        SearchTimes times = new SearchTimes();
        new SearchTimes().measure(ours, reads);
        times.measure(ours, reads);
        SearchBound bound = index.bound(0);
        long mostLines = 0;
        long mostCandidates = 0;
        int cut = 0;
        for (ListedPlates.Read read : reads) {
            var _ = ours.find(read);
            mostLines = Math.max(mostLines, ours.answer().linesRead());
            mostCandidates = Math.max(mostCandidates, ours.answer().candidates());
            cut += ours.answer().capReached() ? 1 : 0;
        }
        String key = attack.key();
        figures.add(Figure.of(key + "_build_ms", attack.words() + ", built", buildMs, "ms"));
        figures.add(
                Figure.of(key + "_lines", "lines read by one search", (double) mostLines, "")
                        .with(Aim.atMost((double) bound.lines())));
        figures.add(
                Figure.of(
                                key + "_candidates",
                                "plates compared by one search",
                                (double) mostCandidates,
                                "")
                        .with(Aim.atMost((double) bound.candidates())));
        figures.add(
                Figure.of(
                        key + "_cut_percent",
                        "searches that say they were cut",
                        100.0 * cut / reads.size(),
                        "%"));
        figures.add(Figure.of(key + "_p50_us", "p50", times.p50Us(), "us"));
        figures.add(Figure.of(key + "_max_us", "longest", times.maxUs(), "us"));
    }

    private static String edited(String plate, SplittableRandom random) {
        StringBuilder read = new StringBuilder(plate);
        for (int edits = random.nextInt(3); edits > 0; edits--) {
            char any = ALL.charAt(random.nextInt(ALL.length()));
            if (random.nextBoolean()) {
                read.setCharAt(random.nextInt(read.length()), any);
            } else {
                read.insert(random.nextInt(read.length() + 1), any);
            }
        }
        return read.toString();
    }
}
