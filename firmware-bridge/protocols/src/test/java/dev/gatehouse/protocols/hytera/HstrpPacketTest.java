package dev.gatehouse.protocols.hytera;

import static dev.gatehouse.protocols.hytera.HyteraSamples.hex;
import static dev.gatehouse.protocols.hytera.HyteraSamples.hstrp;
import static dev.gatehouse.protocols.hytera.HyteraSamples.message;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.hytera.HstrpOption.Channel;
import dev.gatehouse.protocols.hytera.HstrpPacket.Answer;
import dev.gatehouse.protocols.hytera.HstrpPacket.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The wire of sheet section 2.
final class HstrpPacketTest {

    @Test
    void connect() {
        HstrpPacket packet =
                hstrp(
                        "3242 00" // mark, version
                                + "24" // options, connect
                                + "0002" // sequence
                                + "83 04 00000001" // more, device id 1
                                + "04 01 01"); // slot 1
        assertEquals(HstrpPacket.connect(2, HstrpOption.of(1, 1)), packet);
        assertEquals(Optional.of(1), packet.slot());
    }

    @Test
    void everyAnswerCopiesSequenceAndOptions() {
        HstrpPacket connect = hstrp("324200240001830400000001040101");
        assertEquals("324200250001830400000001040101", hex(connect.answered(Answer.ACK).encode()));
        HstrpPacket data = hstrp("32420020 0001 83040001869F 040102 11 0003 0004 0A000064 BD 03");
        assertEquals(
                "3242002100018304" + "0001869F040102", hex(data.answered(Answer.ACK).encode()));
        assertEquals("324200080000", hex(HstrpPacket.close().encode()));
        assertEquals("324200090000", hex(HstrpPacket.close().answered(Answer.ACK).encode()));
        assertEquals(
                "324200140002",
                hex(HstrpPacket.connect(2, List.of()).answered(Answer.REJECT).encode()));
    }

    @Test
    void allOptions() {
        List<HstrpOption> options =
                List.of(
                        new HstrpOption.RealTime(),
                        new HstrpOption.DeviceId(0xFFFF_FFFFL),
                        new Channel(Channel.Field.SLOT, 2),
                        new Channel(Channel.Field.XPT_SITE, 3),
                        new Channel(Channel.Field.XPT_INDEX, 4),
                        new Channel(Channel.Field.XPT_CHANNEL_TYPE, 1),
                        new HstrpOption.Other(0x7F, Octets.ofHex("AABB")));
        HstrpPacket packet = HstrpPacket.data(7, options, Octets.ofHex("00"));
        assertEquals(
                "324200200007"
                        + "8100" // real time
                        + "8304FFFFFFFF" // device
                        + "840102" // slot
                        + "850103"
                        + "860104"
                        + "870101" // channel type data
                        + "7F02AABB" // the last one
                        + "00",
                hex(packet.encode()));
        assertEquals(packet, message(HstrpPacket.decode(packet.encode())));
    }

    @Test
    void aKnownOptionOfAnotherLengthIsKeptAsItIs() {
        HstrpPacket packet = hstrp("324200200001 0302AABB 11");
        assertEquals(List.of(new HstrpOption.Other(3, Octets.ofHex("AABB"))), packet.options());
        assertEquals("3242002000010302AABB11", hex(packet.encode()));
    }

    @Test
    void dataMayComeWithoutOptions() {
        HstrpPacket packet = hstrp("324200000001 0900");
        assertEquals(Kind.DATA, packet.kind());
        assertEquals(Octets.ofHex("0900"), packet.payload());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "324200240002830400000001040101",
                "324200250001830400000001040101",
                "324200020000",
                "324200010001",
                "324200210014830400000001040101",
                "324200080000",
                "324200090000",
                "32420020000183040001869F0401021100030004" + "0A000064BD03",
                "32420020000183040001869F04010211008000090A000064000000012C0E03",
                "32420020000283040001869F04010211000100040A000064BF03",
                "3242000000010900A10022000000000A0003EAC0A81464480065006C006C006F00200057006F0072006C"
                        + "0064007C03",
                "3242002000148304000000010401010900A2000D00000000000003EA00000001009503"
            })
    void isWrittenAsItWasRead(String sample) {
        assertEquals(sample, hex(hstrp(sample).encode()));
    }

    @ParameterizedTest
    @CsvSource({
        "'', TOO_SHORT",
        "3242002400, TOO_SHORT",
        "3243002400020000, BAD_SYNTAX",
        "324201020000, UNSUPPORTED", // version 1
        "324200420000, UNSUPPORTED", // bit 40
        "3242000C0000, BAD_VALUE", // connect and close
        "324200110000, BAD_VALUE", // acknowledged and refused
        "324200200000, TOO_SHORT", // options announced, none there
        "3242002000008304000000, TOO_SHORT", // value cut
        "324200200000830400000001, TOO_SHORT", // more announced
        "32420002000000, LEFTOVER", // heartbeat with payload
        "32420001000000, LEFTOVER" // acknowledgement with payload
    })
    void refuses(String sample, RejectReason reason) {
        assertEquals(
                reason,
                assertInstanceOf(
                                Decoded.Rejected.class,
                                HstrpPacket.decode(hex(sample == null ? "" : sample)))
                        .reason());
    }

    @Test
    void limits() {
        byte[] long0 = Arrays.copyOf(hex("324200000001"), HstrpPacket.MAX_BYTES + 1);
        assertEquals(
                RejectReason.TOO_LONG,
                assertInstanceOf(Decoded.Rejected.class, HstrpPacket.decode(long0)).reason());
        byte[] options = Arrays.copyOf(hex("324200200001"), 6 + 2 * 17);
        for (int at = 6; at < options.length; at += 2) {
            options[at] = (byte) 0x81;
        }
        assertEquals(
                RejectReason.LIMIT_EXCEEDED,
                assertInstanceOf(Decoded.Rejected.class, HstrpPacket.decode(options)).reason());
        assertThrows(
                IllegalArgumentException.class,
                () -> HstrpPacket.data(0x1_0000, List.of(), Octets.NONE));
        assertThrows(
                IllegalArgumentException.class,
                () -> new HstrpPacket(Kind.CONNECT, Answer.NONE, 1, List.of(), Octets.ofHex("00")));
    }

    @Test
    void aHeartbeatsOptionBitSaysNothing() {
        assertArrayEquals(hex("324200020000"), hstrp("324200220000").encode());
    }
}
