package dev.gatehouse.core.decision;

import dev.gatehouse.proto.v1.Actor;
import dev.gatehouse.proto.v1.ActorKind;
import dev.gatehouse.proto.v1.DispatchState;
import dev.gatehouse.proto.v1.Hit;
import dev.gatehouse.proto.v1.RadioDispatch;
import dev.gatehouse.proto.v1.Record;
import dev.gatehouse.proto.v1.RecordClass;
import dev.gatehouse.protocols.observation.RadioDelivery;
import dev.gatehouse.protocols.observation.RadioReport;
import dev.gatehouse.protocols.observation.RadioText;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Texts that go out by radio: an officer's, and alerts by policy. An alert carries referral id,
/// lane, grade and code word and nothing else (security), is sent again while nobody has replied, a
/// limited number of times, and what became of it is recorded at each step.
///
/// A reply counts when it comes from the radio that was told, or for a group from any radio, and
/// either names the code word or says nothing but yes while only one alert of that radio is open.
/// It acknowledges the text, not the referral: a radio id is no officer's badge.
final class RadioTexts {
    /// Texts whose end is not known.
    static final int MAX_OPEN = 256;

    /// A text that its system never told the end of.
    static final long FORGET_MS = TimeUnit.MINUTES.toMillis(10);

    private static final List<String> YES = List.of("OK", "ACK", "YES", "OUI", "RCVD", "ROGER");

    private static final class Open {
        final RadioMessage message;
        final RadioDispatch.Builder dispatch;
        final String codeWord;
        int attempts;
        boolean waits;
        boolean settled;
        long dueNanos;

        Open(RadioMessage message, RadioDispatch.Builder dispatch, String codeWord) {
            this.message = message;
            this.dispatch = dispatch;
            this.codeWord = codeWord;
        }

        boolean isAlert() {
            return !codeWord.isEmpty();
        }
    }

    private final LinkedHashMap<String, Open> open = new LinkedHashMap<>();
    private final Map<String, ArrayDeque<Long>> sentOf = new HashMap<>();
    private final RadioAlerts alerts;
    private final RecordQueue records;
    private final Tags tags;
    private final BoothClock clock;
    private final Outbox out;

    RadioTexts(RadioAlerts alerts, RecordQueue records, Tags tags, BoothClock clock, Outbox out) {
        this.alerts = alerts;
        this.records = records;
        this.tags = tags;
        this.clock = clock;
        this.out = out;
    }

    /// An officer's text.
    ///
    /// @param commandId of the officer's command; the same one is one text
    RadioMessage.Offer send(
            String deviceId,
            String laneId,
            int targetId,
            boolean group,
            String text,
            Actor actor,
            String commandId) {
        RadioMessage message =
                new RadioMessage(
                        tags.id("radio-text", actor.getBadge(), commandId),
                        deviceId,
                        targetId,
                        group,
                        text,
                        false);
        return begin(message, laneId, actor, "", "");
    }

    /// A referral was raised: tells whom the policy names.
    void referral(String referralId, String laneId, String codeWord, Hit hit) {
        // the code word first: it is what the reply is to name
        String text = codeWord + " REFER LANE " + laneId + " " + strength(hit) + " " + referralId;
        for (RadioAlerts.Rule rule : alerts.rules()) {
            if (!rule.wants(laneId, hit.getPriority())) {
                continue;
            }
            RadioMessage message =
                    new RadioMessage(
                            tags.id(
                                    "radio-alert",
                                    referralId,
                                    rule.deviceId(),
                                    Integer.toString(rule.targetId())),
                            rule.deviceId(),
                            rule.targetId(),
                            rule.group(),
                            text,
                            true);
            RadioMessage.Offer _ =
                    begin(
                            message,
                            laneId,
                            Actor.newBuilder().setKind(ActorKind.ACTOR_KIND_BOOTH).build(),
                            referralId,
                            codeWord);
        }
    }

