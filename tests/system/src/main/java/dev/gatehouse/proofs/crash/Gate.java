package dev.gatehouse.proofs.crash;

import dev.gatehouse.booth.daemon.BoothCore;
import dev.gatehouse.booth.daemon.BoothMessage;
import dev.gatehouse.booth.daemon.BoothTime;
import dev.gatehouse.bus.BusAck;
import dev.gatehouse.core.decision.Officer;
import dev.gatehouse.drivers.Acknowledgement;
import dev.gatehouse.proto.v1.Alert;
import dev.gatehouse.proto.v1.CommandReply;
import dev.gatehouse.protocols.observation.CaptureTime;
import dev.gatehouse.protocols.observation.Observation;
import dev.gatehouse.protocols.observation.PlateRead;
import dev.gatehouse.protocols.observation.PresenceChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Everything around one simulated booth: two readers, a loop that cannot send again, a beam that
/// can, and officers. Keeps what was not acknowledged and sends it again, as devices do.
final class Gate implements LocalBus.Officers {
    /// Acknowledgements that get lost on their way: the device sends again what is on disk already.
    private static final double ACK_LOST = 0.05;

    /// Share of steps in which a device sends again what is still being worked on.
    private static final double IMPATIENT = 0.05;

    private static final int REMEMBERED_MAX = 64;

    private final RandomGenerator random;
    private final MadeUpPlates plates;
    private final Mains mains;
    private final SimulatedClock clock;
    private final OfficerWork officers;
    private final Claims claims = new Claims();
    private final Map<Event.Key, Event> kept = new LinkedHashMap<>();
    private final Set<Event.Key> offered = new HashSet<>();
    private final List<Event> answered = new ArrayList<>();
    private final Map<Event.Key, Long> atRiskSince = new LinkedHashMap<>();
    private final Map<Event.Key, Long> lostAfterNanos = new LinkedHashMap<>();
    private long events;
    private long sentAgain;
    private long notResendable;
    private long refused;
    private boolean loopOn;
    private boolean beamOn;

    Gate(RandomGenerator random, MadeUpPlates plates, Mains mains, SimulatedClock clock) {
        this.random = random;
        this.plates = plates;
        this.mains = mains;
        this.clock = clock;
        this.officers = new OfficerWork(random, plates);
    }

    Claims claims() {
        return claims;
    }

    long events() {
        return events;
    }

    long sentAgain() {
        return sentAgain;
    }

    long refused() {
        return refused;
    }

    long notResendable() {
        return notResendable;
    }

    /// Events of the loop without acknowledgement, by how long the booth had had them when the
    /// power went, nanoseconds.
    Map<Event.Key, Long> atRisk() {
        return lostAfterNanos;
    }

    /// Everything that can be sent again was acknowledged.
    boolean idle() {
        return kept.isEmpty();
    }

    /// The booth died.
    ///
    /// @param diskFailed a sync had failed before: then the booth holds its commits back, and no
    ///   window is promised
    void powerLost(boolean diskFailed) {
        offered.clear();
        atRiskSince.forEach(
                (key, since) -> lostAfterNanos.put(key, diskFailed ? 0 : clock.nanos() - since));
        atRiskSince.clear();
    }

    /// One thing happens.
    void act(BoothCore booth, BoothTime time) {
        int draw = random.nextInt(100);
        String lane = random.nextBoolean() ? "1" : "2";
        if (draw < 45) {
            offer(keep(read(lane)), booth, time);
        } else if (draw < 58) {
            loopOn = !loopOn;
            offer(edge("loop-1", "1", false, loopOn), booth, time);
        } else if (draw < 65) {
            beamOn = !beamOn;
            offer(keep(edge("beam-2", "2", true, beamOn)), booth, time);
        } else if (draw < 70) {
            offer(keep(officers.manualEntry(lane)), booth, time);
        } else if (draw < 85) {
            officers.nextStep().ifPresent(step -> offer(keep(step), booth, time));
        } else if (draw < 90 && !answered.isEmpty()) {
            sentAgain++;
            offer(answered.get(random.nextInt(answered.size())), booth, time);
        }
        sendAgain(booth, time, IMPATIENT);
    }

    /// Sends what is not acknowledged: at once after a restart, and now and then for impatience.
    void sendAgain(BoothCore booth, BoothTime time, double impatience) {
        for (Event event : List.copyOf(kept.values())) {
            boolean impatient = random.nextDouble() < impatience / (1 + kept.size());
            if (!offered.contains(event.key()) || impatient) {
                sentAgain++;
                offer(event, booth, time);
            }
        }
    }

