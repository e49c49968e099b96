package dev.gatehouse.drivers.air;

import dev.gatehouse.drivers.air.Reporter.Parties;
import dev.gatehouse.protocols.dmr.link.RadioAddress;
import dev.gatehouse.protocols.dmr.link.VoiceChannelUser;
import dev.gatehouse.protocols.observation.RadioCall;
import dev.gatehouse.protocols.observation.RadioCall.End;
import dev.gatehouse.protocols.observation.RadioCall.Phase;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/// The calls of one system. Several repeaters may hear the same radio: the first that knows whose
/// call it is begins it, the first terminator or the last repeater that falls silent ends it, and
/// what the others hear of it later is the same call. Owned by the station's thread.
final class Calls {

    /// How much later another repeater may deliver a call that has ended.
    static final long LATE_COPY_MS = 500;

    private record Key(RadioAddress source, RadioAddress target, boolean group) {}

    /// One call, with the places where it is heard.
    static final class Call {
        private final Key key;
        private final VoiceChannelUser control;
        private final int slot;
        private final boolean late;
        private final boolean told;
        private final Set<Place> places = new HashSet<>();

        /// Places that heard its end.
        private final Set<Place> endedAt = new HashSet<>();

        private boolean ended;
        private long endedMs;

        private Call(Key key, VoiceChannelUser control, int slot, boolean late, boolean told) {
            this.key = key;
            this.control = control;
            this.slot = slot;
            this.late = late;
            this.told = told;
        }

        /// Whether this link control speaks of it.
        boolean is(VoiceChannelUser other) {
            return key.equals(keyOf(other));
        }

        RadioAddress source() {
            return key.source;
        }
    }

    private final Reporter reporter;
    private final AirCounters counters;
    private final Map<Key, Call> calls = new LinkedHashMap<>();

    Calls(Reporter reporter, AirCounters counters) {
        this.reporter = reporter;
        this.counters = counters;
    }

    private static Key keyOf(VoiceChannelUser control) {
        return new Key(control.source(), control.target(), control.group());
    }

    /// A place knows whose call it hears.
    ///
    /// @param late its header was missed there
    Call join(Place place, VoiceChannelUser control, boolean late, Speech speech, long nowMs) {
        Key key = keyOf(control);
        Call call = calls.get(key);
        if (call == null || isOther(call, place, nowMs)) {
            boolean told =
                    reporter.tell(
                            parties(control, place.slot()),
                            MakerSigns.featureSet(control.head().fid()),
                            new RadioCall(
                                    Phase.START,
                                    late,
                                    control.options().privacy() || speech.privacy(),
                                    control.options().emergency(),
                                    OptionalLong.empty(),
                                    speech.rssiDbm(),
                                    OptionalInt.empty(),
                                    End.NONE),
                            speech.last());
            call = new Call(key, control, place.slot(), late, told);
            calls.put(key, call);
            counters.add(AirCounter.CALLS);
            if (late) {
                counters.add(AirCounter.CALLS_LATE);
            }
        } else {
            counters.add(AirCounter.COPIES);
        }
        call.places.add(place);
        return call;
    }

    /// One that has ended is met again only by a place that is behind the others.
    private static boolean isOther(Call call, Place place, long nowMs) {
        return call.ended && (call.endedAt.contains(place) || nowMs - call.endedMs > LATE_COPY_MS);
    }

    private static Parties parties(VoiceChannelUser control, int slot) {
        return new Parties(control.source(), Optional.of(control.target()), control.group(), slot);
    }

    /// A place hears no more of it.
    void leave(Call call, Place place, End how, Speech speech, long nowMs) {
        call.places.remove(place);
        boolean terminated = how == End.TERMINATOR;
        if (!call.ended && (terminated || call.places.isEmpty())) {
            call.ended = true;
            call.endedMs = nowMs;
            end(call, how, speech);
        }
        if (call.ended) {
            call.endedAt.add(place);
        }
    }

    private void end(Call call, End how, Speech speech) {
        if (!call.told) {
            return;
        }
        VoiceChannelUser control = call.control;
        reporter.tellAlways(
                parties(control, call.slot),
                List.of(),
                new RadioCall(
                        Phase.END,
                        call.late,
                        control.options().privacy() || speech.privacy(),
                        control.options().emergency(),
                        OptionalLong.of(speech.durationMs()),
                        speech.rssiDbm(),
                        speech.bitErrorsPpm(),
                        how),
                speech.last());
    }

    /// Forgets what nobody can hear any more.
    void tick(long nowMs) {
        calls.values()
                .removeIf(call ->
                        call.ended && call.places.isEmpty() && nowMs - call.endedMs > LATE_COPY_MS);
    }

    int size() {
        return calls.size();
    }
}
