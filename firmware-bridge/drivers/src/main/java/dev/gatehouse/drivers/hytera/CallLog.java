package dev.gatehouse.drivers.hytera;

import dev.gatehouse.protocols.RadioAddress;
import dev.gatehouse.protocols.hytera.Rcp.RepeaterStatus;
import dev.gatehouse.protocols.hytera.RcpCallType;
import dev.gatehouse.protocols.observation.RadioCall;
import dev.gatehouse.protocols.observation.RadioCall.End;
import dev.gatehouse.protocols.observation.RadioCall.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The calls of one slot, by what its repeater says of its transmitter (sheet, section 8):
/// repeating voice for a new pair of radios begins a call; hang time of the same pair, or sleep,
/// ends it. Owned by the system's thread.
final class CallLog {

    /// A call of which nothing is heard for so long has ended unheard.
    static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(10);

    /// One end of one call.
    ///
    /// @param type of the call, where the code is known
    record Change(int sender, int target, Optional<RcpCallType> type, RadioCall call) {}

    private record Going(int sender, int target, int callType, long sinceNanos) {}

    private @Nullable Going going;
    private long heardNanos;

    /// What a status means; empty when it says nothing new.
    List<Change> status(RepeaterStatus status, long nowNanos) {
        List<Change> changes = new ArrayList<>();
        Going before = going;
        boolean same =
                before != null
                        && before.sender == status.sender()
                        && before.target == status.target();
        if (same) {
            heardNanos = nowNanos;
        }
        switch (status.status()) {
            case RepeaterStatus.LOCAL_REPEATING, RepeaterStatus.IP_REPEATING -> {
                boolean ids = isId(status.sender()) && isId(status.target());
                if (status.activity() == RepeaterStatus.VOICE && ids && !same) {
                    end(End.SUPERSEDED, nowNanos).ifPresent(changes::add);
                    changes.add(begin(status, nowNanos));
                }
            }
            case RepeaterStatus.LOCAL_HANG_TIME,
                    RepeaterStatus.IP_HANG_TIME,
                    RepeaterStatus.CHANNEL_HANG_TIME -> {
                if (same) {
                    end(End.TERMINATOR, nowNanos).ifPresent(changes::add);
                }
            }
            case RepeaterStatus.SLEEP -> end(End.TERMINATOR, nowNanos).ifPresent(changes::add);
            default -> {
                // remote and local PTT say nothing of a radio's call
            }
        }
        return changes;
    }

    private static boolean isId(long id) {
        return id > 0 && id <= RadioAddress.MAX_ID;
    }

    private Change begin(RepeaterStatus status, long nowNanos) {
        Going begun =
                new Going(
                        (int) status.sender(), (int) status.target(), status.callType(), nowNanos);
        going = begun;
        heardNanos = nowNanos;
        return change(begun, Phase.START, OptionalLong.empty(), End.NONE);
    }

    /// A call without an end for too long.
    Optional<Change> duty(long nowNanos) {
        return going != null && nowNanos - heardNanos >= LONGEST_NANOS
                ? end(End.SILENCE, nowNanos)
                : Optional.empty();
    }

    /// Ends what is going on.
    Optional<Change> end(End how, long nowNanos) {
        Going ended = going;
        going = null;
        if (ended == null) {
            return Optional.empty();
        }
        long ms = TimeUnit.NANOSECONDS.toMillis(Math.max(0, nowNanos - ended.sinceNanos));
        return Optional.of(change(ended, Phase.END, OptionalLong.of(ms), how));
    }

    private static Change change(Going call, Phase phase, OptionalLong durationMs, End end) {
        Optional<RcpCallType> type = RcpCallType.of(call.callType);
        return new Change(
                call.sender,
                call.target,
                type,
                new RadioCall(
                        phase,
                        false,
                        false,
                        type.map(RcpCallType::emergency).orElse(false),
                        durationMs,
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        end));
    }
}
