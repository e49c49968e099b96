package dev.gatehouse.bus;

import java.util.ArrayList;
import java.util.List;

/// Topic filters of MQTT 5, section 4.7, on names split into levels once.
final class TopicFilter {

    static final String SHARED_PREFIX = "$share/";

    private final String text;
    private final List<String> levels;

    private TopicFilter(String text, List<String> levels) {
        this.text = text;
        this.levels = levels;
    }

    /// @throws IllegalArgumentException when the filter is not one; ask [#isValid] first for what
    ///   comes from outside
    static TopicFilter of(String text) {
        List<String> levels = levelsOf(text);
        if (!isValid(text, levels)) {
            throw new IllegalArgumentException(
                    "expected a topic filter, found " + text.length() + " characters");
        }
        return new TopicFilter(text, levels);
    }

    /// \[MQTT-4.7.0-1\], \[MQTT-4.7.1-1\] and \[MQTT-4.7.1-2\]: not empty, no NUL, `#` alone and
    /// last, `+` alone.
    static boolean isValid(String text) {
        return isValid(text, levelsOf(text));
    }

    private static boolean isValid(String text, List<String> levels) {
        if (text.isEmpty() || text.indexOf('\0') >= 0) {
            return false;
        }
        for (int i = 0; i < levels.size(); i++) {
            String level = levels.get(i);
            boolean hash = level.indexOf('#') >= 0;
            if (hash && (level.length() > 1 || i != levels.size() - 1)) {
                return false;
            }
            if (level.indexOf('+') >= 0 && level.length() > 1) {
                return false;
            }
        }
        return true;
    }

    static int depth(String text) {
        int depth = 1;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '/') {
                depth++;
            }
        }
        return depth;
    }

    static List<String> levelsOf(String text) {
        List<String> levels = new ArrayList<>();
        int start = 0;
        for (int slash = text.indexOf('/'); slash >= 0; slash = text.indexOf('/', start)) {
            levels.add(text.substring(start, slash));
            start = slash + 1;
        }
        levels.add(text.substring(start));
        return List.copyOf(levels);
    }

    /// \[MQTT-4.7.2-1\]: a filter that begins with a wildcard does not see topics that begin with
    /// `$`.
    boolean matches(List<String> name) {
        if (name.getFirst().startsWith("$") && startsWithWildcard()) {
            return false;
        }
        for (int i = 0; i < levels.size(); i++) {
            String level = levels.get(i);
            if (level.equals("#")) {
                return true;
            }
            if (i >= name.size() || !(level.equals("+") || level.equals(name.get(i)))) {
                return false;
            }
        }
        return name.size() == levels.size();
    }

    private boolean startsWithWildcard() {
        return levels.getFirst().equals("#") || levels.getFirst().equals("+");
    }

    /// Whether some topic name matches both.
    boolean overlaps(TopicFilter other) {
        int shorter = Math.min(levels.size(), other.levels.size());
        for (int i = 0; i < shorter; i++) {
            String mine = levels.get(i);
            String theirs = other.levels.get(i);
            if (mine.equals("#") || theirs.equals("#")) {
                return true;
            }
            if (!mine.equals("+") && !theirs.equals("+") && !mine.equals(theirs)) {
                return false;
            }
        }
        return levels.size() == other.levels.size()
                || endsInHashAt(shorter)
                || other.endsInHashAt(shorter);
    }

    /// `a/#` matches `a` too (4.7.1.2).
    private boolean endsInHashAt(int index) {
        return levels.size() == index + 1 && levels.get(index).equals("#");
    }

    @Override
    public String toString() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TopicFilter filter && filter.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }
}
