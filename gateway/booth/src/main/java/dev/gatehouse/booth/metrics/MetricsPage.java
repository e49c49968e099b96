package dev.gatehouse.booth.metrics;

import dev.gatehouse.booth.FlatJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/// Writes the status page in the text exposition format of Prometheus, version 0.0.4. What the page
/// does not hold is left out: unknown is never zero.
public final class MetricsPage {
    /// Media type of the answer.
    public static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    /// Largest whole number that a double holds exactly.
    private static final double WHOLE_MAX = 1L << 53;

    private MetricsPage() {}

    /// One exposition.
    ///
    /// @param status the object that `/status` answers with
    /// @throws IOException when it is not JSON
    public static String text(String status) throws IOException {
        FlatJson page = FlatJson.parse(status);
        StringBuilder out = new StringBuilder();
        out.append("# HELP gatehouse_info Which booth this is, and its version.\n")
                .append("# TYPE gatehouse_info gauge\n")
                .append("gatehouse_info{")
                .append(label("booth", page.text("booth")))
                .append(',')
                .append(label("version", page.text("version")))
                .append("} 1\n");
        for (Metric metric : MetricsCatalogue.ALL) {
            List<String> samples = new ArrayList<>();
            for (Metric.Source source : metric.sources()) {
                samples(metric, source, page, samples);
            }
            if (!samples.isEmpty()) {
                out.append("# HELP ").append(metric.name()).append(' ').append(metric.help());
                out.append("\n# TYPE ").append(metric.name()).append(' ');
                out.append(metric.type().word()).append('\n');
                samples.forEach(sample -> out.append(sample).append('\n'));
            }
        }
        return out.toString();
    }

    private static void samples(
            Metric metric, Metric.Source source, FlatJson page, List<String> samples) {
        switch (source) {
            case Metric.Value(String path, String labels) ->
                    sample(metric, labels, page.text(path), samples);
            case Metric.Word(String path, String label, List<String> vocabulary) ->
                    words(metric, "", label, vocabulary, page.text(path), samples);
            case Metric.EachDeviceWord(String key, String label, List<String> vocabulary) -> {
                for (String device : page.elements("devices")) {
                    words(
                            metric,
                            labels(page, device) + ",",
                            label,
                            vocabulary,
                            page.text(device + key),
                            samples);
                }
            }
            case Metric.EachDevice(String key) -> {
                for (String device : page.elements("devices")) {
                    sample(metric, labels(page, device), page.text(device + key), samples);
                }
            }
            case Metric.EachDeviceKey(String object, String label) -> {
                for (String device : page.elements("devices")) {
                    page.below(device + object)
                            .forEach((key, value) ->
                                    sample(
                                            metric,
                                            labels(page, device)
                                                    + ","
                                                    + label(label, key.toLowerCase(Locale.ROOT)),
                                            value,
                                            samples));
                }
            }
            case Metric.EachKey(String object, String label, List<String> except) -> {
                for (Map.Entry<String, String> value : page.below(object).entrySet()) {
                    boolean flag =
                            value.getValue().equals("true") || value.getValue().equals("false");
                    if (!except.contains(value.getKey()) && !flag) {
                        sample(
                                metric,
                                label(label, value.getKey().toLowerCase(Locale.ROOT)),
                                value.getValue(),
                                samples);
                    }
                }
            }
        }
    }

    /// One sample for each word, 1 for the one in force.
    private static void words(
            Metric metric,
            String before,
            String label,
            List<String> vocabulary,
            String now,
            List<String> samples) {
        if (!now.isEmpty()) {
            vocabulary.forEach(word ->
                    sample(
                            metric,
                            before + label(label, word),
                            String.valueOf(word.equals(now)),
                            samples));
        }
    }

    private static String labels(FlatJson page, String device) {
        return label("device", page.text(device + "id"))
                + ","
                + label("kind", page.text(device + "kind"))
                + ","
                + label("lane", page.text(device + "lane"));
    }

    private static void sample(Metric metric, String labels, String value, List<String> samples) {
        OptionalDouble number = number(value);
        if (number.isPresent()) {
            String braces = labels.isEmpty() ? "" : "{" + labels + "}";
            samples.add(metric.name() + braces + " " + print(number.getAsDouble(), metric.scale()));
        }
    }

    private static OptionalDouble number(String value) {
        return switch (value) {
            case "true" -> OptionalDouble.of(1);
            case "false" -> OptionalDouble.of(0);
            case "" -> OptionalDouble.empty();
            default -> {
                try {
                    yield OptionalDouble.of(Double.parseDouble(value));
                } catch (NumberFormatException _) {
                    yield OptionalDouble.empty();
                }
            }
        };
    }

    private static String print(double value, double scale) {
        double scaled = value * scale;
        return scaled == Math.rint(scaled) && Math.abs(scaled) < WHOLE_MAX
                ? String.valueOf((long) scaled)
                : String.format(Locale.ROOT, "%.9f", scaled);
    }

    private static String label(String name, String value) {
        return name
                + "=\""
                + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n")
                + "\"";
    }
}
