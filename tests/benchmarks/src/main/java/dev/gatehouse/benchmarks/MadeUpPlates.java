package dev.gatehouse.benchmarks;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/// Plates that nobody has. Their characters are ones that readers do not confuse, so that a plate
/// is a hit on its own lookout and on no other.
final class MadeUpPlates {
    static final String LISTED_JURISDICTION = "CA-ON";

    private static final String LETTERS = "ACEFHJKLMNPRTVWXY";
    private static final String DIGITS = "3479";
    private static final int LISTED_LETTERS = 4;
    private static final int LISTED_DIGITS = 3;
    private static final int OTHER_LETTERS = 3;
    private static final int OTHER_DIGITS = 4;
    private static final int WATCHED_PERCENT = 2;

    private final SplittableRandom random;
    private final Set<String> used = new LinkedHashSet<>();

    MadeUpPlates(long seed) {
        this.random = new SplittableRandom(seed);
    }

    private String fresh(int letters, int digits) {
        while (true) {
            StringBuilder plate = new StringBuilder();
            for (int i = 0; i < letters; i++) {
                plate.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
            }
            for (int i = 0; i < digits; i++) {
                plate.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
            }
            if (used.add(plate.toString())) {
                return plate.toString();
            }
        }
    }

    /// Plates to be listed, each once.
    List<String> listed(int count) {
        List<String> plates = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            plates.add(fresh(LISTED_LETTERS, LISTED_DIGITS));
        }
        return plates;
    }

    /// A plate of a shape that no listed one has.
    String unlisted() {
        return fresh(OTHER_LETTERS, OTHER_DIGITS);
    }

    /// Writes a list: these plates, all to be referred, and made-up others up to `size`.
    void write(Path file, List<String> plates, int size) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("id,kind,jurisdiction,plate,priority,action,valid_until\n");
            int number = 0;
            for (String plate : plates) {
                out.write(line(number++, plate, "REFER_MANDATORY"));
            }
            for (String plate : listed(Math.max(0, size - plates.size()))) {
                out.write(
                        line(
                                number++,
                                plate,
                                random.nextInt(100) < WATCHED_PERCENT
                                        ? "SILENT"
                                        : "REFER_MANDATORY"));
            }
        }
    }

    private static String line(int number, String plate, String action) {
        return "BENCH-%06d,PLATE,%s,%s,3,%s,2099-12-31\n"
                .formatted(number, LISTED_JURISDICTION, plate, action);
    }
}
