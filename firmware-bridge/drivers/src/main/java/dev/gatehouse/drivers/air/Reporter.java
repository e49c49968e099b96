package dev.gatehouse.drivers.air;

import dev.gatehouse.drivers.TokenBucket;
import dev.gatehouse.protocols.dmr.link.RadioAddress;
import dev.gatehouse.protocols.observation.RadioEvent;
import dev.gatehouse.protocols.observation.RadioReport;
import dev.gatehouse.protocols.observation.RadioReport.MakerSign;
import dev.gatehouse.protocols.observation.RadioSystem;
import dev.gatehouse.protocols.observation.Received;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/// Makes reports of what was heard, and keeps one radio from filling the booth: addresses on the
/// air are claims, and anybody can make them. Calls for help are never held back. Owned by the
/// station's thread.
final class Reporter {

    /// Radios whose rate is known; the one heard longest ago gives way.
    static final int MAX_RADIOS = 4_096;

    /// Reports of one radio a second.
    static final int RATE = 5;

    /// Reports of one radio at once.
    static final int BURST = 40;

    /// Who addressed whom, and where.
    ///
    /// @param source whom it is about
    /// @param target whom it addressed
    /// @param group the target is a group
    /// @param slot of the channel
    record Parties(RadioAddress source, Optional<RadioAddress> target, boolean group, int slot) {}

    private final RadioSystem system;
    private final AirOut out;
    private final AirCounters counters;
    private final Map<Integer, TokenBucket> rates = new LinkedHashMap<>();

    Reporter(RadioSystem system, AirOut out, AirCounters counters) {
        this.system = system;
        this.out = out;
        this.counters = counters;
    }

    /// Tells of a radio, unless it is no radio or tells too much.
    ///
    /// @return false when it was not told
    boolean tell(Parties parties, List<MakerSign> signs, RadioEvent event, Received received) {
        if (!may(parties, received)) {
            return false;
        }
        out.tell(report(parties, signs, event), received);
        return true;
    }

    /// Tells of something whose sender waits for an answer.
    ///
    /// @return false when the booth did not take it
    boolean tell(
            Parties parties,
            List<MakerSign> signs,
            RadioEvent event,
            Received received,
            Consumer<Received> onceDurable) {
        return may(parties, received)
                && out.tell(report(parties, signs, event), received, onceDurable);
    }

    /// Tells whatever it is and of whomever.
    void tellAlways(Parties parties, List<MakerSign> signs, RadioEvent event, Received received) {
        out.tell(report(parties, signs, event), received);
    }

    /// Tells something of the system itself.
    void tellOfSystem(int slot, List<MakerSign> signs, RadioEvent event, Received received) {
        out.tell(
                new RadioReport(system, 0, OptionalInt.empty(), false, slot, signs, event),
                received);
    }

    private RadioReport report(Parties parties, List<MakerSign> signs, RadioEvent event) {
        return new RadioReport(
                system,
                parties.source.number(),
                parties.target.isPresent()
                        ? OptionalInt.of(parties.target.get().number())
                        : OptionalInt.empty(),
                parties.group,
                parties.slot,
                signs,
                event);
    }

    private boolean may(Parties parties, Received received) {
        if (!parties.source.isUnit()) {
            counters.add(AirCounter.NO_UNIT);
            return false;
        }
        TokenBucket rate = rates.remove(parties.source.number());
        if (rate == null) {
            rate = TokenBucket.perSecond(RATE, BURST);
        }
        rates.put(parties.source.number(), rate);
        if (rates.size() > MAX_RADIOS) {
            rates.remove(rates.keySet().iterator().next());
        }
        boolean inRate = rate.take(received.nanos());
        if (!inRate) {
            counters.add(AirCounter.SOURCE_LIMITED);
        }
        return inRate;
    }

    int radios() {
        return rates.size();
    }
}
