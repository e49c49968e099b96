package dev.gatehouse.protocols.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gatehouse.protocols.SharedData;
import dev.gatehouse.protocols.dmr.Seeds;
import dev.gatehouse.protocols.document.ZoneField.Status;
import dev.gatehouse.protocols.document.ZoneReading.Overall;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The specimen of ICAO Doc 9303 and variants made here.
class ZoneReaderTest {
    static final String TD3 =
            "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10";
    static final String TD2 =
            "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6";
    static final String TD1 =
            "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<";
    static final String TD1_LONG =
            "I<UTOD23145890<7349<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<";
    static final String MRVA =
            "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL8988901C4XXX4009078F96121096ZE184226B<<<<<<";
    static final String MRVB =
            "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nL8988901C4XXX4009078F9612109<<<<<<<<";
    private static final String TWINS =
            "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nG65A123469UTO7408122F1204159<<<<<<<<<<<<<<<2";

    static ZoneReading read(String text) {
        return assertInstanceOf(ZoneReader.Result.Read.class, ZoneReader.read(text)).reading();
    }

    private static ZoneFault fault(String text) {
        return assertInstanceOf(ZoneReader.Result.Refused.class, ZoneReader.read(text)).fault();
    }

    @ParameterizedTest
    @ValueSource(strings = {TD3, TD2, TD1, TD1_LONG, MRVA, MRVB, TWINS})
    void specimensAreValidInEveryFraming(String zone) {
        for (String text :
                List.of(zone, zone.replace("\n", ""), zone.replace("\n", "\r\n") + "\r\n")) {
            ZoneReading reading = read(text);
            assertEquals(Overall.VALID, reading.overall());
            assertEquals(zone, reading.zone());
            assertEquals(zone, reading.original());
            assertTrue(reading.repairs().isEmpty() && reading.specimen());
            assertFalse(reading.normalised());
            assertEquals(Status.NOT_CHECKED, reading.fields().get(ZoneField.NAME));
            assertEquals(Status.NOT_CHECKED, reading.fields().get(ZoneField.SEX));
            assertEquals(Status.VALID, reading.fields().get(ZoneField.NUMBER));
        }
        ZoneReading lower = read(zone.toLowerCase(Locale.ROOT).replace("<<", "> \u00AB"));
        assertEquals(zone, lower.zone());
        assertTrue(lower.normalised());
    }

    @ParameterizedTest
    @EnumSource(MrzForm.class)
    void whatIsWrittenIsValid(MrzForm form) {
        String code = form.isVisa() ? "V" : form == MrzForm.TD3 ? "P" : "ID";
        ZoneReading reading =
                read(
                        String.join(
                                "\n",
                                MrzWriter.lines(
                                        form,
                                        code,
                                        "CAN",
                                        "AB12345",
                                        "DOE<<JANE",
                                        "800101",
                                        'F',
                                        "300101")));
        assertEquals(Overall.VALID, reading.overall());
        assertEquals(form, reading.document().form());
        assertEquals("AB12345", reading.document().number());
    }

    /// The sums that the sheet works out (clause 4).
    @Test
    void theWorkedSumsAreThoseOfTheSheet() {
        assertEquals(316, MrzText.sum("L898902C3", 0, 9, 0));
        assertEquals(122, MrzText.sum("740812", 0, 6, 0));
        assertEquals(9, MrzText.sum("120415", 0, 6, 0) % 10);
        assertEquals(1, MrzText.sum("ZE184226B<<<<<", 0, 14, 0) % 10);
        String second = TD3.substring(45);
        String composite =
                second.substring(0, 10) + second.substring(13, 20) + second.substring(21, 43);
        assertEquals(0, MrzText.sum(composite, 0, composite.length(), 0) % 10);
        assertEquals(9, MrzText.sum("D23145890734", 0, 12, 0) % 10);
    }