    private Event keep(Event event) {
        kept.put(event.key(), event);
        return event;
    }

    private Event read(String lane) {
        Event.Key key = new Event.Key("lpr-" + lane, "e-" + ++events);
        String plate = plates.next();
        return new Event.Seen(
                key,
                lane,
                true,
                clock.instant(),
                new PlateRead(
                        plate,
                        plate,
                        List.of(),
                        OptionalDouble.of(0.9),
                        MadeUpPlates.JURISDICTION,
                        PlateRead.State.FINAL,
                        PlateRead.Direction.UNKNOWN,
                        "",
                        "proof",
                        false,
                        false,
                        List.of(),
                        "REKOR"));
    }

    private Event edge(String device, String lane, boolean resendable, boolean present) {
        events++;
        return new Event.Seen(
                new Event.Key(device, "l-" + events),
                lane,
                resendable,
                clock.instant(),
                new PresenceChange(present, events, clock.nanos()));
    }

    private void offer(Event event, BoothCore booth, BoothTime time) {
        boolean taken =
                switch (event) {
                    case Event.Seen seen -> booth.offer(observed(seen, time));
                    case Event.Commanded commanded -> booth.offer(command(commanded));
                };
        if (taken) {
            offered.add(event.key());
        }
        if (taken && event instanceof Event.Seen seen && !seen.resendable()) {
            notResendable++;
            atRiskSince.put(event.key(), clock.nanos());
        }
    }

    private BoothMessage observed(Event.Seen seen, BoothTime time) {
        Instant at = seen.at();
        return new BoothMessage.Observed(
                List.of(
                        new Observation(
                                seen.key().device(),
                                seen.lane(),
                                seen.key().id(),
                                new CaptureTime(at, CaptureTime.Quality.SOURCE_UTC),
                                time.received(),
                                false,
                                seen.resendable(),
                                seen.body())),
                new Answer(seen));
    }

    private BoothMessage command(Event.Commanded commanded) {
        String badge = commanded.command().getBadge();
        return new BoothMessage.Commanded(
                commanded.command(),
                new Officer("officer-" + badge, badge, Set.of(commanded.command().getRole())),
                new Puback(commanded.key()));
    }

    private void answered(Event event) {
        kept.remove(event.key());
        if (answered.size() < REMEMBERED_MAX) {
            answered.add(event);
        } else {
            answered.set(random.nextInt(REMEMBERED_MAX), event);
        }
    }

    private void requirePower() {
        if (!mains.isOn()) {
            throw new IllegalStateException("the booth acts without power");
        }
    }

    @Override
    public void alerted(Alert alert) {
        officers.alerted(alert);
    }

    @Override
    public void replied(String badge, CommandReply reply) {
        Event.Key key = Event.Key.ofOfficer(badge, reply.getCommandId());
        Event event = kept.get(key);
        if (officers.replied(key, reply)) {
            boolean keyed =
                    event instanceof Event.Commanded commanded
                            && !commanded.command().getPlate().isEmpty();
            if (keyed) {
                claims.observed(key);
            } else if (event != null) {
                claims.moved(key);
            }
        }
        if (event != null && random.nextDouble() >= ACK_LOST) {
            answered(event);
        } else {
            offered.remove(key);
        }
    }

    /// The booth's answer to a device.
    private final class Answer implements Acknowledgement {
        private final Event.Seen event;

        Answer(Event.Seen event) {
            this.event = event;
        }

        @Override
        public void durable() {
            requirePower();
            claims.observed(event.key());
            atRiskSince.remove(event.key());
            if (!event.resendable()) {
                return;
            }
            if (random.nextDouble() < ACK_LOST) {
                offered.remove(event.key());
            } else {
                answered(event);
            }
        }

        @Override
        public void refused(Refusal reason) {
            refused++;
            offered.remove(event.key());
            atRiskSince.remove(event.key());
        }

        @Override
        public boolean resendable() {
            return event.resendable();
        }
    }

    /// The bus's answer to an officer's terminal.
    private final class Puback implements BusAck {
        private final Event.Key key;

        Puback(Event.Key key) {
            this.key = key;
        }

        @Override
        public void accept() {
            requirePower();
        }

        @Override
        public void refuse() {
            refused++;
            offered.remove(key);
        }

        @Override
        public void discard() {
            throw new IllegalStateException("a command of ours was not understood");
        }

        @Override
        public boolean resendable() {
            return true;
        }
    }
}
