package dev.gatehouse.core.identifier;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// What of an identifier is compared, as octets: a text that must be equal, and a qualifier that
/// must be equal when both sides have one.
///
/// | kind | text | qualifier |
/// |---|---|---|
/// | document | number | issuer |
/// | IMEI | first 14 digits | check digit |
/// | Canadian business number | first nine digits | none: the program is a role |
/// | any other | canonical form | none |
final class ComparedText {
    /// Longest text; no form of [IdentifierKind] but the plate's, which is not held here, is
    /// longer.
    static final int MAX_CHARS = 64;

    static final int MAX_QUALIFIER_CHARS = 3;

    private IdentifierKind kind = IdentifierKind.SERIAL;
    private final byte[] text = new byte[MAX_CHARS];
    private int length;
    private final byte[] qualifier = new byte[MAX_QUALIFIER_CHARS];
    private int qualifierLength;

    /// Takes a reading apart.
    ///
    /// @return false when there is nothing to compare
    boolean set(CheckedIdentifier reading) {
        kind = reading.kind().comparedAs();
        length = 0;
        qualifierLength = 0;
        if (kind == IdentifierKind.PLATE) {
            return false;
        }
        String whole =
                reading.canonical().isPresent()
                        ? reading.canonical().get()
                        : reading.searchText().orElse("");
        if (whole.isEmpty()) {
            return false;
        }
        if (kind == IdentifierKind.DOCUMENT) {
            int colon = whole.indexOf(DocumentRules.ISSUER_END);
            take(whole, colon + 1, whole.length());
            qualify(whole, 0, Math.max(colon, 0));
        } else if (kind == IdentifierKind.IMEI) {
            take(whole, 0, DeviceRules.IMEI_BODY);
            qualify(whole, DeviceRules.IMEI_BODY, whole.length());
        } else if (kind == IdentifierKind.CA_BN) {
            take(whole, 0, PartyRules.BUSINESS_DIGITS);
        } else {
            take(whole, 0, whole.length());
        }
        return true;
    }

    private void take(String whole, int from, int to) {
        length = to - from;
        for (int i = 0; i < length; i++) {
            text[i] = (byte) whole.charAt(from + i);
        }
    }

    private void qualify(String whole, int from, int to) {
        qualifierLength = to - from;
        for (int i = 0; i < qualifierLength; i++) {
            qualifier[i] = (byte) whole.charAt(from + i);
        }
    }

    IdentifierKind kind() {
        return kind;
    }

    byte[] text() {
        return text;
    }

    int length() {
        return length;
    }

    byte[] qualifier() {
        return qualifier;
    }

    int qualifierLength() {
        return qualifierLength;
    }

    /// For explanations; allocates.
    static String string(byte[] octets, int from, int to) {
        return new String(Arrays.copyOfRange(octets, from, to), StandardCharsets.ISO_8859_1);
    }

    /// Identifiers are content: never printed by accident.
    @Override
    public String toString() {
        return "ComparedText[" + kind + ", content withheld]";
    }
}
