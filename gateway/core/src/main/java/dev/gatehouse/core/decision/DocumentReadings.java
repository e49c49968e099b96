package dev.gatehouse.core.decision;

import dev.gatehouse.core.identifier.CheckedIdentifier;
import dev.gatehouse.core.identifier.IdentifierKind;
import dev.gatehouse.core.lookout.Presented;
import dev.gatehouse.core.name.BirthDate;
import dev.gatehouse.core.name.MrzName;
import dev.gatehouse.core.name.NameForm;
import dev.gatehouse.core.name.PersonFacts;
import dev.gatehouse.core.name.Sex;
import dev.gatehouse.proto.v1.NotCheckedReason;
import dev.gatehouse.proto.v1.SubjectKind;
import dev.gatehouse.protocols.document.MrzDate;
import dev.gatehouse.protocols.document.MrzDocument;
import dev.gatehouse.protocols.document.MrzForm;
import dev.gatehouse.protocols.document.ZoneCandidates;
import dev.gatehouse.protocols.document.ZoneField;
import dev.gatehouse.protocols.document.ZoneReader;
import dev.gatehouse.protocols.document.ZoneReading;
import dev.gatehouse.protocols.observation.DocumentRead;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a travel document presents: its number, other readings of the number that no check digit
/// tells from it, and its holder (sheet of document readers, clauses 4 and 5). A misread character
/// must not hide a listed document; a read of which something is missing is never clear.
final class DocumentReadings {
    /// Documents that one read is held to be at most: those of a repaired zone, or of two swipes.
    static final int MAX_DOCUMENTS = 2 * ZoneCandidates.MAX_CANDIDATES;

    private static final Set<NotCheckedReason> INCOMPLETE =
            Set.of(NotCheckedReason.NOT_CHECKED_REASON_INCOMPLETE);
    private static final int CENTURY = 100;
    private static final String OTHER = "OTHER";

    private final List<Reading> others = new ArrayList<>();
    private final Set<String> numbers = new HashSet<>();
    private final LocalDate today;

    private DocumentReadings(LocalDate today) {
        this.today = today;
    }

    /// What a reader read.
    static List<Reading> of(DocumentRead read, LocalDate today) {
        Optional<ZoneReading> reading =
                ZoneReader.judge(read.zone(), read.repairs(), read.unread());
        if (reading.isEmpty()) {
            return List.of(notRead(read.zone(), doubts(read)));
        }
        List<ZoneReading> swipes = new ArrayList<>();
        for (String swipe : read.swipes()) {
            if (ZoneReader.read(swipe) instanceof ZoneReader.Result.Read(ZoneReading one)) {
                swipes.add(one);
            }
        }
        return new DocumentReadings(today).all(reading.get(), swipes);
    }

    /// What an officer keyed: a person has read it, so nothing else is looked for.
    static List<Reading> keyed(String zone, LocalDate today) {
        Optional<ZoneReading> reading = ZoneReader.judge(zone, List.of(), Set.of());
        if (reading.isEmpty()) {
            return List.of(notRead(zone, Set.of()));
        }
        CheckedIdentifier number = checked(reading.get());
        return List.of(
                Readings.identifier(number), holder(reading.get(), Optional.of(number), today));
    }

    private static Set<NotCheckedReason> doubts(DocumentRead read) {
        return read.fault().equals(DocumentRead.INCOMPLETE) ? INCOMPLETE : Set.of();
    }

    private static Reading notRead(String zone, Set<NotCheckedReason> doubts) {
        return new Reading(
                SubjectKind.SUBJECT_KIND_DOCUMENT, zone, "MRZ", Optional.empty(), doubts);
    }

    /// The document first, its holder next, other readings of its number last.
    private List<Reading> all(ZoneReading reading, List<ZoneReading> swipes) {
        boolean whole = reading.overall() == ZoneReading.Overall.VALID;
        Set<NotCheckedReason> doubts = whole ? Set.of() : INCOMPLETE;
        boolean numberUnread = reading.unread(ZoneField.NUMBER) && !swipes.isEmpty();
        CheckedIdentifier number = checked(numberUnread ? swipes.getFirst() : reading);
        String asRead = number.canonical().orElse("");
        Presented what =
                numberUnread
                        ? new Presented.OtherReading(number, asRead)
                        : new Presented.Identified(number);
        List<Reading> found = new ArrayList<>();
        found.add(document(what, number, "", doubts));
        if (swipes.isEmpty() || !differsInHolder(reading)) {
            found.add(
                    holder(reading, numberUnread ? Optional.empty() : Optional.of(number), today));
        } else {
            swipes.forEach(swipe -> found.add(holder(swipe, Optional.empty(), today)));
        }
        numbers.add(asRead);
        if (!numberUnread) {
            others(reading, asRead);
        }
        swipes.forEach(swipe -> others(swipe, asRead));
        found.addAll(others);
        return found;
    }

