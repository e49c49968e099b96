package dev.gatehouse.simulators.dispatch;

import dev.gatehouse.drivers.trbo.TrboPort;
import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.trbo.ArsMessage;
import dev.gatehouse.protocols.trbo.LrrpDocument;
import dev.gatehouse.protocols.trbo.LrrpElement;
import dev.gatehouse.protocols.trbo.TmsMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/// A fleet of Motorola radios, each with an address of its own: registers, writes, tells where it
/// is, and answers queries, texts and triggers. Registrations and texts are sent again until
/// answered.
///
/// A call for help of a Motorola radio goes over the air alone, as a control block: none of its IP
/// services has a word for it. Here its user writes it as a text, and a modem's simulator has the
/// block.
final class TrboFleet implements RadioPeer {

    private static final long RETRY_MS = 4_000;
    private static final int ATTEMPTS = 4;
    private static final long REPLY_MS = 1_500;
    private static final double M_PER_S_PER_KNOT = 0.514444;

    private record Later(long atMs, long order, Runnable act) {}

    /// A message that waits for its answer.
    private record Waiting(int radio, TrboPort port, int sequence) {}

    private final List<RadioStep> steps;
    private final int firstId;
    private final Instant start;
    private final PeerOut out;
    private final PeerCounts counts = new PeerCounts();
    private final PriorityQueue<Later> later =
            new PriorityQueue<>(
                    Comparator.comparingLong(Later::atMs).thenComparingLong(Later::order));
    private final Set<Waiting> waiting = new HashSet<>();
    private final Map<Integer, Integer> sequences = new HashMap<>();
    private final Map<Integer, Set<Integer>> received = new HashMap<>();
    private int done;
    private long order;
    private long nowMs;

    /// @param firstId of the first radio; the others follow
    /// @param start wall time of the scenario's beginning, for the radios' own clocks
    TrboFleet(List<RadioStep> steps, int firstId, Instant start, PeerOut out) {
        this.steps = List.copyOf(steps);
        this.firstId = firstId;
        this.start = start;
        this.out = out;
    }

    private void after(long ms, Runnable act) {
        later.add(new Later(nowMs + ms, order++, act));
    }

    private void send(TrboPort port, int id, byte[] octets) {
        out.send(port.socket(), id, octets);
    }

    private void untilAnswered(Waiting message, byte[] octets, int attempt) {
        if (attempt == 1) {
            waiting.add(message);
        } else if (!waiting.contains(message)) {
            return;
        }
        if (attempt > ATTEMPTS) {
            waiting.remove(message);
            counts.givenUp.increment();
            return;
        }
        send(message.port, message.radio, octets);
        after(RETRY_MS, () -> untilAnswered(message, octets, attempt + 1));
    }

    @Override
    public void receive(int socket, int id, byte[] octets, long now) {
        nowMs = now;
        switch (TrboPort.ALL.get(socket)) {
            case REGISTRATION -> {
                if (ArsMessage.decode(octets)
                        instanceof Decoded.Message<ArsMessage>(ArsMessage message)) {
                    registration(id, message);
                }
            }
            case TEXT -> {
                if (TmsMessage.decode(octets)
                        instanceof Decoded.Message<TmsMessage>(TmsMessage message)) {
                    text(id, message);
                }
            }
            case LOCATION -> {
                if (LrrpDocument.decode(octets)
                        instanceof Decoded.Message<LrrpDocument>(LrrpDocument document)) {
                    location(id, document);
                }
            }
        }
    }

    private void registration(int id, ArsMessage message) {
        switch (message) {
            case ArsMessage.Response response -> {
                if (waiting.remove(new Waiting(id, TrboPort.REGISTRATION, 0))) {
                    (response.failed() ? counts.registrationsRefused : counts.registrationsGranted)
                            .increment();
                }
            }
            case ArsMessage.Query _ -> {
                counts.checksAnswered.increment();
                send(TrboPort.REGISTRATION, id, ArsMessage.Response.here().encode());
            }
            case ArsMessage.Registration _, ArsMessage.Deregistration _, ArsMessage.Other _ -> {
                // not for a radio
            }
        }
    }

    private void text(int id, TmsMessage message) {
        switch (message) {
            case TmsMessage.Text text -> {
                if (text.acknowledge()) {
                    send(TrboPort.TEXT, id, text.acknowledgement().encode());
                }
                int sequence = text.sequence().orElse(0);
                Set<Integer> met = received.computeIfAbsent(id, _ -> new HashSet<>());
                if (met.size() > TmsMessage.MAX_SEQUENCE / 2) {
                    met.clear(); // the numbers come round
                }
                if (met.add(sequence)) {
                    counts.textsReceived.increment();
                    after(REPLY_MS, () -> say(id, "OK " + HyteraRepeater.firstWords(text.text())));
                }
            }
            case TmsMessage.Ack ack -> {
                if (waiting.remove(new Waiting(id, TrboPort.TEXT, 1 + ack.sequence().orElse(-1)))) {
                    counts.textsConfirmed.increment();
                }
            }
            case TmsMessage.Availability availability -> {
                if (availability.acknowledge()) {
                    send(TrboPort.TEXT, id, TmsMessage.Ack.ofAvailability().encode());
                }
            }
        }
    }

