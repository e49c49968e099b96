package dev.gatehouse.protocols.gpio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.gpio.LineState.Cause;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class InfoTest {

    private static RejectReason reason(Decoded<?> decoded) {
        return assertInstanceOf(Decoded.Rejected.class, decoded).reason();
    }

    @Test
    void aChipTellsWhoItIs() {
        byte[] octets = new byte[68];
        byte[] name = "gpiochip1".getBytes(StandardCharsets.US_ASCII);
        byte[] label = "pinctrl-rp1".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(name, 0, octets, 0, name.length);
        System.arraycopy(label, 0, octets, 32, label.length);
        octets[64] = 54; // lines
        ChipInfo info = new ChipInfo("gpiochip1", "pinctrl-rp1", 54);
        assertEquals(Decoded.message(info), ChipInfo.decode(octets));
        assertTrue(Arrays.equals(octets, info.encode()));
        octets[67] = (byte) 0x80;
        assertEquals(RejectReason.BAD_VALUE, reason(ChipInfo.decode(octets)));
        assertEquals(RejectReason.TOO_SHORT, reason(ChipInfo.decode(new byte[67])));
    }

    /// A driver's text goes into messages: it ends where it ends, and has nothing that a terminal
    /// would obey.
    @Test
    void namesAreClipped() {
        byte[] octets = new byte[68];
        Arrays.fill(octets, 0, 64, (byte) 'x');
        octets[3] = 0x1B;
        ChipInfo info =
                assertInstanceOf(
                        ChipInfo.class,
                        assertInstanceOf(Decoded.Message.class, ChipInfo.decode(octets)).value());
        assertEquals("xxx?" + "x".repeat(27), info.name());
        assertEquals("x".repeat(31), info.label());
    }

    @Test
    void aLineTellsWhoHoldsIt() {
        LineInfo info = new LineInfo("GPIO17", "gpiomon", 17, LineFlags.USED | LineFlags.INPUT);
        byte[] octets = info.encode();
        assertEquals(17, octets[64]);
        assertEquals(5, octets[72]);
        assertEquals(Decoded.message(info), LineInfo.decode(octets));
        assertTrue(info.used());
        assertFalse(new LineInfo("", "", 0, LineFlags.OUTPUT).used());
        assertEquals(RejectReason.TOO_LONG, reason(LineInfo.decode(new byte[257])));
    }

    @Test
    void aStateGoesRound() {
        for (Cause cause : Cause.values()) {
            LineState state = new LineState(51_893_817_998L, cause, true, 0xFFFF_FFFFL, 21);
            assertEquals(Decoded.message(state), LineState.decode(state.encode()));
        }
        byte[] octets = new LineState(1, Cause.CHECK, false, 0, 0).encode();
        octets[8] = 4;
        assertEquals(RejectReason.BAD_VALUE, reason(LineState.decode(octets)));
        octets[8] = 1;
        octets[12] = 2;
        assertEquals(RejectReason.BAD_VALUE, reason(LineState.decode(octets)));
        octets[12] = 1;
        octets[7] = (byte) 0x80;
        assertEquals(RejectReason.BAD_VALUE, reason(LineState.decode(octets)));
        assertEquals(RejectReason.TOO_SHORT, reason(LineState.decode(new byte[23])));
        assertEquals(RejectReason.TOO_LONG, reason(LineState.decode(new byte[25])));
    }
}
