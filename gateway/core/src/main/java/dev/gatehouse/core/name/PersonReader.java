package dev.gatehouse.core.name;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// Reads the name of a person. One reading, one use.
final class PersonReader {
    private static final int NONE = -1;
    private static final int SURNAME_WEIGHT = 130;
    private static final int SERVANT_WEIGHT = 30;
    private static final int TITLE_WEIGHT = 40;
    private static final int SHORTEST_DIN = 7;
    private static final Set<String> DIN = Set.of("DIN", "DEEN", "DINE", "DDIN");
    private static final List<String> DIN_ENDINGS =
            List.of(
                    "OUDDINE", "UDDEEN", "EDDINE", "EDDEEN", "UDDIN", "EDDIN", "ADDIN", "IDDIN",
                    "ALDIN", "ELDIN", "ODDIN");
    private static final Set<String> SERVANTS =
            Set.of(
                    "ABD", "ABDUL", "ABDEL", "ABDAL", "ABDOUL", "ABDUR", "ABDER", "ABDAR", "ABDUS",
                    "ABDES", "ABDUSH", "ABDUN", "ABDUZ", "ABDOL");
    private static final Set<String> GODS = Set.of("LAH", "LA", "LAHI", "LLAH", "AH");
    private static final List<String> COMPOUND_SURNAMES =
            List.of("欧阳", "歐陽", "司马", "司馬", "上官", "诸葛", "諸葛", "司徒", "皇甫", "尉迟", "公孙", "慕容");

    private final NameTables tables;
    private final List<NamePart> parts = new ArrayList<>();
    private final List<NamePart> dropped = new ArrayList<>();
    private final List<NameForm.Link> links = new ArrayList<>();
    private final List<String> titles = new ArrayList<>();
    private final StringBuilder particles = new StringBuilder();
    private String suffix = "";
    private int child = NONE;
    private boolean childOfNext;
    private boolean firstIsFather;

    PersonReader(NameTables tables) {
        this.tables = tables;
    }

    NameForm read(NameTokens.Words words) {
        List<NameToken> tokens = new ArrayList<>(words.tokens());
        int surnameWords = commaAt(tokens);
        boolean labelled = surnameWords > 0;
        if (labelled) {
            List<NameToken> surname = new ArrayList<>(tokens.subList(0, surnameWords));
            tokens.subList(0, surnameWords).clear();
            tokens.addAll(surname);
        }
        return read(tokens, surnameWords, words.cut());
    }

    /// Reads words whose order is known.
    ///
    /// @param tokens given names, then `surnameWords` words of the surname; none of them when the
    ///   two are not known apart
    NameForm read(List<NameToken> tokens, int surnameWords, boolean truncated) {
        boolean labelled = surnameWords > 0;
        List<NameToken> rest = withoutForeign(tokens);
        int surnameFrom = labelled ? rest.size() - Math.min(surnameWords, rest.size()) : -1;
        if (!readEastAsian(rest)) {
            readParts(rest, surnameFrom);
        }
        if (parts.size() < 2) {
            parts.addAll(dropped);
            titles.clear();
        }
        boolean cut = parts.size() > NameForm.MAX_PARTS;
        List<NamePart> kept = cut ? parts.subList(0, NameForm.MAX_PARTS) : parts;
        links.removeIf(link -> Math.max(link.child(), link.father()) >= kept.size());
        return new NameForm(
                NameKind.PERSON,
                kept,
                links,
                Set.of(),
                titles,
                suffix,
                labelled,
                truncated || cut,
                false);
    }

    /// How many words stand before the comma that parts the surname from the given names; 0 when
    /// nothing but titles and generations follows it.
    private int commaAt(List<NameToken> tokens) {
        for (int i = 1; i < tokens.size(); i++) {
            if (tokens.get(i).before() == NameTokens.COMMA) {
                for (NameToken token : tokens.subList(i, tokens.size())) {
                    PersonWords.Word word = tables.personWords().of(token.text());
                    if (word == PersonWords.Word.NONE || word == PersonWords.Word.PATRONYMIC) {
                        return i;
                    }
                }
                return 0;
            }
        }
        return 0;
    }

