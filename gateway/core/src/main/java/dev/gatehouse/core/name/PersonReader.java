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
        int surnameWords = new PersonTokens(tables.personWords()).commaAt(tokens);
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
        List<NameToken> rest = new PersonTokens(tables.personWords()).withoutForeign(tokens);
        int surnameFrom = labelled ? rest.size() - Math.min(surnameWords, rest.size()) : -1;
        EastAsianReader eastAsian = new EastAsianReader(tables);
        if (eastAsian.read(rest)) {
            parts.addAll(eastAsian.parts());
        } else {
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

    private void readParts(List<NameToken> tokens, int surnameFrom) {
        for (int i = 0; i < tokens.size(); i++) {
            NameToken token = tokens.get(i);
            boolean last = i == tokens.size() - 1;
            boolean hyphenNext = !last && tokens.get(i + 1).before() == NameTokens.HYPHEN;
            boolean surname = surnameFrom >= 0 && i >= surnameFrom;
            if (takeDin(tokens, i)) {
                i += ArabicSpellings.isBareDin(token.text()) ? 0 : 1;
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
        boolean two =
                article
                        && at + 1 < tokens.size()
                        && ArabicSpellings.isBareDin(tokens.get(at + 1).text());
        if (!two && !ArabicSpellings.isDin(text)) {
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
        return true;
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
        if (ArabicSpellings.isServant(text) || (token.abjad() && text.equals("BD"))) {
            add(servant());
            return;
        }
        String rest = ArabicSpellings.afterServant(text);
        if (!rest.isEmpty()) {
            add(servant());
            addName(List.of(rest), token, surname);
            return;
        }
        addName(ArabicSpellings.din(token.forms()), token, surname);
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
        NamePart plain = part(forms, joined, role, tables.weight(text), "", traits);
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

    private NamePart part(
            List<String> forms,
            String joined,
            NamePart.Role role,
            int weight,
            String fold,
            Set<NamePart.Trait> traits) {
        return part(tables, forms, joined, role, weight, fold, traits);
    }

    /// A part with what the tables know of it; a surname counts more.
    static NamePart part(
            NameTables tables,
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
