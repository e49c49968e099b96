package dev.gatehouse.booth.demo;

import dev.gatehouse.booth.CommandFailure;
import dev.gatehouse.booth.FlatJson;
import dev.gatehouse.booth.config.ConfigException;
import dev.gatehouse.booth.config.ConfigReader;
import dev.gatehouse.booth.daemon.Devices;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// Runs one demonstration: starts the programs in order, shows what happens, drains, and asks
/// central what it holds.
final class DemoRun implements AutoCloseable {
    private static final String BOOTH = "demo";
    private static final String BADGE = "1001";
    private static final long START_LIMIT_MS = 60_000;
    private static final long DRAIN_LIMIT_MS = 60_000;
    private static final long REPLAY_GRACE_S = 120;
    private static final long PROGRESS_MS = 1_000;
    private static final int LOG_TAIL_LINES = 8;
    private static final long POLL_MS = 100;
    private static final int STATUS_MAX_BYTES = 1 << 20;
    private static final double OFFICER_SPEED = 4;

    /// Replayed rows follow each other much faster than vehicles do.
    private static final double REPLAY_OFFICER_SPEED = 50;

    private final DemoPlan plan;
    private final PrintWriter progress;
    private final AtomicBoolean interrupted;
    private final List<Child> children = new ArrayList<>();
    private final String boothProgram;
    private final String centralProgram;

    DemoRun(DemoPlan plan, PrintWriter progress, AtomicBoolean interrupted) throws CommandFailure {
        this.plan = plan;
        this.progress = progress;
        this.interrupted = interrupted;
        this.boothProgram = program("GATEHOUSE", "gatehouse");
        this.centralProgram = program("GATEHOUSE_CENTRAL", "gatehouse-central");
    }

