package dev.gatehouse.drivers.homebrew;

import dev.gatehouse.drivers.radio.AirEvent.Claim;
import dev.gatehouse.drivers.radio.Airtime;
import dev.gatehouse.drivers.radio.Transmission;
import dev.gatehouse.drivers.radio.Transmission.End;
import dev.gatehouse.drivers.radio.Transmission.Outgoing;
import dev.gatehouse.drivers.radio.TransmitQueue;
import dev.gatehouse.protocols.homebrew.RadioFrame;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/// Bursts on their way to repeaters: one transmission at a time, a burst every 60 ms as it goes on
/// the air, each under one stream of its own. Owned by the machine's thread.
final class NetworkOutgoing {

    /// Where the bursts go.
    interface Way {
        /// Whether somebody could send it now, and nobody is talking in the slot.
        boolean isFree(int slot);

        /// Whether somebody could send it at all.
        boolean isThere();

        /// Sends one burst to everybody concerned; the id is theirs to fill in.
        boolean send(RadioFrame frame);
    }

    private static final int SEQUENCES = 256;
    private static final long IDLE_WAIT_NANOS = 100_000_000L;

    private final Way way;
    private final IntSupplier streams;
    private final HomebrewCounters counters;
    private final Airtime airtime;
    private final TransmitQueue queue = new TransmitQueue();
    private @Nullable Transmission current;
    private int sent;
    private int stream;
    private int sequence;
    private long nextNanos;
    private boolean outOfAirtime;

    NetworkOutgoing(Way way, IntSupplier streams, HomebrewCounters counters, Airtime airtime) {
        this.way = way;
        this.streams = streams;
        this.counters = counters;
        this.airtime = airtime;
    }

    void add(Transmission transmission) {
        if (airtime.everFits(transmission.bursts().size())) {
            queue.add(transmission);
        } else {
            end(transmission, End.NOT_READY);
        }
    }

    int waiting() {
        return queue.size() + (current == null ? 0 : 1);
    }

    void duty(long nowNanos) {
        queue.expire(nowNanos);
        if (current == null) {
            outOfAirtime = false;
            current = queue.next(waiting -> fits(waiting, nowNanos)).orElse(null);
            if (current != null) {
                sent = 0;
                stream = streams.getAsInt();
                nextNanos = nowNanos;
            }
        }
        Transmission sending = current;
        if (sending != null && nowNanos - nextNanos >= 0) {
            step(sending, nowNanos);
        }
    }

    private boolean fits(Transmission waiting, long nowNanos) {
        if (outOfAirtime || !way.isFree(waiting.slot())) {
            return false;
        }
        outOfAirtime = !airtime.take(waiting.bursts().size(), nowNanos);
        return !outOfAirtime;
    }

    private void step(Transmission sending, long nowNanos) {
        if (!way.isThere()) {
            current = null;
            end(sending, End.FAILED);
            return;
        }
        Outgoing burst = sending.bursts().get(sent);
        if (!way.send(frame(sending, burst))) {
            counters.add(HomebrewCounter.SENDS_REFUSED);
            current = null;
            end(sending, End.FAILED);
            return;
        }
        counters.add(HomebrewCounter.BURSTS_SENT);
        sequence = (sequence + 1) % SEQUENCES;
        sent++;
        // By the clock of the air; after a pause of the thread not faster than it.
        nextNanos = Math.max(nextNanos, nowNanos - Airtime.BURST_NANOS) + Airtime.BURST_NANOS;
        if (sent == sending.bursts().size()) {
            counters.add(HomebrewCounter.TRANSMISSIONS_SENT);
            current = null;
            end(sending, End.SENT);
        }
    }

    private RadioFrame frame(Transmission sending, Outgoing burst) {
        Claim claim = burst.claim();
        return new RadioFrame(
                sequence,
                sending.address().source(),
                sending.address().destination(),
                0,
                sending.slot(),
                sending.address().unit(),
                switch (claim.kind()) {
                    case DATA -> RadioFrame.Kind.DATA_SYNC;
                    case VOICE_SYNC -> RadioFrame.Kind.VOICE_SYNC;
                    case VOICE -> RadioFrame.Kind.VOICE;
                },
                claim.detail(),
                stream,
                burst.octets(),
                0,
                0);
    }

    long waitNanos(long nowNanos) {
        return current == null
                ? IDLE_WAIT_NANOS
                : Math.clamp(nextNanos - nowNanos, 0, IDLE_WAIT_NANOS);
    }

    void clear(End how) {
        Transmission sending = current;
        current = null;
        if (sending != null) {
            end(sending, how);
        }
        queue.clear(how);
    }

    private static void end(Transmission transmission, End how) {
        transmission.outcome().ended(transmission.id(), how);
    }
}
