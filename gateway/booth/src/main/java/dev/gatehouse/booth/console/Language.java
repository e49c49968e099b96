package dev.gatehouse.booth.console;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// Languages of the console, each with one catalogue.
enum Language {
    EN,
    FR;

    /// Longest Accept-Language looked at.
    private static final int HEADER_MAX_CHARS = 256;

    /// As in `lang`, `?lang=` and the cookie.
    String tag() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Language> of(String tag) {
        return Arrays.stream(values()).filter(language -> language.tag().equals(tag)).findAny();
    }

    /// The one a browser prefers (RFC 9110, 12.5.4); English when it says nothing that helps.
    static Language preferred(String acceptLanguage) {
        Language best = EN;
        double bestWeight = 0;
        if (acceptLanguage.length() > HEADER_MAX_CHARS) {
            return best;
        }
        for (String range : acceptLanguage.split(",", -1)) {
            String[] parts = range.strip().toLowerCase(Locale.ROOT).split(";", -1);
            Optional<Language> language = of(parts[0].strip().split("-", -1)[0]);
            double weight = weight(parts);
            if (language.isPresent() && weight > bestWeight) {
                best = language.get();
                bestWeight = weight;
            }
        }
        return best;
    }

    private static double weight(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip();
            if (parameter.startsWith("q=")) {
                try {
                    double weight = Double.parseDouble(parameter.substring(2));
                    return weight >= 0 && weight <= 1 ? weight : 0;
                } catch (NumberFormatException e) {
                    return 0;
                }
            }
        }
        return 1;
    }
}
