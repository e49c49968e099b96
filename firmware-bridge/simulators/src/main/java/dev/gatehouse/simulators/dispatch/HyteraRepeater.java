package dev.gatehouse.simulators.dispatch;

import dev.gatehouse.drivers.hytera.HyteraPort;
import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.RadioAddress;
import dev.gatehouse.protocols.hytera.GpsBlock;
import dev.gatehouse.protocols.hytera.HdapFrame;
import dev.gatehouse.protocols.hytera.HdapMessage;
import dev.gatehouse.protocols.hytera.HstrpAction;
import dev.gatehouse.protocols.hytera.HstrpOption;
import dev.gatehouse.protocols.hytera.HstrpPacket;
import dev.gatehouse.protocols.hytera.HstrpSession;
import dev.gatehouse.protocols.hytera.Lp;
import dev.gatehouse.protocols.hytera.Rcp;
import dev.gatehouse.protocols.hytera.RcpCallType;
import dev.gatehouse.protocols.hytera.Rrs;
import dev.gatehouse.protocols.hytera.Tmp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

/// A Hytera repeater and its radios, all in slot 1 (sheet, sections 2 to 8): connects to the booth,
/// carries what the scenario says, answers for its radios as a real one does, network octets of
/// answers 0 included.
final class HyteraRepeater implements RadioPeer {

    static final long REPEATER_ID = 99_999;
    private static final int SLOT = 1;
    private static final int NETWORK = 10;
    private static final int DISPATCHER = 1;
    private static final long ANSWER_MS = 400;
    private static final long REPLY_MS = 1_500;

    private record Later(long atMs, long order, Runnable act) {}

    private final List<RadioStep> steps;
    private final int firstId;
    private final Instant start;
    private final PeerOut out;
    private final PeerCounts counts = new PeerCounts();
    private final Map<HyteraPort, HstrpSession> sessions = new EnumMap<>(HyteraPort.class);
    private final PriorityQueue<Later> later =
            new PriorityQueue<>(
                    Comparator.comparingLong(Later::atMs).thenComparingLong(Later::order));
    private final Map<Long, Boolean> requests = new HashMap<>();
    private int done;
    private long order;
    private long nowMs;
    private long requestId = 100;

    /// @param firstId of the first radio; the others follow
    /// @param start wall time of the scenario's beginning, for the radios' own clocks
    HyteraRepeater(List<RadioStep> steps, int firstId, Instant start, PeerOut out) {
        this.steps = List.copyOf(steps);
        this.firstId = firstId;
        this.start = start;
        this.out = out;
        for (HyteraPort port : HyteraPort.ALL) {
            if (port.session() && port.slot() == SLOT) {
                sessions.put(
                        port,
                        new HstrpSession(
                                HstrpSession.Settings.USUAL,
                                true,
                                HstrpOption.of(REPEATER_ID, SLOT)));
            }
        }
    }

    private RadioAddress radio(int number) {
        return new RadioAddress(NETWORK, firstId + number);
    }

    @Override
    public void receive(int socket, int radio, byte[] octets, long now) {
        nowMs = now;
        HyteraPort port = HyteraPort.ALL.get(socket);
        HstrpSession session = sessions.get(port);
        if (session != null
                && HstrpPacket.decode(octets)
                        instanceof Decoded.Message<HstrpPacket>(HstrpPacket packet)) {
            run(port, session.receive(packet, now));
        }
    }

    private void run(HyteraPort port, List<HstrpAction> actions) {
        for (HstrpAction action : actions) {
            switch (action) {
                case HstrpAction.Send(HstrpPacket packet) ->
                        out.send(port.socket(), 0, packet.encode());
                case HstrpAction.Deliver(HstrpPacket packet) -> {
                    if (HdapFrame.decode(packet.payload().toArray())
                            instanceof Decoded.Message<HdapFrame>(HdapFrame frame)) {
                        heard(port, frame.message());
                    }
                }
                case HstrpAction.Failed _ -> counts.givenUp.increment();
                case HstrpAction.Acknowledged _, HstrpAction.Changed _ -> {}
            }
        }
    }

    private void send(HyteraPort port, HdapMessage message) {
        HstrpSession session = sessions.get(port);
        if (session != null) {
            Octets payload = Octets.of(new HdapFrame(false, message).encode());
            run(port, session.send(0, HstrpOption.of(REPEATER_ID, SLOT), payload, nowMs));
        }
    }

    private void after(long ms, Runnable act) {
        later.add(new Later(nowMs + ms, order++, act));
    }

    private void heard(HyteraPort port, HdapMessage message) {
        switch (message) {
            case Rrs.RegistrationAnswer answer ->
                    (answer.result() == Rrs.RegistrationAnswer.OK
                                    ? counts.registrationsGranted
                                    : counts.registrationsRefused)
                            .increment();
            case Rrs.Check check -> {
                counts.checksAnswered.increment();
                after(
                        ANSWER_MS,
                        () ->
                                send(
                                        port,
                                        new Rrs.CheckAnswer(
                                                check.radio(), Rrs.CheckAnswer.ONLINE)));
            }
            case Tmp.Message text -> textFor(port, text);
            case Tmp.Answer answer -> {
                if (Boolean.FALSE.equals(requests.put(answer.requestId(), true))) {
                    counts.textsConfirmed.increment();
                }
            }
            case Lp.Request request -> located(port, request);
            case Rcp.IdQuery query -> {
                byte[] id = {(byte) 0x9F, (byte) 0x86, 0x01, 0};
                send(port, new Rcp.IdReply(0, query.what(), Octets.of(id)));
            }
            case Rcp.Subscription subscription ->
                    send(
                            port,
                            new Rcp.Reply(
                                    switch (subscription.kind()) {
                                        case BROADCAST_STATUS -> Rcp.Reply.Kind.BROADCAST_STATUS;
                                        case STATUS_CHANGE -> Rcp.Reply.Kind.SUBSCRIBE_STATUS;
                                    },
                                    0));
            case Rcp.BroadcastMessages _ ->
                    send(port, new Rcp.Reply(Rcp.Reply.Kind.BROADCAST_MESSAGES, 0));
            default -> {
                // not for a repeater
            }
        }
    }

