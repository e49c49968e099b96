package dev.gatehouse.drivers;

import dev.gatehouse.protocols.observation.CaptureTime;
import dev.gatehouse.protocols.observation.DeviceNotice;
import dev.gatehouse.protocols.observation.DeviceNotice.Severity;
import dev.gatehouse.protocols.observation.Observation;
import dev.gatehouse.protocols.observation.Received;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/// How a station that hears nobody's frames hands up what it learned itself: stamped by the booth's
/// clock, counted, never waited for. Any thread.
public final class StationVoice {

    private final String deviceId;
    private final String laneId;
    private final ObservationSink sink;
    private final LinkContext.Clock clock;
    private final LongAdder said = new LongAdder();
    private final LongAdder refused = new LongAdder();

    public StationVoice(StationContext context) {
        this.deviceId = context.deviceId();
        this.laneId = context.laneId();
        this.sink = context.sink();
        this.clock = context.clock();
    }

    /// Hands up one thing.
    ///
    /// @param what a word that, with the time, no other observation of the device has
    /// @return false when the booth was full: it is lost
    public boolean say(String what, Observation.Body body) {
        Received now = clock.now();
        Observation observation =
                new Observation(
                        deviceId,
                        laneId,
                        what + "@" + now.nanos(),
                        new CaptureTime(now.at(), CaptureTime.Quality.RECEIVED),
                        now,
                        false,
                        false,
                        body);
        boolean taken = sink.offer(List.of(observation), Acknowledgement.none());
        (taken ? said : refused).increment();
        return taken;
    }

    /// Hands up a word on the device's own health.
    public boolean notice(String code, Severity severity, long number) {
        return say(code + "-" + severity, new DeviceNotice(code, severity, number));
    }

    public long said() {
        return said.sum();
    }

    /// What the booth had no room for.
    public long refused() {
        return refused.sum();
    }
}
