package dev.gatehouse.booth;

import dev.gatehouse.booth.config.BoothConfig;
import dev.gatehouse.booth.config.ConfigException;
import dev.gatehouse.booth.config.ConfigReader;
import dev.gatehouse.booth.daemon.Booth;
import dev.gatehouse.booth.service.ServiceLink;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One run of the booth, from its configuration to its end.
///
/// @param file configuration
/// @param insecureDemo keys in files are accepted
/// @param drainS at most how long to wait for receipts at the end, seconds
/// @param json the final status goes to standard output
record BoothRun(Path file, boolean insecureDemo, int drainS, boolean json) {
    /// Standard of `--drain-s`; a text, because annotations take it.
    static final String DRAIN_S_STANDARD = "10";

    /// Reads the options of `gatehouse run` where they are written plainly, each at most once. The
    /// library that reads command lines takes a tenth of a second of every start to load, and
    /// vehicles wait.
    ///
    /// @return empty for everything else, asking for help and mistakes included: [RunCommand] has
    ///   the words for them
    static Optional<BoothRun> read(List<String> arguments) {
        Path file = Path.of(ConfigCommand.DEFAULT_FILE);
        int drainS = Integer.parseInt(DRAIN_S_STANDARD);
        Set<String> seen = new HashSet<>();
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String word = rest.next();
            int equals = word.indexOf('=');
            String name = equals < 0 ? word : word.substring(0, equals);
            boolean takesValue = name.equals("--config") || name.equals("--drain-s");
            boolean known =
                    takesValue
                            || ((name.equals("--insecure-demo") || name.equals("--json"))
                                    && equals < 0);
            if (!known || !seen.add(name) || (takesValue && equals < 0 && !rest.hasNext())) {
                return Optional.empty();
            }
            if (takesValue) {
                String value = equals < 0 ? rest.next() : word.substring(equals + 1);
                boolean number = value.matches("[0-9]{1,6}");
                if (!isPlain(value) || (name.equals("--drain-s") && !number)) {
                    return Optional.empty();
                }
                if (name.equals("--config")) {
                    file = Path.of(value);
                } else {
                    drainS = Integer.parseInt(value);
                }
            }
        }
        return Optional.of(
                new BoothRun(
                        file, seen.contains("--insecure-demo"), drainS, seen.contains("--json")));
    }

    /// Neither empty nor anything that has a meaning of its own on a command line.
    private static boolean isPlain(String value) {
        return !value.isEmpty()
                && "-@\"'".indexOf(value.charAt(0)) < 0
                && value.indexOf('\0') < 0
                && !value.contains("${");
    }

    /// Runs until the booth is told to end or fails.
    ExitCode call(PrintWriter out, PrintWriter err) throws CommandFailure, InterruptedException {
        BoothConfig config = config();
        Booth booth = Booth.start(config, ServiceLink.of(System.getenv(), System::nanoTime));
        ConsoleCommand.offerAtFirstStart(config, err);
        Runtime.getRuntime()
                .addShutdownHook(
                        Thread.ofPlatform().name("stop").unstarted(() -> stop(booth, out)));
        return booth.awaitFailure() ? ExitCode.FAILED : ExitCode.FINE;
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

    private void stop(Booth booth, PrintWriter out) {
        String last = booth.stop(drainS);
        if (json) {
            out.println(last);
            out.flush();
        }
        if (!booth.failed()) {
            // the shell shall see a clean end, not the number of the signal
            Runtime.getRuntime().halt(ExitCode.FINE.code());
        }
    }
}
