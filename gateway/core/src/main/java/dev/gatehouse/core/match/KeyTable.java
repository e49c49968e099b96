package dev.gatehouse.core.match;

/// Open-addressing table from keys of 64 bits to the ranks that share them; of plates and of every
/// other identifier.
///
/// ```text
/// print  one byte a slot: 0 empty, else 8 bits of the key's hash      64 slots in a cache line
/// slot   one int a slot: rank when >= 0, else ~index into postings
/// postings  ranks of keys with several, strongest claim first; the last one of a key has its sign bit set
/// ```
///
/// Keys themselves are not kept: a key that merely looks alike costs one comparison by who verifies
/// candidates and nothing else. A run of used slots never exceeds [#MAX_RUN], or the build fails:
/// that is the bound on a search. Immutable.
public final class KeyTable {
    /// Longest run of used slots that a table may have.
    public static final int MAX_RUN = 512;

    /// Ranks are below this.
    public static final int MAX_RANKS = 1 << 24;

    private static final int RANK_BITS = 24;
    private static final int HASH_BITS = 39;
    private static final int PRINT_BITS = 8;
    private static final int RANK_MASK = (1 << RANK_BITS) - 1;
    private static final int LAST = Integer.MIN_VALUE;

    private final byte[] prints;
    private final int[] slots;
    private final int[] postings;
    private final int capacity;
    private final long salt;
    private final int longestRun;

    /// The keys of a list. Each call of [#each] gives the same ones.
    public interface Source {
        /// How many [#each] gives.
        int count();

        /// Gives each key with its rank.
        void each(Sink sink);
    }

    /// Takes one key of one rank.
    public interface Sink {
        /// Takes it.
        void take(long key, int rank);
    }

    /// Who verifies what a search proposes.
    public interface Candidates {
        /// Verifies one rank, which may come more than once.
        ///
        /// @return false to end the search
        boolean offer(int rank);
    }

    private KeyTable(
            byte[] prints, int[] slots, int[] postings, int capacity, long salt, int longestRun) {
        this.prints = prints;
        this.slots = slots;
        this.postings = postings;
        this.capacity = capacity;
        this.salt = salt;
        this.longestRun = longestRun;
    }

    /// Table of all keys of a source.
    ///
    /// @param salts of the keys' hashes, see [KeySalts]: for each attempt one, and a tenth more
    ///   room
    /// @throws IllegalStateException when no attempt keeps its runs short
    public static KeyTable of(Source source, long... salts) {
        for (int attempt = 0; attempt < salts.length; attempt++) {
            KeyTable table = attempt(source, attempt, salts[attempt]);
            if (table.longestRun <= MAX_RUN) {
                return table;
            }
        }
        throw new IllegalStateException(
                "key table: no table of " + source.count() + " keys keeps runs below " + MAX_RUN);
    }

    /// Slots that one key can make a search read, at most.
    public int longestRun() {
        return longestRun;
    }

    /// Bytes held by its arrays.
    public long memoryBytes() {
        return prints.length + 4L * slots.length + 4L * postings.length;
    }

    /// Offers every rank that may have this key.
    public void probe(long key, Candidates candidates) {
        long hash = hash(key, salt);
        byte print = print(hash);
        for (int at = home(hash, capacity); ; at++) {
            byte found = prints[at];
            if (found == 0) {
                return;
            }
            if (found == print && !offer(slots[at], candidates)) {
                return;
            }
        }
    }

    private boolean offer(int slot, Candidates candidates) {
        if (slot >= 0) {
            return candidates.offer(slot);
        }
        for (int i = ~slot; ; i++) {
            int posting = postings[i];
            if (!candidates.offer(posting & RANK_MASK)) {
                return false;
            }
            if (posting < 0) {
                return true;
            }
        }
    }

    private static KeyTable attempt(Source source, int attempt, long salt) {
        long[] pairs = hashedKeys(source, salt);
        int keys = 0;
        int shared = 0;
        for (int i = 0; i < pairs.length; i++) {
            boolean first = i == 0 || pairs[i] >>> RANK_BITS != pairs[i - 1] >>> RANK_BITS;
            boolean next =
                    i + 1 < pairs.length && pairs[i] >>> RANK_BITS == pairs[i + 1] >>> RANK_BITS;
            keys += first ? 1 : 0;
            shared += first && !next ? 0 : 1;
        }
        // Two thirds full, then a tenth more room with each attempt.
        long wanted = (keys * 3L / 2 + 1) * (10 + attempt) / 10;
        int capacity = (int) Math.min(wanted, Integer.MAX_VALUE / 2);
        // The run that leaves the last home slot ends behind it; one empty slot closes it.
        byte[] prints = new byte[capacity + MAX_RUN + 2];
        int[] slots = new int[prints.length];
        int[] postings = new int[shared];
        boolean filled = fill(pairs, capacity, prints, slots, postings);
        int longestRun = filled ? longestRun(prints) : Integer.MAX_VALUE;
        return new KeyTable(prints, slots, postings, capacity, salt, longestRun);
    }

    /// All (hash, rank) pairs, sorted: keys in the order of their home slots, ranks of a key by
    /// claim.
    private static long[] hashedKeys(Source source, long salt) {
        KeyPairs pairs = new KeyPairs(source.count(), 0, HASH_BITS + RANK_BITS);
        source.each((key, rank) -> pairs.count(hash(key, salt) << RANK_BITS | rank));
        pairs.counted();
        source.each((key, rank) -> pairs.put(hash(key, salt) << RANK_BITS | rank));
        return pairs.sorted();
    }

    /// Keys come in the order of their homes, so each takes the first free slot from its home on.
    ///
    /// @return false when the run at the end is too long
    private static boolean fill(
            long[] pairs, int capacity, byte[] prints, int[] slots, int[] postings) {
        int free = 0;
        int posted = 0;
        for (int i = 0; i < pairs.length; ) {
            long hash = pairs[i] >>> RANK_BITS;
            int end = i + 1;
            while (end < pairs.length && pairs[end] >>> RANK_BITS == hash) {
                end++;
            }
            int at = Math.max(free, home(hash, capacity));
            if (at > capacity + MAX_RUN) {
                return false;
            }
            prints[at] = print(hash);
            if (end == i + 1) {
                slots[at] = (int) pairs[i] & RANK_MASK;
            } else {
                slots[at] = ~posted;
                for (int k = i; k < end; k++) {
                    postings[posted++] = (int) pairs[k] & RANK_MASK;
                }
                postings[posted - 1] |= LAST;
            }
            free = at + 1;
            i = end;
        }
        return true;
    }

    private static int longestRun(byte[] prints) {
        int longest = 0;
        int run = 0;
        for (byte print : prints) {
            run = print == 0 ? 0 : run + 1;
            longest = Math.max(longest, run);
        }
        return longest;
    }

    /// 39 bits, so that a hash and a rank fit a positive long: the upper 31 choose the home slot,
    /// the lower 8 are the print. A bijective mix before the cut.
    private static long hash(long key, long salt) {
        long h = key ^ salt;
        h = (h ^ h >>> 30) * 0xBF58476D1CE4E5B9L;
        h = (h ^ h >>> 27) * 0x94D049BB133111EBL;
        return (h ^ h >>> 31) >>> (Long.SIZE - HASH_BITS);
    }

    private static int home(long hash, int capacity) {
        return (int) (((hash >>> PRINT_BITS) * capacity) >>> (HASH_BITS - PRINT_BITS));
    }

    private static byte print(long hash) {
        byte print = (byte) hash;
        return print == 0 ? 1 : print;
    }
}
