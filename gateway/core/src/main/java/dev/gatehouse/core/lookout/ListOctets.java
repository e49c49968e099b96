package dev.gatehouse.core.lookout;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Reads numbers and texts of a built list's content, each within the limit that its reader states.
/// Owned by one thread.
final class ListOctets {
    private static final int MOST_NUMBER_BITS = 28;
    private static final char REPLACEMENT = '\uFFFD';

    private final InputStream in;
    private byte[] octets = new byte[1_024];

    ListOctets(InputStream in) {
        this.in = in;
    }

    /// A number below a limit.
    int below(int limit) throws IOException {
        int value = 0;
        int shift = 0;
        while (true) {
            int octet = octet();
            if (shift == MOST_NUMBER_BITS && octet > 7) {
                throw bad();
            }
            value |= (octet & 0x7F) << shift;
            if (octet < 0x80) {
                break;
            }
            shift += 7;
        }
        if (value >= limit) {
            throw bad();
        }
        return value;
    }

    /// A number from one to the other, both included.
    int between(int least, int most) throws IOException {
        int value = most == Integer.MAX_VALUE ? below(most) : below(most + 1);
        if (value < least) {
            throw bad();
        }
        return value;
    }

    /// A constant by its number.
    <E> E one(List<E> of) throws IOException {
        return of.get(below(of.size()));
    }

    int fixed() throws IOException {
        return octet() << 24 | octet() << 16 | octet() << 8 | octet();
    }

    String text(int mostOctets) throws IOException {
        int length = below(mostOctets + 1);
        if (length > octets.length) {
            octets = new byte[length];
        }
        if (in.readNBytes(octets, 0, length) != length) {
            throw bad();
        }
        String text = new String(octets, 0, length, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0) {
            throw bad();
        }
        return text;
    }

    List<String> texts(int most, int mostOctets) throws IOException {
        int count = below(most + 1);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(text(mostOctets));
        }
        return texts;
    }

    boolean atEnd() throws IOException {
        return in.read() < 0;
    }

    static ListFault bad() {
        return new ListFault(ListDamage.Reason.BAD_CONTENT);
    }

    private int octet() throws IOException {
        int octet = in.read();
        if (octet < 0) {
            throw bad();
        }
        return octet;
    }
}
