package dev.gatehouse.core.identifier;

import dev.gatehouse.core.match.Jurisdiction;
import dev.gatehouse.core.match.PlateForm;
import java.util.Optional;

/// Forms and checks of what moves: vehicles, containers, ships, rail cars, aircraft.
final class ConveyanceRules {
    private static final int VIN_CHARS = 17;
    private static final int VIN_CHECK = 8;
    private static final int CONTAINER_CHARS = 11;
    private static final int CONTAINER_LETTERS = 4;
    private static final int IMO_DIGITS = 7;
    private static final String IMO_PREFIX = "IMO";
    private static final int UIC_DIGITS = 12;
    private static final int AAR_LEAST_LETTERS = 2;
    private static final int AAR_MOST_LETTERS = 4;
    private static final int AAR_MOST_DIGITS = 6;
    private static final int MMSI_DIGITS = 9;
    private static final int CALL_SIGN_LEAST = 3;
    private static final int MARK_LEAST = 2;
    private static final int MARK_MOST = 7;
    private static final int ADDRESS_DIGITS = 6;

    private ConveyanceRules() {}

    /// Section 3.1 of the fact sheet, by [PlateForm]; `US-NY:ABC1234` or the plate alone.
    static CheckedIdentifier plate(IdentifierKind kind, String input) {
        int colon = input.indexOf(':');
        Jurisdiction issuer = Jurisdiction.ofShortForm(colon < 0 ? "" : input.substring(0, colon));
        PlateForm plate = PlateForm.of(input.substring(colon + 1));
        return switch (plate.status()) {
            case NO_READ -> CheckedIdentifier.malformed(kind, input, "nothing was read");
            case MANUAL ->
                    CheckedIdentifier.malformed(
                            kind, input, "longer than a plate, or not in Latin letters");
            case UNREADABLE -> CheckedIdentifier.malformed(kind, input, "too little was read");
            case READ -> {
                String canonical =
                        issuer.isKnown() ? issuer.code() + ":" + plate.text() : plate.text();
                yield plate.unreadChars() == 0
                        ? CheckedIdentifier.unchecked(kind, input, canonical)
                        : CheckedIdentifier.of(
                                kind,
                                input,
                                canonical,
                                IdentifierStatus.UNVERIFIED,
                                "characters are unread");
            }
        };
    }

    /// Position 9 binds makers whose code begins with 1-5 or 7; elsewhere a digit that agrees is
    /// told, and one that does not says nothing, for many makers print Z there.
    static CheckedIdentifier vin(IdentifierKind kind, String input) {
        Optional<String> text = IdentifierText.lettersAndDigits(input);
        if (text.isEmpty()) {
            return unexpected(kind, input);
        }
        String vin = text.get();
        if (vin.length() != VIN_CHARS) {
            CheckedIdentifier wrong = length(kind, input, vin, "17 characters");
            // one character lost or one too many is one edit
            return Math.abs(vin.length() - VIN_CHARS) == 1 ? wrong.searchedBy(vin) : wrong;
        }
        for (int i = 0; i < VIN_CHARS; i++) {
            if (CheckDigits.vinValue(vin.charAt(i)) < 0) {
                return CheckedIdentifier.malformed(
                                kind, input, "contains " + vin.charAt(i) + ", which no VIN has")
                        .searchedBy(vin);
            }
        }
        boolean agrees = vin.charAt(VIN_CHECK) == CheckDigits.vin(vin);
        char region = vin.charAt(0);
        boolean binds = (region >= '1' && region <= '5') || region == '7';
        return agrees || binds
                ? CheckedIdentifier.checked(kind, input, vin, agrees)
                : CheckedIdentifier.of(
                        kind,
                        input,
                        vin,
                        IdentifierStatus.NOT_APPLICABLE,
                        "form is right; the check digit does not bind this maker");
    }

    /// Fourth letter U freight container, J detachable equipment, Z trailer or chassis (ISO 6346,
    /// 3.2).
    static CheckedIdentifier container(IdentifierKind kind, String input) {
        Optional<String> text = IdentifierText.lettersAndDigits(input);
        if (text.isEmpty()) {
            return unexpected(kind, input);
        }
        String number = text.get();
        int body = CONTAINER_CHARS - 1;
        if (number.length() != CONTAINER_CHARS && number.length() != body) {
            return length(kind, input, number, "4 letters and 7 digits");
        }
        if (!IdentifierText.letters(number, 0, CONTAINER_LETTERS)
                || !IdentifierText.digits(number, CONTAINER_LETTERS, number.length())) {
            return CheckedIdentifier.malformed(kind, input, "expected 4 letters and 7 digits");
        }
        char category = number.charAt(CONTAINER_LETTERS - 1);
        if (category != 'U' && category != 'J' && category != 'Z') {
            return CheckedIdentifier.malformed(kind, input, "fourth letter is not U, J or Z");
        }
        char expected = CheckDigits.container(number);
        return number.length() == body
                ? completed(kind, input, number + expected)
                : CheckedIdentifier.checked(kind, input, number, number.charAt(body) == expected);
    }

    static CheckedIdentifier imoShip(IdentifierKind kind, String input) {
        return imo(kind, input, CheckDigits::imoShip);
    }

    static CheckedIdentifier imoCompany(IdentifierKind kind, String input) {
        return imo(kind, input, CheckDigits::imoCompany);
    }

