package dev.gatehouse.core.identifier;

import static dev.gatehouse.core.identifier.MadeUpIdentifiers.digit;
import static dev.gatehouse.core.identifier.MadeUpIdentifiers.pad;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import dev.gatehouse.protocols.document.IssuingStates;
import dev.gatehouse.protocols.document.MrzCheck;
import dev.gatehouse.protocols.document.MrzCheck.Outcome;
import dev.gatehouse.protocols.document.MrzDocument;
import dev.gatehouse.protocols.document.MrzForm;
import dev.gatehouse.protocols.document.MrzNames;
import dev.gatehouse.protocols.document.MrzReader;
import dev.gatehouse.protocols.document.MrzStatus;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Specimens are those of ICAO Doc 9303; all other holders are made up.
final class MrzReaderTest {
    private static final String TD3 =
            "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10";
    private static final String TD2 =
            "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6";
    private static final String TD1 =
            "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<";
    private static final String MRVA =
            "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL8988901C4XXX4009078F96121096ZE184226B<<<<<<";
    private static final String MRVB =
            "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nL8988901C4XXX4009078F9612109<<<<<<<<";

    private static MrzDocument read(MrzForm form, String zone) {
        return switch (MrzReader.read(form, zone)) {
            case Decoded.Message<MrzDocument> message -> message.value();
            case Decoded.Rejected<MrzDocument> rejected ->
                    throw new AssertionError(rejected.detail());
        };
    }

    private static String specimen(MrzForm form) {
        return switch (form) {
            case TD1 -> TD1;
            case TD2 -> TD2;
            case TD3 -> TD3;
            case MRVA -> MRVA;
            case MRVB -> MRVB;
        };
    }

    @ParameterizedTest
    @EnumSource(MrzForm.class)
    void specimensAreReadInEveryFraming(MrzForm form) {
        String zone = specimen(form);
        MrzDocument read = read(form, zone);
        assertEquals(MrzStatus.VALID, read.status());
        assertEquals("ERIKSSON", read.name().primary());
        assertEquals("ANNA MARIA", read.name().secondary());
        assertFalse(read.name().maybeTruncated());
        assertEquals('F', read.sex());
        assertTrue(read.issuerAssigned());
        assertEquals(Optional.of(form), MrzReader.formOf(zone));
        for (String framed :
                new String[] {
                    zone.replace("\n", ""),
                    zone.replace("\n", "\r\n") + "\r\n",
                    zone.replace('\n', '\r'),
                    zone.toLowerCase(java.util.Locale.ROOT),
                    zone.replace('<', '>'),
                    zone.replace("<<", "< <")
                }) {
            assertEquals(read, read(form, framed));
        }
    }

    @Test
    void visasHaveOptionalDataAndNoComposite() {
        MrzDocument visa = read(MrzForm.MRVA, MRVA);
        assertEquals("L8988901C", visa.number());
        assertEquals("6ZE184226B", visa.optionalData());
        assertEquals("XX".concat("X"), visa.nationality());
        assertFalse(visa.checks().containsKey(MrzCheck.COMPOSITE));
    }

    /// Each digit of each field is covered by its own check digit, and by the composite where there
    /// is one.
    @ParameterizedTest
    @EnumSource(MrzForm.class)
    void everyChangedDigitIsReportedByItsChecks(MrzForm form) {
        String zone = specimen(form).replace("\n", "");
        changed(form, zone, form.number() + 1, MrzCheck.NUMBER);
        changed(form, zone, form.birth() + 1, MrzCheck.BIRTH_DATE);
        changed(form, zone, form.expiry() + 1, MrzCheck.EXPIRY);
        if (form.hasComposite()) {
            MrzDocument read = read(form, replace(zone, form.composite(), '5'));
            assertEquals("fails: composite", read.why());
        }
    }

    private static void changed(MrzForm form, String zone, int at, MrzCheck check) {
        char other = zone.charAt(at) == '1' ? '2' : '1';
        MrzDocument read = read(form, replace(zone, at, other));
        assertEquals(MrzStatus.FAILED, read.status());
        assertEquals(Outcome.DISAGREES, read.checks().get(check));
        assertEquals(
                "fails: " + check.word() + (form.hasComposite() ? ", composite" : ""), read.why());
    }

    private static String replace(String zone, int at, char c) {
        return zone.substring(0, at) + c + zone.substring(at + 1);
    }

