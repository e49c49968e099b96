package dev.gatehouse.proofs.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/// Notes what devices were told, in memory and in the file that `gatehouse-central check-delivered`
/// reads. Thread-safe.
final class AckFile implements AutoCloseable {
    private final Claims claims;
    private final Writer out;
    private final AtomicLong count = new AtomicLong();

    AckFile(Claims claims, Path file) throws IOException {
        this.claims = claims;
        this.out = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
    }

    /// An observation was acknowledged.
    void observed(Event.Key key) {
        claims.observed(key);
        count.incrementAndGet();
        synchronized (out) {
            try {
                out.write(key.device() + "\t" + key.id() + "\n");
            } catch (IOException e) {
                throw new UncheckedIOException("acknowledgements cannot be noted", e);
            }
        }
    }

    /// A step of a referral was acknowledged; no observation, so not in the file.
    void moved(Event.Key key) {
        claims.moved(key);
        count.incrementAndGet();
    }

    long count() {
        return count.get();
    }

    @Override
    public void close() throws IOException {
        synchronized (out) {
            out.close();
        }
    }
}
