package dev.gatehouse.core.identifier;

/// Forms and checks of companies and carriers.
final class PartyRules {
    /// Digits of a Canadian business number that identify the business.
    static final int BUSINESS_DIGITS = 9;

    private static final int LEI_CHARS = 20;
    private static final int LEI_BODY = 18;
    private static final int PROGRAM_LETTERS = 2;
    private static final int ACCOUNT_CHARS = BUSINESS_DIGITS + PROGRAM_LETTERS + 4;
    private static final int SCAC_LEAST = 2;
    private static final int SCAC_MOST = 4;
    private static final int CARRIER_CHARS = 4;
    private static final int USDOT_MOST = 8;

    private PartyRules() {}

    /// 00, 01 and 99 satisfy the sum and are never issued: MOD 97-10 gives 02 to 98.
    static CheckedIdentifier lei(IdentifierKind kind, String input) {
        String lei = IdentifierText.lettersAndDigits(input).orElse("");
        if (lei.length() != LEI_CHARS || !IdentifierText.digits(lei, LEI_BODY, LEI_CHARS)) {
            return ConveyanceRules.length(kind, input, lei, "18 letters or digits and 2 digits");
        }
        String check = lei.substring(LEI_BODY);
        boolean issued = !check.equals("00") && !check.equals("01") && !check.equals("99");
        return CheckedIdentifier.checked(kind, input, lei, issued && CheckDigits.lei(lei));
    }

    /// Nine digits by Luhn; a program account adds two letters and four digits without a check of
    /// their own.
    static CheckedIdentifier businessNumber(IdentifierKind kind, String input) {
        String number = IdentifierText.lettersAndDigits(input).orElse("");
        boolean root = number.length() == BUSINESS_DIGITS && IdentifierText.digits(number);
        int letters = BUSINESS_DIGITS + PROGRAM_LETTERS;
        boolean account =
                number.length() == ACCOUNT_CHARS
                        && IdentifierText.digits(number, 0, BUSINESS_DIGITS)
                        && IdentifierText.letters(number, BUSINESS_DIGITS, letters)
                        && IdentifierText.digits(number, letters, ACCOUNT_CHARS);
        if (!root && !account) {
            return ConveyanceRules.length(
                    kind, input, number, "9 digits, or these with 2 letters and 4 digits");
        }
        return CheckedIdentifier.checked(
                kind, input, number, CheckDigits.luhn(number.substring(0, BUSINESS_DIGITS)));
    }

    static CheckedIdentifier scac(IdentifierKind kind, String input) {
        String code = IdentifierText.lettersAndDigits(input).orElse("");
        boolean form =
                code.length() >= SCAC_LEAST
                        && code.length() <= SCAC_MOST
                        && IdentifierText.letters(code, 0, code.length());
        return form
                ? CheckedIdentifier.unchecked(kind, input, code)
                : CheckedIdentifier.malformed(kind, input, "expected 2 to 4 letters");
    }

    static CheckedIdentifier carrierCode(IdentifierKind kind, String input) {
        return GoodsRules.alphanumeric(kind, input, CARRIER_CHARS, CARRIER_CHARS);
    }

    static CheckedIdentifier usdot(IdentifierKind kind, String input) {
        String number = IdentifierText.lettersAndDigits(input).orElse("");
        String digits = number.startsWith("USDOT") ? number.substring("USDOT".length()) : number;
        boolean form =
                !digits.isEmpty() && digits.length() <= USDOT_MOST && IdentifierText.digits(digits);
        return form
                ? CheckedIdentifier.unchecked(
                        kind, input, IdentifierText.withoutLeadingZeros(digits))
                : CheckedIdentifier.malformed(kind, input, "expected 1 to 8 digits");
    }
}
