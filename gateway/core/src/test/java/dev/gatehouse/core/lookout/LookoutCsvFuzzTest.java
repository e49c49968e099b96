package dev.gatehouse.core.lookout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.gatehouse.core.match.SeededTest;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Mutated lists against the reader: whatever comes, it answers with a list or a refusal, every
/// line is taken or counted with its reason, and what is taken can be indexed.
/// `-Dgatehouse.fuzz.rounds=N` for a long run.
final class LookoutCsvFuzzTest {
    private static final int ROUNDS = Integer.getInteger("gatehouse.fuzz.rounds", 20_000);
    private static final int POOL = 128;
    private static final int INDEXED_EVERY = 64;
    private static final String HEADER =
            """
            id,part,version,kind,jurisdiction,identifier,name,aliases,birth,sex,nationality,identifiers,state,priority,action,valid_from,valid_until,office,no_onward,category,caveats,minimum_grade,minimum_band,ports,modes,instruction_en
            """;
    private static final String[] LINES = {
        "L-1,,1,PLATE,US-NY,AB?D123,,,,,,,,1,SILENT,,2027-01-31,,,,,,,,,\n",
        """
        L-2,1,3,PERSON,,,"DOE, Jane",J Doe|Jane Roe,1962-03-04|circa 1964,F,UTO|CAN,DOCUMENT=UTO:X1234567,ACTIVE,2,REFER_MANDATORY,2026-01-01,2027-01-31T18:00Z,North,yes,FIREARMS,ARMED|VIOLENT,EXACT,PROBABLE,0453,HIGHWAY|RAIL,Keep away
        """,
        "L-2,2,,VIN,,1HGCM82633A004352,,,,,,,,,,,,,,,,,,,,\n",
        "L-3,,,VESSEL,,9074729,Example Star,,,,,MMSI=316001234|CALL_SIGN=CFABC,,,,,,,,,,,,,,\n",
        "L-4,,,GOODS,,SN-4711,,,,,,HS_CODE=8471|PLATE=CA-ON:ABCD123,SUSPENDED,,,,,,,,,,,,,\n",
        "L-5,,,ORGANISATION,,,Example Trading Ltd,Example Trading|ETL,,,,LEI=5493001KJTIIGC8Y1R12,,,,,,,,,,,,0454,,\n",
        "L-6,,,imei,,490154203237518,,,,,,,,,,,,,,,,,,,,\n",
    };
    private static final String[] SPICE = {
        ",",
        "|",
        "\"",
        "\n",
        "\r\n",
        "=",
        ":",
        "?",
        "\0",
        "\uFFFD",
        "é",
        "一",
        "\uD83D\uDE00",
        "9",
        "-",
        "L-2",
        "PLATE",
        "PERSON",
        "ACTIVE",
        "2",
        "99999999999",
        "0000-00-00",
        "circa",
        " ",
        "\u200F",
        "ﬁ",
        "Ж"
    };

    @Test
    void whateverComesIsTakenOrCountedWithItsReason() {
        SplittableRandom random = SeededTest.random("LookoutCsvFuzzTest");
        List<String> pool = new ArrayList<>(List.of(HEADER + String.join("", LINES)));
        for (String line : LINES) {
            pool.add(HEADER + line);
        }
        Map<RejectedLine.Reason, Integer> reasons = new EnumMap<>(RejectedLine.Reason.class);
        int lists = 0;
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String csv = mutated(pool.get(random.nextInt(pool.size())), random);
            byte[] bytes = csv.getBytes(StandardCharsets.UTF_8);
            if (random.nextInt(8) == 0 && bytes.length > 0) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            switch (read(bytes, true)) {
                case LookoutCsv.Refused(ListDamage damage) -> {
                    assertTrue(damage.line() >= 0);
                    refused++;
                }
                case LookoutCsv.Parsed list -> {
                    lists++;
                    addsUp(list, bytes);
                    list.report()
                            .rejected()
                            .forEach(r -> reasons.merge(r.reason(), 1, Integer::sum));
                    if (round % INDEXED_EVERY == 0) {
                        assertEquals(
                                list.lookouts().size(), LookoutList.of(list.lookouts()).size());
                    }
                    if (random.nextInt(16) == 0 && csv.length() < 4_096) {
                        keep(pool, csv, random);
                    }
                }
            }
        }
        int taken = lists;
        int not = refused;
        assertTrue(
                taken > ROUNDS / 4 && not > ROUNDS / 50,
                () -> taken + " lists, " + not + " refused");
        assertTrue(reasons.size() >= 15, () -> "reasons met: " + reasons);
    }

    /// Coverage guides what comes; the first octet says whether a header is given.
    @FuzzTest(maxDuration = "10m")
    void list(byte[] bytes) {
        byte[] header = HEADER.getBytes(StandardCharsets.UTF_8);
        boolean headed = bytes.length > 0 && bytes[0] % 2 == 0;
        byte[] csv =
                headed
                        ? ByteBuffer.allocate(header.length + bytes.length - 1)
                                .put(header)
                                .put(bytes, 1, bytes.length - 1)
                                .array()
                        : bytes;
        if (read(csv, true) instanceof LookoutCsv.Parsed list) {
            addsUp(list, csv);
        }
    }

    /// Every line is one of those counted, and the lookouts are those accepted. A second reading by
    /// the other way says the same.
    private static void addsUp(LookoutCsv.Parsed list, byte[] bytes) {
        LoadReport report = list.report();
        assertEquals(report.accepted(), list.lookouts().size());
        assertEquals(report.accepted(), report.byKind().values().stream().mapToLong(n -> n).sum());
        assertEquals(
                Math.min(report.rejectedCount(), LoadReport.MAX_REJECTED),
                report.rejected().size());
        int subjects = 0;
        for (Lookout lookout : list.lookouts()) {
            subjects += lookout.subjects().size();
        }
        assertTrue(subjects >= report.accepted() + report.furtherParts());
        assertEquals(list, read(bytes, false));
    }

    private static LookoutCsv.Result read(byte[] bytes, boolean plainFirst) {
        ListReading reading = new ListReading(LookoutCsv.MAX_LINES, ListScope.ALL);
        return LookoutCsv.read(new ByteArrayInputStream(bytes), reading, plainFirst);
    }

    private static void keep(List<String> pool, String csv, SplittableRandom random) {
        if (pool.size() < POOL) {
            pool.add(csv);
        } else {
            var _ = pool.set(1 + random.nextInt(POOL - 1), csv);
        }
    }

    /// Mostly below the header: a list without its columns is refused at once.
    private static String mutated(String csv, SplittableRandom random) {
        StringBuilder text = new StringBuilder(csv);
        int header = csv.indexOf('\n') + 1;
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            int from = random.nextInt(16) == 0 || text.length() <= header ? 0 : header;
            if (text.length() <= from) {
                break;
            }
            int at = from + random.nextInt(text.length() - from);
            String spice = SPICE[random.nextInt(SPICE.length)];
            switch (random.nextInt(6)) {
                case 0 -> text.insert(at, spice);
                case 1 -> text.deleteCharAt(at);
                case 2 -> text.setCharAt(at, spice.charAt(0));
                case 3 -> text.append(LINES[random.nextInt(LINES.length)]);
                case 4 -> text.insert(at, spice.repeat(random.nextInt(1, 40)));
                default -> text.setLength(random.nextInt(8) == 0 ? at : text.length());
            }
        }
        return text.toString();
    }
}
