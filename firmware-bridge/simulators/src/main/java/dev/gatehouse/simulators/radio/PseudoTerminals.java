package dev.gatehouse.simulators.radio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// Two pseudo-terminals with a line between them, made by `socat`: what is written to one is read
/// from the other. They vanish when it is closed, which is how a plugged-out adapter looks.
public final class PseudoTerminals implements AutoCloseable {

    private static final long LOOK_MS = 20;
    private static final int LOOKS = 500;
    private static final long END_MS = 2_000;

    private final Process socat;
    private final Path one;
    private final Path other;

    private PseudoTerminals(Process socat, Path one, Path other) {
        this.socat = socat;
        this.one = one;
        this.other = other;
    }

    /// Makes the pair; its ends are links in a folder, named `one` and `other`.
    ///
    /// @throws IOException when `socat` is not there or does not make them
    public static PseudoTerminals in(Path folder) throws IOException, InterruptedException {
        Path one = folder.resolve("one");
        Path other = folder.resolve("other");
        Process socat =
                new ProcessBuilder(
                                "socat",
                                "pty,raw,echo=0,link=" + one,
                                "pty,raw,echo=0,link=" + other)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        PseudoTerminals made = new PseudoTerminals(socat, one, other);
        for (int look = 0; look < LOOKS && socat.isAlive(); look++) {
            if (Files.exists(one) && Files.exists(other)) {
                return made;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MS);
        }
        made.close();
        throw new IOException("socat did not make two pseudo-terminals");
    }

    public Path one() {
        return one;
    }

    public Path other() {
        return other;
    }

    @Override
    public void close() {
        socat.destroy();
        try {
            if (!socat.waitFor(END_MS, TimeUnit.MILLISECONDS)) {
                var _ = socat.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
