package dev.gatehouse.booth;

import dev.gatehouse.booth.config.BoothConfig;
import dev.gatehouse.booth.config.ConfigException;
import dev.gatehouse.booth.config.ConfigKey;
import dev.gatehouse.booth.config.ConfigKeys;
import dev.gatehouse.booth.config.ConfigPrinter;
import dev.gatehouse.booth.config.ConfigReader;
import dev.gatehouse.booth.daemon.Devices;
import dev.gatehouse.booth.daemon.StatusPage;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Looks at a configuration, and at what may stand in one, without starting anything.
@Command(
        name = "config",
        description = "Checks, prints or explains a configuration.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class ConfigCommand implements Runnable {
    static final String DEFAULT_FILE = "/etc/gatehouse/booth.toml";

    @Spec private CommandSpec spec;

    @SuppressWarnings("NullAway.Init")
    ConfigCommand() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "check, print or explain?");
    }

    /// The one option that check and print have.
    static final class ConfigFile {
        @Option(
                names = "--config",
                paramLabel = "FILE",
                defaultValue = DEFAULT_FILE,
                description = "Default: ${DEFAULT-VALUE}")
        private Path path;

        @SuppressWarnings("NullAway.Init")
        ConfigFile() {}
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    @Command(
            name = "check",
            description =
                    "Exit code 0 when the file is usable, 1 with every fault and its place when not.",
            mixinStandardHelpOptions = true,
            footerHeading = "%nExample:%n",
            footer = "  gatehouse config check --config booth.toml")
    int check(@CommandLine.Mixin ConfigFile file) throws ConfigException, CommandFailure {
        BoothConfig config = ConfigReader.read(file.path);
        Devices.check(config);
        out().println(
                        file.path
                                + ": usable: "
                                + config.lanes().size()
                                + " lane(s), "
                                + config.devices().size()
                                + " device(s)");
        return ExitCode.FINE.code();
    }

    @Command(
            name = "print",
            description = "Prints the configuration in force as TOML, defaults included.",
            mixinStandardHelpOptions = true,
            footerHeading = "%nExample:%n",
            footer = "  gatehouse config print --config booth.toml")
    int print(@CommandLine.Mixin ConfigFile file) throws ConfigException {
        out().print(ConfigPrinter.toml(ConfigReader.read(file.path)));
        out().flush();
        return ExitCode.FINE.code();
    }

    @Command(
            name = "explain",
            description = {
                "Says of one key what it means, its type, default, range and an example; without a",
                "key one line for each. Every key takes effect at the next start."
            },
            mixinStandardHelpOptions = true,
            footerHeading = "%nExamples:%n",
            footer = {
                "  gatehouse config explain lookouts.hard_age_s",
                "  gatehouse config explain --json | python3 -m json.tool",
                "",
                "Exit codes: 0 explained, 2 no such key (the nearest is named)."
            })
    int explain(
            @Parameters(
                            arity = "0..1",
                            paramLabel = "KEY",
                            defaultValue = "",
                            description = "Table, or table and key, e.g. upstream.addresses")
                    String key,
            @Option(names = "--json", description = "One object for each key, in a list.")
                    boolean json) {
        List<ConfigKey> chosen =
                ConfigKeys.ALL.stream()
                        .filter(one ->
                                key.isEmpty()
                                        || one.path().equals(key)
                                        || one.path().startsWith(key + "."))
                        .toList();
        if (chosen.isEmpty()) {
            spec.commandLine()
                    .getErr()
                    .println(
                            "gatehouse: there is no key `"
                                    + key
                                    + "`; nearest: "
                                    + ConfigKeys.nearest(key).path());
            return ExitCode.USAGE.code();
        }
        if (json) {
            out().println(
                            StatusPage.json(
                                    Map.of(
                                            "keys",
                                            chosen.stream().map(ConfigCommand::tree).toList())));
        } else if (chosen.size() > 1) {
            chosen.forEach(one ->
                    out().println(
                                    String.format(
                                            Locale.ROOT, "%-30s %s", one.path(), one.summary())));
        } else {
            tree(chosen.getFirst())
                    .forEach((name, value) ->
                            out().println(String.format(Locale.ROOT, "%-9s %s", name, value)));
        }
        out().flush();
        return ExitCode.FINE.code();
    }

    private static Map<String, Object> tree(ConfigKey key) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("key", key.path());
        tree.put("meaning", key.meaning());
        tree.put("type", key.type());
        tree.put("unit", key.unit());
        tree.put("default", key.otherwise());
        tree.put("range", key.range());
        tree.put("example", key.example());
        tree.put("read_by", key.readBy());
        tree.put("effect", "at the next start");
        return tree;
    }
}