    /// The launcher as the environment names it, else from the search path.
    private static String program(String variable, String name) throws CommandFailure {
        String named = System.getenv(variable);
        if (named != null) {
            return named;
        }
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        for (String folder : path.split(File.pathSeparator, -1)) {
            if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, name))) {
                return Path.of(folder, name).toString();
            }
        }
        throw new CommandFailure(
                "demo: " + name + " is not on the search path; run deploy-scripts/demo");
    }

    DemoReport run() throws IOException, InterruptedException, CommandFailure, ConfigException {
        say("keys: enrolling a booth at central (keys on disk: for demonstrations only)");
        enrol();
        plan.writeConfig(BOOTH);
        Devices.check(ConfigReader.read(plan.config()));
        say("central: starting");
        Child central =
                start(
                        "central",
                        List.of(
                                centralProgram,
                                "serve",
                                "--home",
                                plan.centralHome().toString(),
                                "--listen",
                                "127.0.0.1:" + plan.upstreamPort()));
        awaitPort(central, plan.upstreamPort());
        say(
                "booth: starting, "
                        + plan.lanes().size()
                        + " lane(s), "
                        + plan.reads()
                                .map(file -> "reads of " + file.getFileName())
                                .orElse("simulated vehicles, seed " + plan.seed()));
        Child booth =
                start(
                        "booth",
                        List.of(
                                boothProgram,
                                "run",
                                "--config",
                                plan.config().toString(),
                                "--insecure-demo",
                                "--json"));
        awaitPort(booth, plan.busPort());
        for (String lane : plan.lanes()) {
            startOfficer(lane);
        }
        List<String> faults = new ArrayList<>();
        watch(booth, faults);
        if (plan.hasLateLookout() && booth.isAlive() && !interrupted.get()) {
            new LateLookout(plan, this::status, this::say).come(this::export, faults);
        }
        say("draining: devices stopped, waiting for central's receipts");
        long rssMb = residentMb(booth.pid());
        int exit = booth.stop(DRAIN_LIMIT_MS);
        if (exit != 0) {
            faults.add(
                    "expected the booth to end with exit code 0, found "
                            + exit
                            + "; "
                            + tail("booth"));
        }
        FlatJson last = FlatJson.parse(booth.lastLine().isEmpty() ? "{}" : booth.lastLine());
        return ask(central, last, rssMb, faults);
    }

    private void enrol() throws IOException, InterruptedException, CommandFailure {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                centralProgram,
                                "booth",
                                "add",
                                BOOTH,
                                "--home",
                                plan.centralHome().toString(),
                                "--out",
                                plan.boothKeys().toString(),
                                "--insecure-demo"));
        for (String lane : plan.lanes()) {
            command.addAll(List.of("--lane", lane));
        }
        Child add = start("enrol", command);
        if (add.await(START_LIMIT_MS) != 0) {
            throw new CommandFailure(
                    "demo: could not enrol the booth; log: " + Files.readString(log("enrol")));
        }
    }

    private void startOfficer(String lane) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                ProcessHandle.current().info().command().orElse("java"),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "dev.gatehouse.simulators.OfficerPeer",
                                "--broker",
                                "tcp://127.0.0.1:" + plan.busPort(),
                                "--booth",
                                BOOTH,
                                "--lane",
                                lane,
                                "--terminal-user",
                                "terminal-" + lane,
                                "--terminal-password-file",
                                plan.passwords().resolve("terminal-" + lane).toString(),
                                "--badge",
                                BADGE,
                                "--officer-user",
                                "officer-" + BADGE,
                                "--officer-password-file",
                                plan.passwords().resolve("officer-" + BADGE).toString(),
                                "--seed",
                                String.valueOf(plan.seed() + plan.lanes().indexOf(lane)),
                                "--speed",
                                String.valueOf(
                                        plan.reads().isPresent()
                                                ? REPLAY_OFFICER_SPEED
                                                : OFFICER_SPEED)));
        if (plan.hasPapers()) {
            command.addAll(List.of("--papers", plan.papers().toString()));
        }
        start("officer-" + lane, command);
    }

    private Child start(String name, List<String> command) throws IOException {
        Child child = Child.start(name, log(name), command);
        children.add(child);
        return child;
    }

    private Path log(String name) {
        return plan.home().resolve(name + ".log");
    }

    /// The end of a log, for a fault: the folder may be gone when somebody reads it.
    private String tail(String name) {
        try {
            List<String> lines = Files.readAllLines(log(name));
            return "its log ends with:"
                    + System.lineSeparator()
                    + String.join(
                            System.lineSeparator(),
                            lines.subList(
                                    Math.max(0, lines.size() - LOG_TAIL_LINES), lines.size()));
        } catch (IOException e) {
            return "its log cannot be read";
        }
    }

    private void awaitPort(Child child, int port)
            throws IOException, InterruptedException, CommandFailure {
        long deadline = System.nanoTime() + START_LIMIT_MS * 1_000_000L;
        while (System.nanoTime() < deadline && child.isAlive()) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
                return;
            } catch (IOException e) {
                Thread.sleep(POLL_MS);
            }
        }
        throw new CommandFailure(
                "demo: "
                        + child.name()
                        + " did not start. Its log says:"
                        + System.lineSeparator()
                        + Files.readString(log(child.name())));
    }

    /// Shows a line a second until the time is over, the reads are all receipted, or Ctrl-C.
    private void watch(Child booth, List<String> faults) throws InterruptedException {
        long startedNanos = System.nanoTime();
        long limitS = plan.reads().isPresent() ? plan.seconds() + REPLAY_GRACE_S : plan.seconds();
        while (!interrupted.get()) {
            Thread.sleep(PROGRESS_MS);
            long elapsedS = (System.nanoTime() - startedNanos) / 1_000_000_000L;
            Optional<FlatJson> status = status();
            status.ifPresent(now -> show(elapsedS, now));
            if (!booth.isAlive()) {
                faults.add("the booth ended by itself; " + tail("booth"));
                return;
            }
            if (plan.reads().isPresent() && status.isPresent() && settled(status.get())) {
                return;
            }
            if (elapsedS >= limitS) {
                if (plan.reads().isPresent()) {
                    faults.add("the reads were not all receipted within " + limitS + " s");
                }
                return;
            }
        }
    }

    private static boolean settled(FlatJson status) {
        return status.text("links_finished").equals("true")
                && status.number("decisions.passages_open") == 0
                && status.number("journal.sealed") == status.number("journal.receipted");
    }

    private Optional<FlatJson> status() {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection)
                            URI.create("http://127.0.0.1:" + plan.healthPort() + "/status")
                                    .toURL()
                                    .openConnection();
            connection.setConnectTimeout(1_000);
            connection.setReadTimeout(1_000);
            try (InputStream in = connection.getInputStream()) {
                return Optional.of(
                        FlatJson.parse(
                                new String(
                                        in.readNBytes(STATUS_MAX_BYTES), StandardCharsets.UTF_8)));
            }
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private void show(long elapsedS, FlatJson s) {
        say(
                String.format(
                        "%4d s  vehicles %d (checked %d, by hand %d)  hits %d  referrals %d open, %d closed, %d released unexamined"
                                + "  records %d, %d waiting",
                        elapsedS,
                        s.number("decisions.passages"),
                        s.number("decisions.checked"),
                        s.number("decisions.not_checked"),
                        s.number("decisions.hits"),
                        s.number("decisions.referrals_open"),
                        s.number("decisions.referrals_closed"),
                        s.number("decisions.released_without_referral"),
                        s.number("journal.sealed"),
                        s.number("journal.sealed") - s.number("journal.receipted")));
    }

    private DemoReport ask(Child central, FlatJson booth, long rssMb, List<String> faults)
            throws IOException, InterruptedException {
        String home = plan.centralHome().toString();
        FlatJson summary =
                question("summary", List.of("summary", "--home", home, "--json"), faults);
        List<String> check = new ArrayList<>(List.of("check-delivered", "--home", home, "--json"));
        for (String lane : plan.lanes()) {
            if (Files.exists(plan.acks(lane))) {
                check.addAll(List.of("--acks", plan.acks(lane).toString()));
            }
        }
        FlatJson delivered = question("check-delivered", check, faults);
        say("central: proving the ledger from its first record");
        question("verify", List.of("verify", "--home", home, "--json"), faults);
        if (central.stop(DRAIN_LIMIT_MS) < 0) {
            faults.add("central did not end when asked; " + tail("central"));
        }
        return DemoReport.of(booth, summary, delivered, rssMb, faults);
    }

    /// What central holds of the records so far.
    private void export(Path to) throws IOException, InterruptedException {
        Child export =
                start(
                        "export",
                        List.of(
                                centralProgram,
                                "export",
                                "--home",
                                plan.centralHome().toString(),
                                "--class",
                                "P1",
                                "--by",
                                "demo",
                                "--reason",
                                "a vehicle for the late lookout",
                                "--out",
                                to.toString()));
        if (export.await(DRAIN_LIMIT_MS) != 0) {
            throw new IOException("the export failed; " + tail("export"));
        }
    }

    private FlatJson question(String name, List<String> arguments, List<String> faults)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(centralProgram));
        command.addAll(arguments);
        Child child = start(name, command);
        int exit = child.await(DRAIN_LIMIT_MS);
        if (exit != 0) {
            faults.add(
                    "`gatehouse-central "
                            + name
                            + "` ended with "
                            + exit
                            + ": "
                            + Files.readString(log(name)).strip()
                            + " "
                            + child.lastLine());
        }
        try {
            return FlatJson.parse(child.lastLine().isEmpty() ? "{}" : child.lastLine());
        } catch (IOException e) {
            faults.add("`gatehouse-central " + name + "` did not answer with JSON");
            return FlatJson.parse("{}");
        }
    }

    /// Resident set of a process from the kernel's own account; -1 where there is none.
    private static long residentMb(long pid) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
                if (line.startsWith("VmRSS:")) {
                    return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1_000;
                }
            }
        } catch (IOException e) {
            return -1;
        }
        return -1;
    }

    private void say(String text) {
        progress.println(text);
        progress.flush();
    }

    @Override
    public void close() {
        children.reversed().forEach(Child::close);
    }
}
