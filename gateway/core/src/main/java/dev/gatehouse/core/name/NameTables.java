package dev.gatehouse.core.name;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// All tables of the package, read once, on the first name.
final class NameTables {
    /// Weight of a part that the frequency table does not have, in hundredths.
    static final int PLAIN_WEIGHT = 100;

    private final TableText letterText = TableText.read("letters.txt");
    private final Letters letters = new Letters(letterText, TableText.read("han.txt"));
    private final EastAsian eastAsian = new EastAsian(TableText.read("east-asian.txt"));
    private final PersonWords personWords = new PersonWords(TableText.read("titles.txt"), letters);
    private final OrganisationWords organisationWords =
            new OrganisationWords(
                    TableText.read("organisations.txt"), TableText.read("places.txt"), letters);
    private final LegalForms legalForms =
            new LegalForms(TableText.read("legal-forms.txt"), letters);
    private final NumberWords numberWords = new NumberWords(TableText.read("numbers.txt"));
    private final Map<String, Integer> weights = new HashMap<>();
    private final Map<String, Set<String>> fullNames = new HashMap<>();
    private final SoundEdits soundEdits = new SoundEdits(TableText.read("cheap-edits.txt"));

    private static final class Holder {
        static final NameTables TABLES = new NameTables();
    }

    private NameTables() {
        TableText frequency = TableText.read("frequency.txt");
        for (String section : frequency.names()) {
            for (String word : frequency.words(section)) {
                weights.putIfAbsent(word, Integer.parseInt(section));
            }
        }
        for (String line : TableText.read("nicknames.txt").section("")) {
            List<String> names = List.of(line.split("\\s+", -1));
            for (String nick : names.subList(1, names.size())) {
                fullNames.computeIfAbsent(latin(nick), _ -> new HashSet<>()).add(names.getFirst());
            }
        }
    }

    static NameTables get() {
        return Holder.TABLES;
    }

    private String latin(String word) {
        return letters.latin(word).forms().getFirst();
    }

    Letters letters() {
        return letters;
    }

    EastAsian eastAsian() {
        return eastAsian;
    }

    PersonWords personWords() {
        return personWords;
    }

    OrganisationWords organisationWords() {
        return organisationWords;
    }

    LegalForms legalForms() {
        return legalForms;
    }

    NumberWords numberWords() {
        return numberWords;
    }

    SoundEdits soundEdits() {
        return soundEdits;
    }

    /// How much a part of a person's name says, in hundredths.
    int weight(String part) {
        return weights.getOrDefault(part, PLAIN_WEIGHT);
    }

    /// Full names of which this is a short form.
    Set<String> fullNames(String nick) {
        return fullNames.getOrDefault(nick, Set.of());
    }
}
