package dev.gatehouse.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/// People who do not exist, of names as they are shaped in different parts of the world: few that
/// many have, and many that few have.
///
/// The share of a name falls with its rank in the order of how common it is (Zipf's law with an
/// offset); the common ones are in a table, the rare ones are put together from syllables. The same
/// seed gives the same people.
final class MadeUpPeople {
    private static final String TABLE = "name-origins.txt";
    private static final int GIVEN_NAMES = 3_000;
    private static final int SURNAMES = 30_000;
    private static final String FEW_SURNAMES = " surnames=";
    private static final double OFFSET = 4;
    private static final int YOUNGEST_BORN = 2_008;
    private static final int YEARS = 75;
    private static final int DAYS_A_YEAR = 365;

    /// One person.
    ///
    /// @param origin whose table the name is from
    /// @param given names
    /// @param surnames one or two
    record Person(
            String origin,
            List<String> given,
            List<String> surnames,
            LocalDate birth,
            boolean female) {
        /// Surname, given names: as documents tell them apart.
        String labelled() {
            return String.join(" ", surnames) + ", " + String.join(" ", given);
        }

        /// All parts in the order given names to surname.
        String plain() {
            return String.join(" ", given) + " " + String.join(" ", surnames);
        }

        /// All parts.
        List<String> parts() {
            List<String> parts = new ArrayList<>(given);
            parts.addAll(surnames);
            return parts;
        }
    }

    /// The names of one origin.
    ///
    /// @param manySurnames how many surnames there are
    private record Origin(
            String name,
            int manySurnames,
            String[] given,
            String[] surnames,
            String[] syllables,
            String[] endings,
            String[] shapes) {}

    private final List<Origin> origins = read();
    private final Random random;

    MadeUpPeople(long seed) {
        random = new Random(seed);
    }

    List<String> origins() {
        return origins.stream().map(Origin::name).toList();
    }

    /// Somebody of any origin, each as likely as the others.
    Person any() {
        return of(random.nextInt(origins.size()));
    }

    /// Somebody of one origin.
    Person of(int which) {
        Origin origin = origins.get(which);
        // the first shape is as common as all that follow
        int shape = 0;
        while (shape + 1 < origin.shapes.length && random.nextBoolean()) {
            shape++;
        }
        List<String> given = new ArrayList<>();
        List<String> surnames = new ArrayList<>();
        for (int i = 0; i < origin.shapes[shape].length(); i++) {
            switch (origin.shapes[shape].charAt(i)) {
                case 'S' -> surnames.add(rank(origin, origin.manySurnames, origin.surnames));
                case 'P' -> given.add(rank(origin, GIVEN_NAMES, origin.given) + "ovich");
                default -> given.add(rank(origin, GIVEN_NAMES, origin.given));
            }
        }
        LocalDate birth =
                LocalDate.of(YOUNGEST_BORN - random.nextInt(YEARS), 1, 1)
                        .plusDays(random.nextInt(DAYS_A_YEAR));
        return new Person(origin.name, given, surnames, birth, random.nextBoolean());
    }

    /// A name by its rank, which is drawn with a share that falls as it rises.
    private String rank(Origin origin, int names, String[] known) {
        double drawn = random.nextDouble() * Math.log((names + OFFSET) / OFFSET);
        int rank = Math.min(names - 1, (int) (OFFSET * (Math.exp(drawn) - 1)));
        if (rank < known.length) {
            return known[rank];
        }
        Random spelling = new Random(rank * 31L + origin.name.hashCode() + names);
        spelling.nextLong();
        StringBuilder name = new StringBuilder();
        int syllables = 1 + spelling.nextInt(rank < 5 * known.length ? 1 : 2);
        for (int i = 0; i < syllables; i++) {
            String syllable = origin.syllables[spelling.nextInt(origin.syllables.length)];
            name.append(i == 0 ? syllable : syllable.toLowerCase(java.util.Locale.ROOT));
        }
        return name.append(origin.endings[spelling.nextInt(origin.endings.length)]).toString();
    }

    private static String word(String heading) {
        int few = heading.indexOf(FEW_SURNAMES);
        return few < 0 ? heading : heading.substring(0, few);
    }

    private static int surnames(String heading) {
        int few = heading.indexOf(FEW_SURNAMES);
        return few < 0
                ? SURNAMES
                : Integer.parseInt(heading.substring(few + FEW_SURNAMES.length()));
    }

    private static List<Origin> read() {
        List<Origin> origins = new ArrayList<>();
        try (InputStream in =
                Objects.requireNonNull(MadeUpPeople.class.getResourceAsStream(TABLE), TABLE)) {
            String name = "";
            List<String[]> lines = new ArrayList<>();
            for (String line :
                    new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
                if (line.startsWith("[")) {
                    name = line.substring(1, line.length() - 1);
                    lines.clear();
                } else if (!line.startsWith("#")) {
                    String words = line.substring(line.indexOf(' ') + 1);
                    lines.add(words.split(" ", -1));
                }
                if (lines.size() == 5) {
                    origins.add(
                            new Origin(
                                    word(name),
                                    surnames(name),
                                    lines.get(0),
                                    lines.get(1),
                                    lines.get(2),
                                    lines.get(3),
                                    lines.get(4)));
                    lines.clear();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(origins);
    }
}
