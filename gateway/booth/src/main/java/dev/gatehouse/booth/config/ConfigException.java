package dev.gatehouse.booth.config;

import java.util.List;
import java.util.stream.Collectors;

/// The configuration cannot be used. Each fault names file, line, column, key, what was expected
/// and what was found.
public final class ConfigException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Fault> faults;

    ConfigException(List<Fault> faults) {
        super(
                faults.stream()
                        .map(Fault::toString)
                        .collect(Collectors.joining(System.lineSeparator())));
        this.faults = List.copyOf(faults);
    }

    public List<Fault> faults() {
        return faults;
    }

    /// One fault with its place.
    ///
    /// @param line from 1; 0 when the key is missing altogether
    /// @param column from 1
    public record Fault(Kind kind, String file, int line, int column, String key, String message) {

        /// What a fault is, for those who tell them apart.
        public enum Kind {
            /// The key does not exist.
            UNKNOWN_KEY,
            /// An address without TLS that others could reach.
            NOT_LOOPBACK,
            /// Everything else.
            INVALID
        }

        /// File, line and column, as far as there are any.
        public String place() {
            return line == 0 ? file : file + ":" + line + ":" + column;
        }

        @Override
        public String toString() {
            return place() + ": " + (key.isEmpty() ? "" : "`" + key + "`: ") + message;
        }
    }
}
