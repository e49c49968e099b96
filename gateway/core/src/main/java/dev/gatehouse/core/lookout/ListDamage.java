package dev.gatehouse.core.lookout;

/// Why a list as a whole cannot be used.
///
/// @param line where it shows, 0 when it has no line
/// @param reason why
public record ListDamage(long line, Reason reason) {

    /// Kinds of damage.
    public enum Reason {
        /// The file cannot be read.
        UNREADABLE,
        /// Longer than the limit.
        TOO_LONG,
        /// Empty, or its first line is not a header.
        NO_HEADER,
        /// A column that must be there is not.
        MISSING_COLUMN,
        /// A column that means something occurs twice.
        DUPLICATE_COLUMN,
        /// Quotes or field lengths that leave no way to tell where the next line starts.
        BAD_STRUCTURE,
        /// More lines than the limit.
        TOO_MANY_LINES,
        /// Not one line was taken though there are some.
        NOTHING_ACCEPTED,
        /// The index cannot be built within its bounds.
        NOT_INDEXABLE,
        /// Neither CSV nor a built list.
        NOT_A_LIST,
        /// A built list of another format, or with words of a later program.
        UNKNOWN_FORMAT,
        /// A built list, and no key to open it.
        NO_KEY,
        /// A built list that another key opens.
        WRONG_KEY,
        /// Altered, cut short, or put together from several.
        NOT_AUTHENTIC,
        /// Opened, and not in the form of a list.
        BAD_CONTENT,
        /// The next delta is missing though a later one is there, or is not the next one.
        GAP,
        /// Not newer than the generation in force.
        ROLLED_BACK;

        /// Whether it cannot pass before the file changes.
        boolean isLasting() {
            return switch (this) {
                case UNREADABLE, NO_KEY, WRONG_KEY -> false;
                case TOO_LONG,
                        NO_HEADER,
                        MISSING_COLUMN,
                        DUPLICATE_COLUMN,
                        BAD_STRUCTURE,
                        TOO_MANY_LINES,
                        NOTHING_ACCEPTED,
                        NOT_INDEXABLE,
                        NOT_A_LIST,
                        UNKNOWN_FORMAT,
                        NOT_AUTHENTIC,
                        BAD_CONTENT,
                        GAP,
                        ROLLED_BACK ->
                        true;
            };
        }
    }
}
