package dev.gatehouse.core.disk;

import java.util.regex.Pattern;

/// Names a [Disk] takes: no separators, so that no name leaves the directory.
public final class DiskNames {
    /// One to 96 characters, beginning with a letter or digit.
    public static final Pattern PATTERN = Pattern.compile("[a-z0-9][a-z0-9._-]{0,95}");

    private DiskNames() {}

    static String checked(String name) {
        if (!PATTERN.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "file name: expected " + PATTERN + ", found " + name.length() + " others");
        }
        return name;
    }
}
