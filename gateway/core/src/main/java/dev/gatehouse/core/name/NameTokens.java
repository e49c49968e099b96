package dev.gatehouse.core.name;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/// Takes a written name apart into words.
///
/// Apostrophes vanish, a hyphen and every other sign part words; a full stop parts words and leaves
/// a trace, so that the letters of `S.A.R.L.` and `A/S` can be joined again.
final class NameTokens {
    /// Longest name that is read; the rest is cut and the form says so.
    static final int MAX_CHARS = 300;

    /// Words of a name that are kept.
    static final int MAX_TOKENS = 24;

    static final char SPACE = ' ';
    static final char HYPHEN = '-';
    static final char COMMA = ',';

    /// A full stop or a stroke without a blank: `A.B`, `A/S`.
    static final char TOUCHING = '.';

    private static final String APOSTROPHES =
            "'\u2019\u2018\u02bc`\u00b4\u02bf\u02be\u2032\u02b9\u02bb\uff07";

    /// The words of a name.
    ///
    /// @param cut whether the name was longer than what is read
    record Words(List<NameToken> tokens, boolean cut) {}

    private final Letters letters;
    private final List<NameToken> tokens = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private char before = SPACE;

    private NameTokens(Letters letters) {
        this.letters = letters;
    }

    static Words read(String name, Letters letters) {
        boolean cut = name.length() > MAX_CHARS;
        String text = cut ? name.substring(0, MAX_CHARS) : name;
        NameTokens reading = new NameTokens(letters);
        reading.take(Normalizer.normalize(text, Normalizer.Form.NFKC));
        boolean tooMany = reading.tokens.size() > MAX_TOKENS;
        return new Words(
                tooMany ? reading.tokens.subList(0, MAX_TOKENS) : reading.tokens, cut || tooMany);
    }

    private void take(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isLetterOrDigit(c) || Character.isSurrogate(c) || isMark(c)) {
                word.append(c);
            } else if (APOSTROPHES.indexOf(c) < 0 && Character.getType(c) != Character.FORMAT) {
                end();
                sign(c);
            }
        }
        end();
    }

    private static boolean isMark(char c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    private void sign(char c) {
        switch (c) {
            case ',', '\u060c', '\u3001' -> before = COMMA;
            case '.', '/' -> {}
            case '&', '+' -> {
                tokens.add(NameToken.of("AND", SPACE));
                before = SPACE;
            }
            default -> {
                boolean hyphen = Character.getType(c) == Character.DASH_PUNCTUATION;
                if (hyphen && (before == TOUCHING || before == SPACE)) {
                    before = HYPHEN;
                } else if (before == TOUCHING) {
                    before = SPACE;
                }
            }
        }
    }

    private void end() {
        if (word.isEmpty()) {
            return;
        }
        String written = word.toString();
        word.setLength(0);
        Letters.Latin latin = letters.latin(written);
        if (!latin.forms().getFirst().isEmpty()) {
            boolean keepRaw = latin.han() || Letters.isHangul(written.charAt(0));
            tokens.add(new NameToken(latin.forms(), keepRaw ? written : "", before, latin.abjad()));
        }
        before = TOUCHING;
    }

    /// Joins letters that stand alone with nothing but a full stop or stroke between: `P.L.C.`.
    static List<NameToken> joinLetters(List<NameToken> tokens) {
        List<NameToken> joined = new ArrayList<>(tokens.size());
        StringBuilder run = new StringBuilder();
        char first = SPACE;
        for (NameToken token : tokens) {
            boolean goes = token.single() && token.before() == TOUCHING && !run.isEmpty();
            if (!goes) {
                flush(joined, run, first);
            }
            if (token.single()) {
                first = run.isEmpty() ? token.before() : first;
                run.append(token.text());
            } else {
                joined.add(token);
            }
        }
        flush(joined, run, first);
        return joined;
    }

    private static void flush(List<NameToken> joined, StringBuilder run, char before) {
        if (!run.isEmpty()) {
            joined.add(NameToken.of(run.toString(), before));
            run.setLength(0);
        }
    }
}
