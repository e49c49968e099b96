package dev.gatehouse.proofs.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One target, fuzzed by a process of its own with a small heap: what grows with its input ends it.
final class FuzzRun {
    private static final String HEAP = "-Xmx384m";
    private static final String FUZZER = "com.code_intelligence.jazzer.Jazzer";
    private static final String BLIND = "no interesting inputs were found";
    private static final long GRACE_S = 120;
    private static final int LONGEST_INPUT = 16_384;
    private static final Pattern STATE =
            Pattern.compile("#(\\d+)\\s+\\w+\\s+cov: (\\d+) ft: (\\d+) corp: (\\d+)/\\S+.*");
    private static final Pattern MEMORY = Pattern.compile("rss: (\\d+)Mb");

    /// What became of it.
    ///
    /// @param held nothing was thrown, nothing hung, memory sufficed, and the fuzzer saw coverage
    /// @param executions inputs tried
    /// @param coverage edges of the program's code that were reached
    /// @param corpus inputs kept, since each reached something new
    /// @param rssMib resident set of the process at the end
    /// @param fault what was found, without the input; empty when it held
    record Result(
            boolean held, long executions, int coverage, int corpus, int rssMib, String fault) {}

    private FuzzRun() {}

    /// Runs it.
    ///
    /// @param folder where the fuzzer leaves what it found
    /// @param seconds to go on
    /// @param seed of the fuzzer
    static Result of(FuzzTarget target, Path folder, long seconds, long seed)
            throws IOException, InterruptedException {
        Files.createDirectories(folder.resolve("corpus"));
        Path log = folder.resolve("log");
        Path classes = target.module().resolve("target");
        String classPath =
                classes.resolve("test-classes")
                        + ":"
                        + classes.resolve("classes")
                        + ":"
                        + Files.readString(classes.resolve("test-classpath")).strip();
        Process process =
                new ProcessBuilder(
                                List.of(
                                        ProcessHandle.current().info().command().orElse("java"),
                                        HEAP,
                                        "-XX:+UseSerialGC",
                                        "--enable-native-access=ALL-UNNAMED",
                                        "--sun-misc-unsafe-memory-access=allow",
                                        "-cp",
                                        classPath,
                                        FUZZER,
                                        "--target_class=" + target.className(),
                                        "--target_method=" + target.method(),
                                        "-seed=" + Math.floorMod(seed, 1L << 31),
                                        "-max_len=" + LONGEST_INPUT,
                                        "-timeout=10",
                                        "-rss_limit_mb=0",
                                        "-max_total_time=" + seconds,
                                        "corpus"))
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        boolean ended;
        try {
            ended = process.waitFor(seconds + GRACE_S, TimeUnit.SECONDS);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        return read(Files.readString(log, StandardCharsets.ISO_8859_1), ended, process);
    }

    private static Result read(String log, boolean ended, Process process) {
        long executions = 0;
        int coverage = 0;
        int corpus = 0;
        int rssMib = 0;
        Matcher state = STATE.matcher(log);
        while (state.find()) {
            executions = Long.parseLong(state.group(1));
            coverage = Integer.parseInt(state.group(2));
            corpus = Integer.parseInt(state.group(4));
            Matcher memory = MEMORY.matcher(state.group());
            rssMib = memory.find() ? Integer.parseInt(memory.group(1)) : rssMib;
        }
        String fault = fault(log, ended, process, coverage);
        return new Result(fault.isEmpty(), executions, coverage, corpus, rssMib, fault);
    }

    /// The line that says what was thrown; the input itself stays in the log.
    private static String fault(String log, boolean ended, Process process, int coverage) {
        if (!ended) {
            return "did not end";
        }
        if (process.exitValue() != 0) {
            return log.lines()
                    .filter(line -> line.startsWith("== Java Exception") || line.contains("ERROR:"))
                    .findFirst()
                    .orElse("ended with " + process.exitValue());
        }
        return coverage == 0 || log.contains(BLIND)
                ? "the fuzzer saw no coverage: it is blind"
                : "";
    }
}
