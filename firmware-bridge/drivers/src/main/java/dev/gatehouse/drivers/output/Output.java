package dev.gatehouse.drivers.output;

import dev.gatehouse.drivers.LaneOutput.Part;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// One line out of the booth. The bit of each is its own in [Levels], whatever line it has.
enum Output {
    RED(1),
    AMBER(2),
    GREEN(4),
    BARRIER(8),
    /// Changes while the booth lives.
    PULSE(16);

    private final int bit;

    Output(int bit) {
        this.bit = bit;
    }

    int bit() {
        return bit;
    }

    /// The word of the configuration.
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Output of(String word) {
        return Arrays.stream(values())
                .filter(one -> one.word().equals(word))
                .findAny()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "output: expected one of red, amber, green, barrier, pulse"));
    }

    /// What officers know it as; empty for what is none of theirs.
    Optional<Part> part() {
        return switch (this) {
            case RED -> Optional.of(Part.RED);
            case AMBER -> Optional.of(Part.AMBER);
            case GREEN -> Optional.of(Part.GREEN);
            case BARRIER -> Optional.of(Part.BARRIER);
            case PULSE -> Optional.empty();
        };
    }

    static Output of(Part part) {
        return switch (part) {
            case RED -> RED;
            case AMBER -> AMBER;
            case GREEN -> GREEN;
            case BARRIER -> BARRIER;
        };
    }
}
