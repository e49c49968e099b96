package dev.gatehouse.protocols.hytera;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.gatehouse.protocols.Decoded;
import java.util.HexFormat;

/// Reading the fact sheet's notation: hexadecimal with spaces where a field ends.
final class HyteraSamples {

    private HyteraSamples() {}

    /// The seed of a randomised test: printed, and taken back by `-Dgatehouse.seed=N`.
    static long seed() {
        long seed = Long.getLong("gatehouse.seed", System.nanoTime());
        System.out.println("seed: -Dgatehouse.seed=" + seed);
        return seed;
    }

    static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().withUpperCase().formatHex(bytes);
    }

    @SuppressWarnings("unchecked")
    static <T> T message(Decoded<T> decoded) {
        return (T) assertInstanceOf(Decoded.Message.class, decoded, decoded::toString).value();
    }

    static HstrpPacket hstrp(String text) {
        return message(HstrpPacket.decode(hex(text)));
    }

    static HdapFrame hdap(String text) {
        return message(HdapFrame.decode(hex(text)));
    }

    static Ipsc ipsc(String text) {
        return message(Ipsc.decode(hex(text)));
    }
}
