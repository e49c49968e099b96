package dev.gatehouse.protocols.gpio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.gpio.LineConfig.Attribute;
import dev.gatehouse.protocols.gpio.LineConfig.Kind;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RequestTest {

    private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

    private static byte[] with(int length, Object... atAndHex) {
        byte[] bytes = new byte[length];
        for (int index = 0; index < atAndHex.length; index += 2) {
            byte[] part = HEX.parseHex((String) atAndHex[index + 1]);
            System.arraycopy(part, 0, bytes, (Integer) atAndHex[index], part.length);
        }
        return bytes;
    }

    private static <T> T value(Decoded<T> decoded) {
        return switch (decoded) {
            case Decoded.Message<T>(T value) -> value;
            case Decoded.Rejected<T>(var reason, var detail) ->
                    throw new AssertionError(reason + " " + detail);
        };
    }

    private static RejectReason reason(Decoded<?> decoded) {
        return assertInstanceOf(Decoded.Rejected.class, decoded).reason();
    }

    /// Line 4 as an input, both edges, pull-up, 10 ms: the mask has the bit of the index, not the
    /// bit of the offset.
    @Test
    void exampleOfAnInput() {
        byte[] expected =
                with(
                        592,
                        0,
                        "04 00 00 00",
                        256,
                        "67 61 74 65 68 6f 75 73 65", // gatehouse
                        288,
                        "34 01 00 00 00 00 00 00", // input, both edges, pull-up
                        296,
                        "01 00 00 00", // one attribute
                        320,
                        "03 00 00 00", // debounce
                        328,
                        "10 27 00 00", // 10,000 us
                        336,
                        "01 00 00 00 00 00 00 00", // index 0
                        560,
                        "01 00 00 00", // one line
                        564,
                        "40 00 00 00"); // 64 events
        LineRequest request =
                new LineRequest(
                        List.of(4),
                        "gatehouse",
                        new LineConfig(
                                LineFlags.INPUT
                                        | LineFlags.EDGE_RISING
                                        | LineFlags.EDGE_FALLING
                                        | LineFlags.BIAS_PULL_UP,
                                List.of(new Attribute(Kind.DEBOUNCE_US, 10_000, 1))),
                        64);
        assertArrayEquals(expected, request.encode());
        assertEquals(request, value(LineRequest.decode(expected)));
        byte[] answered = LineRequest.answered(expected, 17);
        assertEquals(17, LineRequest.fd(answered));
        assertEquals(request, value(LineRequest.decode(answered)));
    }

    /// Line 5 as an output that begins low, and is then set.
    @Test
    void exampleOfAnOutput() {
        byte[] expected =
                with(
                        592,
                        0,
                        "05 00 00 00",
                        256,
                        "67 61 74 65 68 6f 75 73 65",
                        288,
                        "08 00 00 00 00 00 00 00", // output
                        296,
                        "01 00 00 00",
                        320,
                        "02 00 00 00", // values, all 0
                        336,
                        "01 00 00 00 00 00 00 00",
                        560,
                        "01 00 00 00");
        LineRequest request =
                new LineRequest(
                        List.of(5),
                        "gatehouse",
                        new LineConfig(LineFlags.OUTPUT, List.of(new Attribute(Kind.VALUES, 0, 1))),
                        0);
        assertArrayEquals(expected, request.encode());
        assertEquals(request, value(LineRequest.decode(expected)));
        assertArrayEquals(
                HEX.parseHex("01 00 00 00 00 00 00 00 01 00 00 00 00 00 00 00"),
                new LineValues(1, 1).encode());
    }

    @Test
    void exampleOfAnEvent() {
        byte[] octets =
                HEX.parseHex(
                        "8e d2 1c 15 0c 00 00 00 02 00 00 00 04 00 00 00 07 00 00 00 03 00 00 00"
                                + " 00".repeat(24));
        LineEvent event = value(LineEvent.decode(octets));
        assertEquals(new LineEvent(51_893_817_998L, LineEvent.Edge.FALLING, 4, 7, 3), event);
        assertArrayEquals(octets, event.encode());
    }

    @Test
    void paddingThatIsNotZeroIsRefused() {
        byte[] request =
                new LineRequest(List.of(4), "x", new LineConfig(LineFlags.INPUT, List.of()), 0)
                        .encode();
        for (int at : new int[] {4, 300, 325, 568, 587}) {
            byte[] changed = request.clone();
            changed[at] = 1;
            assertEquals(RejectReason.LEFTOVER, reason(LineRequest.decode(changed)), "at " + at);
        }
    }

    @Test
    void limitsHold() {
        LineConfig config = new LineConfig(LineFlags.INPUT, List.of());
        List<Integer> many = IntStream.range(0, 65).boxed().toList();
        assertThrows(IllegalArgumentException.class, () -> new LineRequest(many, "x", config, 0));
        assertThrows(
                IllegalArgumentException.class,
                () -> new LineRequest(List.of(1, 1), "x", config, 0));
        assertThrows(
                IllegalArgumentException.class,
                () -> new LineRequest(List.of(1), "x".repeat(32), config, 0));
        List<Attribute> eleven =
                IntStream.range(0, 11)
                        .mapToObj(index -> new Attribute(Kind.FLAGS, index, 1))
                        .toList();
        assertThrows(IllegalArgumentException.class, () -> new LineConfig(0, eleven));
        assertEquals(RejectReason.TOO_SHORT, reason(LineRequest.decode(new byte[591])));
        assertEquals(RejectReason.TOO_LONG, reason(LineConfig.decode(new byte[273])));
        assertEquals(RejectReason.TOO_SHORT, reason(LineValues.decode(new byte[15])));
    }

    @Test
    void anyRequestGoesRound() {
        long seed = Long.getLong("gatehouse.seed", 20261122L);
        System.out.println("anyRequestGoesRound: -Dgatehouse.seed=" + seed);
        Random random = new Random(seed);
        List<Kind> kinds = List.of(Kind.FLAGS, Kind.VALUES, Kind.DEBOUNCE_US);
        for (int round = 0; round < 500; round++) {
            List<Integer> offsets =
                    new ArrayList<>(
                            random.ints(0, 1_000_000)
                                    .distinct()
                                    .limit(1 + random.nextInt(64))
                                    .boxed()
                                    .toList());
            List<Attribute> attributes = new ArrayList<>();
            for (int index = random.nextInt(11); index > 0; index--) {
                Kind kind = kinds.get(random.nextInt(kinds.size()));
                long value =
                        kind == Kind.DEBOUNCE_US ? random.nextLong(1L << 32) : random.nextLong();
                attributes.add(new Attribute(kind, value, random.nextLong()));
            }
            LineRequest request =
                    new LineRequest(
                            offsets,
                            "c".repeat(random.nextInt(32)),
                            new LineConfig(random.nextLong(), attributes),
                            random.nextInt(1_025));
            assertEquals(request, value(LineRequest.decode(request.encode())));
        }
    }
}
