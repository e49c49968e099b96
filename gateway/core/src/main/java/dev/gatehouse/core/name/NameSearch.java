package dev.gatehouse.core.name;

import dev.gatehouse.core.name.NamePart.Role;
import dev.gatehouse.core.name.NamePart.Trait;
import dev.gatehouse.core.name.PartnerCache.Partners;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;

/// Searches one [NameIndex]. One instance for each thread: it works in tables of its own.
public final class NameSearch {
    private static final Comparator<NameAnswer.Hit> BEST_FIRST =
            Comparator.comparingInt(NameAnswer.Hit::points)
                    .reversed()
                    .thenComparingInt(NameAnswer.Hit::name);

    /// To look at the other parts of so many names costs less than to compare the part they share.
    private static final int FEW_NAMES = 2;

    private final NameIndex index;
    private final PartDictionary dictionary;
    private final CommonParts common;
    private final int threshold;
    private final int cap;
    private final NameScorer scorer = new NameScorer();
    private final LikeParts like;

    /// One bit a name: whether the query looked at it, or has it as a candidate; cleared after each
    /// query.
    private final long[] seen;

    private final IntList seenNames = new IntList();
    private final IntList candidates = new IntList();
    private NameForm query = NameReader.read(NameKind.PERSON, "");
    private final Partners[] partners = new Partners[NameForm.MAX_PARTS];
    private int needed;
    private boolean anyCut;

    /// A search with the cap of the sheet.
    ///
    /// @param threshold least points of a hit, at least [NameScorer#DEFAULT_THRESHOLD]: below it
    ///   the index does not know all candidates
    public NameSearch(NameIndex index, int threshold) {
        this(index, threshold, NameIndex.CANDIDATE_CAP);
    }

    /// A search that compares every candidate however many there are: for measurements, not for
    /// travellers who wait.
    public static NameSearch uncapped(NameIndex index, int threshold) {
        return new NameSearch(index, threshold, Integer.MAX_VALUE);
    }

    NameSearch(NameIndex index, int threshold, int cap) {
        if (threshold < NameScorer.DEFAULT_THRESHOLD || cap < 1) {
            throw new IllegalArgumentException("a threshold below the one the index is made for");
        }
        this.index = index;
        this.threshold = threshold;
        this.cap = cap;
        dictionary = index.dictionary();
        common = index.common();
        like = new LikeParts(dictionary);
        seen = new long[(index.size() >> 6) + 1];
    }

    /// Listed names that score at least the threshold against a name.
    ///
    /// @param form of the kind of the index
    /// @param birthYear used only to choose when there are more candidates than the cap
    public NameAnswer search(NameForm form, OptionalInt birthYear) {
        propose(form);
        boolean narrowed = candidates.size() > cap && birthYear.isPresent();
        IntList chosen = narrowed ? ofBirthYear(birthYear.getAsInt()) : candidates;
        chosen.sort();
        boolean capReached = chosen.size() > cap;
        int compare = Math.min(chosen.size(), cap);
        List<NameAnswer.Hit> hits = new ArrayList<>();
        for (int i = 0; i < compare; i++) {
            int points = scorer.score(form, index.form(chosen.get(i)));
            if (points >= threshold) {
                hits.add(new NameAnswer.Hit(chosen.get(i), points));
            }
        }
        hits.sort(BEST_FIRST);
        return new NameAnswer(hits, compare, narrowed, capReached);
    }

    private IntList ofBirthYear(int year) {
        IntList chosen = new IntList();
        for (int i = 0; i < candidates.size(); i++) {
            int known = index.birthYear(candidates.get(i));
            if (known == 0 || Math.abs(known - year) <= 1) {
                chosen.add(candidates.get(i));
            }
        }
        return chosen;
    }

