package dev.gatehouse.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicFilterTest {

    /// Examples of MQTT 5, 4.7.1.2, 4.7.1.3 and 4.7.2.
    @ParameterizedTest
    @CsvSource({
        "sport/tennis/player1/#, sport/tennis/player1, true",
        "sport/tennis/player1/#, sport/tennis/player1/ranking, true",
        "sport/tennis/player1/#, sport/tennis/player1/score/wimbledon, true",
        "sport/#, sport, true",
        "#, sport, true",
        "sport/tennis/+, sport/tennis/player1, true",
        "sport/tennis/+, sport/tennis/player1/ranking, false",
        "sport/+, sport, false",
        "sport/+, sport/, true",
        "+/+, /finance, true",
        "/+, /finance, true",
        "+, /finance, false",
        "#, $SYS/monitor, false",
        "+/monitor/Clients, $SYS/monitor/Clients, false",
        "$SYS/#, $SYS/monitor, true",
        "$SYS/monitor/+, $SYS/monitor/Clients, true",
        "ACCOUNTS, Accounts, false",
    })
    void matchesAsTheStandardSays(String filter, String name, boolean expected) {
        assertEquals(expected, TopicFilter.of(filter).matches(TopicFilter.levelsOf(name)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sport/tennis#",
                "sport/tennis/#/ranking",
                "sport+",
                "a\0b",
                "##",
                "a/+b"
            })
    void refusesWhatIsNoFilter(String text) {
        assertFalse(TopicFilter.isValid(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"+", "#", "/", "a//b", "+/tennis/#", "$share/x"})
    void takesWhatIsOne(String text) {
        assertTrue(TopicFilter.isValid(text));
    }

    @Test
    void overlapAgreesWithTryingEveryName() {
        long seed = Long.getLong("gatehouse.seed", 20261122L);
        System.out.println("gatehouse.seed=" + seed);
        Random random = new Random(seed);
        List<List<String>> names = names();
        for (int i = 0; i < 2_000; i++) {
            TopicFilter one = TopicFilter.of(filter(random));
            TopicFilter other = TopicFilter.of(filter(random));
            boolean expected =
                    names.stream().anyMatch(name -> one.matches(name) && other.matches(name));
            assertEquals(expected, one.overlaps(other), one + " and " + other + ", seed " + seed);
        }
    }

    /// Every name of one to four levels of `a` and `b`.
    private static List<List<String>> names() {
        List<List<String>> names = new ArrayList<>();
        for (int depth = 1; depth <= 4; depth++) {
            for (int bits = 0; bits < 1 << depth; bits++) {
                List<String> levels = new ArrayList<>();
                for (int level = 0; level < depth; level++) {
                    levels.add((bits >> level & 1) == 0 ? "a" : "b");
                }
                names.add(levels);
            }
        }
        return names;
    }

    private static String filter(Random random) {
        List<String> levels = new ArrayList<>();
        int depth = 1 + random.nextInt(3);
        for (int i = 0; i < depth; i++) {
            levels.add(List.of("a", "b", "+").get(random.nextInt(3)));
        }
        if (random.nextInt(3) == 0) {
            levels.set(depth - 1, "#");
        }
        return String.join("/", levels);
    }
}
