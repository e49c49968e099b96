package dev.gatehouse.protocols.document;

import java.util.ArrayList;
import java.util.List;

/// Other readings to look for, which no check digit can prove or refute (clause 5, steps 2 and 4).
/// Never a correction.
public final class ZoneCandidates {
    /// Most readings of a number, the one as read included.
    public static final int MAX_CANDIDATES = 8;

    private static final String DIGITS = "012586";
    private static final String LETTERS = "OIZSBG";

    private ZoneCandidates() {}

    /// The number as read, then its exchanges of G and 6 and of L and 1, which are equal modulo
    /// ten, and of a K at the end, which may be a filler.
    public static List<String> numbers(MrzDocument document) {
        return numbers(document.number());
    }

    static List<String> numbers(String number) {
        List<Integer> places = new ArrayList<>();
        for (String twins : List.of("G6", "L1")) {
            for (int at = 0; at < number.length(); at++) {
                if (twins.indexOf(number.charAt(at)) >= 0) {
                    places.add(at);
                }
            }
        }
        List<String> found = new ArrayList<>();
        long variants = 1L << Math.min(places.size(), MAX_CANDIDATES);
        for (long bits = 0; bits < variants && found.size() < MAX_CANDIDATES; bits++) {
            StringBuilder text = new StringBuilder(number);
            for (int i = 0; i < places.size() && i < MAX_CANDIDATES; i++) {
                if ((bits >> i & 1) == 1) {
                    int at = places.get(i);
                    text.setCharAt(at, twin(number.charAt(at)));
                }
            }
            found.add(text.toString());
        }
        int last = number.length() - 1;
        if (last > 0 && number.charAt(last) == 'K' && found.size() < MAX_CANDIDATES) {
            found.add(number.substring(0, last));
        }
        if (number.length() < MrzForm.NUMBER_CHARS && found.size() < MAX_CANDIDATES) {
            found.add(number + "K");
        }
        return List.copyOf(found);
    }

    private static char twin(char c) {
        return switch (c) {
            case 'G' -> '6';
            case '6' -> 'G';
            case 'L' -> '1';
            default -> 'L';
        };
    }

    /// A field of letters (names, issuer, nationality) with the letters that its digits can only
    /// be; the same text where there are none.
    public static String letters(String field) {
        StringBuilder text = new StringBuilder(field);
        for (int at = 0; at < field.length(); at++) {
            int digit = DIGITS.indexOf(field.charAt(at));
            if (digit >= 0) {
                text.setCharAt(at, LETTERS.charAt(digit));
            }
        }
        return text.toString();
    }
}
