package dev.gatehouse.protocols.llrp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Octets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// Random messages of every kind: what is written is read back, and nothing is noted; with octets
/// changed nothing is thrown.
final class LlrpRandomTest {

    private static final int ROUNDS = 20_000;
    private static final List<MessageType> TYPES = List.of(MessageType.values());
    private static final long FIXED = 20_261_122L;

    private final SplittableRandom random = new SplittableRandom(seed());

    private static long seed() {
        long seed = Long.getLong("gatehouse.seed", FIXED);
        System.out.println("seed: -Dgatehouse.seed=" + seed);
        return seed;
    }

    @Test
    void whatIsWrittenIsReadBack() {
        for (int round = 0; round < ROUNDS; round++) {
            LlrpMessage message = message();
            LlrpFrame frame = message.frame(1 + random.nextInt(2), u32());
            DecodeNotes notes = new DecodeNotes();
            assertEquals(
                    Decoded.message(message),
                    LlrpMessage.decode(LlrpWords.frame(frame.encode()), notes));
            assertEquals(0, notes.unknownParameters() + notes.leftoverOctets());
            assertEquals(0, notes.droppedTags());
        }
    }

    @Test
    void nothingIsThrownWhateverWasChanged() {
        for (int round = 0; round < ROUNDS; round++) {
            byte[] octets = message().frame(1, 1).encode();
            for (int change = random.nextInt(4); change >= 0; change--) {
                octets[random.nextInt(octets.length)] = (byte) random.nextInt();
            }
            byte[] cut = Arrays.copyOf(octets, octets.length - random.nextInt(octets.length / 2));
            var _ = LlrpView.of(cut).sound();
            var _ =
                    new LlrpStream()
                            .feed(
                                    octets,
                                    frame -> {
                                        var _ = LlrpMessage.decode(frame, new DecodeNotes());
                                    });
        }
    }

    private int u8() {
        return random.nextInt(1 << 8);
    }

    private int u16() {
        return random.nextInt(1 << 16);
    }

    private long u32() {
        return random.nextLong(1L << 32);
    }

    private boolean flip() {
        return random.nextBoolean();
    }

    private Octets octets(int most) {
        byte[] bytes = new byte[random.nextInt(most + 1)];
        random.nextBytes(bytes);
        return Octets.of(bytes);
    }

    private String text() {
        return "ä€ reader 7".substring(0, random.nextInt(12));
    }

    private <T> List<T> some(int most, Supplier<T> one) {
        List<T> list = new ArrayList<>();
        for (int count = random.nextInt(most + 1); count > 0; count--) {
            list.add(one.get());
        }
        return list;
    }

    private <T> Optional<T> maybe(Supplier<T> one) {
        return flip() ? Optional.of(one.get()) : Optional.empty();
    }

    private LlrpStatus status() {
        return new LlrpStatus(
                u16(), text(), maybe(this::fieldError), maybe(() -> parameterError(0)));
    }

    private LlrpStatus.FieldError fieldError() {
        return new LlrpStatus.FieldError(u16(), u16());
    }

    private LlrpStatus.ParameterError parameterError(int depth) {
        return new LlrpStatus.ParameterError(
                u16(),
                u16(),
                maybe(this::fieldError),
                depth < 4 ? maybe(() -> parameterError(depth + 1)) : Optional.empty());
    }

    private Map<Tv, Long> numbers() {
        Map<Tv, Long> numbers = new EnumMap<>(Tv.class);
        for (Tv type : Tv.values()) {
            if (type.isNumber() && flip()) {
                numbers.put(type, type.wrap(random.nextLong()));
            }
        }
        return numbers;
    }

    private Custom custom() {
        return new Custom(u32(), u32(), octets(9));
    }

    private TagReport tag() {
        int bits = flip() ? Epc.USUAL_BITS : random.nextInt(500);
        byte[] epc = new byte[(bits + 7) / 8];
        random.nextBytes(epc);
        return new TagReport(new Epc(bits, Octets.of(epc)), numbers(), some(2, this::custom));
    }

    private Timestamp timestamp() {
        return new Timestamp(flip(), random.nextLong());
    }

    private ReaderEvent event() {
        return switch (random.nextInt(11)) {
            case 0 -> new ReaderEvent.Hopping(u16(), u16());
            case 1 -> new ReaderEvent.Gpi(u16(), flip());
            case 2 -> new ReaderEvent.RoSpecRun(u8(), u32(), u32());
            case 3 -> new ReaderEvent.BufferLevel(u8());
            case 4 -> new ReaderEvent.BufferOverflow();
            case 5 -> new ReaderEvent.ReaderException(text(), numbers());
            case 6 -> new ReaderEvent.RfSurvey(u8(), u32(), u16());
            case 7 -> new ReaderEvent.AiSpecEnd(u8(), u32(), u16());
            case 8 -> new ReaderEvent.Antenna(flip(), u16());
            case 9 -> new ReaderEvent.ConnectionAttempt(u16());
            default -> new ReaderEvent.ConnectionClose();
        };
    }

    private RoReportSpec reports() {
        return new RoReportSpec(
                u8(), u16(), u16(), flip() ? OptionalInt.of(u8()) : OptionalInt.empty());
    }

