package dev.gatehouse.core.lookout;

import dev.gatehouse.core.identifier.CheckedIdentifier;
import dev.gatehouse.core.identifier.IdentifierAnswer;
import dev.gatehouse.core.identifier.IdentifierQuery;
import dev.gatehouse.core.match.Grade;
import dev.gatehouse.core.match.Jurisdiction;
import dev.gatehouse.core.name.Band;
import dev.gatehouse.core.name.BandLimits;
import dev.gatehouse.core.name.NameAnswer;
import dev.gatehouse.core.name.NameForm;
import dev.gatehouse.core.name.NameIndex;
import dev.gatehouse.core.name.NameKind;
import dev.gatehouse.core.name.NameReader;
import dev.gatehouse.core.name.NameScorer;
import dev.gatehouse.core.name.NameSearch;
import dev.gatehouse.core.name.NameStep;
import dev.gatehouse.core.name.PersonFacts;
import dev.gatehouse.core.name.PersonMatch;
import dev.gatehouse.core.name.PersonMatcher;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// Searches the names of one layer, and puts together what name, facts and document say. A lookout
/// counts once, by the best of its names. Owned by one thread.
final class NamedSearch {
    private final IdentityHashMap<NameIndex, NameSearch> searches = new IdentityHashMap<>();
    private final NameScorer scorer = new NameScorer();
    private final PersonMatcher matcher = new PersonMatcher(BandLimits.DEFAULT);
    private final IdentifierQuery documentQuery = new IdentifierQuery();
    private final IdentifierAnswer documentAnswer = new IdentifierAnswer();
    private @Nullable LookoutSnapshot searched;

    /// The best that one lookout has to say.
    private record Best(int subject, String listed, PersonMatch match) {}

    /// Adds the lookouts of a layer that a name matches.
    ///
    /// @param counts whether the lookout of a row is in force
    /// @return whether not every candidate was looked at
    boolean find(
            ListSegment segment, Presented.Named person, IntPredicate counts, List<Finding> hits) {
        LookoutTable table = segment.list().table();
        Set<Integer> sameDocument = sameDocument(segment, person, counts);
        Map<Integer, Best> best = new HashMap<>();
        boolean capReached = false;
        for (NameForm form : person.readings()) {
            LookoutList.Names names = segment.list().names(form.kind()).orElse(null);
            if (names != null) {
                NameAnswer answer =
                        searches.computeIfAbsent(
                                        names.index(),
                                        index ->
                                                new NameSearch(index, NameScorer.DEFAULT_THRESHOLD))
                                .search(form, person.facts().birthYear());
                capReached |= answer.capReached();
                for (NameAnswer.Hit hit : answer.hits()) {
                    int subject = names.subjects()[hit.name()];
                    int row = table.rowOfNamed(subject);
                    if (counts.test(row)) {
                        offer(
                                best,
                                row,
                                subject,
                                listed(table, names, hit.name()),
                                match(
                                        table,
                                        subject,
                                        names.index().form(hit.name()),
                                        form,
                                        person.facts(),
                                        sameDocument.contains(row)));
                    }
                }
            }
            byDocument(table, sameDocument, form, person.facts(), best);
        }
        best.forEach((row, found) -> {
            if (found.match.band() != Band.NONE || found.match.numberReused()) {
                hits.add(finding(table, row, found));
            }
        });
        return capReached;
    }

    /// Drops what belongs to lists that are no longer in force.
    void forgetOthers(LookoutSnapshot snapshot) {
        if (searched == snapshot) {
            return;
        }
        searched = snapshot;
        Set<NameIndex> alive = Collections.newSetFromMap(new IdentityHashMap<>());
        for (ListSegment segment : snapshot.segments()) {
            for (NameKind kind : NameKind.values()) {
                segment.list().names(kind).ifPresent(names -> alive.add(names.index()));
            }
        }
        searches.keySet().retainAll(alive);
    }

    /// Lookouts whose document is the presented one: their names are compared even when they have
    /// nothing in common with the presented name.
    private void byDocument(
            LookoutTable table,
            Set<Integer> rows,
            NameForm form,
            PersonFacts facts,
            Map<Integer, Best> best) {
        for (int row : rows) {
            for (int subject = table.firstNamedOf(row);
                    subject < table.namedCount() && table.rowOfNamed(subject) == row;
                    subject++) {
                if (table.kindOfNamed(subject).nameKind().orElseThrow() != form.kind()) {
                    continue;
                }
                for (String name : table.names(subject)) {
                    NameForm listed = NameReader.read(form.kind(), name);
                    offer(
                            best,
                            row,
                            subject,
                            name,
                            match(table, subject, listed, form, facts, true));
                }
            }
        }
    }

    private Set<Integer> sameDocument(
            ListSegment segment, Presented.Named person, IntPredicate counts) {
        CheckedIdentifier document = person.document().orElse(null);
        if (document == null || !documentQuery.set(document, IdentifierQuery.TIME_UNKNOWN)) {
            return Set.of();
        }
        segment.list().identifiers().match(documentQuery, documentAnswer);
        Set<Integer> rows = new HashSet<>();
        for (int i = 0; i < documentAnswer.size(); i++) {
            int row = segment.list().table().rowOfIdentifier(documentAnswer.entry(i));
            boolean same =
                    documentAnswer.grade(i) == Grade.EXACT && !documentAnswer.qualifierUnknown(i);
            if (same && counts.test(row)) {
                rows.add(row);
            }
        }
        documentAnswer.clear();
        return rows;
    }

    private PersonMatch match(
            LookoutTable table,
            int subject,
            NameForm listed,
            NameForm presented,
            PersonFacts facts,
            boolean sameDocument) {
        return matcher.match(
                scorer.explain(listed, presented), table.facts(subject), facts, sameDocument);
    }

    private static void offer(
            Map<Integer, Best> best, int row, int subject, String listed, PersonMatch match) {
        Best known = best.get(row);
        boolean better =
                known == null
                        || match.points() > known.match.points()
                        || (match.points() == known.match.points()
                                && listed.compareTo(known.listed) < 0);
        if (better) {
            best.put(row, new Best(subject, listed, match));
        }
    }

    private static Finding finding(LookoutTable table, int row, Best found) {
        return new Finding(
                table.get(row),
                table.kindOfNamed(found.subject),
                new Strength.Banded(
                        found.match.band(),
                        found.match.points(),
                        found.match.numberReused(),
                        found.match.birthDateEqual()),
                false,
                false,
                found.listed,
                Jurisdiction.UNKNOWN,
                found.match.steps().stream().map(NameStep::text).toList());
    }

    private static String listed(LookoutTable table, LookoutList.Names names, int name) {
        int subject = names.subjects()[name];
        int first = name;
        while (first > 0 && names.subjects()[first - 1] == subject) {
            first--;
        }
        return table.names(subject).get(name - first);
    }
}
