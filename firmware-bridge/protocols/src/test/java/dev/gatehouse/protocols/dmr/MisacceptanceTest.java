package dev.gatehouse.protocols.dmr;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.dmr.coding.EmbeddedBptc;
import dev.gatehouse.protocols.dmr.data.ConfirmedBlock;
import dev.gatehouse.protocols.dmr.data.DataHeader;
import dev.gatehouse.protocols.dmr.data.OutgoingPacket;
import dev.gatehouse.protocols.dmr.data.PacketAssembler;
import dev.gatehouse.protocols.dmr.data.Rate;
import dev.gatehouse.protocols.dmr.data.Route;
import dev.gatehouse.protocols.dmr.link.Assurance;
import dev.gatehouse.protocols.dmr.link.Checked;
import dev.gatehouse.protocols.dmr.link.Csbk;
import dev.gatehouse.protocols.dmr.link.DataBurst;
import dev.gatehouse.protocols.dmr.link.DataType;
import dev.gatehouse.protocols.dmr.link.EmbeddedLcCollector;
import dev.gatehouse.protocols.dmr.link.EmbeddedSignalling;
import dev.gatehouse.protocols.dmr.link.Lcss;
import dev.gatehouse.protocols.dmr.link.LinkControl;
import dev.gatehouse.protocols.dmr.link.PiHeader;
import dev.gatehouse.protocols.dmr.link.RadioAddress;
import dev.gatehouse.protocols.dmr.link.ReverseChannel;
import dev.gatehouse.protocols.dmr.link.ShortLc;
import dev.gatehouse.protocols.dmr.link.SlotType;
import dev.gatehouse.protocols.dmr.link.SyncPattern;
import dev.gatehouse.protocols.dmr.link.UnifiedData;
import dev.gatehouse.protocols.dmr.link.VoiceBurst;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/// How often something that was not sent is taken for good, for each kind of message, held against
/// the bound of its check: 2^-n for n check bits. What each check sees is noise, the worst that the
/// codes before it can hand on. Printed; the margin is five standard deviations of what chance
/// allows at the bound.
class MisacceptanceTest {

    private static final double DEVIATIONS = 5;

    private static void hold(
            String message,
            Assurance assurance,
            int trials,
            Random random,
            Predicate<Random> takes) {
        int taken = 0;
        for (int i = 0; i < trials; i++) {
            taken += takes.test(random) ? 1 : 0;
        }
        double bound = Math.scalb(1.0, -assurance.checkBits());
        double expected = trials * bound;
        System.out.printf(
                Locale.ROOT,
                "%-34s %,9d of noise, taken %5d, bound 2^-%d = %.1f%n",
                message,
                trials,
                taken,
                assurance.checkBits(),
                expected);
        assertTrue(
                taken <= expected + DEVIATIONS * Math.sqrt(expected) + 3,
                message + ": taken " + taken + " of " + trials);
        // a check that takes nothing of what it must let through checks something else
        assertTrue(
                taken >= expected / 2 - DEVIATIONS * Math.sqrt(expected) - 3,
                message + ": taken " + taken + " of " + trials);
    }

    private static Octets noise(Random random, int count) {
        return Octets.of(Seeds.octets(random, count));
    }

    private static boolean taken(Decoded<?> decoded) {
        return decoded instanceof Decoded.Message;
    }

    @Test
    void noiseIsTakenNoMoreOftenThanItsCheckAllows() {
        Random random = Seeds.random("MisacceptanceTest");
        hold(
                "CSBK",
                Assurance.CRC_CCITT,
                1_500_000,
                random,
                r -> taken(Csbk.decode(noise(r, 12), 0)));
        hold(
                "PI header",
                Assurance.CRC_CCITT,
                1_500_000,
                random,
                r -> taken(PiHeader.decode(noise(r, 12), 0)));
        hold(
                "USBD",
                Assurance.CRC_CCITT,
                1_500_000,
                random,
                r -> taken(UnifiedData.decode(noise(r, 12), 0)));
        hold(
                "data header, any format",
                Assurance.CRC_CCITT,
                1_500_000,
                random,
                r -> {
                    byte[] octets = Seeds.octets(r, 12);
                    // a format that exists
                    octets[0] =
                            (byte)
                                    ((octets[0] & 0xF0)
                                            | List.of(0, 1, 2, 3, 13, 14, 15).get(r.nextInt(7)));
                    return taken(DataHeader.decode(Octets.of(octets), 0));
                });
        for (Rate rate : Rate.values()) {
            hold(
                    "confirmed block, " + rate,
                    Assurance.CRC_9,
                    300_000,
                    random,
                    r -> taken(ConfirmedBlock.decode(rate, noise(r, rate.octets()))));
        }
        hold(
                "LC header, one octet put right",
                Assurance.REED_SOLOMON_REPAIRED,
                1_000_000,
                random,
                r -> taken(LinkControl.decode(lcBurst(noise(r, 12)))));
    }

