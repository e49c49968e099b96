package dev.gatehouse.drivers.stream;

import dev.gatehouse.protocols.observation.CaptureTime;
import dev.gatehouse.protocols.observation.DeviceNotice;
import dev.gatehouse.protocols.observation.Observation;
import dev.gatehouse.protocols.observation.RadiationReport;
import dev.gatehouse.protocols.observation.Received;
import dev.gatehouse.protocols.observation.TimeQuality;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What a machine told, sent and asked for; and its time.
public final class Told implements StreamOut {
    private static final Instant START = Instant.parse("2026-11-22T08:00:00Z");

    /// One report.
    public record One(Observation.Body body, long atMs, boolean urgent) {
        /// `GAMMA_ALARM`, or `FAULT:GAMMA_LOW`; of notices their code and severity.
        public String word() {
            return switch (body) {
                case RadiationReport report ->
                        report.kind() + (report.code().isEmpty() ? "" : ":" + report.code());
                case DeviceNotice notice -> notice.code() + "/" + notice.severity();
                default -> body.getClass().getSimpleName();
            };
        }
    }

    public final List<One> reports = new ArrayList<>();
    public final List<byte[]> sent = new ArrayList<>();
    public final List<String> reopened = new ArrayList<>();
    public boolean refuses;

    /// A moment of the test.
    public static Received at(long ms) {
        return new Received(START.plusMillis(ms), ms * 1_000_000L, TimeQuality.SYNCED);
    }

    @Override
    public void report(
            Observation.Body body, CaptureTime captured, Received received, boolean urgent) {
        reports.add(new One(body, received.nanos() / 1_000_000, urgent));
    }

    @Override
    public boolean send(byte[] octets) {
        sent.add(octets);
        return !refuses;
    }

    @Override
    public void reopen(String reason) {
        reopened.add(reason);
    }

    /// Words of all reports, and forgets them.
    public List<String> words() {
        List<String> words = reports.stream().map(One::word).toList();
        reports.clear();
        return words;
    }
}
