package dev.gatehouse.protocols.mmdvm;

import java.util.HexFormat;
import java.util.Locale;

/// Octets as the fact sheet prints them: hexadecimal, blanks anywhere.
final class Hex {

    /// A header of a group call, as heard.
    static final String HEADER_BURST =
            "444B038724420CF015F00CA1C46D5D7F77FD757E31A835183F303D61385297865B";

    private Hex() {}

    static byte[] octets(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    static String text(byte[] octets) {
        return HexFormat.of().formatHex(octets).toUpperCase(Locale.ROOT);
    }
}
