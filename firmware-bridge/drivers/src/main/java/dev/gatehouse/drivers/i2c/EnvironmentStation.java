package dev.gatehouse.drivers.i2c;

import dev.gatehouse.drivers.DeviceSnapshot;
import dev.gatehouse.drivers.LinkContext;
import dev.gatehouse.drivers.OwnThread;
import dev.gatehouse.drivers.Station;
import dev.gatehouse.drivers.StationContext;
import dev.gatehouse.drivers.StationVoice;
import dev.gatehouse.protocols.observation.DeviceNotice.Severity;
import dev.gatehouse.protocols.observation.EnvironmentReading;
import java.io.IOException;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/// One sensor, asked now and then. Thread `environment-<device>` owns it; a sensor that is not
/// there is opened again at the next poll.
final class EnvironmentStation implements Station {

    static final String FAULT = "SENSOR_FAULT";

    private static final double CENTI = 100;

    private final String deviceId;
    private final String address;
    private final long pollMs;
    private final Probe.Opener opener;
    private final StationVoice voice;
    private final LinkContext.Clock clock;
    private final TemperatureWatch watch = new TemperatureWatch();
    private final LongAdder polls = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder doubts = new LongAdder();
    private volatile boolean anyReading;
    private volatile long lastReadingNanos;
    private @Nullable Probe probe;
    private final OwnThread thread;

    EnvironmentStation(String address, long pollMs, Probe.Opener opener, StationContext context) {
        this.deviceId = context.deviceId();
        this.thread = new OwnThread("environment-" + deviceId);
        this.address = address;
        this.pollMs = pollMs;
        this.opener = opener;
        this.voice = new StationVoice(context);
        this.clock = context.clock();
    }

    @Override
    public void open() throws IOException {
        thread.open("sensor", () -> this::run);
    }

    private void run() throws InterruptedException {
        try {
            do {
                poll();
            } while (thread.rest(pollMs, clock));
        } finally {
            leave();
        }
    }

    /// One poll, which may read twice.
    private void poll() {
        polls.increment();
        OptionalDouble celsius = read();
        TemperatureWatch.Verdict verdict = watch.judge(celsius);
        if (verdict == TemperatureWatch.Verdict.READ_AGAIN) {
            doubts.increment();
            celsius = read();
            verdict = watch.judge(celsius);
        }
        switch (verdict) {
            case GOOD -> tell(celsius.orElseThrow());
            case GOOD_AGAIN -> {
                voice.notice(FAULT, Severity.CLEARED, 0);
                tell(celsius.orElseThrow());
            }
            case READ_AGAIN, FAILED -> failures.increment();
            case FAULTY -> {
                failures.increment();
                voice.notice(FAULT, Severity.FAULT, 0);
                Logger.warn("ENV-001 sensor faulty: device={}", deviceId);
            }
        }
    }

    private void tell(double celsius) {
        anyReading = true;
        lastReadingNanos = clock.now().nanos();
        voice.say(
                "reading",
                new EnvironmentReading(
                        OptionalInt.of((int) Math.round(celsius * CENTI)), OptionalInt.empty()));
    }

    private OptionalDouble read() {
        try {
            Probe open = probe;
            if (open == null) {
                open = opener.open();
                probe = open;
            }
            return OptionalDouble.of(open.celsius());
        } catch (IOException e) {
            Logger.debug(
                    "ENV-002 sensor does not answer: device={} cause={}", deviceId, e.getMessage());
            leave();
            return OptionalDouble.empty();
        }
    }

    private void leave() {
        Probe open = probe;
        if (open != null) {
            open.close();
            probe = null;
        }
    }

    @Override
    public DeviceSnapshot snapshot() {
        Map<String, Long> counts = new TreeMap<>();
        counts.put("polls", polls.sum());
        counts.put("readings_failed", failures.sum());
        counts.put("readings_doubted", doubts.sum());
        return new DeviceSnapshot(
                deviceId,
                address,
                polls.sum(),
                voice.said(),
                voice.refused(),
                voice.refused(),
                0,
                0,
                Map.of(),
                anyReading ? OptionalLong.of(lastReadingNanos) : OptionalLong.empty(),
                counts,
                Map.of());
    }

    @Override
    public void close() {
        thread.close();
    }
}
