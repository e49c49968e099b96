package dev.gatehouse.core.lookout;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a list's file holds, without putting it in force: for those who look after lists.
public sealed interface ListLook {

    /// Forms of a list's file.
    enum Form {
        /// As [LookoutCsv] takes it.
        CSV,
        /// As [ListFile] writes it.
        BUILT
    }

    /// A list.
    ///
    /// @param form of the file
    /// @param generation that a built list states; 0 for CSV
    /// @param sequence of a delta; 0 for a list in whole
    /// @param issuedAt as a built list states it; of CSV the modification time
    /// @param withdrawn ids, of a delta
    record Held(
            Form form,
            long generation,
            long sequence,
            Instant issuedAt,
            LookoutTable lookouts,
            List<String> withdrawn,
            LoadReport report)
            implements ListLook {
        public Held {
            withdrawn = List.copyOf(withdrawn);
        }

        /// Lookouts are content: never printed by accident.
        @Override
        public String toString() {
            return "Held[" + form + ", lookouts=" + lookouts.size() + "]";
        }
    }

    /// A file that cannot be used.
    record Bad(Form form, ListDamage damage) implements ListLook {}

    /// Looks at a file.
    ///
    /// @param keyFile that opens built lists; empty for none
    /// @param scope lookouts for others are counted and left out
    /// @throws IOException when the file cannot be read
    static ListLook at(Path file, Optional<Path> keyFile, ListScope scope) throws IOException {
        Instant modified = Files.getLastModifiedTime(file).toInstant();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            if (!isBuilt(in)) {
                return switch (LookoutCsv.read(in, LookoutCsv.MAX_LINES, scope)) {
                    case LookoutCsv.Refused(ListDamage damage) -> new Bad(Form.CSV, damage);
                    case LookoutCsv.Parsed(LookoutTable lookouts, LoadReport report) ->
                            new Held(Form.CSV, 0, 0, modified, lookouts, List.of(), report);
                };
            }
            return switch (ListFile.read(in, BaseFile.key(keyFile), LookoutCsv.MAX_LINES, scope)) {
                case ListFile.Refused(ListDamage damage) -> new Bad(Form.BUILT, damage);
                case ListFile.Base base ->
                        new Held(
                                Form.BUILT,
                                base.generation(),
                                0,
                                base.issuedAt(),
                                base.lookouts(),
                                List.of(),
                                base.report());
                case ListFile.Delta(LookoutDelta delta, LoadReport report) ->
                        new Held(
                                Form.BUILT,
                                delta.base(),
                                delta.sequence(),
                                delta.issuedAt(),
                                delta.changed(),
                                delta.withdrawn(),
                                report);
            };
        }
    }

    /// The form of a file, by its first octets.
    ///
    /// @throws IOException when the file cannot be read
    static Form form(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return isBuilt(in) ? Form.BUILT : Form.CSV;
        }
    }

    private static boolean isBuilt(InputStream in) throws IOException {
        in.mark(ListFileHeader.MAGIC_OCTETS);
        boolean built = ListFile.isBuilt(in.readNBytes(ListFileHeader.MAGIC_OCTETS));
        in.reset();
        return built;
    }
}