    /// Exchanging two characters of one class is invisible to every check digit (clause 5).
    @Test
    void theClassesModuloTenAreThoseOfTheSheet() {
        List<String> classes =
                List.of(
                        "0AKU<", "1BLV", "2CMW", "3DNX", "4EOY", "5FPZ", "6GQ", "7HR", "8IS",
                        "9JT");
        int characters = 0;
        for (int value = 0; value < classes.size(); value++) {
            for (char c : classes.get(value).toCharArray()) {
                assertEquals(value, MrzText.value(c) % 10, String.valueOf(c));
                characters++;
            }
        }
        assertEquals(37, characters);
    }

    @Test
    void longNumbersAreJoined() {
        assertEquals("D23145890734", read(TD1_LONG).document().number());
        assertEquals("", read(TD1_LONG).document().optionalData());
    }

    @Test
    void shapesAndLettersChooseTheForm() {
        assertEquals(ZoneFault.LINE_LENGTH, fault(TD3.substring(1)));
        assertEquals(ZoneFault.LINE_LENGTH, fault(""));
        assertEquals(ZoneFault.LINE_LENGTH, fault(TD3 + "\n" + TD3));
        assertEquals(ZoneFault.LINE_LENGTH, fault("<".repeat(257)));
        assertEquals(ZoneFault.BAD_CHARACTER, fault(TD3.replace("ANNA", "AN-A")));
        assertEquals(ZoneFault.UNKNOWN_FORMAT, fault("I" + TD3.substring(1)));
        assertEquals(ZoneFault.UNKNOWN_FORMAT, fault("P" + TD2.substring(1)));
        assertEquals(ZoneFault.UNKNOWN_FORMAT, fault("V" + TD1.substring(1)));
        assertEquals(ZoneFault.NO_NUMBER, fault(TD3.replace("L898902C3", "<<<<<<<<<")));
        assertEquals(MrzForm.MRVB, read(MRVB).document().form());
    }

    @Test
    void wholeLinesOfWhichOneIsMissingAreAPart() {
        for (String zone : List.of(TD1, TD2, TD3, MRVA, MRVB)) {
            List<String> lines = List.of(zone.split("\n", -1));
            for (int count = 1; count < lines.size(); count++) {
                assertEquals(
                        ZoneFault.MISSING_LINES, fault(String.join("\r", lines.subList(0, count))));
                assertEquals(
                        ZoneFault.MISSING_LINES,
                        fault(String.join("\n", lines.subList(count, lines.size()))));
            }
        }
        assertEquals(ZoneFault.LINE_LENGTH, fault(TD3.substring(0, 43)));
    }

    @Test
    void aZoneRepairedElsewhereIsJudgedAndNotRepairedAgain() {
        for (String text :
                List.of(TD3.replace("120415", "12O415"), TD3.replace("ZE184226B", "ZE1842268"))) {
            ZoneReading here = read(text);
            assertEquals(
                    Optional.of(here),
                    ZoneReader.judge(here.zone(), here.repairs(), here.unread()));
            ZoneReading raw = ZoneReader.judge(text, List.of(), Set.of()).orElseThrow();
            assertEquals(text, raw.zone());
            assertEquals(Overall.PARTIAL, raw.overall());
        }
        assertEquals(Optional.empty(), ZoneReader.judge("", List.of(), Set.of()));
        assertEquals(Optional.empty(), ZoneReader.judge("A".repeat(300), List.of(), Set.of()));
        // a repair beside the zone, as nobody makes it
        ZoneRepair beside = new ZoneRepair(3, 1, 'O', '0', Set.of(MrzCheck.EXPIRY));
        assertEquals(
                List.of(),
                ZoneReader.judge(TD3, List.of(beside), Set.of()).orElseThrow().repairs());
    }

