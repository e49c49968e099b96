package dev.gatehouse.core.lookout;

import dev.gatehouse.core.identifier.CheckedIdentifier;
import dev.gatehouse.core.identifier.IdentifierAnswer;
import dev.gatehouse.core.identifier.IdentifierQuery;
import dev.gatehouse.core.match.Jurisdiction;
import dev.gatehouse.core.match.MatchStep;
import dev.gatehouse.core.match.PlateAnswer;
import dev.gatehouse.core.match.PlateQuery;
import dev.gatehouse.core.name.NameForm;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Holds what a passage presents against the lookouts in force. Reuses what it needs from search to
/// search; owned by one thread.
///
/// The answer does not depend on how the lookouts are divided between base and layers, and equals
/// that of a full scan of all active entries by the verifiers (fact sheet of lookout matching,
/// section 11); names are found as far as [dev.gatehouse.core.name.NameIndex] promises.
public final class LookoutSearch {
    /// As `nowMs`: the time is not known, so no lookout is treated as expired or not yet begun.
    public static final long TIME_UNKNOWN = PlateQuery.TIME_UNKNOWN;

    private static final long MINUTE_MS = 60_000;

    /// (priority, strength, id): total, so that nothing depends on how the list is held.
    static final Comparator<Finding> ORDER =
            Comparator.<Finding>comparingInt(hit -> hit.lookout().priority())
                    .thenComparingInt(hit -> rank(hit.strength()))
                    .thenComparing(hit -> hit.lookout().id())
                    .thenComparing(Finding::listed)
                    .thenComparing(hit -> hit.listedIn().code());

    private final PlateQuery plateQuery = new PlateQuery();
    private final PlateAnswer plateAnswer = new PlateAnswer();
    private final IdentifierQuery identifierQuery = new IdentifierQuery();
    private final IdentifierAnswer identifierAnswer = new IdentifierAnswer();
    private final NamedSearch named;

    /// A search with the limits of the sheet.
    public LookoutSearch() {
        named = new NamedSearch();
    }

    /// Whether there is anything to search, without searching.
    public Findings.Outcome outcome(Presented presented) {
        return ask(presented, TIME_UNKNOWN);
    }

    /// Searches.
    ///
    /// @param nowMs milliseconds since the epoch, for the validity of lookouts, or [#TIME_UNKNOWN]
    public Findings find(LookoutSnapshot snapshot, Presented presented, long nowMs) {
        Findings.Outcome outcome = ask(presented, nowMs);
        if (outcome != Findings.Outcome.SEARCHED) {
            return new Findings(outcome, canonical(presented, outcome), List.of(), false);
        }
        return switch (presented) {
            case Presented.Plate _ -> plate(snapshot, nowMs);
            case Presented.Identified known -> identifier(snapshot, known.identifier(), nowMs);
            case Presented.OtherReading(CheckedIdentifier read, String asRead) ->
                    OtherReadings.graded(identifier(snapshot, read, nowMs), asRead);
            case Presented.Named person -> named(snapshot, person, nowMs);
        };
    }

    /// Sets the query of its kind.
    private Findings.Outcome ask(Presented presented, long nowMs) {
        return switch (presented) {
            case Presented.Plate(String text, Jurisdiction issuedBy) ->
                    switch (plateQuery.set(text, issuedBy, nowMs)) {
                        case NO_READ -> Findings.Outcome.NO_READ;
                        case UNREADABLE, MANUAL -> Findings.Outcome.UNREADABLE;
                        case READ -> Findings.Outcome.SEARCHED;
                    };
            case Presented.Identified(CheckedIdentifier read) -> ask(read, nowMs);
            case Presented.OtherReading(CheckedIdentifier read, String _) -> ask(read, nowMs);
            case Presented.Named person ->
                    person.readings().stream().allMatch(NameForm::isEmpty)
                            ? Findings.Outcome.NO_READ
                            : Findings.Outcome.SEARCHED;
        };
    }

    private Findings.Outcome ask(CheckedIdentifier read, long nowMs) {
        return read.input().isBlank()
                ? Findings.Outcome.NO_READ
                : identifierQuery.set(read, nowMs)
                        ? Findings.Outcome.SEARCHED
                        : Findings.Outcome.UNREADABLE;
    }

