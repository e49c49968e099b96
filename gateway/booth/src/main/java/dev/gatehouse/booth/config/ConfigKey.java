package dev.gatehouse.booth.config;

/// One key of the configuration, explained.
///
/// @param path table and key, e.g. `lookouts.hard_age_s`
/// @param type text, texts, whole number, true or false, table
/// @param unit of the number, empty when there is none
/// @param otherwise what holds without the key; `required` when there must be one
/// @param range what is taken
/// @param meaning one or two sentences, the first of which stands for itself
/// @param example as it stands in the file
/// @param readBy the part of the program that acts on it
public record ConfigKey(
        String path,
        String type,
        String unit,
        String otherwise,
        String range,
        String meaning,
        String example,
        String readBy) {
    /// What stands for a default where there is none.
    public static final String REQUIRED = "required";

    public ConfigKey {
        if (path.isBlank()
                || type.isBlank()
                || otherwise.isBlank()
                || range.isBlank()
                || meaning.isBlank()
                || example.isBlank()
                || readBy.isBlank()) {
            throw new IllegalArgumentException(path + ": expected every field, found a blank");
        }
    }

    /// The first sentence of the meaning.
    public String summary() {
        int end = meaning.indexOf(". ");
        return end < 0 ? meaning : meaning.substring(0, end + 1);
    }
}
