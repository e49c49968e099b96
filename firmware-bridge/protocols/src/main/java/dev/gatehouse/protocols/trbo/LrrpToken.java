package dev.gatehouse.protocols.trbo;

import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.trbo.LrrpElement.Direction;
import dev.gatehouse.protocols.trbo.LrrpElement.Interval;
import dev.gatehouse.protocols.trbo.LrrpElement.Mark;
import dev.gatehouse.protocols.trbo.LrrpElement.OperationError;
import dev.gatehouse.protocols.trbo.LrrpElement.Place;
import dev.gatehouse.protocols.trbo.LrrpElement.RequestId;
import dev.gatehouse.protocols.trbo.LrrpElement.Result;
import dev.gatehouse.protocols.trbo.LrrpElement.ShortRequestId;
import dev.gatehouse.protocols.trbo.LrrpElement.Single;
import dev.gatehouse.protocols.trbo.LrrpElement.Speed;
import dev.gatehouse.protocols.trbo.LrrpElement.TableRequestId;
import dev.gatehouse.protocols.trbo.LrrpElement.Time;
import dev.gatehouse.protocols.trbo.LrrpElement.TimeText;
import dev.gatehouse.protocols.trbo.LrrpElement.Version;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.LongFunction;

/// What each token means, in requests and in reports (sheet, section 4).
final class LrrpToken {

    /// Triggers whose value the sources do not agree on, among tokens that have none.
    private static final int TRIGGER_FIRST = 0x40;

    private static final int TRIGGER_LAST = 0x4F;
    private static final int GPIO_OR_AGE = 0x42;
    private static final int CONDITION = 0x4A;

    private LrrpToken() {}

    /// Empty when the token is unknown or its value is not all there.
    static Optional<LrrpElement> read(int token, boolean request, ByteBuffer in) {
        return switch (token) {
            case RequestId.TOKEN -> Mbxml.sized(in).map(RequestId::new);
            case ShortRequestId.TOKEN -> octet(in, ShortRequestId::new);
            case TableRequestId.TOKEN -> number(in, TableRequestId::new);
            default -> request ? asked(token, in) : reported(token, in);
        };
    }

    private static Optional<LrrpElement> asked(int token, ByteBuffer in) {
        return switch (token) {
            case Interval.TOKEN -> number(in, Interval::new);
            case Version.TOKEN -> number(in, Version::new);
            case Mark.ONE_SHOT,
                    Mark.PERIODIC,
                    Mark.WANT_ACCURACY,
                    Mark.WANT_ACCURACY_AND_TIME,
                    Mark.WANT_TIME,
                    Mark.WANT_ALTITUDE,
                    Mark.WANT_DIRECTION,
                    Mark.WANT_SPEED,
                    Mark.WANT_VERTICAL_SPEED ->
                    Optional.of(new Mark(token));
            default ->
                    token >= TRIGGER_FIRST
                                    && token <= TRIGGER_LAST
                                    && token != GPIO_OR_AGE
                                    && token != CONDITION
                            ? Optional.of(new Mark(token))
                            : Optional.empty();
        };
    }

    private static Optional<LrrpElement> reported(int token, ByteBuffer in) {
        return switch (token) {
            case Time.TOKEN ->
                    in.remaining() < Time.LENGTH ? Optional.empty() : Optional.of(Time.get(in));
            case TimeText.TOKEN -> Mbxml.sized(in).map(TimeText::new);
            case Version.TOKEN -> number(in, Version::new);
            case Result.TOKEN -> number(in, Result::new);
            case Mark.SUCCESS -> Optional.of(new Mark(token));
            case OperationError.TOKEN -> error(in);
            case Direction.TOKEN -> octet(in, Direction::new);
            case Single.CONFIDENCE, Single.UNEXPLAINED ->
                    octet(in, value -> new Single(token, value));
            case Speed.TOKEN -> speed(in, false);
            case Speed.VERTICAL_TOKEN -> speed(in, true);
            default -> Place.Form.of(token).flatMap(form -> Place.get(form, in));
        };
    }

    private static Optional<LrrpElement> speed(ByteBuffer in, boolean vertical) {
        return LrrpDecimal.get(in, vertical).map(number -> new Speed(vertical, number));
    }

    private static Optional<LrrpElement> error(ByteBuffer in) {
        OptionalLong code = Mbxml.uintvar(in);
        if (code.isEmpty()) {
            return Optional.empty();
        }
        Optional<Octets> text = Mbxml.sized(in);
        return text.map(octets -> new OperationError(code.getAsLong(), octets));
    }

    private static Optional<LrrpElement> number(ByteBuffer in, LongFunction<LrrpElement> element) {
        OptionalLong value = Mbxml.uintvar(in);
        return value.isPresent() ? Optional.of(element.apply(value.getAsLong())) : Optional.empty();
    }

    private static Optional<LrrpElement> octet(
            ByteBuffer in, Function<Integer, LrrpElement> element) {
        return in.hasRemaining()
                ? Optional.of(element.apply(Byte.toUnsignedInt(in.get())))
                : Optional.empty();
    }
}
