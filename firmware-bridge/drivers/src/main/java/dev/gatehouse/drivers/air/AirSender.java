package dev.gatehouse.drivers.air;

import dev.gatehouse.drivers.air.Reporter.Parties;
import dev.gatehouse.drivers.air.TextJob.Phase;
import dev.gatehouse.drivers.radio.BurstTransmitter;
import dev.gatehouse.drivers.radio.OutgoingText;
import dev.gatehouse.drivers.radio.Transmission;
import dev.gatehouse.drivers.radio.Transmission.End;
import dev.gatehouse.drivers.radio.Transmission.Priority;
import dev.gatehouse.protocols.dmr.data.Answer;
import dev.gatehouse.protocols.dmr.data.BlockMap;
import dev.gatehouse.protocols.dmr.data.OutgoingPacket;
import dev.gatehouse.protocols.dmr.data.ResponseHeader;
import dev.gatehouse.protocols.dmr.data.Route;
import dev.gatehouse.protocols.dmr.data.TextDialect;
import dev.gatehouse.protocols.dmr.data.TextWriter;
import dev.gatehouse.protocols.dmr.link.RadioAddress;
import dev.gatehouse.protocols.observation.RadioDelivery;
import dev.gatehouse.protocols.observation.RadioDelivery.State;
import dev.gatehouse.protocols.observation.Received;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Turns texts into bursts, waits for the answers of radios, and answers what radios ask of us.
/// Each text ends in exactly one report. One text is on the air at a time, and while an answer is
/// awaited only urgent ones pass, so that we do not talk over it. A machine without thread or
/// clock; owned by the station's thread.
final class AirSender implements Replies {

    /// Texts that may wait.
    static final int MAX_WAITING = 64;

    /// Texts whose answers are awaited at a time.
    static final int MAX_IN_FLIGHT = 8;

    /// Transmissions of a whole packet.
    static final int ATTEMPTS = 3;

    /// Transmissions of missing blocks.
    static final int SELECTIVE_ATTEMPTS = 4;

    /// A radio answers as soon as the channel is free; longer means that it will not.
    static final long ANSWER_MS = 4_000;

    /// A text is worth sending for so long.
    static final long LIFE_MS = 120_000;

    /// What is sent at the last moment may wait so long for its turn.
    static final long LEAST_LIFE_MS = 2_000;

    /// A transmission whose outcome was never told has failed.
    static final long OUTCOME_MS = 200_000;

    private static final int SEQUENCES = 128;

    private final AirSettings settings;
    private final BurstWay way;
    private final Answers answers;
    private final Transmission.Outcome outcomes;
    private final Reporter reporter;
    private final Habits habits;
    private final AirCounters counters;
    private final Deque<TextJob> urgent = new ArrayDeque<>();
    private final Deque<TextJob> others = new ArrayDeque<>();
    private final List<TextJob> inFlight = new ArrayList<>();
    private final long originNanos;
    private int sequence;

    /// @param outcomes brings how a transmission ended to [#ended], on the station's thread
    AirSender(
            AirSettings settings,
            BurstTransmitter transmitter,
            Transmission.Outcome outcomes,
            Reporter reporter,
            Habits habits,
            AirCounters counters,
            Received now) {
        this.settings = settings;
        this.way = new BurstWay(settings, transmitter);
        this.answers = new Answers(settings, way, counters);
        this.outcomes = outcomes;
        this.reporter = reporter;
        this.habits = habits;
        this.counters = counters;
        this.originNanos = now.nanos();
    }

    private long at(Received now) {
        return TimeUnit.NANOSECONDS.toMillis(now.nanos() - originNanos);
    }

    /// Whether a text can be said in the dialect that is set.
    static boolean isSayable(OutgoingText text) {
        return text.text().length() <= TextWriter.MAX_CHARACTERS;
    }

