package dev.gatehouse.drivers.mmdvm;

import dev.gatehouse.drivers.radio.Airtime;
import dev.gatehouse.drivers.radio.Transmission;
import dev.gatehouse.drivers.radio.Transmission.End;
import dev.gatehouse.drivers.radio.TransmitQueue;
import dev.gatehouse.protocols.mmdvm.FrameType;
import dev.gatehouse.protocols.mmdvm.HostMessage;
import dev.gatehouse.protocols.mmdvm.ModemMessage;
import dev.gatehouse.protocols.mmdvm.ModemStatus;
import dev.gatehouse.protocols.mmdvm.NakReason;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The way of bursts into the modem (section 9): one transmission at a time, each burst once, never
/// more than the modem said it has room for. Owned by the thread of its machine.
///
/// A status answers for the bursts written before it was asked for, because the modem works in
/// order: what was written since is taken off the room it tells, and a refusal can only concern
/// what no status has answered for. Where that is one burst it is written again; else the whole
/// transmission is begun anew, so that its blocks go out exactly once each or not at all.
final class ModemOutgoing {

    /// A modem takes a burst about every 10 ms.
    static final long WRITE_GAP_NANOS = 10_000_000L;

    /// Room that is left in the modem.
    static final int SPARE = 1;

    /// Attempts at one transmission.
    static final int ATTEMPTS = 3;

    /// In simplex nothing is sent while somebody else was heard within this time.
    static final long QUIET_NANOS = 600_000_000L;

    /// How much longer than its bursts a transmission may take.
    private static final long GRACE_NANOS = 5_000_000_000L;

    /// A transmission does not begin sooner: 500 ms in simplex, 600 ms of a repeater.
    private static final long LEAST_START_NANOS = 400_000_000L;

    /// Bursts that left the queue and are not on the air yet.
    private static final int IN_THE_TRANSMITTER = 2;

    private static final long IDLE_WAIT_NANOS = 150_000_000L;
    private static final int SLOTS = 2;

    private final ModemSettings settings;
    private final Predicate<HostMessage> port;
    private final ModemCounters counters;
    private final TransmitQueue queue = new TransmitQueue();
    private final Airtime airtime;
    private final int[] space = new int[SLOTS + 1];
    private final int[] idleSpace = new int[SLOTS + 1];
    private final long[] heardNanos = new long[SLOTS + 1];
    private final boolean[] busy = new boolean[SLOTS + 1];
    private @Nullable Transmission current;
    private int written;
    private int attempts;
    private long deadlineNanos;
    private boolean beginAnew;
    private long lastWriteNanos;
    private long firstWriteNanos;
    private long startDelayNanos;
    private long lastUseNanos;

    /// Bursts of this transmission written before the last question, and before the last answer.
    private int asked;

    private int answered;
    private boolean carrier;
    private boolean outOfAirtime;
    private boolean repeating;
    private boolean transmitting;
    private long transmittingSinceNanos;

    ModemOutgoing(
            ModemSettings settings,
            Predicate<HostMessage> port,
            ModemCounters counters,
            long nowNanos) {
        this.settings = settings;
        this.port = port;
        this.counters = counters;
        this.airtime = new Airtime(settings.dutyPercent(), settings.longestMs(), nowNanos);
        this.lastWriteNanos = nowNanos;
    }

    void add(Transmission transmission) {
        if (!settings.permit().covers(settings.txHz())) {
            counters.add(ModemCounter.NOT_PERMITTED);
            end(transmission, End.NOT_PERMITTED);
        } else if (!settings.hasSlot(transmission.slot())
                || !airtime.everFits(transmission.bursts().size())) {
            end(transmission, End.NOT_READY);
        } else {
            queue.add(transmission);
        }
    }

    int waiting() {
        return queue.size() + (current == null ? 0 : 1);
    }

    /// The modem runs with a new configuration: it holds nothing.
    void started() {
        repeating = false;
        transmitting = false;
        carrier = false;
        asked = 0;
        answered = 0;
        for (int slot = 1; slot <= SLOTS; slot++) {
            // known only after the first status
            space[slot] = 0;
            idleSpace[slot] = 0;
            busy[slot] = false;
        }
    }

    /// What is on its way is begun anew when the modem runs again.
    void interrupted() {
        beginAnew(lastWriteNanos);
        written = 0;
        asked = 0;
        answered = 0;
        beginAnew = false;
        for (int slot = 1; slot <= SLOTS; slot++) {
            space[slot] = 0;
        }
    }

