package dev.gatehouse.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// A process of ours; its output goes to two files.
final class Program implements AutoCloseable {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final int STOP_LIMIT_S = 60;
    private static final int LOG_TAIL_LINES = 12;

    private final Process process;
    private final Path out;
    private final Path err;
    private final long execNanos;

    private Program(Process process, Path out, Path err, long execNanos) {
        this.process = process;
        this.out = out;
        this.err = err;
        this.execNanos = execNanos;
    }

    static Program start(
            Path logs, String name, List<String> command, Map<String, String> environment)
            throws IOException {
        int number = NUMBER.incrementAndGet();
        Path out = logs.resolve(number + "-" + name + ".out");
        Path err = logs.resolve(number + "-" + name + ".err");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .redirectInput(new File("/dev/null"));
        builder.environment().putAll(environment);
        long before = System.nanoTime();
        return new Program(builder.start(), out, err, before);
    }

    /// Just before it was started, on the scale of [System#nanoTime].
    long execNanos() {
        return execNanos;
    }

    /// Also the JVM's: the launchers `exec` it.
    long pid() {
        return process.pid();
    }

    /// A line of `/proc/PID/status`, in KiB.
    OptionalLong statusKib(String key) throws IOException {
        Path status = Path.of("/proc/" + pid() + "/status");
        for (String line : Files.readAllLines(status)) {
            if (line.startsWith(key + ":")) {
                return OptionalLong.of(Long.parseLong(line.replaceAll("[^0-9]", "")));
            }
        }
        return OptionalLong.empty();
    }

    /// Processor time so far, of all its threads.
    Duration processorTime() {
        return process.toHandle().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /// Whether the launcher's shell has given way to the JVM.
    boolean isJava() throws IOException {
        Path executable = Path.of("/proc/" + pid() + "/exe");
        return process.isAlive() && Files.readSymbolicLink(executable).endsWith("java");
    }

    /// Whether a file whose name ends so is mapped into it.
    boolean maps(String suffix) throws IOException {
        try (var lines = Files.lines(Path.of("/proc/" + pid() + "/maps"))) {
            return lines.anyMatch(line -> line.endsWith(suffix));
        }
    }

    void requireAlive() throws IOException {
        if (!process.isAlive()) {
            throw new IOException(
                    "a program ended with " + process.exitValue() + ": " + lastWords());
        }
    }

    /// Waits for its end.
    ///
    /// @throws IOException when it takes too long or ends otherwise than with 0
    void requireSuccess() throws IOException, InterruptedException {
        if (!process.waitFor(STOP_LIMIT_S, TimeUnit.SECONDS)) {
            close();
            throw new IOException("a program did not end within " + STOP_LIMIT_S + " s");
        }
        if (process.exitValue() != 0) {
            throw new IOException(
                    "a program ended with " + process.exitValue() + ": " + lastWords());
        }
    }

    String out() throws IOException {
        return Files.readString(out, StandardCharsets.UTF_8);
    }

    private String lastWords() throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(out, StandardCharsets.UTF_8));
        lines.addAll(Files.readAllLines(err, StandardCharsets.UTF_8));
        return String.join(
                " | ", lines.subList(Math.max(0, lines.size() - LOG_TAIL_LINES), lines.size()));
    }

    /// SIGTERM.
    void terminate() {
        boolean _ = process.toHandle().destroy();
    }

    /// SIGTERM, and waits for the end; SIGKILL when that takes too long.
    void stop() throws InterruptedException {
        terminate();
        if (!process.waitFor(STOP_LIMIT_S, TimeUnit.SECONDS)) {
            close();
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