    @Test
    void whatIsNoErrorIsRemarked() {
        LocalDate then = LocalDate.of(2012, 4, 15);
        assertEquals(Set.of(ZoneRemark.SPECIMEN), read(TD3).remarks(then));
        assertEquals(
                Set.of(ZoneRemark.SPECIMEN, ZoneRemark.EXPIRED),
                read(TD3).remarks(then.plusDays(1)));
        String other =
                MadeZones.td3(
                        "AB12345",
                        "QQQ",
                        "A".repeat(20) + "<<" + "B".repeat(17),
                        "800101",
                        "300101");
        assertEquals(
                Set.of(
                        ZoneRemark.ISSUER_UNKNOWN,
                        ZoneRemark.NATIONALITY_UNKNOWN,
                        ZoneRemark.NAME_MAYBE_TRUNCATED),
                read(other).remarks(then));
        assertEquals(
                Set.of(ZoneRemark.SPECIMEN, ZoneRemark.SEX_X),
                read(TD3.replace("2F120", "2X120")).remarks(then));
        assertTrue(
                read(TD2.toLowerCase(Locale.ROOT)).remarks(then).contains(ZoneRemark.NORMALISED));
    }

    @Test
    void kindsOfRepairsAreToldApart() {
        ZoneReading digit = read(TD3.replace("120415", "12O415"));
        assertTrue(digit.ofDigits(digit.repairs().getFirst()));
        ZoneReading twin = read(TD3.replace("ZE184226B", "ZE1842268"));
        assertFalse(twin.ofDigits(twin.repairs().getFirst()));
    }

    @Test
    void aRepairedNumberIsLookedForAsItWasReadToo() {
        String right = MadeZones.td3("AB5C9E7H2", "CAN", "DOE<<JANE", "800101", "300101");
        ZoneReading reading = read(right.replace("AB5C9E7H2", "ABSC9E7H2"));
        assertEquals(right, reading.zone());
        assertEquals(List.of("AB5C9E7H2", "ABSC9E7H2"), ZoneCandidates.numbers(reading));
    }

    @Test
    void aLongNumberIsUnreadWhereverItIs() {
        ZoneReading one = read(TD1_LONG);
        ZoneReading other = read(TD1_LONG.replace("<7349", "<7449"));
        Set<Integer> differing = ZoneReader.compare(one, other).orElseThrow();
        ZoneReading merged =
                assertInstanceOf(ZoneReader.Result.Read.class, ZoneReader.merged(one, differing))
                        .reading();
        assertTrue(merged.unread(ZoneField.NUMBER));
        assertFalse(merged.unread(ZoneField.BIRTH_DATE));
        assertFalse(merged.holds(ZoneField.NUMBER));
    }

    @Test
    void aLetterInAColumnOfDigitsIsTheOnlyDigitItCanBe() {
        ZoneReading reading = read(TD3.replace("120415", "12O415"));
        assertEquals(TD3, reading.zone());
        assertEquals(TD3.replace("120415", "12O415"), reading.original());
        assertEquals(
                List.of(
                        new ZoneRepair(
                                2, 24, 'O', '0', Set.of(MrzCheck.EXPIRY, MrzCheck.COMPOSITE))),
                reading.repairs());
        assertEquals(Status.REPAIRED, reading.fields().get(ZoneField.EXPIRY));
        assertEquals(Status.VALID, reading.fields().get(ZoneField.BIRTH_DATE));
        assertEquals(Overall.VALID, reading.overall());
        // three at once, a check digit among them
        ZoneReading more = read(TD3.replace("7408122F120415", "74O8I2ZFI2O4I5"));
        assertEquals(TD3, more.zone());
        assertEquals(6, more.repairs().size());
    }

    @Test
    void optionalDataIsRepairedByItsOwnCheckAndTheComposite() {
        ZoneReading reading = read(TD3.replace("ZE184226B", "ZE1842268"));
        assertEquals(
                List.of(
                        new ZoneRepair(
                                2, 37, '8', 'B', Set.of(MrzCheck.OPTIONAL, MrzCheck.COMPOSITE))),
                reading.repairs());
        assertEquals(Status.REPAIRED, reading.fields().get(ZoneField.OPTIONAL));
    }

