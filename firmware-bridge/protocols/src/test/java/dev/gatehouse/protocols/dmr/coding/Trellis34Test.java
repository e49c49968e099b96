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

class Trellis34Test {

    private static final int[] INFORMATION_BITS =
            IntStream.range(0, BurstBits.COUNT).filter(bit -> bit < 98 || bit >= 166).toArray();

    /// The burst of the sheet whose 18 octets are one confirmed block.
    @Test
    void aBurstOfTheSheet() {
        byte[] burst =
                HexFormat.of()
                        .parseHex(
                                "252FE2B522B6F2E276D232E5863D5D7F77FD757A871FEFA1222F0302F22D7220E2");
        byte[] info = new byte[18];
        assertEquals(0, Trellis34.decode(burst, info));
        assertEquals("01bf0001410048004f004a000000a197ccb4", HexFormat.of().formatHex(info));
        byte[] again = burst.clone();
        for (int bit : INFORMATION_BITS) {
            Bits.write(again, bit, 1, 0);
        }
        Trellis34.encode(info, again);
        assertArrayEquals(burst, again);
    }

    /// The fewest bits in which two ways through the trellis differ; all pairs of states at each
    /// step, so no pair of messages is left out. Three bits: any one wrong bit is put right.
    @Test
    void distanceOfAnyTwoMessages() {
        assertEquals(3, minimumDistance());
    }

    private static int minimumDistance() {
        int[][] sent = new int[8][8];
        byte[] info = new byte[18];
        // the four bits of (state, tribit) seen through the encoder itself
        for (int state = 0; state < 8; state++) {
            for (int tribit = 0; tribit < 8; tribit++) {
                Bits.write(info, 0, 3, state);
                Bits.write(info, 3, 3, tribit);
                byte[] burst = new byte[BurstBits.BYTES];
                Trellis34.encode(info, burst);
                // dibits 2 and 3 of the trellis are sent in the second run: 13 pairs later
                int first = (int) Bits.read(burst, 2 * 26, 2);
                int second = (int) Bits.read(burst, 2 * 27, 2);
                sent[state][tribit] = first << 2 | second;
            }
        }
        int[][] least = new int[8][8];
        for (int[] row : least) {
            Arrays.fill(row, 1_000);
        }
        least[0][0] = 0;
        int differing = Integer.MAX_VALUE;
        int[][] parted = new int[8][8];
        for (int[] row : parted) {
            Arrays.fill(row, 1_000);
        }
        boolean[] together = {true, false, false, false, false, false, false, false};
        for (int step = 0; step < 49; step++) {
            int[][] next = new int[8][8];
            for (int[] row : next) {
                Arrays.fill(row, 1_000);
            }
            for (int a = 0; a < 8; a++) {
                for (int b = 0; b < 8; b++) {
                    int before = a == b ? Math.min(together[a] ? 0 : 1_000, 1_000) : parted[a][b];
                    for (int x = 0; step < 48 ? x < 8 : x < 1; x++) {
                        for (int y = 0; step < 48 ? y < 8 : y < 1; y++) {
                            int now = before + Integer.bitCount(sent[a][x] ^ sent[b][y]);
                            if (x != y) {
                                next[x][y] = Math.min(next[x][y], now);
                            } else if (a != b) {
                                differing = Math.min(differing, now);
                            }
                        }
                    }
                }
            }
            parted = next;
            Arrays.fill(together, true);
        }
        return differing;
    }

    @Test
    void theNearestMessageIsFound() {
        Random random = Seeds.random("Trellis34Test");
        StringBuilder table = new StringBuilder("rate 3/4 trellis, read right of 1,000:");
        byte[] read = new byte[18];
        for (int wrong = 0; wrong <= 8; wrong++) {
            int right = 0;
            for (int i = 0; i < 1_000; i++) {
                byte[] info = Seeds.octets(random, 18);
                byte[] burst = new byte[BurstBits.BYTES];
                Trellis34.encode(info, burst);
                for (int at : Seeds.places(random, wrong, INFORMATION_BITS.length)) {
                    int bit = INFORMATION_BITS[at];
                    burst[bit >> 3] ^= (byte) (0x80 >> (bit & 7));
                }
                int distance = Trellis34.decode(burst, read);
                assertTrue(distance <= wrong, "nearer than what was sent, or that itself");
                if (Arrays.equals(info, read)) {
                    assertEquals(wrong, distance);
                    right++;
                }
            }
            assertTrue(wrong > Trellis34.CORRECTABLE || right == 1_000, table.toString());
            table.append(' ').append(wrong).append(" wrong ").append(right).append(',');
        }
        System.out.println(table);
    }
}
