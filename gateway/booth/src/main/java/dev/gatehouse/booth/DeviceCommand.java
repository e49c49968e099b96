package dev.gatehouse.booth;

import dev.gatehouse.booth.config.BoothConfig;
import dev.gatehouse.booth.config.ConfigException;
import dev.gatehouse.booth.config.ConfigReader;
import dev.gatehouse.booth.device.DeviceOrders;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// The devices of a booth: the state of each, and its switch.
@Command(
        name = "device",
        description = "Shows the devices of the running booth, and switches them off and on.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        subcommands = {
            DeviceCommand.Listing.class,
            DeviceCommand.Disable.class,
            DeviceCommand.Enable.class,
            CommandLine.HelpCommand.class
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  gatehouse device list",
            "  gatehouse device disable cam-1 --by u-117",
            "  gatehouse device enable cam-1 --by u-117"
        })
final class DeviceCommand implements Runnable {
    private static final String PAGE = "/devices";
    private static final Set<String> TROUBLE = Set.of("STALE", "FAULTY");

    @Spec private CommandSpec spec;

    @SuppressWarnings("NullAway.Init")
    DeviceCommand() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command?");
    }

    /// One line for a device.
    @Command(
            name = "list",
            description = {
                "Shows one line for each device: its state, when it was last heard, what is counted, its",
                "firmware, and how far its clock is ahead of the booth's."
            },
            mixinStandardHelpOptions = true,
            footerHeading = "%nExamples:%n",
            footer = {
                "  gatehouse device list",
                "  gatehouse device list --json | python3 -m json.tool",
                "",
                "Exit codes: 0 all are well, 3 one is stale or faulty, 4 no booth answers."
            })
    static final class Listing implements Callable<Integer> {
        private static final String FORMAT = "%-16s %-16s %-10s %-10s %8s %8s %8s  %s";

        @Mixin private BoothAddress booth;

        @Option(
                names = "--json",
                description = "The booth's answer as one JSON object (README, Devices).")
        private boolean json;

        @Spec private CommandSpec spec;

        @SuppressWarnings("NullAway.Init")
        Listing() {}

        @Override
        public Integer call() throws ConfigException {
            Optional<String> answer = booth.page(spec, PAGE);
            if (answer.isEmpty()) {
                return ExitCode.NOT_REACHABLE.code();
            }
            try {
                FlatJson page = FlatJson.parse(answer.get());
                spec.commandLine().getOut().println(json ? answer.get() : readable(page));
                boolean trouble =
                        page.elements("devices").stream()
                                .anyMatch(device ->
                                        TROUBLE.contains(page.text(device + "condition")));
                return (trouble ? ExitCode.DEGRADED : ExitCode.FINE).code();
            } catch (IOException e) {
                spec.commandLine().getErr().println("gatehouse: the booth's answer is not JSON");
                return ExitCode.FAILED.code();
            }
        }

        private static String readable(FlatJson page) {
            List<String> lines = new ArrayList<>();
            lines.add(
                    String.format(
                            Locale.ROOT,
                            FORMAT,
                            "device",
                            "kind",
                            "lane",
                            "state",
                            "heard",
                            "frames",
                            "refused",
                            "more"));
            for (String device : page.elements("devices")) {
                lines.add(line(page, device).stripTrailing());
            }
            return String.join(System.lineSeparator(), lines);
        }

        private static String line(FlatJson page, String device) {
            long refused =
                    page.below(device + "rejected").keySet().stream()
                            .mapToLong(reason -> page.number(device + "rejected." + reason))
                            .sum();
            List<String> more = new ArrayList<>(page.below(device + "reasons").values());
            note(more, "by ", page.text(device + "by"), "");
            note(more, "firmware ", page.text(device + "firmware"), "");
            note(more, "clock ", page.text(device + "clock_ahead_ms"), " ms ahead");
            String age = page.text(device + "last_frame_age_s");
            return String.format(
                    Locale.ROOT,
                    FORMAT,
                    page.text(device + "id"),
                    page.text(device + "kind"),
                    page.text(device + "lane"),
                    page.text(device + "condition").toLowerCase(Locale.ROOT).replace('_', ' '),
                    age.isEmpty() ? "-" : age + " s",
                    page.text(device + "frames"),
                    refused,
                    String.join(", ", more));
        }

        private static void note(List<String> notes, String before, String value, String behind) {
            if (!value.isEmpty()) {
                notes.add(before + value + behind);
            }
        }
    }

    /// What both switches ask for.
    static final class Order {
        @Parameters(paramLabel = "DEVICE", description = "Id of the device, as it is configured.")
        private String device = "";

        @Option(
                names = "--config",
                paramLabel = "FILE",
                defaultValue = ConfigCommand.DEFAULT_FILE,
                description = "Configuration of the booth. Default: ${DEFAULT-VALUE}")
        private Path file;

        @Option(
                names = "--by",
                required = true,
                paramLabel = "NAME",
                description = "Who orders it: 1 to 64 characters of A-Z a-z 0-9 . _ -")
        private String by = "";

        @SuppressWarnings("NullAway.Init")
        Order() {}

        int leave(CommandSpec spec, DeviceOrders.Switch to) throws ConfigException, CommandFailure {
            if (!DeviceOrders.NAME.matcher(by).matches()) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--by: expected 1 to 64 characters of A-Z a-z 0-9 . _ -");
            }
            BoothConfig config = ConfigReader.read(file);
            BoothConfig.Device found =
                    config.devices().stream()
                            .filter(one -> one.id().equals(device))
                            .findAny()
                            .orElseThrow(() ->
                                    new ParameterException(
                                            spec.commandLine(),
                                            "DEVICE: expected one of "
                                                    + config.devices().stream()
                                                            .map(BoothConfig.Device::id)
                                                            .collect(Collectors.joining(", "))));
            if (!found.enabled()) {
                throw new ParameterException(
                        spec.commandLine(),
                        "DEVICE: " + device + " is left out by `enabled = false` in " + file);
            }
            try {
                new DeviceOrders(config.dataDir()).leave(device, new DeviceOrders.Order(to, by));
            } catch (IOException e) {
                throw new CommandFailure(
                        "gatehouse: cannot leave the order in "
                                + config.dataDir()
                                + ": "
                                + e.getMessage()
                                + System.lineSeparator()
                                + "Run it as the booth's user or as root.",
                        e);
            }
            spec.commandLine()
                    .getOut()
                    .println(
                            "ordered: "
                                    + device
                                    + " "
                                    + to.name().toLowerCase(Locale.ROOT)
                                    + "; see: gatehouse device list");
            return ExitCode.FINE.code();
        }
    }

    /// Switches a device off.
    @Command(
            name = "disable",
            description = {
                "Switches a device off: the running booth closes it within a second, and it stays off over",
                "restarts until it is enabled. Who ordered it is recorded. What passes a radiation portal",
                "that is off is not screened, and its lane says so."
            },
            mixinStandardHelpOptions = true,
            footerHeading = "%nExamples:%n",
            footer = {
                "  gatehouse device disable cam-1 --by u-117",
                "",
                "Exit codes: 0 ordered, 1 failed, 2 usage or no such device."
            })
    static final class Disable implements Callable<Integer> {
        @Mixin private Order order;

        @Spec private CommandSpec spec;

        @SuppressWarnings("NullAway.Init")
        Disable() {}

        @Override
        public Integer call() throws ConfigException, CommandFailure {
            return order.leave(spec, DeviceOrders.Switch.DISABLED);
        }
    }

    /// Switches a device on again.
    @Command(
            name = "enable",
            description = {
                "Switches a device on again, also one that the booth itself has switched off after crashes."
            },
            mixinStandardHelpOptions = true,
            footerHeading = "%nExamples:%n",
            footer = {
                "  gatehouse device enable cam-1 --by u-117",
                "",
                "Exit codes: 0 ordered, 1 failed, 2 usage or no such device."
            })
    static final class Enable implements Callable<Integer> {
        @Mixin private Order order;

        @Spec private CommandSpec spec;

        @SuppressWarnings("NullAway.Init")
        Enable() {}

        @Override
        public Integer call() throws ConfigException, CommandFailure {
            return order.leave(spec, DeviceOrders.Switch.ENABLED);
        }
    }
}
