package dev.gatehouse.protocols.hytera;

import static dev.gatehouse.protocols.hytera.HyteraSamples.message;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.RadioAddress;
import dev.gatehouse.protocols.hytera.HstrpPacket.Answer;
import dev.gatehouse.protocols.hytera.HstrpPacket.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Random messages of every kind: what is written is read back, and what was read is written again;
/// a damaged frame is refused but for the chance that its checksum leaves.
final class HyteraRandomTest {

    private static final int ROUNDS = 20_000;

    private final SplittableRandom random = new SplittableRandom(HyteraSamples.seed());

    private Octets octets(int most) {
        byte[] bytes = new byte[random.nextInt(most + 1)];
        random.nextBytes(bytes);
        return Octets.of(bytes);
    }

    private Octets exactly(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return Octets.of(bytes);
    }

    private RadioAddress radio() {
        return new RadioAddress(random.nextInt(256), random.nextInt(1 << 24));
    }

    private <T> T one(T[] values) {
        return values[random.nextInt(values.length)];
    }

    private long u32() {
        return random.nextLong(1L << 32);
    }

    private int u16() {
        return random.nextInt(1 << 16);
    }

    private int u8() {
        return random.nextInt(256);
    }

    private GpsBlock gps() {
        return random.nextBoolean()
                ? new GpsBlock(exactly(GpsBlock.LENGTH_BYTES))
                : GpsBlock.of(
                        random.nextDouble(-90, 90),
                        random.nextDouble(-180, 180),
                        Instant.ofEpochSecond(random.nextLong(1_000_000_000L, 4_000_000_000L)),
                        random.nextDouble(0, 200),
                        random.nextInt(360));
    }

    private Optional<Octets> option() {
        return random.nextBoolean() ? Optional.empty() : Optional.of(octets(20));
    }

    private HdapMessage rrs() {
        return switch (random.nextInt(5)) {
            case 0 -> new Rrs.Registration(radio());
            case 1 -> new Rrs.RegistrationAnswer(radio(), u8(), u32());
            case 2 -> new Rrs.Offline(radio());
            case 3 -> new Rrs.Check(radio());
            default -> new Rrs.CheckAnswer(radio(), u8());
        };
    }

    private HdapMessage lp() {
        return switch (random.nextInt(9)) {
            case 0 -> new Lp.Request(one(Lp.Request.Kind.values()), u32(), radio());
            case 1 -> new Lp.Answer(one(Lp.Answer.Kind.values()), u32(), radio(), u16());
            case 2 -> Lp.Report.of(u32(), radio(), u16(), gps());
            case 3 ->
                    new Lp.Report(
                            0xA003 + random.nextInt(2), u32(), radio(), u16(), gps(), octets(9));
            case 4 -> new Lp.Emergency(radio(), u8(), gps());
            case 5 -> new Lp.EmergencyWithData(radio(), octets(60));
            case 6 -> new Lp.TriggeredRequest(u32(), radio(), exactly(14), exactly(14), exactly(8));
            case 7 -> new Lp.TriggeredReport(u32(), radio(), octets(12), gps());
            default ->
                    random.nextBoolean()
                            ? new Lp.ConditionalReport(u32(), radio(), gps())
                            : new Lp.ConditionalReportWithRssi(
                                    u32(), radio(), u16(), gps(), (short) u16());
        };
    }

    private HdapMessage tmp() {
        if (random.nextBoolean()) {
            Tmp.Message.Kind kind = one(Tmp.Message.Kind.values());
            Octets content = kind.text() ? exactly(2 * random.nextInt(140)) : octets(280);
            return new Tmp.Message(
                    kind, random.nextBoolean(), option(), u32(), radio(), radio(), content);
        }
        Tmp.Answer.Kind kind = one(Tmp.Answer.Kind.values());
        return new Tmp.Answer(
                kind,
                random.nextBoolean(),
                option(),
                u32(),
                radio(),
                kind.group() ? Optional.empty() : Optional.of(radio()),
                u8());
    }

    private HdapMessage rcp() {
        return switch (random.nextInt(8)) {
            case 0 -> new Rcp.CallRequest(u8(), u32());
            case 1 -> new Rcp.Reply(one(Rcp.Reply.Kind.values()), u8());
            case 2 -> new Rcp.IdQuery(u8());
            case 3 -> new Rcp.IdReply(u8(), u8(), exactly(4));
            case 4 -> {
                List<Rcp.Subscription.Item> items = new ArrayList<>();
                for (int i = random.nextInt(256); i > 0; i--) {
                    items.add(new Rcp.Subscription.Item(u8(), u8()));
                }
                yield new Rcp.Subscription(one(Rcp.Subscription.Kind.values()), items);
            }
            case 5 -> new Rcp.BroadcastMessages(u8(), exactly(7));
            case 6 -> new Rcp.RepeaterStatus(u16(), u16(), u16(), u16(), u32(), u32());
            default -> new Rcp.StatusReport(u8(), u16());
        };
    }

