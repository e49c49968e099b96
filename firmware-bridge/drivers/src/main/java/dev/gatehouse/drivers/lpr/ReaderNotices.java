package dev.gatehouse.drivers.lpr;

import dev.gatehouse.protocols.observation.CaptureTime;
import dev.gatehouse.protocols.observation.DeviceNotice;
import dev.gatehouse.protocols.observation.DeviceNotice.Severity;
import dev.gatehouse.protocols.observation.Observation;
import dev.gatehouse.protocols.observation.Received;
import java.util.ArrayList;
import java.util.List;

/// What a driver has to say of its reader's health: each thing once when it begins, once when it is
/// over. Owned by its driver.
final class ReaderNotices {

    static final String CLOCK = "READER_CLOCK_WRONG";
    static final String IDENTITY = "READER_IDENTITY_MISMATCH";
    static final String MISSING = "READS_MISSING";
    static final String RESTART = "READER_RESTARTED";
    static final String BAD_FRAMES = "BAD_FRAMES";
    static final String COVERED_MAKER = "COVERED_MAKER_INDICATOR";

    /// Notices that one frame can cause; more are left out.
    private static final int MAX_WAITING = 16;

    private final String deviceId;
    private final String laneId;
    private final List<Observation> waiting = new ArrayList<>();
    private long told;

    ReaderNotices(String deviceId, String laneId) {
        this.deviceId = deviceId;
        this.laneId = laneId;
    }

    /// @param resendable whether the frame that caused it will come again if this is lost
    void tell(String code, Severity severity, long number, Received received, boolean resendable) {
        if (waiting.size() == MAX_WAITING) {
            return;
        }
        told++;
        waiting.add(
                new Observation(
                        deviceId,
                        laneId,
                        code + "@" + received.at().toEpochMilli() + "." + told,
                        new CaptureTime(received.at(), CaptureTime.Quality.RECEIVED),
                        received,
                        false,
                        resendable,
                        new DeviceNotice(code, severity, number)));
    }

    /// Those not handed up yet.
    List<Observation> take() {
        List<Observation> all = List.copyOf(waiting);
        waiting.clear();
        return all;
    }
}
