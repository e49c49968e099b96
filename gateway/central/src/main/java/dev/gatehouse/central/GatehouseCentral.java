package dev.gatehouse.central;

import dev.gatehouse.central.lookout.LookoutCommand;
import java.io.IOException;
import java.sql.SQLException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `gatehouse-central`: results on standard output, logs and progress on standard error.
@Command(
        name = "gatehouse-central",
        mixinStandardHelpOptions = true,
        versionProvider = VersionCommand.class,
        description =
                "Reference receiver of central: enrols booths, receives, proves what it received.",
        subcommands = {
            BoothCommand.class,
            ServeCommand.class,
            StatusCommand.class,
            VerifyCommand.class,
            SummaryCommand.class,
            CheckDeliveredCommand.class,
            ExportCommand.class,
            AlarmCommand.class,
            TlsCommand.class,
            UpstreamCommand.class,
            LookoutCommand.class,
            PolicyCommand.class,
            VersionCommand.class
        },
        exitCodeListHeading = Exit.LIST_HEADING,
        exitCodeList = {
            "0:fine",
            "1:failed; for verify and check-delivered: something does not hold",
            "2:wrong usage",
            "3:degraded: it works, and an operator must look",
            "4:not reachable: no such home, ledger or broker"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  gatehouse-central booth add north-1 --out keys/north-1 --insecure-demo",
            "  gatehouse-central serve --listen 127.0.0.1:1884",
            "  gatehouse-central status",
            "  gatehouse-central verify --json"
        })
public final class GatehouseCentral implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    private GatehouseCentral() {}

    /// Runs one command and exits with its code.
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new GatehouseCentral());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler((e, command, _) -> {
            command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + text(e));
            return e instanceof CommandFailure failure ? failure.exitCode() : Exit.FAILED;
        });
        return line;
    }

    private static String text(Exception e) {
        return switch (e) {
            case CommandFailure failure -> String.valueOf(failure.getMessage());
            case SQLException sql -> "the ledger cannot be used: " + sql.getMessage();
            case IOException io -> io.getClass().getSimpleName() + ": " + io.getMessage();
            default -> e.toString();
        };
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