    /// Numbers of the names that are proposed, in no order; valid until the next call.
    IntList propose(NameForm form) {
        candidates.clear();
        if (form.kind() != index.kind()) {
            throw new IllegalArgumentException("a name of another kind than the index");
        }
        query = form;
        if (form.isEmpty() || index.size() == 0) {
            return candidates;
        }
        prepare();
        // first what needs no further look: a name that was looked at is not taken again
        byJoined();
        byAcronym();
        byParts();
        if (Integer.bitCount(needed) <= 1) {
            bySingles();
        }
        clear();
        return candidates;
    }

    /// Which parts of the query must have a partner when a listed part has none.
    private void prepare() {
        needed = 0;
        anyCut = query.truncated();
        for (int i = 0; i < query.parts().size(); i++) {
            NamePart part = query.parts().get(i);
            needed |= part.isCounted() && !part.is(Trait.TRUNCATED) ? 1 << i : 0;
        }
        like.ask(query);
    }

    /// By parts that sound like one of the query, then by those that are one letter from it: where
    /// no pair of parts sounds alike each of them differs by one letter, so that one part of the
    /// query need not be looked at, and the one with most such partners is not.
    private void byParts() {
        List<NamePart> parts = query.parts();
        boolean oneIsEnough = Integer.bitCount(needed) <= 1 || anyCut;
        int most = 0;
        for (int i = 0; i < parts.size(); i++) {
            partners[i] = like.partners(i);
            most = partners[i].near().length > partners[most].near().length ? i : most;
        }
        for (int i = 0; i < parts.size(); i++) {
            byParts(partners[i].alike(), oneIsEnough);
            byParts(partners[i].same(), oneIsEnough);
            if (i + 1 < parts.size()) {
                together(parts.get(i), parts.get(i + 1), 1 << i | 1 << (i + 1));
            }
        }
        for (int i = 0; i < parts.size(); i++) {
            if (i != most || oneIsEnough) {
                byParts(partners[i].near(), oneIsEnough);
            }
        }
    }

    private void byParts(int[] listed, boolean oneIsEnough) {
        for (int part : listed) {
            byPart(part, oneIsEnough);
        }
    }

    /// Two neighbours of the query that are one part of a listed name.
    private void together(NamePart first, NamePart second, int bits) {
        String text = first.text() + second.text();
        if (text.length() >= Alignment.SHORTEST_JOINED) {
            together(text, bits);
            if (!second.joined().isEmpty()) {
                together(first.text() + second.joined(), bits);
            }
        }
    }

    private void together(String text, int bits) {
        for (int part : like.together(NamePart.of(text, Role.PART, 1), bits)) {
            byPart(part, true);
        }
    }

    /// Names of a part that is or may be like a part of the query.
    ///
    /// @param oneIsEnough whether a name can match by this part alone though it has others
    private void byPart(int part, boolean oneIsEnough) {
        Postings postings = index.postings();
        boolean few = postings.count(part) <= FEW_NAMES;
        if (!few && like.bitsOf(part) == 0) {
            return;
        }
        if (common.isCommon(part)) {
            byNeighbours(part, oneIsEnough);
            return;
        }
        for (int at = postings.from(part); at < postings.from(part + 1); at++) {
            int name = postings.name(at);
            if (oneIsEnough || hasOther(name, part)) {
                visit(name);
            }
        }
    }

    /// Whether a name has, beside one part, another that is like the query, or nothing that counts:
    /// that is looked at before the part itself is compared.
    private boolean hasOther(int name, int part) {
        boolean alone = true;
        for (int at = index.firstPart(name); at < index.firstPart(name + 1); at++) {
            int other = index.partAt(at);
            if (other != part || !alone) {
                alone &= !dictionary.isCounted(other);
                if (like.bitsOf(other) != 0) {
                    return true;
                }
            }
        }
        return alone;
    }

