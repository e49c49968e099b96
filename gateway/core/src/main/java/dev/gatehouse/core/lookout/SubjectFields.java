package dev.gatehouse.core.lookout;

import dev.gatehouse.core.identifier.CheckedIdentifier;
import dev.gatehouse.core.identifier.IdentifierIndexBuilder;
import dev.gatehouse.core.identifier.IdentifierKind;
import dev.gatehouse.core.identifier.IdentifierStatus;
import dev.gatehouse.core.lookout.LookoutColumns.Column;
import dev.gatehouse.core.lookout.RejectedLine.Reason;
import dev.gatehouse.core.match.Jurisdiction;
import dev.gatehouse.core.match.PlateForm;
import dev.gatehouse.core.name.BirthDate;
import dev.gatehouse.core.name.PersonFacts;
import dev.gatehouse.core.name.Sex;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads whom or what a line is about: its identifier, its name, and further identifiers of the
/// same subject. Owned by the thread that reads the list.
final class SubjectFields {
    private static final int REMEMBERED_MAX = 1_024;
    private static final int MAX_COUNTRY_CHARS = 3;
    private static final LookoutWords<SubjectKind> KINDS = LookoutWords.of(SubjectKind.values());

    /// What the column `kind` may say.
    ///
    /// @param subject kind of subject
    /// @param identifiers its kinds of identifier, or the one that was named
    record Kind(SubjectKind subject, List<IdentifierKind> identifiers) {
        static Optional<Kind> of(String word) {
            Optional<SubjectKind> subject = KINDS.find(word);
            return subject.isPresent()
                    ? subject.map(kind -> new Kind(kind, kind.identifiers()))
                    : IdentifierKind.ofName(word)
                            .map(kind -> new Kind(SubjectKind.of(kind), List.of(kind)));
        }
    }

    private final Map<String, Jurisdiction> jurisdictions = new HashMap<>();
    private final Map<String, Optional<Kind>> kinds = new HashMap<>();
    private int checkFailed;

    /// The kind that the line names, if there is one of that name.
    Optional<Kind> kind(LineFields line) {
        String word = line.of(Column.KIND);
        Optional<Kind> known = kinds.get(word);
        if (known == null) {
            known = Kind.of(word);
            if (kinds.size() < REMEMBERED_MAX) {
                kinds.put(word, known);
            }
        }
        return known;
    }

    /// The jurisdiction of a plate as the line states it.
    Jurisdiction jurisdiction(LineFields line) {
        String text = line.of(Column.JURISDICTION);
        Jurisdiction known = jurisdictions.get(text);
        if (known == null) {
            known = Jurisdiction.ofShortForm(text);
            if (jurisdictions.size() < REMEMBERED_MAX) {
                jurisdictions.put(text, known);
            }
        }
        return known;
    }

    /// Whether a jurisdiction is stated that is in no table.
    boolean isNotMapped(LineFields line) {
        String text = line.of(Column.JURISDICTION);
        boolean meantUnknown = text.isEmpty() || text.equalsIgnoreCase(Jurisdiction.UNKNOWN.code());
        return !meantUnknown && !jurisdiction(line).isKnown();
    }

    /// The subjects of a line; of no use when the line has a fault afterwards.
    List<Subject> read(LineFields line, Kind kind) {
        checkFailed = 0;
        List<Subject> subjects = new ArrayList<>();
        String identifier = line.of(Column.PLATE);
        if (!identifier.isEmpty()) {
            main(line, kind, identifier).ifPresent(subjects::add);
        }
        named(line, kind).ifPresent(subjects::add);
        for (String further : line.values(Column.IDENTIFIERS, Lookout.MAX_SUBJECTS)) {
            further(line, further).ifPresent(subjects::add);
        }
        if (subjects.isEmpty()) {
            line.fail(Column.PLATE, Reason.EMPTY_IDENTIFIER);
        } else if (subjects.size() > Lookout.MAX_SUBJECTS) {
            line.fail(Column.IDENTIFIERS, Reason.TOO_MANY_SUBJECTS);
        }
        return subjects;
    }

    /// Identifiers of the line read last whose check digit is wrong.
    int checkFailed() {
        return checkFailed;
    }

    private Optional<Subject> main(LineFields line, Kind kind, String text) {
        if (kind.identifiers().isEmpty()) {
            line.fail(Column.PLATE, Reason.NO_IDENTIFIER_OF_KIND);
            return Optional.empty();
        }
        if (kind.subject() == SubjectKind.PLATE) {
            return plate(line, Column.PLATE, text, jurisdiction(line));
        }
        for (IdentifierKind one : kind.identifiers()) {
            CheckedIdentifier read = one.check(text);
            if (IdentifierIndexBuilder.isListable(read)) {
                return Optional.of(identified(kind.subject(), read));
            }
        }
        line.fail(Column.PLATE, Reason.IDENTIFIER_NOT_CANONICAL);
        return Optional.empty();
    }

