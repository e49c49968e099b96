package dev.gatehouse.core.match;

import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;

/// How many passages of vehicles that nobody looks for raise a hit all the same, by grade, for the
/// list in force (fact sheet of lookout matching, section 4). Measured, not computed: reads are
/// made up like the listed plates, see [MadeUpReads], and those that are listed themselves are left
/// out.
public final class FalseHits {
    /// Reads of a measurement that takes a fraction of a second.
    public static final int USUAL_READS = 20_000;

    private static final double THOUSAND = 1_000;

    /// What a read that nobody looks for is taken for.
    public enum Kind {
        /// A listed plate but for look-alikes.
        CONFUSABLE(0),
        /// A listed plate but for one edit.
        EDIT1(0),
        /// A listed plate of another known jurisdiction, equal or but for look-alikes.
        LEAD(0),
        /// A listed plate, when one character was not read.
        ONE_UNREAD(1),
        /// A listed plate, when two characters were not read.
        TWO_UNREAD(2);

        private final int unread;

        Kind(int unread) {
            this.unread = unread;
        }
    }

    private final int reads;
    private final Map<Kind, Integer> known;
    private final Map<Kind, Integer> unknown;

    private FalseHits(int reads, Map<Kind, Integer> known, Map<Kind, Integer> unknown) {
        this.reads = reads;
        this.known = known;
        this.unknown = unknown;
    }

    /// Measures.
    ///
    /// @param reads made up; those that are listed by chance do not count
    static FalseHits measure(
            DeletionPlateIndex index, PlateEntries entries, SplittableRandom random, int reads) {
        Map<Kind, Integer> known = new EnumMap<>(Kind.class);
        Map<Kind, Integer> unknown = new EnumMap<>(Kind.class);
        MadeUpReads madeUp = new MadeUpReads(entries, random);
        PlateQuery query = new PlateQuery();
        PlateAnswer answer = new PlateAnswer();
        int unlisted = 0;
        for (int i = 0; i < reads && !madeUp.isEmpty(); i++) {
            MadeUpReads.MadeUp read = madeUp.next();
            Jurisdiction issuer = Jurisdiction.ofId(read.jurisdictionId());
            long oneUnread = madeUp.unread(read, Math.min(1, PlateFold.length(read.raw())));
            long twoUnread = madeUp.unread(read, Math.min(2, PlateFold.length(read.raw())));
            var _ = query.setPacked(read.raw(), issuer);
            index.match(query, answer);
            if (isListed(answer)) {
                continue;
            }
            unlisted++;
            count(answer, known);
            var _ = query.setPacked(read.raw(), Jurisdiction.UNKNOWN);
            index.match(query, answer);
            count(answer, unknown);
            for (boolean told : new boolean[] {true, false}) {
                Jurisdiction by = told ? issuer : Jurisdiction.UNKNOWN;
                Map<Kind, Integer> counts = told ? known : unknown;
                countUnread(index, query, answer, oneUnread, by, Kind.ONE_UNREAD, counts);
                countUnread(index, query, answer, twoUnread, by, Kind.TWO_UNREAD, counts);
            }
        }
        return new FalseHits(unlisted, known, unknown);
    }

    private static boolean isListed(PlateAnswer answer) {
        for (int hit = 0; hit < answer.size(); hit++) {
            if (answer.grade(hit) == Grade.EXACT && !answer.jurisdictionDiffers(hit)) {
                return true;
            }
        }
        return false;
    }

    private static void count(PlateAnswer answer, Map<Kind, Integer> counts) {
        boolean confusable = false;
        boolean edited = false;
        boolean lead = false;
        for (int hit = 0; hit < answer.size(); hit++) {
            if (answer.jurisdictionDiffers(hit)) {
                lead = true;
            } else {
                switch (answer.grade(hit)) {
                    // the plate is listed elsewhere, and without its jurisdiction the read is it
                    case EXACT -> lead = true;
                    case CONFUSABLE -> confusable = true;
                    case EDIT1 -> edited = true;
                    case PARTIAL -> {
                        // a lookout that knows only a part, which no read can help
                    }
                }
            }
        }
        add(counts, Kind.CONFUSABLE, confusable);
        add(counts, Kind.EDIT1, edited);
        add(counts, Kind.LEAD, lead);
    }

    private static void countUnread(
            DeletionPlateIndex index,
            PlateQuery query,
            PlateAnswer answer,
            long raw,
            Jurisdiction by,
            Kind kind,
            Map<Kind, Integer> counts) {
        if (query.setPacked(raw, by) == PlateForm.Status.READ && query.unread() == kind.unread) {
            index.match(query, answer);
            add(counts, kind, answer.size() > 0);
        }
    }

    private static void add(Map<Kind, Integer> counts, Kind kind, boolean hit) {
        counts.merge(kind, hit ? 1 : 0, Integer::sum);
    }

    /// Reads of plates that are not listed.
    public int reads() {
        return reads;
    }

    /// Passages of a thousand with at least one such hit.
    ///
    /// @param jurisdictionKnown whether the reader tells the jurisdiction
    public double perThousand(Kind kind, boolean jurisdictionKnown) {
        int hits = (jurisdictionKnown ? known : unknown).getOrDefault(kind, 0);
        return reads == 0 ? 0 : THOUSAND * hits / reads;
    }

    /// Figures are no content.
    @Override
    public String toString() {
        return "FalseHits[reads=" + reads + ", known=" + known + ", unknown=" + unknown + "]";
    }
}
