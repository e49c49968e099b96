package dev.gatehouse.drivers.trbo;

import dev.gatehouse.drivers.dispatch.DispatchCounter;
import dev.gatehouse.drivers.dispatch.DispatchCounters;
import dev.gatehouse.drivers.dispatch.PendingTexts;
import dev.gatehouse.drivers.dispatch.PlainText;
import dev.gatehouse.drivers.dispatch.Recent;
import dev.gatehouse.drivers.radio.OutgoingText;
import dev.gatehouse.drivers.trbo.TrboMachine.Radio;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.observation.RadioDelivery;
import dev.gatehouse.protocols.observation.RadioText;
import dev.gatehouse.protocols.observation.Received;
import dev.gatehouse.protocols.trbo.TmsMessage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/// Texts in and out (sheet, section 3). A radio hears that its text arrived once that is on disk; a
/// text of ours is sent again twice with the same number, then given up. Owned by the system's
/// thread.
final class TrboTexts {

    /// Longest text that all models take.
    static final int LONGEST_TEXT = 140;

    private static final long ANSWER_MS = 10_000;
    private static final int ATTEMPTS = 3;
    private static final int RECENT_LIMIT = 4_096;
    private static final long RECENT_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final int RADIO_LIMIT = 4_096;

    private record Met(int radioId, OptionalInt sequence, Octets content) {}

    private record Key(int radioId, int sequence) {}

    private record Sent(OutgoingText text, byte[] octets) {}

    private final TrboSettings settings;
    private final DispatchCounters counters;
    private final TrboMachine machine;
    private final Recent<Met> recent = new Recent<>(RECENT_LIMIT, RECENT_NANOS);
    private final PendingTexts<Key, Sent> pending = new PendingTexts<>(ANSWER_MS, ATTEMPTS);
    private final Map<Integer, Integer> sequences =
            new LinkedHashMap<>(64, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Integer, Integer> eldest) {
                    return size() > RADIO_LIMIT;
                }
            };

    TrboTexts(TrboSettings settings, DispatchCounters counters, TrboMachine machine) {
        this.settings = settings;
        this.counters = counters;
        this.machine = machine;
    }

    void message(Radio radio, TmsMessage message, Received now) {
        switch (message) {
            case TmsMessage.Text text -> received(radio, text, now);
            case TmsMessage.Ack ack -> acknowledged(radio, ack, now);
            case TmsMessage.Availability _ ->
                    // a server's to send, not a radio's
                    counters.add(DispatchCounter.UNKNOWN_MESSAGES);
        }
    }

    private void received(Radio radio, TmsMessage.Text text, Received now) {
        Met met = new Met(radio.id(), text.sequence(), text.content());
        byte[] answer = text.acknowledgement().encode();
        boolean asked = text.acknowledge() && settings.maySend();
        if (!recent.isNew(met, now.nanos())) {
            counters.add(DispatchCounter.DUPLICATES);
            if (asked) {
                machine.answer(TrboPort.TEXT, radio, answer);
            }
            return;
        }
        counters.add(DispatchCounter.TEXTS_IN);
        boolean told =
                machine.report(
                        radio.id(),
                        OptionalInt.empty(),
                        false,
                        new RadioText(PlainText.of(text.text()), RadioText.Dialect.MOTOROLA, true),
                        now,
                        asked
                                ? report ->
                                        report.then(
                                                _ -> machine.answer(TrboPort.TEXT, radio, answer))
                                : UnaryOperator.identity());
        if (!told) {
            recent.forget(met);
        }
    }

    private void acknowledged(Radio radio, TmsMessage.Ack ack, Received now) {
        if (ack.sequence().isEmpty()) {
            // of an availability
            return;
        }
        pending.end(new Key(radio.id(), ack.sequence().getAsInt()))
                .ifPresentOrElse(
                        sent -> tell(sent.text, RadioDelivery.State.DELIVERED, "", now),
                        () -> counters.add(DispatchCounter.UNKNOWN_MESSAGES));
    }

    void order(OutgoingText text, Received now) {
        int sequence =
                sequences.merge(
                        text.targetId(),
                        1,
                        (last, step) -> (last + step) & TmsMessage.MAX_SEQUENCE);
        byte[] octets = TmsMessage.Text.of(!text.group(), sequence, text.text()).encode();
        if (!text.group()
                && !pending.add(
                        new Key(text.targetId(), sequence), new Sent(text, octets), now.nanos())) {
            tell(text, RadioDelivery.State.FAILED, "QUEUE_FULL", now);
            return;
        }
        counters.add(DispatchCounter.TEXTS_OUT);
        machine.send(TrboPort.TEXT, text.group(), text.targetId(), octets);
        tell(text, RadioDelivery.State.SENT, "", now);
    }

    void duty(Received now) {
        for (PendingTexts.Due<Key, Sent> due : pending.due(now.nanos())) {
            if (due.failed()) {
                tell(due.text().text, RadioDelivery.State.FAILED, "NO_ANSWER", now);
            } else {
                machine.send(TrboPort.TEXT, false, due.key().radioId, due.text().octets);
            }
        }
    }

    void stop(Received now) {
        for (Sent sent : pending.clear()) {
            tell(sent.text, RadioDelivery.State.FAILED, "STOPPED", now);
        }
    }

    private void tell(OutgoingText text, RadioDelivery.State state, String code, Received now) {
        switch (state) {
            case SENT -> {
                // counted when it went out
            }
            case DELIVERED -> counters.add(DispatchCounter.TEXTS_DELIVERED);
            case FAILED -> counters.add(DispatchCounter.TEXTS_FAILED);
        }
        var _ =
                machine.report(
                        text.group() ? 0 : text.targetId(),
                        OptionalInt.of(text.targetId()),
                        text.group(),
                        new RadioDelivery(text.messageId(), state, code),
                        now,
                        UnaryOperator.identity());
    }
}
