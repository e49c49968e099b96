package dev.gatehouse.core.name;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Names that nobody has, of syllables, with common and rare parts as real lists have them.
public final class MadeUpNames {
    private static final String[] ONSETS = {
        "b", "d", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z", "sh", "kh", "br", "tr", "h"
    };
    private static final String[] VOWELS = {"a", "e", "i", "o", "u", "ai", "ou"};
    private static final String[] CODAS = {"", "", "n", "r", "l", "m", "s", "t", "k", "d"};
    private static final String[] COMMON = {
        "Mohammed", "Ali", "Ahmad", "Hassan", "Khan", "Maria", "Ivan", "Garcia"
    };
    private static final int TOKENS = 2_000;
    private static final int COMMON_OF_TEN = 2;

    private final Random random;
    private final List<String> tokens = new ArrayList<>();

    /// Names by these random numbers.
    public MadeUpNames(Random random) {
        this.random = random;
        for (int i = 0; i < TOKENS; i++) {
            tokens.add(token());
        }
    }

    private String token() {
        StringBuilder token = new StringBuilder();
        int syllables = 2 + random.nextInt(2);
        for (int i = 0; i < syllables; i++) {
            token.append(one(ONSETS)).append(one(VOWELS)).append(one(CODAS));
        }
        return Character.toUpperCase(token.charAt(0)) + token.substring(1);
    }

    private String one(String[] of) {
        return of[random.nextInt(of.length)];
    }

    private String part() {
        return random.nextInt(10) < COMMON_OF_TEN
                ? one(COMMON)
                : tokens.get(random.nextInt(tokens.size()));
    }

    /// Two to four parts, the surname first or last.
    public String name() {
        StringBuilder given = new StringBuilder(part());
        for (int i = random.nextInt(3); i > 0; i--) {
            given.append(' ').append(part());
        }
        return random.nextBoolean() ? part() + ", " + given : given + " " + part();
    }

    /// The name with one letter or one part changed.
    public String changed(String name) {
        int at = random.nextInt(name.length() - 1);
        return switch (random.nextInt(5)) {
            case 0 -> name;
            case 1 -> name.substring(0, at) + name.substring(at + 1);
            case 2 -> name.substring(0, at) + 'r' + name.substring(at);
            case 3 ->
                    name.substring(0, at)
                            + name.charAt(at + 1)
                            + name.charAt(at)
                            + name.substring(at + 2);
            default -> name.replace("ou", "u").replace("ai", "ay").replace("v", "w");
        };
    }
}
