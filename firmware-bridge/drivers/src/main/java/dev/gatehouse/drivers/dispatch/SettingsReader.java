package dev.gatehouse.drivers.dispatch;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Settings of a system, read one by one; says what was expected and never quotes a value.
public final class SettingsReader {

    private final Map<String, String> settings;

    /// @param known names of one set or the other
    /// @throws IllegalArgumentException when there is a setting that nobody knows
    public SettingsReader(Map<String, String> settings, Set<String> known, Set<String> alsoKnown) {
        this.settings = Map.copyOf(settings);
        Set<String> unknown = new HashSet<>(settings.keySet());
        unknown.removeAll(known);
        unknown.removeAll(alsoKnown);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "settings: unknown "
                            + new TreeSet<>(unknown)
                            + ", expected some of "
                            + new TreeSet<>(known));
        }
    }

    public String text(String name) {
        return settings.getOrDefault(name, "").strip();
    }

    /// A whole number within bounds.
    public int number(String name, int otherwise, int least, int most) {
        String text = settings.get(name);
        if (text == null) {
            return otherwise;
        }
        int value;
        try {
            value = Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + ": expected a whole number", e);
        }
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + ": expected " + least + ".." + most);
        }
        return value;
    }

    /// A switch.
    public boolean onOff(String name, boolean otherwise) {
        return switch (settings.getOrDefault(name, otherwise ? "on" : "off")) {
            case "on" -> true;
            case "off" -> false;
            default -> throw new IllegalArgumentException(name + ": expected on or off");
        };
    }
}
