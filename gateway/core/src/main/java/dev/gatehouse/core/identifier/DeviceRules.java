package dev.gatehouse.core.identifier;

import java.util.Optional;

/// Forms and checks of equipment: phones, transponders, radios.
final class DeviceRules {
    /// Digits of an IMEI before its check digit.
    static final int IMEI_BODY = 14;

    private static final int IMEI_DIGITS = 15;

    /// Body and software version, without a check digit (IMEISV).
    private static final int IMEISV_DIGITS = 16;

    private static final int TRANSPONDER_LEAST = 4;
    private static final int TRANSPONDER_MOST = 64;
    private static final int RADIO_DIGITS_MOST = 8;
    private static final int RADIO_ID_MOST = (1 << 24) - 1;

    private DeviceRules() {}

    /// Without its check digit an IMEI has no canonical form, and is searched by its body.
    static CheckedIdentifier imei(IdentifierKind kind, String input) {
        String number = IdentifierText.lettersAndDigits(input).orElse("");
        boolean digits = !number.isEmpty() && IdentifierText.digits(number);
        if (digits && number.length() == IMEI_DIGITS) {
            return CheckedIdentifier.checked(kind, input, number, CheckDigits.luhn(number));
        }
        if (digits && (number.length() == IMEI_BODY || number.length() == IMEISV_DIGITS)) {
            return new CheckedIdentifier(
                    kind,
                    input,
                    Optional.empty(),
                    Optional.of(number.substring(0, IMEI_BODY)),
                    IdentifierStatus.UNVERIFIED,
                    "check digit missing: the first 14 digits are compared");
        }
        return ConveyanceRules.length(kind, input, number, "15 digits");
    }

    static CheckedIdentifier transponder(IdentifierKind kind, String input) {
        return GoodsRules.alphanumeric(kind, input, TRANSPONDER_LEAST, TRANSPONDER_MOST);
    }

    static CheckedIdentifier radioId(IdentifierKind kind, String input) {
        String number = IdentifierText.lettersAndDigits(input).orElse("");
        boolean form =
                !number.isEmpty()
                        && number.length() <= RADIO_DIGITS_MOST
                        && IdentifierText.digits(number);
        int id = form ? Integer.parseInt(number) : 0;
        return id >= 1 && id <= RADIO_ID_MOST
                ? CheckedIdentifier.unchecked(kind, input, Integer.toString(id))
                : CheckedIdentifier.malformed(
                        kind, input, "expected a number from 1 to " + RADIO_ID_MOST);
    }
}
