package dev.gatehouse.core.name;

import dev.gatehouse.core.name.PartnerCache.Partners;
import java.util.Arrays;
import java.util.List;

/// Which parts of a query a listed part is like, as bits by their positions in the query.
///
/// Two ways: by keys all listed parts that are spellings of one of the query, or one letter from
/// it; and for any listed part that stands beside such a one, by comparing it, once a query. So
/// parts that are two letters away are found only beside a part that agrees, as the scorer demands.
/// Not for two threads at a time: it works in tables of its own.
final class LikeParts {
    /// Folded letters by which two words may differ that share a key of one letter's edit: that
    /// letter, and one spelling of a sound that the fold does not know.
    private static final int MOST_FOLDED = 2;

    private static final int SS = 3;
    private static final int MAYBE_AT = NameForm.MAX_PARTS;
    private static final int BITS = (1 << NameForm.MAX_PARTS) - 1;
    private static final long DONE = 1L << (2 * NameForm.MAX_PARTS);
    private static final long SPANS = DONE << 1;
    private static final int STAMP_AT = 2 * NameForm.MAX_PARTS + 2;
    private static final int QUERIES = 1 << 30;

    private final PartDictionary dictionary;
    private final SearchWork work;
    private final PartComparison comparison = new PartComparison(NameTables.get());
    private final PartKeys keys = new PartKeys();
    private final PartnerCache cache = new PartnerCache();
    private final IntList found = new IntList();

    /// What is known of each listed part, low bits first: the parts of the query that it is like,
    /// those with which it shares a key, whether it was compared with all of them, whether it is
    /// two neighbours of the query written together, and the number of the query of which that is
    /// true.
    private final long[] states;

    /// A bit for each listed part that shares a key with a part of the query: the table fits into
    /// the nearest caches.
    private final long[] known;

    private final IntList knownIds = new IntList();

    /// For each listed part the look-up that compared it last.
    private final int[] lookedUp;

    private final ShapeDistance folded = new ShapeDistance(FoldedLetters.SYMBOL_BITS);
    private int lookUps;
    private int queries;

    private List<NamePart> parts = List.of();
    private final int[] briefs = new int[NameForm.MAX_PARTS];
    private final long[] packed = new long[NameForm.MAX_PARTS];
    private final int[] letters = new int[NameForm.MAX_PARTS];

    /// Parts of the query that are one letter, as bits, and the letters.
    private int initials;

    private final byte[] firstLetters = new byte[NameForm.MAX_PARTS];
    private final ShapeDistance[] shapes = new ShapeDistance[NameForm.MAX_PARTS];

    LikeParts(PartDictionary dictionary, SearchWork work) {
        this.dictionary = dictionary;
        this.work = work;
        states = new long[dictionary.size()];
        known = new long[(dictionary.size() >> 6) + 1];
        lookedUp = new int[dictionary.size()];
        for (int i = 0; i < shapes.length; i++) {
            shapes[i] = new ShapeDistance();
        }
    }

    /// Begins a query.
    void ask(NameForm query) {
        queries++;
        if (queries == QUERIES) {
            Arrays.fill(states, 0L);
            queries = 1;
        }
        for (int i = 0; i < knownIds.size(); i++) {
            known[knownIds.get(i) >> 6] = 0;
        }
        knownIds.clear();
        parts = query.parts();
        initials = 0;
        for (int i = 0; i < parts.size(); i++) {
            packed[i] = PackedPart.of(parts.get(i));
            letters[i] = PartDictionary.letters(parts.get(i).text());
            firstLetters[i] = (byte) parts.get(i).text().charAt(0);
            initials |= parts.get(i).is(NamePart.Trait.INITIAL) ? 1 << i : 0;
            briefs[i] = PartDictionary.brief(parts.get(i));
            shapes[i].set(parts.get(i).shape());
        }
    }

