package dev.gatehouse.core.name;

/// The names that a search proposes: each is looked at once, and taken when its parts and those of
/// the query leave it a chance. Not for two threads at a time.
final class Candidates {
    private final NameIndex index;
    private final PartDictionary dictionary;
    private final LikeParts like;
    private final SearchWork work;

    /// One bit a name: whether the query looked at it, or has it as a candidate; cleared after each
    /// query.
    private final long[] seen;

    private final IntList seenNames = new IntList();
    private final IntList names = new IntList();
    private int needed;
    private boolean truncated;

    Candidates(NameIndex index, LikeParts like, SearchWork work) {
        this.index = index;
        this.like = like;
        this.work = work;
        dictionary = index.dictionary();
        seen = new long[(index.size() >> 6) + 1];
    }

    /// Begins a query.
    ///
    /// @param needed parts of it that must have a partner when a listed part has none, as bits
    /// @param truncated whether its end may be missing
    void begin(int needed, boolean truncated) {
        this.needed = needed;
        this.truncated = truncated;
    }

    /// Numbers of the names, in no order; valid until the next query.
    IntList names() {
        return names;
    }

    /// Forgets the names of the last query.
    void clear() {
        names.clear();
    }

    /// Ends a query.
    IntList end() {
        work.proposed = names.size();
        for (int i = 0; i < seenNames.size(); i++) {
            seen[seenNames.get(i) >> 6] = 0;
        }
        seenNames.clear();
        return names;
    }

    /// Takes a name if it can match; one that was looked at is not looked at again.
    void visit(int name) {
        if (isNew(name) && canMatch(name)) {
            names.add(name);
        }
    }

    /// Takes a name of which no more is to be known.
    void propose(int name) {
        if (isNew(name)) {
            names.add(name);
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
        work.looked++;
        return canMatch(name, false) && canMatch(name, true);
    }

    /// The same.
    ///
    /// @param comparing whether parts that may be alike are compared
    private boolean canMatch(int name, boolean comparing) {
        int covered = 0;
        int partnered = 0;
        int counted = 0;
        boolean spans = false;
        int end = index.firstPart(name + 1);
        for (int at = index.firstPart(name); at < end; at++) {
            int id = index.partAt(at);
            int bits = comparing ? like.bitsOf(id) : like.mayBe(id);
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
        return pairs > 1 || truncated || (!listedOpen && !queryOpen);
    }
}
