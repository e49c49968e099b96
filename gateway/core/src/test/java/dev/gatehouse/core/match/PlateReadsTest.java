package dev.gatehouse.core.match;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// Real reads of plates, where the folder of data is there; and what a second look adds.
final class PlateReadsTest {
    private static final Jurisdiction ON = Jurisdiction.ofIso("CA-ON");

    private record Row(String truth, String read, Jurisdiction state) {}

    @Test
    void theReadsOfTheDataFolderAreFoundAsItsReadmeDemands() throws IOException {
        List<Row> rows = rows();
        Assumptions.assumeFalse(rows.isEmpty(), "no folder of data");
        assertEquals(376, rows.size());
        PlateIndexBuilder builder = DeletionPlateIndex.builder();
        for (Row row : rows) {
            add(builder, row.truth(), row.state());
        }
        DeletionPlateIndex index = builder.build();
        PlateQuery query = new PlateQuery();
        PlateAnswer answer = new PlateAnswer();
        Map<Grade, Integer> within = new EnumMap<>(Grade.class);
        int falseHits = 0;
        int seconds = 0;
        int noReads = 0;
        SecondLook look = new SecondLook();
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            var status = query.set(row.read(), row.state(), PlateQuery.TIME_UNKNOWN);
            noReads += status == PlateForm.Status.NO_READ ? 1 : 0;
            index.match(query, answer);
            Optional<Grade> own = Optional.empty();
            for (int hit = 0; hit < answer.size(); hit++) {
                if (answer.entry(hit) == i) {
                    own = Optional.of(answer.grade(hit));
                } else if (!answer.jurisdictionDiffers(hit)
                        && !rows.get(answer.entry(hit)).truth().equals(row.truth())) {
                    falseHits++;
                }
            }
            for (Grade grade : Grade.values()) {
                boolean yes = own.isPresent() && own.get().compareTo(grade) <= 0;
                within.merge(grade, yes ? 1 : 0, Integer::sum);
            }
            boolean second = own.isEmpty() && look.leads(index, query).contains(i);
            seconds += second ? 1 : 0;
        }
        assertEquals(2, noReads);
        assertEquals(323, within.get(Grade.EXACT), "exact");
        assertEquals(338, within.get(Grade.CONFUSABLE), "folded");
        assertEquals(366, within.get(Grade.EDIT1), "folded edit 1");
        assertEquals(0, falseHits, "of the same state");
        assertTrue(seconds > 0 && seconds <= 4, "by a second look: " + seconds);
    }

    @Test
    void aSecondLookUndoesWhatReadersDo() {
        PlateIndexBuilder builder = DeletionPlateIndex.builder();
        add(builder, "ABC1234", ON);
        add(builder, "XYZ9876", ON);
        DeletionPlateIndex index = builder.build();
        SecondLook look = new SecondLook();
        assertEquals(List.of(0), look.leads(index, query("0ABC12X4")), "an extra 0 and an edit");
        assertEquals(List.of(0), look.leads(index, query("AC12X4")), "a lost B and an edit");
        assertEquals(List.of(0), look.leads(index, query("ABC12XA")), "A for 4 and an edit");
        assertEquals(List.of(), look.leads(index, query("ABC12XX")), "any two edits");
        assertEquals(List.of(), look.leads(index, query("ABC1235")), "a hit is no lead");
        assertEquals(List.of(), look.leads(index, query("ABC?234")));
        assertEquals(List.of(), look.leads(index, query("")));
    }

    @Test
    void errorsThatReadersMakeOftenAreToldFromOthers() {
        PlateIndexBuilder builder = DeletionPlateIndex.builder();
        add(builder, "KAB1234", ON);
        DeletionPlateIndex index = builder.build();
        PlateAnswer answer = new PlateAnswer();
        for (String often : new String[] {"HAB1234", "0KAB1234", "KABD1234", "KA1234", "KAB123A"}) {
            index.match(query(often), answer);
            assertTrue(answer.isOftenMisread(0), often);
        }
        for (String other : new String[] {"XAB1234", "KAB12345", "KAB123", "AKB1234", "KAB1234"}) {
            index.match(query(other), answer);
            assertFalse(answer.isOftenMisread(0), other);
        }
    }

    @Test
    void correctionsAreFewAndDifferent() {
        SplitPlates.all()
                .forEach(plate -> {
                    long raw = PlateForm.of(plate).packed();
                    List<Long> forms = SecondLook.corrections(raw);
                    assertTrue(forms.size() <= SecondLook.MAX_SEARCHES, plate);
                    assertEquals(forms.size(), new HashSet<>(forms).size());
                    for (long form : forms) {
                        assertEquals(
                                1,
                                PlateOracle.distance(plate, PlateForm.textOf(form)),
                                () -> plate + " " + PlateForm.textOf(form));
                    }
                });
    }

    /// Plates at the limits of length, and of many characters that have others like them.
    private static final class SplitPlates {
        static List<String> all() {
            return List.of("0", "8", "HHHHHHHHHH", "HKRMHKRMH", "000000", "1T7L4ACG3B", "XXXX");
        }
    }

    private static PlateQuery query(String read) {
        PlateQuery query = new PlateQuery();
        var _ = query.set(read, ON, PlateQuery.TIME_UNKNOWN);
        return query;
    }

    private static void add(PlateIndexBuilder builder, String plate, Jurisdiction by) {
        var _ = builder.add(PlateForm.of(plate), by, 3, PlateIndexBuilder.NO_EXPIRY);
    }

    private static List<Row> rows() throws IOException {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path file = at.resolve("shared/data/lookout/plate_reads_us.csv");
            if (Files.isRegularFile(file)) {
                List<Row> rows = new ArrayList<>();
                for (String line : Files.readAllLines(file)) {
                    String[] fields = line.split(",", -1);
                    if (!fields[0].equals("truth")) {
                        rows.add(
                                new Row(fields[0], fields[1], Jurisdiction.ofShortForm(fields[2])));
                    }
                }
                return rows;
            }
        }
        return List.of();
    }
}
