package dev.gatehouse.core.name;

import dev.gatehouse.core.name.RecallReport.Figure;
import dev.gatehouse.core.name.RecallReport.Perturbation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// Writes names of an index otherwise and counts how many it still proposes.
final class RecallSample {
    private static final String[][] SOUNDS = {
        {"V", "W"}, {"KH", "H"}, {"OU", "U"}, {"EE", "I"}, {"IY", "I"}, {"Y", "I"}, {"SH", "CH"},
        {"Q", "K"}, {"AI", "AY"}, {"IA", "YA"}, {"PH", "F"}, {"MM", "M"}, {"SS", "S"}, {"E", "A"},
        {"U", "O"}
    };

    private static final String LETTERS = "ABCDEFGHIKLMNOPRSTUVYZ";
    private static final int SHORTEST_EDITED = 5;

    private final NameIndex index;
    private final NameSearch search;
    private final NameScorer scorer = new NameScorer();
    private final Random random;

    RecallSample(NameIndex index, Random random) {
        this.index = index;
        this.random = random;
        search = new NameSearch(index, NameScorer.DEFAULT_THRESHOLD);
    }

    /// Figures of so many names for each way of writing otherwise.
    RecallReport measure(int namesEach) {
        List<Figure> figures = new ArrayList<>();
        for (Perturbation perturbation : Perturbation.values()) {
            int tried = 0;
            int proposed = 0;
            for (int i = 0; i < namesEach && index.size() > 0; i++) {
                int name = random.nextInt(index.size());
                NameForm listed = index.form(name);
                NameForm written = write(listed, perturbation);
                if (scorer.score(written, listed) >= NameScorer.DEFAULT_THRESHOLD) {
                    tried++;
                    proposed += isProposed(written, name) ? 1 : 0;
                }
            }
            figures.add(new Figure(perturbation, tried, proposed));
        }
        return new RecallReport(figures);
    }

    private boolean isProposed(NameForm written, int name) {
        IntList candidates = search.propose(written);
        for (int i = 0; i < candidates.size(); i++) {
            if (candidates.get(i) == name) {
                return true;
            }
        }
        return false;
    }

    private NameForm write(NameForm listed, Perturbation perturbation) {
        List<String> parts = new ArrayList<>();
        listed.parts().forEach(part -> parts.add(part.text()));
        if (parts.isEmpty()) {
            return listed;
        }
        int at = random.nextInt(parts.size());
        switch (perturbation) {
            case NONE -> {}
            case SOUND -> parts.replaceAll(RecallSample::sound);
            case EDIT -> parts.replaceAll(part -> parts.get(at).equals(part) ? edit(part) : part);
            case DROP -> {
                if (parts.size() > 1) {
                    var _ = parts.remove(at);
                }
            }
            case ADD ->
                    parts.add(
                            at, index.form(random.nextInt(index.size())).parts().getFirst().text());
            case SWAP -> Collections.shuffle(parts, random);
            case INITIAL -> {
                String removed = parts.set(at, parts.get(at).substring(0, 1));
                if (parts.size() == 1) {
                    parts.set(at, removed);
                }
            }
            case GLUE -> {
                if (at + 1 < parts.size()) {
                    parts.set(at, parts.get(at) + parts.remove(at + 1));
                }
            }
            case TRUNCATION -> {
                return truncated(listed, parts);
            }
        }
        return NameReader.read(listed.kind(), String.join(" ", parts));
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

    private String edit(String part) {
        if (part.length() < SHORTEST_EDITED) {
            return part;
        }
        int at = random.nextInt(part.length());
        char letter = LETTERS.charAt(random.nextInt(LETTERS.length()));
        return switch (random.nextInt(3)) {
            case 0 -> part.substring(0, at) + part.substring(at + 1);
            case 1 -> part.substring(0, at) + letter + part.substring(at);
            default -> part.substring(0, at) + letter + part.substring(at + 1);
        };
    }

    /// The name in the name field of a card, cut where the field ends.
    private static NameForm truncated(NameForm listed, List<String> parts) {
        if (listed.kind() != NameKind.PERSON || parts.size() < 2) {
            return listed;
        }
        String field =
                parts.getLast() + "<<" + String.join("<", parts.subList(0, parts.size() - 1));
        int chars = Math.min(field.length(), MrzName.TD1_CHARS);
        String cut = field.substring(0, chars) + "<".repeat(MrzName.TD1_CHARS - chars);
        return MrzName.read(cut).orElse(listed);
    }
}
