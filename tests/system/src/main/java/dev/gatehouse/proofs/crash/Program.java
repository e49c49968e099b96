package dev.gatehouse.proofs.crash;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// One of Gatehouse's programs as a process of its own, on this process's class path.
public final class Program implements AutoCloseable {
    /// What a shell says of a process that SIGKILL ended.
    public static final int KILLED = 128 + 9;

    private static final List<String> FLAGS =
            List.of(
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Xshare:auto",
                    "-Xmx192m",
                    "-XX:-UsePerfData",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow");

    private final String name;
    private final Path log;
    private final Path out;
    private final Process process;

    private Program(String name, Path log, Path out, Process process) {
        this.name = name;
        this.log = log;
        this.out = out;
        this.process = process;
    }

    /// Starts one.
    ///
    /// @param folder takes `<name>.log`, appended to, and `<name>.out`
    public static Program start(Path folder, String name, String mainClass, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        command.addAll(List.of("-cp", absoluteClassPath(), mainClass));
        command.addAll(arguments);
        Path log = folder.resolve(name + ".log");
        Path out = folder.resolve(name + ".out");
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.redirectOutput(out.toFile());
        return new Program(name, log, out, builder.start());
    }

    private static String absoluteClassPath() {
        List<String> parts = new ArrayList<>();
        for (String part : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (!part.isEmpty()) {
                parts.add(Path.of(part).toAbsolutePath().toString());
            }
        }
        return String.join(File.pathSeparator, parts);
    }

    /// Whether it runs.
    public boolean isAlive() {
        return process.isAlive();
    }

    /// SIGKILL, and waits for the end.
    ///
    /// @return the exit code
    public int kill() throws InterruptedException {
        process.destroyForcibly();
        return process.waitFor();
    }

    /// SIGTERM, and waits for the end.
    ///
    /// @return the exit code; -1 when it did not end in time and was killed
    public int stop(long limitMs) throws InterruptedException {
        process.destroy();
        return await(limitMs);
    }

    /// Waits for its end.
    ///
    /// @return the exit code; -1 when it did not end in time and was killed
    public int await(long limitMs) throws InterruptedException {
        if (process.waitFor(limitMs, TimeUnit.MILLISECONDS)) {
            return process.exitValue();
        }
        var _ = kill();
        return -1;
    }

    /// Last line on standard output; empty when there is none.
    public String lastLine() throws IOException {
        List<String> lines = Files.readAllLines(out, StandardCharsets.UTF_8);
        return lines.isEmpty() ? "" : lines.getLast();
    }

    /// Lines of the log that tell of an error.
    public List<String> errors() throws IOException {
        return Files.readAllLines(log, StandardCharsets.UTF_8).stream()
                .filter(line -> line.contains(" ERROR ") || line.contains("Exception"))
                .toList();
    }

    @Override
    public String toString() {
        return name;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