    void expire(long nowNanos) {
        queue.expire(nowNanos);
        Transmission sending = current;
        if (sending != null && written == 0 && nowNanos - sending.expiresNanos() >= 0) {
            finish(End.EXPIRED);
        }
    }

    void heard(int slot, long nowNanos) {
        busy[slot] = true;
        heardNanos[slot] = nowNanos;
    }

    void quiet(int slot) {
        busy[slot] = false;
    }

    void wakeUp(long nowNanos) {
        if (settings.wakeUp()) {
            startRepeating(nowNanos);
        }
    }

    /// A question whose answer covers everything written so far.
    void statusAsked() {
        asked = written;
    }

    /// An answer is overdue: nothing is written before one comes.
    void statusOverdue() {
        for (int slot = 1; slot <= SLOTS; slot++) {
            space[slot] = 0;
        }
    }

    /// Takes what the modem tells.
    ///
    /// @return false when it has been transmitting for longer than it may
    boolean status(ModemStatus status, long nowNanos) {
        answered = asked;
        carrier = status.carrier();
        if (status.transmitting() && !transmitting) {
            transmittingSinceNanos = nowNanos;
        }
        transmitting = status.transmitting();
        for (int slot = 1; slot <= SLOTS; slot++) {
            boolean mine = current != null && current.slot() == slot;
            space[slot] = status.space(slot) - (mine ? written - asked : 0);
            idleSpace[slot] = Math.max(idleSpace[slot], status.space(slot));
        }
        if (hasLostBursts(status, nowNanos)) {
            beginAnew(nowNanos);
        }
        settle(nowNanos);
        boolean isRepeater = settings.duplex() && repeating;
        return !transmitting
                || isRepeater
                || nowNanos - transmittingSinceNanos
                        <= settings.longestMs() * 1_000_000L + GRACE_NANOS;
    }

    /// A modem that started anew and was then handed another burst is back in its mode as if
    /// nothing had been: it shows by more bursts gone from its queue than can have been sent in the
    /// time.
    private boolean hasLostBursts(ModemStatus status, long nowNanos) {
        Transmission sending = current;
        if (sending == null || written == 0 || beginAnew) {
            return false;
        }
        int held = idleSpace[sending.slot()] - status.space(sending.slot());
        long sendingNanos = Math.max(0, nowNanos - firstWriteNanos - startDelayNanos);
        return answered - held > sendingNanos / Airtime.BURST_NANOS + IN_THE_TRANSMITTER;
    }

    /// Ends a transmission whose last burst has left the modem, or whose remains have.
    private void settle(long nowNanos) {
        Transmission sending = current;
        if (sending == null) {
            return;
        }
        boolean empty =
                answered == written
                        && space[sending.slot()] >= idleSpace[sending.slot()]
                        && (settings.duplex() || !transmitting);
        if (beginAnew) {
            if (empty) {
                beginAnew = false;
                written = 0;
                asked = 0;
                answered = 0;
            }
        } else if (empty && written == sending.bursts().size()) {
            counters.add(ModemCounter.TRANSMISSIONS_SENT);
            lastUseNanos = nowNanos;
            finish(End.SENT);
        }
    }

    private static long deadline(Transmission transmission, long nowNanos) {
        return nowNanos + transmission.bursts().size() * Airtime.BURST_NANOS + GRACE_NANOS;
    }

    void duty(long nowNanos) {
        if (current == null) {
            take(nowNanos);
        }
        Transmission sending = current;
        if (sending == null) {
            rest(nowNanos);
            return;
        }
        if (written > 0 && nowNanos - deadlineNanos > 0) {
            beginAnew(nowNanos);
        } else if (!beginAnew) {
            write(sending, nowNanos);
        }
    }

    private void take(long nowNanos) {
        if (queue.isEmpty() || !mayBegin(nowNanos)) {
            return;
        }
        outOfAirtime = false;
        current = queue.next(waiting -> fits(waiting, nowNanos)).orElse(null);
        if (current != null) {
            written = 0;
            asked = 0;
            answered = 0;
            attempts = 1;
            beginAnew = false;
        }
    }

    /// Nobody passes the one that waits for airtime: many short ones would keep it waiting for
    /// ever.
    private boolean fits(Transmission waiting, long nowNanos) {
        if (outOfAirtime || space[waiting.slot()] <= SPARE) {
            return false;
        }
        outOfAirtime = !airtime.take(waiting.bursts().size(), nowNanos);
        return !outOfAirtime;
    }

