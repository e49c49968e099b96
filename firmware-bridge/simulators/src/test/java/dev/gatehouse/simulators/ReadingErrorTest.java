package dev.gatehouse.simulators;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ReadingErrorTest {

    private final SplittableRandom random = new SplittableRandom(Seeds.next());

    @Test
    void sharesAddUp() {
        assertEquals(
                ReadingError.SHARES,
                Arrays.stream(ReadingError.values()).mapToInt(ReadingError::share).sum());
    }

    @Test
    void drawsFollowTheShares() {
        int draws = 100_000;
        Map<ReadingError, Integer> counts = new EnumMap<>(ReadingError.class);
        for (int i = 0; i < draws; i++) {
            counts.merge(ReadingError.draw(random, BusyLane.USUAL_ERROR_SHARE), 1, Integer::sum);
        }
        for (ReadingError error : ReadingError.values()) {
            double share = error.share() / (double) ReadingError.SHARES;
            // Six standard deviations: fails by chance once in 500 million runs.
            double tolerance = 6 * Math.sqrt(draws * share * (1 - share));
            assertEquals(draws * share, counts.getOrDefault(error, 0), tolerance, error.name());
        }
    }

    @Test
    void noErrorsWhenTheShareIsZero() {
        for (int i = 0; i < 1000; i++) {
            assertEquals(ReadingError.NONE, ReadingError.draw(random, 0));
            assertNotEquals(ReadingError.NONE, ReadingError.draw(random, 1));
        }
    }

    @Test
    void confusedReadsFoldToThePlate() {
        for (int i = 0; i < 5000; i++) {
            String plate = PlateSeries.draw(random).plate();
            String read = ReadingError.CONFUSED.apply(plate, random);
            assertEquals(plate.length(), read.length());
            if (read.indexOf('?') < 0) {
                assertEquals(fold(plate), fold(read));
            }
        }
    }

    @Test
    void eachErrorHasItsShape() {
        for (int i = 0; i < 5000; i++) {
            String plate = PlateSeries.draw(random).plate();
            assertEquals(plate, ReadingError.NONE.apply(plate, random));
            assertEquals(1, differences(plate, ReadingError.SUBSTITUTED.apply(plate, random)));
            assertEquals(plate.length() - 1, ReadingError.LOST.apply(plate, random).length());
            assertEquals(plate.length() + 1, ReadingError.EXTRA.apply(plate, random).length());
            String unread = ReadingError.UNREAD.apply(plate, random);
            assertTrue(unread.chars().filter(c -> c == '?').count() >= 1);
            assertEquals(unread.chars().filter(c -> c == '?').count(), differences(plate, unread));
            String two = ReadingError.TWO.apply(plate, random);
            assertEquals(plate.length() - 1, two.length());
            assertTrue(two.matches("[A-Z0-9?]+"));
        }
    }

    @Test
    void anExtraCharacterIsMostOftenZero() {
        int zeros = 0;
        for (int i = 0; i < 10_000; i++) {
            if (ReadingError.EXTRA.apply("ABCXYZ", random).indexOf('0') >= 0) {
                zeros++;
            }
        }
        assertTrue(zeros > 3_500 && zeros < 4_800, "zeros: " + zeros);
    }

    private static long differences(String a, String b) {
        assertEquals(a.length(), b.length());
        long count = 0;
        for (int i = 0; i < a.length(); i++) {
            count += a.charAt(i) == b.charAt(i) ? 0 : 1;
        }
        return count;
    }

    private static String fold(String plate) {
        return plate.replaceAll("[ODQ]", "0")
                .replace('I', '1')
                .replace('Z', '2')
                .replace('S', '5')
                .replace('B', '8')
                .replace('G', '6');
    }
}
