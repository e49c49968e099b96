package dev.gatehouse.protocols.gpio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.gpio.LineEvent.Edge;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineEventTest {

    private static final byte[] WIRE =
            HexFormat.of()
                    .parseHex(
                            "8877665544332211" // timestamp_ns 0x1122334455667788
                                    + "02000000" // id: falling
                                    + "11000000" // offset 17
                                    + "05010000" // seqno 261
                                    + "fdffffff" // line_seqno 4294967293
                                    + "00".repeat(24)); // padding
    private static final LineEvent EVENT =
            new LineEvent(0x1122334455667788L, Edge.FALLING, 17, 261, 4_294_967_293L);

    @Test
    void readsAndWritesTheKernelsStructure() {
        assertEquals(Decoded.message(EVENT), LineEvent.decode(WIRE));
        assertArrayEquals(WIRE, EVENT.encode());
    }

    @Test
    void refusesEveryOtherLength() {
        for (int length = 0; length < LineEvent.LENGTH_BYTES; length++) {
            assertEquals(
                    RejectReason.TOO_SHORT, reason(LineEvent.decode(Arrays.copyOf(WIRE, length))));
        }
        assertEquals(RejectReason.TOO_LONG, reason(LineEvent.decode(Arrays.copyOf(WIRE, 49))));
        assertEquals(RejectReason.TOO_SHORT, reason(LineEvent.decode(WIRE, 1)));
        assertEquals(RejectReason.TOO_SHORT, reason(LineEvent.decode(WIRE, -1)));
        assertEquals(RejectReason.TOO_SHORT, reason(LineEvent.decode(WIRE, Integer.MAX_VALUE)));
    }

    @Test
    void refusesValuesTheKernelNeverSends() {
        for (int id : new int[] {0, 3, 255}) {
            byte[] wrong = WIRE.clone();
            wrong[8] = (byte) id;
            assertEquals(RejectReason.BAD_VALUE, reason(LineEvent.decode(wrong)));
        }
        byte[] negative = WIRE.clone();
        negative[7] = (byte) 0x80;
        assertEquals(RejectReason.BAD_VALUE, reason(LineEvent.decode(negative)));
        assertThrows(
                IllegalArgumentException.class,
                () -> new LineEvent(0, Edge.RISING, 1L << 32, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new LineEvent(-1, Edge.RISING, 0, 0, 0));
    }

    @Test
    void whatIsWrittenIsReadBack() {
        long seed = Long.getLong("gatehouse.seed", 20_261_122L);
        System.out.println("LineEventTest: -Dgatehouse.seed=" + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 1_000; i++) {
            LineEvent event =
                    new LineEvent(
                            random.nextLong() >>> 1,
                            random.nextBoolean() ? Edge.RISING : Edge.FALLING,
                            Integer.toUnsignedLong(random.nextInt()),
                            Integer.toUnsignedLong(random.nextInt()),
                            Integer.toUnsignedLong(random.nextInt()));
            assertEquals(Decoded.message(event), LineEvent.decode(event.encode()));
        }
    }

    private static RejectReason reason(Decoded<LineEvent> decoded) {
        return assertInstanceOf(Decoded.Rejected.class, decoded).reason();
    }
}
