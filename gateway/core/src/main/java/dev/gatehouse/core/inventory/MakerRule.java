package dev.gatehouse.core.inventory;

import java.util.List;
import java.util.Locale;

/// By what a maker is known: data of the policy, never of the program.
///
/// @param maker as it is shown
/// @param names the maker as devices name it, in whole, whatever the case
/// @param patterns of texts, in whole, whatever the case; `*` stands for any characters
/// @param ouiSets words of the address registry's file for the maker
/// @param enterprises numbers of the maker in SNMP object names
public record MakerRule(
        String maker,
        List<String> names,
        List<String> patterns,
        List<String> ouiSets,
        List<Long> enterprises) {
    /// Patterns or names of one rule.
    public static final int MAX_WORDS = 64;

    private static final String ENTERPRISES = "1.3.6.1.4.1.";

    public MakerRule {
        names = List.copyOf(names);
        patterns = List.copyOf(patterns);
        ouiSets = List.copyOf(ouiSets);
        enterprises = List.copyOf(enterprises);
        if (maker.isEmpty()
                || names.size() > MAX_WORDS
                || patterns.size() > MAX_WORDS
                || ouiSets.size() > MAX_WORDS
                || enterprises.size() > MAX_WORDS) {
            throw new IllegalArgumentException("maker rule: no maker, or too many words");
        }
    }

    /// Whether an item of evidence is of this maker.
    boolean fits(Evidence evidence) {
        if (evidence.method() == EvidenceMethod.SNMP_OBJECT) {
            return enterprises.stream()
                    .anyMatch(number ->
                            evidence.value().equals(ENTERPRISES + number)
                                    || evidence.value().startsWith(ENTERPRISES + number + "."));
        }
        return isName(evidence.named())
                || isName(evidence.value())
                || patterns.stream()
                        .anyMatch(pattern ->
                                matches(pattern, evidence.named())
                                        || matches(pattern, evidence.value()));
    }

    /// Whether the holder of an address block is this maker.
    boolean fits(OuiTable.Holder holder) {
        return ouiSets.contains(holder.set())
                || isName(holder.organisation())
                || patterns.stream().anyMatch(pattern -> matches(pattern, holder.organisation()));
    }

    private boolean isName(String text) {
        return !text.isEmpty()
                && (maker.equalsIgnoreCase(text)
                        || names.stream().anyMatch(name -> name.equalsIgnoreCase(text)));
    }

    /// Anchored at both ends; in time of the product of both lengths at most.
    static boolean matches(String pattern, String text) {
        if (text.isEmpty()) {
            return false;
        }
        String wanted = pattern.toLowerCase(Locale.ROOT);
        String found = text.toLowerCase(Locale.ROOT);
        int p = 0;
        int t = 0;
        int star = -1;
        int resume = 0;
        while (t < found.length()) {
            if (p < wanted.length() && wanted.charAt(p) == '*') {
                star = p++;
                resume = t;
            } else if (p < wanted.length() && wanted.charAt(p) == found.charAt(t)) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++resume;
            } else {
                return false;
            }
        }
        while (p < wanted.length() && wanted.charAt(p) == '*') {
            p++;
        }
        return p == wanted.length();
    }
}