    /// Takes a text; its end is reported.
    void order(OutgoingText text, Received now) {
        counters.add(AirCounter.TEXTS_OUT);
        if (urgent.size() + others.size() >= MAX_WAITING) {
            report(text, State.FAILED, "QUEUE_FULL", now);
            return;
        }
        int number = sequence;
        sequence = (sequence + 1) % SEQUENCES;
        TextDialect dialect =
                text.group()
                        ? settings.dialect()
                        : habits.dialect(text.targetId(), settings.dialect());
        Optional<OutgoingPacket> packet =
                new TextWriter(
                                new RadioAddress(settings.radioId()),
                                new RadioAddress(text.targetId()),
                                text.group(),
                                settings.confirm() && !text.group(),
                                settings.rate(),
                                number)
                        .write(dialect, text.text());
        if (packet.isEmpty()) {
            report(text, State.FAILED, "NOT_SAYABLE", now);
            return;
        }
        int slot = text.group() ? settings.slot() : habits.slot(text.targetId(), settings.slot());
        (text.urgent() ? urgent : others)
                .add(new TextJob(text, packet.get(), number, slot, at(now) + LIFE_MS));
        duty(now);
    }

    /// Does what is due.
    void duty(Received now) {
        for (TextJob job : List.copyOf(inFlight)) {
            if (at(now) - job.dueMs() >= 0) {
                switch (job.phase()) {
                    case AWAITING -> again(job, "NO_ANSWER", now);
                    case ON_AIR -> finish(job, State.FAILED, "NO_OUTCOME", now);
                    case WAITING -> throw new IllegalStateException("in flight, and waits");
                }
            }
        }
        expire(urgent, now);
        expire(others, now);
        next().ifPresent(job -> {
            inFlight.add(job);
            send(job, job.attempt(), now);
        });
    }

    private void expire(Deque<TextJob> waiting, Received now) {
        for (TextJob job : List.copyOf(waiting)) {
            if (at(now) - job.deadlineMs() >= 0) {
                waiting.remove(job);
                report(job.text(), State.FAILED, "EXPIRED", now);
            }
        }
    }

    private Optional<TextJob> next() {
        boolean onAir = inFlight.stream().anyMatch(job -> job.phase() == Phase.ON_AIR);
        if (onAir || inFlight.size() >= MAX_IN_FLIGHT) {
            return Optional.empty();
        }
        Optional<TextJob> job = first(urgent);
        return job.isEmpty() && inFlight.isEmpty() ? first(others) : job;
    }

    /// One text a radio at a time.
    private Optional<TextJob> first(Deque<TextJob> waiting) {
        for (TextJob job : waiting) {
            boolean busy =
                    inFlight.stream()
                            .anyMatch(one ->
                                    one.text().targetId() == job.text().targetId()
                                            && one.text().group() == job.text().group());
            if (!busy) {
                waiting.remove(job);
                return Optional.of(job);
            }
        }
        return Optional.empty();
    }

    private void send(TextJob job, OutgoingPacket packet, Received now) {
        long id = way.nextId();
        job.onAir(id, at(now) + OUTCOME_MS);
        way.send(
                id,
                packet,
                new BurstWay.Sending(
                        job.text().urgent() ? Priority.ALERT : Priority.TEXT,
                        job.slot(),
                        job.text().targetId(),
                        job.text().group(),
                        settings.preambles(),
                        now.nanos()
                                + TimeUnit.MILLISECONDS.toNanos(
                                        Math.max(LEAST_LIFE_MS, job.deadlineMs() - at(now)))),
                outcomes);
    }

    /// How a transmission ended.
    void ended(long id, End end, Received now) {
        for (TextJob job : List.copyOf(inFlight)) {
            if (job.phase() == Phase.ON_AIR && job.transmission() == id) {
                if (end != End.SENT) {
                    finish(job, State.FAILED, end.name(), now);
                } else if (job.confirmed()) {
                    job.awaiting(at(now) + ANSWER_MS);
                } else {
                    finish(job, State.SENT, "", now);
                }
            }
        }
        duty(now);
    }

    /// The whole packet again, or the end.
    private void again(TextJob job, String code, Received now) {
        boolean late = at(now) - job.deadlineMs() >= 0;
        if (late || job.attempts() >= ATTEMPTS) {
            finish(job, State.FAILED, late ? "EXPIRED" : code, now);
        } else {
            counters.add(AirCounter.TEXTS_REPEATED);
            send(job, job.attempt(), now);
        }
    }

