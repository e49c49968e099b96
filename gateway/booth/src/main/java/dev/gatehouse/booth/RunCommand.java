package dev.gatehouse.booth;

import dev.gatehouse.booth.config.BoothConfig;
import dev.gatehouse.booth.config.ConfigException;
import dev.gatehouse.booth.config.ConfigReader;
import dev.gatehouse.booth.daemon.Booth;
import dev.gatehouse.booth.service.ServiceLink;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Runs the booth until it is told to end.
@Command(
        name = RunCommand.NAME,
        description = {
            "Runs the booth. SIGTERM or Ctrl-C ends it cleanly: devices first, then the last group commit,",
            "then up to --drain-s seconds for central's receipts."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  gatehouse run --config booth.toml --insecure-demo",
            "  gatehouse run --config booth.toml --insecure-demo --json    (last line: the final status)",
            "",
            "Exit codes: 0 ended as asked, 1 failed (standard error says what to do), 78 configuration or",
            "keys cannot be used: starting again changes nothing."
        })
final class RunCommand implements Callable<Integer> {
    static final String NAME = "run";

    @Option(
            names = "--config",
            paramLabel = "FILE",
            defaultValue = ConfigCommand.DEFAULT_FILE,
            description = "Default: ${DEFAULT-VALUE}")
    private Path file;

    @Option(
            names = "--insecure-demo",
            description =
                    "Accepts keys that lie in files on the same disk as the data they protect.")
    private boolean insecureDemo;

    @Option(
            names = "--drain-s",
            paramLabel = "N",
            defaultValue = "10",
            description = "Seconds to wait for receipts at the end. Default: ${DEFAULT-VALUE}")
    private int drainS;

    @Option(
            names = "--json",
            description = "Prints the final status as one JSON line on standard output.")
    private boolean json;

    @Spec private CommandSpec spec;

    @SuppressWarnings("NullAway.Init")
    RunCommand() {}

    @Override
    public Integer call() throws CommandFailure, InterruptedException {
        BoothConfig config = config();
        Booth booth = Booth.start(config, ServiceLink.of(System.getenv(), System::nanoTime));
        ConsoleCommand.offerAtFirstStart(config, spec.commandLine().getErr());
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> stop(booth)));
        boolean failed = booth.awaitFailure();
        return failed ? ExitCode.FAILED.code() : ExitCode.FINE.code();
    }

    private BoothConfig config() throws CommandFailure {
        BoothConfig config;
        try {
            config = ConfigReader.read(file);
        } catch (ConfigException e) {
            throw CommandFailure.notConfigured(String.valueOf(e.getMessage()), e);
        }
        if (!insecureDemo) {
            throw CommandFailure.notConfigured(
                    "gatehouse: the keys in "
                            + config.keysDir()
                            + " lie in plain files, which protects nothing against a thief of the card."
                            + System.lineSeparator()
                            + "Keys in hardware are not built in yet; for a demonstration add --insecure-demo"
                            + " (installed as a service: /usr/share/doc/gatehouse/README.Debian).");
        }
        return config;
    }

    private void stop(Booth booth) {
        String last = booth.stop(drainS);
        if (json) {
            spec.commandLine().getOut().println(last);
            spec.commandLine().getOut().flush();
        }
        if (!booth.failed()) {
            // the shell shall see a clean end, not the number of the signal
            Runtime.getRuntime().halt(ExitCode.FINE.code());
        }
    }
}
