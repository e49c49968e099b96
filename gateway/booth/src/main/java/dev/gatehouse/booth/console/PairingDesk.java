package dev.gatehouse.booth.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.function.LongSupplier;

/// The command line's side of pairing: it shares a folder with the running booth, nothing else.
public final class PairingDesk {
    private static final long LOOK_MS = 50;

    private final Path folder;
    private final SecureRandom random;
    private final LongSupplier nanos;
    private final LongSupplier wallMs;

    /// @param dataDir the booth's data folder
    /// @param nanos monotonic
    /// @param wallMs the machine's clock
    public PairingDesk(Path dataDir, SecureRandom random, LongSupplier nanos, LongSupplier wallMs) {
        this.folder = folderIn(dataDir);
        this.random = random;
        this.nanos = nanos;
        this.wallMs = wallMs;
    }

    /// Where the console keeps its files.
    public static Path folderIn(Path dataDir) {
        return dataDir.resolve("console");
    }

    /// How long a code may be used.
    public static Duration life() {
        return PairingCode.LIFE;
    }

    /// Opens a code for one browser.
    ///
    /// @return the code as it is to be typed; the only copy
    /// @throws IOException when it cannot be left for the booth, saying why
    public String offer(Role role) throws IOException {
        long now = wallMs.getAsLong();
        PairingCode.Fresh fresh = PairingCode.make(role, now, random);
        PairingFolder.write(folder, fresh.kept(), random, now);
        return fresh.typed();
    }

    /// True at the first start with this data folder, once.
    public boolean isFirstStart() throws IOException {
        return PairingFolder.first(folder);
    }

    /// Ends open codes at once, and asks the booth to end all sessions. The request stays until a
    /// booth takes it, at its next look or at its start: one that is slow is not one that is
    /// absent.
    ///
    /// @param wait how long to wait for the booth
    /// @return whether a booth has taken it; false says nothing of the sessions
    public boolean revoke(Duration wait) throws IOException, InterruptedException {
        Path request = PairingFolder.askToRevoke(folder);
        long deadline = nanos.getAsLong() + wait.toNanos();
        while (!Files.notExists(request, LinkOption.NOFOLLOW_LINKS)) {
            if (nanos.getAsLong() - deadline > 0) {
                return false;
            }
            Thread.sleep(LOOK_MS);
        }
        return true;
    }
}
