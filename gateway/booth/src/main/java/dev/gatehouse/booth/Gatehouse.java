package dev.gatehouse.booth;

import dev.gatehouse.booth.config.ConfigException;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// The booth's program. Results on standard output, log on standard error.
@Command(
        name = "gatehouse",
        description =
                "A booth of a port of entry: checks everything that passes against the lookout list.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = VersionCommand.Provider.class,
        subcommands = {
            RunCommand.class,
            StatusCommand.class,
            dev.gatehouse.booth.doctor.DoctorCommand.class,
            ConfigCommand.class,
            ConsoleCommand.class,
            BusCommand.class,
            DeviceCommand.class,
            RadioCommand.class,
            OutputCommand.class,
            InventoryCommand.class,
            DecodeCommand.class,
            dev.gatehouse.booth.demo.DemoCommand.class,
            TrainCommand.class,
            VersionCommand.class,
            HelpCommand.class
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  gatehouse config check --config booth.toml",
            "  gatehouse run --config booth.toml --insecure-demo",
            "  gatehouse status --json",
            "  gatehouse doctor",
            "  gatehouse device list",
            "  gatehouse radio status",
            "  gatehouse inventory status",
            "  gatehouse decode dmr bursts.bin",
            "  gatehouse demo --seconds 30",
            "  gatehouse console pair --config booth.toml",
            "",
            "Exit codes: 0 fine, 1 failed, 2 usage, 3 degraded, 4 not reachable."
        })
public final class Gatehouse implements Runnable {
    /// The command that starts the booth is read alone: looking through the annotations of all the
    /// others takes a tenth of a second, and vehicles wait.
    private static final String RUN = "gatehouse " + RunCommand.NAME;

    @Spec private CommandSpec spec;

    /// Set by picocli before anything runs.
    @SuppressWarnings("NullAway.Init")
    Gatehouse() {}

    public static void main(String[] args) {
        System.exit(execute(args));
    }

    static int execute(String... args) {
        boolean run = args.length > 0 && args[0].equals(RunCommand.NAME);
        String[] rest = run ? Arrays.copyOfRange(args, 1, args.length) : args;
        Optional<BoothRun> plain = run ? BoothRun.read(List.of(rest)) : Optional.empty();
        if (plain.isPresent()) {
            return execute(plain.get());
        }
        CommandLine line =
                run
                        ? new CommandLine(new RunCommand()).setCommandName(RUN)
                        : new CommandLine(new Gatehouse());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler((e, command, parsed) -> {
            command.getErr().println(explain(e));
            return exitCode(e);
        });
        return line.execute(rest);
    }

    private static int execute(BoothRun run) {
        PrintWriter err = new PrintWriter(System.err, true, System.err.charset());
        try {
            return run.call(new PrintWriter(System.out, true, System.out.charset()), err).code();
        } catch (Exception e) {
            err.println(explain(e));
            return exitCode(e);
        }
    }

    private static int exitCode(Exception e) {
        return e instanceof CommandFailure failure
                ? failure.exitCode().code()
                : ExitCode.FAILED.code();
    }

    /// One or more lines that say what to do; a stack trace only for what nobody expected.
    private static String explain(Exception e) {
        if (e instanceof ConfigException || e instanceof CommandFailure) {
            return String.valueOf(e.getMessage());
        }
        java.io.StringWriter text = new java.io.StringWriter();
        e.printStackTrace(new java.io.PrintWriter(text, true));
        return "gatehouse: unexpected fault, please report it:" + System.lineSeparator() + text;
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Which command?");
    }
}
