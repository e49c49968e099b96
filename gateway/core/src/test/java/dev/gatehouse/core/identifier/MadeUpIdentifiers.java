package dev.gatehouse.core.identifier;

import dev.gatehouse.protocols.document.MrzForm;
import java.util.SplittableRandom;

/// Readings of every kind from a few characters, so that equal and neighbouring ones abound; check
/// digits by the definitions of the standards, written down once more.
public final class MadeUpIdentifiers {
    private static final String FEW = "0OB8S51A";
    private static final String FEW_VIN = "08B5S1A2Z";
    private static final int[] IMO_COMPANY = {8, 6, 4, 2, 9, 7};

    private MadeUpIdentifiers() {}

    /// A reading, most of them with the right check digit.
    public static String of(IdentifierKind kind, SplittableRandom random) {
        boolean right = random.nextInt(4) > 0;
        return switch (kind) {
            case PLATE -> any(FEW, 6, random);
            case VIN -> vin(random, right);
            case ISO6346 -> container(random, right);
            case IMO_SHIP -> imo(random, right, new int[] {7, 6, 5, 4, 3, 2}, false);
            case IMO_COMPANY -> imo(random, right, IMO_COMPANY, true);
            case UIC_WAGON -> luhn("3180" + any("09", 7, random), random, right);
            case AAR_CAR -> any("AB", 2, random) + any("01", 1 + random.nextInt(6), random);
            case MMSI -> "31600" + any("01", 4, random);
            case CALL_SIGN -> "C" + any(FEW, 2 + random.nextInt(3), random);
            case AIRCRAFT_MARK -> "C-F" + any(FEW, 1 + random.nextInt(3), random);
            case AIRCRAFT_ADDRESS -> "C0" + any("0AB", 4, random);
            case AWB -> airWaybill(random, right);
            case CARGO_CONTROL -> "80" + any("01", 2, random) + any(FEW, 2, random);
            case BILL_OF_LADING -> "ABCD" + any(FEW, 1 + random.nextInt(3), random);
            case HS_CODE -> "84" + any("01", 2 * random.nextInt(5), random);
            case SERIAL -> any(FEW, 1 + random.nextInt(4), random);
            case LEI -> lei(random, right);
            case CA_BN ->
                    luhn("1234" + any("05", 4, random), random, right)
                            + (random.nextBoolean() ? "" : "RM000" + any("01", 1, random));
            case SCAC -> any("AB", 2 + random.nextInt(3), random);
            case CARRIER_CODE -> any("0A", 4, random);
            case USDOT -> any("01", 1 + random.nextInt(6), random);
            case DOCUMENT -> issuer(random) + any(FEW, 5 + random.nextInt(2), random);
            case MRZ_TD1, MRZ_TD2, MRZ_TD3, MRZ_MRVA, MRZ_MRVB ->
                    zone(
                            kind.zone().orElseThrow(),
                            any(FEW, 5 + random.nextInt(2), random),
                            random.nextBoolean() ? "CAN" : "UTO",
                            right);
            case IMEI ->
                    luhn("4901542032" + any("05", 4, random), random, right)
                            .substring(0, random.nextInt(4) == 0 ? 14 : 15);
            case TRANSPONDER -> "E280" + any("0AB", 3, random);
            case RADIO_ID -> "30" + any("01", 4, random);
        };
    }

