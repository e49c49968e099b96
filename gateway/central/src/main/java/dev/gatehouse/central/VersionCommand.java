package dev.gatehouse.central;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `version`.
@Command(
        name = "version",
        mixinStandardHelpOptions = true,
        description = "Prints the version.",
        footerHeading = "%nExamples:%n",
        footer = "  gatehouse-central version")
final class VersionCommand implements Callable<Integer>, IVersionProvider {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        spec.commandLine().getOut().println(version());
        return Exit.FINE;
    }

    @Override
    public String[] getVersion() {
        return new String[] {version()};
    }

    /// From the manifest of the jar; a tree that was not packaged has none.
    static String version() {
        return "gatehouse-central "
                + Optional.ofNullable(VersionCommand.class.getPackage().getImplementationVersion())
                        .orElse("(not packaged)");
    }
}