    /// Legal forms at the end, digits read for letters, words for "no name".
    private List<NameToken> withoutForeign(List<NameToken> tokens) {
        List<NameToken> rest = new ArrayList<>(tokens.size());
        for (NameToken token : tokens) {
            String text = token.hasDigit() ? withLetters(token.text()) : plain(token.text());
            if (text.isEmpty()) {
                continue;
            }
            boolean noName =
                    tables.personWords().of(text) == PersonWords.Word.UNKNOWN
                            && (text.length() > 2 || rest.size() > 2);
            if (!noName) {
                rest.add(text.equals(token.text()) ? token : NameToken.of(text, token.before()));
            }
        }
        while (rest.size() > 2 && isCompany(rest.getLast().text())) {
            rest.removeLast();
        }
        return rest;
    }

    /// Some states print U with diaeresis as UXX and N with tilde as NXX (Doc 9303-3, section 6).
    private static String plain(String text) {
        return text.indexOf("XX") < 0 ? text : text.replace("UXX", "U").replace("NXX", "N");
    }

    private static boolean isCompany(String text) {
        return switch (text) {
            case "LLC",
                    "LTD",
                    "LIMITED",
                    "INC",
                    "INCORPORATED",
                    "CORP",
                    "GMBH",
                    "LLP",
                    "PLC",
                    "SARL",
                    "OOO" ->
                    true;
            default -> false;
        };
    }

