package dev.gatehouse.protocols.hytera;

import static dev.gatehouse.protocols.hytera.HyteraSamples.hex;
import static dev.gatehouse.protocols.hytera.HyteraSamples.message;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.hytera.HrnpPacket.Opcode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The wire of sheet section 3, and the stream it comes in.
final class HrnpPacketTest {

    private static final String CALL = "7E04000020100000001873890241080500006F0000007503";

    @Test
    void connectAndItsAnswer() {
        HrnpPacket connect = HrnpPacket.toRadio(Opcode.CONNECT, 0, Octets.NONE);
        assertEquals("7E0400FE20100000000C60E1", hex(connect.encode()));
        assertEquals("7E0400FD10200000000C70D2", hex(connect.answered(Opcode.ACCEPT).encode()));
    }

    @Test
    void aCallIsAskedFor() {
        HrnpPacket data = message(HrnpPacket.decode(hex(CALL)));
        assertEquals(
                new Rcp.CallRequest(0, 111),
                message(HdapFrame.decode(data.payload().toArray())).message());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7E0400FE20100000000C60E1",
                "7E0400FD10200000000C70D2",
                "7E0300FE20100000000C60E2",
                "7E0300FD10200000000C70D3",
                CALL,
                "7E04001010200001000C71BE"
            })
    void isWrittenAsItWasRead(String sample) {
        assertEquals(sample, hex(message(HrnpPacket.decode(hex(sample))).encode()));
    }

    @Test
    void dataIsAcknowledgedWithItsNumber() {
        HrnpPacket sent = HrnpPacket.toRadio(Opcode.DATA, 1, Octets.ofHex("00"));
        assertEquals("7E04001010200001000C71BE", hex(sent.answered(Opcode.DATA_ACK).encode()));
    }

    @ParameterizedTest
    @CsvSource({
        "7E0400FE2010, TOO_SHORT",
        "7F0400FE20100000000C60E1, BAD_SYNTAX",
        "7E0400FE20100000000D60E1, TOO_SHORT",
        "7E0400FE20100000000C60E100, LEFTOVER",
        "7E0400FE20100000000C60E2, BAD_CHECKSUM",
        "7E0500FE20100000000C60E0, UNSUPPORTED",
        "7E0400EE20100000000C60F1, UNSUPPORTED"
    })
    void refuses(String sample, RejectReason reason) {
        assertEquals(
                reason,
                assertInstanceOf(Decoded.Rejected.class, HrnpPacket.decode(hex(sample))).reason());
    }

    @Test
    void theStreamMayBeCutAnywhere() {
        byte[] stream = hex("00FF7E" + CALL + "7E04" + CALL + "7E0400FE20100000000C60E1");
        for (int cut = 1; cut < stream.length; cut++) {
            HrnpReader reader = new HrnpReader();
            List<Decoded<HrnpPacket>> found =
                    new ArrayList<>(reader.accept(Arrays.copyOf(stream, cut)));
            found.addAll(reader.accept(Arrays.copyOfRange(stream, cut, stream.length)));
            long good = found.stream().filter(Decoded.Message.class::isInstance).count();
            assertEquals(3, good, "cut at " + cut);
            assertEquals(5, reader.skippedOctets());
        }
    }

    @Test
    void aLieAboutTheLengthCostsNoMoreThanItself() {
        HrnpReader reader = new HrnpReader();
        // claims 1,500 octets: the reader waits for them, then finds what they hid
        byte[] liar = hex("7E04000020100000" + "05DC" + "0000");
        List<Decoded<HrnpPacket>> found = new ArrayList<>(reader.accept(liar));
        for (int i = 0; i < 100; i++) {
            found.addAll(reader.accept(hex(CALL)));
        }
        assertEquals(100, found.stream().filter(Decoded.Message.class::isInstance).count());
        reader.reset();
    }
}
