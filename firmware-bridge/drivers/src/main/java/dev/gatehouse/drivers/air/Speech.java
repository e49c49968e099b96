package dev.gatehouse.drivers.air;

import dev.gatehouse.drivers.radio.AirEvent.Burst;
import dev.gatehouse.protocols.dmr.link.VoiceChannelUser;
import dev.gatehouse.protocols.dmr.link.VoiceErrors;
import dev.gatehouse.protocols.observation.Received;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/// What one repeater heard of one call in one slot: how long, how well. It begins before anybody
/// knows whose call it is. Owned by the station's thread.
final class Speech {

    /// Voice bits that a network's count of errors is of: 141 of 216 are protected.
    private static final int COUNTED_BITS = 141;

    private static final long MILLION = 1_000_000;

    private final Received first;
    private Received last;
    private long lastMs;
    private long errors;
    private long bits;
    private long rssiSum;
    private int rssiCount;
    private boolean spoken;
    private boolean privacy;
    private boolean refused;
    private Optional<VoiceChannelUser> header = Optional.empty();
    private int stream;

    Speech(Burst burst, long nowMs) {
        first = burst.received();
        last = first;
        lastMs = nowMs;
        stream = streamOf(burst);
    }

    private static int streamOf(Burst burst) {
        return burst.route().isPresent() ? burst.route().get().stream() : 0;
    }

    /// One more burst of it.
    void heard(Burst burst, long nowMs) {
        last = burst.received();
        lastMs = nowMs;
        stream = streamOf(burst);
        if (burst.rssiDbm().isPresent()) {
            rssiSum += burst.rssiDbm().getAsInt();
            rssiCount++;
        }
    }

    /// Of the burst that was just heard: a network that repairs speech tells what it repaired.
    void errors(VoiceErrors found, Burst burst) {
        spoken = true;
        if (burst.bitErrors().isPresent()) {
            errors += burst.bitErrors().getAsInt();
            bits += COUNTED_BITS;
        } else {
            errors += found.errors();
            bits += found.bits();
        }
    }

    void header(VoiceChannelUser call) {
        header = Optional.of(call);
    }

    /// Whether this call's header was heard.
    boolean hadHeader(VoiceChannelUser call) {
        return header.filter(call::equals).isPresent();
    }

    /// Whether a header in this burst begins another call: the network says so by another stream.
    boolean isOver(Burst burst) {
        return spoken && burst.route().isPresent() && streamOf(burst) != stream;
    }

    void encrypted() {
        privacy = true;
    }

    boolean privacy() {
        return privacy;
    }

    /// Whose call it is cannot be told to the booth; said once.
    boolean refuse() {
        boolean before = refused;
        refused = true;
        return !before;
    }

    boolean spoken() {
        return spoken;
    }

    Received last() {
        return last;
    }

    long lastMs() {
        return lastMs;
    }

    long durationMs() {
        return Math.max(0, TimeUnit.NANOSECONDS.toMillis(last.nanos() - first.nanos()));
    }

    OptionalInt rssiDbm() {
        return rssiCount == 0
                ? OptionalInt.empty()
                : OptionalInt.of((int) Math.round((double) rssiSum / rssiCount));
    }

    OptionalInt bitErrorsPpm() {
        return bits == 0
                ? OptionalInt.empty()
                : OptionalInt.of((int) Math.min(MILLION, errors * MILLION / bits));
    }
}
