package dev.gatehouse.booth;

import dev.gatehouse.booth.config.BoothConfig;
import dev.gatehouse.booth.config.ConfigException;
import dev.gatehouse.booth.config.ConfigReader;
import dev.gatehouse.booth.inventory.ScanOrders;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// What is on the LAN, as the running booth knows it.
@Command(
        name = "inventory",
        description = {
            "Devices on the LAN of the lanes, what tells who made them, and how they stand to the",
            "covered-equipment policy: indicators with their evidence, never a judgement."
        },
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        subcommands = {
            InventoryCommand.Status.class,
            InventoryCommand.Report.class,
            InventoryCommand.Order.class,
            CommandLine.HelpCommand.class
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  gatehouse inventory status",
            "  gatehouse inventory report --json",
            "  gatehouse inventory scan --by u-117"
        })
final class InventoryCommand implements Runnable {
    private static final String PAGE = "/inventory";

    @Spec private CommandSpec spec;

    @SuppressWarnings("NullAway.Init")
    InventoryCommand() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command?");
    }

    private static String joined(Map<String, String> values) {
        return String.join(", ", values.values());
    }

    /// One line for a device.
    @Command(
            name = "status",
            description = "Shows one line for each device, those with an indicator first.",
            mixinStandardHelpOptions = true,
            footerHeading = "%nExamples:%n",
            footer = {
                "  gatehouse inventory status",
                "  gatehouse inventory status --json | python3 -m json.tool",
                "",
                "Exit codes: 0 shown, 4 no booth answers."
            })
    static final class Status implements Callable<Integer> {
        private static final String FORMAT = "%-16s %-15s %-17s %-8s %-13s %s";

        @Mixin private BoothAddress booth;

        @Option(
                names = "--json",
                description = "The booth's answer as one JSON object (README, Inventory).")
        private boolean json;

        @Spec private CommandSpec spec;

        @SuppressWarnings("NullAway.Init")
        Status() {}

        @Override
        public Integer call() throws ConfigException {
            Optional<String> page = booth.page(spec, PAGE);
            if (page.isEmpty()) {
                return ExitCode.NOT_REACHABLE.code();
            }
            spec.commandLine().getOut().println(json ? page.get() : readable(page.get()));
            return ExitCode.FINE.code();
        }

        private static String readable(String answer) {
            try {
                FlatJson page = FlatJson.parse(answer);
                List<String> lines = new ArrayList<>();
                for (String device : page.elements("devices")) {
                    lines.add(
                            String.format(
                                    Locale.ROOT,
                                    FORMAT,
                                    page.text(device + "id"),
                                    page.text(device + "addresses.0"),
                                    page.text(device + "macs.0").replace(" (random MAC)", "?"),
                                    page.text(device + "absent").equals("true")
                                            ? "absent"
                                            : page.text(device + "segment"),
                                    page.text(device + "state"),
                                    page.text(device + "words")));
                }
                if (lines.isEmpty()) {
                    return "no device was seen yet, which does not say that there is none";
                }
                lines.addFirst(
                        String.format(
                                Locale.ROOT,
                                FORMAT,
                                "device",
                                "address",
                                "MAC",
                                "segment",
                                "state",
                                "what its evidence tells"));
                return String.join(System.lineSeparator(), lines);
            } catch (IOException e) {
                return "gatehouse: the booth's answer is not JSON";
            }
        }
    }

    /// Everything, with what it rests on.
    @Command(
            name = "report",
            description = {
                "Writes the whole report: lists and their age, the address registry's day, segments,",
                "methods, times, what could not be seen, and every device with all its evidence."
            },
            mixinStandardHelpOptions = true,
            footerHeading = "%nExamples:%n",
            footer = {
                "  gatehouse inventory report > inventory.txt",
                "  gatehouse inventory report --json",
                "",
                "Exit codes: 0 shown, 4 no booth answers."
            })
    static final class Report implements Callable<Integer> {
        @Mixin private BoothAddress booth;

        @Option(
                names = "--json",
                description = "The booth's answer as one JSON object (README, Inventory).")
        private boolean json;

        @Spec private CommandSpec spec;

        @SuppressWarnings("NullAway.Init")
        Report() {}

        @Override
        public Integer call() throws ConfigException {
            Optional<String> page = booth.page(spec, PAGE);
            if (page.isEmpty()) {
                return ExitCode.NOT_REACHABLE.code();
            }
            spec.commandLine().getOut().println(json ? page.get() : readable(page.get()));
            return ExitCode.FINE.code();
        }

        private static String readable(String answer) {
            try {
                FlatJson page = FlatJson.parse(answer);
                List<String> lines = new ArrayList<>();
                lines.add("Inventory of " + page.text("at"));
                lines.addAll(page.below("basis").values());
                if (!page.text("policy_trouble").isEmpty()) {
                    lines.add("The policy's file is not in force: " + page.text("policy_trouble"));
                }
                lines.add("Segments listened to: " + joined(page.below("segments")));
                lines.add("Methods used: " + joined(page.below("methods")));
                lines.add("Not visible from here: " + joined(page.below("not_seen")));
                for (String device : page.elements("devices")) {
                    lines.add("");
                    lines.addAll(device(page, device));
                }
                return String.join(System.lineSeparator(), lines);
            } catch (IOException e) {
                return "gatehouse: the booth's answer is not JSON";
            }
        }

        private static List<String> device(FlatJson page, String device) {
            List<String> lines = new ArrayList<>();
            lines.add(page.text(device + "id") + "  " + page.text(device + "words"));
            lines.add(
                    "  addresses "
                            + joined(page.below(device + "addresses"))
                            + "; MAC "
                            + joined(page.below(device + "macs"))
                            + "; segment "
                            + page.text(device + "segment")
                            + "; role "
                            + page.text(device + "role"));
            lines.add(
                    "  model "
                            + page.text(device + "model")
                            + "; serial "
                            + page.text(device + "serial")
                            + "; firmware "
                            + page.text(device + "firmware"));
            lines.add(
                    "  seen "
                            + page.text(device + "first_seen")
                            + " to "
                            + page.text(device + "last_seen")
                            + (page.text(device + "absent").equals("true") ? ", absent now" : ""));
            for (String one : page.elements(device + "evidence")) {
                lines.add(
                        "  level "
                                + page.text(one + "level")
                                + " "
                                + page.text(one + "method")
                                + ": "
                                + page.text(one + "value")
                                + " ("
                                + page.text(one + "at")
                                + ")");
            }
            return lines;
        }
    }

    /// Lets the booth ask the configured addresses.
    @Command(
            name = "scan",
            description = {
                "Orders the running booth to ask the addresses of [inventory] scan_addresses, each once by",
                "each method, at most packets_per_s packets a second. Every question is recorded with the",
                "name of who ordered it. The booth notices the order within seconds."
            },
            mixinStandardHelpOptions = true,
            footerHeading = "%nExamples:%n",
            footer = {
                "  gatehouse inventory scan --by u-117",
                "  gatehouse inventory scan --by u-117 --config booth.toml",
                "",
                "Exit codes: 0 ordered, 1 failed, 2 usage or no [inventory]."
            })
    static final class Order implements Callable<Integer> {
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

        @Spec private CommandSpec spec;

        @SuppressWarnings("NullAway.Init")
        Order() {}

        @Override
        public Integer call() throws ConfigException, CommandFailure {
            if (!ScanOrders.isName(by)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--by: expected 1 to 64 characters of A-Z a-z 0-9 . _ -");
            }
            BoothConfig config = ConfigReader.read(file);
            if (config.inventory().isEmpty()
                    || config.inventory().get().scanAddresses().isEmpty()) {
                throw new ParameterException(
                        spec.commandLine(),
                        "no addresses to ask: add [inventory] with scan_addresses to " + file);
            }
            try {
                new ScanOrders(config.dataDir()).order(by);
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
                                    + config.inventory().get().scanAddresses().size()
                                    + " addresses; see: gatehouse inventory status");
            return ExitCode.FINE.code();
        }
    }
}
