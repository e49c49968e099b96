package dev.gatehouse.tests.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Nothing unfinished, no tool's or workplace's name, no path or host of one machine stands in the
/// tree. The expressions lie in `banned-words.txt`, each broken by `+` so that the list is clean.
final class WordsTest {
    private static final List<Pattern> BANNED =
            Listed.read("banned-words.txt").reasons().keySet().stream()
                    .map(line -> line.replace("+", ""))
                    .map(word -> Pattern.compile(word))
                    .toList();

    private static List<String> banned(String name, String text) {
        List<String> found = new ArrayList<>();
        List<String> lines = Arrays.asList(text.split("\n", -1));
        for (Pattern word : BANNED) {
            if (!word.matcher(text).find()) {
                continue;
            }
            for (int i = 0; i < lines.size(); i++) {
                if (word.matcher(lines.get(i)).find()) {
                    found.add(name + ":" + (i + 1) + " " + word);
                }
            }
        }
        return found;
    }

    @Test
    void noBannedWordStandsInTheTree() throws IOException {
        List<String> found = new ArrayList<>();
        List<String> files = Tree.files();
        assertTrue(files.size() > 300, "the tree was not found");
        for (String file : files) {
            found.addAll(banned(file, file + "\n" + Tree.text(file)));
        }
        assertEquals(List.of(), found);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "// TO+DO later",
                "FIX+ME",
                "X+XX",
                "/ho+me/somebody/tree",
                "/ro+ot/.m2",
                "repo+1.maven.org",
                "https://regis+try.np+mjs.o+rg/"
            })
    void everyKindIsFound(String broken) {
        assertEquals(1, banned("made", broken.replace("+", "")).size(), broken);
    }

    @Test
    void theListIsNotEmpty() {
        assertTrue(
                BANNED.size() > 15,
                BANNED.stream().map(Pattern::pattern).collect(Collectors.joining(" ")));
    }
}
