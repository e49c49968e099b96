package dev.gatehouse.booth.daemon;

import dev.gatehouse.core.decision.Lookouts;
import dev.gatehouse.core.lookout.Presented;
import dev.gatehouse.core.match.Jurisdiction;
import dev.gatehouse.core.name.NameKind;
import dev.gatehouse.core.name.PersonFacts;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/// Searches made-up plates until the search is compiled, so that the first vehicle is answered as
/// fast as the thousandth. Runs on the thread that loads lists, beside the lane; counts nowhere.
final class WarmUp {
    /// Enough for the first compiler, the only one, to have seen every loop.
    static final int SEARCHES = 4_000;

    /// The same for names, each of which takes a hundred times as long.
    static final int NAME_SEARCHES = 300;

    private static final String[] SYLLABLES = {"MO", "RA", "KEN", "TI", "SOL", "BER", "LA", "DUN"};
    private static final String[] JURISDICTIONS = {"CA-ON", "US-NY", "", "MX-SON"};
    private static final long SEED = 25;
    private static final int LETTERS = 26;

    private WarmUp() {}

    /// Searches.
    ///
    /// @param end asked before each search
    /// @return searches that found something; of no use but to keep the work from being optimised
    ///   away
    static long run(Lookouts lookouts, BooleanSupplier end) {
        SplittableRandom random = new SplittableRandom(SEED);
        StringBuilder plate = new StringBuilder();
        long found = 0;
        for (int i = 0; i < SEARCHES && !end.getAsBoolean(); i++) {
            plate.setLength(0);
            for (int letter = 0; letter < 3; letter++) {
                plate.append((char) ('A' + random.nextInt(LETTERS)));
            }
            plate.append(random.nextInt(1_000, 10_000));
            if (i % 16 == 0) {
                plate.setCharAt(random.nextInt(plate.length()), '?');
            }
            String jurisdiction = JURISDICTIONS[i % JURISDICTIONS.length];
            Lookouts.Finding finding =
                    lookouts.view()
                            .find(
                                    new Presented.Plate(
                                            plate.toString(), Jurisdiction.ofIso(jurisdiction)),
                                    Long.MIN_VALUE);
            found += finding.hits().isEmpty() ? 0 : 1;
        }
        return found;
    }

    /// Searches made-up names; only where the list has any, since the tables of names are read for
    /// it.
    static long runNames(Lookouts lookouts, BooleanSupplier end) {
        SplittableRandom random = new SplittableRandom(SEED);
        long found = 0;
        for (int i = 0; i < NAME_SEARCHES && !end.getAsBoolean(); i++) {
            Presented name =
                    Presented.Named.of(
                            NameKind.PERSON,
                            syllables(random) + " " + syllables(random),
                            PersonFacts.UNKNOWN);
            found += lookouts.view().find(name, Long.MIN_VALUE).hits().isEmpty() ? 0 : 1;
        }
        return found;
    }

    private static String syllables(SplittableRandom random) {
        StringBuilder name = new StringBuilder();
        for (int i = 2 + random.nextInt(2); i > 0; i--) {
            name.append(SYLLABLES[random.nextInt(SYLLABLES.length)]);
        }
        return name.toString();
    }
}
