package dev.gatehouse.booth;

import dev.gatehouse.booth.config.ConfigException;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Asks the running booth for its state over loopback.
@Command(
        name = "status",
        description = "Shows the state of the booth on this machine. Never shows content.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  gatehouse status",
            "  gatehouse status --all | grep journal",
            "  gatehouse status --json | python3 -m json.tool",
            "  gatehouse status --url http://127.0.0.1:9180",
            "",
            "Exit codes: 0 ready, 3 degraded or not ready, 4 no booth answers."
        })
final class StatusCommand implements Callable<Integer> {
    @Mixin private BoothAddress booth;

    @Option(
            names = "--json",
            description = "The booth's answer as one JSON object (documented in README, Status).")
    private boolean json;

    @Option(names = "--all", description = "Every value on a line of its own, its path before it.")
    private boolean all;

    @Spec private CommandSpec spec;

    @SuppressWarnings("NullAway.Init")
    StatusCommand() {}

    @Override
    public Integer call() throws ConfigException {
        Optional<String> page = booth.page(spec, "/status");
        if (page.isEmpty()) {
            return ExitCode.NOT_REACHABLE.code();
        }
        String answer = page.get();
        spec.commandLine().getOut().println(json ? answer : readable(answer, all));
        return answer.contains("\"condition\":\"READY\"")
                ? ExitCode.FINE.code()
                : ExitCode.DEGRADED.code();
    }

    /// A summary, or one line for each value: greppable, and complete by construction.
    static String readable(String answer, boolean all) {
        try {
            FlatJson page = FlatJson.parse(answer);
            return all
                    ? page.values().entrySet().stream()
                            .map(value -> value.getKey() + ": " + value.getValue())
                            .collect(Collectors.joining(System.lineSeparator()))
                    : StatusSummary.of(page);
        } catch (IOException e) {
            return "gatehouse: the booth's answer is not JSON";
        }
    }
}
