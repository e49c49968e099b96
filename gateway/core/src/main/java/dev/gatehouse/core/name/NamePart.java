package dev.gatehouse.core.name;

import java.util.List;
import java.util.Set;

/// One part of a name in the form that is compared.
///
/// @param forms Latin forms, A-Z and digits where the script has a table; the first one counts
/// @param joined the part with the particles before it (`ALHAKIM`, `VANDERBILT`), or empty
/// @param fold the East Asian fold ([EastAsian#fold]), or empty
/// @param raw Han characters as written, simplified where the table knows both; else empty
/// @param role what it is
/// @param weight how much it counts, in hundredths
/// @param full full forms whose short form it is ([Nicknames])
/// @param traits see [Trait]
/// @param sounds which consonants it has ([Skeleton#sounds]), to see quickly that two differ
/// @param shape its consonants and where vowels stand ([Skeleton#shape]), for the same
record NamePart(
        List<String> forms,
        String joined,
        String fold,
        String raw,
        Role role,
        int weight,
        Set<String> full,
        Set<Trait> traits,
        int sounds,
        long shape) {
    /// What a part is in its name.
    enum Role {
        /// Labelled as surname, or known to be one.
        SURNAME,
        /// Labelled as given name, or known to be one.
        GIVEN,
        /// A part of a person's name of which no more is known.
        PART,
        /// The name after BIN, BEN, IBN, BINT.
        PATRONYMIC,
        /// A form of address that is all that is left of a name.
        TITLE,
        /// A distinctive word of an organisation or ship.
        WORD,
        /// A word that says what an organisation does.
        BUSINESS,
        /// A word that nearly every organisation could have.
        OBJECT,
        /// A country or city in the name of an organisation.
        PLACE,
        /// A number, a year, a code with digits.
        NUMBER
    }

    /// How a part is written.
    enum Trait {
        /// One letter that stands for a name.
        INITIAL,
        /// Letters of which each stands for a word: never near, only equal.
        ACRONYM,
        /// From a script that leaves vowels out.
        ABJAD,
        /// The servant-of half of ABDUL RAHMAN and its like.
        SERVANT,
        /// Two written syllables of one East Asian given name.
        SYLLABLES,
        /// The end of it may be missing, as at the end of an MRZ line.
        TRUNCATED
    }

    NamePart {
        forms = List.copyOf(forms);
        full = Set.copyOf(full);
        traits = Set.copyOf(traits);
        if (forms.isEmpty() || forms.getFirst().isEmpty() || weight < 0) {
            throw new IllegalArgumentException("a part needs a form and a weight");
        }
    }

    NamePart(
            List<String> forms,
            String joined,
            String fold,
            String raw,
            Role role,
            int weight,
            Set<String> full,
            Set<Trait> traits) {
        this(
                forms,
                joined,
                fold,
                raw,
                role,
                weight,
                full,
                traits,
                Skeleton.sounds(forms.getFirst()),
                Skeleton.shape(forms.getFirst()));
    }

    /// A part with nothing but its text.
    static NamePart of(String text, Role role, int weight) {
        return new NamePart(List.of(text), "", "", "", role, weight, Set.of(), Set.of());
    }

    String text() {
        return forms.getFirst();
    }

    boolean is(Trait trait) {
        return traits.contains(trait);
    }

    NamePart truncated() {
        java.util.EnumSet<Trait> more = java.util.EnumSet.of(Trait.TRUNCATED);
        more.addAll(traits);
        return new NamePart(forms, joined, fold, raw, role, weight, full, more);
    }

    /// Names are content: never printed by accident.
    @Override
    public String toString() {
        return "NamePart[" + role + "]";
    }
}
