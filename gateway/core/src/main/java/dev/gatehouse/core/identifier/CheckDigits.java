package dev.gatehouse.core.identifier;

/// The arithmetic of check digits (fact sheet of lookout matching, section 2). Callers have seen to
/// the form: length, digits and letters are as each method says.
final class CheckDigits {
    private static final int[] VIN_WEIGHTS = {8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2};

    /// A-H 1-8, J-N 1-5, P 7, R 9, S-Z 2-9; I, O and Q never occur (49 CFR 565.15(c)).
    private static final int[] VIN_LETTERS = {
        1, 2, 3, 4, 5, 6, 7, 8, -1, 1, 2, 3, 4, 5, -1, 7, -1, 9, 2, 3, 4, 5, 6, 7, 8, 9
    };

    private static final int VIN_MODULUS = 11;
    private static final int[] IMO_COMPANY_WEIGHTS = {8, 6, 4, 2, 9, 7};
    private static final int IMO_BODY = 6;
    private static final int LEI_MODULUS = 97;
    private static final int ELEVEN = 11;
    private static final int AWB_MODULUS = 7;

    private CheckDigits() {}

    /// ISO/IEC 7812-1 annex B over digits that include the check digit.
    static boolean luhn(String digits) {
        return luhnSum(digits, 0) % 10 == 0;
    }

    /// The digit that makes [#luhn] true behind these.
    static char luhnDigit(String body) {
        return digit((10 - luhnSum(body, 1) % 10) % 10);
    }

    private static int luhnSum(String digits, int placesBehind) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int value = digits.charAt(digits.length() - 1 - i) - '0';
            boolean doubled = (i + placesBehind) % 2 == 1;
            int counted = doubled ? 2 * value : value;
            sum += counted > 9 ? counted - 9 : counted;
        }
        return sum;
    }

    /// ISO 6346, annex A: the digit of ten characters, four letters and six digits.
    static char container(String ten) {
        int sum = 0;
        for (int i = 0; i < 10; i++) {
            sum += containerValue(ten.charAt(i)) << i;
        }
        return digit(sum % ELEVEN % 10);
    }

    /// 10 for A, counting up and leaving out the multiples of eleven.
    private static int containerValue(char c) {
        if (c <= '9') {
            return c - '0';
        }
        int value = 10 + c - 'A';
        value += value >= ELEVEN ? 1 : 0;
        value += value >= 2 * ELEVEN ? 1 : 0;
        value += value >= 3 * ELEVEN ? 1 : 0;
        return value;
    }

    /// IMO ship identification number scheme, A.1117(30).
    static char imoShip(String digits) {
        int sum = 0;
        for (int i = 0; i < IMO_BODY; i++) {
            sum += (digits.charAt(i) - '0') * (IMO_BODY + 1 - i);
        }
        return digit(sum % 10);
    }

    /// IMO company and registered owner number scheme, MSC.160(78).
    static char imoCompany(String digits) {
        int sum = 0;
        for (int i = 0; i < IMO_BODY; i++) {
            sum += (digits.charAt(i) - '0') * IMO_COMPANY_WEIGHTS[i];
        }
        return digit((ELEVEN - sum % ELEVEN) % 10);
    }

    /// ISO 3779 as 49 CFR 565.15(c) uses it: what position 9 of seventeen characters should hold.
    static char vin(String vin) {
        int sum = 0;
        for (int i = 0; i < VIN_WEIGHTS.length; i++) {
            sum += VIN_WEIGHTS[i] * vinValue(vin.charAt(i));
        }
        int remainder = sum % VIN_MODULUS;
        return remainder == 10 ? 'X' : digit(remainder);
    }

    /// Value of a character of a VIN, negative when it never occurs in one.
    static int vinValue(char c) {
        return c <= '9' ? c - '0' : VIN_LETTERS[c - 'A'];
    }

    /// IATA Resolution 600a: seven digits of the serial, modulo 7.
    static char airWaybill(String serial) {
        return digit(Integer.parseInt(serial) % AWB_MODULUS);
    }

    /// ISO 17442 with ISO/IEC 7064 MOD 97-10 over twenty characters.
    static boolean lei(String twenty) {
        int remainder = 0;
        for (int i = 0; i < twenty.length(); i++) {
            int value = alphanumeric(twenty.charAt(i));
            remainder = (remainder * (value > 9 ? 100 : 10) + value) % LEI_MODULUS;
        }
        return remainder == 1;
    }

    private static int alphanumeric(char c) {
        return c <= '9' ? c - '0' : c - 'A' + 10;
    }

    private static char digit(int value) {
        return (char) ('0' + value);
    }
}
