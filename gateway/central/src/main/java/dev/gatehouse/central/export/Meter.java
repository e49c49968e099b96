package dev.gatehouse.central.export;

import dev.gatehouse.central.ledger.ExportEnded;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Counts and digests what is handed to the output. It counts before it writes: a record of an
/// export may say too much of a write that failed, never too little.
final class Meter {
    private final OutputStream out;
    private final MessageDigest digest;
    private long records;
    private long unreadable;
    private long octets;

    Meter(OutputStream out) {
        this.out = out;
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    void write(Page page) throws IOException {
        records += page.records();
        unreadable += page.unreadable();
        octets += page.lines().length;
        digest.update(page.lines());
        out.write(page.lines());
        out.flush();
    }

    long records() {
        return records;
    }

    ExportEnded ended(long exportId, long endedMs, String outcome) {
        return new ExportEnded(
                exportId,
                endedMs,
                outcome,
                records,
                unreadable,
                octets,
                HexFormat.of().formatHex(digest.digest()));
    }
}