    /// Characters equal modulo ten pass every check: a passed check is no proof of the reading.
    @Test
    void equalModuloTenIsNotSeen() {
        assertEquals("UTO:LS98902C3", read(MrzForm.TD3, TD3.replace("L898", "LS98")).canonical());
        assertEquals(MrzStatus.VALID, read(MrzForm.TD3, TD3.replace("L898", "LS98")).status());
    }

    @Test
    void anEmptyOptionalFieldMayHaveEitherCheckDigit() {
        for (String check : new String[] {"0", "<"}) {
            String zone = MadeUpIdentifiers.zone(MrzForm.TD3, "AB123456", "CAN", true);
            String whole = zone.substring(0, zone.length() - 2) + check;
            String composed =
                    whole.substring(45).substring(0, 10)
                            + whole.substring(45).substring(13, 20)
                            + whole.substring(45).substring(21);
            assertEquals(MrzStatus.VALID, read(MrzForm.TD3, whole + digit(composed)).status());
        }
        String filled = TD3.replace("ZE184226B<<<<<1", "ZE184226B<<<<<<");
        assertEquals(Outcome.DISAGREES, read(MrzForm.TD3, filled).checks().get(MrzCheck.OPTIONAL));
    }

    @Test
    void longNumbersOfCardsAreJoinedAndCheckedAsAWhole() {
        String number = "D23145890734";
        String one = "I<UTOD23145890<734" + digit(number);
        String two = "7408122F1204159UTO<<<<<<<<<<<";
        String composed = pad(one, 30).substring(5) + "7408122" + "1204159" + "<".repeat(11);
        String zone = pad(one, 30) + "\n" + two + digit(composed) + "\n" + pad("DOE<<JANE", 30);
        MrzDocument read = read(MrzForm.TD1, zone);
        assertEquals(number, read.number());
        assertEquals("", read.optionalData());
        assertEquals(MrzStatus.VALID, read.status());
        // one more character behind the filler is optional data
        assertEquals("Z", read(MrzForm.TD1, replace(zone, 20, 'Z')).optionalData());
        MrzDocument wrong = read(MrzForm.TD1, replace(zone, 18, (char) (zone.charAt(18) ^ 1)));
        assertEquals(number.substring(0, 11), wrong.number().substring(0, 11));
        assertTrue(wrong.why().startsWith("fails: number"), wrong.why());
    }

    @Test
    void aNumberWithoutCheckDigitIsNotVerified() {
        String zone = MadeUpIdentifiers.zone(MrzForm.TD2, "AB1234567", "CAN", true);
        String two = zone.substring(37);
        String blank = two.substring(0, 9) + "<" + two.substring(10, 35);
        String composed = blank.substring(0, 10) + blank.substring(13, 20) + blank.substring(21);
        String whole = zone.substring(0, 37) + blank + digit(composed);
        MrzDocument read = read(MrzForm.TD2, whole);
        assertEquals(MrzStatus.UNVERIFIED, read.status());
        assertEquals("CAN:AB1234567", read.canonical());
    }

    @Test
    void theWrongSpecimenFailsItsCompositeAlone() {
        MrzDocument read =
                read(
                        MrzForm.TD3,
                        "P<D<<MUSTERMAN<<CHRISTIAN<<<<<<<<<<<<<<<<<<<\n"
                                + "0000000000D<<8601067M1111156<<<<<<<<<<<<<<<2");
        assertEquals("fails: composite", read.why());
        assertEquals("D:000000000", read.canonical());
        assertTrue(read.issuerAssigned());
    }

    @Test
    void datesOutsideTheCalendarAndUnknownSexesFail() {
        String birth = "741312";
        String zone = TD3.replace("7408122", birth + digit(birth));
        assertEquals(Outcome.DISAGREES, read(MrzForm.TD3, zone).checks().get(MrzCheck.BIRTH_DATE));
        assertEquals(
                Outcome.DISAGREES,
                read(MrzForm.TD3, TD3.replace("F12", "Q12")).checks().get(MrzCheck.SEX));
        assertEquals('<', read(MrzForm.TD3, TD3.replace("F12", "X12")).sex());
    }

