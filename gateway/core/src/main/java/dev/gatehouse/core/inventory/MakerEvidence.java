package dev.gatehouse.core.inventory;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Who made a radio, as far as what was seen of it tells (sheet of makers, section 2). No sign on
/// the air proves a maker: nothing adds up above the strongest sign, two strong ones that disagree
/// say nothing, and the words are those of evidence.
///
/// @param maker the most likely one; empty when signs disagree or there are none
/// @param confidence 0 to 100
/// @param hints makers with any sign, strongest first
/// @param covered whether the covered-equipment list has a maker with a sign; never "no"
public record MakerEvidence(String maker, int confidence, List<String> hints, Covered covered) {
    private static final String TABLE = "radio-makers.csv";
    private static final int COLUMNS = 6;

    /// From here on a maker is told as a fact.
    public static final int FACT = 80;

    /// From here on a maker is told as probable; two of them that reach it contradict each other.
    public static final int PROBABLE = 40;

    private static final int SURE_COVERED = 60;
    private static final List<Rule> RULES = read();

    /// Whether a maker of the covered-equipment list has a hand in it.
    public enum Covered {
        YES,
        POSSIBLE,
        NO_EVIDENCE
    }

    private record Rule(
            String sign, String value, String maker, int weight, int times, boolean covered) {
        boolean fits(HeardRadio.Sign seen) {
            String found = seen.sign().value().toUpperCase(Locale.ROOT);
            boolean equal =
                    value.endsWith("*")
                            ? found.startsWith(value.substring(0, value.length() - 1))
                            : found.equals(value);
            return equal && seen.sign().kind().name().equals(sign) && seen.times() >= times;
        }
    }

    public MakerEvidence {
        hints = List.copyOf(hints);
    }

    /// Weighs the signs of one radio.
    public static MakerEvidence of(List<HeardRadio.Sign> signs) {
        Map<String, Integer> weights = new TreeMap<>();
        int coveredWeight = 0;
        for (HeardRadio.Sign sign : signs) {
            for (Rule rule : RULES) {
                if (rule.fits(sign)) {
                    weights.merge(rule.maker, rule.weight, Math::max);
                    coveredWeight = Math.max(coveredWeight, rule.covered ? rule.weight : 0);
                }
            }
        }
        List<String> hints = new ArrayList<>(weights.keySet());
        hints.sort((a, b) -> weight(weights, b) - weight(weights, a));
        int best = hints.isEmpty() ? 0 : weight(weights, hints.getFirst());
        int next = hints.size() < 2 ? 0 : weight(weights, hints.get(1));
        boolean disputed = best == next || next >= PROBABLE;
        Covered covered =
                coveredWeight >= SURE_COVERED
                        ? Covered.YES
                        : coveredWeight > 0 ? Covered.POSSIBLE : Covered.NO_EVIDENCE;
        return new MakerEvidence(
                disputed ? "" : hints.getFirst(), disputed ? 0 : best, hints, covered);
    }

    /// The maker that one sign alone speaks for, once it was seen often enough; empty for none.
    public static Optional<String> maker(HeardRadio.Sign sign) {
        return RULES.stream()
                .filter(rule -> rule.fits(sign))
                .max(Comparator.comparingInt(Rule::weight))
                .map(Rule::maker);
    }

    private static int weight(Map<String, Integer> weights, String maker) {
        return weights.getOrDefault(maker, 0);
    }

    /// `Motorola`, `probably Motorola`, `unknown (hint: Motorola)`, `unknown`.
    public String words() {
        if (confidence >= FACT) {
            return maker;
        }
        if (confidence >= PROBABLE) {
            return "probably " + maker;
        }
        return hints.isEmpty() ? "unknown" : "unknown (hint: " + String.join(", ", hints) + ")";
    }

    private static List<Rule> read() {
        List<Rule> rules = new ArrayList<>();
        try (InputStream in = MakerEvidence.class.getResourceAsStream(TABLE)) {
            if (in == null) {
                throw new IllegalStateException(TABLE + " is missing in the program");
            }
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.startsWith("sign,"))
                    .map(line -> line.split(",", -1))
                    .forEach(fields -> rules.add(rule(fields)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(rules);
    }

    private static Rule rule(String[] fields) {
        if (fields.length != COLUMNS) {
            throw new IllegalStateException(TABLE + ": expected " + COLUMNS + " columns");
        }
        return new Rule(
                fields[0],
                fields[1],
                fields[2],
                Integer.parseInt(fields[3]),
                Integer.parseInt(fields[4]),
                fields[5].equals("yes"));
    }
}