    /// Listed parts that are or may be like a part of the query, by one letter at most. Those that
    /// are known to be count from now on; for the others ask [#bitsOf].
    Partners partners(int at) {
        NamePart part = parts.get(at);
        Partners partners = cache.get(part);
        if (partners == null) {
            partners = lookUp(part);
            cache.put(part, partners);
        } else if (!partners.compared()) {
            // a part that comes again is worth comparing
            partners = compareAll(part, partners);
            cache.put(part, partners);
        }
        know(partners.alike(), 1 << at, true);
        know(partners.same(), 1 << at, partners.compared());
        know(partners.near(), 1 << at, partners.compared());
        return partners;
    }

    /// Listed parts that are two neighbours of the query written together.
    int[] together(NamePart both, int positions) {
        lookUps++;
        found.clear();
        keys.ofTogether(both);
        for (int i = 0; i < keys.count(); i++) {
            lookUp(keys.key(i), both, true);
        }
        int[] ids = found.ints();
        know(ids, positions, true);
        for (int id : ids) {
            states[id] |= SPANS;
        }
        return ids;
    }

    private void know(int[] ids, int positions, boolean compared) {
        long bits = ((long) positions << MAYBE_AT) | (compared ? positions : 0);
        for (int id : ids) {
            states[id] = state(id) | bits;
            known[id >> 6] |= 1L << id;
            knownIds.add(id);
        }
    }

    private long state(int id) {
        long state = states[id];
        return state >>> STAMP_AT == queries ? state : (long) queries << STAMP_AT;
    }

    /// Whether a listed part shares a key with a part of the query.
    boolean isKnown(int id) {
        return (known[id >> 6] & 1L << id) != 0;
    }

    /// Parts of the query with which a listed part shares a key.
    int keyed(int id) {
        return isKnown(id) ? (int) (state(id) >>> MAYBE_AT) & BITS : 0;
    }

    /// Listed parts that share a key with a part; those that share none of their spelling are
    /// compared.
    private Partners lookUp(NamePart part) {
        lookUps++;
        keys.ofAsked(part);
        int[] alike = lookUp(keys.spelledCount(), keys.count(), part, true);
        int[] same = folded(part, 0, keys.sameCount(), SS);
        int[] near = folded(part, keys.sameCount(), keys.spelledCount(), MOST_FOLDED);
        return new Partners(false, alike, same, near);
    }

    /// Listed parts of the keys from one to another that may be like a part: the keys are coarse,
    /// so most words that share one are far from each other, which their folded letters tell sooner
    /// than a comparison.
    private int[] folded(NamePart part, int from, int to, int most) {
        int[] ids = lookUp(from, to, part, false);
        work.keyed += ids.length;
        found.clear();
        folded.set(FoldedLetters.of(part.text()));
        for (int id : ids) {
            if (folded.to(dictionary.folded(id)) <= most) {
                found.add(id);
            }
        }
        return found.ints();
    }

    private int[] lookUp(int from, int to, NamePart part, boolean comparing) {
        found.clear();
        for (int i = from; i < to; i++) {
            lookUp(keys.key(i), part, comparing);
        }
        return found.ints();
    }

    private void lookUp(int key, NamePart part, boolean comparing) {
        KeyTable table = dictionary.keys();
        for (int at = table.from(key); at < table.to(key); at++) {
            int id = table.valueAt(at);
            if (table.keyAt(at) == key
                    && lookedUp[id] != lookUps
                    && (!comparing || isLike(part, id))) {
                lookedUp[id] = lookUps;
                found.add(id);
            }
        }
    }

    private boolean isLike(NamePart part, int id) {
        work.compared++;
        return comparison.compare(part, dictionary.part(id));
    }

    private Partners compareAll(NamePart part, Partners partners) {
        return new Partners(
                true,
                partners.alike(),
                compareAll(part, partners.same()),
                compareAll(part, partners.near()));
    }

    private int[] compareAll(NamePart part, int[] ids) {
        found.clear();
        for (int id : ids) {
            if (isLike(part, id)) {
                found.add(id);
            }
        }
        return found.ints();
    }

