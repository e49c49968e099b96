package dev.gatehouse.core.name;

import dev.gatehouse.core.name.BirthComparison.Finding;
import dev.gatehouse.core.name.NameStep.Code;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Adds what birth date, sex, nationality and document number say to what the name says, and finds
/// the band (section 6 of the fact sheet).
public final class PersonMatcher {
    private static final int OTHER_SEX = -2_000;
    private static final int SAME_COUNTRY = 200;
    private static final int OTHER_COUNTRY = -1_000;

    /// Two parts that are not common and agree in full.
    private static final int DISTINCT = 200;

    /// A part that is spelt or transliterated otherwise, and has no letter changed.
    private static final int ALIKE = 9_500;

    private final BandLimits limits;

    /// A matcher for one list.
    ///
    /// @param limits of the list
    public PersonMatcher(BandLimits limits) {
        this.limits = limits;
    }

    /// Puts name and facts together.
    ///
    /// @param name score of the two names
    /// @param listed facts of the list
    /// @param presented facts of the document or the traveller
    /// @param sameDocument whether issuer and number of a document are equal
    public PersonMatch match(
            NameScore name, PersonFacts listed, PersonFacts presented, boolean sameDocument) {
        List<NameStep> steps = new ArrayList<>(name.steps());
        Optional<Finding> birth = birth(listed, presented, steps);
        sex(listed, presented, steps);
        countries(listed, presented, steps);
        boolean birthShown = !presented.births().isEmpty();
        if (birthShown && !sameDocument && distinction(name) < DISTINCT && !fits(birth, steps)) {
            steps.add(new NameStep(Code.COMMON_NAME, "", "", "", 0, limits.probable() - 1));
        }
        int points = NameScore.recompute(steps);
        boolean reused = sameDocument && name.points() < limits.reused();
        if (sameDocument) {
            steps.add(new NameStep(Code.DOCUMENT, reused ? "NUMBER_REUSED" : "", "", "", 0, 0));
        }
        boolean equalBirth = birth.isPresent() && birth.get().isEqual();
        Band band = band(points, name, birth, sameDocument);
        return new PersonMatch(name.points(), points, band, reused, equalBirth, steps);
    }

    /// Whether a birth date speaks for somebody of a common name: the same date does; one that may
    /// be the same (a listed year, a digit that differs) only when the names have the same parts,
    /// written alike, and the sex is not another. Several weak signs are no strong one.
    private static boolean fits(Optional<Finding> birth, List<NameStep> steps) {
        if (birth.isEmpty() || birth.get().points() < 0) {
            return false;
        }
        return birth.get().isEqual() || steps.stream().noneMatch(PersonMatcher::weakens);
    }

    private static boolean weakens(NameStep step) {
        return switch (step.code()) {
            case PART -> step.points() < ALIKE;
            case ONLY_FIRST, ONLY_SECOND, SEX -> true;
            default -> false;
        };
    }

    /// How much the parts that agree say about who it is, in hundredths of one rare part. Names of
    /// common parts are shared by thousands: without a birth date that fits they are a lead, no
    /// more.
    private static int distinction(NameScore name) {
        long distinction = 0;
        for (NameStep step : name.steps()) {
            if (step.code() == Code.PART) {
                distinction += (long) step.weight() * step.points();
            }
        }
        return (int) (distinction / NameScore.MAX_POINTS);
    }

    private Band band(int points, NameScore name, Optional<Finding> birth, boolean sameDocument) {
        if (sameDocument && name.points() >= limits.possible()) {
            return Band.STRONG;
        }
        Band band = plainBand(points, name.contradicted());
        boolean equalBirth = birth.isPresent() && birth.get().isEqual();
        if (band == Band.POSSIBLE && equalBirth && points >= limits.probableWithBirth()) {
            band = Band.PROBABLE;
        }
        boolean disjoint = birth.isPresent() && birth.get() == Finding.DISJOINT;
        return disjoint && band.atLeast(Band.POSSIBLE) ? Band.POSSIBLE : band;
    }

    private Band plainBand(int points, boolean contradicted) {
        if (points >= limits.strong() && !contradicted) {
            return Band.STRONG;
        }
        if (points >= limits.probable()) {
            return Band.PROBABLE;
        }
        return points >= limits.possible() ? Band.POSSIBLE : Band.NONE;
    }

    /// The best of all pairs of dates; the step names which listed one it was.
    private static Optional<Finding> birth(
            PersonFacts listed, PersonFacts presented, List<NameStep> steps) {
        Finding best = Finding.DISJOINT;
        int which = 0;
        boolean converted = false;
        for (int i = 0; i < listed.births().size(); i++) {
            for (BirthDate shown : presented.births()) {
                BirthDate known = listed.births().get(i);
                Finding finding = BirthComparison.compare(known, shown);
                if (which == 0 || finding.points() > best.points()) {
                    best = finding;
                    which = i + 1;
                    converted = known.converted() || shown.converted();
                }
            }
        }
        if (which == 0) {
            return Optional.empty();
        }
        String detail = best.name() + (converted ? " CALENDAR_CONVERTED" : "");
        String number = listed.births().size() > 1 ? "#" + which : "";
        steps.add(new NameStep(Code.DOB, detail, number, "", 0, best.points()));
        return Optional.of(best);
    }

    private static void sex(PersonFacts listed, PersonFacts presented, List<NameStep> steps) {
        boolean known = listed.sex() != Sex.UNSPECIFIED && presented.sex() != Sex.UNSPECIFIED;
        if (known && listed.sex() != presented.sex()) {
            steps.add(
                    new NameStep(
                            Code.SEX,
                            "",
                            listed.sex().name(),
                            presented.sex().name(),
                            0,
                            OTHER_SEX));
        }
    }

    private static void countries(PersonFacts listed, PersonFacts presented, List<NameStep> steps) {
        if (listed.countries().isEmpty() || presented.countries().isEmpty()) {
            return;
        }
        boolean apart = Collections.disjoint(listed.countriesNow(), presented.countriesNow());
        int points = apart ? OTHER_COUNTRY : SAME_COUNTRY;
        String detail = apart ? "OTHER" : "OVERLAP";
        steps.add(new NameStep(Code.NATIONALITY, detail, "", "", 0, points));
    }
}
