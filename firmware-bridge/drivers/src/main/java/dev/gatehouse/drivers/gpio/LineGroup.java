package dev.gatehouse.drivers.gpio;

import dev.gatehouse.drivers.Backoff;
import dev.gatehouse.drivers.LinkContext;
import dev.gatehouse.drivers.OwnThread;
import dev.gatehouse.drivers.cdev.GpioChip;
import dev.gatehouse.drivers.cdev.HeldLines;
import dev.gatehouse.drivers.cdev.InputLine;
import dev.gatehouse.drivers.cdev.Kernel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/// All inputs of one lane on one chip, in one request: its one row of numbers gives the order of
/// edges of different lines, and tells when some were lost. Thread `link-gpio-<lane>` owns chip and
/// request; a chip that is absent, and a line that somebody else holds, are waited for.
final class LineGroup {

    /// First pause before the lines are requested again; doubles up to [#LONGEST_PAUSE_MS].
    static final long FIRST_PAUSE_MS = 1_000;

    static final long LONGEST_PAUSE_MS = 30_000;

    /// How often a level is read when nothing moves.
    static final long CHECK_NANOS = TimeUnit.SECONDS.toNanos(30);

    /// After how long the thread looks whether it shall end.
    static final int POLL_MS = 500;

    /// Reads after a loss, until the levels are read although edges still come.
    static final int READS_AFTER_LOSS = 64;

    private final String label;
    private final String laneId;
    private final Supplier<Kernel> kernel;
    private final Path folder;
    private final LinkContext.Clock clock;
    private final Backoff backoff = new Backoff(FIRST_PAUSE_MS, LONGEST_PAUSE_MS);
    private final List<GpioLink> members = new ArrayList<>();
    private List<GpioLink> held = List.of();
    private final LongAdder requested = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder lost = new LongAdder();
    private volatile boolean up;
    private volatile boolean changed;
    private volatile String trouble = ", not open";
    private @Nullable OwnThread thread;

    LineGroup(
            String label,
            String laneId,
            Supplier<Kernel> kernel,
            Path folder,
            LinkContext.Clock clock) {
        this.label = label;
        this.laneId = laneId;
        this.kernel = kernel;
        this.folder = folder;
        this.clock = clock;
    }

    String label() {
        return label;
    }

    /// What keeps the lines away, for `describe`; empty while they are held.
    String trouble() {
        return trouble;
    }

    Map<String, Long> counters() {
        return Map.of(
                "requested",
                requested.sum(),
                "request_failures",
                failures.sum(),
                "request_edges_lost",
                lost.sum(),
                "up",
                up ? 1L : 0L);
    }

    synchronized void join(GpioLink link) {
        members.add(link);
    }

    /// The first link that is opened starts the thread. A link that joined later has the lines
    /// requested anew.
    synchronized void start(GpioLink link) {
        if (thread == null) {
            OwnThread begun = new OwnThread("link-gpio-" + laneId);
            thread = begun;
            begun.start(() -> run(begun));
        } else if (!held.contains(link)) {
            changed = true;
            notifyAll();
        }
    }

    void leave(GpioLink link) {
        OwnThread ending = null;
        synchronized (this) {
            if (!members.remove(link)) {
                return;
            }
            changed = true;
            if (members.isEmpty() && thread != null) {
                ending = thread;
                ending.end();
                thread = null;
            }
            notifyAll();
        }
        if (ending != null) {
            ending.close();
        }
    }

    synchronized boolean isEmpty() {
        return members.isEmpty();
    }

    private synchronized List<GpioLink> take() {
        changed = false;
        held = List.copyOf(members);
        return held;
    }

    private void run(OwnThread own) throws InterruptedException {
        try {
            while (!own.ended()) {
                List<GpioLink> links = take();
                if (links.isEmpty()) {
                    return;
                }
                try (HeldLines lines = request(links)) {
                    requested.increment();
                    up = true;
                    trouble = "";
                    Logger.info(
                            "GPIO-001 lines held: lane={} chip={} lines={}",
                            laneId,
                            label,
                            links.size());
                    new LineReading(lines, links, clock, backoff::reset, lost).run(() -> changed);
                } catch (IOException | IllegalArgumentException e) {
                    note(e);
                }
                up = false;
                if (!changed) {
                    pause(backoff.nextMs());
                }
            }
        } finally {
            up = false;
        }
    }

    private HeldLines request(List<GpioLink> links) throws IOException {
        try (GpioChip chip = GpioChip.find(kernel.get(), folder, label)) {
            List<Integer> offsets = new ArrayList<>();
            for (GpioLink link : links) {
                offsets.add(chip.offset(link.line().line()));
            }
            return chip.request(
                    InputLine.request(offsets, links.stream().map(GpioLink::line).toList()));
        }
    }

    private void note(Exception e) {
        failures.increment();
        trouble = ", not open: " + e.getMessage();
        long count = failures.sum();
        if (Long.bitCount(count) == 1) { // at 1, 2, 4, 8 ...
            Logger.warn(
                    "GPIO-002 lines not held: lane={} cause={} count={}",
                    laneId,
                    e.getMessage(),
                    count);
        }
    }

    private synchronized void pause(long pauseMs) throws InterruptedException {
        long untilNanos = clock.now().nanos() + TimeUnit.MILLISECONDS.toNanos(pauseMs);
        long leftMs = pauseMs;
        while (!changed && leftMs > 0) {
            wait(leftMs);
            leftMs = TimeUnit.NANOSECONDS.toMillis(untilNanos - clock.now().nanos());
        }
    }
}
