package dev.gatehouse.protocols.document;

import dev.gatehouse.protocols.Decoded;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

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

    /// Readings of the number of one zone: as proven, as it was read where it was repaired, then
    /// those of [#numbers(MrzDocument)].
    ///
    /// @return at most [#MAX_CANDIDATES], the first as [MrzDocument#number]
    public static List<String> numbers(ZoneReading reading) {
        Set<String> found = new LinkedHashSet<>();
        found.add(reading.document().number());
        if (!reading.repairs().isEmpty()
                && MrzReader.read(reading.document().form(), reading.original())
                        instanceof Decoded.Message<MrzDocument>(MrzDocument asRead)) {
            found.add(asRead.number());
        }
        found.addAll(numbers(reading.document()));
        return found.stream().limit(MAX_CANDIDATES).toList();
    }

    /// One exchange before two, for one misread character is likelier.
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
        found.add(number);
        places.forEach(at -> found.add(exchanged(number, at)));
        int last = number.length() - 1;
        if (last > 0 && number.charAt(last) == 'K') {
            found.add(number.substring(0, last));
        }
        if (number.length() < MrzForm.NUMBER_CHARS) {
            found.add(number + "K");
        }
        for (int one = 0; one < places.size() && found.size() < MAX_CANDIDATES; one++) {
            for (int two = one + 1; two < places.size(); two++) {
                found.add(exchanged(exchanged(number, places.get(one)), places.get(two)));
            }
        }
        return found.stream().limit(MAX_CANDIDATES).toList();
    }

    private static String exchanged(String number, int at) {
        return number.substring(0, at) + twin(number.charAt(at)) + number.substring(at + 1);
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
