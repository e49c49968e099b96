package dev.gatehouse.core.match;

/// One step from a read to the listed plate: a language-neutral code with operands (fact sheet,
/// section 10).
///
/// @param code what happened
/// @param read characters as read, empty when the code has none
/// @param listed characters as listed, empty when the code has none
/// @param position in the read, 1 for the first character; for a lost one, where it stands in the
///   listed plate; 0 when the code has none
public record MatchStep(Code code, String read, String listed, int position) {
    /// Behind the last character of the longest identifier.
    static final int MAX_POSITION = 65;

    /// Codes of matching plates and other identifiers.
    public enum Code {
        /// Two characters of one look-alike class.
        FOLDED("FOLDED"),
        /// One character for another.
        EDIT_SUBST("EDIT SUBST"),
        /// A character of the listed plate that the read lacks.
        EDIT_LOST("EDIT LOST"),
        /// A character of the read that the listed plate lacks.
        EDIT_EXTRA("EDIT EXTRA"),
        /// Two neighbours in each other's place: a keying error rather than a reading error.
        EDIT_SWAP("EDIT SWAP"),
        /// A character that was not read, or that the lookout does not know.
        WILDCARD("WILDCARD"),
        /// The read or the lookout has no jurisdiction, or the reader doubted its own.
        JURISDICTION_UNKNOWN("JURISDICTION_UNKNOWN"),
        /// Both jurisdictions are known and differ: a lead, since readers mistake the state.
        JURISDICTION_DIFFERS("JURISDICTION_DIFFERS"),
        /// The document's issuer, or the check digit of an IMEI, is not known on one side.
        QUALIFIER_UNKNOWN("QUALIFIER_UNKNOWN"),
        /// The list has a code that stands for all codes under it.
        PREFIX("PREFIX"),
        /// The read was searched by edit because its check is missing or disagrees.
        CHECK_FAILED("CHECK FAILED");

        private final String word;

        Code(String word) {
            this.word = word;
        }
    }

    public MatchStep {
        if (position < 0 || position > MAX_POSITION) {
            throw new IllegalArgumentException("position: expected 0-65, found " + position);
        }
    }

    /// A step without operands.
    public static MatchStep of(Code code) {
        return new MatchStep(code, "", "", 0);
    }

    /// The form of the wire and of the terminal, e.g. `FOLDED 8->B @3`. Content: not for logs.
    public String text() {
        return switch (code) {
            case JURISDICTION_UNKNOWN,
                    JURISDICTION_DIFFERS,
                    QUALIFIER_UNKNOWN,
                    PREFIX,
                    CHECK_FAILED ->
                    code.word;
            case WILDCARD -> code.word + " @" + position;
            case FOLDED, EDIT_SUBST, EDIT_SWAP ->
                    code.word + " " + read + "->" + listed + " @" + position;
            case EDIT_LOST -> code.word + " " + listed + " @" + position;
            case EDIT_EXTRA -> code.word + " " + read + " @" + position;
        };
    }

    /// Characters of plates are content: never printed by accident.
    @Override
    public String toString() {
        return "MatchStep[" + code + ", content withheld]";
    }
}
