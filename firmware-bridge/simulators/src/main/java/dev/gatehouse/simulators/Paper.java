package dev.gatehouse.simulators;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What a traveller hands over or tells, and an officer swipes or keys.
///
/// @param kind as the booth's command has it: `MRZ`, `PERSON`, `NAME`, or a kind of identifier
/// @param text of it; of a machine readable zone its lines, parted by line feeds
/// @param birthDate with a name, else empty
/// @param sex with a name, else empty
/// @param nationality with a name, else empty
record Paper(String kind, String text, String birthDate, String sex, String nationality) {

    /// Reads a file with the columns `kind`, `text` and optionally `birth_date`, `sex` and
    /// `nationality`; `|` in the text stands for a line feed.
    ///
    /// @throws IllegalArgumentException when the columns are missing or there is no row
    static List<Paper> read(Path file) {
        CsvTable table = CsvTable.read(file);
        if (table.column("kind").isEmpty() || table.column("text").isEmpty()) {
            throw new IllegalArgumentException(file + ": expected the columns `kind` and `text`");
        }
        List<Paper> papers = new ArrayList<>();
        for (CsvTable.Row row : table.rows()) {
            papers.add(
                    new Paper(
                            row.field(table.column("kind")),
                            row.field(table.column("text")).replace('|', '\n'),
                            row.field(table.column("birth_date")),
                            row.field(table.column("sex")),
                            row.field(table.column("nationality"))));
        }
        if (papers.isEmpty()) {
            throw new IllegalArgumentException(file + ": expected at least one row");
        }
        return List.copyOf(papers);
    }

    /// Content: never printed by accident.
    @Override
    public String toString() {
        return "Paper[" + kind + ", content withheld]";
    }
}
