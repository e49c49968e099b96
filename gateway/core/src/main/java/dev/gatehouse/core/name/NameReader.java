package dev.gatehouse.core.name;

import java.util.List;

/// Reads a written name into the form that is compared.
///
/// Stateless: any thread may use it. Nothing is rejected: a name with nothing in it gives an empty
/// form, which matches nothing; an overlong one is cut and marked as truncated.
public final class NameReader {
    /// Version of the rules; the tables have their own.
    public static final int VERSION = 1;

    private NameReader() {}

    /// Reads one name.
    ///
    /// @param kind whose name it is; [NameKind#EITHER] is settled by the words
    /// @param name as written, in any script
    public static NameForm read(NameKind kind, String name) {
        NameTables tables = NameTables.get();
        NameTokens.Words words = NameTokens.read(name, tables.letters());
        return read(kind, words, tables);
    }

    /// Two names that are to be compared: when one of them is settled as an organisation's, so is
    /// the other.
    ///
    /// @return the two forms
    public static List<NameForm> readPair(NameKind kind, String left, String right) {
        NameKind common = kind;
        if (kind == NameKind.EITHER) {
            boolean organisation = looksLikeOrganisation(left) || looksLikeOrganisation(right);
            common = organisation ? NameKind.ORGANISATION : NameKind.PERSON;
        }
        return List.of(read(common, left), read(common, right));
    }

    /// Whether a name has a word or a legal form that only organisations have.
    public static boolean looksLikeOrganisation(String name) {
        NameTables tables = NameTables.get();
        return looksLikeOrganisation(NameTokens.read(name, tables.letters()).tokens(), tables);
    }

    private static boolean looksLikeOrganisation(List<NameToken> tokens, NameTables tables) {
        if (tokens.isEmpty()) {
            return false;
        }
        List<NameToken> joined = NameTokens.joinLetters(tokens);
        return !tables.legalForms().split(joined).classes().isEmpty()
                || joined.stream()
                        .anyMatch(token ->
                                tables.organisationWords().isOrganisationWord(token.text()));
    }

    private static NameForm read(NameKind kind, NameTokens.Words words, NameTables tables) {
        NameKind settled = kind;
        if (kind == NameKind.EITHER) {
            settled =
                    looksLikeOrganisation(words.tokens(), tables)
                            ? NameKind.ORGANISATION
                            : NameKind.PERSON;
        }
        return settled == NameKind.PERSON
                ? new PersonReader(tables).read(words)
                : new OrganisationReader(tables, settled).read(words);
    }
}
