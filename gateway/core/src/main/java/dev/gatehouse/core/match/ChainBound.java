package dev.gatehouse.core.match;

/// What one key costs at most in a table of plates, by going through all of it.
///
/// @param buckets read
/// @param lists read
/// @param candidates offered
/// @param longestList entries of the longest list
record ChainBound(int buckets, int lists, long candidates, int longestList) {
    static ChainBound of(int[] slots, short[] reach, PlateLists lists, SlotForm form) {
        int buckets = 0;
        int mostLists = 0;
        long mostCandidates = 0;
        for (int home = 0; home < reach.length; home++) {
            int from = (home + PlateKeyTable.begin(reach[home])) * PlateKeyTable.BUCKET_SLOTS;
            int chain = PlateKeyTable.count(reach[home]);
            int chainLists = 0;
            long chainCandidates = 0;
            for (int i = from; i < from + chain * PlateKeyTable.BUCKET_SLOTS; i++) {
                if (slots[i] < 0) {
                    chainLists++;
                    chainCandidates += lists.count(slots[i] & form.listMask());
                } else if (slots[i] > 0) {
                    chainCandidates++;
                }
            }
            buckets = Math.max(buckets, chain);
            mostLists = Math.max(mostLists, chainLists);
            mostCandidates = Math.max(mostCandidates, chainCandidates);
        }
        return new ChainBound(buckets, mostLists, mostCandidates, lists.longest());
    }

    /// Bound of a search.
    ///
    /// @param keys probed
    /// @param phases with a budget of comparisons each
    SearchBound search(int keys, int phases) {
        long byKeys = Math.multiplyExact(candidates, keys);
        long byBudget = (long) phases * RankedHits.MAX_CANDIDATES;
        long lines = keys * (1 + buckets + lists * PlateLists.mostLines(longestList));
        return new SearchBound(lines, Math.min(byKeys, byBudget));
    }
}
