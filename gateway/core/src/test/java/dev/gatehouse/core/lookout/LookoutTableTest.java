package dev.gatehouse.core.lookout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.core.identifier.IdentifierKind;
import dev.gatehouse.core.match.Jurisdiction;
import dev.gatehouse.core.match.PlateForm;
import dev.gatehouse.core.name.Band;
import dev.gatehouse.core.name.BirthDate;
import dev.gatehouse.core.name.PersonFacts;
import dev.gatehouse.core.name.Sex;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
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
        LookoutTableBuilder builder = new LookoutTableBuilder();
        List<Lookout> expected = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        boolean onePlateEach = random.nextBoolean();
        while (expected.size() < 3_000) {
            String id = id(random);
            if (ids.add(id)) {
                Lookout lookout = lookout(id, onePlateEach, random);
                builder.add(lookout);
                expected.add(lookout);
            }
        }
        expected.sort(Comparator.comparing(Lookout::id));
        LookoutTable table = builder.build();
        assertEquals(expected, table);
        assertFalse(table.toString().contains("AB"));
        for (int row = 0; row < table.size(); row += 17) {
            assertEquals(row, table.row(table.id(row)).orElseThrow());
            assertTrue(table.row(table.id(row) + "~").isEmpty());
        }
    }

    private static Lookout lookout(String id, boolean onePlate, SplittableRandom random) {
        List<Subject> subjects = new ArrayList<>();
        for (int count = onePlate ? 1 : random.nextInt(1, 5); count > 0; count--) {
            subjects.add(onePlate ? plate(random) : subject(random));
        }
        LookoutAction[] actions = LookoutAction.values();
        return new Lookout(
                id,
                random.nextInt(1, 4),
                inOrderOfTheTable(subjects),
                random.nextInt(1, 6),
                actions[random.nextInt(actions.length)],
                random.nextBoolean() ? Lookout.NO_START : random.nextInt(1 << 25),
                random.nextBoolean() ? Lookout.NO_END : random.nextInt(1 << 25),
                random.nextBoolean() ? Terms.PLAIN : terms(random));
    }

    /// Plates, then identifiers, then names.
    private static List<Subject> inOrderOfTheTable(List<Subject> subjects) {
        List<Subject> ordered = new ArrayList<>();
        subjects.stream().filter(s -> s instanceof Subject.Plate).forEach(ordered::add);
        subjects.stream().filter(s -> s instanceof Subject.Identified).forEach(ordered::add);
        subjects.stream().filter(s -> s instanceof Subject.Named).forEach(ordered::add);
        return ordered;
    }

    private static Subject subject(SplittableRandom random) {
        return switch (random.nextInt(3)) {
            case 0 -> plate(random);
            case 1 ->
                    new Subject.Identified(
                            SubjectKind.GOODS,
                            IdentifierKind.SERIAL.check("S-" + random.nextInt(1_000, 100_000)));
            default ->
                    new Subject.Named(
                            SubjectKind.PERSON,
                            List.of("DOE, Zoë " + random.nextInt(9), "Ζωή")
                                    .subList(0, random.nextInt(1, 3)),
                            new PersonFacts(
                                    random.nextBoolean()
                                            ? List.of()
                                            : List.of(
                                                    BirthDate.year(1950 + random.nextInt(50)),
                                                    BirthDate.circa(1960)),
                                    Sex.FEMALE,
                                    random.nextBoolean() ? Set.of() : Set.of("CAN", "UTO")));
        };
    }

    private static Subject plate(SplittableRandom random) {
        return new Subject.Plate(
                Jurisdiction.ofId(random.nextInt(Jurisdiction.count())),
                PlateForm.of("AB" + random.nextInt(1_000, 100_000_000)));
    }

    private static Terms terms(SplittableRandom random) {
        return new Terms(
                "OFFICE " + random.nextInt(3),
                "ORIGIN",
                "A-" + random.nextInt(3),
                random.nextBoolean(),
                RiskCategory.FIREARMS,
                Set.of(Caveat.ARMED),
                Optional.empty(),
                Optional.of(Band.PROBABLE),
                Set.of("0453"),
                Set.of(TransportMode.HIGHWAY),
                "Approach with care",
                "Approchez avec prudence");
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
        ListReading reading = new ListReading(LookoutCsv.MAX_LINES, ListScope.ALL);
        return LookoutCsv.read(new ByteArrayInputStream(bytes), reading, plainFirst);
    }
}
