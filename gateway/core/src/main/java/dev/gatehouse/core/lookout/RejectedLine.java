package dev.gatehouse.core.lookout;

/// A line of a list that was not taken.
///
/// @param line number of the line where the record starts, 1 for the header
/// @param column name of the column at fault, empty when it is the line as a whole
/// @param reason why
public record RejectedLine(long line, String column, Reason reason) {

    /// Why a line is not taken.
    public enum Reason {
        /// More fields than the header has columns, or too few for those that must be there.
        FIELD_COUNT,
        /// A field is longer than 256 characters.
        FIELD_TOO_LONG,
        /// Bytes that are no UTF-8.
        ENCODING,
        /// Empty, longer than 64 characters, or with blanks or control characters.
        BAD_ID,
        /// Another line above has the same id.
        DUPLICATE_ID,
        /// Not a name of the fact sheet's section 1.
        UNKNOWN_KIND,
        /// Nothing to search for.
        EMPTY_IDENTIFIER,
        /// Longer than ten characters, or letters that are not Latin.
        PLATE_NOT_CANONICAL,
        /// Fewer than four characters are known.
        PLATE_TOO_PARTIAL,
        /// The list has more plates with unread characters than are searched.
        TOO_MANY_PARTIAL,
        /// Not a number from 1 to 5.
        BAD_PRIORITY,
        /// Not an action of the fact sheet's section 13.
        UNKNOWN_ACTION,
        /// Neither an ISO date nor an instant.
        BAD_VALID_UNTIL
    }
}
