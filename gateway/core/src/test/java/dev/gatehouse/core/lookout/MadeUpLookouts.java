package dev.gatehouse.core.lookout;

import dev.gatehouse.core.identifier.CheckedIdentifier;
import dev.gatehouse.core.identifier.IdentifierIndexBuilder;
import dev.gatehouse.core.identifier.IdentifierKind;
import dev.gatehouse.core.identifier.MadeUpIdentifiers;
import dev.gatehouse.core.match.Grade;
import dev.gatehouse.core.match.PlateForm;
import dev.gatehouse.core.match.RandomPlates;
import dev.gatehouse.core.name.Band;
import dev.gatehouse.core.name.BirthDate;
import dev.gatehouse.core.name.MadeUpNames;
import dev.gatehouse.core.name.PersonFacts;
import dev.gatehouse.core.name.Sex;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;

/// Lookouts of every kind from few values, so that equal and neighbouring ones abound.
final class MadeUpLookouts {
    /// Around this minute they begin and end.
    static final int NOW_MINUTE = 30_000_000;

    private static final IdentifierKind[] KINDS = IdentifierKind.values();
    private static final int NAME_POOL = 60;

    private final SplittableRandom random;
    private final List<String> names = new ArrayList<>();
    private final MadeUpNames made;

    MadeUpLookouts(SplittableRandom random) {
        this.random = random;
        made = new MadeUpNames(new Random(random.nextLong()));
        for (int i = 0; i < NAME_POOL; i++) {
            names.add(made.name());
        }
    }

    /// Subjects in the order of a table: plates, then identifiers, then names.
    Lookout lookout(String id, int version) {
        List<Subject> subjects = new ArrayList<>();
        int plates = random.nextInt(3);
        int identifiers = random.nextInt(3);
        int named = random.nextInt(2);
        if (plates + identifiers + named == 0) {
            plates = 1;
        }
        for (int i = 0; i < plates; i++) {
            subjects.add(plate());
        }
        for (int i = 0; i < identifiers; i++) {
            subjects.add(identified(kind()));
        }
        for (int i = 0; i < named; i++) {
            subjects.add(named());
        }
        return of(id, version, subjects);
    }

    /// Of one kind of identifier alone.
    Lookout lookout(String id, int version, IdentifierKind kind) {
        return of(id, version, List.of(kind == IdentifierKind.PLATE ? plate() : identified(kind)));
    }

    /// With a name, and now and then a document.
    Lookout person(String id, int version) {
        List<Subject> subjects = new ArrayList<>();
        if (random.nextInt(4) == 0) {
            subjects.add(identified(IdentifierKind.DOCUMENT));
        }
        subjects.add(named());
        return of(id, version, subjects);
    }

    private Lookout of(String id, int version, List<Subject> subjects) {
        LookoutAction[] actions = LookoutAction.values();
        return new Lookout(
                id,
                version,
                subjects,
                random.nextInt(1, 6),
                actions[random.nextInt(actions.length)],
                random.nextInt(6) == 0 ? NOW_MINUTE + random.nextInt(-1, 2) : Lookout.NO_START,
                random.nextInt(6) == 0 ? NOW_MINUTE + random.nextInt(-1, 2) : Lookout.NO_END,
                random.nextInt(3) > 0 ? Terms.PLAIN : terms());
    }

    private Terms terms() {
        return new Terms(
                "OFFICE " + random.nextInt(3),
                "ORIGIN",
                "A-" + random.nextInt(3),
                random.nextBoolean(),
                RiskCategory.FIREARMS,
                random.nextBoolean() ? Set.of() : Set.of(Caveat.ARMED, Caveat.FLIGHT_RISK),
                random.nextBoolean() ? Optional.empty() : Optional.of(Grade.CONFUSABLE),
                random.nextBoolean() ? Optional.empty() : Optional.of(Band.PROBABLE),
                random.nextBoolean() ? Set.of() : Set.of("0453", "0454"),
                random.nextBoolean() ? Set.of() : Set.of(TransportMode.HIGHWAY),
                "Approach with care",
                "Approchez avec prudence, s'il vous plaît");
    }

    private Subject plate() {
        return new Subject.Plate(
                RandomPlates.jurisdiction(random), PlateForm.of(RandomPlates.listed(random)));
    }

    private IdentifierKind kind() {
        IdentifierKind kind = IdentifierKind.PLATE;
        while (kind == IdentifierKind.PLATE) {
            kind = KINDS[random.nextInt(KINDS.length)];
        }
        return kind;
    }

    private Subject identified(IdentifierKind kind) {
        while (true) {
            CheckedIdentifier made = kind.check(MadeUpIdentifiers.of(kind, random));
            if (IdentifierIndexBuilder.isListable(made)) {
                return new Subject.Identified(SubjectKind.of(kind), made);
            }
        }
    }

    private Subject named() {
        SubjectKind kind =
                switch (random.nextInt(8)) {
                    case 0 -> SubjectKind.ORGANISATION;
                    case 1 -> SubjectKind.VESSEL;
                    default -> SubjectKind.PERSON;
                };
        List<String> all = new ArrayList<>();
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            all.add(name());
        }
        return new Subject.Named(kind, all, facts());
    }

    /// One of few, often a little changed.
    String name() {
        return made.changed(names.get(random.nextInt(names.size())));
    }

    PersonFacts facts() {
        List<BirthDate> births =
                switch (random.nextInt(5)) {
                    case 0 -> List.of(BirthDate.year(1960 + random.nextInt(3)));
                    case 1 -> List.of(BirthDate.circa(1961), BirthDate.range(1950, 1955));
                    case 2 ->
                            List.of(
                                    BirthDate.of(
                                            java.time.LocalDate.of(
                                                    1961, 1 + random.nextInt(12), 3)));
                    default -> List.of();
                };
        return new PersonFacts(
                births,
                List.of(Sex.values()).get(random.nextInt(3)),
                random.nextInt(3) > 0 ? Set.of() : Set.of(random.nextBoolean() ? "UTO" : "CAN"));
    }
}
