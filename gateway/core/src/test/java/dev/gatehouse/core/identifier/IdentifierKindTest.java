package dev.gatehouse.core.identifier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.core.match.SeededTest;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class IdentifierKindTest {
    /// Published examples, and values worked out by hand from the published rules.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    VIN         | 1M8GDM9AXKP042788      | 1M8GDM9AXKP042788 | VALID
                    VIN         | 1m8-gdm9a xkp042788    | 1M8GDM9AXKP042788 | VALID
                    VIN         | 1M8GDM9A0KP042788      | 1M8GDM9A0KP042788 | FAILED
                    VIN         | WVWZZZ3CZWE000001      | WVWZZZ3CZWE000001 | NOT_APPLICABLE
                    VIN         | 1M8GDM9AXKP04278       | -                 | MALFORMED
                    VIN         | 1M8GDM9AXKPQ42788      | -                 | MALFORMED
                    VIN         | １M8GDM9AXKP042788      | 1M8GDM9AXKP042788 | VALID
                    VIN         | 1М8GDM9AXKP042788      | -                 | MALFORMED
                    ISO6346     | CSQU 305438-3          | CSQU3054383       | VALID
                    ISO6346     | CSQU3054382            | CSQU3054382       | FAILED
                    ISO6346     | CSQU305438             | CSQU3054383       | UNVERIFIED
                    ISO6346     | CSQX3054383            | -                 | MALFORMED
                    ISO6346     | CSQU30543833           | -                 | MALFORMED
                    IMO_SHIP    | IMO 9074729            | 9074729           | VALID
                    IMO_SHIP    | 9074728                | 9074728           | FAILED
                    IMO_SHIP    | 90747299               | -                 | MALFORMED
                    IMO_COMPANY | IMO 2041999            | 2041999           | VALID
                    IMO_COMPANY | 9074729                | 9074729           | FAILED
                    UIC_WAGON   | 21 81 2471 217-3       | 218124712173      | VALID
                    UIC_WAGON   | 21 81 2471 217-4       | 218124712174      | FAILED
                    UIC_WAGON   | 21 81 2471 217         | 218124712173      | UNVERIFIED
                    AAR_CAR     | bnsf 001234            | BNSF1234          | NOT_APPLICABLE
                    AAR_CAR     | CN 0                   | CN0               | NOT_APPLICABLE
                    AAR_CAR     | X 1234                 | -                 | MALFORMED
                    AAR_CAR     | BNSF 1234567           | -                 | MALFORMED
                    MMSI        | 316 001 245            | 316001245         | NOT_APPLICABLE
                    MMSI        | 31600124               | -                 | MALFORMED
                    CALL_SIGN   | VE3ABC                 | VE3ABC            | NOT_APPLICABLE
                    CALL_SIGN   | 1234                   | -                 | MALFORMED
                    AIRCRAFT_MARK | C-GABC               | CGABC             | NOT_APPLICABLE
                    AIRCRAFT_MARK | N1                   | N1                | NOT_APPLICABLE
                    AIRCRAFT_ADDRESS | c0 1a2b           | C01A2B            | NOT_APPLICABLE
                    AIRCRAFT_ADDRESS | FFFFFF            | FFFFFF            | FAILED
                    AIRCRAFT_ADDRESS | C01A2G            | -                 | MALFORMED
                    AWB         | 020-1234567 5          | 02012345675       | VALID
                    AWB         | 020-1234567 6          | 02012345676       | FAILED
                    AWB         | 020-1234567            | 02012345675       | UNVERIFIED
                    AWB         | 020-1234567 7          | -                 | MALFORMED
                    CARGO_CONTROL | 8123 pars-0001       | 8123PARS0001      | NOT_APPLICABLE
                    CARGO_CONTROL | 8123                 | -                 | MALFORMED
                    BILL_OF_LADING | MAEU 12345          | MAEU12345         | NOT_APPLICABLE
                    HS_CODE     | 8471.30.00.10          | 8471300010        | NOT_APPLICABLE
                    HS_CODE     | 847                    | -                 | MALFORMED
                    HS_CODE     | 7712                   | 7712              | FAILED
                    SERIAL      | SN 00-12/a             | SN0012A           | NOT_APPLICABLE
                    LEI         | 5493001KJTIIGC8Y1R12   | 5493001KJTIIGC8Y1R12 | VALID
                    LEI         | 5493001KJTIIGC8Y1R13   | 5493001KJTIIGC8Y1R13 | FAILED
                    LEI         | 5493001KJTIIGC8Y1R1A   | -                 | MALFORMED
                    CA_BN       | 123 456 782            | 123456782         | VALID
                    CA_BN       | 123456782rm0001        | 123456782RM0001   | VALID
                    CA_BN       | 123456783RM0001        | 123456783RM0001   | FAILED
                    CA_BN       | 123456782RM001         | -                 | MALFORMED
                    SCAC        | abcd                   | ABCD              | NOT_APPLICABLE
                    SCAC        | A1                     | -                 | MALFORMED
                    CARRIER_CODE | 80-12                 | 8012              | NOT_APPLICABLE
                    USDOT       | USDOT 00123            | 123               | NOT_APPLICABLE
                    DOCUMENT    | CAN:AB 123-456         | CAN:AB123456      | NOT_APPLICABLE
                    DOCUMENT    | D:C01X00T47            | D:C01X00T47       | NOT_APPLICABLE
                    DOCUMENT    | AB123456<<             | :AB123456         | NOT_APPLICABLE
                    DOCUMENT    | CA1:AB123456           | -                 | MALFORMED
                    DOCUMENT    | CAN:                   | -                 | MALFORMED
                    IMEI        | 49-015420-323751-8     | 490154203237518   | VALID
                    IMEI        | 490154203237517        | 490154203237517   | FAILED
                    IMEI        | 49015420323751         | -                 | UNVERIFIED
                    IMEI        | 4901542032375101       | -                 | UNVERIFIED
                    IMEI        | 4901542032375          | -                 | MALFORMED
                    TRANSPONDER | 3034 2fd1 b400 0040    | 30342FD1B4000040  | NOT_APPLICABLE
                    RADIO_ID    | 0003191868             | -                 | MALFORMED
                    RADIO_ID    | 03191868               | 3191868           | NOT_APPLICABLE
                    RADIO_ID    | 16777216               | -                 | MALFORMED
                    RADIO_ID    | 0                      | -                 | MALFORMED
                    PLATE       | US-NY:kqr-4821         | US-NY:KQR4821     | NOT_APPLICABLE
                    PLATE       | KQR 4821               | KQR4821           | NOT_APPLICABLE
                    PLATE       | KQR?821                | KQR?821           | UNVERIFIED
                    PLATE       | ''                     | -                 | MALFORMED
                    """)
    void examples(IdentifierKind kind, String input, String canonical, IdentifierStatus status) {
        CheckedIdentifier checked = kind.check(input);
        assertEquals(Optional.ofNullable(canonical), checked.canonical());
        assertEquals(status, checked.status());
        assertEquals(input, checked.input());
        assertFalse(checked.why().isEmpty());
    }

    /// Ship 9187629 passes the ship's rule alone; 5524104 and such pass both, so the kind decides
    /// which rule is asked.
    @Test
    void shipsAndCompaniesAreToldApartByKindAndNotByDigits() {
        int both = 0;
        int ships = 0;
        for (int body = 100_000; body < 110_000; body++) {
            for (int check = 0; check < 10; check++) {
                String number = "" + body + check;
                boolean ship = IdentifierKind.IMO_SHIP.check(number).isValid();
                both += ship && IdentifierKind.IMO_COMPANY.check(number).isValid() ? 1 : 0;
                ships += ship ? 1 : 0;
            }
        }
        assertEquals(10_000, ships);
        assertTrue(both > 500, "both rules: " + both);
    }

    @Test
    void theBlindSpotsOfTheRulesAreThere() {
        assertTrue(IdentifierKind.IMO_SHIP.check("9688312").isValid());
        assertTrue(IdentifierKind.IMO_SHIP.check("9188312").isValid());
        assertTrue(IdentifierKind.UIC_WAGON.check("318009487253").isValid());
        assertTrue(IdentifierKind.UIC_WAGON.check("318090487253").isValid());
        assertTrue(IdentifierKind.AWB.check("02012345675").isValid());
        assertTrue(IdentifierKind.AWB.check("02012345745").isValid());
    }

    /// MOD 97-10 sees every change of a digit to a digit and of a letter to a letter; 00, 01 and 99
    /// are never issued although their sum is right.
    @Test
    void leiChecksSeeEveryChangeWithinDigitsAndWithinLetters() {
        String lei = "5493001KJTIIGC8Y1R12";
        for (int at = 0; at < 18; at++) {
            for (char c : "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ".toCharArray()) {
                String changed = lei.substring(0, at) + c + lei.substring(at + 1);
                if (Character.isDigit(c) != Character.isDigit(lei.charAt(at))) {
                    continue;
                }
                assertEquals(changed.equals(lei), IdentifierKind.LEI.check(changed).isValid());
            }
        }
        int sumsRight = 0;
        for (int body = 0; body < 1_000; body++) {
            String text = "5493001KJTIIGC8" + String.format("%03d", body);
            for (String never : new String[] {"00", "01", "99"}) {
                sumsRight += CheckDigits.lei(text + never) ? 1 : 0;
                assertFalse(IdentifierKind.LEI.check(text + never).isValid());
            }
        }
        assertTrue(sumsRight > 0, "no body has such a sum");
    }

    /// Eleven is prime, so every changed digit is seen; a letter and a digit of equal value are one
    /// to the rule.
    @Test
    void everyChangedDigitOfAVinIsSeen() {
        String vin = "1HGCM82633A004352";
        assertTrue(IdentifierKind.VIN.check(vin.replace('A', '1')).isValid());
        for (int at = 11; at < 17; at++) {
            for (char c = '0'; c <= '9'; c++) {
                String changed = vin.substring(0, at) + c + vin.substring(at + 1);
                assertEquals(changed.equals(vin), IdentifierKind.VIN.check(changed).isValid());
            }
        }
    }

    /// The generator computes check digits by its own means: all of them are found right.
    @ParameterizedTest
    @EnumSource(IdentifierKind.class)
    void madeUpIdentifiersHaveTheFormAndAreTheirOwnCanonicalForm(IdentifierKind kind) {
        SplittableRandom random = SeededTest.random("IdentifierKindTest." + kind);
        int valid = 0;
        for (int i = 0; i < 2_000; i++) {
            String made = MadeUpIdentifiers.of(kind, random);
            CheckedIdentifier checked = kind.check(made);
            boolean form = checked.status() != IdentifierStatus.MALFORMED;
            assertTrue(form, () -> kind + " " + made + ": " + checked.why());
            valid += checked.isValid() ? 1 : 0;
            if (checked.canonical().isPresent() && kind.zone().isEmpty()) {
                String canonical = checked.canonical().get();
                assertEquals(Optional.of(canonical), kind.check(canonical).canonical());
            }
        }
        assertTrue(valid > 1_000, "valid: " + valid);
    }

    @ParameterizedTest
    @EnumSource(IdentifierKind.class)
    void everyKindTakesAnyText(IdentifierKind kind) {
        SplittableRandom random = SeededTest.random("IdentifierKindTest.anyText." + kind);
        for (int i = 0; i < 5_000; i++) {
            StringBuilder text = new StringBuilder(MadeUpIdentifiers.of(kind, random));
            for (int edits = random.nextInt(6); edits > 0; edits--) {
                int at = random.nextInt(text.length() + 1);
                char any =
                        switch (random.nextInt(4)) {
                            case 0 -> (char) random.nextInt(0x1_0000);
                            case 1 -> "<:- \n\uFDFA\u0130\u00DF".charAt(random.nextInt(8));
                            default -> (char) (' ' + random.nextInt(95));
                        };
                if (at < text.length() && random.nextBoolean()) {
                    text.deleteCharAt(at);
                } else {
                    text.insert(at, any);
                }
            }
            CheckedIdentifier checked = kind.check(text.toString());
            assertEquals(text.toString(), checked.input());
            checked.canonical().ifPresent(c -> assertTrue(c.matches("[A-Z0-9:?-]{1,72}")));
        }
        String endless = "1".repeat(IdentifierKind.MAX_INPUT_CHARS + 1);
        assertEquals(IdentifierStatus.MALFORMED, kind.check(endless).status());
        assertEquals(IdentifierStatus.MALFORMED, kind.check("").status());
        assertFalse(kind.check("1HGCM82633A004352").toString().contains("1HG"));
    }

    @Test
    void kindsAreFoundByName() {
        for (IdentifierKind kind : IdentifierKind.values()) {
            assertEquals(Optional.of(kind), IdentifierKind.ofName(kind.name()));
            assertEquals(Optional.of(kind), IdentifierKind.ofName(kind.name().replace('_', '-')));
        }
        assertEquals(Optional.of(IdentifierKind.MRZ_MRVA), IdentifierKind.ofName("mrv-a"));
        assertEquals(Optional.empty(), IdentifierKind.ofName("nothing"));
        assertEquals(Optional.empty(), IdentifierKind.ofName("V".repeat(10_000)));
    }

    @Test
    void statusAndCanonicalFormGoTogether() {
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        CheckedIdentifier.of(
                                IdentifierKind.VIN, "", "X", IdentifierStatus.MALFORMED, ""));
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        new CheckedIdentifier(
                                IdentifierKind.VIN,
                                "",
                                Optional.empty(),
                                Optional.empty(),
                                IdentifierStatus.VALID,
                                ""));
    }
}
