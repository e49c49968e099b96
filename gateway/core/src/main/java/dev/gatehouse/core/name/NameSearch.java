package dev.gatehouse.core.name;

import dev.gatehouse.core.name.NamePart.Role;
import dev.gatehouse.core.name.NamePart.Trait;
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

    private final NameIndex index;
    private final PartDictionary dictionary;
    private final int threshold;
    private final int cap;
    private final NameScorer scorer = new NameScorer();
    private final PartComparison comparison = new PartComparison(NameTables.get());
    private final PartKeys keys = new PartKeys();

    /// Bits of the query's parts that a part of the dictionary is like; cleared after each query.
    private final int[] likeQuery;

    /// For each of these parts, how like it is to which part of the query, and whether only near.
    private final short[] best;

    private final byte[] bestOf;
    private final boolean[] near;

    /// Parts that are two neighbours of the query written together.
    private final boolean[] spanning;

    private final PartnerCache cache = new PartnerCache();
    private final LongList found = new LongList();
    private final ShapeDistance shape = new ShapeDistance();

    /// For each part of the dictionary the last comparison it was in.
    private final int[] compared;

    private int comparisons;
    private final IntList touched = new IntList();
    private final IntList common = new IntList();
    private final List<IntList> partners = new ArrayList<>();
    private final long[] seen;
    private final IntList seenNames = new IntList();
    private final IntList candidates = new IntList();
    private NameForm query = NameReader.read(NameKind.PERSON, "");
    private final int[] weights = new int[NameForm.MAX_PARTS];
    private final ScoreEstimate estimate = new ScoreEstimate();
    private int needed;
    private int initials;
    private boolean anyCut;

    /// A search with the cap of the sheet.
    ///
    /// @param threshold least points of a hit, at least [NameScorer#DEFAULT_THRESHOLD]: below it
    ///   the index does not know all candidates
    public NameSearch(NameIndex index, int threshold) {
        this(index, threshold, NameIndex.CANDIDATE_CAP);
    }

    NameSearch(NameIndex index, int threshold, int cap) {
        if (threshold < NameScorer.DEFAULT_THRESHOLD || cap < 1) {
            throw new IllegalArgumentException("a threshold below the one the index is made for");
        }
        this.index = index;
        this.threshold = threshold;
        this.cap = cap;
        dictionary = index.dictionary();
        likeQuery = new int[dictionary.size()];
        compared = new int[dictionary.size()];
        best = new short[dictionary.size()];
        bestOf = new byte[dictionary.size()];
        near = new boolean[dictionary.size()];
        spanning = new boolean[dictionary.size()];
        seen = new long[(index.size() >> 6) + 1];
        for (int i = 0; i < NameForm.MAX_PARTS; i++) {
            partners.add(new IntList());
        }
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
        likeParts();
        // first what needs no further look: a name that was looked at is not taken again
        byJoined();
        byAcronym();
        byPostings();
        byPairs();
        clear();
        return candidates;
    }

    /// Which parts of the query must have a partner when a listed part has none.
    private void prepare() {
        needed = 0;
        initials = 0;
        anyCut = query.truncated();
        for (int i = 0; i < query.parts().size(); i++) {
            NamePart part = query.parts().get(i);
            weights[i] = part.weight();
            if (part.is(Trait.INITIAL)) {
                initials |= 1 << i;
            }
            boolean free = part.role() == Role.TITLE || part.role() == Role.NUMBER;
            boolean cut = part.is(Trait.TRUNCATED);
            needed |= free || cut ? 0 : 1 << i;
        }
    }

    private void likeParts() {
        List<NamePart> parts = query.parts();
        for (int i = 0; i < parts.size(); i++) {
            NamePart part = parts.get(i);
            lookUp(part, i, 1 << i);
            if (i + 1 < parts.size()) {
                joinedQuery(part, parts.get(i + 1), i);
            }
        }
    }

    /// Two neighbours of the query that are one part of a listed name.
    private void joinedQuery(NamePart first, NamePart second, int at) {
        int bits = 1 << at | 1 << (at + 1);
        String text = first.text() + second.text();
        if (text.length() >= Alignment.SHORTEST_JOINED) {
            lookUp(NamePart.of(text, Role.PART, 1), at, bits);
            if (!second.joined().isEmpty()) {
                String joined = first.text() + second.joined();
                lookUp(NamePart.of(joined, Role.PART, 1), at, bits);
            }
        }
    }

    private void lookUp(NamePart part, int at, int bits) {
        long[] like = cache.get(part);
        if (like == null) {
            like = compareAll(part);
            cache.put(part, like);
        }
        IntList into = partners.get(at);
        for (long one : like) {
            int id = (int) one;
            int similarity = (int) (one >>> 32) & 0xffff;
            if (likeQuery[id] == 0) {
                touched.add(id);
            }
            likeQuery[id] |= bits;
            spanning[id] |= Integer.bitCount(bits) > 1;
            if (similarity > best[id]) {
                best[id] = (short) similarity;
                bestOf[id] = (byte) at;
                near[id] = one < 0;
            }
            into.add(id);
        }
    }

    /// Parts of the dictionary that are like a part: number in the low half, similarity in the high
    /// one, negative when it is only near.
    private long[] compareAll(NamePart part) {
        comparisons++;
        found.clear();
        shape.set(part.shape());
        keys.take(part);
        for (int i = 0; i < keys.count(); i++) {
            take(keys.key(i), part, i < keys.spelledCount());
        }
        if (!part.is(Trait.INITIAL)) {
            take(PartKeys.keyOfInitial(part), part, false);
        }
        return found.longs();
    }

    private void take(int key, NamePart part, boolean spelled) {
        KeyTable table = dictionary.keys();
        for (int at = table.from(key); at < table.to(key); at++) {
            int id = table.valueAt(at);
            boolean hopeless = spelled && dictionary.hopeless(id, part);
            if (table.keyAt(at) == key && !hopeless && compared[id] != comparisons) {
                if (spelled && isFar(id, part)) {
                    continue;
                }
                compared[id] = comparisons;
                if (comparison.compare(part, dictionary.part(id))) {
                    long sign = comparison.likeness() == Likeness.NEAR ? Long.MIN_VALUE : 0;
                    found.add(sign | (long) comparison.similarity() << 32 | id);
                }
            }
        }
    }

    /// Whether two parts that share a key of their spelling differ too much in shape. Vowels of one
    /// that has none written say nothing.
    private boolean isFar(int id, NamePart part) {
        int edits = shape.to(dictionary.shape(id));
        int letters = Math.min(dictionary.letters(id), part.text().length());
        if (edits <= SpellingDistance.edits(letters)) {
            return false;
        }
        NamePart listed = dictionary.part(id);
        return ShapeDistance.tooFar(edits, part.text(), listed.text())
                && part.is(Trait.ABJAD) == listed.is(Trait.ABJAD)
                && part.joined().isEmpty()
                && listed.joined().isEmpty()
                && part.forms().size() == 1
                && listed.forms().size() == 1;
    }

    private void byPostings() {
        int names = Integer.bitCount(needed & ~initials);
        for (int i = 0; i < query.parts().size(); i++) {
            IntList like = partners.get(i);
            for (int p = 0; p < like.size(); p++) {
                int part = like.get(p);
                if (!index.isCommon(part) || names <= 1) {
                    visitAll(part);
                }
            }
        }
    }

    private void visitAll(int part) {
        for (int at = index.firstPosting(part); at < index.firstPosting(part + 1); at++) {
            visit(index.posting(at));
        }
    }

    /// Names of two common parts; a name with a part that is not common was found by it.
    private void byPairs() {
        common.clear();
        for (int i = 0; i < touched.size(); i++) {
            if (index.isCommon(touched.get(i))) {
                common.add(touched.get(i));
            }
        }
        for (int one = 0; one < common.size(); one++) {
            int first = common.get(one);
            for (int two = one; two < common.size(); two++) {
                int second = common.get(two);
                // two partners of one part of the query are one pair, and one pair is not enough
                int bits = likeQuery[first] | likeQuery[second];
                if ((bits & (bits - 1)) != 0) {
                    byPair(first, second);
                }
            }
        }
    }

    private void byPair(int first, int second) {
        KeyTable table = index.pairs();
        int key = NameIndex.pairKey(first, second);
        for (int at = table.from(key); at < table.to(key); at++) {
            if (table.keyAt(at) == key) {
                visit(table.valueAt(at));
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
            if (isTogether(first, second.text(), part)
                    || (!second.joined().isEmpty() && isTogether(first, second.joined(), part))) {
                return true;
            }
        }
        return false;
    }

    private boolean isTogether(String first, String second, NamePart part) {
        int longer = first.length() + second.length() - part.text().length();
        return Math.abs(longer) <= 1
                && comparison.compare(NamePart.of(first + second, Role.PART, 1), part);
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
        } else if (parts.size() >= NameScorer.SHORTEST_ACRONYM) {
            NamePart letters = NamePart.of(query.acronym(), Role.WORD, 1);
            for (long like : compareAll(letters)) {
                int part = (int) like;
                for (int at = index.firstPosting(part); at < index.firstPosting(part + 1); at++) {
                    int name = index.posting(at);
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

    /// Whether all parts of one of the two names have a partner, at least two do, and the score can
    /// reach the threshold.
    private boolean canMatch(int name) {
        int covered = 0;
        int partnered = 0;
        int counted = 0;
        int open = 0;
        boolean spans = false;
        int end = index.firstPart(name + 1);
        estimate.clear();
        for (int at = index.firstPart(name); at < end; at++) {
            int id = index.partAt(at);
            int bits = likeQuery[id];
            if (bits != 0) {
                int weight = weights[bestOf[id]] + dictionary.weight(id);
                estimate.pair(weight / 2, best[id], near[id]);
                spans |= spanning[id];
            }
            if (initials != 0 || anyCut) {
                bits |= byBeginning(dictionary.part(id));
            }
            covered |= bits;
            counted += dictionary.isCounted(id) ? 1 : 0;
            if (bits == 0) {
                open += dictionary.weight(id);
            } else if (dictionary.isCounted(id)) {
                partnered++;
            }
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
        boolean enough = pairs > 1 || anyCut || (!listedOpen && !queryOpen);
        if (!enough || anyCut || initials != 0 || index.kind() != NameKind.PERSON) {
            return enough;
        }
        return estimate.reaches(threshold, open, openOfQuery(needed & ~covered));
    }

    private int openOfQuery(int missing) {
        int open = 0;
        for (int rest = missing; rest != 0; rest &= rest - 1) {
            open += weights[Integer.numberOfTrailingZeros(rest)];
        }
        return open;
    }

    private int byBeginning(NamePart listed) {
        int bits = 0;
        for (int i = 0; i < query.parts().size(); i++) {
            NamePart part = query.parts().get(i);
            boolean begins =
                    (part.is(Trait.INITIAL) || part.is(Trait.TRUNCATED))
                            ? listed.text().startsWith(part.text())
                            : false;
            bits |= begins ? 1 << i : 0;
        }
        return bits;
    }

    private void clear() {
        for (int i = 0; i < touched.size(); i++) {
            likeQuery[touched.get(i)] = 0;
            best[touched.get(i)] = 0;
            spanning[touched.get(i)] = false;
        }
        touched.clear();
        for (int i = 0; i < seenNames.size(); i++) {
            seen[seenNames.get(i) >> 6] = 0;
        }
        seenNames.clear();
        for (IntList like : partners) {
            like.clear();
        }
    }
}