    private static String strength(Hit hit) {
        return hit.hasGrade()
                ? hit.getGrade().name().replace("GRADE_", "")
                : hit.getBand().name().replace("BAND_", "");
    }

    private RadioMessage.Offer begin(
            RadioMessage message, String laneId, Actor actor, String referralId, String codeWord) {
        RadioDispatch.Builder dispatch =
                RadioDispatch.newBuilder()
                        .setMessageId(message.messageId())
                        .setDeviceId(message.deviceId())
                        .setLaneId(laneId)
                        .setTargetId(message.targetId())
                        .setGroup(message.group())
                        .setText(message.text())
                        .setActor(actor);
        if (!referralId.isEmpty()) {
            dispatch.setReferralId(referralId);
        }
        Open text = new Open(message, dispatch, codeWord);
        if (open.containsKey(message.messageId()) || offeredBefore(text)) {
            return RadioMessage.Offer.TAKEN;
        }
        if (open.size() >= MAX_OPEN) {
            record(text, DispatchState.DISPATCH_STATE_REFUSED, "TOO_MANY_OPEN");
            return RadioMessage.Offer.BUSY;
        }
        open.put(message.messageId(), text);
        return attempt(text);
    }

    /// The journal has it from before a restart: the same command or event came again.
    private boolean offeredBefore(Open text) {
        return out.known(
                RecordClass.RECORD_CLASS_P1,
                stepTag(text.message, 1, DispatchState.DISPATCH_STATE_OFFERED));
    }

    private byte[] stepTag(RadioMessage message, int attempt, DispatchState state) {
        return tags.tag(
                "radio-dispatch", message.messageId(), Integer.toString(attempt), state.name());
    }

    private RadioMessage.Offer attempt(Open text) {
        text.attempts++;
        RadioMessage.Offer offer =
                mayGo(text.message.deviceId()) ? out.text(text.message) : RadioMessage.Offer.BUSY;
        switch (offer) {
            case TAKEN -> {
                sent(text.message.deviceId());
                text.waits = false;
                due(text, FORGET_MS);
                record(text, DispatchState.DISPATCH_STATE_OFFERED, "");
            }
            case BUSY, NOT_CONNECTED -> {
                record(text, DispatchState.DISPATCH_STATE_REFUSED, offer.name());
                if (!again(text) && text.isAlert()) {
                    record(text, DispatchState.DISPATCH_STATE_FAILED, offer.name());
                }
            }
            case TRANSMIT_OFF, TOO_LONG, NO_SYSTEM -> {
                open.remove(text.message.messageId());
                record(text, DispatchState.DISPATCH_STATE_FAILED, offer.name());
            }
        }
        return offer;
    }

    /// An alert is tried again later, an officer hears of it at once and decides.
    ///
    /// @return false when this was its end
    private boolean again(Open text) {
        boolean more = text.isAlert() && !text.settled && text.attempts < alerts.attempts();
        if (more) {
            text.waits = true;
            due(text, alerts.acknowledgeMs());
        } else {
            open.remove(text.message.messageId());
        }
        return more;
    }

    private void due(Open text, long ms) {
        text.dueNanos = clock.nanos() + TimeUnit.MILLISECONDS.toNanos(ms);
    }

    private boolean mayGo(String deviceId) {
        ArrayDeque<Long> sent = sentOf.get(deviceId);
        while (sent != null
                && !sent.isEmpty()
                && clock.nanos() - sent.getFirst() >= TimeUnit.MINUTES.toNanos(1)) {
            sent.removeFirst();
        }
        return sent == null || sent.size() < alerts.textsAMinute();
    }

    /// Only systems that there are: a command may name anything.
    private void sent(String deviceId) {
        sentOf.computeIfAbsent(deviceId, _ -> new ArrayDeque<>()).addLast(clock.nanos());
    }

