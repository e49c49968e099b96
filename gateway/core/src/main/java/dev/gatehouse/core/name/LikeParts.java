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
    private static final int STAMP_AT = 16;
    private static final int BITS = (1 << STAMP_AT) - 1;
    private static final int QUERIES = 1 << STAMP_AT;

    private final PartDictionary dictionary;
    private final PartComparison comparison = new PartComparison(NameTables.get());
    private final PartKeys keys = new PartKeys();
    private final PartnerCache cache = new PartnerCache();
    private final IntList found = new IntList();

    /// For each listed part the number of the last query in the high half and the parts of it that
    /// it is like in the low one: of those found by key, and of those compared in full.
    private final int[] keyed;

    private final int[] compared;

    /// Listed parts that are two neighbours of the query written together.
    private final IntList spanning = new IntList();

    /// For each listed part the look-up that compared it last.
    private final int[] lookedUp;

    private int lookUps;
    private int queries;

    private List<NamePart> parts = List.of();
    private final int[] briefs = new int[NameForm.MAX_PARTS];
    private final ShapeDistance[] shapes = new ShapeDistance[NameForm.MAX_PARTS];

    LikeParts(PartDictionary dictionary) {
        this.dictionary = dictionary;
        keyed = new int[dictionary.size()];
        compared = new int[dictionary.size()];
        lookedUp = new int[dictionary.size()];
        for (int i = 0; i < shapes.length; i++) {
            shapes[i] = new ShapeDistance();
        }
    }

    /// Begins a query.
    void ask(NameForm query) {
        queries++;
        if (queries == QUERIES) {
            Arrays.fill(keyed, 0);
            Arrays.fill(compared, 0);
            queries = 1;
        }
        spanning.clear();
        parts = query.parts();
        for (int i = 0; i < parts.size(); i++) {
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
        know(partners.alike(), 1 << at);
        if (partners.compared()) {
            know(partners.same(), 1 << at);
            know(partners.near(), 1 << at);
        }
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
        know(ids, positions);
        for (int id : ids) {
            spanning.add(id);
        }
        return ids;
    }

    private void know(int[] ids, int positions) {
        for (int id : ids) {
            keyed[id] = with(keyed[id], positions);
            if (compared[id] >>> STAMP_AT == queries) {
                compared[id] |= positions;
            }
        }
    }

    private int with(int state, int positions) {
        return state >>> STAMP_AT == queries ? state | positions : queries << STAMP_AT | positions;
    }

    /// Listed parts that share a key with a part; those that share none of their spelling are
    /// compared.
    private Partners lookUp(NamePart part) {
        lookUps++;
        keys.ofAsked(part);
        int[] alike = lookUp(keys.spelledCount(), keys.count(), part, true);
        int[] same = lookUp(0, keys.sameCount(), part, false);
        int[] near = lookUp(keys.sameCount(), keys.spelledCount(), part, false);
        return new Partners(false, alike, same, near);
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
                    && (!comparing || comparison.compare(part, dictionary.part(id)))) {
                lookedUp[id] = lookUps;
                found.add(id);
            }
        }
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
            if (comparison.compare(part, dictionary.part(id))) {
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
        for (int i = 0; i < spanning.size(); i++) {
            if (spanning.get(i) == id) {
                return true;
            }
        }
        return false;
    }

    /// Parts of the query that a listed part is like.
    int bitsOf(int id) {
        int state = compared[id];
        if (state >>> STAMP_AT != queries) {
            int known = keyed[id] >>> STAMP_AT == queries ? keyed[id] & BITS : 0;
            state = queries << STAMP_AT | known | compare(id, known);
            compared[id] = state;
        }
        return state & BITS;
    }

    private int compare(int id, int known) {
        int like = 0;
        int brief = dictionary.brief(id);
        for (int i = 0; i < parts.size(); i++) {
            if (!PartDictionary.soundsFar(brief, briefs[i])
                    && (known & 1 << i) == 0
                    && !shapesFar(id, brief, i)) {
                like |= comparison.compare(parts.get(i), dictionary.part(id)) ? 1 << i : 0;
            }
        }
        return like;
    }

    /// Whether the two differ too much in shape for their letters to be near, and nothing but their
    /// letters can make them alike; short forms of names were found by their keys.
    private boolean shapesFar(int id, int brief, int at) {
        if (!PartDictionary.arePlain(brief, briefs[at])) {
            return false;
        }
        int edits = shapes[at].to(dictionary.shape(id));
        return !PartDictionary.bear(brief, briefs[at], edits)
                && ShapeDistance.tooFar(edits, parts.get(at).text(), dictionary.part(id).text());
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
