package dev.gatehouse.core.match;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import org.junit.jupiter.api.Test;

final class JurisdictionTest {
    /// Section 3.3 of the fact sheet, typed again.
    private static final String SHEET =
            "CA: AB BC MB NB NL NS NT NU ON PE QC SK YT ZMIL ZDIP;"
                    + "US: AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT"
                    + " NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC"
                    + " AS GU MP PR UM VI ZGOV ZMIL ZDIP ZTRB;"
                    + "MX: AGU BCN BCS CAM CHH CHP CMX COA COL DUR GRO GUA HID JAL MEX MIC MOR NAY NLE OAX"
                    + " PUE QUE ROO SIN SLP SON TAB TAM TLA VER YUC ZAC ZFED";

    @Test
    void everyCodeOfTheSheetIsItself() {
        int count = 1;
        for (String country : SHEET.split(";", -1)) {
            String[] parts = country.split(": ", -1);
            for (String part : parts[1].split(" ", -1)) {
                String code = parts[0] + "-" + part;
                assertEquals(code, Jurisdiction.ofIso(code).code());
                assertSame(Jurisdiction.ofIso(code), Jurisdiction.ofShortForm(code));
                assertSame(
                        Jurisdiction.ofIso(code),
                        Jurisdiction.ofIso(code.toLowerCase(Locale.ROOT)));
                assertSame(
                        Jurisdiction.ofIso(code), Jurisdiction.ofId(Jurisdiction.ofIso(code).id()));
                assertTrue(Jurisdiction.ofIso(code).isKnown());
                count++;
            }
        }
        assertEquals(count, Jurisdiction.count());
        assertTrue(Jurisdiction.count() <= 128, "seven bits of a posting");
    }

    @Test
    void twoLetterCodesAreStatesAndProvinces() {
        for (String country : SHEET.split(";", -1)) {
            String[] parts = country.split(": ", -1);
            for (String part : parts[1].split(" ", -1)) {
                if (part.length() == 2) {
                    assertEquals(parts[0] + "-" + part, Jurisdiction.ofShortForm(part).code());
                }
            }
        }
    }

    @Test
    void shortFormsOfReaders() {
        assertShort("CA-ON", "ON", "on", "ONT", "Ont.", "Ontario", " ONT. ", "CA_ON");
        assertShort("CA-QC", "QC", "Qué.", "Que", "QUÉBEC", "P.Q.");
        assertShort("US-NY", "NY", "N.Y.", "New York", "NEW-YORK", "us-ny");
        assertShort("US-DC", "D.C.", "District of Columbia");
        assertShort("MX-JAL", "JAL", "Jalisco");
        assertShort("MX-NLE", "Nuevo León");
    }

    @Test
    void whatIsNotMappedIsUnknown() {
        for (String text :
                new String[] {
                    "", "ZZ", "zz", "XX", "GB", "CA-XX", "US", "MICH", "-", "A".repeat(1_000)
                }) {
            assertSame(Jurisdiction.UNKNOWN, Jurisdiction.ofShortForm(text), text);
            assertSame(Jurisdiction.UNKNOWN, Jurisdiction.ofIso(text), text);
        }
        assertFalse(Jurisdiction.UNKNOWN.isKnown());
        assertEquals(0, Jurisdiction.UNKNOWN.id());
        assertEquals("ZZ", Jurisdiction.UNKNOWN.code());
    }

    /// Drivers report countries by ISO 3166-1, where CA is Canada and DE is Germany.
    @Test
    void aCountryIsNotAState() {
        for (String country : new String[] {"CA", "DE", "US", "MX", "IN", "MA"}) {
            assertSame(Jurisdiction.UNKNOWN, Jurisdiction.ofIso(country), country);
        }
        assertEquals("US-PR", Jurisdiction.ofIso("PR").code());
    }

    private static void assertShort(String code, String... forms) {
        for (String form : forms) {
            assertEquals(code, Jurisdiction.ofShortForm(form).code(), form);
        }
    }
}