    @Test
    void issuersThatAreNotAssignedAreToldAndFailNothing() {
        MrzDocument read = read(MrzForm.TD3, TD3.replace("P<UTO", "P<QQQ"));
        assertEquals(MrzStatus.VALID, read.status());
        assertFalse(read.issuerAssigned());
        assertTrue(read.why().endsWith("not assigned"), read.why());
        for (String code :
                new String[] {
                    "D", "GBD", "UNO", "XXA", "XXB", "XXC", "XX".concat("X"), "XOM", "EUE"
                }) {
            assertTrue(IssuingStates.isAssigned(code), code);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ERIKSSON<<ANNA<MARIA<<<<<<<<<<,       ERIKSSON,       ANNA MARIA, false, false",
        "SUHARTO<<<<<<<<<<<<<<<<<<<<<<<,       SUHARTO,        '',         false, false",
        "VAN<DER<BERG<<JAN<<<<<<<<<<<<<,       VAN DER BERG,   JAN,        false, false",
        "WOLFESCHLEGELSTEINHAUSEN<BERGE,       WOLFESCHLEGELSTEINHAUSEN BERGE, '', true, false",
        "ERIKSSON<<ANNA<MARIA<<<<<<K<<<,       ERIKSSON,       ANNA MARIA K, false, true",
        "ERIKSSON<<ANNA<MARIA<<LLLLLCKK,       ERIKSSON,       ANNA MARIA LLLLLCKK, true, true",
        "ERIKSSON<<ANNA<K<<<<<<<<<<<<<<,       ERIKSSON,       ANNA K,     false, false",
        "SMITH<<L<<<<<<<<<<<<<<<<<<<<<<,       SMITH,          L,          false, false",
        "KLSC<<LUC<<<<<<<<<<<<<<<<<<<<<,       KLSC,           LUC,        false, false"
    })
    void namesAreSplitAndNothingIsRemoved(
            String field, String primary, String secondary, boolean truncated, boolean misread) {
        assertEquals(30, field.length());
        MrzNames names = MrzNames.of(field);
        assertEquals(primary, names.primary());
        assertEquals(secondary, names.secondary());
        assertEquals(truncated, names.maybeTruncated());
        assertEquals(misread, names.fillersMisread());
    }

    @Test
    void shapesThatAreNoZoneAreRejectedWithTheirReason() {
        Map<String, RejectReason> shapes =
                Map.of(
                        TD3.substring(0, TD3.length() - 1),
                        RejectReason.TOO_SHORT,
                        TD3 + "0",
                        RejectReason.TOO_LONG,
                        TD3.replace("ANNA", "AN-A"),
                        RejectReason.BAD_ENCODING,
                        TD3.substring(0, 44),
                        RejectReason.BAD_SYNTAX,
                        "",
                        RejectReason.BAD_SYNTAX,
                        TD3 + "\n" + TD3.substring(0, 44),
                        RejectReason.BAD_SYNTAX,
                        "1" + TD3.substring(1),
                        RejectReason.BAD_VALUE,
                        "V" + TD3.substring(1),
                        RejectReason.UNSUPPORTED,
                        TD3.replace("L898902C3", "<<<<<<<<<"),
                        RejectReason.MISSING_FIELD,
                        "<".repeat(MrzReader.MAX_TEXT_CHARS + 1),
                        RejectReason.TOO_LONG);
        shapes.forEach((zone, reason) -> {
            var rejected =
                    assertInstanceOf(
                            Decoded.Rejected.class,
                            MrzReader.read(MrzForm.TD3, zone),
                            reason.name());
            assertEquals(reason, rejected.reason(), rejected.detail());
        });
        assertInstanceOf(Decoded.Rejected.class, MrzReader.read(MrzForm.MRVA, TD3));
        assertEquals(Optional.empty(), MrzReader.formOf("P<UTO"));
        assertEquals(Optional.empty(), MrzReader.formOf("<".repeat(10_000)));
    }

    @Test
    void noFieldIsPrintedByAccident() {
        MrzDocument read = read(MrzForm.TD3, TD3);
        String printed =
                read.toString()
                        + read.name()
                        + read.birth()
                        + IdentifierKind.MRZ_TD3.check(TD3)
                        + read.why();
        for (String field : new String[] {"ERIKSSON", "ANNA", "L898902C3", "740812", "ZE184226B"}) {
            assertFalse(printed.contains(field), field);
        }
        assertNotEquals(read, read(MrzForm.TD3, TD3.replace("ANNA", "ANNE")));
    }
}