    @Override
    public void response(ResponseHeader response, Optional<BlockMap> map, Received now) {
        Optional<TextJob> found =
                inFlight.stream()
                        .filter(job ->
                                job.confirmed()
                                        && job.text().targetId()
                                                == response.route().source().number()
                                        && (job.sendSequence() == response.status()
                                                || isRefusal(response)))
                        .findFirst();
        if (found.isEmpty()) {
            counters.add(AirCounter.RESPONSES_UNEXPECTED);
            return;
        }
        TextJob job = found.get();
        if (response.acknowledges()) {
            finish(job, State.DELIVERED, "", now);
            duty(now);
        } else if (job.phase() != Phase.AWAITING) {
            // of an attempt before the one that is on the air
            counters.add(AirCounter.RESPONSES_UNEXPECTED);
        } else if (response.asksAgain()) {
            missing(job, map, now);
        } else if (job.refuse()) {
            finish(job, State.FAILED, "REFUSED", now);
        } else {
            again(job, "REFUSED", now);
        }
    }

    /// What the status of a refusal counts is told differently by different makers.
    private static boolean isRefusal(ResponseHeader response) {
        return !response.acknowledges() && !response.asksAgain();
    }

    private void missing(TextJob job, Optional<BlockMap> map, Received now) {
        List<Integer> missing =
                map.map(received -> received.missing(job.blocks())).orElse(List.of());
        if (missing.isEmpty()
                || !job.isSelective()
                || job.selective() >= SELECTIVE_ATTEMPTS
                || at(now) - job.deadlineMs() >= 0) {
            again(job, "NO_ANSWER", now);
            return;
        }
        counters.add(AirCounter.BLOCKS_REPEATED, missing.size());
        send(job, job.again(missing), now);
    }

    @Override
    public void acknowledged(RadioAddress source, int number, Received now) {
        Optional<TextJob> found =
                inFlight.stream()
                        .filter(job ->
                                !job.text().group()
                                        && job.text().targetId() == source.number()
                                        && job.sequence() == number)
                        .findFirst();
        if (found.isEmpty()) {
            counters.add(AirCounter.RESPONSES_UNEXPECTED);
        } else {
            finish(found.get(), State.DELIVERED, "", now);
            duty(now);
        }
    }

    private void finish(TextJob job, State state, String code, Received now) {
        if (inFlight.remove(job)) {
            report(job.text(), state, code, now);
        }
    }

    private void report(OutgoingText text, State state, String code, Received now) {
        counters.add(
                switch (state) {
                    case SENT -> AirCounter.TEXTS_SENT;
                    case DELIVERED -> AirCounter.TEXTS_DELIVERED;
                    case FAILED -> AirCounter.TEXTS_FAILED;
                });
        RadioAddress target = new RadioAddress(text.targetId());
        reporter.tellAlways(
                new Parties(
                        text.group() ? new RadioAddress(0) : target,
                        Optional.of(target),
                        text.group(),
                        0),
                List.of(),
                new RadioDelivery(text.messageId(), state, code),
                now);
    }

    @Override
    public boolean isOurs(Route route) {
        return settings.radioId() != 0
                && !route.group()
                && route.destination().number() == settings.radioId();
    }

    @Override
    public void owe(Answer answer, int slot, Received now) {
        answers.owe(answer, slot, now);
    }

    @Override
    public void oweText(RadioAddress to, TextDialect dialect, int number, int slot, Received now) {
        answers.oweText(to, dialect, number, slot, now);
    }

    /// Everything that has not ended fails.
    void stop(Received now) {
        for (TextJob job : List.copyOf(inFlight)) {
            finish(job, State.FAILED, "STOPPED", now);
        }
        for (Deque<TextJob> waiting : List.of(urgent, others)) {
            for (TextJob job = waiting.poll(); job != null; job = waiting.poll()) {
                report(job.text(), State.FAILED, "STOPPED", now);
            }
        }
    }

    /// Texts that wait or are on their way.
    int pending() {
        return urgent.size() + others.size() + inFlight.size();
    }
}
