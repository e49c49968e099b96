package dev.gatehouse.core.name;

import dev.gatehouse.core.name.NamePart.Role;
import dev.gatehouse.core.name.NamePart.Trait;

/// A part as one number, when its letters are all that can make it like another one: most are. Such
/// parts are compared without a look at the parts themselves, which lie scattered in memory.
///
/// ```text
/// bits 0..59   letters, A is 1, five bits each, the first one lowest
/// bits 60..62  1 to 7 by the East Asian fold, 0 without one
/// bit  63      two syllables of one given name
/// ```
final class PackedPart {
    /// Not a part that can be packed.
    static final long NONE = 0;

    private static final int LETTER_BITS = 5;
    private static final int MOST_LETTERS = 12;
    private static final int LETTERS = MOST_LETTERS * LETTER_BITS;
    private static final int FOLDS = 7;
    private static final long LETTER = (1 << LETTER_BITS) - 1;
    private static final long ALL_LETTERS = (1L << LETTERS) - 1;

    private PackedPart() {}

    /// The part, or [#NONE].
    static long of(NamePart part) {
        String text = part.text();
        boolean letters =
                part.forms().size() == 1
                        && text.length() <= MOST_LETTERS
                        && part.joined().isEmpty()
                        && part.raw().isEmpty()
                        && part.full().isEmpty()
                        && part.role() != Role.NUMBER
                        && part.role() != Role.PLACE
                        && part.isPlain()
                        && !part.is(Trait.ABJAD)
                        && !part.is(Trait.SERVANT)
                        && !part.is(Trait.ACRONYM);
        long packed = part.is(Trait.SYLLABLES) ? Long.MIN_VALUE : 0;
        if (!part.fold().isEmpty()) {
            packed |= (Math.floorMod(part.fold().hashCode(), FOLDS) + 1L) << LETTERS;
        }
        for (int i = 0; letters && i < text.length(); i++) {
            int symbol = SoundEdits.symbol(text.charAt(i));
            letters = symbol != 0;
            packed |= (long) symbol << (i * LETTER_BITS);
        }
        return letters ? packed : NONE;
    }

    /// Letters of a packed part.
    static int length(long packed) {
        int bits = Long.SIZE - Long.numberOfLeadingZeros(packed & ALL_LETTERS);
        return (bits + LETTER_BITS - 1) / LETTER_BITS;
    }

    /// 1 for A.
    static int letter(long packed, int at) {
        return (int) ((packed >>> (at * LETTER_BITS)) & LETTER);
    }

    static boolean sameLetters(long one, long other) {
        return (one & ALL_LETTERS) == (other & ALL_LETTERS);
    }

    /// Whether the East Asian folds of two parts may be equal.
    static boolean mayFoldAlike(long one, long other) {
        long fold = (one >>> LETTERS) & FOLDS;
        return fold != 0 && fold == ((other >>> LETTERS) & FOLDS);
    }

    /// Whether one of two parts is two syllables and the other the beginning of it.
    static boolean isSyllable(long one, long other) {
        return (one < 0 && begins(one, other)) || (other < 0 && begins(other, one));
    }

    private static boolean begins(long whole, long beginning) {
        long mask = (1L << (length(beginning) * LETTER_BITS)) - 1;
        return (whole & mask) == (beginning & mask) && length(whole) >= length(beginning);
    }
}
