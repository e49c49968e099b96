package dev.gatehouse.booth.doctor;

import dev.gatehouse.booth.ExitCode;
import dev.gatehouse.booth.FlatJson;
import dev.gatehouse.booth.StatusClient;
import dev.gatehouse.booth.config.BoothConfig;
import dev.gatehouse.booth.config.ConfigException;
import dev.gatehouse.booth.config.ConfigReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Looks at everything once and says what to do.
@Command(
        name = "doctor",
        description = {
            "Looks for what is wrong with the booth on this machine and says what to do next.",
            "Works with the booth running, and without it from its files. Changes nothing, and",
            "never shows content."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  gatehouse doctor --config booth.toml",
            "  gatehouse doctor --json | python3 -m json.tool",
            "  gatehouse doctor --list                      (every code)",
            "",
            "JSON, one object; keys and codes are only ever added:",
            "  {\"booth\":\"north-1\",\"at\":\"2026-01-31T09:00:00Z\",\"condition\":\"READY\",",
            "   \"keys\":\"FILES\",\"findings\":[{\"code\":\"LST-AGEING\",\"severity\":\"WARNING\",",
            "   \"group\":\"lists\",\"subject\":\"...\",\"cause\":\"...\",\"remedy\":\"...\",",
            "   \"evidence\":{\"age_s\":50000}}]}",
            "  severity: FAULT, WARNING, NOTE. condition: as in status, or UNREACHABLE.",
            "  keys: FILES is a demonstration, which is no finding.",
            "",
            "Exit codes: 0 nothing to do (notes at most), 1 cannot look, 2 usage,",
            "3 faults or warnings, 4 no booth answers (what was found is printed all the same)."
        })
public final class DoctorCommand implements Callable<Integer> {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            defaultValue = "/etc/gatehouse/booth.toml",
            description = "Default: ${DEFAULT-VALUE}")
    private Path file;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Asks the booth here instead of at its configured health address.")
    private String url = "";

    @Option(names = "--json", description = "One JSON object, see below.")
    private boolean json;

    @Option(names = "--list", description = "Lists every code with its meaning and ends.")
    private boolean list;

    @Option(
            names = "--silent-s",
            paramLabel = "N",
            defaultValue = "14400",
            description =
                    "A device not heard for so many seconds is a finding. Default: ${DEFAULT-VALUE}")
    private long silentS;

    @Option(
            names = "--expires-days",
            paramLabel = "N",
            defaultValue = "30",
            description =
                    "A certificate that ends within so many days is one. Default: ${DEFAULT-VALUE}")
    private long expiresDays;

    @Option(
            names = "--memory-mib",
            paramLabel = "N",
            defaultValue = "384",
            description = "A larger resident set is one. Default: ${DEFAULT-VALUE}")
    private long memoryMib;

    @Option(
            names = "--quota-percent",
            paramLabel = "N",
            defaultValue = "80",
            description =
                    "Waiting records that fill so much of their space are one. Default: ${DEFAULT-VALUE}")
    private long quotaPercent;

    @Option(
            names = "--card-tbw",
            paramLabel = "N",
            defaultValue = "30",
            description = {
                "Terabytes that may be written to the card in its life. Default: ${DEFAULT-VALUE}",
                "(32 GB, about 1,000 erase cycles: a card of which nothing better is known)"
            })
    private double cardTbw;

    @Option(
            names = "--card-years",
            paramLabel = "N",
            defaultValue = "5",
            description = "How long the card shall last. Default: ${DEFAULT-VALUE}")
    private double cardYears;

    @Spec private CommandSpec spec;

    /// Set by picocli before anything runs.
    @SuppressWarnings("NullAway.Init")
    DoctorCommand() {}

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (list) {
            for (Ailment ailment : Ailment.values()) {
                out.println(
                        String.format(
                                Locale.ROOT,
                                "%-15s %-7s  %-13s  %s",
                                ailment.code(),
                                ailment.severity(),
                                ailment.group().word(),
                                ailment.meaning()));
            }
            out.flush();
            return ExitCode.FINE.code();
        }
        Thresholds limits = thresholds();
        if (url.isEmpty() && !Files.isReadable(file)) {
            spec.commandLine()
                    .getErr()
                    .println(
                            "gatehouse: "
                                    + file
                                    + " cannot be read; give --config, or --url of a running booth");
            return ExitCode.FAILED.code();
        }
        Examination examination =
                new Examination(
                        limits, new LinuxMachine(InstantSource.system()), this::status, file);
        Report report = examination.report(!Files.isReadable(file));
        out.println(json ? report.json() : report.text());
        out.flush();
        if (report.condition().equals(Report.UNREACHABLE)) {
            return ExitCode.NOT_REACHABLE.code();
        }
        return report.isIll() ? ExitCode.DEGRADED.code() : ExitCode.FINE.code();
    }

    private Thresholds thresholds() {
        try {
            return new Thresholds(
                    silentS, expiresDays, memoryMib, quotaPercent, cardTbw, cardYears);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private Optional<FlatJson> status(Optional<BoothConfig.Endpoint> health) {
        String base =
                url.isEmpty()
                        ? "http://" + health.map(Object::toString).orElse(StatusClient.DEFAULT)
                        : url;
        if (!base.startsWith("http://")) {
            throw new ParameterException(
                    spec.commandLine(), "--url: expected http://host:port, found " + base);
        }
        try {
            FlatJson page = FlatJson.parse(StatusClient.status(base));
            return page.text("condition").isEmpty() ? Optional.empty() : Optional.of(page);
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /// One look at everything, apart from command line and terminal.
    ///
    /// @param status asks the booth at its health address
    record Examination(Thresholds limits, Machine machine, StatusSource status, Path file) {

        /// @param blind there is no configuration to look at
        Report report(boolean blind) {
            Optional<BoothConfig> config = Optional.empty();
            Optional<ConfigException> unusable = Optional.empty();
            Optional<BoothConfig.Endpoint> health = Optional.empty();
            if (!blind) {
                try {
                    BoothConfig read = ConfigReader.read(file);
                    config = Optional.of(read);
                    health = Optional.of(read.health());
                } catch (ConfigException e) {
                    unusable = Optional.of(e);
                    health = ConfigReader.health(file);
                }
            }
            Optional<FlatJson> page = status.ask(health);
            Scene scene = new Scene(config, page, limits, machine);
            ConfigChecks.faults(scene, unusable);
            BoothChecks.look(scene, health);
            ConfigChecks.look(scene);
            DeviceChecks.look(scene);
            BusChecks.look(scene);
            UplinkChecks.look(scene);
            ListChecks.look(scene);
            InventoryChecks.look(scene);
            ClockChecks.look(scene);
            CertificateChecks.look(scene);
            DiskChecks.look(scene);
            MemoryChecks.look(scene);
            JournalChecks.look(scene);
            String name = config.map(BoothConfig::name).orElse(scene.word("booth"));
            return new Report(
                    name,
                    machine.now(),
                    page.isPresent() ? scene.word("condition") : Report.UNREACHABLE,
                    scene.word("keys"),
                    scene.findings());
        }
    }

    /// The status page of the booth at an address, or nothing.
    @FunctionalInterface
    interface StatusSource {
        Optional<FlatJson> ask(Optional<BoothConfig.Endpoint> health);
    }
}
