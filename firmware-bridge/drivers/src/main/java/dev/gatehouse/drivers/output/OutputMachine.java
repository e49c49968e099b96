package dev.gatehouse.drivers.output;

import dev.gatehouse.drivers.LaneOutput.LaneShow;
import dev.gatehouse.drivers.LaneOutput.ManualAnswer;
import dev.gatehouse.drivers.LaneOutput.ManualOrder;
import dev.gatehouse.drivers.LaneOutput.Outcome;
import dev.gatehouse.drivers.LaneOutput.Part;
import dev.gatehouse.drivers.LaneOutput.Signal;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Which outputs are active, from what the booth last said, what an officer holds by hand, and the
/// time. Pure: time is handed in, levels come out.
///
/// | signal | red | amber | green |
/// |---|---|---|---|
/// | CHECKED | dark | dark | steady |
/// | REFER | fast | dark | dark |
/// | QUERY_BY_HAND | dark | slow | dark |
/// | IDLE, or nothing said in time | dark | dark | dark |
///
/// Dark means: query by hand. So do a dead process, a cut cable and a lamp that burnt out.
final class OutputMachine {

    /// How long the pulse line keeps a level.
    static final long PULSE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    /// Nothing is active: the level to fall back to.
    static final int SAFE = 0;

    private final int present;
    private final boolean opensWhenChecked;
    private final ManualChange manual;
    private @Nullable Signal signal;
    private long validUntilNanos;

    OutputMachine(OutputSettings settings) {
        int bits = 0;
        for (Output output : settings.lines().keySet()) {
            bits |= output.bit();
        }
        this.present = bits;
        this.opensWhenChecked = settings.opensWhenChecked();
        this.manual = new ManualChange(TimeUnit.SECONDS.toNanos(settings.manualHoldS()));
    }

    /// The booth said something.
    void show(LaneShow show, long nowNanos) {
        if (!alive(nowNanos)) {
            // what was asked or held by hand ended with the word before
            var _ = manual.revert(nowNanos);
        }
        signal = show.signal();
        validUntilNanos = nowNanos + TimeUnit.MILLISECONDS.toNanos(show.validForMs());
    }

    /// Whether what the booth said last still holds.
    boolean alive(long nowNanos) {
        return signal != null && nowNanos - validUntilNanos < 0;
    }

    /// What is held by hand.
    Optional<ManualOrder> held() {
        return manual.held();
    }

    /// Number of the change that is held by hand; 0 for none.
    long heldNumber() {
        return manual.heldNumber();
    }

    /// Bits of [Output] that are active now.
    int levels(long nowNanos) {
        Signal now = signal;
        if (now == null || !alive(nowNanos)) {
            // nobody is there to revert it: what was held by hand ends with the booth's word
            signal = null;
            var _ = manual.revert(nowNanos);
            return SAFE;
        }
        manual.tick(nowNanos);
        int bits = lamps(now, nowNanos);
        if (now == Signal.CHECKED && opensWhenChecked) {
            bits |= Output.BARRIER.bit();
        }
        if (Math.floorMod(Math.floorDiv(nowNanos, PULSE_NANOS), 2) == 0) {
            bits |= Output.PULSE.bit();
        }
        Optional<ManualOrder> held = manual.held();
        if (held.isPresent()) {
            int bit = Output.of(held.get().part()).bit();
            bits = held.get().active() ? bits | bit : bits & ~bit;
        }
        return bits & present;
    }

    private static int lamps(Signal signal, long nowNanos) {
        return switch (signal) {
            case CHECKED -> lit(Output.GREEN, LampPattern.STEADY, nowNanos);
            case REFER -> lit(Output.RED, LampPattern.FAST, nowNanos);
            case QUERY_BY_HAND -> lit(Output.AMBER, LampPattern.SLOW, nowNanos);
            case IDLE -> SAFE;
        };
    }

    private static int lit(Output lamp, LampPattern pattern, long nowNanos) {
        return pattern.lit(nowNanos) ? lamp.bit() : 0;
    }

    /// An officer asks for a change. Green is the booth's word alone.
    ManualAnswer ask(ManualOrder order, long nowNanos) {
        boolean green = order.part() == Part.GREEN && order.active();
        if (green || (present & Output.of(order.part()).bit()) == 0) {
            return ManualAnswer.of(Outcome.NOT_ALLOWED);
        }
        return alive(nowNanos) ? manual.ask(order, nowNanos) : ManualAnswer.of(Outcome.NOT_ALIVE);
    }

    ManualAnswer confirm(long number, long nowNanos) {
        return alive(nowNanos)
                ? manual.confirm(number, nowNanos)
                : ManualAnswer.of(Outcome.NOT_ALIVE);
    }

    ManualAnswer revert(long nowNanos) {
        return manual.revert(nowNanos);
    }
}
