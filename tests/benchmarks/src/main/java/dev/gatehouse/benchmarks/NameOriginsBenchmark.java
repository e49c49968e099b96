package dev.gatehouse.benchmarks;

import dev.gatehouse.core.name.Band;
import dev.gatehouse.core.name.BandLimits;
import dev.gatehouse.core.name.BirthDate;
import dev.gatehouse.core.name.NameAnswer;
import dev.gatehouse.core.name.NameForm;
import dev.gatehouse.core.name.NameIndex;
import dev.gatehouse.core.name.NameScorer;
import dev.gatehouse.core.name.NameSearch;
import dev.gatehouse.core.name.PersonFacts;
import dev.gatehouse.core.name.PersonMatch;
import dev.gatehouse.core.name.PersonMatcher;
import dev.gatehouse.core.name.Sex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;

/// How often a traveller who is not listed is referred, by the origin of the name: nobody should be
/// stopped more often for where the name comes from.
final class NameOriginsBenchmark implements Benchmark {
    private static final int LISTED = 100_000;
    private static final int BRIEF_LISTED = 2_000;
    private static final int TRAVELLERS_EACH = 40_000;
    private static final int BRIEF_TRAVELLERS = 20;
    private static final int LISTED_TRAVELLERS = 20_000;
    private static final int YEAR_ONLY_OF_HUNDRED = 10;
    private static final int NO_DATE_OF_HUNDRED = 5;
    private static final double AIM = 1.5;
    private static final double THOUSAND = 1_000;

    @Override
    public String name() {
        return "origins";
    }

    @Override
    public String about() {
        return "unlisted travellers referred, by the origin of their names";
    }

    @Override
    public Report run(Run run) {
        MadeUpNameList list = new MadeUpNameList(run.seed(), run.choose(LISTED, BRIEF_LISTED));
        NameIndex index = list.index();
        NameSearch search = new NameSearch(index, NameScorer.DEFAULT_THRESHOLD);
        MadeUpPeople travellers = new MadeUpPeople(run.seed() + 1);
        List<String> origins = travellers.origins();
        int each = run.choose(TRAVELLERS_EACH, BRIEF_TRAVELLERS);
        double[] referred = new double[origins.size()];
        double[] silent = new double[origins.size()];
        for (int origin = 0; origin < origins.size(); origin++) {
            for (int i = 0; i < each; i++) {
                switch (best(list, index, search, travellers.of(origin))) {
                    case STRONG, PROBABLE -> referred[origin] += THOUSAND / each;
                    case POSSIBLE -> silent[origin] += THOUSAND / each;
                    case NONE -> {}
                }
            }
        }
        double mean = Arrays.stream(referred).average().orElseThrow();
        List<Figure> figures = new ArrayList<>();
        figures.add(Figure.of("mean_per_1000", "false referrals, mean of the origins", mean, ""));
        for (int origin = 0; origin < origins.size(); origin++) {
            String name = origins.get(origin).toLowerCase(Locale.ROOT);
            figures.add(
                    Figure.of(
                            name + "_per_1000",
                            name
                                    + ": false referrals of 1,000; silent leads "
                                    + Figure.number(silent[origin]),
                            referred[origin],
                            ""));
        }
        double worst = Arrays.stream(referred).max().orElseThrow();
        figures.add(
                Figure.of(
                                "worst_to_mean",
                                "the origin with most of them, to the mean",
                                mean == 0 ? 1 : worst / mean,
                                "")
                        .with(Aim.atMost(AIM)));
        int returning = run.choose(LISTED_TRAVELLERS, BRIEF_TRAVELLERS);
        int met = 0;
        int lead = 0;
        for (int i = 0; i < returning; i++) {
            int number = Math.floorMod(i * 7_919L, list.size());
            MadeUpPeople.Person person = list.person(number);
            PersonFacts presented = facts(person, BirthDate.of(person.birth()));
            switch (best(list, index, search, list.perturbed(number), presented)) {
                case STRONG, PROBABLE -> met++;
                case POSSIBLE -> lead++;
                case NONE -> {}
            }
        }
        figures.add(
                Figure.of(
                        "listed_referred_percent",
                        "listed people whose name is written otherwise, referred",
                        100.0 * met / returning,
                        "%"));
        figures.add(
                Figure.of(
                        "listed_lead_percent",
                        "listed people whose name is written otherwise, a lead",
                        100.0 * lead / returning,
                        "%"));
        return new Report(
                "origins",
                "A list of "
                        + Figure.number(list.size())
                        + " made-up people of 19 origins in equal shares, 85 of 100 with a birth date, 10 with the year, 5 without;"
                        + " travellers who are not on it, with birth date, sex and nationality of the origin; bands of the fact sheet."
                        + " A false referral is PROBABLE or STRONG; POSSIBLE is a silent lead. By chance alone a figure of two in a thousand"
                        + " is off by a tenth. Listed people present their own birth date, and a name with one of nine changes (sheet,"
                        + " section 9).",
                figures);
    }

    private static Band best(
            MadeUpNameList list,
            NameIndex index,
            NameSearch search,
            MadeUpPeople.Person traveller) {
        return best(
                list,
                index,
                search,
                MadeUpNameList.read(traveller.labelled()),
                facts(traveller, BirthDate.of(traveller.birth())));
    }

    private static Band best(
            MadeUpNameList list,
            NameIndex index,
            NameSearch search,
            NameForm form,
            PersonFacts presented) {
        PersonMatcher matcher = new PersonMatcher(BandLimits.DEFAULT);
        NameScorer scorer = new NameScorer();
        Band best = Band.NONE;
        for (NameAnswer.Hit hit : search.search(form, OptionalInt.empty()).hits()) {
            PersonMatch match =
                    matcher.match(
                            scorer.explain(index.form(hit.name()), form),
                            listed(list, hit.name()),
                            presented,
                            false);
            best = match.band().atLeast(best) ? match.band() : best;
        }
        return best;
    }

    private static PersonFacts listed(MadeUpNameList list, int number) {
        MadeUpPeople.Person person = list.person(number);
        int share = Math.floorMod(number * 31, 100);
        if (share < NO_DATE_OF_HUNDRED) {
            return new PersonFacts(List.of(), sex(person), Set.of(country(person)));
        }
        boolean yearOnly = share < NO_DATE_OF_HUNDRED + YEAR_ONLY_OF_HUNDRED;
        return facts(
                person,
                yearOnly ? BirthDate.year(person.birth().getYear()) : BirthDate.of(person.birth()));
    }

    private static PersonFacts facts(MadeUpPeople.Person person, BirthDate birth) {
        return new PersonFacts(List.of(birth), sex(person), Set.of(country(person)));
    }

    private static Sex sex(MadeUpPeople.Person person) {
        return person.female() ? Sex.FEMALE : Sex.MALE;
    }

    /// A code that no state has: one for each origin.
    private static String country(MadeUpPeople.Person person) {
        return "Q" + person.origin().substring(0, 2);
    }
}
