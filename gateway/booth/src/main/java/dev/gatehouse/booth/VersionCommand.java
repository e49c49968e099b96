package dev.gatehouse.booth;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Says what is running.
@Command(
        name = "version",
        description = "Prints the version.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  gatehouse version --json")
final class VersionCommand implements Callable<Integer> {
    @Option(names = "--json", description = "One JSON object: version, java.")
    private boolean json;

    @Spec private CommandSpec spec;

    @SuppressWarnings("NullAway.Init")
    VersionCommand() {}

    static final class Provider implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"gatehouse " + Version.text()};
        }
    }

    @Override
    public Integer call() {
        String java = Runtime.version().toString();
        spec.commandLine()
                .getOut()
                .println(
                        json
                                ? "{\"version\":\"" + Version.text() + "\",\"java\":\"" + java + "\"}"
                                : "gatehouse " + Version.text() + " on Java " + java);
        return ExitCode.FINE.code();
    }
}
