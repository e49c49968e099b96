package dev.gatehouse.core.identifier;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.document.MrzDocument;
import dev.gatehouse.protocols.document.MrzReader;
import dev.gatehouse.protocols.document.MrzStatus;

/// Travel documents, by number and by machine readable zone.
final class DocumentRules {
    /// Between issuer and number of a canonical form.
    static final char ISSUER_END = MrzDocument.ISSUER_END;

    private static final int ISSUER_MOST = 3;
    private static final int NUMBER_MOST = 24;

    private DocumentRules() {}

    /// Fillers and separators of the number are dropped. Without issuer the canonical form begins
    /// with the colon.
    static CheckedIdentifier document(IdentifierKind kind, String input) {
        String text = input.replace("<", "");
        int colon = text.indexOf(ISSUER_END);
        String issuer =
                colon < 0
                        ? ""
                        : IdentifierText.lettersAndDigits(text.substring(0, colon)).orElse("?");
        String number = IdentifierText.lettersAndDigits(text.substring(colon + 1)).orElse("");
        if (issuer.length() > ISSUER_MOST || !IdentifierText.letters(issuer, 0, issuer.length())) {
            return CheckedIdentifier.malformed(
                    kind, input, "expected an issuer of at most 3 letters before the colon");
        }
        if (number.isEmpty() || number.length() > NUMBER_MOST) {
            return CheckedIdentifier.malformed(
                    kind, input, "expected a number of 1 to 24 letters and digits");
        }
        return CheckedIdentifier.unchecked(kind, input, issuer + ISSUER_END + number);
    }

    /// The canonical form is that of the document; it exists when lines and characters are right.
    static CheckedIdentifier zone(IdentifierKind kind, String input) {
        return switch (MrzReader.read(kind.zone().orElseThrow(), input)) {
            case Decoded.Rejected<MrzDocument> rejected ->
                    CheckedIdentifier.malformed(kind, input, rejected.detail());
            case Decoded.Message<MrzDocument> message -> {
                MrzDocument document = message.value();
                yield CheckedIdentifier.of(
                        kind,
                        input,
                        document.canonical(),
                        status(document.status()),
                        document.why());
            }
        };
    }

    private static IdentifierStatus status(MrzStatus status) {
        return switch (status) {
            case VALID -> IdentifierStatus.VALID;
            case FAILED -> IdentifierStatus.FAILED;
            case UNVERIFIED -> IdentifierStatus.UNVERIFIED;
        };
    }
}
