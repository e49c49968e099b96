package dev.gatehouse.core.lookout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.core.lookout.RejectedLine.Reason;
import dev.gatehouse.core.match.DeletionPlateIndex;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
    void otherKindsAreCountedAsNotMatched() {
        StringBuilder csv = new StringBuilder(HEADER);
        for (SubjectKind kind : SubjectKind.values()) {
            csv.append(kind).append("-1,").append(kind).append(",,AB12,,,\n");
        }
        LoadReport report = parsed(csv.toString()).report();
        assertEquals(14, report.accepted());
        assertEquals(13, report.notMatched());
        assertEquals(1L, report.byKind().getOrDefault(SubjectKind.PERSON, 0L));
        assertEquals(14, report.byKind().size());
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
        assertRefused("id,kind,plate\n", 1, ListDamage.Reason.MISSING_COLUMN);
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
                                + "\"L-2\",PERSON,,\"a \"\"b\"\"\",,,\r\n"
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
                assertEquals(
                        list.report().accepted() - list.report().notMatched(),
                        list.lookouts().size());
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
                    LookoutCsv.read(stream(wide), LookoutCsv.MAX_LINES, plainFirst));
        }
    }

    @Test
    void nothingPrintsContent() {
        LookoutCsv.Parsed list = parsed(HEADER + "L1,PLATE,US-NY,KAN4RY,,,\n,PLATE,,KAN4RY,,,\n");
        String printed = list + " " + list.lookouts() + " " + list.report();
        assertFalse(printed.contains("KAN4RY"), printed);
    }

    private static LookoutCsv.Parsed parsed(String csv) {
        return assertInstanceOf(LookoutCsv.Parsed.class, LookoutCsv.read(stream(csv)));
    }

    private static void assertRefused(String csv, long line, ListDamage.Reason reason) {
        assertEquals(
                new LookoutCsv.Refused(new ListDamage(line, reason)), LookoutCsv.read(stream(csv)));
    }

    private static InputStream stream(String csv) {
        return new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8));
    }
}
