package dev.gatehouse.drivers.air;

import dev.gatehouse.drivers.TokenBucket;
import dev.gatehouse.drivers.radio.Transmission.End;
import dev.gatehouse.drivers.radio.Transmission.Priority;
import dev.gatehouse.protocols.dmr.data.Answer;
import dev.gatehouse.protocols.dmr.data.OutgoingPacket;
import dev.gatehouse.protocols.dmr.data.TextDialect;
import dev.gatehouse.protocols.dmr.data.TextWriter;
import dev.gatehouse.protocols.dmr.link.RadioAddress;
import dev.gatehouse.protocols.observation.Received;
import java.util.concurrent.TimeUnit;

/// Answers that we owe to radios, sent where sending is permitted and at a rate that nobody who
/// asks can raise. Owned by the station's thread.
final class Answers {

    /// Answers a second, whoever asks.
    static final int RATE = 4;

    /// Answers at once.
    static final int BURST = 8;

    /// One that comes later is of no use: the radio has tried again.
    static final long LIFE_MS = 2_000;

    private static final int SEQUENCES = 128;

    private final AirSettings settings;
    private final BurstWay way;
    private final AirCounters counters;
    private final TokenBucket rate = TokenBucket.perSecond(RATE, BURST);

    Answers(AirSettings settings, BurstWay way, AirCounters counters) {
        this.settings = settings;
        this.way = way;
        this.counters = counters;
    }

    /// The answer to a packet.
    void owe(Answer answer, int slot, Received now) {
        send(OutgoingPacket.of(answer), answer.header().route().destination(), 0, slot, now);
    }

    /// The acknowledgement of a text, where its dialect has one.
    void oweText(RadioAddress to, TextDialect dialect, int number, int slot, Received now) {
        new TextWriter(
                        new RadioAddress(settings.radioId()),
                        to,
                        false,
                        false,
                        settings.rate(),
                        number % SEQUENCES)
                .acknowledge(dialect)
                .ifPresent(packet -> send(packet, to, 1, slot, now));
    }

    private void send(
            OutgoingPacket packet, RadioAddress to, int preambles, int slot, Received now) {
        if (!way.permitted()) {
            counters.add(AirCounter.ANSWERS_NOT_PERMITTED);
            return;
        }
        if (!rate.take(now.nanos())) {
            counters.add(AirCounter.ANSWERS_LIMITED);
            return;
        }
        // before texts: it is one burst, and late it is of no use
        way.send(
                way.nextId(),
                packet,
                new BurstWay.Sending(
                        Priority.ALERT,
                        slot,
                        to.number(),
                        false,
                        preambles,
                        now.nanos() + TimeUnit.MILLISECONDS.toNanos(LIFE_MS)),
                (_, end) ->
                        counters.add(
                                end == End.SENT
                                        ? AirCounter.ANSWERS_SENT
                                        : AirCounter.ANSWERS_FAILED));
    }
}
