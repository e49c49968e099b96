package dev.gatehouse.booth.uplink;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/// Reads the key exchange group from the server's hello as it passes, the one plain message of a
/// TLS 1.3 handshake that names it (RFC 8446, 4.1.3 and 4.2.8); no JSSE provider tells it. Takes
/// hostile octets: looks at no more than [#OCTETS_MAX], and what does not fit the layout ends the
/// watch without a finding.
///
/// ```
/// record     | type 1 | version 2 | length 2 | fragment
/// handshake  | type 1 | length 3  | version 2 | random 32 | session id 1+n | suite 2 | 0 | extensions 2+n
/// extension  | type 2 | length 2  | group 2 ...
/// ```
final class ServerHelloWatch {
    static final int OCTETS_MAX = 8_192;

    private static final int RECORD_HEADER_BYTES = 5;
    private static final int RECORD_HANDSHAKE = 22;
    private static final int HANDSHAKE_HEADER_BYTES = 4;
    private static final int SERVER_HELLO = 2;
    private static final int RANDOM_BYTES = 32;
    private static final int EXTENSION_KEY_SHARE = 51;

    /// Random of a hello retry request: SHA-256 of "HelloRetryRequest" (RFC 8446, 4.1.3).
    private static final byte[] RETRY =
            HexFormat.of()
                    .parseHex("cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c");

    private byte[] seen = new byte[0];
    private boolean over;
    private String group = "";

    /// Takes octets as they arrive.
    synchronized void received(byte[] octets, int offset, int length) {
        if (over) {
            return;
        }
        int taken = Math.min(length, OCTETS_MAX - seen.length);
        int before = seen.length;
        seen = Arrays.copyOf(seen, before + taken);
        System.arraycopy(octets, offset, seen, before, taken);
        look();
        if (seen.length >= OCTETS_MAX) {
            over = true;
        }
    }

    /// The group's IANA name, `0x` and four digits for one not known here; empty until the hello
    /// has passed, or when it names none.
    synchronized String group() {
        return group;
    }

    private void look() {
        ByteBuffer records = ByteBuffer.wrap(seen);
        while (!over && records.remaining() >= RECORD_HEADER_BYTES) {
            int type = records.get() & 0xff;
            records.getShort();
            int length = records.getShort() & 0xffff;
            if (records.remaining() < length) {
                return;
            }
            ByteBuffer fragment = records.slice(records.position(), length);
            records.position(records.position() + length);
            if (type == RECORD_HANDSHAKE) {
                over = !isRetry(fragment);
                if (over) {
                    group = group(fragment);
                }
            }
        }
    }

    private static boolean isRetry(ByteBuffer handshake) {
        int at = HANDSHAKE_HEADER_BYTES + Short.BYTES;
        if (handshake.remaining() < at + RANDOM_BYTES || handshake.get(0) != SERVER_HELLO) {
            return false;
        }
        byte[] random = new byte[RANDOM_BYTES];
        handshake.get(at, random);
        return Arrays.equals(random, RETRY);
    }

    private static String group(ByteBuffer hello) {
        int at = HANDSHAKE_HEADER_BYTES + Short.BYTES + RANDOM_BYTES;
        if (hello.remaining() < at + 1 || hello.get(0) != SERVER_HELLO) {
            return "";
        }
        int extensions = at + 1 + (hello.get(at) & 0xff) + Short.BYTES + 1;
        if (hello.remaining() < extensions + Short.BYTES) {
            return "";
        }
        hello.position(extensions + Short.BYTES);
        while (hello.remaining() >= 2 * Short.BYTES) {
            int type = hello.getShort() & 0xffff;
            int length = hello.getShort() & 0xffff;
            if (hello.remaining() < length) {
                return "";
            }
            if (type == EXTENSION_KEY_SHARE && length >= Short.BYTES) {
                return name(hello.getShort() & 0xffff);
            }
            hello.position(hello.position() + length);
        }
        return "";
    }

    /// IANA "TLS Supported Groups".
    private static String name(int group) {
        return switch (group) {
            case 0x0017 -> "secp256r1";
            case 0x0018 -> "secp384r1";
            case 0x001d -> "x25519";
            case 0x11eb -> "SecP256r1MLKEM768";
            case 0x11ec -> "X25519MLKEM768";
            default -> "0x" + HexFormat.of().toHexDigits((short) group);
        };
    }
}
