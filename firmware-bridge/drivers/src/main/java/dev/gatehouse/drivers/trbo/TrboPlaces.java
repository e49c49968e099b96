package dev.gatehouse.drivers.trbo;

import dev.gatehouse.drivers.dispatch.DispatchCounter;
import dev.gatehouse.drivers.dispatch.DispatchCounters;
import dev.gatehouse.drivers.trbo.TrboMachine.Radio;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.observation.RadioLocation;
import dev.gatehouse.protocols.observation.Received;
import dev.gatehouse.protocols.trbo.LrrpDocument;
import dev.gatehouse.protocols.trbo.LrrpElement.Direction;
import dev.gatehouse.protocols.trbo.LrrpElement.Metres;
import dev.gatehouse.protocols.trbo.LrrpElement.OperationError;
import dev.gatehouse.protocols.trbo.LrrpElement.Place;
import dev.gatehouse.protocols.trbo.LrrpElement.Result;
import dev.gatehouse.protocols.trbo.LrrpElement.Speed;
import dev.gatehouse.protocols.trbo.LrrpElement.Time;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/// Where radios are (sheet, section 4): every radio that registers is asked to report at intervals,
/// again when it is silent for three of them, and told to stop at the end. Owned by the system's
/// thread.
final class TrboPlaces {

    private static final int REQUEST_ID_BYTES = 4;
    private static final int SILENT_INTERVALS = 3;
    private static final long SCAN_NANOS = TimeUnit.SECONDS.toNanos(1);

    /// Clocks before this are wrong by a roll-over of the GPS week.
    private static final Instant FIRST_BELIEVED = Instant.parse("2015-01-01T00:00:00Z");

    private static final double CM_PER_M = 100;
    private static final double MOST_CM = 1_000_000;
    private static final double MOST_ERROR_M = 10_000_000;

    private static final class Trigger {
        private final Octets requestId;
        private long heardNanos;

        Trigger(Octets requestId, long heardNanos) {
            this.requestId = requestId;
            this.heardNanos = heardNanos;
        }
    }

    private final TrboSettings settings;
    private final DispatchCounters counters;
    private final TrboMachine machine;
    private final RandomGenerator random;
    private final Map<Integer, Trigger> triggers = new LinkedHashMap<>();
    private long scannedNanos;

    TrboPlaces(
            TrboSettings settings,
            DispatchCounters counters,
            TrboMachine machine,
            RandomGenerator random) {
        this.settings = settings;
        this.counters = counters;
        this.machine = machine;
        this.random = random;
    }

    /// A radio came: one trigger a radio. Bounded by those present.
    void registered(int radioId, Received now) {
        if (settings.locationIntervalSeconds() == 0 || triggers.containsKey(radioId)) {
            return;
        }
        byte[] id = new byte[REQUEST_ID_BYTES];
        random.nextBytes(id);
        Trigger trigger = new Trigger(Octets.of(id), now.nanos());
        triggers.put(radioId, trigger);
        ask(radioId, trigger);
    }

    private void ask(int radioId, Trigger trigger) {
        machine.send(
                TrboPort.LOCATION,
                false,
                radioId,
                LrrpDocument.start(trigger.requestId, settings.locationIntervalSeconds()).encode());
    }

    void forget(int radioId) {
        triggers.remove(radioId);
    }

    void document(Radio radio, LrrpDocument document, Received now) {
        if (!document.unread().isEmpty()) {
            counters.add(DispatchCounter.UNREAD_ELEMENTS);
        }
        Trigger trigger = triggers.get(radio.id());
        if (trigger != null) {
            trigger.heardNanos = now.nanos();
        }
        switch (document.kind()) {
            case IMMEDIATE_REPORT, TRIGGERED_REPORT, UNSOLICITED_REPORT ->
                    report(radio, document, now);
            case TRIGGERED_START_ANSWER, TRIGGERED_STOP_ANSWER, VERSION_REPORT -> {
                if (failed(document)) {
                    counters.add(DispatchCounter.LOCATIONS_WITHOUT_FIX);
                }
            }
            case IMMEDIATE_REQUEST, TRIGGERED_START, TRIGGERED_STOP, VERSION_REQUEST ->
                    // a server's to send, not a radio's
                    counters.add(DispatchCounter.UNKNOWN_MESSAGES);
        }
    }

    private static boolean failed(LrrpDocument document) {
        return document.first(OperationError.class).isPresent()
                || document.first(Result.class).filter(one -> one.code() != Result.OK).isPresent();
    }

    private void report(Radio radio, LrrpDocument document, Received now) {
        Optional<Place> place = document.first(Place.class).filter(Place::known);
        if (place.isEmpty() || failed(document)) {
            counters.add(DispatchCounter.LOCATIONS_WITHOUT_FIX);
            return;
        }
        counters.add(DispatchCounter.LOCATIONS);
        OptionalInt heading =
                document.first(Direction.class)
                        .flatMap(direction ->
                                direction.degrees().isPresent()
                                        ? Optional.of((int) direction.degrees().getAsDouble())
                                        : Optional.empty())
                        .map(OptionalInt::of)
                        .orElse(OptionalInt.empty());
        RadioLocation location =
                new RadioLocation(
                        (int) Math.round(place.get().latitude() * 1e7),
                        (int) Math.round(place.get().longitude() * 1e7),
                        speed(document),
                        heading,
                        place.get()
                                .radius()
                                .map(Metres::value)
                                .map(TrboPlaces::errorMetres)
                                .orElse(OptionalInt.empty()),
                        document.first(Time.class)
                                .flatMap(Time::instant)
                                .filter(at -> !at.isBefore(FIRST_BELIEVED)),
                        true);
        machine.report(
                radio.id(), OptionalInt.empty(), false, location, now, UnaryOperator.identity());
    }

    private static OptionalInt errorMetres(double metres) {
        return OptionalInt.of((int) Math.ceil(Math.min(metres, MOST_ERROR_M)));
    }

    private static OptionalInt speed(LrrpDocument document) {
        for (var element : document.elements()) {
            if (element instanceof Speed speed && !speed.vertical()) {
                double cm = Math.min(speed.metresPerSecond() * CM_PER_M, MOST_CM);
                return OptionalInt.of((int) Math.round(cm));
            }
        }
        return OptionalInt.empty();
    }

    void duty(Received now) {
        if (now.nanos() - scannedNanos < SCAN_NANOS) {
            return;
        }
        scannedNanos = now.nanos();
        long silentNanos =
                TimeUnit.SECONDS.toNanos(
                        (long) SILENT_INTERVALS * settings.locationIntervalSeconds());
        triggers.forEach((radioId, trigger) -> {
            if (now.nanos() - trigger.heardNanos >= silentNanos) {
                trigger.heardNanos = now.nanos();
                ask(radioId, trigger);
            }
        });
    }

    void stop() {
        triggers.forEach((radioId, trigger) ->
                machine.send(
                        TrboPort.LOCATION,
                        false,
                        radioId,
                        LrrpDocument.stop(trigger.requestId).encode()));
        triggers.clear();
    }
}
