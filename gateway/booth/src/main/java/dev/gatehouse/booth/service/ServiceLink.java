package dev.gatehouse.booth.service;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/// The booth's line to its service manager: tells that it starts, is ready, works, stops. One
/// thread of its own sends everything, so that a manager that does not read delays nobody.
///
/// Without `NOTIFY_SOCKET` nothing happens. The variables stay as they are: the JDK has no way to
/// unset them, the daemon starts no process that could inherit them, and the unit has
/// `NotifyAccess=main`.
public final class ServiceLink implements AutoCloseable {
    private static final int EVENTS_MAX = 8;
    private static final long END_LIMIT_MS = 2_000;

    private final LongSupplier nanos;
    private final DiskPulse disks;
    private final WatchdogTimes times;
    private final BlockingQueue<Event> events = new ArrayBlockingQueue<>(EVENTS_MAX);
    private @Nullable Thread thread;
    private long failures;

    /// What the booth's threads have to say; each at most once or twice in a life.
    private sealed interface Event {
        record Ready(List<Vital> parts, Supplier<String> status) implements Event {}

        record Stopping() implements Event {}

        record Closing() implements Event {}
    }

    private ServiceLink(WatchdogTimes times, LongSupplier nanos) {
        this.times = times;
        this.disks = new DiskPulse(nanos);
        this.nanos = nanos;
    }

    /// As the service manager wants it.
    ///
    /// @param environment of the process: `NOTIFY_SOCKET`, `WATCHDOG_USEC`, `WATCHDOG_PID`
    public static ServiceLink of(Map<String, String> environment, LongSupplier nanos) {
        ServiceLink link =
                new ServiceLink(
                        WatchdogTimes.of(environment, ProcessHandle.current().pid()), nanos);
        String path = environment.getOrDefault("NOTIFY_SOCKET", "");
        if (!path.isEmpty()) {
            link.start(path);
        }
        return link;
    }

    /// No service manager.
    public static ServiceLink none() {
        return of(Map.of(), System::nanoTime);
    }

    /// Watches the booth's disks.
    public DiskPulse disks() {
        return disks;
    }

    /// The stores are open and the listeners bound.
    ///
    /// @param parts what must move for the watchdog to be fed
    /// @param status a few words for `systemctl status`, no content; read at each look
    public void ready(List<Vital> parts, Supplier<String> status) {
        enqueue(new Event.Ready(List.copyOf(parts), status));
    }

    /// The booth ends.
    public void stopping() {
        enqueue(new Event.Stopping());
    }

    private void enqueue(Event event) {
        if (thread != null && !events.offer(event)) {
            Logger.error("SVC-006 the service manager's line is full; it does not read");
        }
    }

    private void start(String socket) {
        Thread started = Thread.ofPlatform().daemon().name("service").unstarted(() -> run(socket));
        thread = started;
        started.start();
    }

    private void run(String socket) {
        try (NoticeSink sink = NotifySocket.open(socket)) {
            serve(sink, new ServiceNotices(times, disks, nanos));
        } catch (IOException e) {
            Logger.error("SVC-002 the service manager cannot be told anything: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve(NoticeSink sink, ServiceNotices notices) throws InterruptedException {
        Optional<String> stuck = Optional.empty();
        while (true) {
            switch (events.poll(times.lookNanos(), TimeUnit.NANOSECONDS)) {
                case Event.Ready(var parts, var status) -> tell(sink, notices.ready(parts, status));
                case Event.Stopping() -> tell(sink, notices.stopping());
                case Event.Closing() -> {
                    return;
                }
                case null -> notices.look().ifPresent(notice -> tell(sink, notice));
            }
            stuck = noteStuck(stuck, notices.stuck());
        }
    }

    private static Optional<String> noteStuck(Optional<String> before, Optional<String> now) {
        if (!now.equals(before)) {
            now.ifPresentOrElse(
                    part -> Logger.error("SVC-003 the watchdog is not fed: stuck={}", part),
                    () -> Logger.warn("SVC-004 the watchdog is fed again"));
        }
        return now;
    }

    private void tell(NoticeSink sink, String notice) {
        try {
            sink.send(notice);
            failures = 0;
        } catch (IOException e) {
            failures++;
            if (Long.bitCount(failures) == 1) { // at 1, 2, 4, 8 ...
                Logger.error(
                        "SVC-005 the service manager was not told: cause={}, attempts={}",
                        e.getMessage(),
                        failures);
            }
        }
    }

    /// Ends the thread once everything was told.
    @Override
    public void close() {
        enqueue(new Event.Closing());
        Thread ending = thread;
        if (ending != null) {
            try {
                ending.join(END_LIMIT_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
