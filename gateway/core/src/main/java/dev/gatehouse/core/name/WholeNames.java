package dev.gatehouse.core.name;

import dev.gatehouse.core.name.NamePart.Role;
import java.util.List;
import java.util.function.IntConsumer;

/// Names that are found by what they are as a whole: neighbours that the query has as one part, and
/// an organisation's first letters. Not for two threads at a time.
final class WholeNames {
    private static final int SHORTEST_HALF = 2;
    private static final int LONGEST_HALF = 20;

    private final NameIndex index;
    private final PartDictionary dictionary;
    private final LikeParts like;
    private final IntConsumer found;
    private final SearchWork work;
    private final Half half;
    private final IntList names = new IntList();
    private final LastParts<int[]> joined = new LastParts<>();

    /// The part of a glued word whose letters may be wrong, beside the one that is as written.
    private static final class Half {
        private final PartDictionary dictionary;
        private final ShapeDistance folded = new ShapeDistance(FoldedLetters.SYMBOL_BITS);
        private int brief;
        private int length;

        Half(PartDictionary dictionary) {
            this.dictionary = dictionary;
        }

        void ask(String text) {
            brief = PartDictionary.brief(NamePart.of(text, Role.PART, 1));
            length = text.length();
            folded.set(FoldedLetters.of(text));
        }

        boolean mayBe(int id, int other) {
            return !PartDictionary.soundsFar(brief, other)
                    && Math.abs(dictionary.length(id) - length) <= 1
                    && folded.to(dictionary.folded(id)) <= 1;
        }
    }

    /// Names of an index.
    ///
    /// @param found takes their numbers, some twice
    WholeNames(NameIndex index, LikeParts like, SearchWork work, IntConsumer found) {
        this.index = index;
        this.work = work;
        this.like = like;
        this.found = found;
        dictionary = index.dictionary();
        half = new Half(dictionary);
    }

    /// Finds names for a query.
    void find(NameForm query) {
        byJoined(query);
        byAcronym(query);
    }

    private void byJoined(NameForm query) {
        for (NamePart part : query.parts()) {
            if (part.text().length() >= Alignment.SHORTEST_JOINED) {
                int[] names = joined.get(part);
                if (names == null) {
                    names = joinedAs(part);
                    joined.put(part, names);
                }
                for (int name : names) {
                    found.accept(name);
                }
            }
        }
    }

    /// Names of which two neighbours are a part when they are written together.
    private int[] joinedAs(NamePart part) {
        KeyTable table = index.joined();
        names.clear();
        int key = PartKeys.keyOfJoined(part.text());
        for (int at = table.from(key); at < table.to(key); at++) {
            if (table.keyAt(at) == key) {
                offer(table.valueAt(at), part);
            }
        }
        if (!isListed(part)) {
            byHalves(part);
        }
        return names.ints();
    }

    /// Whether listed names have just this part: then it is a name, and hardly two written
    /// together.
    private boolean isListed(NamePart part) {
        KeyTable table = dictionary.keys();
        int key = PartKeys.keyOfShape(part.text());
        long packed = PackedPart.of(part);
        for (int at = table.from(key); at < table.to(key); at++) {
            if (table.keyAt(at) == key
                    && packed != PackedPart.NONE
                    && PackedPart.sameLetters(packed, dictionary.packed(table.valueAt(at)))) {
                return true;
            }
        }
        return false;
    }

    /// Names of which two neighbours written together are one letter from a part of the query: that
    /// letter is in one of the two, and the other one is written as the beginning or the end of the
    /// part. Parts that few people's names begin or end with are found first.
    private void byHalves(NamePart part) {
        String text = part.text();
        for (int cut = SHORTEST_HALF;
                cut <= Math.min(text.length() - SHORTEST_HALF, LONGEST_HALF);
                cut++) {
            halves(part, text.substring(0, cut), text.substring(cut));
            halves(part, text.substring(cut), text.substring(0, cut));
        }
    }

    private void halves(NamePart part, String written, String other) {
        KeyTable table = dictionary.keys();
        int key = PartKeys.keyOfShape(written);
        long letters = FoldedLetters.of(written);
        boolean asked = false;
        for (int at = table.from(key); at < table.to(key); at++) {
            int id = table.valueAt(at);
            if (table.keyAt(at) == key && dictionary.folded(id) == letters) {
                if (!asked) {
                    half.ask(other);
                    asked = true;
                }
                beside(part, id);
            }
        }
    }

    private void beside(NamePart part, int id) {
        Postings postings = index.postings();
        if (postings.isCommon(id)) {
            CommonParts common = index.common();
            work.neighbours += common.to(id) - common.from(id);
            for (int at = common.from(id); at < common.to(id); at++) {
                if (half.mayBe(common.besideAt(at), common.briefAt(at))) {
                    for (int i = common.nameFrom(at); i < common.nameFrom(at + 1); i++) {
                        offer(common.name(i), part);
                    }
                }
            }
            return;
        }
        work.postings += postings.count(id);
        for (int at = postings.from(id); at < postings.from(id + 1); at++) {
            int name = postings.name(at);
            int end = index.firstPart(name + 1);
            for (int i = index.firstPart(name); i + 1 < end; i++) {
                int one = index.partAt(i);
                int next = index.partAt(i + 1);
                if ((one == id && half.mayBe(next, dictionary.brief(next)))
                        || (next == id && half.mayBe(one, dictionary.brief(one)))) {
                    offer(name, part);
                }
            }
        }
    }

    private void offer(int name, NamePart part) {
        if (hasNeighbours(name, part)) {
            names.add(name);
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
            return;
        }
        String acronym = query.acronym();
        // numbers alone have no first letters
        if (parts.size() >= OrganisationRules.SHORTEST_ACRONYM && !acronym.isEmpty()) {
            NamePart letters = NamePart.of(acronym, Role.WORD, 1);
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
