package dev.gatehouse.benchmarks;

import dev.gatehouse.core.match.DeletionPlateIndex;
import dev.gatehouse.core.match.Jurisdiction;
import dev.gatehouse.core.match.PlateAnswer;
import dev.gatehouse.core.match.PlateForm;
import dev.gatehouse.core.match.PlateIndexBuilder;
import dev.gatehouse.core.match.PlateQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// JMH's part: one search of the index by the normal form of a read. Listed plates are random, of
/// the shapes of North America; a read is a listed plate with one edit or one confusion (`near`),
/// or a plate that nobody looks for (`other`).
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PlateSearch {
    private static final int READS = 1 << 14;
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final String DIGITS = "0123456789";
    private static final String[] SHAPES = {"AAAA999", "AAA9999", "AAA999", "9AAA999", "99AAA9"};
    private static final String[] CONFUSIONS = {"0O", "1I", "8B", "5S", "2Z"};
    private static final String[] STATES = {"US-NY", "CA-ON", "US-MI", "US-TX", "MX-SON", "CA-QC"};
    private static final int LOWEST_PRIORITY = 5;

    /// Listed plates.
    @Param({"100000", "1000000"})
    public int entries;

    /// What is read.
    @Param({"near", "other"})
    public String reads = "near";

    /// Of all made-up plates.
    @Param("1")
    public long seed;

    private final PlateAnswer answer = new PlateAnswer();
    private final PlateQuery query = new PlateQuery();
    private List<String> plates = List.of();
    private List<Jurisdiction> jurisdictions = List.of();
    private DeletionPlateIndex index = DeletionPlateIndex.builder().build();
    private int next;

    /// For JMH.
    public PlateSearch() {}

    /// Builds the list, and the reads.
    @Setup
    public void list() {
        SplittableRandom random = new SplittableRandom(seed);
        PlateIndexBuilder builder = DeletionPlateIndex.builder();
        plates = new ArrayList<>();
        jurisdictions = new ArrayList<>();
        for (int i = 0; i < entries; i++) {
            String plate = plate(random);
            Jurisdiction issuer = Jurisdiction.ofIso(STATES[random.nextInt(STATES.length)]);
            var _ =
                    builder.add(
                            PlateForm.of(plate),
                            issuer,
                            1 + random.nextInt(LOWEST_PRIORITY),
                            PlateIndexBuilder.NO_EXPIRY);
            if (i % (entries / READS + 1) == 0) {
                plates.add(reads.equals("near") ? near(plate, random) : plate(random));
                jurisdictions.add(issuer);
            }
        }
        index = builder.build();
    }

    private static String plate(SplittableRandom random) {
        StringBuilder plate = new StringBuilder();
        for (char place : SHAPES[random.nextInt(SHAPES.length)].toCharArray()) {
            plate.append(place == 'A' ? any(LETTERS, random) : any(DIGITS, random));
        }
        return plate.toString();
    }

    private static char any(String of, SplittableRandom random) {
        return of.charAt(random.nextInt(of.length()));
    }

    private static String near(String plate, SplittableRandom random) {
        StringBuilder read = new StringBuilder(plate);
        int at = random.nextInt(plate.length());
        switch (random.nextInt(4)) {
            case 0 -> read.setCharAt(at, any(LETTERS, random));
            case 1 -> read.deleteCharAt(at);
            case 2 -> read.insert(at, any(DIGITS, random));
            default -> confuse(read);
        }
        return read.toString();
    }

    private static void confuse(StringBuilder read) {
        for (int i = 0; i < read.length(); i++) {
            for (String pair : CONFUSIONS) {
                int side = pair.indexOf(read.charAt(i));
                if (side >= 0) {
                    read.setCharAt(i, pair.charAt(1 - side));
                    return;
                }
            }
        }
    }

    /// One search, from the text of the read to its hits.
    @Benchmark
    public int search() {
        next = next + 1 < plates.size() ? next + 1 : 0;
        var _ = query.set(plates.get(next), jurisdictions.get(next), PlateQuery.TIME_UNKNOWN);
        index.match(query, answer);
        return answer.size();
    }

    /// Octets an entry takes in memory.
    double bytesPerEntry() {
        return (double) index.memoryBytes() / entries;
    }
}
