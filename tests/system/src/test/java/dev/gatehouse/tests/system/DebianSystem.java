package dev.gatehouse.tests.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A clean Debian trixie that runs by its own systemd on this machine's kernel: own processes, own
/// network with loopback only, own disk for `/var/lib/gatehouse`. Root only.
final class DebianSystem {
    static final String STATE = "/var/lib/gatehouse";

    /// Installing compiles and rehearses; on a loaded machine that takes its time.
    private static final long COMMAND_LIMIT_S = 300;

    /// What a command left.
    record Result(int exit, String out, String err) {
        String expect(int wanted) {
            if (exit != wanted) {
                throw new AssertionError(
                        "expected exit code " + wanted + ", found " + exit + ":\n" + out + err);
            }
            return out;
        }
    }

    private final Path folder;
    private final Path root;
    private final Process namespace;
    private final long init;
    private boolean frozen;

    private DebianSystem(Path folder, Path root, Process namespace, long init) {
        this.folder = folder;
        this.root = root;
        this.namespace = namespace;
        this.init = init;
    }

    /// Unpacks and boots.
    ///
    /// @param folder new files go here
    /// @param tarball of a Debian root
    static DebianSystem boot(Path folder, Path tarball) throws Exception {
        Path root = Files.createDirectory(folder.resolve("root"));
        host(folder, "tar", "-C", root.toString(), "-xf", tarball.toString()).expect(0);
        Path image = folder.resolve("state.img");
        host(folder, "truncate", "-s", "2G", image.toString()).expect(0);
        host(folder, "mkfs.ext4", "-q", image.toString()).expect(0);
        Path script = folder.resolve("boot.sh");
        try (var resource = DebianSystem.class.getResourceAsStream("/package/boot.sh")) {
            Files.write(script, java.util.Objects.requireNonNull(resource).readAllBytes());
        }
        Process namespace =
                new ProcessBuilder(
                                "unshare",
                                "--mount",
                                "--pid",
                                "--fork",
                                "--kill-child",
                                "--cgroup",
                                "--uts",
                                "--ipc",
                                "--net",
                                "sh",
                                script.toString(),
                                root.toString(),
                                image.toString())
                        .redirectInput(Path.of("/dev/null").toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("boot.log").toFile())
                        .start();
        long init =
                Await.value(
                        "the namespace's first process",
                        () -> namespace.children().findFirst().map(ProcessHandle::pid));
        DebianSystem system = new DebianSystem(folder, root, namespace, init);
        Await.until(
                "Debian runs: " + Files.readString(folder.resolve("boot.log")),
                () -> system.run("systemctl is-system-running --wait").out().contains("running"));
        return system;
    }

    /// Runs a program of this machine.
    static Result host(Path folder, String... command) throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "command", ".out");
        Path err = Files.createTempFile(folder, "command", ".err");
        Process process =
                new ProcessBuilder(command)
                        .redirectInput(Path.of("/dev/null").toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
        try {
            if (!process.waitFor(COMMAND_LIMIT_S, TimeUnit.SECONDS)) {
                throw new AssertionError("not within " + COMMAND_LIMIT_S + " s: " + command[0]);
            }
            return new Result(
                    process.exitValue(),
                    Files.readString(out, StandardCharsets.UTF_8),
                    Files.readString(err, StandardCharsets.UTF_8));
        } finally {
            process.destroyForcibly();
            Files.delete(out);
            Files.delete(err);
        }
    }

    /// Runs a line of shell as root of the system.
    Result run(String line) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("nsenter", "-t", Long.toString(init)));
        command.addAll(List.of("-m", "-p", "-C", "-n", "-u", "-i", "-r", "-w"));
        command.addAll(List.of("env", "-i", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LANG=C.UTF-8"));
        command.addAll(List.of("sh", "-c", "cd / && " + line));
        return host(folder, command.toArray(String[]::new));
    }

    String text(String file) throws IOException, InterruptedException {
        return run("cat " + file).expect(0);
    }

    /// A file of the system, as seen from outside; not below [#STATE], which is another disk.
    Path path(String file) {
        return root.resolve(file.substring(1));
    }

    /// From now on no write to the state's disk comes back.
    void freeze() throws Exception {
        frozen = true;
        onDisk("--freeze").expect(0);
    }

    void thaw() throws Exception {
        onDisk("--unfreeze").expect(0);
        frozen = false;
    }

    private Result onDisk(String what) throws Exception {
        return host(
                folder, "nsenter", "-t", Long.toString(init), "-m", "fsfreeze", what, root + STATE);
    }

    void end() throws Exception {
        if (frozen) {
            thaw();
        }
        // the end of a namespace's first process is the end of all its processes and mounts
        ProcessHandle.of(init).ifPresent(ProcessHandle::destroyForcibly);
        namespace.waitFor(COMMAND_LIMIT_S, TimeUnit.SECONDS);
        namespace.destroyForcibly();
        host(folder, "rm", "-rf", root.toString()).expect(0);
    }
}
