package dev.gatehouse.simulators.radio;

import dev.gatehouse.protocols.mmdvm.HeardBurst;
import dev.gatehouse.protocols.mmdvm.ModemConfig;
import dev.gatehouse.protocols.mmdvm.ModemMessage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalInt;
import java.util.function.Consumer;

/// The receiving half of a modem: one burst every 60 ms; another colour code is silence; blocks
/// pass only behind a header; behind the last block without terminator it runs on with junk for
/// twelve frames and then gives the slot up. Owned by the modem's thread.
final class ModemReceiver {

    static final int RUNS_ON = 12;

    private static final long BURST_NANOS = 60_000_000L;
    private static final int LIMIT = 4_096;
    private static final int SIMPLEX_SLOT = 2;
    private static final int WAKE_UP = 0xC3;

    private final Consumer<ModemMessage> toHost;
    private final Deque<OnAir> air = new ArrayDeque<>();
    private long nextNanos;
    private boolean started;
    private int last;
    private int slot;
    private int junk;
    private boolean data;
    private boolean voice;
    private long passed;

    ModemReceiver(Consumer<ModemMessage> toHost) {
        this.toHost = toHost;
    }

    void add(OnAir burst) {
        if (air.size() < LIMIT) {
            air.add(burst);
        }
    }

    void clear() {
        data = false;
        voice = false;
        junk = 0;
    }

    boolean busy() {
        return data || voice;
    }

    long passed() {
        return passed;
    }

    void tick(long nowNanos, ModemConfig config, boolean transmitting) {
        if (!started) {
            started = true;
            nextNanos = nowNanos;
        }
        while (nowNanos - nextNanos >= 0) {
            nextNanos = Math.max(nextNanos + BURST_NANOS, nowNanos - BURST_NANOS);
            OnAir burst = air.poll();
            if (burst != null && burst.colourCode() == config.colourCode()) {
                hear(burst, config.simplex(), transmitting);
            } else if (busy()) {
                runOn();
            }
        }
    }

    private void hear(OnAir burst, boolean simplex, boolean transmitting) {
        if (!simplex && !transmitting) {
            if (burst.control() == OnAir.CONTROL_BLOCK) {
                say(burst, 1, WAKE_UP);
            }
            return;
        }
        if (burst.isBlock() && !data) {
            return;
        }
        slot = simplex ? SIMPLEX_SLOT : burst.slot();
        say(burst, slot, burst.control());
        last = burst.control();
        junk = 0;
        data = burst.control() == OnAir.DATA_HEADER || (data && burst.isBlock());
        voice = !burst.isData() || burst.control() == OnAir.HEADER;
    }

    private void say(OnAir burst, int on, int control) {
        passed++;
        toHost.accept(
                new HeardBurst(
                        on,
                        control,
                        burst.burst(),
                        burst.hasSync() ? OptionalInt.of(-burst.rssiDbm()) : OptionalInt.empty()));
    }

    private void runOn() {
        if (junk == RUNS_ON) {
            clear();
            toHost.accept(new ModemMessage.SlotLost(slot));
            return;
        }
        junk++;
        toHost.accept(
                new HeardBurst(
                        slot,
                        data ? last : OnAir.VOICE_SYNC,
                        new byte[SimulatedModem.burstLength()],
                        OptionalInt.of(0)));
    }
}
