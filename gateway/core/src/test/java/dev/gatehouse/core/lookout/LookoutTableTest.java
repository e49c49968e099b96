package dev.gatehouse.core.lookout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.core.match.Jurisdiction;
import dev.gatehouse.core.match.PlateForm;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class LookoutTableTest {
    private static final String HEADER = "id,kind,jurisdiction,plate,priority,action,valid_until\n";

    private static SplittableRandom random() {
        long seed = Long.getLong("gatehouse.seed", System.nanoTime());
        System.out.println("LookoutTableTest: -Dgatehouse.seed=" + seed);
        return new SplittableRandom(seed);
    }

    private static String id(SplittableRandom random) {
        StringBuilder id = new StringBuilder();
        for (int length = random.nextInt(1, Lookout.MAX_ID_CHARS + 1); length > 0; length--) {
            char c = (char) random.nextInt('!', 0x7F);
            id.append(c == '"' || c == ',' ? '-' : c);
        }
        return id.toString();
    }

    @Test
    void rowsComeBackWholeAndInTheOrderOfTheirIds() {
        SplittableRandom random = random();
        LookoutTable.Builder builder = new LookoutTable.Builder();
        List<Lookout> expected = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        LookoutAction[] actions = LookoutAction.values();
        while (expected.size() < 3_000) {
            String id = id(random);
            if (!ids.add(id)) {
                continue;
            }
            PlateForm plate = PlateForm.of("AB" + random.nextInt(1_000, 100_000_000));
            Jurisdiction jurisdiction = Jurisdiction.ofId(random.nextInt(Jurisdiction.count()));
            int priority = random.nextInt(1, 6);
            LookoutAction action = actions[random.nextInt(actions.length)];
            long until = random.nextBoolean() ? Lookout.NO_EXPIRY : random.nextLong(1L << 42);
            builder.add(id, plate, jurisdiction, priority, action, until);
            expected.add(
                    new Lookout(
                            id,
                            1,
                            SubjectKind.PLATE,
                            jurisdiction,
                            plate.text(),
                            priority,
                            action,
                            until));
        }
        expected.sort(Comparator.comparing(Lookout::id));
        LookoutTable table = builder.build();
        assertEquals(expected, table);
        assertFalse(table.toString().contains("AB"));
    }

    @Test
    void theSetOfIdsIsASet() {
        SplittableRandom random = random();
        IdSet ids = new IdSet(random.nextInt());
        Set<String> model = new HashSet<>();
        for (int i = 0; i < 20_000; i++) {
            String id = random.nextBoolean() ? "L-" + random.nextInt(20_000) : id(random);
            assertEquals(model.contains(id), ids.contains(id));
            if (model.add(id)) {
                ids.add(id);
            }
        }
        assertTrue(model.stream().allMatch(ids::contains));
    }

    /// The short way and the reader that knows all of RFC 4180 say the same of any bytes.
    @Test
    void plainLinesMeanWhatTheFullReaderSaysTheyMean() {
        SplittableRandom random = random();
        String[] pieces = {
            "L-1", "L-2", "PLATE", "person", "US-NY", "ABC1234", "AB?D12", ",", ",", ",", ",",
            "\n", "\n", "\r\n", "\r", "\"", "\"\"", " ", "2027-01-31", "SILENT", "3", "\uFEFF",
            "é", "\0", "\t", "~", "L-3,PLATE,Ont.,XYZ987,1,,\n", "L-4,PLATE,,\"XYZ 987\",,,\r\n"
        };
        int parsed = 0;
        int refused = 0;
        for (int i = 0; i < 10_000; i++) {
            StringBuilder csv = new StringBuilder(random.nextInt(20) == 0 ? "" : HEADER);
            for (int count = random.nextInt(30); count > 0; count--) {
                csv.append(pieces[random.nextInt(pieces.length)]);
            }
            byte[] bytes = csv.toString().getBytes(StandardCharsets.UTF_8);
            LookoutCsv.Result full = read(bytes, false);
            assertEquals(full, read(bytes, true), csv::toString);
            parsed += full instanceof LookoutCsv.Parsed ? 1 : 0;
            refused += full instanceof LookoutCsv.Refused ? 1 : 0;
        }
        assertTrue(parsed > 300 && refused > 300, parsed + " parsed, " + refused + " refused");
    }

    /// Longer than a block, with a line across each border, and one line that is not plain late.
    @Test
    void aLongListIsTheSameBothWays() {
        StringBuilder csv = new StringBuilder(HEADER);
        for (int i = 0; i < 20_000; i++) {
            csv.append("L-").append(i % 19_990).append(",PLATE,US-NY,ABC").append(1_000 + i);
            csv.append(i == 15_000 ? ",\"3\",,\r\n" : ",3,,\n");
        }
        byte[] bytes = csv.toString().getBytes(StandardCharsets.UTF_8);
        LookoutCsv.Result short_ = read(bytes, true);
        assertEquals(read(bytes, false), short_);
        var list = (LookoutCsv.Parsed) short_;
        assertEquals(19_990, list.lookouts().size());
        assertEquals(19_992, list.report().rejected().getFirst().line());
    }

    private static LookoutCsv.Result read(byte[] bytes, boolean plainFirst) {
        return LookoutCsv.read(new ByteArrayInputStream(bytes), LookoutCsv.MAX_LINES, plainFirst);
    }
}