    private static boolean differsInHolder(ZoneReading reading) {
        return reading.unread(ZoneField.NAME)
                || reading.unread(ZoneField.BIRTH_DATE)
                || reading.unread(ZoneField.SEX)
                || reading.unread(ZoneField.NATIONALITY);
    }

    /// Issuers have letters alone, so a digit there can only be the letter that it looks like.
    private void others(ZoneReading reading, String asRead) {
        String issuer = ZoneCandidates.letters(reading.document().issuer());
        for (String text : ZoneCandidates.numbers(reading)) {
            CheckedIdentifier other =
                    IdentifierKind.DOCUMENT.check(issuer + MrzDocument.ISSUER_END + text);
            String canonical = other.canonical().orElse("");
            if (numbers.size() < MAX_DOCUMENTS
                    && !canonical.isEmpty()
                    && !canonical.equals(asRead)
                    && numbers.add(canonical)) {
                others.add(
                        document(
                                new Presented.OtherReading(other, asRead), other, OTHER, Set.of()));
            }
        }
    }

    /// Two reads of one number are one document, however the rest of the zone was read.
    private static Reading document(
            Presented what,
            CheckedIdentifier number,
            String qualifier,
            Set<NotCheckedReason> doubts) {
        return new Reading(
                SubjectKind.SUBJECT_KIND_DOCUMENT,
                number.canonical().orElse(number.input()),
                qualifier,
                Optional.of(what),
                doubts);
    }

    private static CheckedIdentifier checked(ZoneReading reading) {
        return kindOf(reading.document().form()).check(reading.zone());
    }

    private static IdentifierKind kindOf(MrzForm form) {
        return switch (form) {
            case TD1 -> IdentifierKind.MRZ_TD1;
            case TD2 -> IdentifierKind.MRZ_TD2;
            case TD3 -> IdentifierKind.MRZ_TD3;
            case MRVA -> IdentifierKind.MRZ_MRVA;
            case MRVB -> IdentifierKind.MRZ_MRVB;
        };
    }

    /// Two digits of a year may be of a child and of somebody over a hundred: both are kept.
    private static List<BirthDate> births(MrzDate birth, LocalDate today) {
        if (!birth.hasYear()) {
            return List.of();
        }
        List<BirthDate> births = new ArrayList<>();
        BirthDate.mrz(birth.text(), today).ifPresent(births::add);
        if (birth.possibleBirthYears(today).size() > 1) {
            BirthDate.mrz(birth.text(), today.minusYears(CENTURY)).ifPresent(births::add);
        }
        return births;
    }

    /// The name with what the zone says of its holder. A date whose check digit disagrees says
    /// nothing: it would speak against the right one.
    private static Reading holder(
            ZoneReading reading, Optional<CheckedIdentifier> number, LocalDate today) {
        MrzDocument document = reading.document();
        List<BirthDate> births =
                reading.holds(ZoneField.BIRTH_DATE) ? births(document.birth(), today) : List.of();
        Set<String> states = new HashSet<>();
        states.add(ZoneCandidates.letters(document.nationality()));
        states.add(ZoneCandidates.letters(document.issuer()));
        PersonFacts facts = new PersonFacts(births, Sex.of(String.valueOf(document.sex())), states);
        String field = ZoneCandidates.letters(document.nameField());
        Optional<NameForm> name = MrzName.read(field);
        return new Reading(
                SubjectKind.SUBJECT_KIND_PERSON,
                field,
                document.birth().text()
                        + document.sex()
                        + number.flatMap(CheckedIdentifier::canonical).orElse(""),
                name.map(form -> new Presented.Named(List.of(form), facts, number)));
    }
}
