package dev.gatehouse.drivers.hytera;

import dev.gatehouse.drivers.dispatch.DispatchCounter;
import dev.gatehouse.drivers.dispatch.DispatchCounters;
import dev.gatehouse.drivers.dispatch.DispatchOut;
import dev.gatehouse.drivers.dispatch.DispatchReport;
import dev.gatehouse.drivers.dispatch.RadioPresence;
import dev.gatehouse.drivers.hytera.HyteraMachine.Line;
import dev.gatehouse.drivers.radio.OutgoingText;
import dev.gatehouse.protocols.RadioAddress;
import dev.gatehouse.protocols.hytera.GpsBlock;
import dev.gatehouse.protocols.hytera.HdapFrame;
import dev.gatehouse.protocols.hytera.HdapMessage;
import dev.gatehouse.protocols.hytera.HdapOther;
import dev.gatehouse.protocols.hytera.HstrpAction;
import dev.gatehouse.protocols.hytera.HstrpPacket;
import dev.gatehouse.protocols.hytera.Lp;
import dev.gatehouse.protocols.hytera.Rcp;
import dev.gatehouse.protocols.hytera.Rrs;
import dev.gatehouse.protocols.hytera.Tmp;
import dev.gatehouse.protocols.hytera.Tp;
import dev.gatehouse.protocols.observation.RadioEmergency;
import dev.gatehouse.protocols.observation.RadioEvent;
import dev.gatehouse.protocols.observation.RadioHealth;
import dev.gatehouse.protocols.observation.RadioLocation;
import dev.gatehouse.protocols.observation.RadioRegistration;
import dev.gatehouse.protocols.observation.RadioReport;
import dev.gatehouse.protocols.observation.RadioReport.MakerSign;
import dev.gatehouse.protocols.observation.RadioSystem;
import dev.gatehouse.protocols.observation.Received;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/// What the messages of repeaters and radios mean: presence, places, calls for help, calls. Texts
/// are in [HyteraTexts]. Owned by the system's thread.
final class HyteraServices {

    /// Radios of one system.
    static final int PRESENCE_LIMIT = 16_384;

    /// Outcomes of messages that nobody asks for.
    private static final long NO_TAG = 0;

    private static final List<MakerSign> SIGNS =
            List.of(new MakerSign(MakerSign.Kind.LINK_PROTOCOL, "HSTRP"));

    private final HyteraSettings settings;
    private final DispatchOut out;
    private final DispatchCounters counters;
    private final HyteraTexts texts;
    private final RadioPresence<Line> presence;
    private final HyteraCalls calls;
    private final Map<Line, Boolean> lines = new HashMap<>();

    /// @param textLine a line for texts, best the one given
    HyteraServices(
            HyteraSettings settings,
            DispatchOut out,
            DispatchCounters counters,
            UnaryOperator<Optional<Line>> textLine) {
        this.settings = settings;
        this.out = out;
        this.counters = counters;
        this.presence =
                new RadioPresence<>(
                        new RadioPresence.Settings(
                                settings.renewSeconds() * 1_500L + 60_000,
                                60_000,
                                3,
                                PRESENCE_LIMIT));
        this.calls = new HyteraCalls(counters, this::report);
        this.texts =
                new HyteraTexts(
                        settings, counters, this::report, id -> textLine.apply(presence.where(id)));
    }

    void message(Line line, HstrpPacket packet, HdapMessage message, Received now) {
        switch (message) {
            case Rrs rrs -> presence(line, packet, rrs, now);
            case Lp lp -> location(line, lp, now);
            case Tmp tmp -> {
                presence.heard(sender(tmp), line, now.nanos());
                texts.message(line, packet, tmp, now);
            }
            case Rcp.RepeaterStatus status -> {
                if (status.sender() > 0 && status.sender() <= RadioAddress.MAX_ID) {
                    presence.heard((int) status.sender(), line, now.nanos());
                }
                calls.status(line, status, now);
            }
            case Rcp.StatusReport report -> calls.value(line, report, now);
            case Rcp _ -> {
                // answers to our own questions at the start
            }
            case Tp _ -> counters.add(DispatchCounter.TELEMETRY);
            case HdapOther _ -> counters.add(DispatchCounter.UNKNOWN_MESSAGES);
        }
    }

