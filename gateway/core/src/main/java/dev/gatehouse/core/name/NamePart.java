package dev.gatehouse.core.name;

import java.util.EnumSet;
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
/// @param traits the bits of each [Trait] that it has
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
        int traits,
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
        INITIAL(1),
        /// Letters of which each stands for a word: never near, only equal.
        ACRONYM(2),
        /// From a script that leaves vowels out.
        ABJAD(4),
        /// The servant-of half of ABDUL RAHMAN and its like.
        SERVANT(8),
        /// Two written syllables of one East Asian given name.
        SYLLABLES(16),
        /// The end of it may be missing, as at the end of an MRZ line.
        TRUNCATED(32);

        private final int bit;

        Trait(int bit) {
            this.bit = bit;
        }

        private static int bits(Set<Trait> traits) {
            int bits = 0;
            for (Trait trait : traits) {
                bits |= trait.bit;
            }
            return bits;
        }
    }

    NamePart {
        forms = List.copyOf(forms);
        full = Set.copyOf(full);
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
                Trait.bits(traits),
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
        return (traits & trait.bit) != 0;
    }

    /// The traits that it has.
    Set<Trait> traitSet() {
        Set<Trait> all = EnumSet.allOf(Trait.class);
        all.removeIf(trait -> !is(trait));
        return all;
    }

    /// Whether it contradicts when it is open: forms of address and numbers do not.
    boolean isCounted() {
        return role != Role.TITLE && role != Role.NUMBER;
    }

    /// Whether it is written out: not one letter that stands for a name, and not cut.
    boolean isPlain() {
        return !is(Trait.INITIAL) && !is(Trait.TRUNCATED);
    }

    NamePart truncated() {
        int cut = traits | Trait.TRUNCATED.bit;
        return new NamePart(forms, joined, fold, raw, role, weight, full, cut, sounds, shape);
    }

    /// The same part as it was written in Han.
    NamePart written(String han) {
        return new NamePart(forms, joined, fold, han, role, weight, full, traits, sounds, shape);
    }

    /// Names are content: never printed by accident.
    @Override
    public String toString() {
        return "NamePart[" + role + "]";
    }
}
