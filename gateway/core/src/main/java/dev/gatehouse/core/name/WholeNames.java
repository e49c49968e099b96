package dev.gatehouse.core.name;

import dev.gatehouse.core.name.NamePart.Role;
import java.util.List;
import java.util.function.IntConsumer;

/// Names that are found by what they are as a whole: neighbours that the query has as one part, and
/// an organisation's first letters. Not for two threads at a time.
final class WholeNames {
    private final NameIndex index;
    private final PartDictionary dictionary;
    private final LikeParts like;
    private final IntConsumer found;

    /// Names of an index.
    ///
    /// @param found takes their numbers, some twice
    WholeNames(NameIndex index, LikeParts like, IntConsumer found) {
        this.index = index;
        this.like = like;
        this.found = found;
        dictionary = index.dictionary();
    }

    /// Finds names for a query.
    void find(NameForm query) {
        byJoined(query);
        byAcronym(query);
    }

    private void byJoined(NameForm query) {
        KeyTable table = index.joined();
        for (NamePart part : query.parts()) {
            if (part.text().length() >= Alignment.SHORTEST_JOINED) {
                int key = PartKeys.keyOfJoined(part.text());
                for (int at = table.from(key); at < table.to(key); at++) {
                    if (table.keyAt(at) == key && hasNeighbours(table.valueAt(at), part)) {
                        found.accept(table.valueAt(at));
                    }
                }
            }
        }
    }

    /// Whether two neighbours of a listed name are together like a part of the query.
    private boolean hasNeighbours(int name, NamePart part) {
        int end = index.firstPart(name + 1);
        for (int at = index.firstPart(name); at + 1 < end; at++) {
            String first = dictionary.part(index.partAt(at)).text();
            NamePart second = dictionary.part(index.partAt(at + 1));
            if (like.isTogether(first, second.text(), part)
                    || (!second.joined().isEmpty()
                            && like.isTogether(first, second.joined(), part))) {
                return true;
            }
        }
        return false;
    }

    /// An organisation by its first letters, and the words of which a listed name is the letters.
    private void byAcronym(NameForm query) {
        if (query.kind() == NameKind.PERSON) {
            return;
        }
        List<NamePart> parts = query.parts();
        if (parts.size() == 1) {
            KeyTable table = index.acronyms();
            int key = parts.getFirst().text().hashCode();
            for (int at = table.from(key); at < table.to(key); at++) {
                if (table.keyAt(at) == key) {
                    found.accept(table.valueAt(at));
                }
            }
        } else if (parts.size() >= OrganisationRules.SHORTEST_ACRONYM) {
            NamePart letters = NamePart.of(query.acronym(), Role.WORD, 1);
            Postings postings = index.postings();
            for (int part : like.likeOther(letters)) {
                for (int at = postings.from(part); at < postings.from(part + 1); at++) {
                    int name = postings.name(at);
                    if (index.firstPart(name + 1) - index.firstPart(name) == 1) {
                        found.accept(name);
                    }
                }
            }
        }
    }
}