    private static int sender(Tmp tmp) {
        return switch (tmp) {
            case Tmp.Message message -> message.source().id();
            case Tmp.Answer answer -> answer.destination().id();
        };
    }

    private boolean report(
            int slot,
            int radioId,
            OptionalInt target,
            boolean group,
            RadioEvent event,
            Received now,
            UnaryOperator<DispatchReport> more) {
        RadioReport report =
                new RadioReport(RadioSystem.HYTERA, radioId, target, group, slot, SIGNS, event);
        return out.report(more.apply(DispatchReport.of(report, now)));
    }

    private boolean report(Line line, int radioId, RadioEvent event, Received now) {
        return report(
                line.port().slot(),
                radioId,
                OptionalInt.empty(),
                false,
                event,
                now,
                UnaryOperator.identity());
    }

    private void presence(Line line, HstrpPacket packet, Rrs rrs, Received now) {
        int id = rrs.radio().id();
        switch (rrs) {
            case Rrs.Registration registration -> registration(line, packet, registration, now);
            case Rrs.Offline _ -> {
                presence.offline(id);
                gone(line, id, RadioRegistration.State.DEREGISTERED, now);
            }
            case Rrs.CheckAnswer answer -> {
                if (answer.state() == Rrs.CheckAnswer.ONLINE) {
                    presence.heard(id, line, now.nanos());
                } else if (presence.offline(id)) {
                    gone(line, id, RadioRegistration.State.DEREGISTERED, now);
                }
            }
            case Rrs.RegistrationAnswer _, Rrs.Check _ ->
                    // ours to send, not a radio's
                    counters.add(DispatchCounter.UNKNOWN_MESSAGES);
        }
    }

    private void gone(Line line, int id, RadioRegistration.State state, Received now) {
        report(line, id, new RadioRegistration(state, OptionalLong.empty()), now);
    }

    private void registration(
            Line line, HstrpPacket packet, Rrs.Registration registration, Received now) {
        counters.add(DispatchCounter.REGISTRATIONS);
        int id = registration.radio().id();
        boolean admitted = settings.admission().admits(id);
        boolean room = admitted && presence.online(id, line, now.nanos());
        if (admitted && !room) {
            counters.add(DispatchCounter.PRESENCE_FULL);
        }
        if (!admitted) {
            counters.add(DispatchCounter.REGISTRATIONS_REFUSED);
        }
        boolean granted = room && settings.maySend();
        RadioRegistration event =
                new RadioRegistration(
                        room ? RadioRegistration.State.REGISTERED : RadioRegistration.State.REFUSED,
                        granted ? OptionalLong.of(settings.renewSeconds()) : OptionalLong.empty());
        boolean told = report(line, id, event, now);
        if (told && settings.maySend()) {
            int result = room ? Rrs.RegistrationAnswer.OK : Rrs.RegistrationAnswer.FAILED;
            line.send(
                    NO_TAG,
                    packet.options(),
                    new HdapFrame(
                            false,
                            new Rrs.RegistrationAnswer(
                                    registration.radio(),
                                    result,
                                    room ? settings.renewSeconds() : 0)),
                    now);
        }
    }

    private void location(Line line, Lp lp, Received now) {
        int id = lp.radio().id();
        presence.heard(id, line, now.nanos());
        Optional<RadioLocation> place = lp.gps().flatMap(HyteraServices::place);
        if (lp instanceof Lp.Emergency || lp instanceof Lp.EmergencyWithData) {
            counters.add(DispatchCounter.EMERGENCIES);
            // of the second form no source proves that its radio stands where it is read
            RadioEmergency.Check check =
                    lp instanceof Lp.Emergency
                            ? RadioEmergency.Check.VERIFIED
                            : RadioEmergency.Check.UNVERIFIED;
            report(
                    line,
                    id,
                    new RadioEmergency(
                            RadioEmergency.Evidence.LOCATION_REPORT,
                            OptionalInt.empty(),
                            check,
                            false,
                            place),
                    now);
            return;
        }
        if (place.isPresent()) {
            counters.add(DispatchCounter.LOCATIONS);
            report(line, id, place.get(), now);
        } else {
            counters.add(DispatchCounter.LOCATIONS_WITHOUT_FIX);
        }
    }