    /// A system says what became of a text.
    void delivery(RadioDelivery delivery) {
        Open text = open.get(delivery.messageId());
        if (text == null) {
            return;
        }
        switch (delivery.state()) {
            case SENT -> reached(text, DispatchState.DISPATCH_STATE_SENT, delivery.code());
            case DELIVERED ->
                    reached(text, DispatchState.DISPATCH_STATE_DELIVERED, delivery.code());
            case FAILED -> {
                record(text, DispatchState.DISPATCH_STATE_FAILED, delivery.code());
                boolean _ = again(text);
            }
        }
    }

    /// An alert that has reached somebody waits for the reply.
    private void reached(Open text, DispatchState state, String code) {
        record(text, state, code);
        if (text.isAlert()) {
            text.waits = true;
            due(text, alerts.acknowledgeMs());
        } else if (state == DispatchState.DISPATCH_STATE_DELIVERED || text.message.group()) {
            open.remove(text.message.messageId());
        }
    }

    /// A radio sent a text: perhaps the reply to an alert.
    void heard(String deviceId, RadioReport report, RadioText text) {
        List<Open> candidates = new ArrayList<>();
        for (Open one : open.values()) {
            boolean from = one.message.group() || one.message.targetId() == report.radioId();
            if (one.isAlert() && one.message.deviceId().equals(deviceId) && from) {
                candidates.add(one);
            }
        }
        answered(candidates, words(text.text()))
                .ifPresent(one -> {
                    open.remove(one.message.messageId());
                    one.dispatch.setAnsweredBy(report.radioId());
                    record(one, DispatchState.DISPATCH_STATE_ACKNOWLEDGED, "");
                });
    }

    private static Optional<Open> answered(List<Open> candidates, String words) {
        Optional<Open> named =
                candidates.stream().filter(one -> words.contains(words(one.codeWord))).findFirst();
        boolean yes = YES.contains(words.strip());
        return named.isPresent() || candidates.size() != 1 || !yes
                ? named
                : Optional.of(candidates.getFirst());
    }

    /// Upper case, one blank between words and at both ends.
    private static String words(String text) {
        return " " + text.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", " ").strip() + " ";
    }

    /// Sends again what nobody has answered, and forgets what its system never told the end of.
    void tick() {
        List<Open> due = new ArrayList<>();
        for (Open text : open.values()) {
            if (clock.nanos() - text.dueNanos >= 0) {
                due.add(text);
            }
        }
        for (Open text : due) {
            if (text.settled) {
                open.remove(text.message.messageId());
            } else if (!text.waits) {
                open.remove(text.message.messageId());
                record(text, DispatchState.DISPATCH_STATE_FAILED, "END_NOT_TOLD");
            } else if (text.attempts < alerts.attempts()) {
                RadioMessage.Offer _ = attempt(text);
            } else {
                open.remove(text.message.messageId());
                record(text, DispatchState.DISPATCH_STATE_UNANSWERED, "");
            }
        }
    }

    /// The referral is acknowledged or over: nobody need be told again. A reply that is on its way
    /// still counts.
    void settled(String referralId) {
        for (Open text : open.values()) {
            if (text.dispatch.getReferralId().equals(referralId) && !text.settled) {
                text.settled = true;
                text.waits = true;
                due(text, alerts.acknowledgeMs());
                record(text, DispatchState.DISPATCH_STATE_SETTLED, "");
            }
        }
    }

    private void record(Open text, DispatchState state, String code) {
        RadioDispatch.Builder step =
                text.dispatch
                        .setState(state)
                        .setAttempt(text.attempts)
                        .setCode(code)
                        .setAt(Wire.stamp(clock));
        boolean kept =
                records.offer(
                        RecordClass.RECORD_CLASS_P1,
                        stepTag(text.message, text.attempts, state),
                        Record.newBuilder().setRadioDispatch(step),
                        true);
        if (!kept) {
            throw new IllegalStateException("a record to be held was not");
        }
    }
}