    @Test
    void whatIsNotProvenStaysAsItWasRead() {
        String birth = TD3.replace("740812", "140812");
        ZoneReading reading = read(birth);
        assertEquals(birth, reading.zone());
        assertTrue(reading.repairs().isEmpty());
        assertEquals(Status.INVALID, reading.fields().get(ZoneField.BIRTH_DATE));
        assertEquals(Status.INVALID, reading.fields().get(ZoneField.COMPOSITE));
        assertEquals(Status.VALID, reading.fields().get(ZoneField.NUMBER));
        assertEquals(Overall.PARTIAL, reading.overall());
        // a letter that its check digit does not confirm
        assertTrue(read(TD3.replace("740812", "74O912")).repairs().isEmpty());
        // a check digit alone is never made to fit
        assertTrue(read(TD3.replace("C36UTO", "C37UTO")).repairs().isEmpty());
        // a visa has no composite: its check digits stay
        assertTrue(read(MRVA.replace("4009078", "400907B")).repairs().isEmpty());
        assertEquals(1, read(MRVA.replace("4009078", "4OO9078")).repairs().size() / 2);
    }

    @Test
    void severalExplanationsAreNone() {
        // 0 for O, Q or D give three answers: where two of them fit, none is proven
        Random random = Seeds.random("ZoneReaderTest.several");
        int repaired = 0;
        int left = 0;
        int wrong = 0;
        String confusable = "0OQD1I5S8B2Z";
        String letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
        for (int round = 0; round < 400; round++) {
            StringBuilder number = new StringBuilder();
            for (int i = 0; i < 9; i++) {
                number.append(letters.charAt(random.nextInt(letters.length())));
            }
            int at = random.nextInt(9);
            number.setCharAt(at, confusable.charAt(random.nextInt(confusable.length())));
            String right = MadeZones.td3(number.toString(), "CAN", "DOE<<JANE", "800101", "300101");
            StringBuilder read = new StringBuilder(right);
            read.setCharAt(45 + at, confused(number.charAt(at)));
            ZoneReading reading = read(read.toString());
            if (reading.repairs().isEmpty()) {
                left++;
            } else if (reading.zone().equals(right)) {
                repaired++;
            } else {
                wrong++;
            }
        }
        System.out.println("repaired " + repaired + ", left " + left + ", wrong " + wrong);
        assertEquals(0, wrong, "a repair that is unique among what was tried is the right one");
        assertTrue(repaired > 40, () -> "repairs");
        assertTrue(left > 0);
    }

    private static char confused(char c) {
        return switch (c) {
            case '0' -> 'O';
            case 'O', 'Q', 'D' -> '0';
            case '1' -> 'I';
            case 'I' -> '1';
            case '5' -> 'S';
            case 'S' -> '5';
            case '8' -> 'B';
            case 'B' -> '8';
            case '2' -> 'Z';
            default -> '2';
        };
    }

    @Test
    void twinsModuloTenAreCandidatesAndNeverCorrections() {
        ZoneReading reading = read(TWINS);
        List<String> numbers = ZoneCandidates.numbers(reading.document());
        assertEquals(
                List.of(
                        "G65A12346",
                        "665A12346",
                        "GG5A12346",
                        "G65A1234G",
                        "G65AL2346",
                        "6G5A12346",
                        "665A1234G",
                        "665AL2346"),
                numbers);
        assertEquals(8, ZoneCandidates.numbers("G6L1G6L1G").size());
        assertEquals(List.of("AB", "ABK"), ZoneCandidates.numbers("AB"));
        assertEquals(List.of("ABCDEFHHK", "ABCDEFHH"), ZoneCandidates.numbers("ABCDEFHHK"));
        assertEquals("OIZSBG<X", ZoneCandidates.letters("012586<X"));
    }

