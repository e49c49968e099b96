package dev.gatehouse.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/// How the benchmarks are run this time.
///
/// @param brief seconds instead of minutes: shows that a benchmark works, its figures are no record
/// @param seconds under load, for a benchmark that loads for a time; 0 leaves it to that
/// @param seed of all made-up data
/// @param folder empty, on the file system to be measured; its owner removes it
/// @param programs starts booth and central
/// @param progress lines for whoever waits
record Run(
        boolean brief,
        int seconds,
        long seed,
        Path folder,
        Programs programs,
        Consumer<String> progress) {
    private static final int CALM_LIMIT_MS = 120_000;

    /// Waits until the disk has nothing left to do from before; a run that is too brief to mean
    /// anything only looks.
    void awaitCalmDisk() throws IOException, InterruptedException {
        say(CalmDisk.await(folder, choose(CALM_LIMIT_MS, 0)));
    }

    void say(String line) {
        progress.accept(line);
    }

    /// The number for this form.
    int choose(int full, int inBrief) {
        return brief ? inBrief : full;
    }

    /// For how long to load, where nobody said it.
    int secondsOr(int full, int inBrief) {
        return seconds > 0 ? seconds : choose(full, inBrief);
    }

    /// The same run with a folder of its own.
    Run in(String name) {
        return new Run(brief, seconds, seed, folder.resolve(name), programs, progress);
    }
}
