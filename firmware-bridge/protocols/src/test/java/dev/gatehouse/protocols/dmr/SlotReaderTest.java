package dev.gatehouse.protocols.dmr;

import static dev.gatehouse.protocols.dmr.MadeTraffic.CALL;
import static dev.gatehouse.protocols.dmr.MadeTraffic.GROUP;
import static dev.gatehouse.protocols.dmr.MadeTraffic.OTHER;
import static dev.gatehouse.protocols.dmr.MadeTraffic.SILENCE;
import static dev.gatehouse.protocols.dmr.MadeTraffic.UNIT;
import static dev.gatehouse.protocols.dmr.MadeTraffic.control;
import static dev.gatehouse.protocols.dmr.MadeTraffic.data;
import static dev.gatehouse.protocols.dmr.MadeTraffic.kinds;
import static dev.gatehouse.protocols.dmr.MadeTraffic.superframe;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.dmr.EmergencyEvidence.Sign;
import dev.gatehouse.protocols.dmr.coding.Bits;
import dev.gatehouse.protocols.dmr.data.Assembly;
import dev.gatehouse.protocols.dmr.data.OutgoingPacket;
import dev.gatehouse.protocols.dmr.data.PacketAssembler;
import dev.gatehouse.protocols.dmr.data.Rate;
import dev.gatehouse.protocols.dmr.data.TextDialect;
import dev.gatehouse.protocols.dmr.data.TextWriter;
import dev.gatehouse.protocols.dmr.data.UserData;
import dev.gatehouse.protocols.dmr.link.Assurance;
import dev.gatehouse.protocols.dmr.link.Checked;
import dev.gatehouse.protocols.dmr.link.Csbk;
import dev.gatehouse.protocols.dmr.link.DataBurst;
import dev.gatehouse.protocols.dmr.link.DataType;
import dev.gatehouse.protocols.dmr.link.EmbeddedSignalling;
import dev.gatehouse.protocols.dmr.link.GpsInfo;
import dev.gatehouse.protocols.dmr.link.Lcss;
import dev.gatehouse.protocols.dmr.link.LinkControl;
import dev.gatehouse.protocols.dmr.link.MultiBlockControl;
import dev.gatehouse.protocols.dmr.link.PiHeader;
import dev.gatehouse.protocols.dmr.link.Position;
import dev.gatehouse.protocols.dmr.link.ReverseChannel;
import dev.gatehouse.protocols.dmr.link.SyncPattern;
import dev.gatehouse.protocols.dmr.link.TalkerAlias;
import dev.gatehouse.protocols.dmr.link.VoiceBurst;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SlotReaderTest {

    private final SlotReader reader = new SlotReader(PacketAssembler.Limits.STANDARD);
    private long nowMs;

    private List<Heard> hear(byte[] octets) {
        return reader.read(octets, nowMs += 60).heard();
    }

    private List<Heard> hear(List<byte[]> bursts) {
        List<Heard> heard = new ArrayList<>();
        bursts.forEach(burst -> heard.addAll(hear(burst)));
        return heard;
    }

    @Test
    void aCallFromHeaderToTerminator() {
        List<byte[]> bursts = new ArrayList<>();
        bursts.add(control(DataType.VOICE_LC_HEADER, CALL));
        bursts.add(
                data(DataType.PI_HEADER, new PiHeader(0x21, 0x10, 2, 0x177AFC73, GROUP).encode()));
        bursts.addAll(superframe(CALL));
        bursts.addAll(superframe(CALL));
        bursts.add(control(DataType.TERMINATOR_WITH_LC, CALL));
        bursts.add(DataBurst.idle(SyncPattern.BS_DATA, 1).encode());
        List<Heard> heard = hear(bursts);
        assertEquals(
                " CallHeader  Privacy ABCD Embedded EFABCD Embedded EF Terminator  Idle ",
                kinds(heard));
        assertTrue(
                heard.stream()
                        .allMatch(
                                one -> !(one instanceof Heard.Speech speech) || speech.anchored()));
    }

    @Test
    void whoComesLateLearnsFromTheSpeech() {
        List<byte[]> bursts = new ArrayList<>(superframe(CALL).subList(3, 6));
        bursts.addAll(superframe(CALL));
        List<Heard> heard = hear(bursts);
        assertEquals("CEFABCD Embedded EF", kinds(heard));
        assertFalse(assertInstanceOf(Heard.Speech.class, heard.getFirst()).anchored());
        assertTrue(assertInstanceOf(Heard.Speech.class, heard.getLast()).anchored());
        EmergencyEvidence evidence =
                heard.stream()
                        .flatMap(one -> EmergencyEvidence.in(one).stream())
                        .findFirst()
                        .orElseThrow();
        assertEquals(
                new EmergencyEvidence(
                        Sign.SERVICE_OPTIONS, 0, Assurance.CHECKSUM_5, UNIT, GROUP, true),
                evidence);
        assertFalse(evidence.certain(), "five check bits");
    }

    @Test
    void aLostFirstBurstAndADoubledOneChangeNothing() {
        List<byte[]> bursts = new ArrayList<>(superframe(CALL));
        bursts.add(1, bursts.getFirst());
        bursts.addAll(superframe(CALL).subList(1, 6));
        assertEquals("A RepeatedSpeech BCD Embedded EFBCD Embedded EF", kinds(hear(bursts)));
    }

    @Test
    void aliasAndPositionBetweenTheCallsOwnControl() {
        List<byte[]> bursts = new ArrayList<>();
        bursts.add(control(DataType.VOICE_LC_HEADER, CALL));
        GpsInfo gps = GpsInfo.of(new Position(50.087464, 14.421251), 1);
        bursts.addAll(superframe(gps));
        for (LinkControl part :
                TalkerAlias.encode(TalkerAlias.Format.ISO_7_BIT, "UNIT 12 ALPHA").orElseThrow()) {
            bursts.addAll(superframe(part));
            bursts.addAll(superframe(CALL));
        }
        List<Heard> heard = hear(bursts);
        List<TalkerAlias> aliases =
                heard.stream()
                        .flatMap(one ->
                                one instanceof Heard.Alias(TalkerAlias alias)
                                        ? Stream.of(alias)
                                        : Stream.empty())
                        .toList();
        assertEquals(
                List.of(new TalkerAlias(TalkerAlias.Format.ISO_7_BIT, "UNIT 12 ALPHA")), aliases);
        assertTrue(heard.contains(new Heard.Embedded(new Checked<>(gps, Assurance.CHECKSUM_5, 0))));
    }

    @Test
    void aReverseChannelWithinSpeech() {
        byte[] burst =
                new VoiceBurst(
                                SILENCE,
                                new VoiceBurst.Following(
                                        new EmbeddedSignalling(1, true, Lcss.SINGLE),
                                        new ReverseChannel(5).encode()))
                        .encode();
        List<Heard> heard = new ArrayList<>(hear(superframe(CALL).subList(0, 1)));
        heard.addAll(hear(burst));
        assertEquals("A Reverse B", kinds(heard));
    }

    @Test
    void controlOfSeveralBlocks() {
        MultiBlockControl message =
                new MultiBlockControl(
                        new Csbk.Head(false, false, 0x28, 0),
                        Octets.of(new byte[8]),
                        Octets.of(last(new byte[22])));
        List<byte[]> bursts = new ArrayList<>();
        bursts.add(data(DataType.MBC_HEADER, message.encodeHeader()));
        for (Octets block : message.encodeContinuations()) {
            bursts.add(data(DataType.MBC_CONTINUATION, block));
        }
        assertEquals(
                List.of(new Heard.LongControl(new Checked<>(message, Assurance.CRC_CCITT, 0))),
                hear(bursts));
        // the second block without its header
        assertInstanceOf(Heard.Unreadable.class, hear(bursts.getLast()).getFirst());
    }

    private static byte[] last(byte[] continuation) {
        continuation[12] = (byte) 0x80;
        return continuation;
    }

    /// A block whose sync is gone looks like speech once in four; within a packet it is a gap.
    @Test
    void aBlockWithoutSyncIsAGapOfItsPacket() {
        List<DataBurst> bursts =
                new TextWriter(OTHER, UNIT, false, true, Rate.HALF, 3)
                        .write(TextDialect.MOTOROLA, "lane 4")
                        .orElseThrow()
                        .bursts(SyncPattern.MS_DATA, 1, 0);
        List<byte[]> octets = new ArrayList<>(bursts.stream().map(DataBurst::encode).toList());
        byte[] speech = superframe(CALL).get(2);
        System.arraycopy(speech, 13, octets.get(2), 13, 7);
        List<Heard> heard = hear(octets);
        Heard.PacketEnd end = assertInstanceOf(Heard.PacketEnd.class, heard.getLast());
        assertEquals(List.of(1), assertInstanceOf(Assembly.Gaps.class, end.assembly()).missing());
        assertTrue(heard.stream().noneMatch(one -> one instanceof Heard.Speech));
    }

    @Test
    void silenceEndsWhatWasOpen() {
        OutgoingPacket packet =
                new TextWriter(OTHER, UNIT, false, false, Rate.HALF, 3)
                        .write(TextDialect.STANDARD, "lane 4")
                        .orElseThrow();
        assertEquals(
                " PacketHeader ",
                kinds(hear(packet.bursts(SyncPattern.MS_DATA, 1, 0).getFirst().encode())));
        List<Heard> end = reader.tick(nowMs + 700);
        assertInstanceOf(
                Assembly.Failed.class,
                assertInstanceOf(Heard.PacketEnd.class, end.getFirst()).assembly());
        // and half a superframe before the silence is not finished after it
        List<byte[]> call = superframe(CALL);
        assertEquals("ABC", kinds(hear(call.subList(0, 3))));
        nowMs += 5_000;
        assertEquals("CE", kinds(hear(call.subList(3, 5))));
    }

    /// Every kind of burst with as many wrong bits as its codes put right: the same is heard.
    @Test
    void everyMessageSurvivesWhatItsCodesCorrect() {
        Random random = Seeds.random("SlotReaderTest");
        for (int i = 0; i < 300; i++) {
            List<byte[]> bursts = new ArrayList<>();
            bursts.add(control(DataType.VOICE_LC_HEADER, CALL));
            bursts.addAll(superframe(CALL));
            bursts.add(control(DataType.TERMINATOR_WITH_LC, CALL));
            for (Rate rate : Rate.values()) {
                new TextWriter(OTHER, UNIT, false, i % 2 == 0, rate, i & 7)
                        .write(TextDialect.MOTOROLA, "lane " + i)
                        .orElseThrow()
                        .bursts(SyncPattern.BS_DATA, 1, 1)
                        .forEach(burst -> bursts.add(burst.encode()));
            }
            List<Heard> clean = new ArrayList<>();
            List<Heard> damaged = new ArrayList<>();
            SlotReader first = new SlotReader(PacketAssembler.Limits.STANDARD);
            SlotReader second = new SlotReader(PacketAssembler.Limits.STANDARD);
            long atMs = i * 100_000L;
            for (byte[] burst : bursts) {
                clean.addAll(first.read(burst, atMs).heard());
                damaged.addAll(second.read(damage(random, burst), atMs).heard());
                atMs += 60;
            }
            assertEquals(kinds(clean), kinds(damaged));
            assertEquals(texts(clean), texts(damaged));
            assertEquals(3, texts(clean).size());
        }
    }

    private static List<UserData> texts(List<Heard> heard) {
        List<UserData> texts = new ArrayList<>();
        for (Heard one : heard) {
            if (one instanceof Heard.Message message
                    && message.content() instanceof Decoded.Message<UserData>(UserData content)) {
                texts.add(content);
            }
        }
        return texts;
    }

    private static byte[] damage(Random random, byte[] octets) {
        byte[] burst = octets.clone();
        Optional<SyncPattern.Match> sync = SyncPattern.find(Bits.read(octets, 108, 48));
        if (sync.isEmpty()) {
            // EMB 2 of 16
            int[] emb = {
                108, 109, 110, 111, 112, 113, 114, 115, 148, 149, 150, 151, 152, 153, 154, 155
            };
            for (int at : Seeds.places(random, 2, 16)) {
                flip(burst, emb[at]);
            }
            // of the four fragments' 128 bits 3: one in each but the first
            boolean first = lcss(octets) == Lcss.FIRST;
            if (!first && lcss(octets) != Lcss.SINGLE) {
                flip(burst, 116 + random.nextInt(32));
            }
            return burst;
        }
        for (int at : Seeds.places(random, 3, 48)) {
            flip(burst, 108 + at);
        }
        if (sync.get().pattern().kind() == SyncPattern.Kind.VOICE) {
            return burst;
        }
        for (int at : Seeds.places(random, 3, 20)) {
            flip(burst, at < 10 ? 98 + at : 146 + at);
        }
        DataType type = DataType.ofCode((int) Bits.read(octets, 102, 4));
        int wrong =
                switch (type.coding()) {
                    case BPTC -> 4;
                    case TRELLIS -> 1;
                    case UNCODED, FILLING -> 0;
                };
        for (int at : Seeds.places(random, wrong, 195)) {
            flip(burst, at + 1 < 98 ? at + 1 : at + 1 + 68);
        }
        return burst;
    }

    private static Lcss lcss(byte[] octets) {
        return Lcss.ofCode((int) Bits.read(octets, 113, 2));
    }

    private static void flip(byte[] octets, int bit) {
        octets[bit >> 3] ^= (byte) (0x80 >> (bit & 7));
    }
}
