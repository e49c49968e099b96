package dev.gatehouse.drivers.portal;

import dev.gatehouse.protocols.n42.N42Names;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Cuts a stream behind each `</RadInstrumentData>`, whatever its prefix (clause 6). Holds at most
/// one document of [N42Names#MAX_BYTES] and one octet more, so that a longer one is refused as
/// such. Owned by its driver.
final class N42Splitter {
    private static final byte[] NAME = (N42Names.ROOT + ">").getBytes(StandardCharsets.US_ASCII);

    /// Longest prefix of a name.
    private static final int MAX_PREFIX = 64;

    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private final byte[] tail = new byte[NAME.length + MAX_PREFIX];
    private int tailLength;

    /// Takes octets and gives the documents that they complete.
    List<byte[]> octets(byte[] octets) {
        List<byte[]> found = new ArrayList<>();
        for (byte octet : octets) {
            if (held.size() <= N42Names.MAX_BYTES) {
                held.write(octet);
            }
            if (tailLength == tail.length) {
                System.arraycopy(tail, 1, tail, 0, --tailLength);
            }
            tail[tailLength++] = octet;
            if (octet == '>' && ends()) {
                found.add(held.toByteArray());
                held.reset();
                tailLength = 0;
            }
        }
        return found;
    }

    private boolean ends() {
        int name = tailLength - NAME.length;
        if (name < 2 || !Arrays.equals(tail, name, tailLength, NAME, 0, NAME.length)) {
            return false;
        }
        int at = name - 1;
        if (tail[at] == ':') {
            do {
                at--;
            } while (at > 0 && isNamePart(tail[at]));
        }
        return at > 0 && tail[at] == '/' && tail[at - 1] == '<';
    }

    private static boolean isNamePart(byte octet) {
        return Character.isLetterOrDigit(octet) || octet == '_' || octet == '-' || octet == '.';
    }
}
