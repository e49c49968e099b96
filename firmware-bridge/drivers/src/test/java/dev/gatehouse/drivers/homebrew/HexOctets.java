package dev.gatehouse.drivers.homebrew;

import java.util.HexFormat;

/// Octets as the fact sheet prints them.
final class HexOctets {

    private HexOctets() {}

    static byte[] of(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
