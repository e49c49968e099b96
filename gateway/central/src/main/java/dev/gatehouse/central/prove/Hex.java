package dev.gatehouse.central.prove;

import com.google.protobuf.ByteString;
import java.util.HexFormat;

/// Hashes as findings show them: the first octets are enough to tell two apart.
final class Hex {
    private static final int SHOWN_BYTES = 8;

    private Hex() {}

    static String of(ByteString octets) {
        return octets.size() <= SHOWN_BYTES
                ? HexFormat.of().formatHex(octets.toByteArray())
                : HexFormat.of().formatHex(octets.substring(0, SHOWN_BYTES).toByteArray()) + "..";
    }
}