    private AntennaConfiguration antenna() {
        return new AntennaConfiguration(
                u16(),
                flip() ? OptionalInt.of(u16()) : OptionalInt.empty(),
                maybe(() -> new AntennaConfiguration.Transmitter(u16(), u16(), u16())),
                some(
                        2,
                        () ->
                                new AntennaConfiguration.InventoryCommand(
                                        flip(),
                                        maybe(() ->
                                                new AntennaConfiguration.RfControl(u16(), u16())),
                                        maybe(() ->
                                                new AntennaConfiguration.Singulation(
                                                        random.nextInt(4), u16(), u32())))));
    }

    private ReaderSetting setting() {
        return switch (random.nextInt(11)) {
            case 0 -> new ReaderSetting.ConfigurationState(u32());
            case 1 -> new ReaderSetting.Identification(u8(), octets(16));
            case 2 -> new ReaderSetting.Gpo(u16(), flip());
            case 3 -> new ReaderSetting.Keepalive(u8(), u32());
            case 4 -> new ReaderSetting.AntennaProperties(flip(), u16(), (short) u16());
            case 5 -> antenna();
            case 6 -> new ReaderSetting.Gpi(u16(), flip(), u8());
            case 7 -> new ReaderSetting.HoldUponReconnect(flip());
            case 8 -> new ReaderSetting.Reports(reports());
            case 9 -> new ReaderSetting.AccessReports(u8());
            default -> {
                Map<Integer, Boolean> told = new HashMap<>();
                some(5, this::u16).forEach(event -> told.put(event, flip()));
                yield new ReaderSetting.Events(told);
            }
        };
    }

    private RoSpec.GpiTrigger gpi() {
        return new RoSpec.GpiTrigger(u16(), flip(), u32());
    }

    private RoSpec roSpec() {
        return new RoSpec(
                u32(),
                u8(),
                u8(),
                new RoSpec.StartTrigger(
                        u8(),
                        maybe(() -> new RoSpec.Periodic(u32(), u32(), maybe(this::timestamp))),
                        maybe(this::gpi)),
                new RoSpec.StopTrigger(u8(), u32(), maybe(this::gpi)),
                some(
                        3,
                        () ->
                                new AiSpec(
                                        some(5, this::u16),
                                        new AiSpec.Stop(
                                                u8(),
                                                u32(),
                                                maybe(this::gpi),
                                                maybe(() ->
                                                        new AiSpec.TagObservation(
                                                                u8(), u16(), u16(), u16(), u32()))),
                                        some(
                                                2,
                                                () ->
                                                        new AiSpec.Inventory(
                                                                u16(),
                                                                u8(),
                                                                some(2, this::antenna))))),
                maybe(this::reports));
    }

    private Capabilities.General general() {
        return new Capabilities.General(
                u16(),
                flip(),
                flip(),
                u32(),
                u32(),
                text(),
                some(4, () -> new Capabilities.Sensitivity(u16(), u16())),
                maybe(() -> new Capabilities.Gpio(u16(), u16())),
                some(4, () -> new Capabilities.AirProtocols(u16(), some(3, this::u8))));
    }

    private Capabilities.Llrp llrp() {
        return new Capabilities.Llrp(u8(), u8(), u16(), u32(), u32(), u32(), u32(), u32());
    }

    private LlrpMessage message() {
        MessageType type = TYPES.get(random.nextInt(TYPES.size()));
        return switch (MessageShape.of(type)) {
            case BARE -> new LlrpMessage.Bare(type);
            case SPEC_ORDER -> new LlrpMessage.SpecOrder(type, u32());
            case STATUS -> new LlrpMessage.Outcome(type, status());
            case UNREAD -> new LlrpMessage.Unread(type.number(), octets(40));
            case OWN -> own();
        };
    }

    private LlrpMessage own() {
        return switch (random.nextInt(13)) {
            case 0 -> new LlrpMessage.GetCapabilities(u8());
            case 1 ->
                    new LlrpMessage.CapabilitiesAnswer(
                            status(), new Capabilities(maybe(this::general), maybe(this::llrp)));
            case 2 -> new LlrpMessage.GetConfig(u16(), u8(), u16(), u16());
            case 3 -> new LlrpMessage.ConfigAnswer(status(), some(6, this::setting));
            case 4 -> new LlrpMessage.SetConfig(flip(), some(6, this::setting));
            case 5 -> new LlrpMessage.AddRoSpec(roSpec());
            case 6 -> new LlrpMessage.RoSpecsAnswer(status(), some(3, this::roSpec));
            case 7 -> new LlrpMessage.SupportedVersion(u8(), u8(), status());
            case 8 -> new LlrpMessage.SetVersion(u8());
            case 9 -> new LlrpMessage.Report(some(5, this::tag), some(2, this::custom));
            case 10 -> new LlrpMessage.Events(maybe(this::timestamp), some(4, this::event));
            case 11 -> new LlrpMessage.CustomMessage(u32(), u8(), octets(30));
            default -> new LlrpMessage.Unread(800, octets(30));
        };
    }
}
