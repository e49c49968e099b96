package dev.gatehouse.simulators;

import java.util.random.RandomGenerator;

/// How a plate reader goes wrong, with the shares seen on 751 reads (lookout sheet, section 3.2):
/// equal 86.0 %, equal after folding 3.5 % more, one folded edit 7.4 % more (lost and extra
/// characters in equal parts, `0` the usual extra, `B` and `8` the usual losses), the rest worse.
/// Unread characters are a habit of other readers and take their share from the last two.
enum ReadingError {
    NONE(860),
    /// One or two characters taken for a look-alike of the same fold class.
    CONFUSED(35),
    /// One character taken for a neighbour outside the fold classes.
    SUBSTITUTED(15),
    LOST(34),
    EXTRA(33),
    /// One or two characters given as `?`.
    UNREAD(13),
    /// Two different errors at once.
    TWO(10);

    /// The shares add up to this.
    static final int SHARES = 1000;

    private static final String[] FOLD_CLASSES = {"0ODQ", "1I", "2Z", "5S", "8B", "6G"};
    private static final String[] NEAR = {
        "38", "3B", "EF", "FP", "HK", "HM", "HR", "KR", "KM", "TY", "VY", "4A", "CG", "UV", "NW",
        "HB", "LE", "1L", "1T", "17"
    };
    private static final String SYMBOLS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    private final int share;

    ReadingError(int share) {
        this.share = share;
    }

    int share() {
        return share;
    }

    /// Draws a class. `errorShare` replaces the sheet's 14 % in all and keeps the proportions of
    /// the errors.
    static ReadingError draw(RandomGenerator random, double errorShare) {
        if (random.nextDouble() >= errorShare) {
            return NONE;
        }
        int ticket = random.nextInt(SHARES - NONE.share);
        for (ReadingError error : values()) {
            if (error != NONE) {
                ticket -= error.share;
                if (ticket < 0) {
                    return error;
                }
            }
        }
        throw new AssertionError("shares do not add up");
    }

    /// What the reader says of `plate` (at least two characters of `[A-Z0-9]`). A class that has no
    /// place in this plate (no character with a look-alike) becomes an unread character, the honest
    /// answer of a doubtful reader.
    String apply(String plate, RandomGenerator random) {
        return switch (this) {
            case NONE -> plate;
            case CONFUSED -> {
                String once = replaceBy(plate, FOLD_CLASSES, random);
                yield random.nextInt(5) == 0 ? replaceBy(once, FOLD_CLASSES, random) : once;
            }
            case SUBSTITUTED -> replaceBy(plate, NEAR, random);
            case LOST -> lose(plate, random);
            case EXTRA -> {
                char extra =
                        random.nextInt(5) < 2
                                ? '0'
                                : SYMBOLS.charAt(random.nextInt(SYMBOLS.length()));
                int at = random.nextInt(plate.length() + 1);
                yield plate.substring(0, at) + extra + plate.substring(at);
            }
            case UNREAD -> {
                String once = mark(plate, random);
                yield random.nextInt(3) == 0 ? mark(once, random) : once;
            }
            case TWO -> SUBSTITUTED.apply(LOST.apply(plate, random), random);
        };
    }

    private static String replaceBy(String plate, String[] classes, RandomGenerator random) {
        int start = random.nextInt(plate.length());
        for (int i = 0; i < plate.length(); i++) {
            int at = (start + i) % plate.length();
            char was = plate.charAt(at);
            int first = random.nextInt(classes.length);
            for (int c = 0; c < classes.length; c++) {
                String members = classes[(first + c) % classes.length];
                if (members.indexOf(was) >= 0) {
                    String others = members.replace(String.valueOf(was), "");
                    return put(plate, at, others.charAt(random.nextInt(others.length())));
                }
            }
        }
        return mark(plate, random);
    }

    private static String lose(String plate, RandomGenerator random) {
        int at = plate.indexOf('B') >= 0 ? plate.indexOf('B') : plate.indexOf('8');
        if (at < 0 || random.nextInt(3) == 0) {
            at = random.nextInt(plate.length());
        }
        return plate.substring(0, at) + plate.substring(at + 1);
    }

    private static String mark(String plate, RandomGenerator random) {
        return put(plate, random.nextInt(plate.length()), '?');
    }

    private static String put(String plate, int at, char symbol) {
        return plate.substring(0, at) + symbol + plate.substring(at + 1);
    }
}