    /// What is told of something that cannot be searched.
    private String canonical(Presented presented, Findings.Outcome outcome) {
        if (outcome == Findings.Outcome.NO_READ) {
            return "";
        }
        return switch (presented) {
            case Presented.Identified(CheckedIdentifier read) -> read.canonical().orElse("");
            case Presented.OtherReading(CheckedIdentifier read, String _) ->
                    read.canonical().orElse("");
            case Presented.Plate _, Presented.Named _ -> plateQuery.canonical();
        };
    }

    private Findings plate(LookoutSnapshot snapshot, long nowMs) {
        String canonical = plateQuery.canonical();
        List<Finding> hits = new ArrayList<>();
        boolean capReached = false;
        for (ListSegment segment : snapshot.segments()) {
            segment.list().plates().match(plateQuery, plateAnswer);
            capReached |= plateAnswer.capReached();
            LookoutTable table = segment.list().table();
            for (int i = 0; i < plateAnswer.size(); i++) {
                int entry = plateAnswer.entry(i);
                int row = table.rowOfPlate(entry);
                if (counts(segment, row, nowMs)) {
                    hits.add(plateHit(table, entry, row, i));
                }
            }
        }
        return searched(canonical, hits, capReached);
    }

    private Finding plateHit(LookoutTable table, int entry, int row, int hit) {
        return new Finding(
                table.get(row),
                SubjectKind.PLATE,
                new Strength.Graded(plateAnswer.grade(hit)),
                plateAnswer.jurisdictionUnknown(hit),
                plateAnswer.jurisdictionDiffers(hit),
                plateAnswer.listed(hit),
                table.jurisdiction(entry),
                texts(plateAnswer.steps(hit)));
    }

    private Findings identifier(LookoutSnapshot snapshot, CheckedIdentifier read, long nowMs) {
        String canonical = read.canonical().orElse("");
        List<Finding> hits = new ArrayList<>();
        boolean capReached = false;
        for (ListSegment segment : snapshot.segments()) {
            segment.list().identifiers().match(identifierQuery, identifierAnswer);
            capReached |= identifierAnswer.capReached();
            LookoutTable table = segment.list().table();
            for (int i = 0; i < identifierAnswer.size(); i++) {
                int entry = identifierAnswer.entry(i);
                int row = table.rowOfIdentifier(entry);
                if (counts(segment, row, nowMs)) {
                    hits.add(identifierHit(table, entry, row, i));
                }
            }
        }
        identifierAnswer.clear();
        return searched(canonical, hits, capReached);
    }

    private Finding identifierHit(LookoutTable table, int entry, int row, int hit) {
        CheckedIdentifier listed = table.identifier(entry);
        return new Finding(
                table.get(row),
                table.kindOfIdentifier(entry),
                new Strength.Graded(identifierAnswer.grade(hit)),
                identifierAnswer.qualifierUnknown(hit),
                false,
                listed.canonical().orElseGet(listed::input),
                Jurisdiction.UNKNOWN,
                texts(identifierAnswer.steps(hit)));
    }

    private Findings named(LookoutSnapshot snapshot, Presented.Named person, long nowMs) {
        List<Finding> hits = new ArrayList<>();
        boolean capReached = false;
        for (ListSegment segment : snapshot.segments()) {
            capReached |= named.find(segment, person, row -> counts(segment, row, nowMs), hits);
        }
        named.forgetOthers(snapshot);
        return searched(person.readings().getFirst().text(), hits, capReached);
    }

    /// Not replaced by a newer layer, and valid at this minute: the indexes know of ends, not of
    /// beginnings.
    private static boolean counts(ListSegment segment, int row, long nowMs) {
        if (!segment.isLive(row)) {
            return false;
        }
        if (nowMs == TIME_UNKNOWN) {
            return true;
        }
        long minute = Math.floorDiv(nowMs, MINUTE_MS);
        LookoutTable table = segment.list().table();
        return table.fromMinute(row) <= minute && minute < table.untilMinute(row);
    }

    private static Findings searched(String canonical, List<Finding> hits, boolean capReached) {
        if (hits.size() > 1) {
            hits.sort(ORDER);
        }
        return new Findings(Findings.Outcome.SEARCHED, canonical, hits, capReached);
    }

    private static List<String> texts(List<MatchStep> steps) {
        return steps.stream().map(MatchStep::text).toList();
    }

    private static int rank(Strength strength) {
        return switch (strength) {
            case Strength.Graded graded ->
                    switch (graded.grade()) {
                        case EXACT -> 1;
                        case CONFUSABLE -> 2;
                        case EDIT1 -> 3;
                        case PARTIAL -> 4;
                    };
            case Strength.Banded banded -> -banded.points();
        };
    }
}