    /// The radio gets it, its repeater says so, and a little later its user answers.
    private void textFor(HyteraPort port, Tmp.Message text) {
        counts.textsReceived.increment();
        if (text.kind().group()) {
            after(ANSWER_MS, () -> send(port, text.answer(Tmp.Answer.OK)));
            return;
        }
        Tmp.Answer answer =
                new Tmp.Answer(
                        Tmp.Answer.Kind.PRIVATE_TEXT,
                        false,
                        Optional.empty(),
                        text.requestId(),
                        new RadioAddress(0, text.destination().id()),
                        Optional.of(new RadioAddress(0, DISPATCHER)),
                        Tmp.Answer.OK);
        after(ANSWER_MS, () -> send(port, answer));
        after(REPLY_MS, () -> say(text.destination(), "OK " + firstWords(text.text())));
    }

    /// What a person repeats of a text: its first two words, which name what it is about.
    static String firstWords(String text) {
        int first = text.indexOf(' ');
        int second = first < 0 ? -1 : text.indexOf(' ', first + 1);
        return second < 0 ? text : text.substring(0, second);
    }

    private void located(HyteraPort port, Lp.Request request) {
        if (request.kind() == Lp.Request.Kind.LOCATE) {
            GpsBlock place = GpsBlock.of(50.1, 14.5, start.plusMillis(nowMs), 0, 0);
            after(
                    ANSWER_MS,
                    () ->
                            send(
                                    port,
                                    Lp.Report.of(
                                            request.requestId(), request.radio(), Lp.OK, place)));
        }
    }

    private void say(RadioAddress from, String text) {
        counts.textsSent.increment();
        long id = requestId++;
        requests.put(id, false);
        send(
                HyteraPort.TEXT_1,
                Tmp.Message.privateText(id, new RadioAddress(NETWORK, DISPATCHER), from, text));
    }

    private void act(RadioStep step) {
        RadioAddress radio = radio(step.radio());
        switch (step.act()) {
            case RadioStep.Register _ -> {
                counts.registrationsSent.increment();
                send(HyteraPort.REGISTRATION_1, new Rrs.Registration(radio));
            }
            case RadioStep.Leave _ -> send(HyteraPort.REGISTRATION_1, new Rrs.Offline(radio));
            case RadioStep.Say(String text) -> say(radio, text);
            case RadioStep.Locate place -> {
                counts.placesSent.increment();
                GpsBlock block =
                        GpsBlock.of(
                                place.latitude(),
                                place.longitude(),
                                start.plusMillis(nowMs),
                                place.knots(),
                                place.directionDeg());
                send(
                        HyteraPort.LOCATION_1,
                        new Lp.TriggeredReport(1, radio, Octets.of(new byte[8]), block));
            }
            case RadioStep.CallForHelp help -> {
                counts.emergenciesSent.increment();
                GpsBlock block =
                        GpsBlock.of(
                                help.latitude(), help.longitude(), start.plusMillis(nowMs), 0, 0);
                send(HyteraPort.LOCATION_1, new Lp.Emergency(radio, 1, block));
            }
            case RadioStep.Talk(int group, long durationMs) -> {
                counts.callsMade.increment();
                int type = RcpCallType.GROUP.code();
                int id = radio.id();
                send(
                        HyteraPort.CALLS_1,
                        new Rcp.RepeaterStatus(
                                0,
                                Rcp.RepeaterStatus.LOCAL_REPEATING,
                                Rcp.RepeaterStatus.VOICE,
                                type,
                                group,
                                id));
                after(
                        durationMs,
                        () ->
                                send(
                                        HyteraPort.CALLS_1,
                                        new Rcp.RepeaterStatus(
                                                0,
                                                Rcp.RepeaterStatus.LOCAL_HANG_TIME,
                                                Rcp.RepeaterStatus.VOICE,
                                                type,
                                                group,
                                                id)));
            }
        }
    }

    @Override
    public void tick(long now) {
        nowMs = now;
        sessions.forEach((port, session) -> run(port, session.tick(now)));
        boolean up =
                sessions.values().stream()
                        .allMatch(session -> session.state() == HstrpSession.State.UP);
        // a repeater keeps no more for its dispatcher than its queues hold
        while (up && done < steps.size() && steps.get(done).atMs() <= now && hasRoom()) {
            act(steps.get(done++));
        }
        List<Runnable> due = new ArrayList<>();
        while (!later.isEmpty() && later.element().atMs <= now) {
            due.add(later.remove().act);
        }
        due.forEach(Runnable::run);
    }

    private boolean hasRoom() {
        int most = HstrpSession.Settings.USUAL.queueLimit() / 2;
        return sessions.values().stream().allMatch(session -> session.unacknowledged() < most);
    }

    @Override
    public boolean finished() {
        return done == steps.size()
                && later.isEmpty()
                && sessions.values().stream().allMatch(one -> one.unacknowledged() == 0);
    }

    @Override
    public PeerCounts counts() {
        return counts;
    }
}
