package dev.gatehouse.simulators;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/// Plates of a lookout list, so that a simulated lane can let some of them drive up. Only the
/// columns `kind`, `jurisdiction` and `plate` are looked at and only rows of kind PLATE are taken.
final class ListedPlates {

    private ListedPlates() {}

    /// @throws IllegalArgumentException when the columns are missing or no plate is listed
    static List<Truth> read(Path file) {
        CsvTable table = CsvTable.read(file);
        OptionalInt plate = table.column("plate");
        OptionalInt kind = table.column("kind");
        OptionalInt jurisdiction = table.column("jurisdiction");
        if (plate.isEmpty() || kind.isEmpty()) {
            throw new IllegalArgumentException(
                    file + ": expected the columns `kind`, `plate` and optionally `jurisdiction`");
        }
        List<Truth> plates = new ArrayList<>();
        for (CsvTable.Row row : table.rows()) {
            String text = canonical(row.field(plate));
            if (row.field(kind).toUpperCase(Locale.ROOT).equals("PLATE") && text.length() >= 2) {
                plates.add(new Truth(text, row.field(jurisdiction).toUpperCase(Locale.ROOT)));
            }
        }
        if (plates.isEmpty()) {
            throw new IllegalArgumentException(file + ": expected at least one row of kind PLATE");
        }
        return List.copyOf(plates);
    }

    /// Upper case, letters and digits only (lookout sheet, section 3.1); what is painted on the
    /// vehicle.
    static String canonical(String plate) {
        return plate.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
    }
}
