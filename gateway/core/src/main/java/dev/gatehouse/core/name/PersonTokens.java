package dev.gatehouse.core.name;

import java.util.ArrayList;
import java.util.List;

/// The words of a person's name before they get roles: where the surname ends, and what does not
/// belong to a name.
final class PersonTokens {
    private final PersonWords words;

    PersonTokens(PersonWords words) {
        this.words = words;
    }

    /// How many words stand before the comma that parts the surname from the given names; 0 when
    /// nothing but titles and generations follows it.
    int commaAt(List<NameToken> tokens) {
        for (int i = 1; i < tokens.size(); i++) {
            if (tokens.get(i).before() == NameTokens.COMMA) {
                for (NameToken token : tokens.subList(i, tokens.size())) {
                    PersonWords.Word word = words.of(token.text());
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
    List<NameToken> withoutForeign(List<NameToken> tokens) {
        List<NameToken> rest = new ArrayList<>(tokens.size());
        for (NameToken token : tokens) {
            String text = token.hasDigit() ? withLetters(token.text()) : plain(token.text());
            if (text.isEmpty()) {
                continue;
            }
            boolean noName =
                    words.of(text) == PersonWords.Word.UNKNOWN
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
}
