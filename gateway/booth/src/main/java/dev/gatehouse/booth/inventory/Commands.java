package dev.gatehouse.booth.inventory;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Programs of the machine whose answers are read.
@FunctionalInterface
public interface Commands {
    /// Octets of an answer that are read.
    int MAX_OCTETS = 1 << 20;

    /// A program that takes longer is ended.
    int LIMIT_S = 5;

    /// What a program wrote; empty when it is not installed, failed or took too long.
    Optional<byte[]> run(List<String> command);

    /// Those of this machine.
    static Commands ofMachine() {
        return Commands::runOnMachine;
    }

    private static Optional<byte[]> runOnMachine(List<String> command) {
        Process process;
        try {
            process =
                    new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
        } catch (IOException e) {
            return Optional.empty();
        }
        // ends the read below too, when the program hangs
        Thread guard =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                if (!process.waitFor(LIMIT_S, TimeUnit.SECONDS)) {
                                    process.destroyForcibly();
                                }
                            } catch (InterruptedException e) {
                                process.destroyForcibly();
                            }
                        });
        try (InputStream out = process.getInputStream()) {
            process.getOutputStream().close();
            byte[] answer = out.readNBytes(MAX_OCTETS + 1);
            if (answer.length > MAX_OCTETS) {
                process.destroyForcibly();
                return Optional.empty();
            }
            return process.waitFor() == 0 ? Optional.of(answer) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            process.destroyForcibly();
            guard.interrupt();
        }
    }
}
