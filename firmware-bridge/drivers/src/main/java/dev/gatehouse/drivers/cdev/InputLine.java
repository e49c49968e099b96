package dev.gatehouse.drivers.cdev;

import dev.gatehouse.protocols.gpio.LineConfig;
import dev.gatehouse.protocols.gpio.LineConfig.Attribute;
import dev.gatehouse.protocols.gpio.LineConfig.Kind;
import dev.gatehouse.protocols.gpio.LineFlags;
import dev.gatehouse.protocols.gpio.LineRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/// How one input is to be read.
///
/// @param line which
/// @param activeLow a low level is active
/// @param bias the chip's own resistor
/// @param debounceUs for how long a level must last before the kernel tells it; 0 without
public record InputLine(LineName line, boolean activeLow, Bias bias, int debounceUs) {

    /// No contact or loop bounces for longer than this.
    public static final int DEBOUNCE_MAX_US = 1_000_000;

    /// Who holds our lines, as other programs are told.
    public static final String CONSUMER = "gatehouse";

    /// Edges the kernel keeps for each line while we are slow.
    static final int EVENTS_A_LINE = 64;

    /// The chip's own resistor at an input.
    public enum Bias {
        /// As the board's device tree set it.
        AS_IS("as-is", 0),
        OFF("off", LineFlags.BIAS_DISABLED),
        PULL_UP("pull-up", LineFlags.BIAS_PULL_UP),
        PULL_DOWN("pull-down", LineFlags.BIAS_PULL_DOWN);

        private final String word;
        private final long flag;

        Bias(String word, long flag) {
            this.word = word;
            this.flag = flag;
        }

        /// The word of the configuration.
        public String word() {
            return word;
        }
    }

    public InputLine {
        if (debounceUs < 0 || debounceUs > DEBOUNCE_MAX_US) {
            throw new IllegalArgumentException(
                    "debounce_us: expected 0.." + DEBOUNCE_MAX_US + ", found " + debounceUs);
        }
    }

    private long flags() {
        return LineFlags.INPUT
                | LineFlags.EDGE_RISING
                | LineFlags.EDGE_FALLING
                | (activeLow ? LineFlags.ACTIVE_LOW : 0)
                | bias.flag;
    }

    /// One request for several inputs, both edges of each. What most lines have in common need not
    /// be said line by line.
    ///
    /// @param offsets of the lines on their chip
    /// @param lines as many, in the same order
    /// @throws IllegalArgumentException when the lines differ in more ways than a request can carry
    public static LineRequest request(List<Integer> offsets, List<InputLine> lines) {
        Map<Long, Long> byFlags = new LinkedHashMap<>();
        Map<Long, Long> byDebounce = new LinkedHashMap<>();
        for (int index = 0; index < lines.size(); index++) {
            // the line's index in this request: its offset on the chip means nothing here
            long bit = 1L << index;
            byFlags.merge(lines.get(index).flags(), bit, (a, b) -> a | b);
            if (lines.get(index).debounceUs() > 0) {
                byDebounce.merge((long) lines.get(index).debounceUs(), bit, (a, b) -> a | b);
            }
        }
        long common = lines.getFirst().flags();
        byFlags.remove(common);
        List<Attribute> attributes = new ArrayList<>();
        byFlags.forEach(attribute(Kind.FLAGS, attributes));
        byDebounce.forEach(attribute(Kind.DEBOUNCE_US, attributes));
        return new LineRequest(
                offsets,
                CONSUMER,
                new LineConfig(common, attributes),
                Math.min(LineRequest.EVENTS_MAX, EVENTS_A_LINE * lines.size()));
    }

    private static BiConsumer<Long, Long> attribute(Kind kind, List<Attribute> to) {
        return (value, mask) -> to.add(new Attribute(kind, value, mask));
    }
}
