package dev.gatehouse.drivers.http;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The parameters of one `Digest` challenge or answer (RFC 7616, 3.3 and 3.4): `name=token` or
/// `name="text"`, separated by commas. A name that occurs twice makes it none.
///
/// @param parameters by name in lower case, values without quotes
record DigestHeader(Map<String, String> parameters) {

    static final int MAX_CHARS = 4_096;
    private static final String SCHEME = "digest ";

    /// Empty when the value is not of this scheme or not well formed.
    static Optional<DigestHeader> parse(String value) {
        if (value.length() > MAX_CHARS
                || !value.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        Map<String, String> found = new LinkedHashMap<>();
        int at = SCHEME.length();
        while (at < value.length()) {
            at = blanks(value, at);
            int equals = value.indexOf('=', at);
            if (equals < 0) {
                return Optional.empty();
            }
            String name = value.substring(at, equals).strip().toLowerCase(Locale.ROOT);
            StringBuilder text = new StringBuilder();
            int end = value(value, blanks(value, equals + 1), text);
            if (end < 0 || name.isEmpty() || found.put(name, text.toString()) != null) {
                return Optional.empty();
            }
            end = blanks(value, end);
            if (end < value.length() && value.charAt(end) != ',') {
                return Optional.empty();
            }
            at = blanks(value, end + 1);
        }
        return Optional.of(new DigestHeader(Map.copyOf(found)));
    }

    private static int blanks(String value, int from) {
        int at = from;
        while (at < value.length() && (value.charAt(at) == ' ' || value.charAt(at) == '\t')) {
            at++;
        }
        return at;
    }

    /// Behind the value; -1 when its quote does not end.
    private static int value(String value, int from, StringBuilder into) {
        int at = from;
        if (at < value.length() && value.charAt(at) == '"') {
            at++;
            while (at < value.length() && value.charAt(at) != '"') {
                if (value.charAt(at) == '\\' && at + 1 < value.length()) {
                    at++;
                }
                into.append(value.charAt(at++));
            }
            return at < value.length() ? at + 1 : -1;
        }
        while (at < value.length() && value.charAt(at) != ',' && value.charAt(at) != ' ') {
            into.append(value.charAt(at++));
        }
        return at;
    }

    /// Empty when absent.
    String get(String name) {
        return parameters.getOrDefault(name, "");
    }

    /// Secrets are derived from it: never printed by accident.
    @Override
    public String toString() {
        return "DigestHeader[" + parameters.size() + " parameters]";
    }
}
