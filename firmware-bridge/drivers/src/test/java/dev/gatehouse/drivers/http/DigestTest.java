package dev.gatehouse.drivers.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DigestTest {

    private static final String USER = "camera7:correct-horse-battery";
    private static final String URI = "/lpr/v1/lane3?x=1";

    private final AtomicLong nanos = new AtomicLong(TimeUnit.HOURS.toNanos(5));

    private DigestGuard guard(DigestAlgorithm... algorithms) {
        return new DigestGuard(USER, List.of(algorithms), nanos::get, new byte[32]);
    }

    /// The worked example of RFC 7616, 3.9.1.
    @Test
    void theStandardsExampleComesOut() {
        String user = "Mufasa";
        String realm = "http-auth@example.org";
        String nonce = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v";
        String cnonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";
        assertEquals(
                "8ca523f5e9506fed4657c9700eebdbec",
                DigestAlgorithm.MD5.response(
                        DigestAlgorithm.MD5.hex(user, realm, "Circle of Life"),
                        nonce,
                        "00000001",
                        cnonce,
                        "GET",
                        "/dir/index.html"));
        assertEquals(
                "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1",
                DigestAlgorithm.SHA_256.response(
                        DigestAlgorithm.SHA_256.hex(user, realm, "Circle of Life"),
                        nonce,
                        "00000001",
                        cnonce,
                        "GET",
                        "/dir/index.html"));
    }

    private static String answer(List<String> challenges, String user) {
        return DigestAnswer.to(challenges).orElseThrow().authorization(user, "POST", URI, "c0");
    }

    @Test
    void aRightAnswerIsAdmittedOnceAndItsCountMustRise() {
        DigestGuard guard = guard(DigestAlgorithm.SHA_256, DigestAlgorithm.MD5);
        DigestAnswer client = DigestAnswer.to(guard.challenges(false)).orElseThrow();
        String first = client.authorization(USER, "POST", URI, "c1");
        String second = client.authorization(USER, "POST", URI, "c2");
        String third = client.authorization(USER, "POST", URI, "c3");
        assertTrue(first.contains("algorithm=SHA-256"));
        assertEquals(Admission.ADMITTED, guard.judge("POST", URI, first));
        assertEquals(Admission.STALE, guard.judge("POST", URI, first), "a replay");
        assertEquals(Admission.ADMITTED, guard.judge("POST", URI, third));
        assertEquals(Admission.STALE, guard.judge("POST", URI, second), "a count that falls");
    }

    @Test
    void whatIsNotTheSecretsIsRefused() {
        DigestGuard guard = guard(DigestAlgorithm.SHA_256);
        List<String> challenges = guard.challenges(false);
        String good = answer(challenges, USER);
        assertEquals(Admission.REFUSED, guard.judge("POST", URI, answer(challenges, "camera7:no")));
        assertEquals(
                Admission.REFUSED,
                guard.judge("POST", URI, answer(challenges, "camera8:correct-horse-battery")));
        assertEquals(Admission.REFUSED, guard.judge("GET", URI, good));
        assertEquals(Admission.REFUSED, guard.judge("POST", "/other", good));
        assertEquals(Admission.REFUSED, guard.judge("POST", URI, ""));
        assertEquals(
                Admission.REFUSED,
                guard.judge("POST", URI, good.replace("qop=auth", "qop=auth-int")));
        assertEquals(Admission.REFUSED, guard.judge("POST", URI, good.replace("SHA-256", "MD5")));
        assertEquals(Admission.REFUSED, guard.judge("POST", URI, good + ", nc=00000001"));
        assertEquals(Admission.ADMITTED, guard.judge("POST", URI, good));
    }

    @Test
    void aNonceAgesAndAForeignOneIsNone() {
        DigestGuard guard = guard(DigestAlgorithm.SHA_256);
        String late = answer(guard.challenges(false), USER);
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(DigestGuard.NONCE_LIFE_S + 1));
        assertEquals(Admission.STALE, guard.judge("POST", URI, late));
        List<String> foreign =
                List.of(
                        "Digest realm=\"gatehouse\", qop=\"auth\", algorithm=SHA-256, nonce=\"AAAA\"");
        assertEquals(Admission.STALE, guard.judge("POST", URI, answer(foreign, USER)));
        assertTrue(guard.challenges(true).getFirst().endsWith("stale=true"));
        assertEquals(
                Admission.ADMITTED, guard.judge("POST", URI, answer(guard.challenges(true), USER)));
    }

    @Test
    void whatIsForgottenIsNeverAdmittedAgain() {
        DigestGuard guard = guard(DigestAlgorithm.SHA_256);
        String oldest = answer(guard.challenges(false), USER);
        assertEquals(Admission.ADMITTED, guard.judge("POST", URI, oldest));
        for (int i = 0; i < DigestGuard.MAX_NONCES; i++) {
            assertEquals(
                    Admission.ADMITTED,
                    guard.judge("POST", URI, answer(guard.challenges(false), USER)));
        }
        assertEquals(Admission.STALE, guard.judge("POST", URI, oldest));
    }

    @Test
    void theClientPrefersTheBetterAlgorithmAndNeverAnswersBasic() {
        String md5 = "Digest realm=\"a\", nonce=\"b\", qop=\"auth,auth-int\"";
        String sha =
                "Digest realm=\"a\", nonce=\"b\", qop=\"auth\", algorithm=SHA-256, opaque=\"o\"";
        assertTrue(answer(List.of(md5, sha), USER).contains("SHA-256"));
        assertTrue(answer(List.of(md5, sha), USER).contains("opaque=\"o\""));
        assertTrue(answer(List.of("Basic realm=\"x\"", md5), USER).contains("algorithm=MD5"));
        assertEquals(Optional.empty(), DigestAnswer.to(List.of("Basic realm=\"x\"")));
        assertEquals(
                Optional.empty(),
                DigestAnswer.to(List.of("Digest realm=\"a\", nonce=\"b\", qop=\"auth-int\"")));
        assertEquals(
                Optional.empty(),
                DigestAnswer.to(List.of("Digest realm=\"a\\\"\", nonce=\"b\", qop=\"auth\"")));
    }

    @Test
    void headersThatAreNoneAreNone() {
        assertEquals(
                "a, \"b",
                DigestHeader.parse("DIGEST  x=\"a, \\\"b\" ,y = 1").orElseThrow().get("x"));
        for (String bad :
                List.of("Basic x=1", "Digest x", "Digest x=\"1", "Digest x=1 y=2", "Digest =1")) {
            assertFalse(DigestHeader.parse(bad).isPresent(), bad);
        }
        assertFalse(DigestHeader.parse("Digest x=" + "1".repeat(5_000)).isPresent());
    }
}