    @Test
    void columnsInWhichTwoSwipesDifferAreUnreadForBoth() {
        ZoneReading one = read(TD3);
        ZoneReading other = read(TD3.replace("L898902C3", "L89B902C3").replace("ANNA", "ANMA"));
        Set<Integer> differing = ZoneReader.compare(one, other).orElseThrow();
        assertEquals(Set.of(44 + 3, 17), differing);
        ZoneReading merged =
                assertInstanceOf(ZoneReader.Result.Read.class, ZoneReader.merged(one, differing))
                        .reading();
        assertEquals(Status.INVALID, merged.fields().get(ZoneField.NUMBER));
        assertEquals(Status.INVALID, merged.fields().get(ZoneField.NAME));
        assertEquals(Status.INVALID, merged.fields().get(ZoneField.COMPOSITE));
        assertEquals(Status.VALID, merged.fields().get(ZoneField.BIRTH_DATE));
        assertEquals(Overall.PARTIAL, merged.overall());
        assertTrue(merged.repairs().isEmpty());
        assertEquals(Optional.of(Set.of()), ZoneReader.compare(one, one));
        assertEquals(Optional.empty(), ZoneReader.compare(one, read(MRVA)));
        assertEquals(
                Optional.empty(),
                ZoneReader.compare(
                        one,
                        read(MRVA.replace("V<", "P<").substring(0, 45) + TWINS.substring(45))));
    }

    @Test
    void nothingIsPrinted() {
        ZoneReading reading = read(TD3.replace("120415", "12O415"));
        String printed =
                reading.toString() + reading.repairs() + reading.summary() + reading.document();
        assertEquals("read TD3, all checks valid, 1 repairs", reading.summary());
        for (String content : List.of("ERIKSSON", "ANNA", "L898902C3", "740812", "ZE184226B")) {
            assertFalse(printed.contains(content), content);
        }
    }

    @Test
    void theVectorsOfTheDataFolderReadAsStated() throws IOException {
        Optional<Path> file = SharedData.file("mrz/vectors.json");
        assumeTrue(file.isPresent(), "no data folder beside the repository");
        int checked = 0;
        for (SharedData.Node vector : SharedData.json(file.get()).parts("vectors")) {
            String name = vector.text("name");
            String text =
                    String.join("\n", vector.list("lines").stream().map(String::valueOf).toList());
            checked++;
            if (vector.has("error")) {
                assertEquals(vector.text("error"), fault(text).name(), name);
                continue;
            }
            ZoneReading reading = read(text);
            assertEquals(vector.text("format"), reading.document().form().name(), name);
            // "valid" is said of the lines as read
            assertEquals(
                    vector.flag("valid"),
                    reading.overall() == Overall.VALID && reading.repairs().isEmpty(),
                    name);
            if (vector.has("documentNumber")) {
                assertEquals(vector.text("documentNumber"), reading.document().number(), name);
            }
            List<String> failed = new ArrayList<>();
            for (Object field : vector.list("failed")) {
                failed.add(String.valueOf(field).equals("birth") ? "BIRTH_DATE" : "COMPOSITE");
            }
            for (String field : failed) {
                assertEquals(Status.INVALID, reading.fields().get(ZoneField.valueOf(field)), name);
            }
            if (vector.has("repair")) {
                repair(vector, reading);
            }
            if (vector.has("candidates")) {
                List<String> numbers = ZoneCandidates.numbers(reading.document());
                assertTrue(
                        numbers.containsAll(
                                vector.list("candidates").stream().map(String::valueOf).toList()),
                        name);
            }
            assertEquals(name.contains("lower-case"), reading.normalised(), name);
        }
        assertEquals(13, checked);
    }

    private static void repair(SharedData.Node vector, ZoneReading reading) {
        if (vector.text("repair").equals("null")) {
            assertTrue(reading.repairs().isEmpty());
            return;
        }
        SharedData.Node wanted = vector.part("repair");
        ZoneRepair found = reading.repairs().getFirst();
        assertEquals(1, reading.repairs().size());
        assertEquals(wanted.whole("line"), found.line());
        assertEquals(wanted.whole("position"), found.column());
        assertEquals(wanted.text("from"), String.valueOf(found.from()));
        assertEquals(wanted.text("to"), String.valueOf(found.to()));
        Map<String, MrzCheck> names =
                Map.of(
                        "expiry", MrzCheck.EXPIRY,
                        "optional", MrzCheck.OPTIONAL,
                        "composite", MrzCheck.COMPOSITE);
        for (Object proof : wanted.list("proof")) {
            assertTrue(found.proof().contains(names.get(String.valueOf(proof))));
        }
    }
}
