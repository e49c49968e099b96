package dev.gatehouse.drivers.hytera;

import dev.gatehouse.drivers.dispatch.DispatchCounter;
import dev.gatehouse.drivers.dispatch.DispatchCounters;
import dev.gatehouse.drivers.dispatch.DispatchReport;
import dev.gatehouse.drivers.dispatch.PendingTexts;
import dev.gatehouse.drivers.dispatch.PlainText;
import dev.gatehouse.drivers.dispatch.Recent;
import dev.gatehouse.drivers.hytera.HyteraMachine.Line;
import dev.gatehouse.drivers.radio.OutgoingText;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.RadioAddress;
import dev.gatehouse.protocols.hytera.HdapFrame;
import dev.gatehouse.protocols.hytera.HstrpAction;
import dev.gatehouse.protocols.hytera.HstrpPacket;
import dev.gatehouse.protocols.hytera.Tmp;
import dev.gatehouse.protocols.observation.RadioDelivery;
import dev.gatehouse.protocols.observation.RadioEvent;
import dev.gatehouse.protocols.observation.RadioText;
import dev.gatehouse.protocols.observation.Received;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

/// Texts of a Hytera system, in and out (sheet, section 7). A radio hears that its text arrived
/// once that is on disk; a text of ours waits half a minute for its answer. Owned by the system's
/// thread.
final class HyteraTexts {

    /// Longest text of one message.
    static final int LONGEST_TEXT = 140;

    private static final long ANSWER_MS = 30_000;
    private static final int RECENT_LIMIT = 1_024;
    private static final long RECENT_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long NO_TAG = 0;
    private static final long LAST_REQUEST_ID = 0xFFFF_FFFFL;

    /// The way to the booth.
    interface Reports {
        boolean report(
                int slot,
                int radioId,
                OptionalInt target,
                boolean group,
                RadioEvent event,
                Received now,
                UnaryOperator<DispatchReport> more);
    }

    private record Met(int source, int destination, long requestId, Octets content) {}

    private record Sent(OutgoingText text, int slot) {}

    private final HyteraSettings settings;
    private final DispatchCounters counters;
    private final Reports reports;
    private final IntFunction<Optional<Line>> lineTo;
    private final Recent<Met> recent = new Recent<>(RECENT_LIMIT, RECENT_NANOS);
    private final PendingTexts<Long, Sent> pending = new PendingTexts<>(ANSWER_MS, 1);
    private long requestId;

    HyteraTexts(
            HyteraSettings settings,
            DispatchCounters counters,
            Reports reports,
            IntFunction<Optional<Line>> lineTo) {
        this.settings = settings;
        this.counters = counters;
        this.reports = reports;
        this.lineTo = lineTo;
    }

    void message(Line line, HstrpPacket packet, Tmp tmp, Received now) {
        switch (tmp) {
            case Tmp.Message message -> received(line, packet, message, now);
            case Tmp.Answer answer -> answered(answer, now);
        }
    }

    private void received(Line line, HstrpPacket packet, Tmp.Message message, Received now) {
        if (!message.kind().text()) {
            counters.add(DispatchCounter.UNKNOWN_MESSAGES);
            return;
        }
        Met met =
                new Met(
                        message.source().id(),
                        message.destination().id(),
                        message.requestId(),
                        message.content());
        if (!recent.isNew(met, now.nanos())) {
            counters.add(DispatchCounter.DUPLICATES);
            answer(line, packet, message, now);
            return;
        }
        counters.add(DispatchCounter.TEXTS_IN);
        boolean told =
                reports.report(
                        line.port().slot(),
                        message.source().id(),
                        OptionalInt.of(message.destination().id()),
                        message.kind().group(),
                        new RadioText(PlainText.of(message.text()), RadioText.Dialect.HYTERA, true),
                        now,
                        message.confirm() && settings.maySend()
                                ? report -> report.then(then -> answer(line, packet, message, then))
                                : UnaryOperator.identity());
        if (!told) {
            recent.forget(met);
        }
    }