    static String any(String of, int count, SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(of.charAt(random.nextInt(of.length())));
        }
        return text.toString();
    }

    private static String issuer(SplittableRandom random) {
        return switch (random.nextInt(4)) {
            case 0 -> "";
            case 1 -> "UTO:";
            default -> "CAN:";
        };
    }

    private static String vin(SplittableRandom random, boolean right) {
        String values = "0123456789.ABCDEFGH..JKLMN.P.R..STUVWXYZ";
        String front = any("12W", 1, random) + "FTB" + any(FEW_VIN, 4, random);
        String back = any(FEW_VIN, 4, random) + "1234";
        int[] weights = {8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2};
        String vin = front + "0" + back;
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            sum += weights[i] * (values.indexOf(vin.charAt(i)) % 10);
        }
        // the layout above gives A-H 1-8, J-N 1-5, P 7, R 9, S-Z 2-9 modulo ten
        String check = sum % 11 == 10 ? "X" : "" + sum % 11;
        return front + (right ? check : any("0123456789XZ", 1, random)) + back;
    }

    private static String container(SplittableRandom random, boolean right) {
        String body = any("AB", 3, random) + any("UJZ", 1, random) + "1234" + any("01", 2, random);
        String letters = "0123456789A?BCDEFGHIJK?LMNOPQRSTU?VWXYZ";
        int sum = 0;
        for (int i = 0; i < 10; i++) {
            sum += letters.indexOf(body.charAt(i)) * (1 << i);
        }
        String full = body + (right ? sum % 11 % 10 : random.nextInt(10));
        return random.nextInt(8) == 0 ? body : full;
    }

    private static String imo(
            SplittableRandom random, boolean right, int[] weights, boolean company) {
        String body = "91" + any("05", 4, random);
        int sum = 0;
        for (int i = 0; i < 6; i++) {
            sum += weights[i] * (body.charAt(i) - '0');
        }
        int check = company ? (11 - sum % 11) % 10 : sum % 10;
        return body + (right ? check : random.nextInt(10));
    }

    private static String luhn(String body, SplittableRandom random, boolean right) {
        if (!right) {
            return body + random.nextInt(10);
        }
        for (int check = 0; ; check++) {
            String whole = body + check;
            int sum = 0;
            boolean doubled = false;
            for (int i = whole.length() - 1; i >= 0; i--, doubled = !doubled) {
                int value = (whole.charAt(i) - '0') * (doubled ? 2 : 1);
                sum += value / 10 + value % 10;
            }
            if (sum % 10 == 0) {
                return whole;
            }
        }
    }

    private static String airWaybill(SplittableRandom random, boolean right) {
        String serial = "123" + any("05", 4, random);
        int check = Integer.parseInt(serial) % 7;
        return "014-" + serial + (right ? check : random.nextInt(7));
    }

    private static String lei(SplittableRandom random, boolean right) {
        String body = "5493001KJTII" + any("0AZ", 6, random);
        StringBuilder digits = new StringBuilder();
        for (char c : (body + "00").toCharArray()) {
            digits.append(Character.digit(c, 36));
        }
        int check =
                98
                        - new java.math.BigInteger(digits.toString())
                                .mod(java.math.BigInteger.valueOf(97))
                                .intValue();
        return body + String.format("%02d", right ? check : random.nextInt(100));
    }

    /// A zone with this number, every check digit right or the number's wrong.
    static String zone(MrzForm form, String number, String issuer, boolean right) {
        String field = pad(number, 9);
        String checked = field + (digit(field) + (right ? 0 : 1)) % 10;
        String birth = "740812" + digit("740812");
        String expiry = "340415" + digit("340415");
        return switch (form) {
            case TD1 -> {
                String one = "I<" + issuer + checked + "<".repeat(15);
                String composed = one.substring(5) + birth + expiry + "<".repeat(11);
                yield one
                        + "\n"
                        + birth
                        + "F"
                        + expiry
                        + issuer
                        + "<".repeat(11)
                        + digit(composed)
                        + "\n"
                        + pad("DOE<<JANE", 30);
            }
            case TD2 ->
                    pad("I<" + issuer + "DOE<<JANE", 36)
                            + "\n"
                            + checked
                            + issuer
                            + birth
                            + "F"
                            + expiry
                            + "<".repeat(7)
                            + digit(checked + birth + expiry + "<".repeat(7));
            case TD3 ->
                    pad("P<" + issuer + "DOE<<JANE", 44)
                            + "\n"
                            + checked
                            + issuer
                            + birth
                            + "F"
                            + expiry
                            + "<".repeat(15)
                            + digit(checked + birth + expiry + "<".repeat(15));
            case MRVA ->
                    pad("V<" + issuer + "DOE<<JANE", 44)
                            + "\n"
                            + pad(checked + issuer + birth + "F" + expiry, 44);
            case MRVB ->
                    pad("V<" + issuer + "DOE<<JANE", 36)
                            + "\n"
                            + pad(checked + issuer + birth + "F" + expiry, 36);
        };
    }

    static String pad(String text, int length) {
        return text + "<".repeat(length - text.length());
    }

    /// Doc 9303-3, section 4.9.
    static int digit(String text) {
        int sum = 0;
        for (int i = 0; i < text.length(); i++) {
            int value = text.charAt(i) == '<' ? 0 : Character.digit(text.charAt(i), 36);
            sum += value * new int[] {7, 3, 1}[i % 3];
        }
        return sum % 10;
    }
}
