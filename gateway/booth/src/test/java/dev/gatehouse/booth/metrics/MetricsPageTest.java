package dev.gatehouse.booth.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gatehouse.booth.FlatJson;
import dev.gatehouse.booth.doctor.Pages;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MetricsPageTest {
    private static final Pattern SAMPLE =
            Pattern.compile(
                    "([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{((?:[a-zA-Z_][a-zA-Z0-9_]*"
                            + "=\"(?:[^\"\\\\\n]|\\\\[\\\\\"n])*\",?)+)})? (-?[0-9]+(?:\\.[0-9]+)?)");

    /// Values that stand in another metric already, or are words.
    private static final Set<String> TOLD_ELSEWHERE =
            Set.of(
                    "rss_kib", // memory.rss_kib
                    "decisions.passages", // the sum of both outcomes
                    "journal.sealed", // sums over the classes
                    "journal.receipted");

    /// Reads the text format, version 0.0.4, strictly: every family has one HELP and one TYPE
    /// before its samples, families are not interleaved, no sample comes twice.
    private static Map<String, String> parse(String text) {
        Map<String, String> samples = new LinkedHashMap<>();
        Set<String> families = new HashSet<>();
        String family = "";
        String helped = "";
        assertTrue(text.endsWith("\n"), "the last line ends too");
        for (String line : text.strip().split("\n", -1)) {
            if (line.startsWith("# HELP ")) {
                helped = line.split(" ", 4)[2];
                assertTrue(families.add(helped), () -> "twice: " + line);
            } else if (line.startsWith("# TYPE ")) {
                family = line.split(" ", -1)[2];
                assertEquals(helped, family);
                String type = line.split(" ", -1)[3];
                assertEquals(type.equals("counter"), family.endsWith("_total"), line);
                assertTrue(List.of("counter", "gauge").contains(type), line);
            } else {
                Matcher sample = SAMPLE.matcher(line);
                assertTrue(sample.matches(), () -> "no sample: " + line);
                assertEquals(family, sample.group(1));
                String labels = sample.group(2) == null ? "" : sample.group(2);
                String before = samples.put(family + "{" + labels + "}", sample.group(3));
                assertEquals(null, before, line);
            }
        }
        return samples;
    }

    private static String sample(Map<String, String> samples, String name) {
        String value = samples.get(name);
        assertTrue(value != null, () -> name + " is not among " + samples.keySet());
        return String.valueOf(value);
    }

    @Test
    void thePageIsInBaseUnitsAndByTheConventions() throws IOException {
        Map<String, String> samples = parse(MetricsPage.text(Pages.healthy()));
        assertEquals("90000", sample(samples, "gatehouse_uptime_seconds{}"));
        assertEquals("92160000", sample(samples, "gatehouse_resident_memory_bytes{}"));
        assertEquals("0.000009250", sample(samples, "gatehouse_match_seconds{percentile=\"99\"}"));
        assertEquals("-0.012000000", sample(samples, "gatehouse_clock_machine_offset_seconds{}"));
        assertEquals("38", sample(samples, "gatehouse_passages_total{outcome=\"checked\"}"));
        assertEquals("1", sample(samples, "gatehouse_list_level{level=\"GREEN\"}"));
        assertEquals("0", sample(samples, "gatehouse_list_level{level=\"RED\"}"));
        assertEquals("200", sample(samples, "gatehouse_journal_records{class=\"p1\"}"));
        assertEquals("200", sample(samples, "gatehouse_uplink_proven_records{class=\"p1\"}"));
        assertEquals(
                "1",
                sample(
                        samples,
                        "gatehouse_device_rejected_total{device=\"cam-1\","
                                + "kind=\"plate-reader\",lane=\"1\",reason=\"malformed\"}"));
        assertEquals("1", sample(samples, "gatehouse_info{booth=\"north-1\",version=\"1.0\"}"));
    }

    /// Each number of the page is exported: its value is changed to one that occurs nowhere, and
    /// must then occur in the exposition.
    @Test
    void noNumberOfThePageIsForgotten() throws IOException {
        FlatJson page = FlatJson.parse(Pages.healthy());
        for (Map.Entry<String, String> value : page.values().entrySet()) {
            String path = value.getKey();
            boolean number = value.getValue().matches("-?[0-9.]+") && !path.equals("version");
            if (number && !TOLD_ELSEWHERE.contains(path) && !path.endsWith(".lane")) {
                String marked = MetricsPage.text(nested(page.values(), path, "7654321.125"));
                assertTrue(
                        Pattern.compile("7654321|7653\\.|7\\.654321|7838024832|7654\\.321")
                                .matcher(marked)
                                .find(),
                        () -> path + " has no metric");
            }
        }
    }

    /// The page again from its paths, with one value changed.
    private static String nested(Map<String, String> values, String path, String changed) {
        StringBuilder json = new StringBuilder();
        Node root = new Node();
        values.forEach((at, value) -> {
            String now = at.equals(path) ? changed : value;
            boolean bare = now.matches("-?[0-9]+(\\.[0-9]+)?|true|false") && !at.equals("version");
            root.put(at.split("\\.", -1), 0, bare ? now : "\"" + now + "\"");
        });
        root.print(json);
        return json.toString();
    }

    /// An object, or a list when its keys count from 0.
    private static final class Node {
        private final Map<String, Object> children = new LinkedHashMap<>();

        void put(String[] path, int depth, String value) {
            if (depth == path.length - 1) {
                children.put(path[depth], value);
            } else {
                Node below = (Node) children.computeIfAbsent(path[depth], _ -> new Node());
                below.put(path, depth + 1, value);
            }
        }

        void print(StringBuilder json) {
            boolean list = children.containsKey("0");
            json.append(list ? '[' : '{');
            String comma = "";
            for (Map.Entry<String, Object> child : children.entrySet()) {
                json.append(comma);
                comma = ",";
                if (!list) {
                    json.append('"').append(child.getKey()).append("\":");
                }
                switch (child.getValue()) {
                    case Node node -> node.print(json);
                    case Object value -> json.append(value);
                }
            }
            json.append(list ? ']' : '}');
        }
    }

    @Test
    void whatIsNotKnownIsNotZero() throws IOException {
        String text =
                MetricsPage.text("{\"booth\":\"b\",\"version\":\"v\",\"condition\":\"STARTING\"}");
        Map<String, String> samples = parse(text);
        assertEquals(
                Set.of("gatehouse_info", "gatehouse_condition"),
                new HashSet<>(
                        samples.keySet().stream()
                                .map(name -> name.substring(0, name.indexOf('{')))
                                .toList()));
        assertThrows(IOException.class, () -> MetricsPage.text("<html>"));
    }

    @Test
    void aLabelCannotLeaveItsQuotes() throws IOException {
        String text =
                MetricsPage.text(
                        "{\"booth\":\"a\\\"} 1\\nx\\\\\",\"version\":\"v\",\"condition\":\"READY\"}");
        assertTrue(text.contains("booth=\"a\\\"} 1\\nx\\\\\""), text);
        var _ = parse(text);
    }

    @Test
    void promtoolFindsNoFault() throws Exception {
        boolean there =
                Arrays.stream(
                                System.getenv()
                                        .getOrDefault("PATH", "")
                                        .split(File.pathSeparator, -1))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "promtool")));
        String missing = "promtool is not on the path; deploy-scripts/test fetches it";
        assertTrue(there || !"true".equals(System.getenv("CI")), missing);
        assumeTrue(there, missing);
        Path page = Files.createTempFile("metrics", ".txt");
        try {
            Files.writeString(page, MetricsPage.text(Pages.healthy()));
            Process promtool =
                    new ProcessBuilder("promtool", "check", "metrics")
                            .redirectInput(page.toFile())
                            .redirectErrorStream(true)
                            .start();
            String said =
                    new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(0, promtool.waitFor(), said);
            assertFalse(said.contains("error"), said);
        } finally {
            Files.delete(page);
        }
    }
}
