package dev.gatehouse.drivers.http;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// What senders and cameras say in HTTP's words: nothing but a refusal is thrown, and an answer is
/// read alike however it arrives.
class HttpTextsFuzzTest {

    @FuzzTest(maxDuration = "10m")
    void digestHeader(byte[] bytes) {
        String value = new String(bytes, StandardCharsets.ISO_8859_1);
        DigestHeader.parse(value)
                .ifPresent(header -> require(header.get("nonce").length() <= value.length()));
        DigestAnswer.to(List.of(value))
                .ifPresent(answer -> {
                    String said = answer.authorization("user:password", "GET", "/", "c");
                    require(said.indexOf('\r') < 0 && said.indexOf('\n') < 0);
                    require(DigestHeader.parse(said).isPresent());
                });
        DigestGuard guard =
                new DigestGuard(
                        "user:password", List.of(DigestAlgorithm.SHA_256), () -> 0, new byte[32]);
        require(guard.judge("POST", "/", value) != Admission.ADMITTED);
    }

    @FuzzTest(maxDuration = "10m")
    void answer(byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        byte[] octets = Arrays.copyOfRange(bytes, 1, bytes.length);
        int at = Math.floorMod(bytes[0], octets.length + 1);
        PullResponse whole = new PullResponse();
        PullResponse split = new PullResponse();
        byte[] together;
        try {
            together = whole.take(octets, octets.length);
        } catch (IOException e) {
            return;
        }
        try {
            byte[] first = split.take(octets, at);
            byte[] rest = Arrays.copyOfRange(octets, at, octets.length);
            byte[] second = split.take(rest, rest.length);
            byte[] both = Arrays.copyOf(first, first.length + second.length);
            System.arraycopy(second, 0, both, first.length, second.length);
            require(Arrays.equals(together, both));
            require(whole.status() == split.status());
        } catch (IOException e) {
            throw new AssertionError("refused in pieces, taken as a whole", e);
        }
    }

    private static void require(boolean held) {
        if (!held) {
            throw new AssertionError("a promise does not hold");
        }
    }
}
