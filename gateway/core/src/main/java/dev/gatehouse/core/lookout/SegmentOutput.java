package dev.gatehouse.core.lookout;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/// Cuts what is written into segments and closes them; the last one when it is closed itself. What
/// it goes to stays open.
final class SegmentOutput extends OutputStream {
    private final OutputStream out;
    private final SegmentCipher cipher;
    private final byte[] plain = new byte[SegmentCipher.SEGMENT_OCTETS];
    private final byte[] closed = new byte[SegmentCipher.SEGMENT_OCTETS + SegmentCipher.TAG_OCTETS];
    private int length;
    private boolean ended;

    SegmentOutput(OutputStream out, SegmentCipher cipher) {
        this.out = out;
        this.cipher = cipher;
    }

    @Override
    public void write(int octet) throws IOException {
        if (length == plain.length) {
            segment(false);
        }
        plain[length++] = (byte) octet;
    }

    @Override
    public void write(byte[] octets, int from, int count) throws IOException {
        int at = from;
        while (at < from + count) {
            if (length == plain.length) {
                segment(false);
            }
            int part = Math.min(plain.length - length, from + count - at);
            System.arraycopy(octets, at, plain, length, part);
            length += part;
            at += part;
        }
    }

    @Override
    public void close() throws IOException {
        if (!ended) {
            ended = true;
            segment(true);
            Arrays.fill(plain, (byte) 0);
        }
    }

    private void segment(boolean last) throws IOException {
        int count = cipher.close(plain, length, closed, last);
        out.write(closed, 0, count);
        length = 0;
    }
}
