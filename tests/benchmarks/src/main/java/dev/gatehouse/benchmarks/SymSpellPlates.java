package dev.gatehouse.benchmarks;

import io.gitlab.rxp90.jsymspell.SymSpell;
import io.gitlab.rxp90.jsymspell.SymSpellBuilder;
import io.gitlab.rxp90.jsymspell.Verbosity;
import io.gitlab.rxp90.jsymspell.api.SuggestItem;
import io.gitlab.rxp90.jsymspell.exceptions.NotInitializedException;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The peer: jsymspell with one edit over folded plates, all suggestions.
final class SymSpellPlates implements PlateFinder {
    private final SymSpell speller;

    SymSpellPlates(ListedPlates list) {
        Map<String, Long> lexicon = new HashMap<>();
        for (int entry = 0; entry < list.size(); entry++) {
            lexicon.put(OneEdit.folded(list.plate(entry)), 1L);
        }
        speller =
                new SymSpellBuilder()
                        .setMaxDictionaryEditDistance(1)
                        .setUnigramLexicon(lexicon)
                        .createSymSpell();
    }

    private List<SuggestItem> search(ListedPlates.Read read) throws IOException {
        try {
            return speller.lookup(OneEdit.folded(read.plate()), Verbosity.ALL);
        } catch (NotInitializedException e) {
            throw new IOException("jsymspell", e);
        }
    }

    @Override
    public int find(ListedPlates.Read read) throws IOException {
        return search(read).size();
    }

    @Override
    public Set<String> found(ListedPlates.Read read) throws IOException {
        Set<String> plates = new HashSet<>();
        for (SuggestItem item : search(read)) {
            plates.add(item.getSuggestion());
        }
        return plates;
    }

    @Override
    public void close() {
        // holds nothing but memory
    }
}
