package dev.gatehouse.drivers;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// `scheme:rest[?key=value&...]`, e.g. `http:127.0.0.1:8088/lpr/v1/lane3`, `mqtt:`,
/// `sim:busy-lane?seed=7`, `replay:reads.csv?seconds=60`.
///
/// @param scheme which link, lower case
/// @param target what stands between the colon and the question mark
/// @param parameters after the question mark, in order
public record LinkAddress(String scheme, String target, Map<String, String> parameters) {

    public LinkAddress {
        parameters = Map.copyOf(parameters);
    }

    /// Takes an address apart.
    ///
    /// @throws IllegalArgumentException stating what was expected
    public static LinkAddress parse(String text) {
        int colon = text.indexOf(':');
        if (colon <= 0) {
            throw new IllegalArgumentException(
                    "link address: expected `scheme:target`, found no scheme");
        }
        String rest = text.substring(colon + 1);
        int mark = rest.indexOf('?');
        Map<String, String> parameters = new LinkedHashMap<>();
        if (mark >= 0) {
            for (String pair : rest.substring(mark + 1).split("&", -1)) {
                int equals = pair.indexOf('=');
                if (equals <= 0) {
                    throw new IllegalArgumentException(
                            "link address: expected `key=value` after `?`");
                }
                parameters.put(
                        pair.substring(0, equals),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        String target = mark >= 0 ? rest.substring(0, mark) : rest;
        return new LinkAddress(text.substring(0, colon), target, parameters);
    }

    /// Value of a whole-number parameter.
    ///
    /// @throws IllegalArgumentException when present and not a whole number
    public long number(String key, long otherwise) {
        String value = parameters.get(key);
        if (value == null) {
            return otherwise;
        }
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "link parameter " + key + ": expected a whole number", e);
        }
    }
}
