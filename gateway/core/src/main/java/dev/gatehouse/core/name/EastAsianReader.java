package dev.gatehouse.core.name;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Reads names of two or three romanised syllables, and names written together in Han or Hangul:
/// one surname, one given name. One reading, one use.
final class EastAsianReader {
    /// Some hundred surnames are those of nearly everybody in Korea and Viet Nam, and of most
    /// people in China: none of them says much, whether the frequency table has it or not.
    private static final int SURNAME_WEIGHT = 60;

    /// Given names are put together from few syllables, and their romanisation joins many that are
    /// written apart.
    private static final int GIVEN_WEIGHT = 80;

    private static final List<String> COMPOUND_SURNAMES =
            List.of("欧阳", "歐陽", "司马", "司馬", "上官", "诸葛", "諸葛", "司徒", "皇甫", "尉迟", "公孙", "慕容");

    private final NameTables tables;
    private final List<NamePart> parts = new ArrayList<>();

    EastAsianReader(NameTables tables) {
        this.tables = tables;
    }

    /// The parts that were read.
    List<NamePart> parts() {
        return parts;
    }

    /// Reads words.
    ///
    /// @return whether they are such a name; nothing is read when they are not
    boolean read(List<NameToken> tokens) {
        List<NameToken> names = new ArrayList<>(tokens);
        names.removeIf(token -> tables.personWords().of(token.text()) == PersonWords.Word.TITLE);
        if (names.size() == 1 && !names.getFirst().raw().isEmpty()) {
            return readUnparted(names.getFirst());
        }
        if (names.size() < 2 || names.size() > 3) {
            return false;
        }
        EastAsian eastAsian = tables.eastAsian();
        for (NameToken token : names) {
            boolean known = eastAsian.isSurname(token.text()) || EastAsian.isGiven(token.text());
            if (token.single() || token.abjad() || !known) {
                return false;
            }
        }
        boolean first = eastAsian.isSurname(names.getFirst().text());
        boolean last = eastAsian.isSurname(names.getLast().text());
        if (names.size() == 2) {
            return (first || last) && readTwo(names);
        }
        boolean hyphenFirst = names.get(1).before() == NameTokens.HYPHEN;
        if (first && !hyphenFirst && syllables(names, 1, 2)) {
            surname(names.getFirst());
            given(names.get(1), names.get(2));
            return true;
        }
        if (last && syllables(names, 0, 1)) {
            given(names.get(0), names.get(1));
            surname(names.getLast());
            return true;
        }
        return false;
    }

    private static boolean syllables(List<NameToken> names, int first, int second) {
        return EastAsian.isSyllable(names.get(first).text())
                && EastAsian.isSyllable(names.get(second).text());
    }

    private boolean readTwo(List<NameToken> names) {
        for (NameToken token : names) {
            parts.add(
                    part(
                            token.forms(),
                            NamePart.Role.PART,
                            tables.eastAsian().isSurname(token.text())
                                    ? weight(token.text(), SURNAME_WEIGHT)
                                    : weight(token.text(), GIVEN_WEIGHT),
                            tables.eastAsian().surnameFold(token.text()),
                            Set.of()));
        }
        return true;
    }

    /// One word of Han or Hangul: surname and given name are written together.
    private boolean readUnparted(NameToken token) {
        String raw = token.raw();
        if (raw.length() < 2 || raw.length() > 5) {
            return false;
        }
        boolean compound = COMPOUND_SURNAMES.stream().anyMatch(raw::startsWith);
        int surnameLength = compound || (raw.length() >= 4 && Letters.isHan(raw.charAt(0))) ? 2 : 1;
        List<String> halves =
                List.of(raw.substring(0, surnameLength), raw.substring(surnameLength));
        if (halves.stream().anyMatch(half -> latin(half).getFirst().isEmpty())) {
            return false;
        }
        for (String half : halves) {
            List<String> forms = latin(half);
            String text = forms.getFirst();
            parts.add(
                    new NamePart(
                            forms,
                            "",
                            parts.isEmpty()
                                    ? tables.eastAsian().surnameFold(text)
                                    : EastAsian.fold(text),
                            Letters.isHan(half.charAt(0)) ? half : "",
                            parts.isEmpty() ? NamePart.Role.SURNAME : NamePart.Role.GIVEN,
                            parts.isEmpty() ? SURNAME_WEIGHT : GIVEN_WEIGHT,
                            Set.of(),
                            Set.of()));
        }
        return true;
    }

    private List<String> latin(String half) {
        return tables.letters().latin(half).forms();
    }

    private void surname(NameToken token) {
        parts.add(
                part(
                        token.forms(),
                        NamePart.Role.SURNAME,
                        weight(token.text(), SURNAME_WEIGHT),
                        tables.eastAsian().surnameFold(token.text()),
                        Set.of()));
    }

    private void given(NameToken first, NameToken second) {
        String text = first.text() + second.text();
        parts.add(
                part(
                        List.of(text),
                        NamePart.Role.GIVEN,
                        weight(text, GIVEN_WEIGHT),
                        EastAsian.fold(text),
                        Set.of(NamePart.Trait.SYLLABLES)));
    }

    private int weight(String text, int most) {
        return Math.min(tables.weight(text), most);
    }

    private NamePart part(
            List<String> forms,
            NamePart.Role role,
            int weight,
            String fold,
            Set<NamePart.Trait> traits) {
        return PersonReader.part(tables, forms, "", role, weight, fold, traits);
    }
}