    private void location(int id, LrrpDocument document) {
        LrrpElement.RequestId request = new LrrpElement.RequestId(document.requestId());
        switch (document.kind()) {
            case IMMEDIATE_REQUEST ->
                    send(
                            TrboPort.LOCATION,
                            id,
                            LrrpDocument.of(
                                            LrrpDocument.Kind.IMMEDIATE_REPORT,
                                            request,
                                            LrrpElement.Time.of(start.plusMillis(nowMs)),
                                            LrrpElement.Place.circle(50.1, 14.5, 12))
                                    .encode());
            case TRIGGERED_START ->
                    send(
                            TrboPort.LOCATION,
                            id,
                            done(LrrpDocument.Kind.TRIGGERED_START_ANSWER, request));
            case TRIGGERED_STOP ->
                    send(
                            TrboPort.LOCATION,
                            id,
                            done(LrrpDocument.Kind.TRIGGERED_STOP_ANSWER, request));
            case VERSION_REQUEST ->
                    send(
                            TrboPort.LOCATION,
                            id,
                            LrrpDocument.of(
                                            LrrpDocument.Kind.VERSION_REPORT,
                                            new LrrpElement.Version(1))
                                    .encode());
            case IMMEDIATE_REPORT,
                    TRIGGERED_START_ANSWER,
                    TRIGGERED_REPORT,
                    TRIGGERED_STOP_ANSWER,
                    UNSOLICITED_REPORT,
                    VERSION_REPORT -> {
                // not for a radio
            }
        }
    }

    private static byte[] done(LrrpDocument.Kind kind, LrrpElement.RequestId request) {
        return LrrpDocument.of(kind, request, new LrrpElement.Mark(LrrpElement.Mark.SUCCESS))
                .encode();
    }

    private void say(int id, String text) {
        counts.textsSent.increment();
        int sequence =
                sequences.merge(id, 1, (last, one) -> (last + one) & TmsMessage.MAX_SEQUENCE);
        untilAnswered(
                new Waiting(id, TrboPort.TEXT, 1 + sequence),
                TmsMessage.Text.of(true, sequence, text).encode(),
                1);
    }

    private void act(RadioStep step) {
        int id = firstId + step.radio();
        switch (step.act()) {
            case RadioStep.Register _ -> {
                counts.registrationsSent.increment();
                untilAnswered(
                        new Waiting(id, TrboPort.REGISTRATION, 0),
                        ArsMessage.Registration.of(
                                        ArsMessage.Registration.FIRST, Integer.toString(id))
                                .encode(),
                        1);
            }
            case RadioStep.Leave _ ->
                    send(TrboPort.REGISTRATION, id, ArsMessage.Deregistration.ofRadio().encode());
            case RadioStep.Say(String text) -> say(id, text);
            case RadioStep.Locate place -> {
                counts.placesSent.increment();
                send(
                        TrboPort.LOCATION,
                        id,
                        LrrpDocument.of(
                                        LrrpDocument.Kind.UNSOLICITED_REPORT,
                                        new LrrpElement.RequestId(Octets.ofHex("2F")),
                                        LrrpElement.Time.of(start.plusMillis(nowMs)),
                                        LrrpElement.Place.circle(
                                                place.latitude(), place.longitude(), 8),
                                        LrrpElement.Speed.horizontal(
                                                place.knots() * M_PER_S_PER_KNOT),
                                        new LrrpElement.Direction(place.directionDeg() / 2))
                                .encode());
            }
            case RadioStep.CallForHelp _ -> {
                counts.emergenciesSent.increment();
                say(id, "HELP");
            }
            case RadioStep.Talk _ ->
                    // voice goes over the air alone
                    counts.callsMade.increment();
        }
    }

    @Override
    public void tick(long now) {
        nowMs = now;
        while (done < steps.size() && steps.get(done).atMs() <= now) {
            act(steps.get(done++));
        }
        List<Runnable> due = new ArrayList<>();
        while (!later.isEmpty() && later.element().atMs <= now) {
            due.add(later.remove().act);
        }
        due.forEach(Runnable::run);
    }

    @Override
    public boolean finished() {
        return done == steps.size() && waiting.isEmpty();
    }

    @Override
    public PeerCounts counts() {
        return counts;
    }
}
