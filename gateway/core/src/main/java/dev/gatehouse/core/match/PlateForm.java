package dev.gatehouse.core.match;

import java.text.Normalizer;
import java.util.Locale;

/// Canonical form of a plate (fact sheet of lookout matching, section 3.1), the same for reads and
/// for listed plates.
///
/// NFKC, upper case, `A`-`Z` and `0`-`9` kept, every reader's unread mark (`?`, `#`, `*`, `_`) made
/// one, all other signs dropped. Leading zeros stay. A letter or digit of another script makes the
/// form [Status#MANUAL], because dropping it would search for a different plate.
public final class PlateForm {
    /// The one mark of an unread character.
    public static final char UNREAD = '?';

    /// Longest plate that is searched.
    public static final int MAX_CHARS = 10;

    /// Unread characters of a read that are searched; more are unreadable.
    public static final int MAX_UNREAD = 2;

    /// Characters that must have been read when others were not (section 3.4).
    public static final int MIN_READ_CHARS = 4;

    /// Longest input looked at; a longer one is for a person.
    public static final int MAX_INPUT_CHARS = 256;

    /// What can be done with a plate as read.
    public enum Status {
        /// May be searched.
        READ,
        /// Nothing was read: query by hand, never clear.
        NO_READ,
        /// Too few characters were read, or too many were not.
        UNREADABLE,
        /// Longer than a plate, or not in Latin letters.
        MANUAL
    }

    private static final long MANUAL_FORM = 15L << PlateFold.LENGTH_SHIFT;
    private static final int DROPPED = 0;
    private static final int FOREIGN = -1;

    private final long raw;

    private PlateForm(long raw) {
        this.raw = raw;
    }

    /// Canonical form of any text; every text has one.
    public static PlateForm of(CharSequence text) {
        return new PlateForm(pack(text));
    }

    /// The form that [#packed] gave, and nothing else.
    public static PlateForm ofPacked(long raw) {
        return new PlateForm(raw);
    }

    /// Whether the form may be searched as a read.
    public Status status() {
        return statusOf(raw);
    }

    /// Whether a list may carry it: any number of unread characters makes a partial lookout, as
    /// long as enough are known.
    public boolean listable() {
        return switch (status()) {
            case READ -> true;
            case NO_READ, MANUAL -> false;
            case UNREADABLE -> PlateFold.length(raw) - unreadChars() >= MIN_READ_CHARS;
        };
    }

    /// Characters that were not read.
    public int unreadChars() {
        return unreadOf(raw);
    }

    /// Canonical text of `A-Z0-9?`, at most ten characters; empty for [Status#NO_READ] and
    /// [Status#MANUAL].
    public String text() {
        return textOf(raw);
    }

    /// The form in eight octets, for tables; stable within a build only, never stored.
    public long packed() {
        return raw;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PlateForm form && form.raw == raw;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(raw);
    }

    /// Plates are content: never printed by accident.
    @Override
    public String toString() {
        return "PlateForm[" + status() + ", content withheld]";
    }

    static Status statusOf(long raw) {
        if (raw == MANUAL_FORM) {
            return Status.MANUAL;
        }
        int length = PlateFold.length(raw);
        if (length == 0) {
            return Status.NO_READ;
        }
        int unread = unreadOf(raw);
        boolean enough = unread == 0 || (unread <= MAX_UNREAD && length - unread >= MIN_READ_CHARS);
        return enough ? Status.READ : Status.UNREADABLE;
    }

    static int unreadOf(long raw) {
        return raw == MANUAL_FORM ? 0 : PlateFold.unread(raw);
    }

    static String textOf(long raw) {
        if (raw == MANUAL_FORM) {
            return "";
        }
        char[] text = new char[PlateFold.length(raw)];
        for (int i = 0; i < text.length; i++) {
            text[i] = PlateFold.charOf(PlateFold.rawAt(raw, i));
        }
        return new String(text);
    }

    /// Packed canonical form. Allocates only for text outside ASCII.
    static long pack(CharSequence text) {
        if (text.length() > MAX_INPUT_CHARS) {
            return MANUAL_FORM;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return packChars(
                        Normalizer.normalize(text, Normalizer.Form.NFKC).toUpperCase(Locale.ROOT));
            }
        }
        return packChars(text);
    }

    private static long packChars(CharSequence text) {
        long raw = 0;
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            int code = codeOf(text.charAt(i));
            if (code == DROPPED) {
                continue;
            }
            if (code == FOREIGN || length == MAX_CHARS) {
                return MANUAL_FORM;
            }
            raw |= (long) code << (PlateFold.RAW_BITS * length);
            length++;
        }
        return raw | (long) length << PlateFold.LENGTH_SHIFT;
    }

    private static int codeOf(char c) {
        if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z')) {
            return PlateFold.codeOf(c);
        }
        if (c >= 'a' && c <= 'z') {
            return PlateFold.codeOf((char) (c - 'a' + 'A'));
        }
        return switch (c) {
            case '?', '#', '*', '_' -> PlateFold.RAW_UNREAD;
            default -> Character.isLetterOrDigit(c) || Character.isSurrogate(c) ? FOREIGN : DROPPED;
        };
    }
}
