package dev.gatehouse.benchmarks;

import dev.gatehouse.core.name.NameForm;
import dev.gatehouse.core.name.NameIndex;
import dev.gatehouse.core.name.NameKind;
import dev.gatehouse.core.name.NameReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Random;

/// A list of made-up people and travellers who are, or are not, on it.
///
/// Half of the names are listed with the surname told apart, half without, as real lists are.
/// Travellers' documents tell it.
final class MadeUpNameList {
    private static final String LETTERS = "ABCDEFGHIKLMNOPRSTUVYZ";
    private static final int SHORTEST_EDITED = 5;
    private static final String[][] SOUNDS = {
        {"v", "w"},
        {"kh", "h"},
        {"ou", "u"},
        {"ee", "i"},
        {"y", "i"},
        {"sh", "ch"},
        {"q", "k"},
        {"ai", "ay"},
        {"ph", "f"},
        {"mm", "m"},
        {"ss", "s"},
        {"e", "a"},
        {"u", "o"}
    };

    private final MadeUpPeople people;
    private final Random random;
    private final List<MadeUpPeople.Person> listed = new ArrayList<>();

    /// The same seed gives the same list and the same travellers.
    MadeUpNameList(long seed, int names) {
        people = new MadeUpPeople(seed);
        random = new Random(seed + 1);
        for (int i = 0; i < names; i++) {
            listed.add(people.any());
        }
    }

    /// The index of all names, numbered as [#person] numbers people.
    NameIndex index() {
        NameIndex.Builder builder = new NameIndex.Builder(NameKind.PERSON);
        for (int i = 0; i < listed.size(); i++) {
            var _ = builder.add(read(written(i)), OptionalInt.empty());
        }
        return builder.build();
    }

    private String written(int number) {
        MadeUpPeople.Person person = listed.get(number);
        return number % 2 == 0 ? person.labelled() : person.plain();
    }

    int size() {
        return listed.size();
    }

    MadeUpPeople.Person person(int number) {
        return listed.get(number);
    }

    static NameForm read(String name) {
        return NameReader.read(NameKind.PERSON, name);
    }

    /// Somebody who is not on the list, but for chance.
    NameForm unlisted() {
        return read(people.any().labelled());
    }

    /// Somebody on the list, written otherwise in one of the ways of section 9 of the fact sheet.
    NameForm perturbed() {
        return perturbed(random.nextInt(listed.size()));
    }

    /// One of the list, written otherwise.
    NameForm perturbed(int number) {
        MadeUpPeople.Person person = listed.get(number);
        List<String> parts = person.parts();
        int at = random.nextInt(parts.size());
        String part = parts.get(at);
        switch (random.nextInt(9)) {
            case 0 -> parts.set(at, sound(part));
            case 1, 2 -> parts.set(at, edited(part));
            case 3 -> {
                if (parts.size() > 2) {
                    var _ = parts.remove(at);
                }
            }
            case 4 -> parts.add(at, people.any().given().getFirst());
            case 5 -> parts.addFirst(parts.removeLast());
            case 6 -> parts.set(0, parts.getFirst().substring(0, 1));
            case 7 -> parts.set(0, parts.getFirst() + parts.remove(1).toLowerCase(Locale.ROOT));
            default -> {}
        }
        return read(String.join(" ", parts));
    }

    private static String sound(String part) {
        for (String[] pair : SOUNDS) {
            int at = part.indexOf(pair[0], 1);
            if (at > 0) {
                return part.substring(0, at) + pair[1] + part.substring(at + pair[0].length());
            }
        }
        return part;
    }

    private String edited(String part) {
        if (part.length() < SHORTEST_EDITED) {
            return part;
        }
        int at = 1 + random.nextInt(part.length() - 1);
        char letter = LETTERS.charAt(random.nextInt(LETTERS.length()));
        return switch (random.nextInt(3)) {
            case 0 -> part.substring(0, at) + part.substring(at + 1);
            case 1 -> part.substring(0, at) + letter + part.substring(at);
            default -> part.substring(0, at) + letter + part.substring(at + 1);
        };
    }
}
