package dev.gatehouse.booth;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Runs the booth until it is told to end: [BoothRun] as `--help` tells it. A start that writes its
/// options plainly is read by [BoothRun#read] and never comes here.
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
            defaultValue = BoothRun.DRAIN_S_STANDARD,
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
        PrintWriter out = spec.commandLine().getOut();
        return asked().call(out, spec.commandLine().getErr()).code();
    }

    /// What the options say.
    BoothRun asked() {
        return new BoothRun(file, insecureDemo, drainS, json);
    }
}
