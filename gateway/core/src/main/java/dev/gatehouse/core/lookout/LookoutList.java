package dev.gatehouse.core.lookout;

import dev.gatehouse.core.identifier.IdentifierIndex;
import dev.gatehouse.core.identifier.IdentifierIndexBuilder;
import dev.gatehouse.core.match.DeletionPlateIndex;
import dev.gatehouse.core.match.FalseHits;
import dev.gatehouse.core.match.PlateIndexBuilder;
import dev.gatehouse.core.name.NameIndex;
import dev.gatehouse.core.name.NameKind;
import dev.gatehouse.core.name.NameReader;
import dev.gatehouse.core.name.RecallReport;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;

/// A table of lookouts with the indexes that find them. Immutable; any number of threads may ask.
public final class LookoutList {
    /// No lookouts.
    public static final LookoutList EMPTY = of(new LookoutTableBuilder().build());

    private final LookoutTable table;
    private final DeletionPlateIndex plates;
    private final IdentifierIndex identifiers;
    private final Map<NameKind, Names> names;

    /// Names of one kind.
    ///
    /// @param index of all names
    /// @param subjects number of the named subject of each name
    @SuppressWarnings("ArrayRecordComponent") // internal, never compared, never handed out
    record Names(NameIndex index, int[] subjects) {}

    private LookoutList(
            LookoutTable table,
            DeletionPlateIndex plates,
            IdentifierIndex identifiers,
            Map<NameKind, Names> names) {
        this.table = table;
        this.plates = plates;
        this.identifiers = identifiers;
        this.names = names;
    }

    /// Builds the indexes.
    ///
    /// @throws IllegalStateException when the bound on a search cannot be kept, which no known list
    ///   brings about
    public static LookoutList of(LookoutTable table) {
        return new LookoutList(table, plates(table), identifiers(table), names(table));
    }

    /// Lookouts held.
    public int size() {
        return table.size();
    }

    /// The lookouts, in the order of their ids.
    public LookoutTable table() {
        return table;
    }

    /// Index of the plates; entries are plates of the table.
    DeletionPlateIndex plates() {
        return plates;
    }

    /// Index of all other identifiers; entries are identifiers of the table.
    IdentifierIndex identifiers() {
        return identifiers;
    }

    /// Names of a kind, if there are any.
    Optional<Names> names(NameKind kind) {
        return Optional.ofNullable(names.get(kind));
    }

    /// Measures how many passages that nobody looks for hit a plate all the same.
    ///
    /// @param reads made up; more take longer and tell more exactly
    public FalseHits falseHits(long seed, int reads) {
        return plates.falseHits(seed, reads);
    }

    /// Measures how many names are still found when they are written otherwise: the least of all
    /// kinds of names; empty when there are none.
    ///
    /// @param namesEach names tried for each way of writing
    public Optional<RecallReport> recall(int namesEach, long seed) {
        return names.values().stream()
                .map(one -> one.index.recall(namesEach, new Random(seed)))
                .min(Comparator.comparingInt(RecallReport::recall));
    }

    /// Bytes held by table and indexes.
    public long memoryBytes() {
        long bytes = table.memoryBytes() + plates.memoryBytes() + identifiers.memoryBytes();
        for (Names one : names.values()) {
            bytes += one.index.bytes() + 4L * one.subjects.length;
        }
        return bytes;
    }

    private static DeletionPlateIndex plates(LookoutTable table) {
        PlateIndexBuilder builder = DeletionPlateIndex.builder(table.plateCount());
        for (int plate = 0; plate < table.plateCount(); plate++) {
            int row = table.rowOfPlate(plate);
            var _ =
                    builder.add(
                            table.plate(plate),
                            table.jurisdiction(plate),
                            table.priority(row),
                            Lookout.untilMs(table.untilMinute(row)));
        }
        return builder.build();
    }

    private static IdentifierIndex identifiers(LookoutTable table) {
        IdentifierIndexBuilder builder = IdentifierIndex.builder();
        for (int i = 0; i < table.identifierCount(); i++) {
            int row = table.rowOfIdentifier(i);
            var _ =
                    builder.add(
                            table.identifier(i),
                            table.priority(row),
                            Lookout.untilMs(table.untilMinute(row)));
        }
        return builder.build();
    }

    private static Map<NameKind, Names> names(LookoutTable table) {
        Map<NameKind, NameIndex.Builder> builders = new EnumMap<>(NameKind.class);
        Map<NameKind, int[]> subjects = new EnumMap<>(NameKind.class);
        for (int subject = 0; subject < table.namedCount(); subject++) {
            NameKind kind = table.kindOfNamed(subject).nameKind().orElseThrow();
            NameIndex.Builder builder = builders.computeIfAbsent(kind, NameIndex.Builder::new);
            OptionalInt year = table.facts(subject).birthYear();
            for (String name : table.names(subject)) {
                int number = builder.add(NameReader.read(kind, name), year);
                int[] of = subjects.computeIfAbsent(kind, _ -> new int[16]);
                if (number == of.length) {
                    of = Arrays.copyOf(of, 2 * number);
                    subjects.put(kind, of);
                }
                of[number] = subject;
            }
        }
        Map<NameKind, Names> names = new EnumMap<>(NameKind.class);
        builders.forEach((kind, builder) -> {
            NameIndex index = builder.build();
            int[] of = Arrays.copyOf(subjects.getOrDefault(kind, new int[0]), index.size());
            names.put(kind, new Names(index, of));
        });
        return names;
    }

    /// Lookouts are content: never printed by accident.
    @Override
    public String toString() {
        return "LookoutList[size=" + size() + "]";
    }
}
