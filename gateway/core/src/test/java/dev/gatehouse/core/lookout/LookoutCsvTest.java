package dev.gatehouse.core.lookout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.core.identifier.IdentifierKind;
import dev.gatehouse.core.lookout.RejectedLine.Reason;
import dev.gatehouse.core.match.DeletionPlateIndex;
import dev.gatehouse.core.match.Grade;
import dev.gatehouse.core.match.Jurisdiction;
import dev.gatehouse.core.match.PlateForm;
import dev.gatehouse.core.name.Band;
import dev.gatehouse.core.name.BirthDate;
import dev.gatehouse.core.name.PersonFacts;
import dev.gatehouse.core.name.Sex;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class LookoutCsvTest {
    private static final String HEADER = "id,kind,jurisdiction,plate,priority,action,valid_until\n";

    private static Subject.Plate plate(Lookout lookout) {
        return assertInstanceOf(Subject.Plate.class, lookout.subjects().getFirst());
    }

    @Test
    void readsEveryColumn() {
        LookoutCsv.Parsed list =
                parsed(
                        HEADER
                                + "L-2,plate,Ont.,abc-1234,1,SILENT,2027-01-31\n"
                                + "L-1,PLATE,US-NY,XYZ 77,,,\n");
        assertEquals(List.of("L-1", "L-2"), list.lookouts().stream().map(Lookout::id).toList());
        Lookout defaults = list.lookouts().get(0);
        assertEquals(3, defaults.priority());
        assertEquals(LookoutAction.REFER_MANDATORY, defaults.action());
        assertTrue(defaults.validUntil().isEmpty());
        assertEquals("XYZ77", plate(defaults).form().text());
        Lookout full = list.lookouts().get(1);
        assertEquals(1, full.priority());
        assertTrue(full.silent());
        assertEquals("CA-ON", plate(full).jurisdiction().code());
        assertEquals("ABC1234", plate(full).form().text());
        assertEquals(Instant.parse("2027-02-01T00:00:00Z"), full.validUntil().orElseThrow());
        assertEquals(1, full.version());
    }

    @Test
    void columnsStandInAnyOrderAndUnknownOnesAreCounted() {
        LookoutCsv.Parsed list =
                parsed("\uFEFFPlate, remark ,kind,ID,jurisdiction,prioritty\nAB12,x,PLATE,L1,,1\n");
        assertEquals(2, list.report().columnsIgnored());
        Lookout lookout = list.lookouts().getFirst();
        assertEquals("AB12", plate(lookout).form().text());
        assertEquals(3, lookout.priority(), "the misspelt column is not guessed at");
        assertEquals("ZZ", plate(lookout).jurisdiction().code());
    }

    @Test
    void instantsOfAnyOffsetAndQuotedFields() {
        LookoutCsv.Parsed list =
                parsed(
                        HEADER
                                + "a,PLATE,,AB12,,,2027-01-31T18:00Z\r\n"
                                + "b,PLATE,,AB12,,,2027-01-31T13:00:30.5-05:00\r\n"
                                + "\"c\",PLATE,,\"AB,12\",,,\r\n");
        assertEquals(
                Instant.parse("2027-01-31T18:00:00Z"),
                list.lookouts().get(0).validUntil().orElseThrow());
        assertEquals(
                Instant.parse("2027-01-31T18:00:00Z"),
                list.lookouts().get(1).validUntil().orElseThrow());
        assertEquals("AB12", plate(list.lookouts().get(2)).form().text());
    }

    @Test
    void badLinesAreLeftOutWithTheirNumberColumnAndReason() {
        LookoutCsv.Parsed list =
                parsed(
                        HEADER
                                + "ok,PLATE,,AB12,,,\n"
                                + "ok,PLATE,,AB13,,,\n"
                                + "\n"
                                + "b ad,PLATE,,AB14,,,\n"
                                + "c,CAR,,AB15,,,\n"
                                + "d,PLATE,,,,,\n"
                                + "e,PLATE,,ABCDEFGHIJK,,,\n"
                                + "f,PLATE,,AB?,,,\n"
                                + "g,PLATE,,AB16,6,,\n"
                                + "h,PLATE,,AB17,1,ARREST,\n"
                                + "i,PLATE,,AB18,1,,tomorrow\n"
                                + "j,PLATE,,AB19,1,,2027-02-30\n"
                                + "k,PLATE,,AB20,1,,2027-01-31T10:00\n"
                                + "l,PLATE,\n"
                                + "m,PLATE,,AB21,,,,\n"
                                + "n,PLATE,,"
                                + "A".repeat(257)
                                + ",,,\n"
                                + "o,PLATE,,\u0410\u0412\u0421123,,,\n"
                                + "p,PLATE,,AB22\n");
        assertEquals(
                List.of(
                        new RejectedLine(3, "id", Reason.DUPLICATE_ID),
                        new RejectedLine(5, "id", Reason.BAD_ID),
                        new RejectedLine(6, "kind", Reason.UNKNOWN_KIND),
                        new RejectedLine(7, "plate", Reason.EMPTY_IDENTIFIER),
                        new RejectedLine(8, "plate", Reason.PLATE_NOT_CANONICAL),
                        new RejectedLine(9, "plate", Reason.PLATE_TOO_PARTIAL),
                        new RejectedLine(10, "priority", Reason.BAD_PRIORITY),
                        new RejectedLine(11, "action", Reason.UNKNOWN_ACTION),
                        new RejectedLine(12, "valid_until", Reason.BAD_VALID_UNTIL),
                        new RejectedLine(13, "valid_until", Reason.BAD_VALID_UNTIL),
                        new RejectedLine(14, "valid_until", Reason.BAD_VALID_UNTIL),
                        new RejectedLine(15, "", Reason.FIELD_COUNT),
                        new RejectedLine(16, "", Reason.FIELD_COUNT),
                        new RejectedLine(17, "", Reason.FIELD_TOO_LONG),
                        new RejectedLine(18, "plate", Reason.PLATE_NOT_CANONICAL)),
                list.report().rejected());
        assertEquals(15, list.report().rejectedCount());
        assertEquals(
                2, list.report().accepted(), "a short line may leave out optional fields only");
        assertEquals("AB12", plate(list.lookouts().getFirst()).form().text());
    }

    @Test
    void bytesThatAreNoUtf8SpoilTheirLineOnly() {
        byte[] bytes =
                (HEADER + "a,PLATE,,AX12,,,\nb,PLATE,,AB12,,,\n").getBytes(StandardCharsets.UTF_8);
        bytes[HEADER.length() + "a,PLATE,,A".length()] = (byte) 0xFF;
        var list = (LookoutCsv.Parsed) LookoutCsv.read(new ByteArrayInputStream(bytes));
        assertEquals(List.of(new RejectedLine(2, "", Reason.ENCODING)), list.report().rejected());
        assertEquals(1, list.lookouts().size());
    }

    @Test
    void everyKindIsReadAsItsOwn() {
        String[][] made = {
            {"PLATE", "AB12", ""},
            {"VEHICLE", "1HGCM82633A004352", ""},
            {"DOCUMENT", "UTO:X1234567", ""},
            {"PERSON", "", "DOE, Jane"},
            {"ORGANISATION", "", "Example Ltd"},
            {"CONTAINER", "CSQU3054383", ""},
            {"RAIL_CAR", "ABCX 001234", ""},
            {"VESSEL", "9074729", "Example Star"},
            {"COMPANY", "2041999", ""},
            {"AIRCRAFT", "C-FABC", ""},
            {"CONSIGNMENT", "020-1234567 5", ""},
            {"CARRIER", "80TX", "Example Lines"},
            {"DEVICE", "490154203237518", ""},
            {"GOODS", "SN-4711", ""},
        };
        StringBuilder csv = new StringBuilder("id,kind,identifier,name\n");
        for (String[] one : made) {
            csv.append(one[0]).append("-1,").append(one[0]).append(',').append(one[1]);
            csv.append(",\"").append(one[2]).append("\"\n");
        }
        LookoutCsv.Parsed list = parsed(csv.toString());
        assertEquals(List.of(), list.report().rejected());
        assertEquals(SubjectKind.values().length, list.report().accepted());
        assertEquals(SubjectKind.values().length, list.report().byKind().size());
        for (Lookout lookout : list.lookouts()) {
            for (Subject subject : lookout.subjects()) {
                assertEquals(lookout.id(), subject.kind() + "-1");
            }
        }
    }

    @Test
    void kindsOfIdentifiersAreKindsToo() {
        LookoutCsv.Parsed list =
                parsed(
                        """
                        id,kind,identifier
                        a,vin,1HGCM82633A004352
                        b,IMO-COMPANY,2041999
                        c,USDOT,12345
                        d,VIN,1HGCM82633A004353
                        e,VIN,1HGCM
                        """);
        assertEquals(
                List.of(SubjectKind.VEHICLE, SubjectKind.COMPANY, SubjectKind.CARRIER),
                list.lookouts().stream()
                        .limit(3)
                        .map(lookout -> lookout.subjects().getFirst().kind())
                        .toList());
        assertEquals(1, list.report().checkFailed(), "listed as it is written, and counted");
        assertEquals(
                List.of(new RejectedLine(6, "plate", Reason.IDENTIFIER_NOT_CANONICAL)),
                list.report().rejected());
    }

    @Test
    void readsAWholeRecord() {
        LookoutCsv.Parsed list =
                parsed(
                        """
                        id,version,kind,name,aliases,birth,sex,nationality,identifiers,state,priority,action,valid_from,valid_until,office,originator,arrangement,no_onward,category,caveats,minimum_grade,minimum_band,ports,modes,instruction_en,instruction_fr
                        L-1,7,PERSON,"DOE, Jane",J. Doe | Jane Roe,1962-03-04|circa 1964,F,uto|CAN,DOCUMENT=UTO:X1234567|PLATE=US-NY:KAN4RY,ACTIVE,1,SILENT,2026-01-01,2026-01-31,North office,Agency,A-7,yes,FIREARMS,ARMED|violent,EXACT,PROBABLE,0453|0454,HIGHWAY,Keep away,Restez à l'écart
                        """);
        assertEquals(List.of(), list.report().rejected());
        Lookout expected =
                new Lookout(
                        "L-1",
                        7,
                        List.of(
                                new Subject.Plate(
                                        Jurisdiction.ofIso("US-NY"), PlateForm.of("KAN4RY")),
                                new Subject.Identified(
                                        SubjectKind.DOCUMENT,
                                        IdentifierKind.DOCUMENT.check("UTO:X1234567")),
                                new Subject.Named(
                                        SubjectKind.PERSON,
                                        List.of("DOE, Jane", "J. Doe", "Jane Roe"),
                                        new PersonFacts(
                                                List.of(
                                                        BirthDate.of(LocalDate.of(1962, 3, 4)),
                                                        BirthDate.circa(1964)),
                                                Sex.FEMALE,
                                                Set.of("UTO", "CAN")))),
                        1,
                        LookoutAction.SILENT,
                        Lookout.minuteOf(Instant.parse("2026-01-01T00:00:00Z")),
                        Lookout.minuteOf(Instant.parse("2026-02-01T00:00:00Z")),
                        new Terms(
                                "North office",
                                "Agency",
                                "A-7",
                                true,
                                RiskCategory.FIREARMS,
                                Set.of(Caveat.ARMED, Caveat.VIOLENT),
                                Optional.of(Grade.EXACT),
                                Optional.of(Band.PROBABLE),
                                Set.of("0453", "0454"),
                                Set.of(TransportMode.HIGHWAY),
                                "Keep away",
                                "Restez à l'écart"));
        assertEquals(List.of(expected), list.lookouts());
    }

    @Test
    void furtherPartsAddSubjectsToTheLookoutAbove() {
        LookoutCsv.Parsed list =
                parsed(
                        """
                        id,part,kind,plate,name,state,ports
                        a,1,PLATE,AB12,,,
                        a,2,PERSON,,Jane Doe,,
                        a,3,VIN,,,,
                        a,4,SERIAL,SN-4711,,,
                        b,2,PLATE,AB13,,,
                        c,,PLATE,AB14,,SUSPENDED,
                        c,2,PLATE,AB15,,,
                        d,,PLATE,AB16,,,0454
                        d,2,PLATE,AB17,,,
                        a,5,PLATE,AB18,,,
                        e,x,PLATE,AB19,,,
                        e,65,PLATE,AB19,,,
                        """,
                        new ListScope("0453", Optional.of(TransportMode.HIGHWAY)));
        assertEquals(1, list.lookouts().size());
        assertEquals(
                List.of(SubjectKind.PLATE, SubjectKind.GOODS, SubjectKind.PERSON),
                list.lookouts().getFirst().subjects().stream().map(Subject::kind).toList());
        LoadReport report = list.report();
        assertEquals(
                List.of(
                        new RejectedLine(4, "plate", Reason.EMPTY_IDENTIFIER),
                        new RejectedLine(6, "part", Reason.PART_WITHOUT_FIRST),
                        new RejectedLine(11, "part", Reason.PART_WITHOUT_FIRST),
                        new RejectedLine(12, "part", Reason.BAD_NUMBER),
                        new RejectedLine(13, "part", Reason.BAD_NUMBER)),
                report.rejected());
        assertEquals(1, report.accepted());
        assertEquals(2, report.furtherParts());
        assertEquals(2, report.notActive());
        assertEquals(2, report.outOfScope());
        assertEquals(12, report.lines());
    }

    @Test
    void whatABoothDoesNotNeedIsLeftOutAndCounted() {
        String csv =
                """
                id,kind,plate,ports,modes
                a,PLATE,AB12,,
                b,PLATE,AB12,0453|0454,
                c,PLATE,AB12,0454,
                d,PLATE,AB12,,RAIL|MARINE
                e,PLATE,AB12,0453,HIGHWAY
                """;
        assertEquals(5, parsed(csv).lookouts().size());
        LookoutCsv.Parsed here =
                parsed(csv, new ListScope("0453", Optional.of(TransportMode.HIGHWAY)));
        assertEquals(List.of("a", "b", "e"), here.lookouts().stream().map(Lookout::id).toList());
        assertEquals(2, here.report().outOfScope());
        assertEquals(4, parsed(csv, new ListScope("0453", Optional.empty())).report().accepted());
    }

    @Test
    void everyColumnNamesItsOwnFault() {
        String header =
                """
                id,version,kind,plate,name,aliases,birth,sex,nationality,identifiers,state,valid_from,valid_until,office,no_onward,category,caveats,minimum_grade,minimum_band,ports,modes,instruction_en
                """;
        assertFault(header, "version", "0", Reason.BAD_NUMBER);
        assertFault(header, "version", "1234567890", Reason.BAD_NUMBER);
        assertFault(header, "plate", "12345", Reason.NO_IDENTIFIER_OF_KIND);
        assertFault(header, "kind", "VEHICLE", Reason.NO_NAME_OF_KIND, "name");
        assertFault(header, "aliases", "x|".repeat(70), Reason.TOO_MANY_VALUES);
        assertFault(header, "aliases", "x".repeat(300), Reason.FIELD_TOO_LONG);
        assertFault(header, "name", "", Reason.EMPTY_IDENTIFIER, "plate");
        assertFault(header, "birth", "1962-13-01", Reason.BAD_BIRTH);
        assertFault(header, "birth", "1962|".repeat(17), Reason.TOO_MANY_VALUES);
        assertFault(header, "sex", "Q", Reason.UNKNOWN_WORD);
        assertFault(header, "nationality", "C4N", Reason.UNKNOWN_WORD);
        assertFault(header, "nationality", "UTOPIA", Reason.UNKNOWN_WORD);
        assertFault(header, "identifiers", "X1234567", Reason.UNKNOWN_IDENTIFIER_KIND);
        assertFault(header, "identifiers", "CAR=X1234567", Reason.UNKNOWN_IDENTIFIER_KIND);
        assertFault(header, "identifiers", "VIN=1", Reason.IDENTIFIER_NOT_CANONICAL);
        assertFault(header, "identifiers", "PLATE=CA-ON:AB?", Reason.PLATE_TOO_PARTIAL);
        assertFault(header, "state", "ALIVE", Reason.UNKNOWN_WORD);
        assertFault(header, "valid_from", "soon", Reason.BAD_VALID_FROM);
        assertFault(header, "valid_until", "late", Reason.BAD_VALID_UNTIL);
        assertFault(header, "office", "o".repeat(65), Reason.FIELD_TOO_LONG);
        assertFault(header, "no_onward", "maybe", Reason.UNKNOWN_WORD);
        assertFault(header, "category", "RUDE", Reason.UNKNOWN_WORD);
        assertFault(header, "caveats", "ARMED|RUDE", Reason.UNKNOWN_WORD);
        assertFault(header, "minimum_grade", "GOOD", Reason.UNKNOWN_WORD);
        assertFault(header, "minimum_band", "GOOD", Reason.UNKNOWN_WORD);
        assertFault(header, "ports", "04 53", Reason.UNKNOWN_WORD);
        assertFault(header, "modes", "SPACE", Reason.UNKNOWN_WORD);
        assertFault(header, "instruction_en", "i".repeat(161), Reason.FIELD_TOO_LONG);
    }

    private static void assertFault(String header, String column, String value, Reason reason) {
        assertFault(header, column, value, reason, column);
    }

    private static void assertFault(
            String header, String column, String value, Reason reason, String told) {
        String good = line(header, "L-1", "", "");
        String bad = line(header, "L-2", column, value);
        LookoutCsv.Parsed list = parsed(header + good + bad);
        assertEquals(List.of(new RejectedLine(3, told, reason)), list.report().rejected(), column);
        assertEquals(1, list.report().accepted());
    }

    private static String line(String header, String id, String column, String value) {
        List<String> fields = new ArrayList<>();
        for (String one : header.strip().split(",", -1)) {
            String usual =
                    switch (one) {
                        case "id" -> id;
                        case "kind" -> "PERSON";
                        case "name" -> "Jane Doe";
                        default -> "";
                    };
            fields.add(one.equals(column) ? value : usual);
        }
        return String.join(",", fields) + "\n";
    }

    @Test
    void countsPartialPlatesAndJurisdictionsThatAreInNoTable() {
        LoadReport report =
                parsed(
                                HEADER
                                        + "a,PLATE,Narnia,AB?12,,,\n"
                                        + "b,PLATE,zz,AB12,,,\n"
                                        + "c,PLATE,,AB12,,,\n")
                        .report();
        assertEquals(1, report.partial());
        assertEquals(1, report.jurisdictionsNotMapped());
        assertEquals(Map.of(SubjectKind.PLATE, 3L), report.byKind());
    }

    @Test
    void partialPlatesAreLimited() {
        StringBuilder csv = new StringBuilder(HEADER);
        for (int i = 0; i <= DeletionPlateIndex.MAX_PARTIALS; i++) {
            csv.append('p').append(i).append(",PLATE,,AB?12,,,\n");
        }
        LoadReport report = parsed(csv.toString()).report();
        assertEquals(DeletionPlateIndex.MAX_PARTIALS, report.accepted());
        assertEquals(
                List.of(
                        new RejectedLine(
                                DeletionPlateIndex.MAX_PARTIALS + 2,
                                "plate",
                                Reason.TOO_MANY_PARTIAL)),
                report.rejected());
    }

    @Test
    void onlyTheFirstRejectionsAreTold() {
        StringBuilder csv = new StringBuilder(HEADER + "ok,PLATE,,AB12,,,\n");
        for (int i = 0; i < 1_000; i++) {
            csv.append(",PLATE,,AB12,,,\n");
        }
        LoadReport report = parsed(csv.toString()).report();
        assertEquals(1_000, report.rejectedCount());
        assertEquals(LoadReport.MAX_REJECTED, report.rejected().size());
    }

    @Test
    void listsThatCannotBeUsed() {
        assertRefused("", 1, ListDamage.Reason.NO_HEADER);
        assertRefused("ABC1234\nXYZ9876\n", 1, ListDamage.Reason.NO_HEADER);
        assertRefused("\u0000\u0001\u0002", 1, ListDamage.Reason.NO_HEADER);
        assertRefused("id,plate,jurisdiction\n", 1, ListDamage.Reason.MISSING_COLUMN);
        assertRefused("id,kind,jurisdiction\n", 1, ListDamage.Reason.MISSING_COLUMN);
        assertRefused("id,kind,plate,identifier\n", 1, ListDamage.Reason.DUPLICATE_COLUMN);
        assertRefused("id,kind,jurisdiction,plate,ID\n", 1, ListDamage.Reason.DUPLICATE_COLUMN);
        assertRefused(
                HEADER + "a,PLATE,,AB12,,,\nb,PLATE,,\"AB12,,,\nc,PLATE,,AB12,,,\n",
                3,
                ListDamage.Reason.BAD_STRUCTURE);
        assertRefused(
                HEADER + "a,PLATE,," + "A".repeat(LookoutCsv.MAX_PARSED_FIELD_CHARS + 1),
                2,
                ListDamage.Reason.BAD_STRUCTURE);
        assertRefused(HEADER + "a,PLATE,,,,,\n", 2, ListDamage.Reason.NOTHING_ACCEPTED);
        assertRefused("a,".repeat(70) + "\n", 1, ListDamage.Reason.NO_HEADER);
    }

    @Test
    void tooManyLinesAreRefusedAndNeverCutInSilence() {
        String three = HEADER + "a,PLATE,,AB12\nb,PLATE,,AB12\nc,PLATE,,AB12\n";
        assertInstanceOf(LookoutCsv.Parsed.class, LookoutCsv.read(stream(three), 3));
        assertEquals(
                new LookoutCsv.Refused(new ListDamage(4, ListDamage.Reason.TOO_MANY_LINES)),
                LookoutCsv.read(stream(three), 2));
    }

    @Test
    void aHeaderAloneIsAnEmptyList() {
        assertTrue(parsed(HEADER).lookouts().isEmpty());
    }

    @Test
    void aReadErrorIsDamageAndNoException() {
        InputStream broken =
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("disk");
                    }

                    @Override
                    public int read(byte[] into, int from, int count) throws IOException {
                        throw new IOException("disk");
                    }
                };
        var refused = assertInstanceOf(LookoutCsv.Refused.class, LookoutCsv.read(broken));
        assertEquals(ListDamage.Reason.UNREADABLE, refused.damage().reason());
    }

    /// Whatever the bytes, the answer is a list or a refusal, and every line is either taken or
    /// counted.
    @Test
    void hostileBytesNeverThrow() {
        long seed = Long.getLong("gatehouse.seed", System.nanoTime());
        System.out.println("LookoutCsvTest: -Dgatehouse.seed=" + seed);
        var random = new SplittableRandom(seed);
        byte[] good =
                (HEADER
                                + "L-1,PLATE,US-NY,ABC1234,1,SILENT,2027-01-31\n"
                                + "\"L-2\",SERIAL,,\"a \"\"b\"\"\",,,\r\n"
                                + "L-3,PLATE,Ont.,AB?D123,5,,2027-01-31T18:00Z\n")
                        .getBytes(StandardCharsets.UTF_8);
        byte[] spice = "\",\n\r\u0000?9Z".getBytes(StandardCharsets.UTF_8);
        int parsed = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes =
                    Arrays.copyOf(
                            good,
                            random.nextInt(10) == 0 ? random.nextInt(good.length) : good.length);
            for (int changes = random.nextInt(4); changes > 0 && bytes.length > 0; changes--) {
                bytes[random.nextInt(bytes.length)] =
                        random.nextBoolean()
                                ? (byte) random.nextInt(256)
                                : spice[random.nextInt(spice.length)];
            }
            if (LookoutCsv.read(new ByteArrayInputStream(bytes))
                    instanceof LookoutCsv.Parsed list) {
                parsed++;
                assertEquals(list.report().accepted(), list.lookouts().size());
            }
        }
        assertTrue(parsed > 5_000, "parsed " + parsed);
    }

    /// The quick reader leaves to FastCSV what FastCSV would refuse.
    @Test
    void aLineOfTooManyFieldsDamagesTheListByEitherWay() {
        String wide = HEADER + "L-1,PLATE,US-NY,ABC1234,1,SILENT" + ",".repeat(1_100) + "\n";
        for (boolean plainFirst : new boolean[] {true, false}) {
            assertInstanceOf(
                    LookoutCsv.Refused.class,
                    LookoutCsv.read(
                            stream(wide),
                            new ListReading(LookoutCsv.MAX_LINES, ListScope.ALL),
                            plainFirst));
        }
    }

    @Test
    void nothingPrintsContent() {
        LookoutCsv.Parsed list = parsed(HEADER + "L1,PLATE,US-NY,KAN4RY,,,\n,PLATE,,KAN4RY,,,\n");
        String printed = list + " " + list.lookouts() + " " + list.report();
        assertFalse(printed.contains("KAN4RY"), printed);
    }

    private static LookoutCsv.Parsed parsed(String csv) {
        return parsed(csv, ListScope.ALL);
    }

    private static LookoutCsv.Parsed parsed(String csv, ListScope scope) {
        return assertInstanceOf(
                LookoutCsv.Parsed.class, LookoutCsv.read(stream(csv), LookoutCsv.MAX_LINES, scope));
    }

    private static void assertRefused(String csv, long line, ListDamage.Reason reason) {
        assertEquals(
                new LookoutCsv.Refused(new ListDamage(line, reason)), LookoutCsv.read(stream(csv)));
    }

    private static InputStream stream(String csv) {
        return new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8));
    }
}
