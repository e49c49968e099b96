package dev.gatehouse.central;

import dev.gatehouse.core.seal.CentralKeys;
import dev.gatehouse.core.seal.KeyFileException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/// The option that every command has.
final class HomeOption {
    @Option(
            names = "--home",
            paramLabel = "DIR",
            defaultValue = "${env:GATEHOUSE_CENTRAL_HOME:-central-home}",
            description =
                    "Central's directory: keys and ledger. Default: $GATEHOUSE_CENTRAL_HOME, else"
                            + " ./central-home.")
    private Path directory = Path.of("central-home");

    CentralHome home() {
        return new CentralHome(directory);
    }

    /// The home, which must have been made by `booth add`.
    CentralHome existing() throws CommandFailure {
        if (!home().exists()) {
            throw new CommandFailure(
                    Exit.NOT_REACHABLE,
                    "no home of central at "
                            + directory
                            + "; `gatehouse-central booth add NAME --out DIR` makes it");
        }
        return home();
    }

    static CentralKeys keys(CentralHome home) throws CommandFailure {
        try {
            return CentralKeys.open(home.keys());
        } catch (KeyFileException e) {
            throw new CommandFailure(Exit.FAILED, "keys: " + e.getMessage());
        }
    }
}
