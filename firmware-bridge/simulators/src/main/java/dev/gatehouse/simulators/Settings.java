package dev.gatehouse.simulators;

import dev.gatehouse.drivers.LinkAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/// Parameters of a simulator's address, checked: an unknown or unusable one stops the start and
/// says what was expected.
final class Settings {

    /// Longest `run=` word; it goes into every event id, which has 128 characters.
    private static final int RUN_LIMIT = 16;

    private final LinkAddress address;

    /// @throws IllegalArgumentException naming the parameters there are
    Settings(LinkAddress address, Set<String> known) {
        this.address = address;
        for (String name : new TreeSet<>(address.parameters().keySet())) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(
                        "link parameter "
                                + name
                                + ": unknown, expected one of "
                                + new TreeSet<>(known));
            }
        }
    }

    long number(String key, long otherwise) {
        return address.number(key, otherwise);
    }

    long number(String key, long otherwise, long least, long most) {
        long value = address.number(key, otherwise);
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "link parameter "
                            + key
                            + ": expected "
                            + least
                            + ".."
                            + most
                            + ", found "
                            + value);
        }
        return value;
    }

    OptionalLong optionalNumber(String key, long least, long most) {
        return address.parameters().containsKey(key)
                ? OptionalLong.of(number(key, least, least, most))
                : OptionalLong.empty();
    }

    /// A share between 0 and 1.
    double share(String key, double otherwise) {
        String text = address.parameters().get(key);
        if (text == null) {
            return otherwise;
        }
        double value;
        try {
            value = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "link parameter " + key + ": expected a number from 0 to 1", e);
        }
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(
                    "link parameter " + key + ": expected 0 to 1, found " + value);
        }
        return value;
    }

    Optional<Path> file(String key) {
        return Optional.ofNullable(address.parameters().get(key)).map(Path::of);
    }

    /// `run=WORD`: a new word makes new events of the same scenario; the same word sends the same
    /// events again.
    String run() {
        String run = address.parameters().getOrDefault("run", "0");
        if (run.isEmpty() || run.length() > RUN_LIMIT || !run.matches("[A-Za-z0-9]+")) {
            throw new IllegalArgumentException(
                    "link parameter run: expected 1.."
                            + RUN_LIMIT
                            + " letters or digits, found "
                            + run.length()
                            + " characters");
        }
        return run;
    }
}
