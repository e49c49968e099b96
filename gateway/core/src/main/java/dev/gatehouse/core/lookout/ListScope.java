package dev.gatehouse.core.lookout;

import java.util.Optional;

/// What a booth needs of a list: lookouts for its port and its mode, and those for all (fact sheet
/// of lookout matching, section 12, edge subset).
///
/// @param port code of the booth's port; empty when it does not say, and then of every port
/// @param mode of the booth's lanes; empty for every mode
public record ListScope(String port, Optional<TransportMode> mode) {
    /// Everything.
    public static final ListScope ALL = new ListScope("", Optional.empty());

    public ListScope {
        if (!port.isEmpty() && !isPort(port)) {
            throw new IllegalArgumentException("port: expected 1-16 letters, digits or hyphens");
        }
    }

    /// Longest code of a port.
    public static final int MAX_PORT_CHARS = 16;

    /// Whether a text is the code of a port: letters, digits and hyphens.
    public static boolean isPort(String text) {
        if (text.isEmpty() || text.length() > MAX_PORT_CHARS) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
            if (!letter && (c < '0' || c > '9') && c != '-') {
                return false;
            }
        }
        return true;
    }

    boolean needs(Terms terms) {
        return terms.concerns(port, mode);
    }
}
