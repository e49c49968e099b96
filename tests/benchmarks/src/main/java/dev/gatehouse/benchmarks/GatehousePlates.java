package dev.gatehouse.benchmarks;

import dev.gatehouse.core.match.DeletionPlateIndex;
import dev.gatehouse.core.match.Jurisdiction;
import dev.gatehouse.core.match.PlateAnswer;
import dev.gatehouse.core.match.PlateQuery;
import java.util.HashSet;
import java.util.Set;

/// Our index, asked as the booth asks: from the text of a read to its graded hits in order.
final class GatehousePlates implements PlateFinder {
    private final DeletionPlateIndex index;
    private final boolean jurisdictionKnown;
    private final PlateQuery query = new PlateQuery();
    private final PlateAnswer answer = new PlateAnswer();

    /// @param jurisdictionKnown whether reads bring theirs
    GatehousePlates(DeletionPlateIndex index, boolean jurisdictionKnown) {
        this.index = index;
        this.jurisdictionKnown = jurisdictionKnown;
    }

    @Override
    public int find(ListedPlates.Read read) {
        Jurisdiction issuer = jurisdictionKnown ? read.issuer() : Jurisdiction.UNKNOWN;
        var _ = query.set(read.plate(), issuer, PlateQuery.TIME_UNKNOWN);
        index.match(query, answer);
        return answer.size();
    }

    /// What the last search found.
    PlateAnswer answer() {
        return answer;
    }

    @Override
    public Set<String> found(ListedPlates.Read read) {
        Set<String> plates = new HashSet<>();
        for (int hit = find(read) - 1; hit >= 0; hit--) {
            plates.add(answer.listed(hit));
        }
        return plates;
    }

    /// Numbers of the entries found.
    Set<Integer> entries(ListedPlates.Read read) {
        Set<Integer> entries = new HashSet<>();
        for (int hit = find(read) - 1; hit >= 0; hit--) {
            entries.add(answer.entry(hit));
        }
        return entries;
    }

    @Override
    public void close() {
        // holds nothing but memory
    }
}
