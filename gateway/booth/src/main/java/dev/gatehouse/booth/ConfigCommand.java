package dev.gatehouse.booth;

import dev.gatehouse.booth.config.BoothConfig;
import dev.gatehouse.booth.config.ConfigException;
import dev.gatehouse.booth.config.ConfigPrinter;
import dev.gatehouse.booth.config.ConfigReader;
import dev.gatehouse.booth.daemon.Devices;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Looks at a configuration without starting anything.
@Command(
        name = "config",
        description = "Checks or prints a configuration.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ConfigCommand.Check.class, ConfigCommand.Print.class})
final class ConfigCommand implements Runnable {
    static final String DEFAULT_FILE = "/etc/gatehouse/booth.toml";

    @Spec private CommandSpec spec;

    @SuppressWarnings("NullAway.Init")
    ConfigCommand() {}

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "check or print?");
    }

    @Command(
            name = "check",
            description = "Exit code 0 when the file is usable, 1 with every fault and its place when not.",
            mixinStandardHelpOptions = true,
            footerHeading = "%nExample:%n",
            footer = "  gatehouse config check --config booth.toml")
    static final class Check implements Callable<Integer> {
        @Option(names = "--config", paramLabel = "FILE", defaultValue = DEFAULT_FILE, description = "Default: ${DEFAULT-VALUE}")
        private Path file;

        @Spec private CommandSpec spec;

        @SuppressWarnings("NullAway.Init")
        Check() {}

        @Override
        public Integer call() throws ConfigException, CommandFailure {
            BoothConfig config = ConfigReader.read(file);
            Devices.check(config);
            spec.commandLine()
                    .getOut()
                    .println(file + ": usable: " + config.lanes().size() + " lane(s), " + config.devices().size()
                            + " device(s)");
            return ExitCode.FINE.code();
        }
    }

    @Command(
            name = "print",
            description = "Prints the configuration in force as TOML, defaults included.",
            mixinStandardHelpOptions = true,
            footerHeading = "%nExample:%n",
            footer = "  gatehouse config print --config booth.toml")
    static final class Print implements Callable<Integer> {
        @Option(names = "--config", paramLabel = "FILE", defaultValue = DEFAULT_FILE, description = "Default: ${DEFAULT-VALUE}")
        private Path file;

        @Spec private CommandSpec spec;

        @SuppressWarnings("NullAway.Init")
        Print() {}

        @Override
        public Integer call() throws ConfigException {
            spec.commandLine().getOut().print(ConfigPrinter.toml(ConfigReader.read(file)));
            spec.commandLine().getOut().flush();
            return ExitCode.FINE.code();
        }
    }
}
