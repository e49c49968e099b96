package dev.gatehouse.protocols.dmr.coding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.protocols.dmr.Seeds;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProductCodesTest {

    private static final int[] INFORMATION_BITS =
            IntStream.range(0, BurstBits.COUNT).filter(bit -> bit < 98 || bit >= 166).toArray();

    private static void flip(byte[] burst, int bit) {
        burst[bit >> 3] ^= (byte) (0x80 >> (bit & 7));
    }

    private static byte[] coded(byte[] info) {
        byte[] burst = new byte[BurstBits.BYTES];
        Bptc196.encode(info, burst);
        return burst;
    }

    /// An emergency alarm, made up, with the sync of a mobile and colour code 1.
    @Test
    void aBurstOfTheSheet() {
        byte[] burst =
                HexFormat.of()
                        .parseHex(
                                "404483E50EEA09E41FF0262004CD5D7F77FD757ACBF306901418124409D85191DC");
        byte[] info = new byte[12];
        assertEquals(0, Bptc196.decode(burst, info));
        assertEquals("a710000000000912d68748fd", HexFormat.of().formatHex(info));
        byte[] again = burst.clone();
        for (int bit : INFORMATION_BITS) {
            Bits.write(again, bit, 1, 0);
        }
        Bptc196.encode(info, again);
        assertArrayEquals(burst, again);
    }

    @Test
    void whateverFourBitsOfABurstAreWrongItIsReadRight() {
        Random random = Seeds.random("ProductCodesTest");
        byte[] read = new byte[12];
        for (int i = 0; i < 40_000; i++) {
            byte[] info = Seeds.octets(random, 12);
            byte[] burst = coded(info);
            int wrong = random.nextInt(Bptc196.CORRECTABLE + 1);
            for (int at : Seeds.places(random, wrong, INFORMATION_BITS.length)) {
                // the first bit is R(3), which no check covers and nobody reads
                flip(burst, INFORMATION_BITS[Math.max(1, at)]);
            }
            int corrected = Bptc196.decode(burst, read);
            assertArrayEquals(info, read);
            assertTrue(corrected <= wrong && corrected % 2 == wrong % 2);
        }
    }

    /// The corners of a rectangle are what column after row never gets by itself.
    @Test
    void everyRectangleOfWrongBitsIsReadRight() {
        byte[] info = Seeds.octets(Seeds.random("ProductCodesTest"), 12);
        byte[] sent = coded(info);
        byte[] read = new byte[12];
        for (int row = 0; row < 13; row++) {
            for (int below = row + 1; below < 13; below++) {
                for (int column = 0; column < 15; column++) {
                    for (int right = column + 1; right < 15; right++) {
                        byte[] burst = sent.clone();
                        flip(burst, place(row, column));
                        flip(burst, place(row, right));
                        flip(burst, place(below, column));
                        flip(burst, place(below, right));
                        assertEquals(4, Bptc196.decode(burst, read));
                        assertArrayEquals(info, read);
                    }
                }
            }
        }
    }

    /// One wrong bit in every row and no two in one column.
    @Test
    void oneWrongBitInEveryRowIsReadRight() {
        Random random = Seeds.random("ProductCodesTest");
        byte[] read = new byte[12];
        for (int i = 0; i < 2_000; i++) {
            byte[] info = Seeds.octets(random, 12);
            byte[] burst = coded(info);
            int[] columns = Seeds.places(random, 13, 15);
            for (int row = 0; row < 13; row++) {
                flip(burst, place(row, columns[row]));
            }
            assertEquals(13, Bptc196.decode(burst, read));
            assertArrayEquals(info, read);
        }
    }

    private static int place(int row, int column) {
        return BurstBits.ofInformation(181 * (1 + 15 * row + column) % 196);
    }

    @Test
    void reservedBitsAreNotRepairedAway() {
        byte[] burst = coded(new byte[12]);
        // R(2), and the checks of its row and column, and the checks of those
        for (int a = 0; a < 196; a++) {
            int row = (a - 1) / 15;
            int column = (a - 1) % 15;
            boolean inRow =
                    (LinearCode.HAMMING_15_11.encode(1 << 10) >> (14 - Math.max(0, column)) & 1)
                            != 0;
            boolean inColumn = (LinearCode.HAMMING_13_9.encode(1 << 8) >> (12 - row) & 1) != 0;
            if (a > 0 && inRow && inColumn) {
                flip(burst, place(row, column));
            }
        }
        assertEquals(Bptc196.RESERVED_SET, Bptc196.decode(burst, new byte[12]));
    }

    /// How far it goes beyond what is promised; printed, and bounded so that a loss is noticed.
    @Test
    void mostPatternsOfEightWrongBitsAreReadRight() {
        Random random = Seeds.random("ProductCodesTest");
        StringBuilder table = new StringBuilder("BPTC(196,96), read right of 1,000:");
        byte[] read = new byte[12];
        for (int wrong = 5; wrong <= 16; wrong++) {
            int right = 0;
            for (int i = 0; i < 1_000; i++) {
                byte[] info = Seeds.octets(random, 12);
                byte[] burst = coded(info);
                for (int at : Seeds.places(random, wrong, INFORMATION_BITS.length)) {
                    flip(burst, INFORMATION_BITS[at]);
                }
                if (Bptc196.decode(burst, read) >= 0 && Arrays.equals(info, read)) {
                    right++;
                }
            }
            table.append(' ').append(wrong).append(" wrong ").append(right).append(',');
            assertTrue(wrong > 8 || right > 900, table.toString());
        }
        System.out.println(table);
    }

    @Test
    void whateverThreeBitsOfEmbeddedControlAreWrongItIsReadRight() {
        Random random = Seeds.random("ProductCodesTest");
        for (int i = 0; i < 20_000; i++) {
            byte[] lc = Arrays.copyOf(Seeds.octets(random, 9), 10);
            lc[9] = (byte) random.nextInt(32);
            int[] fragments = EmbeddedBptc.encode(lc, lc[9]);
            int wrong = random.nextInt(EmbeddedBptc.CORRECTABLE + 1);
            for (int at : Seeds.places(random, wrong, 128)) {
                fragments[at / 32] ^= 1 << at % 32;
            }
            byte[] read = new byte[10];
            assertEquals(wrong, EmbeddedBptc.decode(fragments, read));
            assertArrayEquals(lc, read);
        }
    }

    @Test
    void whateverTwoBitsOfShortControlAreWrongItIsReadRight() {
        Random random = Seeds.random("ProductCodesTest");
        for (int i = 0; i < 20_000; i++) {
            long info = random.nextLong() & ((1L << 36) - 1);
            byte[] coded = ShortLcBptc.encode(info);
            int wrong = random.nextInt(ShortLcBptc.CORRECTABLE + 1);
            for (int at : Seeds.places(random, wrong, 68)) {
                flip(coded, at);
            }
            long decoded = ShortLcBptc.decode(coded);
            assertEquals(info, ShortLcBptc.information(decoded));
            assertEquals(wrong, ShortLcBptc.corrected(decoded));
        }
    }

    @Test
    void whateverThreeBitsOfAReverseChannelAreWrongItIsReadRight() {
        Random random = Seeds.random("ProductCodesTest");
        for (int i = 0; i < 20_000; i++) {
            int info = random.nextInt(1 << 11);
            int coded = ReverseChannelBptc.encode(info);
            int wrong = random.nextInt(ReverseChannelBptc.CORRECTABLE + 1);
            for (int at : Seeds.places(random, wrong, 32)) {
                coded ^= 1 << at;
            }
            int decoded = ReverseChannelBptc.decode(coded);
            assertEquals(info, ReverseChannelBptc.information(decoded));
            assertEquals(wrong, ReverseChannelBptc.corrected(decoded));
        }
    }

    @Test
    void fragmentsAndShortControlOfTheSheet() {
        byte[] lc = HexFormat.of().parseHex("00008300000912D687");
        int[] fragments = EmbeddedBptc.encode(lc, 11);
        assertArrayEquals(new int[] {0x22210F00, 0x054D0006, 0x030F1744, 0x2759187B}, fragments);
        // activity: slot 2 individual voice, hash D7 of 9990
        long info = 0x10900D7L << 8 | Crc.eight(0x10900D7L, 28);
        assertEquals("033a0000c63fc5f030", HexFormat.of().formatHex(ShortLcBptc.encode(info)));
    }
}
