package dev.gatehouse.benchmarks;

import java.nio.file.Path;
import java.util.function.Consumer;

/// How the benchmarks are run this time.
///
/// @param brief seconds instead of minutes: shows that a benchmark works, its figures are no record
/// @param seed of all made-up data
/// @param folder empty, on the file system to be measured; its owner removes it
/// @param programs starts booth and central
/// @param progress lines for whoever waits
record Run(boolean brief, long seed, Path folder, Programs programs, Consumer<String> progress) {

    void say(String line) {
        progress.accept(line);
    }

    /// The number for this form.
    int choose(int full, int inBrief) {
        return brief ? inBrief : full;
    }

    /// The same run with a folder of its own.
    Run in(String name) {
        return new Run(brief, seed, folder.resolve(name), programs, progress);
    }
}
