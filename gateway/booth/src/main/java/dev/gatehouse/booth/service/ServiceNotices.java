package dev.gatehouse.booth.service;

import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Decides what to tell the service manager at each look.
///
/// ```
/// STARTING --ready--> RUNNING --stopping--> STOPPING
///     +-----------------stopping---------------^
/// ```
///
/// While it starts, more time is asked for as long as the disks show progress. While it runs, the
/// watchdog is fed at half its time, and only when every part of the booth has moved. Owned by one
/// thread.
final class ServiceNotices {
    /// Between two requests for more time; the first comes when a start takes that long.
    static final long EXTEND_NANOS = 5_000_000_000L;

    /// Asked for each time, so that several requests may be late.
    static final long EXTEND_USEC = 30_000_000L;

    /// Where the service stands.
    enum Phase {
        STARTING,
        RUNNING,
        STOPPING;

        Phase to(Phase next) {
            if (next.compareTo(this) <= 0) {
                throw new IllegalStateException("service: from " + this + " to " + next);
            }
            return next;
        }
    }

    private final WatchdogTimes times;
    private final DiskPulse disks;
    private final LongSupplier nanos;
    private Phase phase = Phase.STARTING;
    private @Nullable Vitals vitals;
    private Supplier<String> status = () -> "";
    private String told = "";
    private long extendedNanos;
    private long operations;
    private long fedNanos;
    private Optional<String> stuck = Optional.empty();

    ServiceNotices(WatchdogTimes times, DiskPulse disks, LongSupplier nanos) {
        this.times = times;
        this.disks = disks;
        this.nanos = nanos;
        this.extendedNanos = nanos.getAsLong();
    }

    /// The stores are open and the listeners bound.
    ///
    /// @return what to tell
    String ready(List<Vital> parts, Supplier<String> statusNow) {
        phase = phase.to(Phase.RUNNING);
        long now = nanos.getAsLong();
        vitals = new Vitals(parts, disks, now);
        status = statusNow;
        fedNanos = now;
        told = statusNow.get();
        return "READY=1\nSTATUS=" + oneLine(told) + watchdog();
    }

    private String watchdog() {
        return times.feedNanos() == 0 ? "" : "\nWATCHDOG=1";
    }

    /// The booth ends, as asked or because it cannot go on.
    ///
    /// @return what to tell
    String stopping() {
        phase = phase.to(Phase.STOPPING);
        vitals = null;
        return "STOPPING=1\nSTATUS=stopping";
    }

    /// One look.
    ///
    /// @return what to tell; empty when nothing
    Optional<String> look() {
        return switch (phase) {
            case STARTING -> starting();
            case RUNNING -> running();
            case STOPPING -> Optional.empty();
        };
    }

    private Optional<String> starting() {
        long now = nanos.getAsLong();
        if (now - extendedNanos < EXTEND_NANOS) {
            return Optional.empty();
        }
        extendedNanos = now;
        long done = disks.operations();
        if (done == operations) {
            return Optional.empty();
        }
        operations = done;
        return Optional.of("EXTEND_TIMEOUT_USEC=" + EXTEND_USEC + "\nSTATUS=opening the stores");
    }

    private Optional<String> running() {
        Vitals parts = vitals;
        if (parts == null) {
            return Optional.empty();
        }
        long now = nanos.getAsLong();
        stuck = parts.stuck(now);
        String text = stuck.map(part -> "stuck: " + part).orElseGet(status);
        boolean changed = !text.equals(told);
        told = text;
        boolean feed =
                stuck.isEmpty() && times.feedNanos() > 0 && now - fedNanos >= times.feedNanos();
        if (feed) {
            fedNanos = now;
        }
        if (!feed && !changed) {
            return Optional.empty();
        }
        String line = changed ? "STATUS=" + oneLine(text) : "";
        return Optional.of((line + (feed ? watchdog() : "")).strip());
    }

    /// The part that keeps the watchdog hungry.
    Optional<String> stuck() {
        return stuck;
    }

    /// A line break would begin another assignment.
    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }
}
