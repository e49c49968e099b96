package dev.gatehouse.central.lookout;

import dev.gatehouse.core.identifier.CheckedIdentifier;
import dev.gatehouse.core.identifier.IdentifierIndexBuilder;
import dev.gatehouse.core.identifier.IdentifierKind;
import dev.gatehouse.core.identifier.IdentifierStatus;
import dev.gatehouse.core.lookout.Lookout;
import dev.gatehouse.core.lookout.LookoutAction;
import dev.gatehouse.core.lookout.LookoutTable;
import dev.gatehouse.core.lookout.LookoutTableBuilder;
import dev.gatehouse.core.lookout.Subject;
import dev.gatehouse.core.lookout.SubjectKind;
import dev.gatehouse.core.lookout.Terms;
import dev.gatehouse.core.name.BirthDate;
import dev.gatehouse.core.name.PersonFacts;
import dev.gatehouse.core.name.Sex;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Puts lookouts together from what an import reads, entry by entry, and counts what does not fit.
/// Owned by the thread that imports.
final class ImportCollector {
    /// Entries of one import.
    static final int MAX_ENTRIES = 2_000_000;

    /// Names of one entry; more than one subject may have become several subjects.
    private static final int MAX_NAMES = 8 * Subject.Named.MAX_NAMES;

    private static final int LEAST_DOCUMENT_CHARS = 5;

    private final LookoutTableBuilder lookouts = new LookoutTableBuilder();
    private final Set<String> ids = new HashSet<>();
    private final Map<String, Long> counts = new TreeMap<>();
    private final Set<String> names = new LinkedHashSet<>();
    private final Set<BirthDate> births = new LinkedHashSet<>();
    private final Set<String> countries = new LinkedHashSet<>();
    private final Map<String, Subject.Identified> identifiers = new LinkedHashMap<>();
    private Sex sex = Sex.UNSPECIFIED;

    void count(String what) {
        counts.merge(what, 1L, Long::sum);
    }

    Map<String, Long> counts() {
        return counts;
    }

    LookoutTable build() {
        return lookouts.build();
    }

    void name(String name) {
        String plain = name.strip();
        if (plain.isEmpty()) {
            return;
        }
        if (plain.length() > Subject.Named.MAX_NAME_CHARS) {
            count("names_too_long");
        } else if (names.size() == MAX_NAMES) {
            count("names_too_many");
        } else {
            names.add(plain);
        }
    }

    /// The name that stands first; said after its aliases.
    void mainName(String name) {
        List<String> aliases = List.copyOf(names);
        names.clear();
        name(name);
        aliases.forEach(this::name);
    }

    /// A birth date.
    ///
    /// @param birth empty when what stood there is no date
    void birth(Optional<BirthDate> birth) {
        if (birth.isEmpty()) {
            count("births_not_mapped");
        } else if (births.size() == PersonFacts.MAX_BIRTHS) {
            count("births_too_many");
        } else {
            births.add(birth.get());
        }
    }

    void country(String name) {
        Optional<String> code = CountryNames.code(name);
        if (code.isEmpty()) {
            count("countries_not_mapped");
        } else if (countries.size() < PersonFacts.MAX_COUNTRIES) {
            countries.add(code.get());
        } else {
            count("countries_too_many");
        }
    }

    void sex(Sex said) {
        sex = said;
    }

    /// A passport or another document that proves an identity.
    ///
    /// @param issuer name of a country; empty when it is not said
    void document(String number, String issuer) {
        String code = CountryNames.code(issuer).orElse("");
        if (code.isEmpty() && !issuer.isBlank()) {
            count("countries_not_mapped");
        }
        boolean plausible =
                number.chars().filter(Character::isLetterOrDigit).count() >= LEAST_DOCUMENT_CHARS
                        && number.chars().anyMatch(Character::isDigit);
        CheckedIdentifier read = IdentifierKind.DOCUMENT.check(code + ":" + number.strip());
        if (plausible && IdentifierIndexBuilder.isListable(read)) {
            keep(read);
        } else {
            count("documents_not_mapped");
        }
    }

    /// Any other identifier.
    ///
    /// @return whether it is in the form of its kind
    boolean identifier(IdentifierKind kind, String text) {
        CheckedIdentifier read = kind.check(text.strip());
        if (!IdentifierIndexBuilder.isListable(read)) {
            return false;
        }
        keep(read);
        return true;
    }

    private void keep(CheckedIdentifier read) {
        String key = read.kind() + " " + read.canonical().orElse(read.searchText().orElse(""));
        if (identifiers.size() >= Lookout.MAX_SUBJECTS - MAX_NAMES / Subject.Named.MAX_NAMES) {
            count("identifiers_too_many");
        } else if (identifiers.putIfAbsent(
                        key, new Subject.Identified(SubjectKind.of(read.kind()), read))
                == null) {
            count("identifiers");
            if (read.status() == IdentifierStatus.FAILED) {
                count("check_failed");
            }
        }
    }

    /// Ends an entry: a lookout when there is anything to search for.
    void entry(String id, int version, SubjectKind kind, Terms terms) {
        boolean named = kind.nameKind().isPresent() && !names.isEmpty();
        if (!isId(id) || ids.contains(id)) {
            count("rejected_id");
        } else if (!named && identifiers.isEmpty()) {
            count("rejected_nothing_to_search");
        } else {
            ids.add(id);
            lookouts.begin(
                    id,
                    Math.max(version, 1),
                    Lookout.DEFAULT_PRIORITY,
                    LookoutAction.REFER_MANDATORY,
                    Lookout.NO_START,
                    Lookout.NO_END,
                    terms);
            identifiers.values().forEach(lookouts::add);
            if (named) {
                counts.merge("names", (long) names.size(), Long::sum);
                counts.merge("births", (long) births.size(), Long::sum);
                PersonFacts facts = new PersonFacts(List.copyOf(births), sex, countries);
                List<String> all = List.copyOf(names);
                for (int i = 0; i < all.size(); i += Subject.Named.MAX_NAMES) {
                    int end = Math.min(i + Subject.Named.MAX_NAMES, all.size());
                    lookouts.named(kind, all.subList(i, end), facts);
                }
            }
            count("lookouts");
        }
        clear();
    }

    private static boolean isId(String id) {
        return id.length() <= Lookout.MAX_ID_CHARS
                && id.chars().allMatch(c -> c > ' ' && c < 0x7F && c != '"' && c != ',');
    }

    private void clear() {
        names.clear();
        births.clear();
        countries.clear();
        identifiers.clear();
        sex = Sex.UNSPECIFIED;
    }

    /// Content: never printed by accident.
    @Override
    public String toString() {
        return "ImportCollector[lookouts=" + lookouts.size() + "]";
    }
}