    private HdapMessage hdap() {
        return switch (random.nextInt(6)) {
            case 0 -> rrs();
            case 1 -> lp();
            case 2 -> tmp();
            case 3 -> rcp();
            case 4 -> new Tp(one(Tp.Kind.values()), radio(), radio(), u8(), u8(), u8(), octets(30));
            default -> new HdapOther(0x13 + random.nextInt(20), u16(), octets(100));
        };
    }

    private List<HstrpOption> options() {
        List<HstrpOption> options = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            options.add(
                    switch (random.nextInt(4)) {
                        case 0 -> new HstrpOption.RealTime();
                        case 1 -> new HstrpOption.DeviceId(u32());
                        case 2 ->
                                new HstrpOption.Channel(
                                        one(HstrpOption.Channel.Field.values()), u8());
                        default -> new HstrpOption.Other(8 + random.nextInt(120), octets(40));
                    });
        }
        return options;
    }

    @Test
    void hdapGoesRound() {
        for (int i = 0; i < ROUNDS; i++) {
            HdapFrame frame = new HdapFrame(random.nextBoolean(), hdap());
            byte[] bytes = frame.encode();
            HdapFrame read = message(HdapFrame.decode(bytes));
            assertEquals(frame, read);
            assertArrayEquals(bytes, read.encode());
        }
    }

    @Test
    void hstrpGoesRound() {
        for (int i = 0; i < ROUNDS; i++) {
            Kind kind = one(Kind.values());
            Answer answer = one(Answer.values());
            boolean bare = kind != Kind.DATA || answer != Answer.NONE;
            HstrpPacket packet =
                    new HstrpPacket(
                            kind,
                            answer,
                            u16(),
                            kind == Kind.HEARTBEAT ? List.of() : options(),
                            bare ? Octets.NONE : octets(200));
            assertEquals(packet, message(HstrpPacket.decode(packet.encode())));
        }
    }

    @Test
    void hrnpGoesRound() {
        HrnpReader reader = new HrnpReader();
        for (int i = 0; i < ROUNDS; i++) {
            HrnpPacket.Opcode opcode = one(HrnpPacket.Opcode.values());
            HrnpPacket packet =
                    new HrnpPacket(
                            random.nextInt(5),
                            u8(),
                            opcode,
                            u8(),
                            u8(),
                            u16(),
                            opcode == HrnpPacket.Opcode.DATA ? octets(300) : Octets.NONE);
            assertEquals(packet, message(HrnpPacket.decode(packet.encode())));
            assertEquals(List.of(Decoded.message(packet)), reader.accept(packet.encode()));
        }
        assertEquals(0, reader.skippedOctets());
    }

    @Test
    void burstsGoRound() {
        for (int i = 0; i < ROUNDS; i++) {
            int slot = 1 + random.nextInt(2);
            IpscBurst burst =
                    new IpscBurst(
                            u8(),
                            u8(),
                            slot,
                            one(IpscBurst.SlotType.values()),
                            random.nextInt(16),
                            exactly(IpscBurst.BURST_BYTES),
                            u8(),
                            random.nextInt(1 << 24),
                            random.nextInt(1 << 24),
                            new IpscBurst.Unproven(
                                    u16(),
                                    exactly(3),
                                    exactly(7),
                                    u16(),
                                    u16(),
                                    u8(),
                                    u16(),
                                    u8(),
                                    u8(),
                                    u8()));
            assertEquals(burst, message(Ipsc.decode(burst.encode())));
        }
    }

    @Test
    void placesGoRound() {
        for (int i = 0; i < ROUNDS; i++) {
            double latitude = random.nextDouble(-90, 90);
            double longitude = random.nextDouble(-180, 180);
            Instant at = Instant.ofEpochSecond(random.nextLong(1_000_000_000L, 4_000_000_000L));
            GpsBlock block = GpsBlock.of(latitude, longitude, at, 12, 350);
            assertEquals(latitude, block.latitude().getAsDouble(), 1e-6);
            assertEquals(longitude, block.longitude().getAsDouble(), 1e-6);
            assertEquals(Optional.of(at), block.time());
            assertEquals(12 * 1.852, block.speedKmh().getAsDouble(), 1e-9);
        }
    }

    /// One damaged octet always changes the sum; two cancel out once in about 255.
    @Test
    void damageIsMetByTheChecksum() {
        int taken = 0;
        for (int i = 0; i < ROUNDS; i++) {
            byte[] bytes = new HdapFrame(false, rrs()).encode();
            int at = 1 + random.nextInt(bytes.length - 1);
            bytes[at] ^= (byte) (1 + random.nextInt(255));
            assertTrue(HdapFrame.decode(bytes) instanceof Decoded.Rejected, "one octet at " + at);
            byte[] twice = new HdapFrame(false, new Rrs.Registration(radio())).encode();
            twice[5 + random.nextInt(2)] ^= (byte) (1 + random.nextInt(255));
            twice[7 + random.nextInt(2)] ^= (byte) (1 + random.nextInt(255));
            taken += HdapFrame.decode(twice) instanceof Decoded.Message ? 1 : 0;
        }
        System.out.println(
                "HDAP: taken with two damaged octets: " + taken + " of " + ROUNDS + " (1 in 255)");
        assertTrue(taken < ROUNDS / 255 * 2, taken + " of " + ROUNDS);
    }
}
