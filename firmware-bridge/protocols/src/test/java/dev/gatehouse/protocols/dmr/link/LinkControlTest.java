package dev.gatehouse.protocols.dmr.link;

import static dev.gatehouse.protocols.dmr.link.BurstTest.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.dmr.Seeds;
import dev.gatehouse.protocols.dmr.coding.EmbeddedBptc;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkControlTest {

    private static final RadioAddress GROUP = new RadioAddress(9);
    private static final RadioAddress UNIT = new RadioAddress(1_234_567);

    private static LinkControl lc(String octets) {
        LinkControl lc = LinkControl.decode(Octets.ofHex(octets));
        assertEquals(octets, lc.encode().hex());
        return lc;
    }

    @Test
    void anEmergencyCallToAGroup() {
        VoiceChannelUser call = VoiceChannelUser.toGroup(new ServiceOptions(0x83), GROUP, UNIT);
        assertEquals(call, lc("00008300000912D687"));
        assertTrue(call.group() && call.options().emergency());
        assertFalse(call.options().privacy() || call.options().broadcast());
        assertEquals(3, call.options().priority());
        assertEquals("00008300000912D6870973A8", call.encode(DataType.VOICE_LC_HEADER).hex());
        assertEquals("00008300000912D687067CA7", call.encode(DataType.TERMINATOR_WITH_LC).hex());
    }

    @Test
    void otherFeatureSetsHaveTheSameCall() {
        VoiceChannelUser call = assertInstanceOf(VoiceChannelUser.class, lc("001040000009280722"));
        assertTrue(call.options().privacy());
        assertEquals(new RadioAddress(2_623_266), call.source());
        assertInstanceOf(VoiceChannelUser.class, lc("036800000009280722"));
        // FLCO 4 and 7 of FID 10 are Capacity Plus, 9 of FID 68 is a set-up, protected is closed
        assertInstanceOf(LinkControl.Opaque.class, lc("041040000009280722"));
        assertInstanceOf(LinkControl.Opaque.class, lc("096840000009280722"));
        assertInstanceOf(LinkControl.Opaque.class, lc("800000000009280722"));
        assertInstanceOf(LinkControl.Opaque.class, lc("3F9F00000009280722"));
    }

    @ParameterizedTest
    @CsvSource({
        "08000014829E473C4A,50.087464,14.421251,2",
        "08000328F031CFD91F,-33.856784,-151.215295,20",
        "18100014829E473C4A,50.087464,14.421251,2"
    })
    void positionsOfTheSheet(String octets, double latitude, double longitude, int metres) {
        GpsInfo gps = assertInstanceOf(GpsInfo.class, lc(octets));
        Position position = gps.position().orElseThrow();
        assertEquals(latitude, position.latitude(), 1e-5);
        assertEquals(longitude, position.longitude(), 1e-5);
        assertEquals(metres, gps.errorMetres().orElseThrow());
        GpsInfo again = GpsInfo.of(position, gps.error());
        assertEquals(gps.content(), again.content());
    }

    @Test
    void noFixIsNoPosition() {
        GpsInfo gps = assertInstanceOf(GpsInfo.class, lc("08000E4A27C7518099"));
        assertEquals(7, gps.error());
        assertEquals(Optional.empty(), gps.position());
        GpsInfo zero = assertInstanceOf(GpsInfo.class, lc("080000000000000000"));
        assertEquals(Optional.empty(), zero.position());
    }

    @Test
    void aTerminatorOfData() {
        DataTerminator end =
                assertInstanceOf(DataTerminator.class, lc("3000000009" + "12D687" + "C5"));
        assertEquals(GROUP, end.target());
        assertTrue(end.group() && end.responseRequested());
        assertEquals(5, end.sendSequence());
    }

    @Test
    void anyNineOctetsComeBack() {
        Random random = Seeds.random("LinkControlTest");
        for (int i = 0; i < 20_000; i++) {
            byte[] octets = Seeds.octets(random, 9);
            octets[0] &= (byte) (random.nextBoolean() ? 0x3F : 0xFF);
            octets[1] = (byte) List.of(0, 0x10, 0x08, 0x68, 0x33).get(random.nextInt(5)).intValue();
            Octets sent = Octets.of(octets);
            assertEquals(sent, LinkControl.decode(sent).encode());
        }
        assertThrows(
                IllegalArgumentException.class, () -> LinkControl.decode(Octets.of(new byte[8])));
    }

    @Test
    void aHeaderIsVerifiedUnlessOneOctetHadToBePutRight() {
        VoiceChannelUser call = VoiceChannelUser.toUnit(ServiceOptions.NONE, UNIT, UNIT);
        DataBurst burst =
                new DataBurst(
                        SyncPattern.MS_DATA,
                        new SlotType(1, DataType.VOICE_LC_HEADER),
                        call.encode(DataType.VOICE_LC_HEADER));
        Checked<LinkControl> clean = value(LinkControl.decode(burst));
        assertEquals(new Checked<>(call, Assurance.REED_SOLOMON, 0), clean);
        assertTrue(clean.verified());
        byte[] wrong = burst.payload().toArray();
        wrong[8] ^= 0x11;
        Checked<LinkControl> repaired = value(LinkControl.decode(with(burst, wrong)));
        assertEquals(new Checked<>(call, Assurance.REED_SOLOMON_REPAIRED, 2), repaired);
        assertFalse(repaired.verified());
        wrong[0] ^= 0x01;
        assertInstanceOf(Decoded.Rejected.class, LinkControl.decode(with(burst, wrong)));
    }

    private static DataBurst with(DataBurst burst, byte[] payload) {
        return new DataBurst(burst.sync(), burst.slotType(), Octets.of(payload));
    }

    @Test
    void embeddedControlIsCollectedByItsOwnOrder() {
        VoiceChannelUser call = VoiceChannelUser.toGroup(new ServiceOptions(0x83), GROUP, UNIT);
        List<VoiceBurst.Following> set = EmbeddedLcCollector.spread(call, 1);
        assertEquals(0x22210F00, set.getFirst().fragment());
        assertEquals(0x2759187B, set.get(3).fragment());
        EmbeddedLcCollector collector = new EmbeddedLcCollector();
        // late: C D E F of a superframe, then a whole one, twice
        for (int i = 1; i < 5; i++) {
            assertEquals(Optional.empty(), collector.add(set.get(i)));
        }
        for (int superframe = 0; superframe < 2; superframe++) {
            for (int i = 0; i < 5; i++) {
                Optional<Decoded<Checked<LinkControl>>> decoded = collector.add(set.get(i));
                assertEquals(i == 3, decoded.isPresent());
                decoded.ifPresent(one ->
                        assertEquals(new Checked<>(call, Assurance.CHECKSUM_5, 0), value(one)));
            }
        }
        assertEquals(0, collector.brokenSets());
        // B, a lost C, D, E: one continuation short
        for (int i : new int[] {0, 2, 3}) {
            assertEquals(Optional.empty(), collector.add(set.get(i)));
        }
        assertEquals(1, collector.brokenSets());
    }

    @Test
    void embeddedControlWithAWrongChecksumIsRejected() {
        byte[] lc = Octets.ofHex("00008300000912D687").toArray();
        int[] coded = EmbeddedBptc.encode(lc, 12);
        EmbeddedLcCollector collector = new EmbeddedLcCollector();
        Lcss[] order = {Lcss.FIRST, Lcss.CONTINUATION, Lcss.CONTINUATION, Lcss.LAST};
        Optional<Decoded<Checked<LinkControl>>> last = Optional.empty();
        for (int i = 0; i < 4; i++) {
            last =
                    collector.add(
                            new VoiceBurst.Following(
                                    new EmbeddedSignalling(1, false, order[i]), coded[i]));
        }
        assertInstanceOf(Decoded.Rejected.class, last.orElseThrow());
    }
}
