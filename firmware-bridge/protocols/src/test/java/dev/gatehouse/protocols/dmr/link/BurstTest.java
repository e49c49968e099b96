package dev.gatehouse.protocols.dmr.link;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.dmr.Seeds;
import dev.gatehouse.protocols.dmr.coding.Bits;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BurstTest {

    private static final String SILENCE = "B9E881526173002A6B";

    static <T> T value(Decoded<T> decoded) {
        return switch (decoded) {
            case Decoded.Message<T>(T value) -> value;
            case Decoded.Rejected<T> rejected -> throw new AssertionError(rejected.toString());
        };
    }

    private static byte[] hex(String octets) {
        return HexFormat.of().parseHex(octets);
    }

    /// Bursts of the sheet: what they are, and the very same octets again.
    @ParameterizedTest
    @CsvSource({
        "028A093883D00AC1168232A0C46D5D7F77FD757E33F8554013D009C247098D90E0,MS_DATA,1,VOICE_LC_HEADER,00008300000912D6870973A8",
        "02E509EC83600AB916F23200C4AD5D7F77FD757966EC567814B005824F099490D3,MS_DATA,1,TERMINATOR_WITH_LC,00008300000912D687067CA7",
        "404483E50EEA09E41FF0262004CD5D7F77FD757ACBF306901418124409D85191DC,MS_DATA,1,CSBK,A710000000000912D68748FD",
        "252FE2B522B6F2E276D232E5863D5D7F77FD757A871FEFA1222F0302F22D7220E2,MS_DATA,1,RATE_3_4_DATA,01BF0001410048004F004A000000A197CCB4",
        "7ABC3520240678E3A3436A8B55BDFF57D75DF5D55ED179B2304122624D0589A7BC,BS_DATA,5,DATA_HEADER,023A2337FC2337FE820081A3",
        "430D22106233407C00B0219A55DDFF57D75DF5D6F1492A46D43D20C20B8291214B,BS_DATA,5,RATE_1_2_DATA,D6790062620003BF00070000",
        "125BA41930CCD9A117230A22840DFF57D75DF5DD9D3F71C040C008A50B5F1C1D19,BS_DATA,1,PI_HEADER,211003BF671117000009C139",
        "53C25EABA8671DC7383BD936065DFF57D75DF5D92BF6E465171B48CA6D4FC610B4,BS_DATA,1,IDLE,''"
    })
    void burstsOfTheSheet(
            String octets, SyncPattern sync, int colourCode, DataType type, String payload) {
        DataBurst burst = assertInstanceOf(DataBurst.class, value(Burst.decode(hex(octets))));
        assertEquals(
                new DataBurst(sync, new SlotType(colourCode, type), Octets.ofHex(payload)), burst);
        assertEquals(0, burst.correctedBits());
        assertArrayEquals(hex(octets), burst.encode());
    }

    @ParameterizedTest
    @EnumSource(DataType.class)
    void everyTypeComesBack(DataType type) {
        Random random = Seeds.random("BurstTest");
        for (int i = 0; i < 50; i++) {
            Octets payload = Octets.of(Seeds.octets(random, type.coding().octets()));
            for (SyncPattern sync : SyncPattern.values()) {
                if (sync.kind() == SyncPattern.Kind.DATA) {
                    DataBurst burst =
                            new DataBurst(sync, new SlotType(random.nextInt(16), type), payload);
                    assertEquals(burst, value(Burst.decode(burst.encode())));
                }
            }
        }
        assertEquals(type, DataType.ofCode(type.code()));
    }

    @Test
    void voiceComesBack() {
        Random random = Seeds.random("BurstTest");
        for (int i = 0; i < 500; i++) {
            Octets voice = Octets.of(Seeds.octets(random, 27));
            VoiceBurst.Centre centre =
                    i % 2 == 0
                            ? new VoiceBurst.First(SyncPattern.DIRECT_2_VOICE, 0)
                            : new VoiceBurst.Following(
                                    new EmbeddedSignalling(
                                            random.nextInt(16),
                                            random.nextBoolean(),
                                            Lcss.ofCode(random.nextInt(4))),
                                    random.nextInt());
            VoiceBurst burst = new VoiceBurst(voice, centre);
            byte[] octets = burst.encode();
            Burst read =
                    i % 2 == 0
                            ? value(Burst.decode(octets))
                            : value(VoiceBurst.decodeEmbedded(octets));
            assertEquals(burst, read);
            assertArrayEquals(octets, read.encode());
        }
    }

    @Test
    void patternsAreFarEnoughApart() {
        for (SyncPattern one : SyncPattern.values()) {
            for (SyncPattern other : SyncPattern.values()) {
                int distance = Long.bitCount(one.bits() ^ other.bits());
                assertTrue(
                        one == other || distance > 2 * SyncPattern.MAX_ERRORS, one + " " + other);
            }
        }
        assertEquals(SyncPattern.BS_VOICE.bits(), SyncPattern.BS_DATA.bits() ^ 0xAAAA_AAAA_AAAAL);
    }

    /// Three wrong bits in the sync, three in the slot type, four in the information: all counted.
    @Test
    void whatIsCorrectedIsCounted() {
        Random random = Seeds.random("BurstTest");
        Octets payload = Octets.ofHex("A710000000000912D68748FD");
        byte[] sent =
                new DataBurst(SyncPattern.BS_DATA, new SlotType(7, DataType.CSBK), payload)
                        .encode();
        for (int i = 0; i < 2_000; i++) {
            byte[] octets = sent.clone();
            flip(octets, Seeds.places(random, 3, 48), 108);
            for (int at : Seeds.places(random, 3, 20)) {
                flip(octets, new int[] {at < 10 ? 98 + at : 156 + at - 10}, 0);
            }
            for (int at : Seeds.places(random, 4, 195)) {
                // bit 0 is R(3), which nothing covers
                flip(octets, new int[] {at + 1 < 98 ? at + 1 : at + 1 - 98 + 166}, 0);
            }
            DataBurst burst = assertInstanceOf(DataBurst.class, value(Burst.decode(octets)));
            assertEquals(payload, burst.payload());
            assertEquals(3, burst.syncErrors());
            assertEquals(3, burst.slotType().correctedBits());
            assertEquals(4, burst.payloadErrors());
            assertEquals(10, burst.correctedBits());
            assertArrayEquals(sent, burst.encode());
        }
    }

    private static void flip(byte[] octets, int[] places, int from) {
        for (int place : places) {
            octets[(from + place) >> 3] ^= (byte) (0x80 >> ((from + place) & 7));
        }
    }

    @Test
    void whatIsNoBurstIsRejected() {
        for (int length = 0; length < 40; length++) {
            if (length != 33) {
                assertEquals(
                        length < 33 ? RejectReason.TOO_SHORT : RejectReason.TOO_LONG,
                        reason(Burst.decode(new byte[length])));
            }
        }
        byte[] reverse =
                new VoiceBurst(
                                Octets.of(new byte[27]),
                                new VoiceBurst.First(SyncPattern.BS_VOICE, 0))
                        .encode();
        Bits.write(reverse, 108, 48, SyncPattern.MS_REVERSE_CHANNEL.bits());
        assertEquals(RejectReason.UNSUPPORTED, reason(Burst.decode(reverse)));
    }

    private static RejectReason reason(Decoded<?> decoded) {
        return assertInstanceOf(Decoded.Rejected.class, decoded).reason();
    }

    /// The silence that fills gaps has no errors; each wrong bit of its guarded ones is seen.
    @Test
    void damageOfSpeechIsSeen() {
        byte[] voice = hex(SILENCE.repeat(3));
        assertEquals(new VoiceErrors(0, 141), VoiceErrors.of(Octets.of(voice)));
        // bits 0, 4 and 8 are of the first word, 25 and 29 of the second
        flip(voice, new int[] {0, 4, 8, 25, 29}, 72);
        VoiceErrors damaged = VoiceErrors.of(Octets.of(voice));
        assertEquals(new VoiceErrors(5, 141), damaged);
        assertEquals(5.0 / 141, damaged.rate());
        // a fourth wrong bit of the first word: how the second is whitened is not known any more
        flip(voice, new int[] {12}, 72);
        assertEquals(new VoiceErrors(4, 118), VoiceErrors.of(Octets.of(voice)));
        assertEquals(0, VoiceErrors.NONE.rate());
    }
}