    private void answer(Line line, HstrpPacket packet, Tmp.Message message, Received now) {
        if (message.confirm() && settings.maySend()) {
            line.send(
                    NO_TAG,
                    packet.options(),
                    new HdapFrame(false, message.answer(Tmp.Answer.OK)),
                    now);
        }
    }

    /// Matched by request id and radio alone: real answers change the network octets.
    private void answered(Tmp.Answer answer, Received now) {
        Optional<Sent> sent = pending.end(answer.requestId());
        if (sent.isEmpty()) {
            counters.add(DispatchCounter.UNKNOWN_MESSAGES);
            return;
        }
        if (answer.destination().id() != sent.get().text.targetId()) {
            counters.add(DispatchCounter.IDENTITY_MISMATCHES);
            pending.add(answer.requestId(), sent.get(), now.nanos());
            return;
        }
        boolean good = answer.result() == Tmp.Answer.OK;
        ended(
                sent.get(),
                good ? RadioDelivery.State.DELIVERED : RadioDelivery.State.FAILED,
                good ? "" : "TMP_" + Integer.toHexString(answer.result()),
                now);
    }

    void order(OutgoingText text, Received now) {
        Optional<Line> line = lineTo.apply(text.group() ? -1 : text.targetId());
        if (line.isEmpty()) {
            // it was up when the text was taken
            ended(new Sent(text, 0), RadioDelivery.State.FAILED, "NOT_CONNECTED", now);
            return;
        }
        requestId = requestId == LAST_REQUEST_ID ? 1 : requestId + 1;
        Sent sent = new Sent(text, line.get().port().slot());
        if (!pending.add(requestId, sent, now.nanos())) {
            ended(sent, RadioDelivery.State.FAILED, "QUEUE_FULL", now);
            return;
        }
        counters.add(DispatchCounter.TEXTS_OUT);
        RadioAddress own = settings.own();
        Tmp.Message message =
                text.group()
                        ? Tmp.Message.groupText(requestId, text.targetId(), own, text.text())
                        : Tmp.Message.privateText(
                                requestId,
                                new RadioAddress(own.network(), text.targetId()),
                                own,
                                text.text());
        line.get().send(requestId, new HdapFrame(false, message), now);
    }

    /// The repeater has it. A group confirms nothing: that is the last word then.
    void acknowledged(long tag, Received now) {
        // an answer may have overtaken this, and most tags are of no text at all
        pending.peek(tag)
                .ifPresent(sent -> {
                    tell(sent, RadioDelivery.State.SENT, "", now);
                    if (sent.text.group()) {
                        var _ = pending.end(tag);
                    }
                });
    }

    void failed(long tag, HstrpAction.Cause cause, Received now) {
        pending.end(tag)
                .ifPresent(sent -> ended(sent, RadioDelivery.State.FAILED, "HSTRP_" + cause, now));
    }

    void duty(Received now) {
        for (PendingTexts.Due<Long, Sent> due : pending.due(now.nanos())) {
            ended(due.text(), RadioDelivery.State.FAILED, "NO_ANSWER", now);
        }
    }

    void stop(Received now) {
        for (Sent sent : pending.clear()) {
            ended(sent, RadioDelivery.State.FAILED, "STOPPED", now);
        }
    }

    private void ended(Sent sent, RadioDelivery.State state, String code, Received now) {
        counters.add(
                state == RadioDelivery.State.DELIVERED
                        ? DispatchCounter.TEXTS_DELIVERED
                        : DispatchCounter.TEXTS_FAILED);
        tell(sent, state, code, now);
    }

    private void tell(Sent sent, RadioDelivery.State state, String code, Received now) {
        var _ =
                reports.report(
                        sent.slot,
                        sent.text.group() ? 0 : sent.text.targetId(),
                        OptionalInt.of(sent.text.targetId()),
                        sent.text.group(),
                        new RadioDelivery(sent.text.messageId(), state, code),
                        now,
                        UnaryOperator.identity());
    }
}