    private Optional<Subject> further(LineFields line, String text) {
        int equals = text.indexOf('=');
        IdentifierKind kind =
                equals < 0 ? null : IdentifierKind.ofName(text.substring(0, equals)).orElse(null);
        if (kind == null) {
            line.fail(Column.IDENTIFIERS, Reason.UNKNOWN_IDENTIFIER_KIND);
            return Optional.empty();
        }
        String value = text.substring(equals + 1).strip();
        if (kind == IdentifierKind.PLATE) {
            int colon = value.indexOf(':');
            return plate(
                    line,
                    Column.IDENTIFIERS,
                    value.substring(colon + 1),
                    Jurisdiction.ofShortForm(value.substring(0, Math.max(colon, 0))));
        }
        CheckedIdentifier read = kind.check(value);
        if (!IdentifierIndexBuilder.isListable(read)) {
            line.fail(Column.IDENTIFIERS, Reason.IDENTIFIER_NOT_CANONICAL);
            return Optional.empty();
        }
        return Optional.of(identified(SubjectKind.of(kind), read));
    }

    private Subject identified(SubjectKind kind, CheckedIdentifier read) {
        checkFailed += read.status() == IdentifierStatus.FAILED ? 1 : 0;
        return new Subject.Identified(kind, read);
    }

    private static Optional<Subject> plate(
            LineFields line, Column column, String text, Jurisdiction jurisdiction) {
        PlateForm form = PlateForm.of(text);
        if (!form.listable()) {
            line.fail(column, fault(form));
            return Optional.empty();
        }
        return Optional.of(new Subject.Plate(jurisdiction, form));
    }

    /// Why a plate cannot be listed.
    static Reason fault(PlateForm plate) {
        return switch (plate.status()) {
            case NO_READ -> Reason.EMPTY_IDENTIFIER;
            case MANUAL -> Reason.PLATE_NOT_CANONICAL;
            case READ, UNREADABLE -> Reason.PLATE_TOO_PARTIAL;
        };
    }

    private static Optional<Subject> named(LineFields line, Kind kind) {
        String name = line.of(Column.NAME);
        List<String> aliases = line.values(Column.ALIASES, Subject.Named.MAX_NAMES - 1);
        if (name.isEmpty() && aliases.isEmpty()) {
            return Optional.empty();
        }
        if (name.isEmpty() || kind.subject().nameKind().isEmpty()) {
            line.fail(name.isEmpty() ? Column.ALIASES : Column.NAME, Reason.NO_NAME_OF_KIND);
            return Optional.empty();
        }
        List<String> names = new ArrayList<>();
        names.add(name);
        for (String alias : aliases) {
            if (alias.length() > Subject.Named.MAX_NAME_CHARS) {
                line.fail(Column.ALIASES, Reason.FIELD_TOO_LONG);
                return Optional.empty();
            }
            names.add(alias);
        }
        return Optional.of(new Subject.Named(kind.subject(), names, facts(line)));
    }

    private static PersonFacts facts(LineFields line) {
        List<BirthDate> births = new ArrayList<>();
        for (String text : line.values(Column.BIRTH, PersonFacts.MAX_BIRTHS)) {
            Optional<BirthDate> birth = BirthDate.parse(text);
            birth.ifPresent(births::add);
            if (birth.isEmpty()) {
                line.fail(Column.BIRTH, Reason.BAD_BIRTH);
            }
        }
        Set<String> countries = new HashSet<>();
        for (String country : line.values(Column.NATIONALITY, PersonFacts.MAX_COUNTRIES)) {
            boolean letters =
                    country.length() <= MAX_COUNTRY_CHARS
                            && country.chars()
                                    .allMatch(c -> (c | 0x20) >= 'a' && (c | 0x20) <= 'z');
            if (!letters) {
                line.fail(Column.NATIONALITY, Reason.UNKNOWN_WORD);
            }
            countries.add(country.toUpperCase(Locale.ROOT));
        }
        return new PersonFacts(births, sex(line), countries);
    }

    private static Sex sex(LineFields line) {
        return switch (line.of(Column.SEX).toUpperCase(Locale.ROOT)) {
            case "M", "MALE" -> Sex.MALE;
            case "F", "FEMALE" -> Sex.FEMALE;
            case "", "X", "<", "UNSPECIFIED" -> Sex.UNSPECIFIED;
            default -> {
                line.fail(Column.SEX, Reason.UNKNOWN_WORD);
                yield Sex.UNSPECIFIED;
            }
        };
    }
}
