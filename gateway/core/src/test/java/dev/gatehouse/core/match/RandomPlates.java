package dev.gatehouse.core.match;

import java.util.SplittableRandom;

/// Plates from a few characters and short lengths, so that equal, confusable and neighbouring ones
/// abound.
public final class RandomPlates {
    private static final String ALPHABET = "0OQ8B1IAC4";
    private static final Jurisdiction[] JURISDICTIONS = {
        Jurisdiction.UNKNOWN,
        Jurisdiction.ofIso("CA-ON"),
        Jurisdiction.ofIso("CA-ON"),
        Jurisdiction.ofIso("US-NY"),
        Jurisdiction.ofIso("MX-ZFED")
    };

    private RandomPlates() {}

    /// Unknown now and then.
    public static Jurisdiction jurisdiction(SplittableRandom random) {
        return JURISDICTIONS[random.nextInt(JURISDICTIONS.length)];
    }

    /// Without unread characters.
    public static String plate(SplittableRandom random) {
        int length =
                switch (random.nextInt(8)) {
                    case 0 -> 1 + random.nextInt(3);
                    case 1 -> PlateForm.MAX_CHARS - random.nextInt(2);
                    default -> 4 + random.nextInt(4);
                };
        var plate = new StringBuilder();
        for (int i = 0; i < length; i++) {
            plate.append(character(random));
        }
        return plate.toString();
    }

    /// Now and then with unread characters, always listable.
    public static String listed(SplittableRandom random) {
        var plate = new StringBuilder(plate(random));
        int unread = Math.min(plate.length() - PlateForm.MIN_READ_CHARS, random.nextInt(4));
        if (random.nextInt(8) == 0) {
            for (int i = 0; i < unread; i++) {
                plate.setCharAt(random.nextInt(plate.length()), PlateForm.UNREAD);
            }
        }
        return plate.toString();
    }

    /// What a reader may make of a plate: nothing wrong, or up to three errors, or up to two unread
    /// characters.
    public static String readOf(String listed, SplittableRandom random) {
        var read = new StringBuilder(listed);
        for (int i = 0; i < read.length(); i++) {
            if (read.charAt(i) == PlateForm.UNREAD) {
                read.setCharAt(i, character(random));
            }
        }
        for (int errors = random.nextInt(4); errors > 0 && !read.isEmpty(); errors--) {
            int at = random.nextInt(read.length());
            switch (random.nextInt(5)) {
                case 0 -> read.deleteCharAt(at);
                case 1 -> read.insert(at, character(random));
                case 2 -> read.setCharAt(at, character(random));
                case 3 -> read.setCharAt(at, PlateForm.UNREAD);
                default -> {
                    char c = read.charAt(at);
                    int next = Math.min(at + 1, read.length() - 1);
                    read.setCharAt(at, read.charAt(next));
                    read.setCharAt(next, c);
                }
            }
        }
        read.setLength(Math.min(read.length(), PlateForm.MAX_CHARS));
        return read.toString();
    }

    private static char character(SplittableRandom random) {
        return ALPHABET.charAt(random.nextInt(ALPHABET.length()));
    }
}
