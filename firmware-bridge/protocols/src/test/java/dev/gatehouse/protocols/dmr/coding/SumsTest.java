package dev.gatehouse.protocols.dmr.coding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.gatehouse.protocols.dmr.Seeds;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SumsTest {

    private static byte[] hex(String octets) {
        return HexFormat.of().parseHex(octets);
    }

    @Test
    void ccittOfHeadersAndBlocks() {
        assertEquals(0xCD73, Crc.ccitt(hex("840000002337FE12D687"), 0, 10) ^ 0xA5A5);
        assertEquals(0x1BD1, Crc.ccitt(hex("434E2337FE2337FC8478"), 0, 10) ^ 0xCCCC);
        assertEquals(0x0DDA, Crc.ccitt(hex("211002177AFC73000009"), 0, 10) ^ 0x6969);
    }

    @Test
    void nineOfConfirmedBlocks() {
        assertEquals(0x1CB, Crc.nine(hex("47004D00500054002E004A0047004100"), 0, 16, 17) ^ 0x1FF);
        assertEquals(0x138, Crc.nine(hex("000000000000000000000000F486AED8"), 0, 16, 2) ^ 0x1FF);
        assertEquals(0x0F2, Crc.nine(hex("4400590020004D004100520045004B00"), 0, 16, 1) ^ 0x1FF);
    }

    @Test
    void thirtyTwoOfPackets() {
        assertEquals(
                0x3D9A0B21, Crc.thirtyTwo(hex("D6790062620003BF000700000000000000000000"), 0, 20));
        assertEquals(0xB4CC97A1, Crc.thirtyTwo(hex("0001410048004F004A000000"), 0, 12));
    }

    @Test
    void eightAndFive() {
        assertEquals(0xD7, Crc.eight(9990, 24));
        assertEquals(0x3F, Crc.eight(9, 24));
        assertEquals(11, Crc.five(hex("00008300000912D687"), 0, 9));
    }

    /// Bit by bit as the standard draws it, against the tables.
    @Test
    void tablesAreTheShiftRegisters() {
        Random random = Seeds.random("SumsTest");
        for (int i = 0; i < 500; i++) {
            byte[] octets = Seeds.octets(random, 1 + random.nextInt(30));
            int serial = random.nextInt(128);
            int ccitt = 0;
            int nine = 0;
            for (int bit = 0; bit < octets.length * 8; bit++) {
                int one = (int) Bits.read(octets, bit, 1);
                ccitt = shift(ccitt, one, 16, 0x1021);
                nine = shift(nine, one, 9, 0x059);
            }
            for (int bit = 6; bit >= 0; bit--) {
                nine = shift(nine, serial >> bit & 1, 9, 0x059);
            }
            assertEquals(ccitt ^ 0xFFFF, Crc.ccitt(octets, 0, octets.length));
            assertEquals(nine ^ 0x1FF, Crc.nine(octets, 0, octets.length, serial));
        }
    }

    private static int shift(int register, int bit, int width, int polynomial) {
        int top = (register >> (width - 1) & 1) ^ bit;
        return (register << 1 & ((1 << width) - 1)) ^ (top == 0 ? 0 : polynomial);
    }

    @Test
    void reedSolomonOfTheSheet() {
        byte[] word = hex("00008300000912D687000000");
        ReedSolomon12.encode(word, 0x96);
        assertArrayEquals(hex("00008300000912D6870973A8"), word);
        ReedSolomon12.encode(word, 0x99);
        assertArrayEquals(hex("00008300000912D687067CA7"), word);
        assertEquals(0, ReedSolomon12.repair(word, 0x99));
        assertEquals(ReedSolomon12.UNCORRECTABLE, ReedSolomon12.repair(word, 0x96));
    }

    @Test
    void oneWrongOctetIsPutRightAndTwoAreNoticed() {
        Random random = Seeds.random("SumsTest");
        for (int i = 0; i < 5_000; i++) {
            byte[] word = Seeds.octets(random, 12);
            ReedSolomon12.encode(word, 0x96);
            int[] places = Seeds.places(random, 2, 12);
            byte[] wrong = word.clone();
            wrong[places[0]] ^= (byte) (1 + random.nextInt(255));
            byte[] twice = wrong.clone();
            twice[places[1]] ^= (byte) (1 + random.nextInt(255));
            assertNotEquals(0, ReedSolomon12.repair(twice, 0x96));
            assertEquals(1, ReedSolomon12.repair(wrong, 0x96));
            assertArrayEquals(word, wrong);
        }
    }
}
