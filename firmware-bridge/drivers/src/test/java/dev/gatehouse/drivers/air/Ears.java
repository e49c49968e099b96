package dev.gatehouse.drivers.air;

import dev.gatehouse.drivers.Acknowledgement;
import dev.gatehouse.drivers.radio.AirEvent.Burst;
import dev.gatehouse.drivers.radio.AirEvent.Claim;
import dev.gatehouse.drivers.radio.AirEvent.Route;
import dev.gatehouse.drivers.radio.BurstTransmitter;
import dev.gatehouse.drivers.radio.Transmission;
import dev.gatehouse.protocols.dmr.link.SyncPattern;
import dev.gatehouse.protocols.observation.Observation;
import dev.gatehouse.protocols.observation.RadioEvent;
import dev.gatehouse.protocols.observation.RadioReport;
import dev.gatehouse.protocols.observation.RadioSystem;
import dev.gatehouse.protocols.observation.Received;
import dev.gatehouse.protocols.observation.TimeQuality;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/// One station's listener and sender on a made-up clock, with the booth and the air in our hands.
final class Ears {

    static final long BURST_NANOS = 60_000_000L;

    static final Instant START = Instant.parse("2026-11-22T08:00:00Z");

    final AirCounters counters = new AirCounters();
    final List<Observation> told = new ArrayList<>();
    final List<Acknowledgement> acknowledgements = new ArrayList<>();
    final Deque<Transmission> onAir = new ArrayDeque<>();
    final AirListener listener;
    final AirSender sender;
    final Reports reports;
    private final Deque<Consumer<Received>> commands = new ArrayDeque<>();
    boolean booth = true;
    boolean durableAtOnce = true;
    boolean permitted = true;
    long nanos;
    Instant wall = START;

    Ears(int radioId) {
        this(Map.of("radio_id", Integer.toString(radioId)));
    }

    Ears(Map<String, String> settings) {
        AirSettings read = AirSettings.of(settings, SyncPattern.MS_DATA);
        reports =
                new Reports(
                        "radio1",
                        "lane1",
                        (observations, acknowledgement) -> {
                            if (!booth) {
                                return false;
                            }
                            told.addAll(observations);
                            if (durableAtOnce) {
                                acknowledgement.durable();
                            } else {
                                acknowledgements.add(acknowledgement);
                            }
                            return true;
                        },
                        commands::add,
                        counters,
                        now());
        Reporter reporter = new Reporter(RadioSystem.MMDVM, reports, counters);
        Habits habits = new Habits();
        sender =
                new AirSender(
                        read,
                        new BurstTransmitter() {
                            @Override
                            public void transmit(Transmission transmission) {
                                onAir.add(transmission);
                            }

                            @Override
                            public boolean permitted() {
                                return permitted;
                            }
                        },
                        (id, end) -> commands.add(now -> this.sender().ended(id, end, now)),
                        reporter,
                        habits,
                        counters,
                        now());
        listener = new AirListener(reporter, sender, habits, counters, List::of, now());
    }

    private AirSender sender() {
        return sender;
    }

    Received now() {
        return new Received(wall, nanos, TimeQuality.SYNCED);
    }

    /// Lets time pass, and what waits be done.
    void pass(long ms) {
        for (long passed = 0; passed < ms; passed += 60) {
            nanos += BURST_NANOS;
            wall = wall.plusMillis(60);
            duty();
        }
    }

    void duty() {
        run();
        listener.tick(now());
        sender.duty(now());
        reports.offerHeld();
        run();
    }

    void run() {
        for (Consumer<Received> next = commands.poll(); next != null; next = commands.poll()) {
            next.accept(now());
        }
    }

    /// One burst every 60 ms in slot 2.
    void hear(List<byte[]> bursts) {
        bursts.forEach(this::hear);
    }

    void hear(byte[] burst) {
        hear(burst, OptionalInt.of(-80), Optional.empty());
    }

    void hear(byte[] burst, OptionalInt rssi, Optional<Route> route) {
        pass(60);
        take(burst, rssi, route);
    }

    /// One burst at this very moment.
    void take(byte[] burst, OptionalInt rssi, Optional<Route> route) {
        listener.take(
                new Burst(
                        "radio1",
                        2,
                        burst.clone(),
                        new Claim(Claim.Kind.DATA, 0),
                        rssi,
                        OptionalInt.empty(),
                        route,
                        now()));
        run();
    }

    List<RadioReport> reports() {
        return told.stream().map(one -> (RadioReport) one.body()).toList();
    }

    <T extends RadioEvent> List<T> events(Class<T> type) {
        return reports().stream()
                .map(RadioReport::event)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    <T extends RadioEvent> RadioReport reportOf(Class<T> type) {
        return reports().stream()
                .filter(one -> type.isInstance(one.event()))
                .findFirst()
                .orElseThrow();
    }
}
