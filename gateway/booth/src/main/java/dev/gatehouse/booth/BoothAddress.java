package dev.gatehouse.booth;

import dev.gatehouse.booth.config.ConfigException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// Where the booth answers that a command asks, by its configuration or by its address.
final class BoothAddress {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            defaultValue = ConfigCommand.DEFAULT_FILE,
            description = "Where the booth's health address stands. Default: ${DEFAULT-VALUE}")
    private Path file;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Asks this address instead, e.g. http://127.0.0.1:9180")
    private String url = "";

    @SuppressWarnings("NullAway.Init")
    BoothAddress() {}

    /// A page of the booth, or nothing, and then the command's user has been told.
    ///
    /// @param path with its slash
    Optional<String> page(CommandSpec spec, String path) throws ConfigException {
        String base = url.isEmpty() ? StatusClient.base(file) : url;
        if (!base.startsWith("http://")) {
            throw new ParameterException(
                    spec.commandLine(), "--url: expected http://host:port, found " + base);
        }
        try {
            return Optional.of(StatusClient.page(base, path));
        } catch (IOException e) {
            spec.commandLine()
                    .getErr()
                    .println(
                            "gatehouse: no booth answers at "
                                    + base
                                    + " (is it running? give --config or --url)");
            return Optional.empty();
        }
    }
}
