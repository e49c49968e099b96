package dev.gatehouse.core.decision;

import dev.gatehouse.core.identifier.CheckedIdentifier;
import dev.gatehouse.core.identifier.IdentifierKind;
import dev.gatehouse.core.lookout.Presented;
import dev.gatehouse.core.match.Jurisdiction;
import dev.gatehouse.core.name.BirthDate;
import dev.gatehouse.core.name.MrzName;
import dev.gatehouse.core.name.NameForm;
import dev.gatehouse.core.name.NameKind;
import dev.gatehouse.core.name.PersonFacts;
import dev.gatehouse.core.name.Sex;
import dev.gatehouse.proto.v1.SubjectKind;
import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.document.MrzDocument;
import dev.gatehouse.protocols.document.MrzForm;
import dev.gatehouse.protocols.document.MrzReader;
import dev.gatehouse.protocols.observation.DocumentRead;
import dev.gatehouse.protocols.observation.IdentifierRead;
import dev.gatehouse.protocols.observation.ManualEntry;
import dev.gatehouse.protocols.observation.PlateRead;
import dev.gatehouse.protocols.observation.TagRead;
import java.time.LocalDate;
import java.util.ArrayList;
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

    /// The document and its holder.
    static List<Reading> of(DocumentRead read, LocalDate today) {
        return zone(read.zone(), today);
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
            case ManualEntry.MRZ -> zone(entry.text(), today);
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

    private static Reading identifier(CheckedIdentifier checked) {
        return new Reading(
                WireLookouts.kind(dev.gatehouse.core.lookout.SubjectKind.of(checked.kind())),
                checked.input(),
                checked.kind().name(),
                Optional.of(new Presented.Identified(checked)));
    }

    /// The document's number, and the name with what the zone says of its holder.
    private static List<Reading> zone(String text, LocalDate today) {
        Optional<MrzForm> form = MrzReader.formOf(text);
        if (form.isPresent()
                && MrzReader.read(form.get(), text)
                        instanceof Decoded.Message<MrzDocument>(MrzDocument document)) {
            CheckedIdentifier number = kindOf(form.get()).check(text);
            List<Reading> readings = new ArrayList<>();
            readings.add(identifier(number));
            readings.add(holder(document, number, today));
            return readings;
        }
        return List.of(
                new Reading(SubjectKind.SUBJECT_KIND_DOCUMENT, text, "MRZ", Optional.empty()));
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

    private static Reading holder(MrzDocument document, CheckedIdentifier number, LocalDate today) {
        List<BirthDate> births =
                BirthDate.mrz(document.birth().text(), today).map(List::of).orElse(List.of());
        PersonFacts facts =
                new PersonFacts(
                        births,
                        Sex.of(String.valueOf(document.sex())),
                        Set.copyOf(List.of(document.nationality(), document.issuer())));
        Optional<NameForm> name = MrzName.read(document.nameField());
        return new Reading(
                SubjectKind.SUBJECT_KIND_PERSON,
                document.nameField(),
                document.birth().text() + document.sex() + number.canonical().orElse(""),
                name.map(form -> new Presented.Named(List.of(form), facts, Optional.of(number))));
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
