package dev.gatehouse.protocols.document;

/// Zones of people who are made up, with right check digits.
final class MadeZones {

    private MadeZones() {}

    static String td3(String number, String state, String name, String birth, String expiry) {
        String first = pad("P<" + state + name, 44);
        String second =
                pad(number, 9)
                        + digit(pad(number, 9))
                        + pad(state, 3)
                        + birth
                        + digit(birth)
                        + "F"
                        + expiry
                        + digit(expiry)
                        + "<".repeat(15);
        String composite = second.substring(0, 10) + second.substring(13, 20) + second.substring(21);
        return first + "\n" + second + digit(composite);
    }

    private static String pad(String text, int length) {
        return text + "<".repeat(length - text.length());
    }

    private static int digit(String text) {
        return MrzText.sum(text, 0, text.length(), 0) % 10;
    }
}