    /// Names of a common part and another one that is like a part of the query.
    private void byNeighbours(int part, boolean oneIsEnough) {
        int bits = like.bitsOf(part);
        for (int at = common.from(part); at < common.to(part); at++) {
            int beside = common.besideAt(at);
            int both = bits | like.bitsOf(beside);
            if ((both & (both - 1)) != 0 || (oneIsEnough && isFree(beside, part))) {
                for (int name = common.nameFrom(at); name < common.nameFrom(at + 1); name++) {
                    visit(common.name(name));
                }
            }
        }
    }

    /// Whether a name can be like the query by the common part alone.
    private boolean isFree(int beside, int part) {
        return beside == part || !dictionary.isCounted(beside) || query.parts().size() == 1;
    }

    /// Names of one part that a query of one part is near, by however many letters.
    private void bySingles() {
        for (int at = 0; at < index.singles(); at++) {
            int part = index.single(at);
            if (like.bitsOf(part) != 0) {
                byPart(part, true);
            }
        }
    }

    private void byJoined() {
        KeyTable table = index.joined();
        for (NamePart part : query.parts()) {
            if (part.text().length() >= Alignment.SHORTEST_JOINED) {
                int key = PartKeys.keyOfJoined(part.text());
                for (int at = table.from(key); at < table.to(key); at++) {
                    if (table.keyAt(at) == key && hasNeighbours(table.valueAt(at), part)) {
                        propose(table.valueAt(at));
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
    private void byAcronym() {
        if (query.kind() == NameKind.PERSON) {
            return;
        }
        List<NamePart> parts = query.parts();
        if (parts.size() == 1) {
            KeyTable table = index.acronyms();
            int key = parts.getFirst().text().hashCode();
            for (int at = table.from(key); at < table.to(key); at++) {
                if (table.keyAt(at) == key) {
                    propose(table.valueAt(at));
                }
            }
        } else if (parts.size() >= OrganisationRules.SHORTEST_ACRONYM) {
            NamePart letters = NamePart.of(query.acronym(), Role.WORD, 1);
            Postings postings = index.postings();
            for (int part : like.likeOther(letters)) {
                for (int at = postings.from(part); at < postings.from(part + 1); at++) {
                    int name = postings.name(at);
                    if (index.firstPart(name + 1) - index.firstPart(name) == 1) {
                        propose(name);
                    }
                }
            }
        }
    }

    private void visit(int name) {
        if (isNew(name) && canMatch(name)) {
            candidates.add(name);
        }
    }

    private void propose(int name) {
        if (isNew(name)) {
            candidates.add(name);
        }
    }

    private boolean isNew(int name) {
        long bit = 1L << name;
        if ((seen[name >> 6] & bit) != 0) {
            return false;
        }
        seen[name >> 6] |= bit;
        seenNames.add(name);
        return true;
    }

    /// Whether all parts of one of the two names have a partner, and enough of them do.
    private boolean canMatch(int name) {
        int covered = 0;
        int partnered = 0;
        int counted = 0;
        boolean spans = false;
        int end = index.firstPart(name + 1);
        for (int at = index.firstPart(name); at < end; at++) {
            int id = index.partAt(at);
            int bits = like.bitsOf(id);
            covered |= bits;
            if (dictionary.isCounted(id)) {
                counted++;
                partnered += bits == 0 ? 0 : 1;
            }
            spans |= bits != 0 && like.spans(id);
        }
        // partners are one to one: no more of them than parts on either side, but where two
        // neighbours of the query are one listed part
        int coveredParts = Integer.bitCount(covered & needed);
        int pairs = spans ? coveredParts : Math.min(partnered, coveredParts);
        boolean listedOpen = counted > (spans ? partnered : pairs);
        boolean queryOpen = Integer.bitCount(needed) > pairs;
        if (listedOpen && queryOpen) {
            return false;
        }
        // one part that agrees is enough only where nothing is open, or where the end is missing
        return pairs > 1 || anyCut || (!listedOpen && !queryOpen);
    }

    private void clear() {
        for (int i = 0; i < seenNames.size(); i++) {
            seen[seenNames.get(i) >> 6] = 0;
        }
        seenNames.clear();
    }
}
