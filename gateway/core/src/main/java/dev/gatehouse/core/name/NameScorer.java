package dev.gatehouse.core.name;

import dev.gatehouse.core.name.NameStep.Code;
import java.util.Locale;

/// Says how alike two names are: support by the parts that agree, minus what is open on one side,
/// capped when a part was replaced by another one (section 7 of the fact sheet).
///
/// A mean alone cannot do it: an added part is the same person, a replaced one is another, and a
/// surname that is nearly the same is a spelling of it. Symmetric and deterministic. One instance
/// for each thread: it works in tables of its own.
public final class NameScorer {
    /// From here on two names are worth an officer's look; set on labelled pairs, see the tests.
    public static final int DEFAULT_THRESHOLD = 7_000;

    private final Alignment alignment = new Alignment(NameTables.get());
    private final ScoreSteps steps = new ScoreSteps();
    private final PartTally tally = new PartTally(alignment);
    private final PersonRules personRules = new PersonRules(alignment, tally, steps);
    private final OrganisationRules organisationRules =
            new OrganisationRules(alignment, tally, steps);

    /// Makes a scorer for one thread.
    public NameScorer() {
        // nothing but the tables
    }

    /// Points without the reasons.
    public int score(NameForm first, NameForm second) {
        run(first, second, false);
        return steps.points();
    }

    /// Points and reasons.
    public NameScore explain(NameForm first, NameForm second) {
        run(first, second, true);
        return steps.score();
    }

    private void run(NameForm first, NameForm second, boolean tracing) {
        boolean flipped = NameForm.order(first, second) > 0;
        steps.begin(tracing, flipped);
        NameForm one = flipped ? second : first;
        NameForm other = flipped ? first : second;
        if (one.isEmpty() || other.isEmpty()) {
            return;
        }
        boolean person = one.kind() == NameKind.PERSON && other.kind() == NameKind.PERSON;
        if (!person && organisationRules.isAcronym(one, other)) {
            return;
        }
        alignment.align(one, other);
        tally.take(person, steps);
        if (person) {
            personRules.add(one, other);
        } else {
            organisationRules.add(one, other);
        }
        notes(one, other);
    }

    private void notes(NameForm one, NameForm other) {
        if (!steps.isTracing()) {
            return;
        }
        if (one.truncated() || other.truncated()) {
            steps.step(Code.TRUNCATED, "", 0);
        }
        if (alignment.overflow()) {
            steps.step(Code.TOO_MANY_PARTS, "", 0);
        }
        String left = String.join("+", one.titles()).toUpperCase(Locale.ROOT);
        String right = String.join("+", other.titles()).toUpperCase(Locale.ROOT);
        if (!left.isEmpty() || !right.isEmpty()) {
            steps.step(Code.TITLE, "", left, right, 0, 0);
        }
    }
}
