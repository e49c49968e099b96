package dev.gatehouse.protocols.portal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.protocols.Dissection;
import dev.gatehouse.protocols.Octets;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PortalViewTest {

    private static Dissection of(String text) {
        return PortalView.of(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void linesAreLaidOpenOneByOne() {
        Dissection view =
                of("GA,000077,000077,000077,000077\r\n\r\nSP,0.2249,03.032,004.88,000000\r\n");
        assertEquals(2, view.nodes().size());
        assertTrue(view.sound());
        assertFalse(of("GA,00x077,000077,000077,000077\r\n").sound());
        assertFalse(of("SP,0.3249,03.032,004.88,000000\r\n").sound());
        assertFalse(of("").sound());
        assertTrue(of("ZZ,1\n").sound());
    }

    @Test
    void modbusIsKnownByItsProtocolNumber() {
        Dissection view =
                PortalView.of(
                        Octets.ofHex("000100000006010300000008" + "000300000003018302").toArray());
        assertEquals("Modbus TCP", view.name());
        assertEquals(2, view.nodes().size());
        assertTrue(view.sound());
        assertFalse(PortalView.of(Octets.ofHex("00010000000601030000").toArray()).sound());
    }
}
