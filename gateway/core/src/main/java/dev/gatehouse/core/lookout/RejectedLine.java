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
        /// A field, or one of its values, is longer than its column may be.
        FIELD_TOO_LONG,
        /// A field with more values than are kept.
        TOO_MANY_VALUES,
        /// Bytes that are no UTF-8.
        ENCODING,
        /// Empty, longer than 64 characters, or with blanks or control characters.
        BAD_ID,
        /// Another line above has the same id.
        DUPLICATE_ID,
        /// Not a name of the fact sheet's section 1.
        UNKNOWN_KIND,
        /// Nothing to search for: neither an identifier nor a name.
        EMPTY_IDENTIFIER,
        /// A name, or an alias, of a kind that has none; or an alias without a name.
        NO_NAME_OF_KIND,
        /// An identifier of a kind of subject that has none.
        NO_IDENTIFIER_OF_KIND,
        /// Not in the form of its kind.
        IDENTIFIER_NOT_CANONICAL,
        /// Not `KIND=value`, or no kind of identifier.
        UNKNOWN_IDENTIFIER_KIND,
        /// Above 1, and the line above is not of the same lookout or was not taken.
        PART_WITHOUT_FIRST,
        /// More subjects than one lookout may have.
        TOO_MANY_SUBJECTS,
        /// Not a whole number in its range.
        BAD_NUMBER,
        /// Not one of the words of its column.
        UNKNOWN_WORD,
        /// Not a birth date as a list writes it.
        BAD_BIRTH,
        /// Neither an ISO date nor an instant, or not before the end.
        BAD_VALID_FROM,
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