    private static Optional<RadioLocation> place(GpsBlock gps) {
        if (!gps.hasFix()) {
            return Optional.empty();
        }
        return Optional.of(
                new RadioLocation(
                        (int) Math.round(gps.latitude().orElse(0) * 1e7),
                        (int) Math.round(gps.longitude().orElse(0) * 1e7),
                        gps.speedKmh().isPresent()
                                ? OptionalInt.of(
                                        (int) Math.round(gps.speedKmh().getAsDouble() / 0.036))
                                : OptionalInt.empty(),
                        gps.directionDeg(),
                        OptionalInt.empty(),
                        gps.time(),
                        true));
    }

    /// A line came up: ask who is there and have calls and messages told (sheet, section 8).
    void up(Line line, Received now) {
        if (line.port().service() == HyteraPort.Service.CALLS) {
            List<Rcp.Subscription.Item> kinds =
                    List.of(new Rcp.Subscription.Item(0, 1), new Rcp.Subscription.Item(1, 1));
            List<Rcp.Subscription.Item> values =
                    List.of(
                            new Rcp.Subscription.Item(Rcp.StatusReport.EMERGENCY, 1),
                            new Rcp.Subscription.Item(Rcp.StatusReport.MAN_DOWN, 1),
                            new Rcp.Subscription.Item(Rcp.StatusReport.LONE_WORKER, 1));
            ask(line, new Rcp.IdQuery(Rcp.IdQuery.ID), now);
            ask(line, new Rcp.Subscription(Rcp.Subscription.Kind.BROADCAST_STATUS, kinds), now);
            ask(
                    line,
                    Rcp.BroadcastMessages.of(
                            Rcp.BroadcastMessages.TEXT
                                    | Rcp.BroadcastMessages.SHORT_DATA
                                    | Rcp.BroadcastMessages.CSBK),
                    now);
            ask(line, new Rcp.Subscription(Rcp.Subscription.Kind.STATUS_CHANGE, values), now);
        }
        health(line, true, now);
    }

    private void ask(Line line, Rcp question, Received now) {
        line.send(NO_TAG, new HdapFrame(false, question), now);
    }

    void down(Line line, Received now) {
        calls.lost(line, now);
        health(line, false, now);
    }

    /// Told when the first line of all comes up, and when one that was up goes down.
    private void health(Line line, boolean up, Received now) {
        boolean before = lines.containsValue(true);
        Boolean was = lines.put(line, up);
        boolean after = lines.containsValue(true);
        if (before != after) {
            RadioHealth.Condition condition =
                    after ? RadioHealth.Condition.UP : RadioHealth.Condition.DOWN;
            report(line, 0, new RadioHealth(condition, after ? "CONNECTED" : "LINK_LOST"), now);
        } else if (!up && Boolean.TRUE.equals(was)) {
            report(line, 0, new RadioHealth(RadioHealth.Condition.DEGRADED, "LINK_LOST"), now);
        }
    }

    void acknowledged(long tag, Received now) {
        texts.acknowledged(tag, now);
    }

    void failed(long tag, HstrpAction.Cause cause, Received now) {
        texts.failed(tag, cause, now);
    }

    void order(OutgoingText text, Received now) {
        texts.order(text, now);
    }

    void duty(Received now) {
        for (RadioPresence.Due<Line> due : presence.due(now.nanos())) {
            if (due.gone()) {
                counters.add(DispatchCounter.PRESENCE_EXPIRED);
                gone(due.where(), due.radioId(), RadioRegistration.State.EXPIRED, now);
            } else if (settings.maySend()) {
                counters.add(DispatchCounter.PRESENCE_CHECKS);
                RadioAddress radio = new RadioAddress(settings.own().network(), due.radioId());
                due.where().send(NO_TAG, new HdapFrame(false, new Rrs.Check(radio)), now);
            }
        }
        calls.duty(now);
        texts.duty(now);
    }

    void stop(Received now) {
        texts.stop(now);
    }
}