    /// `S3CH1N` was meant as letters; a word of digits alone says nothing about a person.
    private static String withLetters(String text) {
        StringBuilder letters = new StringBuilder(text.length());
        boolean any = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            any |= c < '0' || c > '9';
            int at = "01345789".indexOf(c);
            letters.append(at < 0 ? c : "OIEASTBG".charAt(at));
        }
        return any ? letters.toString() : "";
    }

    private boolean readEastAsian(List<NameToken> tokens) {
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
                            "",
                            NamePart.Role.PART,
                            weight(token.text()),
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
                            100,
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
                        "",
                        NamePart.Role.SURNAME,
                        weight(token.text()),
                        tables.eastAsian().surnameFold(token.text()),
                        Set.of()));
    }

    private void given(NameToken first, NameToken second) {
        String text = first.text() + second.text();
        parts.add(
                part(
                        List.of(text),
                        "",
                        NamePart.Role.GIVEN,
                        NameTables.PLAIN_WEIGHT,
                        EastAsian.fold(text),
                        Set.of(NamePart.Trait.SYLLABLES)));
    }

    private void readParts(List<NameToken> tokens, int surnameFrom) {
        for (int i = 0; i < tokens.size(); i++) {
            NameToken token = tokens.get(i);
            boolean last = i == tokens.size() - 1;
            boolean hyphenNext = !last && tokens.get(i + 1).before() == NameTokens.HYPHEN;
            boolean surname = surnameFrom >= 0 && i >= surnameFrom;
            if (takeDin(tokens, i)) {
                i += DIN.contains(token.text()) ? 0 : 1;
            } else if (!takeWord(token, last, hyphenNext)) {
                takeName(token, surname);
            }
        }
        if (firstIsFather && parts.size() > 1) {
            links.add(new NameForm.Link(parts.size() - 1, 0));
        }
    }

    /// `SAIF AL-DIN`, `BASHIR-UD-DIN`, `NOUR EDDINE`: one name with what stands before.
    private boolean takeDin(List<NameToken> tokens, int at) {
        if (parts.isEmpty() || !particles.isEmpty()) {
            return false;
        }
        String text = tokens.get(at).text();
        boolean article =
                switch (tables.personWords().of(text)) {
                    case ARTICLE, SUN -> true;
                    case TITLE, HONORIFIC, SUFFIX, PARTICLE, PATRONYMIC, KUNYA, UNKNOWN, NONE ->
                            false;
                };
        boolean two = article && at + 1 < tokens.size() && DIN.contains(tokens.get(at + 1).text());
        if (!two && !DIN.contains(text) && !DIN_ENDINGS.contains(text)) {
            return false;
        }
        NamePart before = parts.removeLast();
        parts.add(
                part(
                        List.of(before.text() + "UDDIN"),
                        before.joined(),
                        before.role(),
                        NameTables.PLAIN_WEIGHT,
                        "",
                        Set.of()));
        return two || DIN.contains(text) || DIN_ENDINGS.contains(text);
    }

    private boolean takeWord(NameToken token, boolean last, boolean hyphenNext) {
        String text = token.text();
        PersonWords.Word word = tables.personWords().of(text);
        boolean some = !parts.isEmpty();
        return switch (word) {
            case TITLE -> !last && !some && title(token);
            case HONORIFIC -> title(token);
            case SUFFIX -> last && parts.size() > 1 && suffix(text);
            case ARTICLE -> !last && particle(text);
            case SUN -> !last && hyphenNext && particle(text);
            case PARTICLE -> !last && particle(text);
            case PATRONYMIC -> patronymic(text, last);
            case KUNYA -> !last && particle(text);
            case UNKNOWN, NONE -> false;
        };
    }

    private boolean title(NameToken token) {
        titles.add(token.text());
        dropped.add(part(token.forms(), "", NamePart.Role.TITLE, TITLE_WEIGHT, "", Set.of()));
        return true;
    }

    private boolean suffix(String text) {
        suffix = NumberWords.roman(text) > 0 ? text : text.startsWith("J") ? "JR" : text;
        return true;
    }

    private boolean particle(String text) {
        particles.append(text);
        return true;
    }

    /// BEN at the beginning is a given name, BIN is the end of a name that was turned round.
    private boolean patronymic(String text, boolean last) {
        if (last || (parts.isEmpty() && text.equals("BEN"))) {
            return false;
        }
        if (parts.isEmpty()) {
            firstIsFather = true;
        }
        childOfNext = true;
        child = parts.size() - 1;
        particles.append(text);
        return true;
    }

    private void takeName(NameToken token, boolean surname) {
        String text = token.text();
        if (token.abjad() && text.startsWith("AL") && text.length() > 4) {
            var _ = particle("AL");
            addName(List.of(text.substring(2)), token, surname);
            return;
        }
        if (SERVANTS.contains(text) || (token.abjad() && text.equals("BD"))) {
            add(servant());
            return;
        }
        String rest = afterServant(text);
        if (!rest.isEmpty()) {
            add(servant());
            addName(List.of(rest), token, surname);
            return;
        }
        addName(din(token.forms()), token, surname);
    }

    private NamePart servant() {
        return part(
                List.of("ABDUL"),
                "",
                NamePart.Role.PART,
                SERVANT_WEIGHT,
                "",
                Set.of(NamePart.Trait.SERVANT));
    }

    /// `RAHMAN` of `ABDULRAHMAN` and `ABDURRAHMAN`; empty for every other name.
    private static String afterServant(String text) {
        if (!text.startsWith("ABD") || text.length() < 8) {
            return "";
        }
        for (int length = 6; length >= 5; length--) {
            String rest = text.substring(length);
            if (SERVANTS.contains(text.substring(0, length))
                    && rest.length() >= 3
                    && !GODS.contains(rest)) {
                return rest;
            }
        }
        return "";
    }

    private static List<String> din(List<String> forms) {
        String text = forms.getFirst();
        if (text.length() < SHORTEST_DIN) {
            return forms;
        }
        for (String ending : DIN_ENDINGS) {
            if (text.endsWith(ending) && text.length() - ending.length() >= 2) {
                return List.of(text.substring(0, text.length() - ending.length()) + "UDDIN");
            }
        }
        return forms;
    }

    private void addName(List<String> forms, NameToken token, boolean surname) {
        Set<NamePart.Trait> traits = EnumSet.noneOf(NamePart.Trait.class);
        if (token.single()) {
            traits.add(NamePart.Trait.INITIAL);
        }
        if (token.abjad()) {
            traits.add(NamePart.Trait.ABJAD);
        }
        String text = forms.getFirst();
        NamePart.Role role = childOfNext ? NamePart.Role.PATRONYMIC : NamePart.Role.PART;
        role = surname ? NamePart.Role.SURNAME : role;
        String joined = particles.isEmpty() ? "" : particles + text;
        NamePart plain = part(forms, joined, role, weight(text), "", traits);
        boolean han = !token.raw().isEmpty() && Letters.isHan(token.raw().charAt(0));
        add(han ? plain.written(token.raw()) : plain);
    }

    private void add(NamePart part) {
        boolean linked = childOfNext && !part.is(NamePart.Trait.SERVANT);
        if (linked && child >= 0) {
            links.add(new NameForm.Link(child, parts.size()));
        }
        if (linked) {
            childOfNext = false;
        }
        if (!part.is(NamePart.Trait.SERVANT)) {
            particles.setLength(0);
        }
        parts.add(part);
    }

    private int weight(String text) {
        return tables.weight(text);
    }

    private NamePart part(
            List<String> forms,
            String joined,
            NamePart.Role role,
            int weight,
            String fold,
            Set<NamePart.Trait> traits) {
        int counted = role == NamePart.Role.SURNAME ? weight * SURNAME_WEIGHT / 100 : weight;
        return new NamePart(
                forms, joined, fold, "", role, counted, tables.fullNames(forms.getFirst()), traits);
    }
}
