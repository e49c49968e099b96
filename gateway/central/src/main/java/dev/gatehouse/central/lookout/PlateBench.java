package dev.gatehouse.central.lookout;

import dev.gatehouse.central.CommandFailure;
import dev.gatehouse.core.match.Jurisdiction;
import dev.gatehouse.core.match.PlateAnswer;
import dev.gatehouse.core.match.PlateIndex;
import dev.gatehouse.core.match.PlateQuery;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/// Measures reads one by one on one thread, from their text to their hits in order.
final class PlateBench {
    /// Reads that are kept; more are left out and told.
    static final int MAX_QUERIES = 10_000_000;

    /// Searches of the round that is thrown away.
    private static final int WARM_UP = 200_000;

    private static final int LEAST_MEASURED = 200_000;
    private static final long LONGEST_NS = 60_000_000_000L;

    private final PlateList.Clock clock;
    private final List<String> plates = new ArrayList<>();
    private final List<Jurisdiction> jurisdictions = new ArrayList<>();
    private final PlateQuery query = new PlateQuery();
    private final PlateAnswer answer = new PlateAnswer();
    private final PlateFindings findings = new PlateFindings(answer);

    /// One way to search.
    interface Search {
        /// Searches.
        void match(PlateQuery query, PlateAnswer answer);
    }

    PlateBench(PlateList.Clock clock) {
        this.clock = clock;
    }

    void read(Path file, RejectedLines rejected) throws IOException, CommandFailure {
        CsvRows.read(
                "--queries",
                file,
                PlateMatching.QUERY_COLUMNS,
                new CsvRows.Rows() {
                    @Override
                    public void take(long line, List<String> fields) {
                        if (plates.size() == MAX_QUERIES) {
                            reject(line, "more than " + MAX_QUERIES + " queries");
                            return;
                        }
                        jurisdictions.add(Jurisdiction.ofShortForm(fields.get(0)));
                        plates.add(fields.get(1));
                    }

                    @Override
                    public void reject(long line, String reason) {
                        rejected.add("--queries", line, reason);
                    }
                });
    }

    int queries() {
        return plates.size();
    }

    /// The object of one way to search.
    Map<String, Object> measure(PlateIndex index, boolean exact) {
        Search search = exact ? index::matchExact : index::match;
        for (int done = 0; done < WARM_UP && queries() > 0; done += queries()) {
            round(search, new Histogram(LONGEST_NS, 3), WARM_UP - done);
        }
        Histogram times = new Histogram(LONGEST_NS, 3);
        long hits = 0;
        do {
            hits = round(search, times, Integer.MAX_VALUE);
        } while (times.getTotalCount() < LEAST_MEASURED && queries() > 0);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("p50_ns", times.getValueAtPercentile(50));
        result.put("p99_ns", times.getValueAtPercentile(99));
        result.put("p999_ns", times.getValueAtPercentile(99.9));
        result.put("max_ns", times.getMaxValue());
        result.put("hits", hits);
        result.put("misses", queries() - hits);
        return result;
    }

    private long round(Search search, Histogram times, int limit) {
        long hits = 0;
        int count = Math.min(queries(), limit);
        for (int i = 0; i < count; i++) {
            String plate = plates.get(i);
            Jurisdiction jurisdiction = jurisdictions.get(i);
            long from = clock.nanos();
            var _ = query.set(plate, jurisdiction, PlateQuery.TIME_UNKNOWN);
            search.match(query, answer);
            long nanos = clock.nanos() - from;
            times.recordValue(Math.clamp(nanos, 0, LONGEST_NS));
            hits += findings.isFound() ? 1 : 0;
        }
        return hits;
    }
}
