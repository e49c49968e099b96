package dev.gatehouse.protocols.trbo;

import static dev.gatehouse.protocols.trbo.TrboSamples.message;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.trbo.LrrpElement.Metres;
import dev.gatehouse.protocols.trbo.LrrpElement.Place;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Random messages of every kind: what is written is read back, also with junk behind it.
final class TrboRandomTest {

    private static final int ROUNDS = 20_000;

    private final SplittableRandom random = new SplittableRandom(TrboSamples.seed());

    private Octets octets(int most) {
        byte[] bytes = new byte[random.nextInt(most + 1)];
        random.nextBytes(bytes);
        return Octets.of(bytes);
    }

    private <T> T one(T[] values) {
        return values[random.nextInt(values.length)];
    }

    private int u8() {
        return random.nextInt(256);
    }

    private byte[] withJunk(byte[] bytes) {
        byte[] more = java.util.Arrays.copyOf(bytes, bytes.length + random.nextInt(8));
        for (int at = bytes.length; at < more.length; at++) {
            more[at] = (byte) u8();
        }
        return more;
    }

    private ArsMessage.Flags flags() {
        return new ArsMessage.Flags(
                random.nextBoolean(), random.nextBoolean(), random.nextBoolean());
    }

    private ArsMessage ars() {
        boolean user = random.nextBoolean();
        return switch (random.nextInt(4)) {
            case 0 ->
                    new ArsMessage.Registration(
                            user,
                            flags(),
                            random.nextInt(4),
                            random.nextInt(32),
                            random.nextBoolean()
                                    ? Optional.empty()
                                    : Optional.of(
                                            new ArsMessage.Names(
                                                    octets(20), octets(255), octets(20))));
            case 1 -> new ArsMessage.Deregistration(user, flags(), user ? octets(20) : Octets.NONE);
            case 2 -> new ArsMessage.Query(flags());
            default ->
                    new ArsMessage.Response(
                            user,
                            flags(),
                            random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(u8()),
                            random.nextBoolean());
        };
    }

    @Test
    void arsGoesRound() {
        for (int i = 0; i < ROUNDS; i++) {
            ArsMessage sent = ars();
            assertEquals(sent, message(ArsMessage.decode(withJunk(sent.encode()))));
        }
    }

    private TmsMessage tms() {
        int sequence = random.nextInt(128);
        boolean bare = random.nextInt(4) == 0;
        OptionalInt encoding =
                sequence < 32 && random.nextBoolean()
                        ? OptionalInt.empty()
                        : OptionalInt.of(random.nextInt(32));
        OptionalInt number = bare ? OptionalInt.empty() : OptionalInt.of(sequence);
        OptionalInt code = bare ? OptionalInt.empty() : encoding;
        return switch (random.nextInt(3)) {
            case 0 ->
                    new TmsMessage.Text(
                            random.nextBoolean(),
                            random.nextBoolean(),
                            octets(10),
                            number,
                            code,
                            octets(400));
            case 1 -> new TmsMessage.Availability(random.nextBoolean(), octets(5), u8());
            default -> new TmsMessage.Ack(random.nextBoolean(), octets(5), number, code);
        };
    }

    @Test
    void tmsGoesRound() {
        for (int i = 0; i < ROUNDS; i++) {
            TmsMessage sent = tms();
            assertEquals(sent, message(TmsMessage.decode(withJunk(sent.encode()))));
        }
    }

    @Test
    void textsGoRound() {
        for (int i = 0; i < ROUNDS; i++) {
            StringBuilder text = new StringBuilder();
            for (int left = random.nextInt(140); left > 0; left--) {
                int point = random.nextInt(0x20, 0x3000);
                text.appendCodePoint(random.nextInt(50) == 0 ? 0x1F600 : point);
            }
            TmsMessage.Text sent = TmsMessage.Text.of(true, random.nextInt(128), text.toString());
            TmsMessage.Text read = (TmsMessage.Text) message(TmsMessage.decode(sent.encode()));
            assertEquals(text.toString(), read.text());
            assertEquals("", read.subject());
            assertEquals(
                    4 + text.toString().getBytes(StandardCharsets.UTF_16LE).length,
                    read.content().length());
        }
    }

