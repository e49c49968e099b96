package dev.gatehouse.tests.system;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/// A program under test or a peer of it: a process whose output goes to two files.
final class Program implements AutoCloseable {
    /// Every program of this test run, for [LogsOnFailure].
    private static final List<Program> STARTED = new CopyOnWriteArrayList<>();

    private static final List<String> JVM =
            List.of(
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Xshare:auto",
                    "-Xmx256m",
                    "-XX:-UsePerfData",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow");

    private final String name;
    private final Process process;
    private final Path out;
    private final Path err;

    private Program(String name, Process process, Path out, Path err) {
        this.name = name;
        this.process = process;
        this.out = out;
        this.err = err;
    }

    static Program start(Path logs, String name, List<String> command, Map<String, String> more)
            throws IOException {
        Files.createDirectories(logs);
        int number = STARTED.size();
        Path out = logs.resolve(number + "-" + name + ".out");
        Path err = logs.resolve(number + "-" + name + ".err");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .redirectInput(new File("/dev/null"));
        builder.environment().putAll(more);
        Program program = new Program(name, builder.start(), out, err);
        STARTED.add(program);
        return program;
    }

    /// The booth's program, with its own class path: central's classes are not on it.
    static List<String> gatehouse(String... arguments) {
        return java("dev.gatehouse.booth.Gatehouse", "central", arguments);
    }

    /// Central's program, with its own class path: no booth, no device, no simulator is on it.
    static List<String> central(String... arguments) {
        return java("dev.gatehouse.central.GatehouseCentral", "booth", arguments);
    }

    private static List<String> java(String main, String without, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        command.addAll(List.of("-cp", classPath(without), main));
        command.addAll(List.of(arguments));
        return command;
    }

    private static String classPath(String without) {
        String whole =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"));
        return String.join(
                File.pathSeparator,
                Arrays.stream(whole.split(File.pathSeparator, -1))
                        .filter(entry -> !entry.contains("/tests/system/"))
                        .filter(entry ->
                                !entry.contains("gateway/" + without + "/")
                                        && !entry.contains("gatehouse-" + without + "-"))
                        .toList());
    }

    static List<Program> started() {
        return List.copyOf(STARTED);
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

    String out() throws IOException {
        return Files.readString(out, StandardCharsets.UTF_8);
    }

    String err() throws IOException {
        return Files.readString(err, StandardCharsets.UTF_8);
    }

    List<Path> logs() {
        return List.of(out, err);
    }

    /// Asks it to end, as systemd does.
    void terminate() {
        var _ = process.toHandle().destroy();
    }

    /// Pulls the plug.
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /// Waits for its end.
    ///
    /// @return exit code
    int end() throws InterruptedException {
        if (!process.waitFor(Await.LIMIT_S, TimeUnit.SECONDS)) {
            throw new AssertionError(name + " did not end within " + Await.LIMIT_S + " s");
        }
        return process.exitValue();
    }

    int stop() throws InterruptedException {
        terminate();
        return end();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
