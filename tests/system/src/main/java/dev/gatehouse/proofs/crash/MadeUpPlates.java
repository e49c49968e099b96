package dev.gatehouse.proofs.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// Plates that nobody has, some of them on a list.
final class MadeUpPlates {
    static final String JURISDICTION = "CA-ON";

    /// Share of vehicles whose plate is listed: far above the field's, so that referrals are made
    /// all the time.
    private static final double LISTED_SHARE = 0.2;

    private static final double UNREAD_SHARE = 0.05;
    private static final int LISTED = 40;
    private static final int LETTERS = 4;
    private static final int DIGITS = 3;

    private final RandomGenerator random;
    private final List<String> listed;

    MadeUpPlates(RandomGenerator random) {
        this.random = random;
        this.listed = new ArrayList<>();
        for (int i = 0; i < LISTED; i++) {
            listed.add(plate());
        }
    }

    private MadeUpPlates(RandomGenerator random, List<String> listed) {
        this.random = random;
        this.listed = listed;
    }

    /// Other vehicles, the same list; for another thread.
    MadeUpPlates another(RandomGenerator other) {
        return new MadeUpPlates(other, List.copyOf(listed));
    }

    private String plate() {
        StringBuilder plate = new StringBuilder();
        for (int i = 0; i < LETTERS; i++) {
            plate.append((char) ('A' + random.nextInt(26)));
        }
        for (int i = 0; i < DIGITS; i++) {
            plate.append((char) ('0' + random.nextInt(10)));
        }
        return plate.toString();
    }

    /// The next vehicle's; empty when the reader saw none.
    String next() {
        double draw = random.nextDouble();
        if (draw < UNREAD_SHARE) {
            return "";
        }
        return draw < UNREAD_SHARE + LISTED_SHARE
                ? listed.get(random.nextInt(listed.size()))
                : plate();
    }

    void writeList(Path file) throws IOException {
        StringBuilder csv =
                new StringBuilder("id,kind,jurisdiction,plate,priority,action,valid_until\n");
        for (int i = 0; i < listed.size(); i++) {
            csv.append("CRASH-")
                    .append(i)
                    .append(",PLATE,")
                    .append(JURISDICTION)
                    .append(',')
                    .append(listed.get(i))
                    .append(",3,")
                    .append(i % 8 == 0 ? "SILENT" : "REFER_MANDATORY")
                    .append(",2099-12-31\n");
        }
        Files.writeString(file, csv.toString());
    }
}
