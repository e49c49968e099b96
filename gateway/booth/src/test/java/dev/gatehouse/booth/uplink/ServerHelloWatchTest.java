package dev.gatehouse.booth.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ServerHelloWatchTest {
    private static final String RANDOM = "aa".repeat(32);
    private static final String RETRY =
            "cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c";

    /// A hello whose extensions are supported_versions (43) and key_share (51).
    private static byte[] hello(String random, String group) {
        String share = group + (random.equals(RETRY) ? "" : "0004" + "01020304");
        String keyShare = "0033" + length(share) + share;
        String extensions = "002b" + "0002" + "0304" + keyShare;
        String body =
                "0303" // legacy version
                        + random
                        + "04" // session id
                        + "01020304"
                        + "1301" // suite
                        + "00" // compression
                        + length(extensions)
                        + extensions;
        String handshake = "02" + "00" + length(body) + body;
        return HexFormat.of().parseHex("16" + "0303" + length(handshake) + handshake);
    }

    private static String length(String hex) {
        return HexFormat.of().toHexDigits((short) (hex.length() / 2));
    }

    private static String seen(byte[]... pieces) {
        ServerHelloWatch watch = new ServerHelloWatch();
        for (byte[] piece : pieces) {
            watch.received(piece, 0, piece.length);
        }
        return watch.group();
    }

    @Test
    void namesTheGroupWhateverThePieces() {
        byte[] hello = hello(RANDOM, "11ec");
        assertEquals("X25519MLKEM768", seen(hello));
        byte[][] octets = new byte[hello.length][];
        for (int i = 0; i < hello.length; i++) {
            octets[i] = new byte[] {hello[i]};
        }
        assertEquals("X25519MLKEM768", seen(octets));
        assertEquals("x25519", seen(hello(RANDOM, "001d")));
        assertEquals("0x7777", seen(hello(RANDOM, "7777")));
    }

    @Test
    void aRetryRequestIsNotTheAnswer() {
        byte[] changeCipherSpec = HexFormat.of().parseHex("140303000101");
        assertEquals("", seen(hello(RETRY, "001d")));
        assertEquals(
                "X25519MLKEM768",
                seen(hello(RETRY, "001d"), changeCipherSpec, hello(RANDOM, "11ec")));
    }

    @Test
    void hostileOctetsFindNothingAndThrowNothing() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        byte[] good = hello(RANDOM, "11ec");
        for (int i = 0; i < 20_000; i++) {
            byte[] altered = good.clone();
            for (int flips = random.nextInt(4) + 1; flips > 0; flips--) {
                altered[random.nextInt(altered.length)] = (byte) random.nextInt(256);
            }
            try {
                var _ = seen(altered, new byte[random.nextInt(16)]);
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
        assertEquals("", seen(new byte[100_000]));
        assertEquals(
                "", seen("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
    }
}
