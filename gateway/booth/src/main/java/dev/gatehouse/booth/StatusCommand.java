package dev.gatehouse.booth;

import dev.gatehouse.booth.config.BoothConfig;
import dev.gatehouse.booth.config.ConfigException;
import dev.gatehouse.booth.config.ConfigReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Asks the running booth for its state over loopback.
@Command(
        name = "status",
        description = "Shows the state of the booth on this machine. Never shows content.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  gatehouse status",
            "  gatehouse status --json | python3 -m json.tool",
            "  gatehouse status --url http://127.0.0.1:9180",
            "",
            "Exit codes: 0 ready, 3 degraded or not ready, 4 no booth answers."
        })
final class StatusCommand implements Callable<Integer> {
    private static final int TIMEOUT_MS = 3_000;
    private static final int ANSWER_MAX_BYTES = 1 << 20;

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

    @Option(
            names = "--json",
            description = "The booth's answer as one JSON object (documented in README, Status).")
    private boolean json;

    @Spec private CommandSpec spec;

    @SuppressWarnings("NullAway.Init")
    StatusCommand() {}

    @Override
    public Integer call() throws ConfigException {
        String base = url;
        if (base.isEmpty()) {
            base = "http://127.0.0.1:9180";
            if (Files.exists(file)) {
                BoothConfig config = ConfigReader.read(file);
                base = "http://" + config.health();
            }
        }
        if (!base.startsWith("http://")) {
            throw new ParameterException(
                    spec.commandLine(), "--url: expected http://host:port, found " + base);
        }
        String answer;
        try {
            answer = get(base + "/status");
        } catch (IOException e) {
            spec.commandLine()
                    .getErr()
                    .println(
                            "gatehouse: no booth answers at "
                                    + base
                                    + " (is it running? give --config or --url)");
            return ExitCode.NOT_REACHABLE.code();
        }
        spec.commandLine().getOut().println(json ? answer : readable(answer));
        return answer.contains("\"condition\":\"READY\"")
                ? ExitCode.FINE.code()
                : ExitCode.DEGRADED.code();
    }

    private static URI uri(String address) throws IOException {
        try {
            return new URI(address);
        } catch (URISyntaxException e) {
            throw new IOException("no address: " + address, e);
        }
    }

    private static String get(String address) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) uri(address).toURL().openConnection();
        connection.setConnectTimeout(TIMEOUT_MS);
        connection.setReadTimeout(TIMEOUT_MS);
        try (InputStream in = connection.getInputStream()) {
            return new String(in.readNBytes(ANSWER_MAX_BYTES), StandardCharsets.UTF_8);
        } finally {
            connection.disconnect();
        }
    }

    /// One line for each value, its path before it: greppable, and complete by construction.
    static String readable(String answer) {
        try {
            return FlatJson.parse(answer).values().entrySet().stream()
                    .map(value -> value.getKey() + ": " + value.getValue())
                    .collect(Collectors.joining(System.lineSeparator()));
        } catch (IOException e) {
            return "gatehouse: the booth's answer is not JSON";
        }
    }
}
