package dev.gatehouse.simulators;

import dev.gatehouse.simulators.OfficerPeerConfig.Credentials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/// Command line of the officer's own process. Passwords come from files, never from arguments that
/// `ps` shows.
///
/// @param config how to reach the booth
/// @param seconds ends after so many; empty for no end
record OfficerArguments(OfficerPeerConfig config, OptionalLong seconds) {

    static final String USAGE =
            """
            usage: officer --broker tcp://HOST:PORT --booth NAME --lane LANE
                           --terminal-user USER --terminal-password-file FILE
                           --badge BADGE --officer-user USER --officer-password-file FILE
                           [--role officer] [--shift day] [--seed 1] [--speed 1] [--release-share 0.1] [--seconds N]
                           [--papers FILE]\
            """;

    private static final Set<String> REQUIRED =
            Set.of(
                    "broker",
                    "booth",
                    "lane",
                    "terminal-user",
                    "terminal-password-file",
                    "badge",
                    "officer-user",
                    "officer-password-file");
    private static final Set<String> OPTIONAL =
            Set.of("role", "shift", "seed", "speed", "release-share", "seconds", "papers");
    private static final long PASSWORD_FILE_LIMIT_BYTES = 4096;

    /// @throws IllegalArgumentException saying what was expected
    static OfficerArguments parse(String[] arguments) {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            String name = arguments[i].startsWith("--") ? arguments[i].substring(2) : "";
            if (!REQUIRED.contains(name) && !OPTIONAL.contains(name)) {
                throw new IllegalArgumentException("unknown argument at position " + (i + 1));
            }
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException("--" + name + ": expected a value");
            }
            given.put(name, arguments[i + 1]);
        }
        Set<String> missing = new TreeSet<>(REQUIRED);
        missing.removeAll(given.keySet());
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("expected also " + missing);
        }
        OfficerPeerConfig config =
                new OfficerPeerConfig(
                        text(given, "broker", ""),
                        text(given, "booth", ""),
                        text(given, "lane", ""),
                        credentials(given, "terminal"),
                        text(given, "badge", ""),
                        credentials(given, "officer"),
                        text(given, "role", "officer"),
                        text(given, "shift", "day"),
                        (long) number(given, "seed", 1),
                        number(given, "speed", 1),
                        number(given, "release-share", OfficerHabits.USUAL_RELEASE_SHARE),
                        Optional.ofNullable(given.get("papers")).map(Path::of));
        OptionalLong seconds =
                given.containsKey("seconds")
                        ? OptionalLong.of((long) number(given, "seconds", 0))
                        : OptionalLong.empty();
        return new OfficerArguments(config, seconds);
    }

    private static String text(Map<String, String> given, String name, String otherwise) {
        return given.getOrDefault(name, otherwise);
    }

    private static double number(Map<String, String> given, String name, double otherwise) {
        String value = given.get(name);
        if (value == null) {
            return otherwise;
        }
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--" + name + ": expected a number", e);
        }
    }

    private static Credentials credentials(Map<String, String> given, String who) {
        Path file = Path.of(text(given, who + "-password-file", ""));
        try {
            if (Files.size(file) > PASSWORD_FILE_LIMIT_BYTES) {
                throw new IllegalArgumentException(
                        "--" + who + "-password-file: expected one line");
            }
            return new Credentials(text(given, who + "-user", ""), Files.readString(file).strip());
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "--" + who + "-password-file: expected a readable file", e);
        }
    }
}
