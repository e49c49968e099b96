package dev.gatehouse.tests.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Every line of the log begins with a code that means one thing and never another; operators and
/// their filters rely on it. `gateway/log-codes.md` lists them; `-Dlogcodes.write=true` writes it.
final class LogCodesTest {
    private static final Pattern TEXT =
            Pattern.compile("([A-Z]{3,7}-[0-9]{3}) (\\S.*)", Pattern.DOTALL);
    private static final Path DOCUMENT = Tree.root().resolve("gateway/log-codes.md");

    private record Line(TreeSet<String> levels, TreeSet<String> texts, TreeSet<String> files) {
        Line() {
            this(new TreeSet<>(), new TreeSet<>(), new TreeSet<>());
        }
    }

    private static Map<String, Line> codes(List<LogEvents.Event> events) {
        Map<String, Line> codes = new TreeMap<>();
        for (LogEvents.Event event : events) {
            Matcher text = TEXT.matcher(event.text().orElse(""));
            if (text.matches()) {
                Line line = codes.computeIfAbsent(text.group(1), _ -> new Line());
                line.levels().add(event.level().toUpperCase(Locale.ROOT));
                line.texts().add(text.group(2));
                line.files().add(event.place().substring(0, event.place().indexOf('.')));
            }
        }
        return codes;
    }

    @Test
    void everyLineBeginsWithACode() throws IOException {
        List<LogEvents.Event> events = LogEvents.in(Sources.ofTree());
        assertTrue(events.size() > 40, "the calls of the logger were not found");
        assertEquals(
                List.of(),
                events.stream()
                        .filter(event -> !TEXT.matcher(event.text().orElse("")).matches())
                        .toList());
    }

    @Test
    void noCodeHasTwoTexts() throws IOException {
        List<String> twice = new ArrayList<>();
        codes(LogEvents.in(Sources.ofTree()))
                .forEach((code, line) -> {
                    if (line.texts().size() > 1) {
                        twice.add(code + " " + line.files() + " " + line.texts());
                    }
                });
        assertEquals(List.of(), twice);
    }

    @Test
    void everyCodeIsInTheListAndNoOther() throws IOException {
        StringBuilder document =
                new StringBuilder(
                        """
                        # Log codes

                        Every line of the log of both programs begins with one of these. A code keeps its meaning; a new meaning
                        gets a new code. No line holds a plate, name, document number or key. Written from the code by
                        `LogCodesTest` (`-Dlogcodes.write=true`), which fails when the two differ.

                        | code | level | text | class |
                        |---|---|---|---|
                        """);
        codes(LogEvents.in(Sources.ofTree()))
                .forEach((code, line) ->
                        document.append("| ")
                                .append(code)
                                .append(" | ")
                                .append(String.join(", ", line.levels()))
                                .append(" | ")
                                .append(String.join("; ", line.texts()).replace("|", "\\|"))
                                .append(" | ")
                                .append(String.join(", ", line.files()))
                                .append(" |\n"));
        if (Boolean.getBoolean("logcodes.write")) {
            Files.writeString(DOCUMENT, document);
        }
        assertEquals(document.toString(), Files.readString(DOCUMENT));
    }
}
