package dev.gatehouse.central;

import dev.gatehouse.bus.Principal;
import dev.gatehouse.bus.Topics;
import dev.gatehouse.central.prove.JsonText;
import dev.gatehouse.core.seal.BoothId;
import dev.gatehouse.core.seal.BoothRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `booth add` and `booth list`.
@Command(
        name = "booth",
        mixinStandardHelpOptions = true,
        description = "Enrols booths and lists them.",
        subcommands = {BoothCommand.Add.class, BoothCommand.Show.class},
        footerHeading = "%nExamples:%n",
        footer = {
            "  gatehouse-central booth add north-1 --out keys/north-1 --insecure-demo",
            "  gatehouse-central booth list --json"
        })
final class BoothCommand implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    /// Makes the keys and passwords of one booth.
    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = {
                "Makes a booth's keys and passwords. The first booth makes central's home.",
                "Writes into --out: the booth's keys, upstream.password, principals (hashed), passwords/ with one"
                        + " clear password and tls/clients/ with one certificate per client of the booth's bus,"
                        + " and tls/ with the booth's own certificate.",
                "A running serve takes the new booth in within seconds."
            },
            exitCodeListHeading = Exit.LIST_HEADING,
            exitCodeList = {
                "0:enrolled",
                "1:failed",
                "2:wrong usage, or --insecure-demo is missing"
            },
            footerHeading = "%nExamples:%n",
            footer = {
                "  gatehouse-central booth add north-1 --out keys/north-1 --insecure-demo",
                "  gatehouse-central booth add north-2 --out keys/north-2 --lane 1 --lane 2 \\",
                "      --device lpr-1 --device lpr-2 --officer 1001:officer --insecure-demo"
            })
    static final class Add implements Callable<Integer> {
        private static final Set<String> RESERVED = Set.of("central", "broker");

        @Mixin private HomeOption home = new HomeOption();

        @Parameters(paramLabel = "NAME", description = "Lower-case letters, digits and hyphens.")
        private String name = "";

        @Option(
                names = "--out",
                required = true,
                paramLabel = "DIR",
                description = "Where the booth's half is written; new or empty.")
        private Path out = Path.of("");

        @Option(
                names = "--lane",
                paramLabel = "LANE",
                description = "A lane, which gets terminal-LANE; repeat. Default: 1.")
        private List<String> lanes = List.of();

        @Option(
                names = "--device",
                paramLabel = "ID",
                description =
                        "A device that sends over MQTT; repeat. Default: lpr-LANE for each lane.")
        private List<String> devices = List.of();

        @Option(
                names = "--officer",
                paramLabel = "BADGE:ROLE[,ROLE]",
                description =
                        "An officer, who gets officer-BADGE; repeat. Default: 1001:officer and"
                                + " 2001:superintendent.")
        private List<String> officers = List.of();

        @Option(
                names = "--host",
                paramLabel = "NAME",
                description =
                        "A name or IP address that the booth is reached by, for its certificate; repeat. localhost"
                                + " and 127.0.0.1 are always in it.")
        private List<String> hosts = List.of();

        @Option(
                names = "--insecure-demo",
                description =
                        "Required until enrolment over the network exists: keys lie in files beside the data that"
                                + " they protect, which protects nothing.")
        private boolean insecureDemo;

        @Spec private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws IOException, CommandFailure {
            if (!insecureDemo) {
                throw new CommandFailure(
                        Exit.USAGE,
                        "refused: until enrolment exists, keys lie in plain files beside the data that they protect;"
                                + " for a demonstration give --insecure-demo");
            }
            List<Principal> principals = principals();
            PrintWriter err = spec.commandLine().getErr();
            err.println(
                    "INSECURE DEMO: keys and passwords lie in plain files; not for a port of entry");
            BoothId id =
                    new Enrolment(home.home(), new SecureRandom())
                            .enrol(name, out, principals, hosts);
            spec.commandLine().getOut().println(id.hex());
            return Exit.FINE;
        }

        private List<Principal> principals() throws CommandFailure {
            List<String> ownLanes = lanes.isEmpty() ? List.of("1") : lanes;
            List<String> ownDevices =
                    devices.isEmpty() ? ownLanes.stream().map(l -> "lpr-" + l).toList() : devices;
            List<String> ownOfficers =
                    officers.isEmpty() ? List.of("1001:officer", "2001:superintendent") : officers;
            List<Principal> principals = new ArrayList<>();
            for (String lane : ownLanes) {
                String valid = id("--lane", lane);
                principals.add(Principal.terminal(id("--lane", "terminal-" + valid), valid));
            }
            for (String device : ownDevices) {
                principals.add(Principal.device(id("--device", device), device));
            }
            for (String officer : ownOfficers) {
                principals.add(officer(officer));
            }
            principals.add(Principal.observer("observer", List.of(Principal.RIGHT_ALERTS)));
            principals.add(Principal.observer("display", List.of()));
            long names = principals.stream().map(Principal::name).distinct().count();
            if (names != principals.size()) {
                throw new CommandFailure(Exit.USAGE, "two clients of the bus would have one name");
            }
            return principals;
        }

        private static Principal officer(String option) throws CommandFailure {
            int colon = option.indexOf(':');
            if (colon < 1 || colon == option.length() - 1) {
                throw new CommandFailure(
                        Exit.USAGE, "--officer: expected BADGE:ROLE, found " + option);
            }
            String badge = id("--officer", option.substring(0, colon));
            List<String> roles = List.of(option.substring(colon + 1).split(",", -1));
            for (String role : roles) {
                id("--officer", role);
            }
            return Principal.officer(id("--officer", "officer-" + badge), badge, roles);
        }

        private static String id(String option, String value) throws CommandFailure {
            if (!Topics.isId(value)) {
                throw new CommandFailure(
                        Exit.USAGE,
                        option
                                + ": expected 1 to "
                                + Topics.MAX_ID_LENGTH
                                + " characters of [A-Za-z0-9._-]");
            }
            // a certificate's name is all that an upstream broker goes by
            if (RESERVED.contains(value) || BoothId.fromHex(value).isPresent()) {
                throw new CommandFailure(
                        Exit.USAGE,
                        option + ": this name stands for central, its broker or a booth upstream");
            }
            return value;
        }
    }

    /// Lists the enrolled booths.
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists the enrolled booths: pseudonym and name.",
            exitCodeListHeading = Exit.LIST_HEADING,
            exitCodeList = {"0:fine", "1:failed", "2:wrong usage", "4:no home there"},
            footerHeading = "%nExamples:%n",
            footer = "  gatehouse-central booth list --json")
    static final class Show implements Callable<Integer> {
        @Mixin private HomeOption home = new HomeOption();

        @Option(names = "--json", description = "One line of JSON: booths[booth, name].")
        private boolean json;

        @Spec private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws CommandFailure {
            List<BoothRecord> booths = HomeOption.keys(home.existing()).booths();
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                List<Map<String, Object>> list = new ArrayList<>();
                for (BoothRecord booth : booths) {
                    Map<String, Object> entry = new LinkedHashMap<>();
                    entry.put("booth", booth.id().hex());
                    entry.put("name", booth.name());
                    list.add(entry);
                }
                out.println(JsonText.of(Map.of("booths", list)));
            } else {
                booths.forEach(booth -> out.println(booth.id().hex() + "  " + booth.name()));
            }
            return Exit.FINE;
        }
    }
}
