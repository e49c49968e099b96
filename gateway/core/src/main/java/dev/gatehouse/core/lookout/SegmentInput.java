package dev.gatehouse.core.lookout;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// The content of a built list's segments, each opened as a whole before an octet of it is handed
/// out. Owned by one thread; what it held in the clear is overwritten when it is closed.
final class SegmentInput extends InputStream {
    private static final int CLOSED_OCTETS =
            SegmentCipher.SEGMENT_OCTETS + SegmentCipher.TAG_OCTETS;

    private final InputStream in;
    private final SegmentCipher cipher;
    private byte[] closed = new byte[CLOSED_OCTETS];
    private byte[] next = new byte[CLOSED_OCTETS];
    private int nextLength;
    private final byte[] plain = new byte[SegmentCipher.SEGMENT_OCTETS];
    private int at;
    private int end;
    private boolean started;
    private boolean ended;

    SegmentInput(InputStream in, SegmentCipher cipher) {
        this.in = in;
        this.cipher = cipher;
    }

    @Override
    public int read() throws IOException {
        return at < end || more() ? plain[at++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] into, int from, int count) throws IOException {
        if (count == 0) {
            return 0;
        }
        if (at == end && !more()) {
            return -1;
        }
        int part = Math.min(count, end - at);
        System.arraycopy(plain, at, into, from, part);
        at += part;
        return part;
    }

    @Override
    public void close() {
        Arrays.fill(plain, (byte) 0);
        ended = true;
        at = 0;
        end = 0;
    }

    /// A segment is the last one when nothing follows it.
    private boolean more() throws IOException {
        if (!started) {
            started = true;
            nextLength = in.readNBytes(next, 0, CLOSED_OCTETS);
        }
        while (!ended) {
            byte[] current = next;
            int length = nextLength;
            next = closed;
            closed = current;
            nextLength = length == CLOSED_OCTETS ? in.readNBytes(next, 0, CLOSED_OCTETS) : 0;
            ended = nextLength == 0;
            if (length < SegmentCipher.TAG_OCTETS) {
                throw new ListFault(ListDamage.Reason.NOT_AUTHENTIC);
            }
            end = cipher.open(current, length, plain, ended);
            at = 0;
            if (end > 0) {
                return true;
            }
        }
        return false;
    }
}
