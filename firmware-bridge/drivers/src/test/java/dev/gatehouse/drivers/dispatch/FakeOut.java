package dev.gatehouse.drivers.dispatch;

import dev.gatehouse.protocols.observation.RadioEvent;
import dev.gatehouse.protocols.observation.RadioReport;
import dev.gatehouse.protocols.observation.Received;
import dev.gatehouse.protocols.observation.TimeQuality;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Everything a machine sends and tells, and the test's own clock.
public final class FakeOut implements DispatchOut {

    /// A datagram that was sent.
    @SuppressWarnings("ArrayRecordComponent") // looked at, never compared
    public record Sent(int socket, InetSocketAddress to, byte[] octets) {}

    public final List<Sent> sent = new ArrayList<>();
    public final List<DispatchReport> reports = new ArrayList<>();

    /// The booth is full.
    public boolean full;

    private long nowMs = 1_000_000;

    @Override
    public boolean send(int socket, InetSocketAddress to, byte[] octets) {
        sent.add(new Sent(socket, to, octets));
        return true;
    }

    @Override
    public boolean report(DispatchReport report) {
        if (!full) {
            reports.add(report);
        }
        return !full;
    }

    /// What was told, and forgets it.
    public List<RadioReport> take() {
        List<RadioReport> all = reports.stream().map(DispatchReport::report).toList();
        reports.clear();
        return all;
    }

    /// Events of one kind among what was told.
    public <T extends RadioEvent> List<T> events(Class<T> kind) {
        return reports.stream()
                .map(report -> report.report().event())
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    /// Everything told so far is on disk now.
    public void durable() {
        for (DispatchReport report : List.copyOf(reports)) {
            report.onceDurable().ifPresent(answer -> answer.accept(now()));
        }
        reports.clear();
    }

    public Received now() {
        return new Received(
                Instant.ofEpochMilli(1_800_000_000_000L + nowMs),
                TimeUnit.MILLISECONDS.toNanos(nowMs),
                TimeQuality.SYNCED);
    }

    public void later(long ms) {
        nowMs += ms;
    }
}
