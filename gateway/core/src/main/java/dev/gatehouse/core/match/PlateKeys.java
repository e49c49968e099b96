package dev.gatehouse.core.match;

/// Keys of plates: the folded form, and the folded form without each of its characters. Two plates
/// one edit or one swap apart share one.
final class PlateKeys {
    /// Bits of a key's hash: with the number of an entry and one mark they fit a positive long.
    static final int HASH_BITS = 38;

    /// Most keys of a read without unread characters.
    static final int MAX_OF_WHOLE = PlateForm.MAX_CHARS + 1;

    private PlateKeys() {}

    /// Takes the keys of one entry.
    interface Sink {
        /// Takes one.
        ///
        /// @param whole the key is the folded form itself
        void take(long hash, int place, boolean whole);
    }

    /// Whether deleting at `position` gives the same string as deleting one place before it.
    static boolean repeats(long folded, int position) {
        return position > 0
                && PlateFold.foldAt(folded, position) == PlateFold.foldAt(folded, position - 1);
    }

    /// Gives all keys of all entries without unread characters.
    static void each(PlateEntries entries, long salt, Sink sink) {
        for (int place = 0; place < entries.size(); place++) {
            long raw = entries.raw(place);
            if (PlateForm.unreadOf(raw) > 0) {
                continue;
            }
            long folded = PlateFold.fold(raw);
            sink.take(hash(folded, salt), place, true);
            for (int i = PlateFold.length(raw) - 1; i >= 0; i--) {
                if (!repeats(folded, i)) {
                    sink.take(hash(PlateFold.without(folded, i), salt), place, false);
                }
            }
        }
    }

    /// A bijective mix before the cut. Who writes a list must not be able to choose plates that
    /// meet, so the salt is one that he cannot foretell.
    static long hash(long key, long salt) {
        long h = key ^ salt;
        h = (h ^ h >>> 30) * 0xBF58476D1CE4E5B9L;
        h = (h ^ h >>> 27) * 0x94D049BB133111EBL;
        return (h ^ h >>> 31) >>> (Long.SIZE - HASH_BITS);
    }
}