    /// The digit that a body of digits should end with.
    private interface ExpectedDigit {
        char of(String digits);
    }

    private static CheckedIdentifier imo(IdentifierKind kind, String input, ExpectedDigit rule) {
        Optional<String> text = IdentifierText.lettersAndDigits(input);
        if (text.isEmpty()) {
            return unexpected(kind, input);
        }
        String number = text.get();
        if (number.startsWith(IMO_PREFIX)) {
            number = number.substring(IMO_PREFIX.length());
        }
        if (number.length() != IMO_DIGITS || !IdentifierText.digits(number)) {
            return length(kind, input, number, "7 digits");
        }
        boolean agrees = number.charAt(IMO_DIGITS - 1) == rule.of(number);
        return CheckedIdentifier.checked(kind, input, number, agrees);
    }

    static CheckedIdentifier uicWagon(IdentifierKind kind, String input) {
        Optional<String> text = IdentifierText.lettersAndDigits(input);
        if (text.isEmpty()) {
            return unexpected(kind, input);
        }
        String number = text.get();
        boolean body = number.length() == UIC_DIGITS - 1;
        if ((number.length() != UIC_DIGITS && !body) || !IdentifierText.digits(number)) {
            return length(kind, input, number, "12 digits");
        }
        return body
                ? completed(kind, input, number + CheckDigits.luhnDigit(number))
                : CheckedIdentifier.checked(kind, input, number, CheckDigits.luhn(number));
    }

    /// Two to four letters, then up to six digits whose leading zeros mean nothing.
    static CheckedIdentifier aarCar(IdentifierKind kind, String input) {
        Optional<String> text = IdentifierText.lettersAndDigits(input);
        if (text.isEmpty()) {
            return unexpected(kind, input);
        }
        String car = text.get();
        int letters = 0;
        while (letters < car.length() && IdentifierText.isLetter(car.charAt(letters))) {
            letters++;
        }
        int digits = car.length() - letters;
        boolean form =
                letters >= AAR_LEAST_LETTERS
                        && letters <= AAR_MOST_LETTERS
                        && digits >= 1
                        && digits <= AAR_MOST_DIGITS
                        && IdentifierText.digits(car, letters, car.length());
        if (!form) {
            return CheckedIdentifier.malformed(
                    kind, input, "expected 2 to 4 letters and 1 to 6 digits");
        }
        return CheckedIdentifier.unchecked(
                kind,
                input,
                car.substring(0, letters)
                        + IdentifierText.withoutLeadingZeros(car.substring(letters)));
    }

    static CheckedIdentifier mmsi(IdentifierKind kind, String input) {
        String number = IdentifierText.lettersAndDigits(input).orElse("");
        return number.length() == MMSI_DIGITS && IdentifierText.digits(number)
                ? CheckedIdentifier.unchecked(kind, input, number)
                : length(kind, input, number, "9 digits");
    }

    static CheckedIdentifier callSign(IdentifierKind kind, String input) {
        return mark(kind, input, CALL_SIGN_LEAST);
    }

    /// Nationality mark and registration mark; the hyphen between them is not part of it.
    static CheckedIdentifier aircraftMark(IdentifierKind kind, String input) {
        return mark(kind, input, MARK_LEAST);
    }

    private static CheckedIdentifier mark(IdentifierKind kind, String input, int least) {
        String mark = IdentifierText.lettersAndDigits(input).orElse("");
        boolean form =
                mark.length() >= least
                        && mark.length() <= MARK_MOST
                        && IdentifierText.hasLetter(mark);
        return form
                ? CheckedIdentifier.unchecked(kind, input, mark)
                : CheckedIdentifier.malformed(
                        kind,
                        input,
                        "expected "
                                + least
                                + " to "
                                + MARK_MOST
                                + " letters and digits, at least one letter");
    }

    /// All zeros and all ones are assigned to no aircraft (Annex 10, volume III, chapter 9).
    static CheckedIdentifier aircraftAddress(IdentifierKind kind, String input) {
        String address = IdentifierText.lettersAndDigits(input).orElse("");
        boolean form = address.length() == ADDRESS_DIGITS;
        for (int i = 0; i < address.length(); i++) {
            form = form && address.charAt(i) <= 'F';
        }
        if (!form) {
            return CheckedIdentifier.malformed(kind, input, "expected 6 hexadecimal digits");
        }
        return address.equals("000000") || address.equals("FFFFFF")
                ? CheckedIdentifier.of(
                        kind,
                        input,
                        address,
                        IdentifierStatus.FAILED,
                        "an address that no aircraft is given")
                : CheckedIdentifier.unchecked(kind, input, address);
    }

    static CheckedIdentifier unexpected(IdentifierKind kind, String input) {
        return CheckedIdentifier.malformed(
                kind, input, "a character that is no letter A-Z, digit or separator");
    }

    static CheckedIdentifier length(
            IdentifierKind kind, String input, String found, String expected) {
        return CheckedIdentifier.malformed(
                kind, input, "expected " + expected + ", found " + found.length() + " characters");
    }

    /// A missing check digit is computed for the search key; the reading is not verified.
    static CheckedIdentifier completed(IdentifierKind kind, String input, String canonical) {
        return CheckedIdentifier.of(
                kind,
                input,
                canonical,
                IdentifierStatus.UNVERIFIED,
                "check digit missing: computed for the search key, the input is not verified");
    }
}
