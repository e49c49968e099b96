package dev.gatehouse.protocols.trbo;

import static dev.gatehouse.protocols.trbo.TrboSamples.hex;
import static dev.gatehouse.protocols.trbo.TrboSamples.message;
import static dev.gatehouse.protocols.trbo.TrboSamples.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.trbo.TmsMessage.Ack;
import dev.gatehouse.protocols.trbo.TmsMessage.Availability;
import dev.gatehouse.protocols.trbo.TmsMessage.Text;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The wire of sheet section 3.
final class TmsMessageTest {

    @Test
    void aRealText() {
        String sample =
                "0020" // 32 octets follow
                        + "A0 00" // text, no acknowledgement; no address
                        + "85 04" // sequence 5, little-endian
                        + "0D000A00" // empty subject
                        + "54004500530054002000" // TEST and a space
                        + "4B004900350056004D004600" // a call sign
                        + "0000";
        Text text = (Text) message(TmsMessage.decode(hex(sample)));
        assertFalse(text.acknowledge());
        assertEquals(OptionalInt.of(5), text.sequence());
        assertEquals(OptionalInt.of(TmsMessage.UCS2_LITTLE_ENDIAN), text.encoding());
        assertEquals("", text.subject());
        assertEquals("TEST KI5VMF", text.text());
        assertEquals(sample.replace(" ", ""), hex(text.encode()));
        assertFalse(text.toString().contains("TEST"), text.toString());
    }

    @Test
    void aTextWithAddressAndLongSequence() {
        String sample = "000D E0 01 01 95 44 61006800 6F006A00";
        Text text = (Text) message(TmsMessage.decode(hex(sample)));
        assertTrue(text.acknowledge());
        assertEquals(Octets.ofHex("01"), text.address());
        assertEquals(OptionalInt.of(85), text.sequence());
        assertEquals("ahoj", text.text());
        assertEquals(sample.replace(" ", ""), hex(text.encode()));
        assertEquals("0004BF009540", hex(text.acknowledgement().encode()));
    }

    @ParameterizedTest
    @CsvSource({"0004 9F 00 95 20, 53, false", "0003 BF 00 07, 7, true"})
    void acknowledgements(String sample, int sequence, boolean reserved) {
        Ack ack = (Ack) message(TmsMessage.decode(hex(sample)));
        assertEquals(OptionalInt.of(sequence), ack.sequence());
        assertEquals(reserved, ack.reserved());
        assertEquals(sample.replace(" ", ""), hex(ack.encode()));
    }

    @Test
    void ourAcknowledgementsAreAsShortAsTheSequenceAllows() {
        assertEquals("0003BF0007", hex(Ack.of(7).encode()));
        assertEquals("0003BF001F", hex(Ack.of(31).encode()));
        assertEquals("0004BF008020", hex(Ack.of(32).encode()));
        assertEquals("0004BF009520", hex(Ack.of(53).encode()));
        assertEquals("0004BF009F60", hex(Ack.of(127).encode()));
    }

    @Test
    void availability() {
        assertEquals(Availability.internal(), message(TmsMessage.decode(hex("0003 D0 00 01"))));
        assertEquals("0003D00001", hex(Availability.internal().encode()));
        assertEquals(Ack.ofAvailability(), message(TmsMessage.decode(hex("0002 1F 00"))));
        assertEquals("00021F00", hex(Ack.ofAvailability().encode()));
    }

    @Test
    void aTextOfOurs() {
        assertEquals(
                "000E" // 14 octets follow
                        + "E0 00 85 04".replace(" ", "")
                        + "0D000A00"
                        + "480045004C00".substring(0, 12),
                hex(Text.of(true, 5, "HEL").encode()));
        Text back = (Text) message(TmsMessage.decode(Text.of(true, 127, "HELP 12").encode()));
        assertEquals("HELP 12", back.text());
        assertEquals(OptionalInt.of(127), back.sequence());
    }

    @Test
    void subjectAndOddEnds() {
        Text subject =
                new Text(
                        true,
                        true,
                        Octets.NONE,
                        OptionalInt.of(1),
                        OptionalInt.of(4),
                        Octets.ofHex("41000D000A0042000000"));
        assertEquals("A", subject.subject());
        assertEquals("B", subject.text());
        Text odd = (Text) message(TmsMessage.decode(hex("0007 A0 00 81 04 4100 42")));
        assertEquals("A", odd.text());
        Text half = (Text) message(TmsMessage.decode(hex("0006 A0 00 81 04 00D8")));
        assertEquals("\uFFFD", half.text());
    }

    @Test
    void junkBehindTheLengthIsLeftAlone() {
        assertEquals(Ack.of(7), message(TmsMessage.decode(hex("0003 BF 00 07 FFFF"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0006 60 00 48004900", "0003 A0 00 05", "0005 A0 00 05 4800"})
    void textsWithFewerHeadersAreRead(String sample) {
        Text text = (Text) message(TmsMessage.decode(hex(sample)));
        assertEquals(sample.replace(" ", ""), hex(text.encode()));
    }

    @ParameterizedTest
    @CsvSource({
        "0001, TOO_SHORT",
        "0001 1F 00, TOO_SHORT",
        "0005 BF 00 07, TOO_SHORT",
        "FFFF BF 00 07, TOO_LONG",
        "0002 E0 05, TOO_SHORT", // address cut
        "0002 E0 00, TOO_SHORT", // extra header missing
        "0003 E0 00 85, TOO_SHORT", // second missing
        "0004 E0 00 85 84, UNSUPPORTED", // a third
        "0002 D0 00, TOO_SHORT", // no capability
        "0004 D0 00 01 00, LEFTOVER",
        "0004 BF 00 07 00, LEFTOVER",
        "0003 5F 00 07, UNSUPPORTED", // acknowledgement that wants one
        "0002 2A 00, UNSUPPORTED"
    })
    void refuses(String sample, RejectReason reason) {
        assertEquals(reason, refused(TmsMessage.decode(hex(sample))));
    }
}
