package dev.gatehouse.protocols.document;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.document.MrzCheck.Outcome;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Repairs of one zone: only what its check digits prove (clause 5, steps 1, 3, 5 and 7). A zone
/// without a proven repair stays as it was read.
///
/// Of steps 1 and 3 one plan is made for the whole zone, because the composite holds only once all
/// of it is right. Where a form has no composite each field stands for itself, and a check digit is
/// never exchanged.
final class ZoneRepairs {
    /// Characters that step 3 exchanges at most.
    static final int MAX_EXCHANGED = 2;

    /// Variants that are looked at; more than any zone has (24 places of 3 exchanges in pairs).
    static final int MAX_VARIANTS = 4_096;

    /// The only digit that a letter can be in a column of digits.
    private static final Map<Character, Character> DIGIT_OF =
            Map.ofEntries(
                    Map.entry('O', '0'),
                    Map.entry('Q', '0'),
                    Map.entry('D', '0'),
                    Map.entry('I', '1'),
                    Map.entry('L', '1'),
                    Map.entry('Z', '2'),
                    Map.entry('S', '5'),
                    Map.entry('B', '8'),
                    Map.entry('G', '6'));

    /// Exchanges that a check digit sees.
    private static final Map<Character, String> EXCHANGES =
            Map.ofEntries(
                    Map.entry('0', "OQD"),
                    Map.entry('O', "0"),
                    Map.entry('Q', "0"),
                    Map.entry('D', "0"),
                    Map.entry('1', "I"),
                    Map.entry('I', "1"),
                    Map.entry('5', "S"),
                    Map.entry('S', "5"),
                    Map.entry('8', "B"),
                    Map.entry('B', "8"),
                    Map.entry('2', "Z"),
                    Map.entry('Z', "2"));

    private final MrzForm form;
    private final String read;
    private final Set<Integer> unread;
    private final Map<Integer, Character> changes = new TreeMap<>();
    private final List<ZoneRepair> repairs;

    /// @param read lines joined, of the form's length
    /// @param unread places that are left alone, with their fields
    ZoneRepairs(MrzForm form, String read, Set<Integer> unread) {
        this.form = form;
        this.read = read;
        this.unread = Set.copyOf(unread);
        Map<MrzCheck, Outcome> before = checks(read);
        if (before.containsValue(Outcome.DISAGREES)) {
            if (form.hasComposite()) {
                whole(before);
            } else {
                List.of(MrzCheck.BIRTH_DATE, MrzCheck.EXPIRY, MrzCheck.NUMBER)
                        .forEach(check -> alone(check, before));
            }
        }
        this.repairs = proven(before);
    }

    /// Lines joined, repairs done.
    String mended() {
        return with(read, changes);
    }

    List<ZoneRepair> repairs() {
        return repairs;
    }

    private Map<MrzCheck, Outcome> checks(String zone) {
        return MrzReader.read(form, zone)
                        instanceof Decoded.Message<MrzDocument>(MrzDocument document)
                ? document.checks()
                : Map.of();
    }

    private static boolean holds(Map<MrzCheck, Outcome> checks, MrzCheck check) {
        return checks.get(check) == Outcome.AGREES;
    }

    private static String with(String zone, Map<Integer, Character> changes) {
        StringBuilder changed = new StringBuilder(zone);
        changes.forEach(changed::setCharAt);
        return changed.toString();
    }

    /// Forms with a composite: digits of letters first, then exchanges in what still fails, and all
    /// of it must hold in the end.
    private void whole(Map<MrzCheck, Outcome> before) {
        if (!unread.isEmpty()) {
            // a column that nobody read leaves the composite without a proof
            return;
        }
        Map<Integer, Character> digits = new TreeMap<>();
        for (ZoneField field : List.of(ZoneField.NUMBER, ZoneField.BIRTH_DATE, ZoneField.EXPIRY)) {
            digits.putAll(digitsOf(digitColumns(field)));
        }
        digits.putAll(digitsOf(Set.of(form.composite())));
        if (form.hasOptionalCheck()) {
            digits.putAll(digitsOf(Set.of(form.optionalCheck())));
        }
        String mended = with(read, digits);
        Map<MrzCheck, Outcome> after = checks(mended);
        if (sound(after)) {
            changes.putAll(digits);
            return;
        }
        List<MrzCheck> failing = new ArrayList<>();
        for (MrzCheck check : List.of(MrzCheck.NUMBER, MrzCheck.OPTIONAL)) {
            if (after.get(check) == Outcome.DISAGREES && before.containsKey(check)) {
                failing.add(check);
            }
        }
        if (!failing.isEmpty() && !checkDigitMayBeMisread(mended, failing)) {
            exchange(mended, failing)
                    .ifPresent(found -> {
                        changes.putAll(digits);
                        changes.putAll(found);
                    });
        }
    }

