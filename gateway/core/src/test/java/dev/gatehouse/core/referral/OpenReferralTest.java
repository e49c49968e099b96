package dev.gatehouse.core.referral;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gatehouse.proto.v1.Hit;
import dev.gatehouse.proto.v1.ReferralTransition;
import dev.gatehouse.protocols.Decoded;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OpenReferralTest {
    private static ReferralTransition step(String id, int step, Stage to) {
        return ReferralTransition.newBuilder()
                .setReferralId(id)
                .setStep(step)
                .setTo(to.wire())
                .setHit(Hit.newBuilder().setLookoutId("L-1").setReadCanonical("KQR4821"))
                .build();
    }

    private static final List<OpenReferral> LIST =
            List.of(
                    new OpenReferral(List.of(step("aa", 0, Stage.RAISED)), 0, 0),
                    new OpenReferral(
                            List.of(step("bb", 0, Stage.RAISED), step("bb", 1, Stage.NOTIFIED)),
                            7,
                            1));

    @Test
    void survivesTheRoundTrip() {
        assertEquals(Decoded.message(LIST), OpenReferral.decode(OpenReferral.encode(LIST)));
        assertEquals(
                Decoded.message(List.of()), OpenReferral.decode(OpenReferral.encode(List.of())));
    }

    @Test
    void everyCutIsRefused() {
        byte[] bytes = OpenReferral.encode(LIST);
        for (int length = 0; length < bytes.length; length++) {
            assertInstanceOf(
                    Decoded.Rejected.class, OpenReferral.decode(Arrays.copyOf(bytes, length)));
        }
        assertInstanceOf(
                Decoded.Rejected.class,
                OpenReferral.decode(Arrays.copyOf(bytes, bytes.length + 1)));
    }

    @Test
    void damageIsNeverThrown() {
        long seed = Long.getLong("gatehouse.seed", System.nanoTime());
        System.out.println("OpenReferralTest: -Dgatehouse.seed=" + seed);
        Random random = new Random(seed);
        byte[] bytes = OpenReferral.encode(LIST);
        for (int round = 0; round < 20_000; round++) {
            byte[] damaged = bytes.clone();
            for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            var _ = OpenReferral.decode(damaged);
        }
    }

    @Test
    void aHistoryThatDoesNotFollowIsNone() {
        ReferralTransition raised = step("aa", 0, Stage.RAISED);
        assertThrows(IllegalArgumentException.class, () -> new OpenReferral(List.of(), 0, 0));
        assertThrows(
                IllegalArgumentException.class,
                () -> new OpenReferral(List.of(step("aa", 0, Stage.NOTIFIED)), 0, 0));
        assertThrows(
                IllegalArgumentException.class,
                () -> new OpenReferral(List.of(raised, step("aa", 2, Stage.NOTIFIED)), 0, 0));
        assertThrows(
                IllegalArgumentException.class,
                () -> new OpenReferral(List.of(raised, step("bb", 1, Stage.NOTIFIED)), 0, 0));
        assertThrows(
                IllegalArgumentException.class,
                () -> new OpenReferral(List.of(raised, step("aa", 1, Stage.CLOSED)), 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new OpenReferral(List.of(raised), 0, 2));
    }

    @Test
    void printsNoContent() {
        assertEquals("OpenReferral[bb, NOTIFIED]", LIST.get(1).toString());
    }
}
