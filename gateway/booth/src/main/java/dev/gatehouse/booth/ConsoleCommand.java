package dev.gatehouse.booth;

import dev.gatehouse.booth.config.BoothConfig;
import dev.gatehouse.booth.config.ConfigException;
import dev.gatehouse.booth.config.ConfigReader;
import dev.gatehouse.booth.console.PairingDesk;
import dev.gatehouse.booth.console.Role;
import dev.gatehouse.bus.tls.TlsIdentity;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Lets a browser in, or puts all of them out.
@Command(
        name = "console",
        description = "Opens and closes the web console to browsers.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ConsoleCommand.Pair.class, ConsoleCommand.Revoke.class})
final class ConsoleCommand implements Runnable {
    @Spec private CommandSpec spec;

    @SuppressWarnings("NullAway.Init")
    ConsoleCommand() {}

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "pair or revoke?");
    }

    private static PairingDesk desk(BoothConfig config) throws CommandFailure {
        if (config.console().isEmpty()) {
            throw new CommandFailure(
                    "gatehouse: no console is configured; add a section [console] with"
                            + " listen = \"127.0.0.1:9443\" and start the booth again");
        }
        return new PairingDesk(
                config.dataDir(), new SecureRandom(), System::nanoTime, System::currentTimeMillis);
    }

    private static CommandFailure cannot(String what, BoothConfig config, IOException cause) {
        return new CommandFailure(
                "gatehouse: cannot "
                        + what
                        + " in "
                        + PairingDesk.folderIn(config.dataDir())
                        + ": "
                        + cause.getMessage()
                        + System.lineSeparator()
                        + "Run it as the booth's user or as root.",
                cause);
    }

    /// What a person needs in front of a browser.
    private static void print(BoothConfig config, Role role, PrintWriter out)
            throws CommandFailure {
        String fingerprint;
        try {
            fingerprint =
                    TlsIdentity.read(
                                    config.tls().ca(),
                                    config.tls().certificate(),
                                    config.tls().key())
                            .fingerprint();
        } catch (IOException e) {
            throw new CommandFailure(
                    "gatehouse: no certificate for the console: "
                            + e.getMessage()
                            + System.lineSeparator()
                            + "gatehouse-central booth add makes one; [tls] says where it lies.",
                    e);
        }
        String code;
        try {
            code = desk(config).offer(role);
        } catch (IOException e) {
            throw cannot("leave a code", config, e);
        }
        out.println("address      https://" + config.console().orElseThrow().listen());
        out.println("SHA-256      " + fingerprint);
        out.println("role         " + role.word());
        out.println("code         " + code);
        out.println(
                "One browser, within "
                        + PairingDesk.life().toMinutes()
                        + " minutes. Compare the"
                        + " certificate's SHA-256 before you type the code.");
        out.flush();
    }

    /// Prints a code at the very first start, on a terminal alone: what goes to a service manager
    /// would be kept.
    static void offerAtFirstStart(BoothConfig config, PrintWriter err) throws CommandFailure {
        if (config.console().isEmpty() || !errorIsATerminal()) {
            return;
        }
        try {
            if (desk(config).isFirstStart()) {
                print(config, Role.VIEWER, err);
            }
        } catch (IOException | CommandFailure e) {
            err.println(e.getMessage());
        }
    }

    private static boolean errorIsATerminal() {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    @Command(
            name = "pair",
            description = {
                "Makes a one-time code that lets one browser see the console, and prints it with the",
                "certificate's SHA-256. The running booth notices it at once."
            },
            mixinStandardHelpOptions = true,
            footerHeading = "%nExamples:%n",
            footer = {
                "  gatehouse console pair --config booth.toml",
                "  gatehouse console pair --role technician"
            })
    static final class Pair implements Callable<Integer> {
        @Option(
                names = "--config",
                paramLabel = "FILE",
                defaultValue = ConfigCommand.DEFAULT_FILE,
                description = "Default: ${DEFAULT-VALUE}")
        private Path file;

        @Option(
                names = "--role",
                paramLabel = "ROLE",
                defaultValue = "viewer",
                description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
        private Role role;

        @Spec private CommandSpec spec;

        @SuppressWarnings("NullAway.Init")
        Pair() {}

        @Override
        public Integer call() throws ConfigException, CommandFailure {
            BoothConfig config = ConfigReader.read(file);
            var _ = desk(config);
            print(config, role, spec.commandLine().getOut());
            return ExitCode.FINE.code();
        }
    }

    @Command(
            name = "revoke",
            description = {
                "Ends every session of the console and every open code. Fails while no running booth",
                "has confirmed it; the request then waits for one."
            },
            mixinStandardHelpOptions = true,
            footerHeading = "%nExample:%n",
            footer = "  gatehouse console revoke --config booth.toml")
    static final class Revoke implements Callable<Integer> {
        private static final Duration WAIT = Duration.ofSeconds(5);

        @Option(
                names = "--config",
                paramLabel = "FILE",
                defaultValue = ConfigCommand.DEFAULT_FILE,
                description = "Default: ${DEFAULT-VALUE}")
        private Path file;

        @Spec private CommandSpec spec;

        @SuppressWarnings("NullAway.Init")
        Revoke() {}

        @Override
        public Integer call() throws ConfigException, CommandFailure, InterruptedException {
            BoothConfig config = ConfigReader.read(file);
            boolean taken;
            try {
                taken = desk(config).revoke(WAIT);
            } catch (IOException e) {
                throw cannot("leave the request", config, e);
            }
            if (!taken) {
                throw new CommandFailure(
                        "gatehouse: not confirmed that the sessions ended: no booth took the request"
                                + " within "
                                + WAIT.toSeconds()
                                + " seconds"
                                + System.lineSeparator()
                                + "Open codes are gone. The request stays: a booth takes it at its"
                                + " next look or start, and no session outlives its booth.");
            }
            spec.commandLine().getOut().println("all sessions ended");
            return ExitCode.FINE.code();
        }
    }
}
