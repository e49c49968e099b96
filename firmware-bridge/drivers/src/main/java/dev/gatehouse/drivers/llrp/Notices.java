package dev.gatehouse.drivers.llrp;

import dev.gatehouse.protocols.observation.DeviceNotice;
import dev.gatehouse.protocols.observation.DeviceNotice.Severity;
import dev.gatehouse.protocols.observation.Received;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// What is wrong with a reader now: each thing is told when it begins and when it is over, and not
/// again while it lasts. Owned by the machine's thread.
final class Notices {

    static final String TAKEN = "READER_TAKEN";
    static final String CONTENDED = "READER_CONTENDED";
    static final String WRONG_READER = "READER_NOT_THE_CONFIGURED_ONE";
    static final String REFUSES = "READER_REFUSES_CONFIGURATION";
    static final String LOST = "READER_LOST";
    static final String RESTARTED = "READER_RESTARTED";
    static final String CLOCK = "READER_CLOCK_WRONG";
    static final String ANTENNA = "ANTENNA_LOST";
    static final String EXCEPTION = "READER_EXCEPTION";
    static final String BUFFER = "READER_BUFFER_FILLING";
    static final String READS_LOST = "TAG_READS_LOST";
    static final String SPEC_ENDED = "READING_ENDED_BY_READER";
    static final String READER_ERROR = "READER_ERROR";

    /// Things that last, at once; antennas are the only ones with numbers.
    static final int LASTING_LIMIT = 256;

    /// A thing that happens again and again is told so seldom.
    private static final long REPEAT_NANOS = TimeUnit.SECONDS.toNanos(10);

    private record Lasting(String code, long number) {}

    private final LlrpOut out;
    private final Set<Lasting> lasting = new LinkedHashSet<>();
    private final Map<String, Long> lastTold = new HashMap<>();

    Notices(LlrpOut out) {
        this.out = out;
    }

    /// Begins, if it did not before.
    void raise(String code, Severity severity, long number, Received at) {
        if (lasting.size() < LASTING_LIMIT && lasting.add(new Lasting(code, number))) {
            out.notice(new DeviceNotice(code, severity, number), at);
        }
    }

    /// Is over, if it was there.
    void clear(String code, long number, Received at) {
        if (lasting.remove(new Lasting(code, number))) {
            out.notice(new DeviceNotice(code, Severity.CLEARED, number), at);
        }
    }

    /// Is over whatever its number.
    void clear(String code, Received at) {
        for (Lasting one : Set.copyOf(lasting)) {
            if (one.code.equals(code)) {
                clear(code, one.number, at);
            }
        }
    }

    /// Happened; nothing that lasts.
    void tell(String code, Severity severity, long number, Received at) {
        Long before = lastTold.get(code);
        if (before == null || at.nanos() - before >= REPEAT_NANOS) {
            lastTold.put(code, at.nanos());
            out.notice(new DeviceNotice(code, severity, number), at);
        }
    }
}
