package dev.gatehouse.booth.console;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A small form as browsers send it (`application/x-www-form-urlencoded`).
final class Form {
    private static final int FIELDS_MAX = 8;

    private Form() {}

    /// Reads a body; empty when it is no such form, has too many fields or one of them twice.
    static Optional<Map<String, String>> parse(byte[] body) {
        for (byte octet : body) {
            if (octet <= ' ' || octet > '~') {
                return Optional.empty();
            }
        }
        Map<String, String> fields = new LinkedHashMap<>();
        for (String pair : new String(body, StandardCharsets.US_ASCII).split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 1 || fields.size() >= FIELDS_MAX) {
                return Optional.empty();
            }
            try {
                String value =
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8);
                if (fields.put(pair.substring(0, equals), value) != null) {
                    return Optional.empty();
                }
            } catch (IllegalArgumentException _) {
                return Optional.empty();
            }
        }
        return Optional.of(fields);
    }
}
