package dev.gatehouse.benchmarks;

import java.io.IOException;
import java.sql.SQLException;

/// One thing measured. Ends by itself, and ends what it started.
interface Benchmark {
    /// Word for `--only`.
    String name();

    /// What it measures, one line.
    String about();

    /// Whether it measures anything that other writing to the disk could disturb.
    default boolean isOfDisk() {
        return true;
    }

    Report run(Run run) throws IOException, InterruptedException, SQLException;
}
