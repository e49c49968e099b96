package dev.gatehouse.booth.demo;

import dev.gatehouse.booth.CommandFailure;
import dev.gatehouse.booth.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The main job on one machine, from vehicle to central's receipt.
@Command(
        name = "demo",
        description = {
            "Starts central, an upstream MQTT endpoint and a booth with simulated devices and officers,",
            "on made-up lookouts or on files of yours. Progress on standard error, one JSON line on standard output."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  deploy-scripts/demo",
            "  deploy-scripts/demo --seconds 20 --seed 7",
            "  deploy-scripts/demo --reads reads.csv --lookouts list.csv --seconds 30",
            "",
            "The JSON line:",
            "  passages                   vehicles through the lanes = checked + not_checked",
            "  checked                    with a completed check or a hit",
            "  not_checked                queried by hand, without a hit",
            "  hits                       listed entries met, silent ones left out",
            "  referrals, referrals_open, referrals_closed",
            "  released_without_referral  vehicles waved through; each raised its alarm",
            "  checks_document, checks_person, checks_organisation, checks_container",
            "                             what else was held against the list, by kind",
            "  radio_events, radio_emergencies",
            "                             what simulated radios did: registrations, calls, texts, places, calls for help",
            "  radio_texts, radio_texts_acknowledged",
            "                             referrals told to a radio, and those it replied to with the code word",
            "  records_sealed             records the booth sealed; records_at_central: committed there",
            "  lost                       acknowledged to a device and absent at central",
            "  match_us_p50/p99           microseconds of one identifier's search",
            "  alert_ms_p50/p99           milliseconds from the first byte to the alert on the bus",
            "  rss_mb                     resident set of the booth's process",
            "  start_ms                   process start to first verdict",
            "",
            "Exit code 0: nothing lost, everything at central, the ledger proven. 1: not so, standard error says what."
        })
public final class DemoCommand implements Callable<Integer> {
    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "60",
            description = "How long vehicles arrive. Default: ${DEFAULT-VALUE}")
    private long seconds;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Repeats a run's vehicles, errors and officers.")
    private @Nullable Long seed;

    @Option(
            names = "--reads",
            paramLabel = "FILE.csv",
            description =
                    "Real reads: columns captured_at, lane (optional), jurisdiction or state, plate or ocr.")
    private @Nullable Path reads;

    @Option(
            names = "--lookouts",
            paramLabel = "FILE.csv",
            description =
                    "The list: columns id,kind,jurisdiction,plate,priority,action,valid_until, the last three optional.")
    private @Nullable Path lookouts;

    @Option(
            names = "--lanes",
            paramLabel = "N",
            defaultValue = "2",
            description = "Simulated lanes, 1 to 8. Default: ${DEFAULT-VALUE}")
    private int lanes;

    @Option(
            names = "--keep",
            paramLabel = "DIR",
            description = "Keeps keys, journals, ledger and logs here (an empty or new folder).")
    private @Nullable Path keep;

    @Spec private CommandSpec spec;

    private final AtomicBoolean interrupted = new AtomicBoolean();
    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile ExitCode outcome = ExitCode.FAILED;

    @SuppressWarnings("NullAway.Init")
    public DemoCommand() {}

    @Override
    public Integer call() throws Exception {
        check();
        Path home = home();
        Thread hook = Thread.ofPlatform().name("ctrl-c").unstarted(this::onInterrupt);
        Runtime.getRuntime().addShutdownHook(hook);
        PrintWriter progress = spec.commandLine().getErr();
        try (DemoRun run = new DemoRun(plan(home), progress, interrupted)) {
            DemoReport report = run.run();
            spec.commandLine().getOut().println(report.json());
            spec.commandLine().getOut().flush();
            report.faults().forEach(fault -> progress.println("demo: " + fault));
            progress.flush();
            outcome = report.faults().isEmpty() ? ExitCode.FINE : ExitCode.FAILED;
            return outcome.code();
        } finally {
            if (keep == null) {
                remove(home);
            }
            finished.countDown();
        }
    }

    private void check() throws CommandFailure {
        if (seconds < 1 || seconds > 86_400) {
            throw new ParameterException(spec.commandLine(), "--seconds: expected 1 to 86400");
        }
        if (lanes < 1 || lanes > 8) {
            throw new ParameterException(spec.commandLine(), "--lanes: expected 1 to 8");
        }
        if (reads != null && lookouts == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--reads needs --lookouts: what shall they be checked against?");
        }
        for (Path file : Stream.of(reads, lookouts).filter(java.util.Objects::nonNull).toList()) {
            if (!Files.isReadable(file)) {
                throw new CommandFailure("demo: cannot read " + file);
            }
        }
    }

    private Path home() throws IOException, CommandFailure {
        if (keep == null) {
            return Files.createTempDirectory("gatehouse-demo");
        }
        Files.createDirectories(keep);
        try (Stream<Path> inside = Files.list(keep)) {
            if (inside.findAny().isPresent()) {
                throw new CommandFailure(
                        "demo: " + keep + " is not empty; give --keep a new folder");
            }
        }
        return keep.toAbsolutePath();
    }

    private DemoPlan plan(Path home) throws IOException, CommandFailure {
        long chosenSeed = seed == null ? System.currentTimeMillis() % 1_000_000 : seed;
        List<String> laneIds =
                reads == null
                        ? Stream.iterate(1, lane -> lane + 1)
                                .limit(lanes)
                                .map(String::valueOf)
                                .toList()
                        : ReadsFile.lanes(reads);
        Path list = lookouts;
        if (list == null) {
            list = home.resolve("lookouts.csv");
            DemoPlan.writeMadeUpList(list, chosenSeed);
            new MadeUpPeople(chosenSeed).writePapers(home.resolve("papers.csv"));
        }
        return new DemoPlan(
                home,
                seconds,
                chosenSeed,
                Optional.ofNullable(reads).map(Path::toAbsolutePath),
                list.toAbsolutePath(),
                laneIds,
                DemoPlan.freePort(),
                DemoPlan.freePort(),
                DemoPlan.freePort());
    }

    private void onInterrupt() {
        interrupted.set(true);
        try {
            // the run drains and prints its line; a second Ctrl-C ends the wait
            boolean done = finished.await(2, TimeUnit.MINUTES);
            if (!done) {
                System.err.println("demo: did not drain within two minutes");
            }
            // the shell shall see how the run ended, not the number of the signal
            Runtime.getRuntime().halt(outcome.code());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> inside = Files.walk(folder)) {
            for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
