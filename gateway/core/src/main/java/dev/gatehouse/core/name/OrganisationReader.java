package dev.gatehouse.core.name;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Reads the name of an organisation or a ship. One reading, one use.
final class OrganisationReader {
    static final int WORD_WEIGHT = 100;
    static final int BUSINESS_WEIGHT = 50;
    static final int OBJECT_WEIGHT = 30;
    static final int PLACE_WEIGHT = 60;
    static final int NUMBER_WEIGHT = 60;

    /// Letters of a word that can be all initials; a longer one is a word.
    private static final int LONGEST_ACRONYM = 6;

    private static final List<String> ADJECTIVES =
            List.of("SKII", "SKIY", "SKIJ", "SKY", "SKAIA", "SKAYA", "SKAJA", "SKOE", "SKOYE");

    private static final int SHORTEST_STEM = 3;

    private final NameTables tables;
    private final NameKind kind;
    private final List<NamePart> parts = new ArrayList<>();

    OrganisationReader(NameTables tables, NameKind kind) {
        this.tables = tables;
        this.kind = kind;
    }

    NameForm read(NameTokens.Words words) {
        List<NameToken> tokens = NameTokens.joinLetters(words.tokens());
        Set<LegalForms.LegalClass> classes = EnumSet.noneOf(LegalForms.LegalClass.class);
        if (!tokens.isEmpty() && kind == NameKind.ORGANISATION) {
            LegalForms.Split split = tables.legalForms().split(tokens);
            tokens = split.rest();
            classes = split.classes();
        }
        if (kind == NameKind.VESSEL
                && tokens.size() > 1
                && tables.organisationWords().isShipPrefix(tokens.getFirst().text())) {
            tokens = tokens.subList(1, tokens.size());
        }
        take(tokens, true);
        if (parts.isEmpty()) {
            take(tokens, false);
        }
        boolean cut = parts.size() > NameForm.MAX_PARTS;
        return new NameForm(
                kind,
                cut ? parts.subList(0, NameForm.MAX_PARTS) : parts,
                List.of(),
                new HashSet<>(classes),
                List.of(),
                "",
                false,
                words.cut() || cut,
                false);
    }

    private void take(List<NameToken> tokens, boolean dropStopWords) {
        int at = 0;
        while (at < tokens.size()) {
            NameToken token = tokens.get(at);
            OrganisationWords.Place place = tables.organisationWords().placeAt(tokens, at);
            if (place.tokens() > 0 && kind == NameKind.ORGANISATION) {
                parts.add(part(place.text(), NamePart.Role.PLACE));
                at += place.tokens();
                continue;
            }
            NumberWords.Found number = tables.numberWords().at(tokens, at);
            if (number.tokens() > 0) {
                parts.add(part(number.value(), NamePart.Role.NUMBER));
                at += number.tokens();
                continue;
            }
            if (!dropStopWords || !tables.organisationWords().isStop(token.text())) {
                word(token);
            }
            at++;
        }
    }

    private void word(NameToken token) {
        OrganisationWords.Word word = tables.organisationWords().of(token.text());
        if (word.role() != NamePart.Role.WORD || !word.text().equals(token.text())) {
            parts.add(part(word.text(), word.role()));
            return;
        }
        Set<NamePart.Trait> traits = EnumSet.noneOf(NamePart.Trait.class);
        if (token.abjad()) {
            traits.add(NamePart.Trait.ABJAD);
        }
        if (isAcronym(token.text())) {
            traits.add(NamePart.Trait.ACRONYM);
        }
        boolean han = !token.raw().isEmpty() && Letters.isHan(token.raw().charAt(0));
        parts.add(
                new NamePart(
                        withoutAdjective(token.forms()),
                        "",
                        "",
                        han ? token.raw() : "",
                        NamePart.Role.WORD,
                        WORD_WEIGHT,
                        Set.of(),
                        traits));
    }

    /// Works of a town carry its name as an adjective in Slavic languages.
    private static List<String> withoutAdjective(List<String> forms) {
        String text = forms.getFirst();
        for (String ending : ADJECTIVES) {
            if (text.endsWith(ending) && text.length() - ending.length() >= SHORTEST_STEM) {
                List<String> more = new ArrayList<>(forms);
                more.add(text.substring(0, text.length() - ending.length()));
                return more;
            }
        }
        return forms;
    }

    /// Few letters without a vowel, or too few to be a word.
    private static boolean isAcronym(String text) {
        if (text.length() > LONGEST_ACRONYM) {
            return false;
        }
        int vowels = 0;
        for (int i = 0; i < text.length(); i++) {
            if ("AEIOUY".indexOf(text.charAt(i)) >= 0) {
                vowels++;
            }
        }
        return vowels == 0 || text.length() <= 2;
    }

    private static NamePart part(String text, NamePart.Role role) {
        int weight =
                switch (role) {
                    case BUSINESS -> BUSINESS_WEIGHT;
                    case OBJECT -> OBJECT_WEIGHT;
                    case PLACE -> PLACE_WEIGHT;
                    case NUMBER -> NUMBER_WEIGHT;
                    case WORD, SURNAME, GIVEN, PART, PATRONYMIC, TITLE -> WORD_WEIGHT;
                };
        return NamePart.of(text, role, weight);
    }
}
