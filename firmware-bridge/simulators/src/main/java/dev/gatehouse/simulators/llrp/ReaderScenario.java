package dev.gatehouse.simulators.llrp;

import java.util.List;
import java.util.Locale;

/// What goes wrong with a simulated reader, again and again, besides tags that pass.
public enum ReaderScenario {
    /// Nothing.
    PASSING,
    RESTART,
    /// The network goes; the reader keeps what it reads until it is asked.
    HOLD,
    ANTENNA_LOSS,
    MALFORMED,
    SECOND_CLIENT,
    /// All of that, and more.
    MIXED;

    private static final List<ReaderMishap> ALL =
            List.of(
                    ReaderMishap.RESTART,
                    ReaderMishap.CONNECTION_LOST,
                    ReaderMishap.ANNOUNCED_CLOSE,
                    ReaderMishap.ANTENNA,
                    ReaderMishap.ANTENNA,
                    ReaderMishap.INPUT,
                    ReaderMishap.FILLING,
                    ReaderMishap.OVERFLOW,
                    ReaderMishap.EXCEPTION,
                    ReaderMishap.MALFORMED,
                    ReaderMishap.SECOND_CLIENT,
                    ReaderMishap.READING_ENDS);

    /// In turn; empty for none.
    List<ReaderMishap> mishaps() {
        return switch (this) {
            case PASSING -> List.of();
            case RESTART -> List.of(ReaderMishap.RESTART);
            case HOLD -> List.of(ReaderMishap.CONNECTION_LOST);
            case ANTENNA_LOSS -> List.of(ReaderMishap.ANTENNA);
            case MALFORMED -> List.of(ReaderMishap.MALFORMED);
            case SECOND_CLIENT -> List.of(ReaderMishap.SECOND_CLIENT);
            case MIXED -> ALL;
        };
    }

    /// By its word, e.g. `antenna-loss`.
    ///
    /// @throws IllegalArgumentException naming those there are
    static ReaderScenario of(String word) {
        for (ReaderScenario scenario : values()) {
            if (scenario.word().equals(word)) {
                return scenario;
            }
        }
        throw new IllegalArgumentException(
                "scenario: expected one of "
                        + List.of(values()).stream().map(ReaderScenario::word).toList());
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
