package dev.gatehouse.protocols.n42;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.StringTokenizer;

/// Values of a document. One that is none of its type is left out and counted: a broken number must
/// not cost the alarm beside it. Owned by one reader.
final class N42Values {
    private static final int MAX_NUMBERS = 65_536;
    private static final int MAX_NUMBER_CHARS = 32;
    private static final long MAX_CHANNELS = 1L << 24;
    private static final Duration LONGEST = Duration.ofDays(366);
    private static final double KMH_PER_MS = 3.6;
    private static final double MS_PER_MPH = 0.44704;

    private int unreadable;

    /// Values left out so far.
    int unreadable() {
        return unreadable;
    }

    private <T> Optional<T> none() {
        unreadable++;
        return Optional.empty();
    }

    static String text(String text) {
        return text.length() <= N42Names.MAX_KEPT_CHARS
                ? text
                : text.substring(0, N42Names.MAX_KEPT_CHARS);
    }

    static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringTokenizer tokens = new StringTokenizer(text);
        while (tokens.hasMoreTokens() && words.size() < MAX_NUMBERS) {
            words.add(tokens.nextToken());
        }
        return words;
    }

    Optional<Boolean> flag(String text) {
        return switch (text) {
            case "1", "true" -> Optional.of(true);
            case "0", "false" -> Optional.of(false);
            default -> none();
        };
    }

    /// A finite number that is not negative.
    OptionalDouble number(String text) {
        if (text.isEmpty() || text.length() > MAX_NUMBER_CHARS) {
            unreadable++;
            return OptionalDouble.empty();
        }
        try {
            double value = Double.parseDouble(text);
            if (Double.isFinite(value) && value >= 0) {
                return OptionalDouble.of(value);
            }
        } catch (NumberFormatException e) {
            // counted below
        }
        unreadable++;
        return OptionalDouble.empty();
    }

    /// All numbers of a list; none when one of them is no number.
    List<Double> numbers(String text) {
        List<String> words = words(text);
        List<Double> numbers = new ArrayList<>(words.size());
        for (String word : words) {
            OptionalDouble number = number(word);
            if (number.isEmpty()) {
                return List.of();
            }
            numbers.add(number.getAsDouble());
        }
        return numbers;
    }

    /// Length and sum of a spectrum; in compressed ones each 0 is followed by the number of zeros.
    Spectrum spectrum(String text, boolean countedZeroes) {
        List<Double> numbers = numbers(text);
        long channels = 0;
        double sum = 0;
        for (int at = 0; at < numbers.size(); at++) {
            double value = numbers.get(at);
            sum += value;
            if (countedZeroes && value == 0) {
                double zeros = at + 1 < numbers.size() ? numbers.get(++at) : -1;
                if (zeros < 1 || zeros != Math.rint(zeros) || channels + zeros > MAX_CHANNELS) {
                    unreadable++;
                    return new Spectrum(0, OptionalDouble.empty());
                }
                channels += (long) zeros;
            } else {
                channels++;
            }
        }
        return new Spectrum(
                channels, channels == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum));
    }

    /// @param channels after zeros were written out
    /// @param sum of all channels
    record Spectrum(long channels, OptionalDouble sum) {}

    /// `xs:duration` without years and months, which have no length.
    Optional<Duration> duration(String text) {
        try {
            Duration duration = Duration.parse(text);
            if (!duration.isNegative() && duration.compareTo(LONGEST) <= 0) {
                return Optional.of(duration);
            }
        } catch (DateTimeException | ArithmeticException e) {
            // counted below
        }
        return none();
    }

    /// Metres a second.
    OptionalDouble speed(String text, String units) {
        OptionalDouble value = number(text);
        double factor =
                switch (units.toLowerCase(Locale.ROOT)) {
                    case "", "m/s", "mps", "m s-1" -> 1;
                    case "km/h", "kph", "kmh", "km/hr" -> 1 / KMH_PER_MS;
                    case "mph", "mi/h", "mile/h" -> MS_PER_MPH;
                    case "cm/s" -> 0.01;
                    default -> 0;
                };
        return scaled(value, factor);
    }

    /// Microsieverts an hour.
    OptionalDouble dose(String text, String units) {
        OptionalDouble value = number(text);
        double factor =
                switch (units) {
                    case "", "uSv/h", "\u00B5Sv/h", "\u03BCSv/h" -> 1;
                    case "nSv/h" -> 0.001;
                    case "mSv/h" -> 1_000;
                    case "Sv/h" -> 1_000_000;
                    default -> 0;
                };
        return scaled(value, factor);
    }

    private OptionalDouble scaled(OptionalDouble value, double factor) {
        if (value.isEmpty() || factor == 0) {
            unreadable += value.isPresent() ? 1 : 0;
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(value.getAsDouble() * factor);
    }
}
