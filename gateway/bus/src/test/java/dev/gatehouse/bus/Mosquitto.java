package dev.gatehouse.bus;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A real Mosquitto on a free loopback port with passwords and the access list of the profile. With
/// `CI=true` a missing one is a failure.
final class Mosquitto implements AutoCloseable {
    static final String BOOTH_LOGIN = "0123456789abcdef";

    final int port;
    private final Path folder;
    private Process process;

    private Mosquitto(Path folder, int port, Process process) {
        this.folder = folder;
        this.port = port;
        this.process = process;
    }

    static Mosquitto start(Path folder) throws Exception {
        boolean there = onPath("mosquitto") && onPath("mosquitto_passwd");
        if (!there && "true".equals(System.getenv("CI"))) {
            throw new AssertionError(
                    "mosquitto is not installed (deploy-scripts/test installs it)");
        }
        assumeTrue(there, "mosquitto is not installed (deploy-scripts/test installs it)");
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path passwords = Files.createFile(folder.resolve("passwords"));
        for (String user : List.of(BOOTH_LOGIN, "lpr-1", "officer-1001", "terminal-1")) {
            run("mosquitto_passwd", "-b", passwords.toString(), user, TestBus.PASSWORD);
        }
        Path nothing = folder.resolve("unused");
        BrokerProfile profile =
                new BrokerProfile(
                        TestBus.BOOTH,
                        BOOTH_LOGIN,
                        TestBus.EVERYBODY,
                        "127.0.0.1",
                        port,
                        nothing,
                        nothing,
                        nothing,
                        folder,
                        folder.resolve("acl"),
                        BusLimits.booth());
        Files.writeString(folder.resolve("acl"), profile.acl());
        // the profile's own bounds and store, on a door without TLS
        String conf = profile.conf();
        String global = conf.substring(0, conf.indexOf("\nlistener "));
        Files.writeString(
                folder.resolve("conf"),
                """
                user %s
                %s
                listener %d 127.0.0.1
                allow_anonymous false
                password_file %s
                acl_file %s
                """
                        .formatted(
                                System.getProperty("user.name"),
                                global,
                                port,
                                passwords,
                                folder.resolve("acl")));
        return new Mosquitto(folder, port, launch(folder, port));
    }

    private static Process launch(Path folder, int port) throws Exception {
        Process process =
                new ProcessBuilder("mosquitto", "-c", folder.resolve("conf").toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("log").toFile())
                        .start();
        TestBus.await("mosquitto listens", () -> !process.isAlive() || listens(port));
        if (!process.isAlive()) {
            throw new AssertionError(Files.readString(folder.resolve("log")));
        }
        return process;
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).inheritIO().start();
        if (process.waitFor() != 0) {
            throw new AssertionError(command[0] + " failed");
        }
    }

    private static boolean onPath(String program) {
        return Arrays.stream(
                        Optional.ofNullable(System.getenv("PATH"))
                                .orElse("")
                                .split(File.pathSeparator, -1))
                .anyMatch(one -> Files.isExecutable(Path.of(one, program)));
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    void restart() throws Exception {
        process = launch(folder, port);
    }

    String uri() {
        return "tcp://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