    private static boolean sound(Map<MrzCheck, Outcome> checks) {
        return !checks.isEmpty()
                && checks.entrySet().stream()
                        .allMatch(entry ->
                                entry.getKey() == MrzCheck.SEX
                                        || entry.getValue() != Outcome.DISAGREES);
    }

    /// Columns in which only digits stand, check digits included.
    private Set<Integer> digitColumns(ZoneField field) {
        Set<Integer> places = ZonePlaces.of(form, field);
        return field == ZoneField.NUMBER ? Set.of(form.number() + MrzForm.NUMBER_CHARS) : places;
    }

    private Map<Integer, Character> digitsOf(Set<Integer> places) {
        Map<Integer, Character> digits = new TreeMap<>();
        for (int place : places) {
            Character digit = DIGIT_OF.get(read.charAt(place));
            if (digit != null) {
                digits.put(place, digit);
            }
        }
        return digits;
    }

    /// Step 3: a field as read with the check digit that fits it would explain everything as well,
    /// so nothing is proven.
    private boolean checkDigitMayBeMisread(String zone, List<MrzCheck> failing) {
        String other = zone;
        for (MrzCheck check : failing) {
            int place = checkPlace(other, check);
            for (char digit = '0'; digit <= '9'; digit++) {
                String tried = with(other, Map.of(place, digit));
                if (holds(checks(tried), check)) {
                    other = tried;
                    break;
                }
            }
        }
        return sound(checks(other));
    }

    private int checkPlace(String zone, MrzCheck check) {
        if (check == MrzCheck.OPTIONAL) {
            return form.optionalCheck();
        }
        int rest = longRest(zone);
        return rest > 0 ? form.optional().from() + rest - 1 : form.number() + MrzForm.NUMBER_CHARS;
    }

    /// Characters of a long number in the optional field, its check digit included; 0 for none.
    private int longRest(String zone) {
        if (!form.hasLongNumbers()
                || zone.charAt(form.number() + MrzForm.NUMBER_CHARS) != MrzText.FILLER) {
            return 0;
        }
        String optional = form.optional().of(zone);
        int filler = optional.indexOf(MrzText.FILLER);
        return filler < 0 ? optional.length() : filler;
    }

    /// Places of letters and digits in the fields that fail.
    private Set<Integer> exchangeable(String zone, List<MrzCheck> failing) {
        Set<Integer> places = new TreeSet<>();
        if (failing.contains(MrzCheck.NUMBER)) {
            add(places, form.number(), form.number() + MrzForm.NUMBER_CHARS);
            add(
                    places,
                    form.optional().from(),
                    form.optional().from() + Math.max(0, longRest(zone) - 1));
        }
        if (failing.contains(MrzCheck.OPTIONAL)) {
            add(places, form.optional().from(), form.optional().to());
        }
        return places;
    }

    private static void add(Set<Integer> places, int from, int to) {
        for (int at = from; at < to; at++) {
            places.add(at);
        }
    }

