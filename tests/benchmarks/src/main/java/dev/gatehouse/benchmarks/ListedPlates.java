package dev.gatehouse.benchmarks;

import dev.gatehouse.core.match.DeletionPlateIndex;
import dev.gatehouse.core.match.Jurisdiction;
import dev.gatehouse.core.match.PlateForm;
import dev.gatehouse.core.match.PlateIndexBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// A made-up list of plates of 26 jurisdictions, weighted like a northern land port (the largest
/// holds a quarter), each with a serial of its own shape.
final class ListedPlates {
    private static final String LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ";
    private static final String DIGITS = "0123456789";
    private static final String ALL = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private static final String[] SHAPES = {"AAAA999", "AAA9999", "AAA999", "9AAA999", "AAA9A9A"};
    private static final String[] ISSUERS = {
        "CA-ON", "US-NY", "US-MI", "CA-QC", "US-PA", "US-OH", "US-NJ", "US-TX", "US-FL", "US-CA",
        "CA-AB", "CA-BC", "CA-NS", "US-VT", "US-ME", "US-NH", "US-MA", "US-CT", "US-IL", "US-IN",
        "US-WI", "US-MN", "MX-SON", "MX-JAL", "CA-NB", "CA-MB"
    };

    /// Of 32 plates: 8 of the first issuer, then 3, 2 and 2, and the rest evenly.
    private static final int[] FIRST = {8, 3, 2, 2};

    private static final int WEIGHTS = 32;

    private final SplittableRandom random;
    private final List<String> plates = new ArrayList<>();
    private final byte[] issuers;

    ListedPlates(int count, SplittableRandom random) {
        this.random = random;
        issuers = new byte[count];
        for (int i = 0; i < count; i++) {
            int issuer = anyIssuer();
            issuers[i] = (byte) issuer;
            plates.add(made(issuer));
        }
    }

    private int anyIssuer() {
        int drawn = random.nextInt(WEIGHTS);
        for (int issuer = 0; issuer < FIRST.length; issuer++) {
            drawn -= FIRST[issuer];
            if (drawn < 0) {
                return issuer;
            }
        }
        return FIRST.length + random.nextInt(ISSUERS.length - FIRST.length);
    }

    private String made(int issuer) {
        String shape = SHAPES[issuer % SHAPES.length];
        StringBuilder plate = new StringBuilder(shape.length());
        for (int i = 0; i < shape.length(); i++) {
            plate.append(any(shape.charAt(i) == 'A' ? LETTERS : DIGITS));
        }
        return plate.toString();
    }

    private char any(String of) {
        return of.charAt(random.nextInt(of.length()));
    }

    int size() {
        return plates.size();
    }

    String plate(int entry) {
        return plates.get(entry);
    }

    Jurisdiction issuer(int entry) {
        return Jurisdiction.ofIso(ISSUERS[issuers[entry]]);
    }

    /// A read.
    ///
    /// @param entry it was made from, or -1
    record Read(String plate, Jurisdiction issuer, int entry) {
        /// Reads are content, even made-up ones.
        @Override
        public String toString() {
            return "Read[entry=" + entry + "]";
        }
    }

    /// Reads of listed plates, each with one edit.
    List<Read> near(int count) {
        List<Read> reads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int entry = random.nextInt(size());
            reads.add(new Read(edited(plates.get(entry)), issuer(entry), entry));
        }
        return reads;
    }

    /// Reads of plates that nobody lists, but by chance.
    List<Read> others(int count) {
        List<Read> reads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int issuer = anyIssuer();
            reads.add(new Read(made(issuer), Jurisdiction.ofIso(ISSUERS[issuer]), -1));
        }
        return reads;
    }

    private String edited(String plate) {
        StringBuilder read = new StringBuilder(plate);
        int at = random.nextInt(plate.length());
        switch (random.nextInt(4)) {
            case 0 -> read.deleteCharAt(at);
            case 1 -> read.insert(at, any(ALL));
            case 2 -> read.setCharAt(at, any(ALL));
            default -> {
                int left = Math.min(at, plate.length() - 2);
                read.setCharAt(left, plate.charAt(left + 1));
                read.setCharAt(left + 1, plate.charAt(left));
            }
        }
        return read.toString();
    }

    /// Two of its characters were not read.
    Read twoUnread(Read read) {
        StringBuilder plate = new StringBuilder(read.plate());
        int first = random.nextInt(plate.length());
        int second = (first + 1 + random.nextInt(plate.length() - 1)) % plate.length();
        plate.setCharAt(first, PlateForm.UNREAD);
        plate.setCharAt(second, PlateForm.UNREAD);
        return new Read(plate.toString(), read.issuer(), read.entry());
    }

    /// Its index.
    DeletionPlateIndex index() {
        return builder().build();
    }

    /// Everything added, nothing built.
    PlateIndexBuilder builder() {
        PlateIndexBuilder builder = DeletionPlateIndex.builder(size());
        for (int entry = 0; entry < size(); entry++) {
            var _ =
                    builder.add(
                            PlateForm.of(plates.get(entry)),
                            issuer(entry),
                            PlateIndexBuilder.LOWEST_PRIORITY,
                            PlateIndexBuilder.NO_EXPIRY);
        }
        return builder;
    }
}
