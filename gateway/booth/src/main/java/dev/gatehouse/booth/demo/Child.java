package dev.gatehouse.booth.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// One program that the demonstration starts. In a session of its own, so that Ctrl-C reaches the
/// demonstration first and everything can drain in order.
final class Child implements AutoCloseable {
    private static final int LINES_KEPT = 1_000;
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private final String name;
    private final Process process;
    private final List<String> lines = new ArrayList<>();
    private final Thread reader;

    private Child(String name, Process process) {
        this.name = name;
        this.process = process;
        this.reader = Thread.ofVirtual().name("out-" + name).unstarted(this::read);
        this.reader.start();
    }

    /// Starts a program; its log goes to a file.
    static Child start(String name, Path log, List<String> command) throws IOException {
        List<String> whole = new ArrayList<>();
        if (Files.isExecutable(SETSID)) {
            whole.add(SETSID.toString());
        }
        whole.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(whole);
        builder.redirectError(log.toFile());
        return new Child(name, builder.start());
    }

    private void read() {
        try (InputStream in = process.getInputStream();
                BufferedReader text =
                        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = text.readLine(); line != null; line = text.readLine()) {
                synchronized (lines) {
                    if (lines.size() < LINES_KEPT) {
                        lines.add(line);
                    }
                }
            }
        } catch (IOException e) {
            // the process is gone, and with it what it might still have said
        }
    }

    String name() {
        return name;
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /// Asks it to end and waits.
    ///
    /// @return its exit code, or -1 when it had to be killed
    int stop(long waitMs) throws InterruptedException {
        // not Process.destroy: that closes the pipe its last line comes through
        var _ = process.toHandle().destroy();
        return await(waitMs);
    }

    int await(long waitMs) throws InterruptedException {
        if (!process.waitFor(waitMs, TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
            process.waitFor();
            return -1;
        }
        reader.join(waitMs);
        return process.exitValue();
    }

    /// What it printed on standard output so far.
    List<String> lines() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    String lastLine() {
        List<String> all = lines();
        return all.isEmpty() ? "" : all.getLast();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
