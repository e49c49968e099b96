package dev.gatehouse.protocols.mmdvm;

import java.util.Arrays;
import java.util.function.Consumer;

/// Finds frames in a stream of octets, of a serial line or of datagrams (sections 1 and 2). Holds
/// at most one frame. Owned by one thread.
///
/// A host ([#forHost]) takes E0 for a beginning only where type and length fit each other, so that
/// a lie about a length costs no frame behind it. The modem's firmware ([#forModem]) believes any
/// length and swallows what follows; a simulated modem must do the same.
public final class ModemFrameReader {

    /// A frame that stays incomplete for longer is discarded by the host.
    public static final long HOST_PARTIAL_LIMIT_NANOS = 500_000_000L;

    private final boolean trustsLength;
    private final long partialLimitNanos;
    private final byte[] held = new byte[ModemFrame.MAX_LENGTH];
    private int heldBytes;
    private long lastNanos;
    private long skippedOctets;
    private long discardedPartials;
    private long frames;

    private ModemFrameReader(boolean trustsLength, long partialLimitNanos) {
        this.trustsLength = trustsLength;
        this.partialLimitNanos = partialLimitNanos;
    }

    /// Reads what a modem sends.
    public static ModemFrameReader forHost() {
        return new ModemFrameReader(false, HOST_PARTIAL_LIMIT_NANOS);
    }

    /// Reads what a host sends, as the firmware does: forgets nothing by itself.
    public static ModemFrameReader forModem() {
        return new ModemFrameReader(true, Long.MAX_VALUE);
    }

    /// Takes the next octets of the stream.
    ///
    /// @param nowNanos monotonic time of their arrival
    /// @param frames receives each complete frame in order
    public void feed(byte[] octets, long nowNanos, Consumer<ModemFrame> frames) {
        expire(nowNanos);
        lastNanos = nowNanos;
        for (byte octet : octets) {
            held[heldBytes++] = octet;
            settle(frames);
        }
    }

    /// Discards a frame that has been incomplete for too long.
    public void expire(long nowNanos) {
        if (heldBytes > 0 && nowNanos - lastNanos > partialLimitNanos) {
            discard();
        }
    }

    /// Forgets a partial frame: the port was opened again, or the watchdog of the modem ran out.
    public void discard() {
        if (heldBytes > 0) {
            discardedPartials++;
            heldBytes = 0;
        }
    }

    /// Emits the frame that is now complete, or drops the first octet until what is held may be the
    /// beginning of a frame. Each turn shortens what is held.
    private void settle(Consumer<ModemFrame> sink) {
        while (heldBytes > 0) {
            int length = lengthIfPlausible();
            if (length < 0) {
                skippedOctets++;
                heldBytes--;
                System.arraycopy(held, 1, held, 0, heldBytes);
            } else if (length == 0 || heldBytes < length) {
                return;
            } else {
                frames++;
                ModemFrame frame = complete(length);
                heldBytes -= length;
                System.arraycopy(held, length, held, 0, heldBytes);
                sink.accept(frame);
            }
        }
    }

    /// Total length; 0 when more octets are needed to tell; negative when this is no frame.
    private int lengthIfPlausible() {
        if (octet(0) != ModemFrame.START) {
            return -1;
        }
        if (heldBytes <= ModemFrame.LENGTH_AT) {
            return 0;
        }
        int first = octet(ModemFrame.LENGTH_AT);
        boolean isLong = first == ModemFrame.LONG;
        if (!isLong && first < ModemFrame.MIN_LENGTH) {
            return -1;
        }
        int typeAt = isLong ? ModemFrame.LONG_TYPE_AT : ModemFrame.TYPE_AT;
        if (heldBytes <= typeAt) {
            return 0;
        }
        int length = isLong ? octet(ModemFrame.LONG_LENGTH_AT) + ModemFrame.LONG_OFFSET : first;
        return trustsLength || FrameType.isFromModem(octet(typeAt), length) ? length : -1;
    }

    private ModemFrame complete(int length) {
        boolean isLong = octet(ModemFrame.LENGTH_AT) == ModemFrame.LONG;
        int header = isLong ? ModemFrame.LONG_HEADER : ModemFrame.SHORT_HEADER;
        return new ModemFrame(octet(header - 1), Arrays.copyOfRange(held, header, length));
    }

    private int octet(int at) {
        return Byte.toUnsignedInt(held[at]);
    }

    /// Octets that belonged to no frame.
    public long skippedOctets() {
        return skippedOctets;
    }

    /// Frames that were begun and never completed.
    public long discardedPartials() {
        return discardedPartials;
    }

    /// Frames handed over.
    public long frames() {
        return frames;
    }

    /// Octets of a frame that is not complete yet; never more than [ModemFrame#MAX_LENGTH].
    public int heldBytes() {
        return heldBytes;
    }
}
