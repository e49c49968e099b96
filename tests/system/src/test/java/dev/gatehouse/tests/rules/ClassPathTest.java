package dev.gatehouse.tests.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// `gateway/booth/class-path.md` against the class path that Maven resolved for the booth at run
/// time. Every jar on a booth is carried, started and answered for at every lane: an unknown one,
/// one that grew by more than 5 %, and one that is listed but gone all fail.
final class ClassPathTest {
    private static final String DOCUMENT = "gateway/booth/class-path.md";
    private static final double GROWTH = 1.05;
    private static final Pattern ROW =
            Pattern.compile("^\\| `([^`]+)` \\| ([0-9,]+) \\| (.{7,}) \\|$", Pattern.MULTILINE);
    private static final Pattern TOTAL =
            Pattern.compile("\\*\\*Total: ([0-9]+) jars, ([0-9,]+) bytes\\*\\*");
    private static final Pattern VERSION = Pattern.compile("-[0-9][^/]*\\.jar$");

    private static long number(String text) {
        return Long.parseLong(text.replace(",", ""));
    }

    private static Map<String, Long> listed() {
        Map<String, Long> listed = new TreeMap<>();
        Matcher rows = ROW.matcher(Tree.text(DOCUMENT));
        while (rows.find()) {
            assertEquals(null, listed.put(rows.group(1), number(rows.group(2))), rows.group(1));
        }
        return listed;
    }

    /// Libraries by name without version, with their bytes. Modules of the tree are left out: their
    /// size is ours to decide, and in a build they may be folders.
    private static Map<String, Long> resolved() throws IOException {
        Path file = Tree.root().resolve("gateway/booth/target/runtime-class-path");
        assertTrue(
                Files.exists(file), "the build of gateway/booth writes target/runtime-class-path");
        Map<String, Long> jars = new TreeMap<>();
        for (String entry :
                Arrays.asList(Files.readString(file).strip().split(File.pathSeparator, -1))) {
            String name = String.valueOf(Path.of(entry).getFileName());
            if (name.endsWith(".jar") && !name.startsWith("gatehouse-")) {
                jars.put(VERSION.matcher(name).replaceFirst(""), Files.size(Path.of(entry)));
            }
        }
        assertTrue(jars.size() > 5, "no libraries on the class path");
        return jars;
    }

    @Test
    void everyJarIsListedWithItsReasonAndHasNotGrown() throws IOException {
        Map<String, Long> listed = listed();
        Map<String, Long> resolved = resolved();
        List<String> faults = new ArrayList<>();
        resolved.forEach((jar, bytes) -> {
            Long allowed = listed.get(jar);
            if (allowed == null) {
                faults.add("not listed: `" + jar + "` | " + String.format("%,d", bytes));
            } else if (bytes > allowed * GROWTH) {
                faults.add("grown: " + jar + " from " + allowed + " to " + bytes);
            }
        });
        listed.keySet().stream()
                .filter(jar -> !resolved.containsKey(jar))
                .forEach(jar -> faults.add("listed, but not on the class path: " + jar));
        assertEquals(List.of(), faults);
        long bytes = resolved.values().stream().mapToLong(Long::longValue).sum();
        System.out.println("booth: " + resolved.size() + " libraries, " + bytes + " bytes");
    }

    @Test
    void theTotalIsTheSum() {
        Matcher total = TOTAL.matcher(Tree.text(DOCUMENT));
        assertTrue(total.find(), "no total in " + DOCUMENT);
        assertEquals(listed().size(), Integer.parseInt(total.group(1)));
        assertEquals(
                listed().values().stream().mapToLong(Long::longValue).sum(),
                number(total.group(2)));
    }
}
