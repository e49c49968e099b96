package dev.gatehouse.booth.metrics;

import java.util.List;

/// One metric family and where its samples stand in the status page.
///
/// @param name by the conventions of Prometheus: unit last, `_total` on counters
/// @param help one sentence
/// @param sources where the values stand, each with the labels it gets
/// @param scale what a value of the page is multiplied with to get the base unit
record Metric(Type type, String name, String help, List<Source> sources, double scale) {

    /// What a family is.
    enum Type {
        COUNTER("counter"),
        GAUGE("gauge");

        private final String word;

        Type(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /// One value of the page, or the values of every device, or one for each key of an object.
    sealed interface Source {}

    /// A number or a flag.
    ///
    /// @param labels fixed, written as `name="value",...`; empty for none
    record Value(String path, String labels) implements Source {}

    /// A word out of a fixed vocabulary: 1 for the one in force, 0 for the others.
    record Word(String path, String label, List<String> vocabulary) implements Source {}

    /// A number of each device, labelled with its id, kind and lane.
    record EachDevice(String key) implements Source {}

    /// A word of each device out of a fixed vocabulary, as [Word].
    record EachDeviceWord(String key, String label, List<String> vocabulary) implements Source {}

    /// Every number below an object of each device; its key becomes a label.
    record EachDeviceKey(String object, String label) implements Source {}

    /// Every number directly below an object; its key becomes a label.
    ///
    /// @param except keys that have a metric of their own
    record EachKey(String object, String label, List<String> except) implements Source {
        EachKey {
            except = List.copyOf(except);
        }
    }

    Metric {
        sources = List.copyOf(sources);
    }

    static Metric counter(String name, String help, Source... sources) {
        return new Metric(Type.COUNTER, name, help, List.of(sources), 1);
    }

    static Metric gauge(String name, String help, double scale, Source... sources) {
        return new Metric(Type.GAUGE, name, help, List.of(sources), scale);
    }
}
