package dev.gatehouse.core.name;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Words in the names of organisations and ships that say less than a name, and places.
final class OrganisationWords {
    /// A word as it is compared.
    record Word(String text, NamePart.Role role) {}

    /// A place in the words of a name.
    ///
    /// @param tokens how many words the place takes
    record Place(String text, int tokens) {}

    private final Set<String> stop = new HashSet<>();
    private final Set<String> ship = new HashSet<>();
    private final Map<String, Word> words = new HashMap<>();
    private final Map<String, List<String[]>> places = new HashMap<>();
    private final Map<String, String> placeNames = new HashMap<>();

    OrganisationWords(TableText table, TableText placeTable, Letters letters) {
        table.words("stop").forEach(word -> stop.add(latin(word, letters)));
        table.words("ship").forEach(word -> ship.add(latin(word, letters)));
        add(table, "business", NamePart.Role.BUSINESS, letters);
        add(table, "object", NamePart.Role.OBJECT, letters);
        add(table, "abbreviation", NamePart.Role.WORD, letters);
        for (String section : placeTable.names()) {
            for (String line : placeTable.section(section)) {
                String[] names = line.split("\\s+", -1);
                for (String name : names) {
                    addPlace(name, names[0].replace("_", ""), letters);
                }
            }
        }
    }

    private void add(TableText table, String section, NamePart.Role role, Letters letters) {
        for (String line : table.section(section)) {
            String[] names = line.split("\\s+", -1);
            for (String name : names) {
                words.putIfAbsent(latin(name, letters), new Word(names[0], role));
            }
        }
    }

    private void addPlace(String name, String canonical, Letters letters) {
        String[] parts = name.split("_", -1);
        for (int i = 0; i < parts.length; i++) {
            parts[i] = latin(parts[i], letters);
        }
        places.computeIfAbsent(parts[0], _ -> new ArrayList<>()).add(parts);
        placeNames.putIfAbsent(String.join(" ", parts), canonical);
    }

    private static String latin(String word, Letters letters) {
        return letters.latin(word).forms().getFirst();
    }

    boolean isStop(String word) {
        return stop.contains(word);
    }

    boolean isShipPrefix(String word) {
        return ship.contains(word);
    }

    /// The word as it is compared; a word of no table is distinctive.
    Word of(String word) {
        Word known = words.get(word);
        return known == null ? new Word(word, NamePart.Role.WORD) : known;
    }

    /// Whether only organisations have such a word.
    boolean isOrganisationWord(String word) {
        Word known = words.get(word);
        return known != null && known.role() != NamePart.Role.WORD;
    }

    /// The longest place that begins at a word; of no tokens when there is none.
    Place placeAt(List<NameToken> tokens, int from) {
        String best = "";
        int taken = 0;
        for (String[] parts : places.getOrDefault(tokens.get(from).text(), List.of())) {
            if (parts.length > taken && matches(tokens, from, parts)) {
                taken = parts.length;
                best = placeNames.getOrDefault(String.join(" ", parts), "");
            }
        }
        return new Place(best, taken);
    }

    private static boolean matches(List<NameToken> tokens, int from, String[] parts) {
        if (from + parts.length > tokens.size()) {
            return false;
        }
        for (int i = 0; i < parts.length; i++) {
            if (!tokens.get(from + i).text().equals(parts[i])) {
                return false;
            }
        }
        return true;
    }
}
