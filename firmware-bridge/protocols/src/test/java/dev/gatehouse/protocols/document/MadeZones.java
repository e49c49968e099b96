package dev.gatehouse.protocols.document;

/// Zones of people who are made up.
final class MadeZones {

    private MadeZones() {}

    static String td3(String number, String state, String name, String birth, String expiry) {
        return String.join(
                "\n", MrzWriter.lines(MrzForm.TD3, "P", state, number, name, birth, 'F', expiry));
    }
}
