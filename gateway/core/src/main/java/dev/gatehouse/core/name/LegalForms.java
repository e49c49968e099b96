package dev.gatehouse.core.name;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Finds legal forms in the words of a name and takes them off.
public final class LegalForms {
    /// What a legal form says about the body that carries it.
    public enum LegalClass {
        /// Its shares may be traded: AG, SA, PLC, OAO.
        STOCK,
        /// Its members' liability is limited: GmbH, Ltd, SARL, OOO.
        PRIVATE,
        /// Partners: LP, LLP, KG.
        PARTNERS,
        /// One merchant: IP, EI.
        SOLE,
        /// A body without owners: ANO, e.V.
        CIVIL,
        /// A state's enterprise: FGUP.
        STATE,
        /// Says only that it is a company: Inc, Corp, Co.
        GENERAL
    }

    private static final int SHORTEST_AT_START = 3;

    private record Phrase(List<String> words, LegalClass legalClass) {}

    /// A name without its legal forms.
    ///
    /// @param rest words without the forms
    /// @param classes of the forms found
    record Split(List<NameToken> rest, Set<LegalClass> classes) {}

    private final Map<String, List<Phrase>> byFirst = new HashMap<>();
    private final Map<String, List<Phrase>> byLast = new HashMap<>();

    LegalForms(TableText table, Letters letters) {
        for (String section : table.names()) {
            LegalClass legalClass = LegalClass.valueOf(section.toUpperCase(Locale.ROOT));
            for (String line : table.section(section)) {
                for (String text : line.split("\\|", -1)) {
                    add(text, legalClass, letters);
                }
            }
        }
        Comparator<Phrase> longestFirst =
                Comparator.comparingInt((Phrase phrase) -> phrase.words().size()).reversed();
        byFirst.values().forEach(phrases -> phrases.sort(longestFirst));
        byLast.values().forEach(phrases -> phrases.sort(longestFirst));
    }

    private void add(String text, LegalClass legalClass, Letters letters) {
        List<String> words =
                NameTokens.joinLetters(NameTokens.read(text, letters).tokens()).stream()
                        .map(NameToken::text)
                        .toList();
        Phrase phrase = new Phrase(words, legalClass);
        byFirst.computeIfAbsent(words.getFirst(), _ -> new ArrayList<>()).add(phrase);
        byLast.computeIfAbsent(words.getLast(), _ -> new ArrayList<>()).add(phrase);
    }

    /// Takes off what stands at the end, at the start, and long forms anywhere; at least one word
    /// stays.
    Split split(List<NameToken> tokens) {
        List<NameToken> rest = new ArrayList<>(tokens);
        EnumSet<LegalClass> classes = EnumSet.noneOf(LegalClass.class);
        while (takeEnd(rest, classes) || takeFrom(rest, 0, classes)) {
            // each turn takes at least one word
        }
        for (int i = 1; i < rest.size(); i++) {
            var _ = takeFrom(rest, i, classes);
        }
        return new Split(rest, classes);
    }

    private boolean takeEnd(List<NameToken> rest, Set<LegalClass> classes) {
        for (Phrase phrase : byLast.getOrDefault(rest.getLast().text(), List.of())) {
            int from = rest.size() - phrase.words().size();
            if (from > 0 && matches(rest, from, phrase)) {
                return take(rest, from, phrase, classes);
            }
        }
        return false;
    }

    private boolean takeFrom(List<NameToken> rest, int from, Set<LegalClass> classes) {
        for (Phrase phrase : byFirst.getOrDefault(rest.get(from).text(), List.of())) {
            int size = phrase.words().size();
            boolean clear =
                    size > 1
                            || phrase.words().getFirst().length() >= SHORTEST_AT_START
                            || (from == 0
                                    && rest.get(from).before() == NameTokens.SPACE
                                    && atStart(phrase));
            boolean inside = from == 0 || size > 1 || phrase.legalClass() != LegalClass.GENERAL;
            if (clear && inside && size < rest.size() && matches(rest, from, phrase)) {
                return take(rest, from, phrase, classes);
            }
        }
        return false;
    }

    /// Two letters before a name: AO GAZ, PT ASTRA, IP IVANOV.
    private static boolean atStart(Phrase phrase) {
        return switch (phrase.words().getFirst()) {
            case "AO", "PT", "IP" -> true;
            default -> false;
        };
    }

    private static boolean take(
            List<NameToken> rest, int from, Phrase phrase, Set<LegalClass> classes) {
        rest.subList(from, from + phrase.words().size()).clear();
        classes.add(phrase.legalClass());
        return true;
    }

    private static boolean matches(List<NameToken> rest, int from, Phrase phrase) {
        if (from + phrase.words().size() > rest.size()) {
            return false;
        }
        for (int i = 0; i < phrase.words().size(); i++) {
            if (!rest.get(from + i).forms().contains(phrase.words().get(i))) {
                return false;
            }
        }
        return true;
    }
}
