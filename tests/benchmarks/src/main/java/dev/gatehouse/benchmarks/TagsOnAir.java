package dev.gatehouse.benchmarks;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/// What the radio of one RFID reader reads: vehicle after vehicle without a gap, 200 reads a
/// second, for the simulated reader's `tags_file`. Codes are of GS1's example company prefix.
final class TagsOnAir {
    private static final int VEHICLES_PER_S = 5;
    private static final int READS_A_VEHICLE = 40;
    private static final int READ_MS = 5;
    private static final int ANTENNAS = 2;
    private static final int LISTED_EVERY = 10;
    private static final int FIRST_LISTED = 5;

    /// The simulated reader takes files of 100,000 reads, and begins again at their end.
    private static final int LONGEST_S = 450;

    private static final String COMPANY = "3074257BF7";
    private static final long SERIALS = 1L << 56;

    private TagsOnAir() {}

    /// Writes a file.
    ///
    /// @return codes to be listed
    static List<String> write(Path file, SplittableRandom random, int seconds) throws IOException {
        List<String> listed = new ArrayList<>();
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            int vehicles = Math.min(seconds, LONGEST_S) * VEHICLES_PER_S;
            for (int vehicle = 0; vehicle < vehicles; vehicle++) {
                String code =
                        COMPANY + String.format(Locale.ROOT, "%014X", random.nextLong(SERIALS));
                if (vehicle % LISTED_EVERY == FIRST_LISTED) {
                    listed.add(code);
                }
                for (int read = 0; read < READS_A_VEHICLE; read++) {
                    out.write(
                            "%d,%d,%s\n"
                                    .formatted(
                                            (vehicle * READS_A_VEHICLE + read) * READ_MS,
                                            1 + vehicle % ANTENNAS,
                                            code));
                }
            }
        }
        return listed;
    }
}
