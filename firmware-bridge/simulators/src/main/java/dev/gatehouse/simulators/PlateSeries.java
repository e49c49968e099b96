package dev.gatehouse.simulators;

import java.util.List;
import java.util.random.RandomGenerator;

/// Serial patterns of made-up plates over the jurisdictions of a northern land port, weighted like
/// one (the largest holds a quarter; lookout sheet, section 4). `A` is a letter, `9` a digit. The
/// patterns are ours: none claims to be the series a jurisdiction really issues.
final class PlateSeries {

    private static final String LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ";

    /// One jurisdiction's share and pattern.
    private record Series(String jurisdiction, int weight, String pattern) {}

    private static final List<Series> SERIES =
            List.of(
                    new Series("CA-ON", 25, "AAAA999"),
                    new Series("CA-QC", 14, "A99AAA"),
                    new Series("US-NY", 14, "AAA9999"),
                    new Series("US-MI", 10, "9AAA99"),
                    new Series("CA-BC", 7, "AA999A"),
                    new Series("US-WA", 7, "AAA999A"),
                    new Series("US-VT", 4, "AAA999"),
                    new Series("US-ME", 4, "9999AA"),
                    new Series("CA-NB", 4, "AAA999"),
                    new Series("US-OH", 3, "AAA9999"),
                    new Series("US-PA", 3, "AAA9999"),
                    new Series("CA-AB", 2, "AAA9999"),
                    new Series("CA-MB", 2, "AAA999"),
                    new Series("US-MN", 1, "999AAA"));

    private static final int WEIGHTS = SERIES.stream().mapToInt(Series::weight).sum();

    private PlateSeries() {}

    /// A plate that nobody issued, of a jurisdiction drawn by weight.
    static Truth draw(RandomGenerator random) {
        int ticket = random.nextInt(WEIGHTS);
        for (Series series : SERIES) {
            ticket -= series.weight;
            if (ticket < 0) {
                return new Truth(fill(series.pattern, random), series.jurisdiction);
            }
        }
        throw new AssertionError("weights do not add up");
    }

    private static String fill(String pattern, RandomGenerator random) {
        StringBuilder plate = new StringBuilder(pattern.length());
        for (int i = 0; i < pattern.length(); i++) {
            plate.append(
                    pattern.charAt(i) == 'A'
                            ? LETTERS.charAt(random.nextInt(LETTERS.length()))
                            : (char) ('0' + random.nextInt(10)));
        }
        return plate.toString();
    }
}