    /// The one variant that makes everything hold; empty for none and for several.
    private Optional<Map<Integer, Character>> exchange(String zone, List<MrzCheck> failing) {
        List<Map<Integer, Character>> found = new ArrayList<>();
        for (Map<Integer, Character> variant :
                variants(zone, exchangeable(zone, failing), MAX_EXCHANGED)) {
            if (sound(checks(with(zone, variant)))) {
                found.add(variant);
            }
        }
        if (found.size() > 1 && failing.equals(List.of(MrzCheck.OPTIONAL))) {
            found.removeIf(variant -> rare(zone, variant));
        }
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    /// Whether 2 and Z were exchanged, or two characters. In optional data, which identifies
    /// nobody, such a variant yields to the only one of the near pairs; in a number none does. The
    /// sheet's own vector asks for it: `ZE1842268` is as well `ZE184Z268`.
    private static boolean rare(String zone, Map<Integer, Character> variant) {
        return variant.size() > 1
                || variant.entrySet().stream()
                        .anyMatch(entry ->
                                entry.getValue() == 'Z' || zone.charAt(entry.getKey()) == 'Z');
    }

    private static List<Map<Integer, Character>> variants(
            String zone, Set<Integer> places, int most) {
        List<Map<Integer, Character>> single = new ArrayList<>();
        for (int place : places) {
            for (char to : EXCHANGES.getOrDefault(zone.charAt(place), "").toCharArray()) {
                single.add(Map.of(place, to));
            }
        }
        List<Map<Integer, Character>> all = new ArrayList<>(single);
        for (int one = 0; most > 1 && one < single.size(); one++) {
            for (int two = one + 1; two < single.size() && all.size() < MAX_VARIANTS; two++) {
                Map<Integer, Character> both = new HashMap<>(single.get(one));
                both.putAll(single.get(two));
                if (both.size() == 2) {
                    all.add(both);
                }
            }
        }
        return all;
    }

    /// Forms without composite: one field by its own check digit, which is left alone, and at most
    /// one character of a number.
    private void alone(MrzCheck check, Map<MrzCheck, Outcome> before) {
        ZoneField field =
                switch (check) {
                    case BIRTH_DATE -> ZoneField.BIRTH_DATE;
                    case EXPIRY -> ZoneField.EXPIRY;
                    case NUMBER, SEX, OPTIONAL, COMPOSITE -> ZoneField.NUMBER;
                };
        Set<Integer> places = ZonePlaces.of(form, field);
        boolean touched = places.stream().anyMatch(unread::contains);
        if (touched || before.get(check) != Outcome.DISAGREES) {
            return;
        }
        if (check != MrzCheck.NUMBER) {
            Set<Integer> inside = new TreeSet<>(places);
            inside.remove(last(places));
            Map<Integer, Character> digits = digitsOf(inside);
            if (!digits.isEmpty() && holds(checks(with(read, digits)), check)) {
                changes.putAll(digits);
            }
            return;
        }
        List<Map<Integer, Character>> found =
                variants(read, exchangeable(read, List.of(check)), 1).stream()
                        .filter(variant -> holds(checks(with(read, variant)), check))
                        .toList();
        if (found.size() == 1) {
            changes.putAll(found.getFirst());
        }
    }

    private static int last(Set<Integer> places) {
        return places.stream().mapToInt(Integer::intValue).max().orElseThrow();
    }

    /// Each change with the checks that hold with it and did not before.
    private List<ZoneRepair> proven(Map<MrzCheck, Outcome> before) {
        Map<MrzCheck, Outcome> after = checks(mended());
        List<ZoneRepair> proven = new ArrayList<>();
        changes.forEach((place, to) -> {
            Set<MrzCheck> proof = EnumSet.noneOf(MrzCheck.class);
            for (MrzCheck check : after.keySet()) {
                if (!holds(before, check) && holds(after, check) && covers(check, place)) {
                    proof.add(check);
                }
            }
            proven.add(
                    new ZoneRepair(
                            ZonePlaces.line(form, place),
                            ZonePlaces.column(form, place),
                            read.charAt(place),
                            to,
                            proof));
        });
        return proven;
    }

    private boolean covers(MrzCheck check, int place) {
        return switch (check) {
            case NUMBER ->
                    ZonePlaces.of(form, ZoneField.NUMBER).contains(place)
                            || (form.hasLongNumbers()
                                    && ZonePlaces.of(form, ZoneField.OPTIONAL).contains(place));
            case BIRTH_DATE -> ZonePlaces.of(form, ZoneField.BIRTH_DATE).contains(place);
            case EXPIRY -> ZonePlaces.of(form, ZoneField.EXPIRY).contains(place);
            case OPTIONAL -> ZonePlaces.of(form, ZoneField.OPTIONAL).contains(place);
            case COMPOSITE -> ZonePlaces.of(form, ZoneField.COMPOSITE).contains(place);
            case SEX -> ZonePlaces.of(form, ZoneField.SEX).contains(place);
        };
    }
}