    /// Listed parts that are like a part that is none of the query.
    int[] likeOther(NamePart part) {
        lookUps++;
        keys.ofAsked(part);
        return lookUp(0, keys.count(), part, true);
    }

    /// Whether a listed part is two neighbours of the query written together.
    boolean spans(int id) {
        return (state(id) & SPANS) != 0;
    }

    /// Whether a listed part can be like none of some parts of the query, as far as its brief
    /// tells. What shares a key with one of them may be like it all the same.
    ///
    /// @param brief what the dictionary says of it
    /// @param positions parts of the query, as bits
    boolean isFar(int id, int brief, int positions) {
        for (int left = positions; left != 0; left &= left - 1) {
            int at = Integer.numberOfTrailingZeros(left);
            if ((initials & 1 << at) != 0
                    ? dictionary.firstLetter(id) == firstLetters[at]
                    : !PartDictionary.soundsFar(brief, briefs[at])) {
                return false;
            }
        }
        return true;
    }

    /// Parts of the query that are one letter, as bits: no keys lead to what they are like.
    int initials() {
        return initials;
    }

    /// Parts of the query that a listed part is like; for a part that is one letter those that may
    /// be.
    int bitsOf(int id) {
        long state = state(id);
        if ((state & DONE) == 0) {
            state |= DONE | compare(id, (int) state & BITS);
            states[id] = state;
        }
        return (int) state & BITS;
    }

    /// Parts of the query that a listed part may be like, as far as can be told without comparing.
    int mayBe(int id) {
        long state = state(id);
        return (state & DONE) == 0 ? mayBe(id, (int) state & BITS) : (int) state & BITS;
    }

    /// Those that are known, and those from which it is not too far.
    private int mayBe(int id, int known) {
        int like = known;
        int brief = dictionary.brief(id);
        for (int i = 0; i < parts.size(); i++) {
            if ((like & 1 << i) == 0 && !PartDictionary.soundsFar(brief, briefs[i])) {
                boolean maybe =
                        (initials & 1 << i) != 0
                                ? dictionary.firstLetter(id) == firstLetters[i]
                                : !shapesFar(id, brief, i);
                like |= maybe ? 1 << i : 0;
            }
        }
        return like;
    }

    private int compare(int id, int known) {
        int like = known;
        int brief = dictionary.brief(id);
        for (int left = mayBe(id, known) & ~known; left != 0; left &= left - 1) {
            int at = Integer.numberOfTrailingZeros(left);
            if ((initials & 1 << at) != 0) {
                like |= 1 << at;
            } else {
                work.compared++;
                like |= isLike(at, id, brief) ? 1 << at : 0;
            }
        }
        return like;
    }

    private boolean isLike(int at, int id, int brief) {
        long one = packed[at];
        long other = dictionary.packed(id);
        if (one == PackedPart.NONE
                || other == PackedPart.NONE
                || PackedPart.mayFoldAlike(one, other)) {
            return comparison.compare(parts.get(at), dictionary.part(id));
        }
        return comparison.compare(
                one, briefs[at] & PartDictionary.SOUNDS, other, brief & PartDictionary.SOUNDS);
    }

    /// Whether the two differ too much in shape for their letters to be near, and nothing but their
    /// letters can make them alike; short forms of names were found by their keys. Says so only
    /// where [SpellingDistance#hopeless(NamePart, NamePart)] does.
    private boolean shapesFar(int id, int brief, int at) {
        return PartDictionary.arePlain(brief, briefs[at])
                && letters[at] != dictionary.letters(id)
                && !PartDictionary.bear(brief, briefs[at], shapes[at].to(dictionary.shape(id)));
    }

    /// Whether two neighbours of a listed name are together like a part of the query.
    boolean isTogether(String first, String second, NamePart part) {
        int longer = first.length() + second.length() - part.text().length();
        return Math.abs(longer) <= 1
                && comparison.compare(NamePart.of(first + second, NamePart.Role.PART, 1), part);
    }

    /// Look-ups that were answered from memory.
    long cached() {
        return cache.hits();
    }
}
