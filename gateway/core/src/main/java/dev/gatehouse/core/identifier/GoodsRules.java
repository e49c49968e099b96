package dev.gatehouse.core.identifier;

/// Forms and checks of goods and shipments.
final class GoodsRules {
    private static final int AWB_PREFIX = 3;
    private static final int AWB_SERIAL = 7;
    private static final int AWB_DIGITS = AWB_PREFIX + AWB_SERIAL + 1;
    private static final int CARRIER_CODE_CHARS = 4;
    private static final int CARGO_CONTROL_MOST = 25;
    private static final int BILL_LEAST = 5;
    private static final int BILL_MOST = 35;
    private static final int HS_STEP = 2;
    private static final int HS_MOST = 12;
    private static final int SERIAL_MOST = 64;

    private GoodsRules() {}

    static CheckedIdentifier airWaybill(IdentifierKind kind, String input) {
        String number = IdentifierText.lettersAndDigits(input).orElse("");
        boolean body = number.length() == AWB_DIGITS - 1;
        if ((number.length() != AWB_DIGITS && !body) || !IdentifierText.digits(number)) {
            return ConveyanceRules.length(kind, input, number, "11 digits");
        }
        char expected =
                CheckDigits.airWaybill(number.substring(AWB_PREFIX, AWB_PREFIX + AWB_SERIAL));
        if (body) {
            return ConveyanceRules.completed(kind, input, number + expected);
        }
        char found = number.charAt(AWB_DIGITS - 1);
        return found > '6'
                ? CheckedIdentifier.malformed(kind, input, "ends with 7, 8 or 9, as none does")
                : CheckedIdentifier.checked(kind, input, number, found == expected);
    }

    static CheckedIdentifier cargoControl(IdentifierKind kind, String input) {
        return alphanumeric(kind, input, CARRIER_CODE_CHARS + 1, CARGO_CONTROL_MOST);
    }

    static CheckedIdentifier billOfLading(IdentifierKind kind, String input) {
        return alphanumeric(kind, input, BILL_LEAST, BILL_MOST);
    }

    /// Chapters run from 01; 77 is reserved, 98 and 99 are for national use.
    static CheckedIdentifier hsCode(IdentifierKind kind, String input) {
        String code = IdentifierText.lettersAndDigits(input).orElse("");
        boolean form =
                code.length() >= HS_STEP
                        && code.length() <= HS_MOST
                        && code.length() % HS_STEP == 0
                        && IdentifierText.digits(code);
        if (!form) {
            return ConveyanceRules.length(kind, input, code, "2, 4, 6, 8, 10 or 12 digits");
        }
        return code.startsWith("00") || code.startsWith("77")
                ? CheckedIdentifier.of(
                        kind,
                        input,
                        code,
                        IdentifierStatus.FAILED,
                        "no chapter of the Harmonized System has this number")
                : CheckedIdentifier.unchecked(kind, input, code);
    }

    static CheckedIdentifier serial(IdentifierKind kind, String input) {
        return alphanumeric(kind, input, 1, SERIAL_MOST);
    }

    /// Leading zeros stay: they are part of the number.
    static CheckedIdentifier alphanumeric(IdentifierKind kind, String input, int least, int most) {
        String text = IdentifierText.lettersAndDigits(input).orElse("");
        return text.length() >= least && text.length() <= most
                ? CheckedIdentifier.unchecked(kind, input, text)
                : CheckedIdentifier.malformed(
                        kind, input, "expected " + least + " to " + most + " letters and digits");
    }
}
