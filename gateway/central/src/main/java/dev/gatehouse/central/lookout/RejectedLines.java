package dev.gatehouse.central.lookout;

import java.io.PrintWriter;

/// Tells the lines that were left out, with their reasons and without their content.
final class RejectedLines {
    /// Lines told one by one; more are counted.
    static final int MAX_TOLD = 10_000;

    private final PrintWriter err;
    private long count;

    RejectedLines(PrintWriter err) {
        this.err = err;
    }

    void add(String option, long line, String reason) {
        count++;
        if (count <= MAX_TOLD) {
            err.println(option + ": line " + line + ": " + reason);
        }
    }

    /// Says how many were not told one by one.
    void finish() {
        if (count > MAX_TOLD) {
            err.println(count - MAX_TOLD + " more lines were left out");
        }
    }

    long count() {
        return count;
    }
}
