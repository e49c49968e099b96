package dev.gatehouse.drivers.air;

import dev.gatehouse.protocols.dmr.link.GpsInfo;
import dev.gatehouse.protocols.dmr.link.Position;
import dev.gatehouse.protocols.observation.RadioLocation;
import dev.gatehouse.protocols.trbo.LrrpDocument;
import dev.gatehouse.protocols.trbo.LrrpElement.Direction;
import dev.gatehouse.protocols.trbo.LrrpElement.Metres;
import dev.gatehouse.protocols.trbo.LrrpElement.OperationError;
import dev.gatehouse.protocols.trbo.LrrpElement.Place;
import dev.gatehouse.protocols.trbo.LrrpElement.Result;
import dev.gatehouse.protocols.trbo.LrrpElement.Speed;
import dev.gatehouse.protocols.trbo.LrrpElement.Time;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// Places in all the forms in which a radio tells them.
final class Places {

    /// A fix from before is a clock that was never set.
    private static final Instant FIRST_BELIEVED = Instant.parse("2020-01-01T00:00:00Z");

    private static final double E7 = 1e7;
    private static final double CM_PER_M = 100;
    private static final double MOST_CM_S = 1_000_000;
    private static final double MOST_ERROR_M = 10_000_000;
    private static final int CIRCLE_DEG = 360;

    private Places() {}

    /// Within a call; empty without a fix.
    static Optional<RadioLocation> of(GpsInfo gps, boolean verified) {
        return gps.position().map(position -> of(position, gps.errorMetres(), verified));
    }

    /// In a packet whose sum held.
    static RadioLocation of(Position position) {
        return of(position, OptionalInt.empty(), true);
    }

    private static RadioLocation of(Position position, OptionalInt errorM, boolean verified) {
        return new RadioLocation(
                (int) Math.round(position.latitude() * E7),
                (int) Math.round(position.longitude() * E7),
                OptionalInt.empty(),
                OptionalInt.empty(),
                errorM,
                Optional.empty(),
                verified);
    }

    /// A report of Motorola's location service; empty where it is none, or without a fix.
    static Optional<RadioLocation> of(LrrpDocument document) {
        boolean report =
                switch (document.kind()) {
                    case IMMEDIATE_REPORT, TRIGGERED_REPORT, UNSOLICITED_REPORT -> true;
                    case IMMEDIATE_REQUEST,
                            TRIGGERED_START,
                            TRIGGERED_START_ANSWER,
                            TRIGGERED_STOP,
                            TRIGGERED_STOP_ANSWER,
                            VERSION_REQUEST,
                            VERSION_REPORT ->
                            false;
                };
        boolean failed =
                document.first(OperationError.class).isPresent()
                        || document.first(Result.class)
                                .filter(result -> result.code() != Result.OK)
                                .isPresent();
        Optional<Place> place = document.first(Place.class).filter(Place::known);
        if (!report || failed || place.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new RadioLocation(
                        (int) Math.round(place.get().latitude() * E7),
                        (int) Math.round(place.get().longitude() * E7),
                        speed(document),
                        heading(document),
                        error(place.get()),
                        document.first(Time.class)
                                .flatMap(Time::instant)
                                .filter(at -> !at.isBefore(FIRST_BELIEVED)),
                        true));
    }

    private static OptionalInt error(Place place) {
        Optional<Double> radius = place.radius().map(Metres::value);
        return radius.isPresent()
                ? OptionalInt.of((int) Math.ceil(Math.clamp(radius.get(), 0, MOST_ERROR_M)))
                : OptionalInt.empty();
    }

    private static OptionalInt speed(LrrpDocument document) {
        for (var element : document.elements()) {
            if (element instanceof Speed speed && !speed.vertical()) {
                double cmS = Math.clamp(speed.metresPerSecond() * CM_PER_M, 0, MOST_CM_S);
                return OptionalInt.of((int) Math.round(cmS));
            }
        }
        return OptionalInt.empty();
    }

    private static OptionalInt heading(LrrpDocument document) {
        OptionalDouble degrees =
                document.first(Direction.class)
                        .map(Direction::degrees)
                        .orElse(OptionalDouble.empty());
        return degrees.isPresent()
                ? OptionalInt.of((int) degrees.getAsDouble() % CIRCLE_DEG)
                : OptionalInt.empty();
    }
}
