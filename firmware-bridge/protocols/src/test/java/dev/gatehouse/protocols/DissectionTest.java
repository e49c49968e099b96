package dev.gatehouse.protocols;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.protocols.Dissection.Check;
import dev.gatehouse.protocols.Dissection.Field;
import dev.gatehouse.protocols.Dissection.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class DissectionTest {

    private static final byte[] OCTETS = {0x0A, (byte) 0xBC, 0x01};

    @Test
    void fieldsStandBesideTheirOwnBits() {
        Dissection view =
                Dissection.of("frame", OCTETS)
                        .octets("length", 0, 1, "10")
                        .octets("beyond the end", 2, 5, "cut")
                        .octets("outside", 7, 2, "nothing")
                        .bits("kind", 5, 0x0B, "eleven")
                        .value("sum", "worked out")
                        .build();
        assertEquals("0ABC01", view.hex());
        assertEquals(
                List.of(
                        new Field("length", "0A", "10"),
                        new Field("beyond the end", "01", "cut"),
                        new Field("outside", "", "nothing"),
                        new Field("kind", "0B", "eleven"),
                        new Field("sum", "", "worked out")),
                view.nodes());
    }

    @Test
    void oneBadCheckDeepInsideSpoilsTheWhole() {
        Dissection good =
                Dissection.of("inner", OCTETS)
                        .corrected("Golay", 2)
                        .verdict("sum", Verdict.UNVERIFIED, "5 bits")
                        .outcome("parser", Decoded.message(1))
                        .build();
        assertEquals(new Check("Golay", Verdict.CORRECTED, "", 2), good.nodes().getFirst());
        assertEquals(2, good.nodes().size());
        assertTrue(Dissection.of("outer", OCTETS).part(good).build().sound());
        Dissection bad =
                Dissection.of("inner", OCTETS)
                        .outcome("parser", Decoded.rejected(RejectReason.TOO_SHORT, "3 octets"))
                        .build();
        assertEquals(
                new Check("parser", Verdict.BAD, "TOO_SHORT: 3 octets", 0), bad.nodes().getFirst());
        assertFalse(Dissection.of("outer", OCTETS).part(good).part(bad).build().sound());
    }

    @Test
    void asTextItNamesNoContent() {
        Dissection view = Dissection.of("frame", OCTETS).value("text", "HELLO").build();
        assertEquals("Dissection[frame, 1 nodes]", view.toString());
    }
}
