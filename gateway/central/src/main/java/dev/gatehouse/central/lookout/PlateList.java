package dev.gatehouse.central.lookout;

import dev.gatehouse.central.CommandFailure;
import dev.gatehouse.central.Exit;
import dev.gatehouse.core.lookout.Lookout;
import dev.gatehouse.core.lookout.SubjectKind;
import dev.gatehouse.core.match.DeletionPlateIndex;
import dev.gatehouse.core.match.Jurisdiction;
import dev.gatehouse.core.match.PlateForm;
import dev.gatehouse.core.match.PlateIndexBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The plates of a list in a file, indexed, and the id of each entry.
final class PlateList {
    private static final List<String> COLUMNS = List.of("id", "kind", "jurisdiction", "plate");
    private static final int REMEMBERED_MAX = 1_024;
    private static final long HALF_MS_NANOS = 500_000;

    private final PlateIndexBuilder builder = DeletionPlateIndex.builder();
    private final IdColumn ids = new IdColumn();
    private final Map<String, Jurisdiction> jurisdictions = new HashMap<>();
    private final DeletionPlateIndex index;
    private final long loadNanos;
    private final long buildNanos;
    private long otherKinds;
    private long notMapped;

    /// A clock of the caller's.
    interface Clock {
        /// Monotonic nanoseconds.
        long nanos();
    }

    /// Reads and indexes.
    ///
    /// @throws CommandFailure when the file is no list, or too long
    PlateList(Path file, RejectedLines rejected, Clock clock) throws IOException, CommandFailure {
        long opened = clock.nanos();
        CsvRows.read(
                "--list",
                file,
                COLUMNS,
                new CsvRows.Rows() {
                    @Override
                    public void take(long line, List<String> fields) throws CommandFailure {
                        String fault = add(fields);
                        if (!fault.isEmpty()) {
                            reject(line, fault);
                        }
                    }

                    @Override
                    public void reject(long line, String reason) {
                        rejected.add("--list", line, reason);
                    }
                });
        long started = clock.nanos();
        index = builder.build();
        buildNanos = clock.nanos() - started;
        loadNanos = clock.nanos() - opened;
    }

    /// @return why a line is left out, or nothing
    private String add(List<String> fields) throws CommandFailure {
        String id = fields.get(0);
        String kind = fields.get(1);
        if (!Lookout.isId(id)) {
            return "id: expected 1-64 printable characters without blanks, commas and quotes";
        }
        if (kind.isEmpty()) {
            return "kind is empty";
        }
        if (!kind.equalsIgnoreCase(SubjectKind.PLATE.name())) {
            otherKinds++;
            return "";
        }
        PlateForm plate = PlateForm.of(fields.get(3));
        if (!plate.listable()) {
            return "plate: "
                    + switch (plate.status()) {
                        case NO_READ -> "empty";
                        case MANUAL -> "more than 10 characters, or not Latin";
                        case READ, UNREADABLE -> "fewer than 4 known characters";
                    };
        }
        if (plate.unreadChars() > 0 && builder.partials() == DeletionPlateIndex.MAX_PARTIALS) {
            return "plate: more than "
                    + DeletionPlateIndex.MAX_PARTIALS
                    + " plates with unknown characters";
        }
        if (builder.size() == DeletionPlateIndex.MAX_ENTRIES || !ids.hasRoomFor(id)) {
            throw new CommandFailure(
                    Exit.FAILED, "--list: more than " + builder.size() + " plates; split the list");
        }
        var _ =
                builder.add(
                        plate,
                        jurisdiction(fields.get(2)),
                        Lookout.DEFAULT_PRIORITY,
                        PlateIndexBuilder.NO_EXPIRY);
        ids.add(id);
        return "";
    }

    private Jurisdiction jurisdiction(String text) {
        Jurisdiction known = jurisdictions.get(text);
        if (known == null) {
            known = Jurisdiction.ofShortForm(text);
            if (jurisdictions.size() < REMEMBERED_MAX) {
                jurisdictions.put(text, known);
            }
        }
        boolean meantUnknown = text.isEmpty() || text.equalsIgnoreCase(Jurisdiction.UNKNOWN.code());
        notMapped += known.isKnown() || meantUnknown ? 0 : 1;
        return known;
    }

    DeletionPlateIndex index() {
        return index;
    }

    String id(int entry) {
        return ids.get(entry);
    }

    long idBytes() {
        return ids.bytes();
    }

    /// How long indexing took, from the canonical plates on.
    long buildMs() {
        return (buildNanos + HALF_MS_NANOS) / (2 * HALF_MS_NANOS);
    }

    /// How long reading the file and indexing took.
    long loadMs() {
        return (loadNanos + HALF_MS_NANOS) / (2 * HALF_MS_NANOS);
    }

    /// Lines of kinds that are no plates.
    long otherKinds() {
        return otherKinds;
    }

    /// Plates whose jurisdiction is in no table; they count as unknown.
    long notMapped() {
        return notMapped;
    }
}
