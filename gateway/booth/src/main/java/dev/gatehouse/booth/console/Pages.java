package dev.gatehouse.booth.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The two pages and what they load, from the class path; read once, held in memory. A template
/// names a message as `{{key}}`; whatever is put in is escaped.
final class Pages {
    private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z@._]+)}}");
    private static final String PAIRING_KEYS = "pair.";

    private final Map<Language, Map<String, String>> catalogues = new EnumMap<>(Language.class);
    private final String panel = text("panel.html");
    private final String pairing = text("pair.html");
    private final byte[] css = octets("console.css");
    private final byte[] icon = octets("icon.svg");
    private final byte[] panelScript = octets("panel.js");
    private final byte[] pairingScript = octets("pair.js");

    Pages() {
        for (Language language : Language.values()) {
            catalogues.put(language, catalogue(language));
        }
    }

    byte[] css() {
        return css;
    }

    byte[] icon() {
        return icon;
    }

    byte[] panelScript() {
        return panelScript;
    }

    byte[] pairingScript() {
        return pairingScript;
    }

    byte[] panel(Language language, Session session) {
        Map<String, String> values = new LinkedHashMap<>(messages(language));
        values.put("@csrf", session.csrf());
        values.put("@role", messages(language).getOrDefault("role." + session.role().word(), ""));
        values.put("@lang", language.tag());
        values.put("@messages", json(messages(language), key -> !key.startsWith(PAIRING_KEYS)));
        return fill(panel, values);
    }

    /// Knows nothing of the booth.
    byte[] pairing(Language language, String formToken) {
        Map<String, String> values = new LinkedHashMap<>(messages(language));
        values.put("@form", formToken);
        values.put("@lang", language.tag());
        values.put("@messages", json(messages(language), key -> key.startsWith(PAIRING_KEYS)));
        return fill(pairing, values);
    }

    Map<String, String> messages(Language language) {
        Map<String, String> messages = catalogues.get(language);
        if (messages == null) {
            throw new IllegalStateException("no catalogue of " + language);
        }
        return messages;
    }

    private static byte[] fill(String template, Map<String, String> values) {
        Matcher places = PLACE.matcher(template);
        StringBuilder page = new StringBuilder(template.length() + 8_192);
        while (places.find()) {
            String key = places.group(1);
            String value = values.get(key);
            if (value == null) {
                throw new IllegalStateException("a page names a message that is not there: " + key);
            }
            places.appendReplacement(
                    page,
                    Matcher.quoteReplacement(key.equals("@messages") ? value : escaped(value)));
        }
        return places.appendTail(page).toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String escaped(String value) {
        return value.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /// Safe inside a script element.
    private static String json(
            Map<String, String> messages, java.util.function.Predicate<String> wanted) {
        StringBuilder json = new StringBuilder("{");
        messages.forEach((key, value) -> {
            if (wanted.test(key)) {
                json.append(json.length() == 1 ? "" : ",\n");
                json.append('"').append(key).append("\":\"");
                json.append(
                        value.replace("\\", "\\\\").replace("\"", "\\\"").replace("<", "\\u003c"));
                json.append('"');
            }
        });
        return json.append('}').toString();
    }

    /// One `key = value` a line; lines that begin with `#` are notes.
    private static Map<String, String> catalogue(Language language) {
        Map<String, String> messages = new TreeMap<>();
        for (String line : text("messages." + language.tag()).lines().toList()) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            int equals = line.indexOf('=');
            if (equals < 1
                    || messages.put(
                                    line.substring(0, equals).strip(),
                                    line.substring(equals + 1).strip())
                            != null) {
                throw new IllegalStateException(
                        "catalogue "
                                + language.tag()
                                + ": expected key = value once, found "
                                + line);
            }
        }
        return messages;
    }

    private static String text(String name) {
        return new String(octets(name), StandardCharsets.UTF_8);
    }

    private static byte[] octets(String name) {
        try (InputStream in = Pages.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("not on the class path: " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("the class path cannot be read", e);
        }
    }
}
