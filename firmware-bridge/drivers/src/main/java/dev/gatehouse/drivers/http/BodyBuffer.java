package dev.gatehouse.drivers.http;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/// A body that grows as it arrives: what a sender announces reserves nothing.
final class BodyBuffer {

    private static final int FIRST_BYTES = 4096;

    private byte[] bytes = new byte[0];
    private int length;

    int length() {
        return length;
    }

    /// Octets more that `add` would reserve.
    int growth(int more) {
        int needed = length + more;
        return needed <= bytes.length
                ? 0
                : Math.max(needed, Math.max(FIRST_BYTES, 2 * bytes.length)) - bytes.length;
    }

    int capacity() {
        return bytes.length;
    }

    void add(ByteBuf content) {
        int more = content.readableBytes();
        bytes = Arrays.copyOf(bytes, bytes.length + growth(more));
        content.readBytes(bytes, length, more);
        length += more;
    }

    byte[] toBytes() {
        return bytes.length == length ? bytes : Arrays.copyOf(bytes, length);
    }
}