    private static DataBurst lcBurst(Octets payload) {
        return new DataBurst(
                SyncPattern.MS_DATA, new SlotType(1, DataType.VOICE_LC_HEADER), payload);
    }

    @Test
    void asReceivedALinkControlHasAllItsCheckBits() {
        Random random = Seeds.random("MisacceptanceTest");
        int verified = 0;
        for (int i = 0; i < 1_000_000; i++) {
            if (LinkControl.decode(lcBurst(noise(random, 12)))
                            instanceof Decoded.Message<?>(Object value)
                    && value instanceof Checked<?> checked
                    && checked.verified()) {
                verified++;
            }
        }
        System.out.println("LC header, as received: 1,000,000 of noise, taken " + verified);
        assertTrue(verified <= 3);
    }

    /// Noise in the messages whose product code must agree first: of code words, which is all that
    /// is left for the sum to judge, as many pass as the sum lets.
    @Test
    void weakChecksLetThroughWhatTheyMust() {
        Random random = Seeds.random("MisacceptanceTest");
        hold(
                "embedded LC, good code words",
                Assurance.CHECKSUM_5,
                100_000,
                random,
                r -> taken(embedded(EmbeddedBptc.encode(Seeds.octets(r, 9), r.nextInt(32)))));
        int taken = 0;
        for (int i = 0; i < 300_000; i++) {
            taken += taken(embedded(random.ints(4).toArray())) ? 1 : 0;
        }
        System.out.println("embedded LC, noise before the code: 300,000, taken " + taken);
        assertTrue(taken < 300_000 >> Assurance.CHECKSUM_5.checkBits());
        int shortTaken = 0;
        int reverseTaken = 0;
        for (int i = 0; i < 500_000; i++) {
            byte[] coded = Seeds.octets(random, 9);
            shortTaken += taken(ShortLc.decode(Octets.of(coded))) ? 1 : 0;
            reverseTaken += taken(ReverseChannel.decode(random.nextInt())) ? 1 : 0;
        }
        System.out.println(
                "short LC, reverse channel, noise before the code: 500,000 each, taken "
                        + shortTaken
                        + ", "
                        + reverseTaken);
        assertTrue(shortTaken < 500_000 >> Assurance.CRC_8.checkBits());
        assertTrue(reverseTaken < 500_000 >> Assurance.CRC_7.checkBits());
    }

    private static Decoded<?> embedded(int[] fragments) {
        EmbeddedLcCollector collector = new EmbeddedLcCollector();
        Lcss[] order = {Lcss.FIRST, Lcss.CONTINUATION, Lcss.CONTINUATION, Lcss.LAST};
        for (int i = 0; i < 3; i++) {
            var _ = collector.add(following(order[i], fragments[i]));
        }
        return collector.add(following(order[3], fragments[3])).orElseThrow();
    }

    private static VoiceBurst.Following following(Lcss lcss, int fragment) {
        return new VoiceBurst.Following(new EmbeddedSignalling(1, false, lcss), fragment);
    }

    /// Whole bursts of a packet with more wrong bits than can be corrected: what comes of it is the
    /// packet that was sent, or nothing.
    @Test
    void aDamagedPacketIsTheOneThatWasSentOrNone() {
        Random random = Seeds.random("MisacceptanceTest");
        int whole = 0;
        for (int i = 0; i < 3_000; i++) {
            Octets data = noise(random, 60);
            Rate rate = List.of(Rate.values()).get(i % 3);
            Route route = new Route(false, true, 4, new RadioAddress(1), new RadioAddress(2));
            OutgoingPacket packet =
                    (i % 2 == 0
                                    ? OutgoingPacket.confirmed(route, data, rate, 1)
                                    : OutgoingPacket.unconfirmed(route, data, rate, 0))
                            .orElseThrow();
            SlotReader reader = new SlotReader(PacketAssembler.Limits.STANDARD);
            long nowMs = 0;
            for (DataBurst burst : packet.bursts(SyncPattern.MS_DATA, 1, 1)) {
                byte[] octets = burst.encode();
                for (int at : Seeds.places(random, random.nextInt(16), 264)) {
                    octets[at >> 3] ^= (byte) (0x80 >> (at & 7));
                }
                for (Heard heard : reader.read(octets, nowMs += 60).heard()) {
                    if (heard instanceof Heard.Message message) {
                        whole++;
                        assertTrue(message.packet().data().equals(data));
                    }
                }
            }
        }
        System.out.println("packets with up to 15 wrong bits a burst: 3,000, whole " + whole);
        assertTrue(whole > 0);
    }
}