    /// In simplex somebody who is talking is let finish.
    private boolean mayBegin(long nowNanos) {
        if (settings.duplex()) {
            return true;
        }
        for (int slot = 1; slot <= SLOTS; slot++) {
            if (busy[slot] && nowNanos - heardNanos[slot] > QUIET_NANOS) {
                busy[slot] = false;
            }
        }
        return !carrier && !busy[1] && !busy[2];
    }

    private void write(Transmission sending, long nowNanos) {
        boolean begins = written == 0;
        if (begins && !mayBegin(nowNanos)) {
            return;
        }
        if (begins) {
            firstWriteNanos = nowNanos;
            startDelayNanos = repeating ? 0 : LEAST_START_NANOS;
            startRepeating(nowNanos);
            deadlineNanos = deadline(sending, nowNanos);
        }
        boolean may =
                written < sending.bursts().size()
                        && space[sending.slot()] > SPARE
                        && nowNanos - lastWriteNanos >= WRITE_GAP_NANOS;
        if (may
                && port.test(
                        new HostMessage.SendBurst(
                                sending.slot(), sending.bursts().get(written).octets()))) {
            counters.add(ModemCounter.BURSTS_SENT);
            written++;
            space[sending.slot()]--;
            lastWriteNanos = nowNanos;
            lastUseNanos = nowNanos;
        }
    }

    private void startRepeating(long nowNanos) {
        lastUseNanos = nowNanos;
        if (settings.duplex()
                && !repeating
                && settings.permit().covers(settings.txHz())
                && port.test(new HostMessage.StartTransmit(true))) {
            repeating = true;
        }
    }

    /// A repeater leaves the air when nobody used it for a while.
    private void rest(long nowNanos) {
        if (repeating
                && nowNanos - lastUseNanos > settings.hangMs() * 1_000_000L
                && nowNanos - Math.max(heardNanos[1], heardNanos[2])
                        > settings.hangMs() * 1_000_000L) {
            leaveAir();
        }
    }

    void leaveAir() {
        Transmission sending = current;
        if (settings.duplex() && sending != null) {
            var _ = port.test(new HostMessage.AbortSlot(sending.slot()));
        }
        if (repeating && port.test(new HostMessage.StartTransmit(false))) {
            repeating = false;
        }
    }

    void refused(ModemMessage.Nak nak, long nowNanos) {
        Transmission sending = current;
        boolean ofBurst =
                nak.type() == FrameType.DMR_DATA1.code()
                        || nak.type() == FrameType.DMR_DATA2.code();
        if (sending == null || !ofBurst || beginAnew) {
            return;
        }
        boolean known = written - answered == 1;
        if (nak.reason() == NakReason.BUFFER_FULL && known) {
            counters.add(ModemCounter.BURSTS_REQUEUED);
            written--;
            asked = Math.min(asked, written);
            // no more before the next status tells of room
            space[sending.slot()] = 0;
        } else {
            beginAnew(nowNanos);
        }
    }

    /// Another attempt from the first burst, once the modem is empty; or the end of attempts.
    private void beginAnew(long nowNanos) {
        Transmission sending = current;
        if (sending == null || written == 0) {
            return;
        }
        if (attempts == ATTEMPTS) {
            counters.add(ModemCounter.TRANSMISSIONS_FAILED);
            if (settings.duplex()) {
                var _ = port.test(new HostMessage.AbortSlot(sending.slot()));
            }
            finish(End.FAILED);
            return;
        }
        attempts++;
        var _ = airtime.take(sending.bursts().size(), nowNanos);
        counters.add(ModemCounter.TRANSMISSIONS_REPEATED);
        if (settings.duplex()) {
            var _ = port.test(new HostMessage.AbortSlot(sending.slot()));
        }
        beginAnew = true;
        deadlineNanos = deadline(sending, nowNanos);
    }

    private void finish(End how) {
        Transmission ended = current;
        current = null;
        written = 0;
        if (ended != null) {
            end(ended, how);
        }
    }

    /// The driver ends.
    void end() {
        finish(End.CLOSED);
        queue.clear(End.CLOSED);
    }

    long waitNanos(long nowNanos) {
        Transmission sending = current;
        boolean more =
                sending != null
                        && !beginAnew
                        && written < sending.bursts().size()
                        && space[sending.slot()] > SPARE;
        return more
                ? Math.clamp(lastWriteNanos + WRITE_GAP_NANOS - nowNanos, 0, WRITE_GAP_NANOS)
                : IDLE_WAIT_NANOS;
    }

    private static void end(Transmission transmission, End how) {
        transmission.outcome().ended(transmission.id(), how);
    }
}