    private LrrpDecimal decimal(boolean signed) {
        int octets = 1 + random.nextInt(4);
        return new LrrpDecimal(
                signed && random.nextBoolean(),
                random.nextLong(1L << random.nextInt(1, 35)),
                random.nextLong(1L << (7 * octets)),
                octets);
    }

    private LrrpElement place() {
        Place.Form form = one(Place.Form.values());
        boolean circle =
                form == Place.Form.CIRCLE_2D
                        || form == Place.Form.CIRCLE_3D
                        || form == Place.Form.CIRCLE_3D_ACCURATE;
        boolean high = form != Place.Form.CIRCLE_2D && form != Place.Form.POINT_2D;
        boolean accurate =
                form == Place.Form.CIRCLE_3D_ACCURATE || form == Place.Form.POINT_3D_ACCURATE;
        return new Place(
                form,
                random.nextInt(),
                random.nextInt(),
                circle ? Optional.of(new Metres(decimal(false))) : Optional.empty(),
                high ? Optional.of(new Metres(decimal(true))) : Optional.empty(),
                accurate ? Optional.of(new Metres(decimal(false))) : Optional.empty());
    }

    private LrrpElement reported() {
        return switch (random.nextInt(9)) {
            case 0 -> new LrrpElement.RequestId(octets(8));
            case 1 -> new LrrpElement.ShortRequestId(u8());
            case 2 ->
                    LrrpElement.Time.of(
                            Instant.ofEpochSecond(random.nextLong(0, 100_000_000_000L)));
            case 3 -> new LrrpElement.Result(random.nextLong(1L << 35));
            case 4 -> new LrrpElement.OperationError(random.nextInt(1000), octets(12));
            case 5 -> new LrrpElement.Direction(u8());
            case 6 -> new LrrpElement.Speed(false, decimal(false));
            case 7 -> new LrrpElement.Speed(true, decimal(true));
            default -> place();
        };
    }

    private LrrpElement asked() {
        return switch (random.nextInt(4)) {
            case 0 -> new LrrpElement.RequestId(octets(8));
            case 1 -> new LrrpElement.TableRequestId(random.nextLong(1L << 35));
            case 2 -> new LrrpElement.Interval(random.nextLong(1L << 35));
            default -> new LrrpElement.Mark(LrrpElement.Mark.WANT_SPEED);
        };
    }

    @Test
    void lrrpGoesRound() {
        LrrpDocument.Kind[] kinds = LrrpDocument.Kind.values();
        for (int i = 0; i < ROUNDS; i++) {
            LrrpDocument.Kind kind = one(kinds);
            List<LrrpElement> elements = new ArrayList<>();
            for (int left = random.nextInt(12); left > 0; left--) {
                elements.add(kind.request() ? asked() : reported());
            }
            boolean version =
                    kind == LrrpDocument.Kind.VERSION_REPORT
                            || kind == LrrpDocument.Kind.VERSION_REQUEST;
            Optional<Octets> table =
                    version || random.nextBoolean() ? Optional.empty() : Optional.of(octets(20));
            LrrpDocument sent = new LrrpDocument(kind, table, elements, Octets.NONE);
            assertEquals(sent, message(LrrpDocument.decode(withJunk(sent.encode()))));
        }
    }

    @Test
    void placesAndNumbersGoRound() {
        for (int i = 0; i < ROUNDS; i++) {
            double latitude = random.nextDouble(-90, 90);
            double longitude = random.nextDouble(-180, 180);
            Place place = Place.circle(latitude, longitude, random.nextDouble(0, 5_000));
            assertEquals(latitude, place.latitude(), 1e-7);
            assertEquals(longitude, place.longitude(), 1e-7);
            double number = random.nextDouble(-10_000, 10_000);
            assertEquals(number, LrrpDecimal.of(number).value(), 1e-4);
        }
        assertTrue(Place.point(90, 180).longitude() == -180, "both are the same meridian");
    }
}
