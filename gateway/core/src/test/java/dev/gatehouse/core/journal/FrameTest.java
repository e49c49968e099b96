package dev.gatehouse.core.journal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameTest {
    private static final long SALT = 0x1122_3344_0000_0001L;

    private static byte[] encode(long sequence, long durable, byte[] annex, byte[] body) {
        ByteBuffer buffer =
                ByteBuffer.allocate(
                        Frame.SALT_BYTES + Frame.lengthBytes(annex.length, body.length));
        Frame.encode(buffer, SALT, sequence, durable, annex, body, new CRC32C());
        byte[] frame = new byte[buffer.remaining()];
        buffer.get(frame);
        return frame;
    }

    private static int crc(long salt, byte[] octets, int length) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(8).putLong(salt).flip());
        crc.update(octets, 0, length);
        return (int) crc.getValue();
    }

    @Test
    void octetsStandWhereTheDiagramSays() {
        byte[] annex = HexFormat.of().parseHex("A0A1A2A3A4A5A6A7A8A9AAABACADAEAF");
        byte[] frame =
                encode(
                        0x0102_0304_0506L,
                        0x0102_0304_0500L,
                        annex,
                        new byte[] {(byte) 0xB0, (byte) 0xB1});
        byte[] expected =
                HexFormat.of()
                        .parseHex(
                                "11223345" // mark: high half of the salt XOR low half
                                        + "00000038" // length: 28 + 16 + 2 + 4 = 50, up to 56
                                        + "0000010203040506" // sequence
                                        + "00000006" // unsynced before: 6 records
                                        + "0010" // annex length
                                        + "06" // padding length
                                        + "00" // reserved
                                        + "00000000" // header CRC32C, below
                                        + "A0A1A2A3A4A5A6A7A8A9AAABACADAEAF" // annex
                                        + "B0B1" // body
                                        + "000000000000" // padding
                                        + "00000000"); // CRC32C, below
        ByteBuffer buffer = ByteBuffer.wrap(expected);
        buffer.putInt(Frame.HEADER_CRC, crc(SALT, expected, Frame.HEADER_CRC));
        buffer.putInt(expected.length - 4, crc(SALT, expected, expected.length - 4));
        assertEquals(HexFormat.of().formatHex(expected), HexFormat.of().formatHex(frame));
    }

    @ParameterizedTest
    @CsvSource({"0,0", "0,1", "16,0", "16,3", "17,4", "64,5000", "0,4096", "63,65536"})
    void whatWasEncodedIsReadBack(int annexBytes, int bodyBytes) {
        byte[] annex = Bench.annex(7, annexBytes);
        byte[] body = Bench.body(3, bodyBytes);
        ByteBuffer frame = ByteBuffer.wrap(encode(Long.MAX_VALUE, Long.MAX_VALUE - 5, annex, body));
        assertTrue(Frame.isIntact(frame, 0, frame.capacity(), SALT));
        assertEquals(Long.MAX_VALUE, Frame.sequence(frame, 0));
        assertEquals(Long.MAX_VALUE - 5, Frame.durableBefore(frame, 0));
        assertArrayEquals(annex, Frame.annex(frame, 0));
        assertArrayEquals(body, Frame.body(frame, 0));
        assertEquals(0, frame.capacity() % Frame.ALIGNMENT);
    }

    @Test
    void everyFlippedBitIsSeen() {
        byte[] frame = encode(41, 40, Bench.annex(1, 16), Bench.body(1, 30));
        for (int bit = 0; bit < frame.length * 8; bit++) {
            byte[] damaged = frame.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            assertFalse(
                    Frame.isIntact(ByteBuffer.wrap(damaged), 0, damaged.length, SALT),
                    "bit " + bit);
        }
    }

    @Test
    void aFrameCutShortOrOfAnotherSegmentIsNone() {
        byte[] frame = encode(41, 40, new byte[0], Bench.body(1, 30));
        for (int length = 0; length < frame.length; length++) {
            assertFalse(
                    Frame.isIntact(ByteBuffer.wrap(frame), 0, length, SALT), "length " + length);
        }
        // The same mark, but another salt: halves exchanged.
        long other = Long.rotateLeft(SALT, 32);
        assertEquals(Frame.mark(SALT), Frame.mark(other));
        assertFalse(Frame.isIntact(ByteBuffer.wrap(frame), 0, frame.length, other));
        assertNotEquals(0, Frame.mark(0));
    }
}
