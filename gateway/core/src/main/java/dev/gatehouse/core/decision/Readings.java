package dev.gatehouse.core.decision;

import dev.gatehouse.core.identifier.CheckedIdentifier;
import dev.gatehouse.core.identifier.IdentifierKind;
import dev.gatehouse.core.lookout.Presented;
import dev.gatehouse.core.match.Jurisdiction;
import dev.gatehouse.core.name.BirthDate;
import dev.gatehouse.core.name.NameKind;
import dev.gatehouse.core.name.PersonFacts;
import dev.gatehouse.core.name.Sex;
import dev.gatehouse.proto.v1.SubjectKind;
import dev.gatehouse.protocols.observation.IdentifierRead;
import dev.gatehouse.protocols.observation.ManualEntry;
import dev.gatehouse.protocols.observation.PlateRead;
import dev.gatehouse.protocols.observation.TagRead;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What observations present. Any text has a reading; what cannot be searched says so, and is a
/// query by hand.
final class Readings {
    private Readings() {}

    /// Each distinct plate among the reader's answer and its candidates; the empty plate alone when
    /// nothing was read.
    static List<Reading> of(PlateRead read) {
        Set<String> plates = new LinkedHashSet<>();
        plates.add(read.plate());
        read.candidates().forEach(candidate -> plates.add(candidate.plate()));
        if (plates.size() > 1) {
            plates.remove("");
        }
        Jurisdiction jurisdiction = Jurisdiction.ofIso(read.jurisdiction());
        return plates.stream()
                .map(plate -> plate(plate, read.jurisdiction(), jurisdiction))
                .toList();
    }

    /// One identifier of the kind that the device reads.
    static List<Reading> of(IdentifierRead read) {
        return List.of(identifier(read.kind(), read.text()));
    }

    /// A transponder, by its code in hexadecimal digits.
    static List<Reading> of(TagRead read) {
        return List.of(identifier(IdentifierKind.TRANSPONDER.name(), read.epc().hex()));
    }

    /// A radio, by its id.
    static Reading radio(int radioId) {
        return identifier(IdentifierKind.RADIO_ID.check(Integer.toString(radioId)));
    }

    /// What an officer keyed. A person wrote it, so that `CA` is California and not a country.
    static List<Reading> of(ManualEntry entry, LocalDate today) {
        return switch (entry.kind()) {
            case ManualEntry.PLATE ->
                    List.of(
                            plate(
                                    entry.text(),
                                    entry.jurisdiction(),
                                    Jurisdiction.ofShortForm(entry.jurisdiction())));
            case ManualEntry.MRZ -> DocumentReadings.keyed(entry.text(), today);
            case ManualEntry.PERSON -> List.of(name(NameKind.PERSON, entry));
            case ManualEntry.ORGANISATION -> List.of(name(NameKind.ORGANISATION, entry));
            case ManualEntry.NAME -> List.of(name(NameKind.EITHER, entry));
            default -> List.of(identifier(entry.kind(), entry.text()));
        };
    }

    private static Reading plate(String plate, String said, Jurisdiction jurisdiction) {
        return new Reading(
                SubjectKind.SUBJECT_KIND_PLATE,
                plate,
                said,
                Optional.of(new Presented.Plate(plate, jurisdiction)));
    }

    private static Reading identifier(String kindName, String text) {
        Optional<IdentifierKind> kind = IdentifierKind.ofName(kindName);
        if (kind.isEmpty()) {
            return new Reading(
                    SubjectKind.SUBJECT_KIND_UNSPECIFIED, text, kindName, Optional.empty());
        }
        return identifier(kind.get().check(text));
    }

    static Reading identifier(CheckedIdentifier checked) {
        return new Reading(
                WireLookouts.kind(dev.gatehouse.core.lookout.SubjectKind.of(checked.kind())),
                checked.input(),
                checked.kind().name(),
                Optional.of(new Presented.Identified(checked)));
    }

    private static Reading name(NameKind kind, ManualEntry entry) {
        PersonFacts facts =
                new PersonFacts(
                        BirthDate.parse(entry.birthDate()).map(List::of).orElse(List.of()),
                        Sex.of(entry.sex()),
                        Set.of(entry.nationality()));
        return new Reading(
                kind == NameKind.PERSON
                        ? SubjectKind.SUBJECT_KIND_PERSON
                        : SubjectKind.SUBJECT_KIND_ORGANISATION,
                entry.text(),
                entry.birthDate() + "/" + entry.sex() + "/" + entry.nationality(),
                Optional.of(Presented.Named.of(kind, entry.text(), facts)));
    }
}
