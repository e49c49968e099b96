package dev.gatehouse.proofs.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The record of hours of fuzzing made in more than one run.
final class FuzzTableTest {
    private static final LocalDate MONDAY = LocalDate.of(2026, 3, 2);

    @TempDir private Path folder;

    @Test
    void aRunReplacesItsOwnRowsAlone() throws IOException {
        FuzzTarget one = target("OneFuzzTest");
        FuzzTarget other = target("OtherFuzzTest");
        FuzzTarget gone = target("GoneFuzzTest");
        Path results = folder.resolve("RESULTS.md");
        FuzzTable first = FuzzTable.of(results);
        for (FuzzTarget target : List.of(one, other, gone)) {
            first.put(target, new FuzzRun.Result(true, 1_000, 10, 3, 200, ""), 120, 7, MONDAY);
        }
        Files.writeString(results, "## fuzz\n\n" + first.of(List.of(one, other, gone)));

        FuzzTable second = FuzzTable.of(results);
        second.put(
                other,
                new FuzzRun.Result(false, 2_000_000, 20, 4, 300, "thrown"),
                600,
                8,
                MONDAY.plusDays(1));
        assertEquals(
                List.of(
                        "| OneFuzzTest.bytes | 2026-03-02 | 120 | 7 | 1,000 | 10 | 3 | 200 | yes |",
                        "| OtherFuzzTest.bytes | 2026-03-03 | 600 | 8 | 2,000,000 | 20 | 4 | 300 |"
                                + " **no** |"),
                second.of(List.of(one, other))
                        .lines()
                        .skip(2)
                        .filter(row -> !row.isEmpty())
                        .toList());
    }

    private FuzzTarget target(String name) {
        return new FuzzTarget(folder, "dev.gatehouse." + name, "bytes");
    }
}
