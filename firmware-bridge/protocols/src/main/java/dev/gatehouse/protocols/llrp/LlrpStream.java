package dev.gatehouse.protocols.llrp;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/// Finds messages in the octets of a connection, however they were cut or run together on their way
/// (section 6). Holds one incomplete message at most and reserves memory as octets arrive, not as a
/// header announces. After a header that cannot be believed it is broken for good: no other
/// beginning can be found, the connection must end. Owned by one thread.
public final class LlrpStream {

    private static final int FIRST_BYTES = 512;

    private byte[] held = new byte[FIRST_BYTES];
    private int heldBytes;
    private int expected;
    private long messages;
    private Optional<RejectReason> broken = Optional.empty();

    /// Takes the next octets.
    ///
    /// @param sink receives each complete message in order
    /// @return why the stream cannot be read any further, if so; what was complete before was
    ///   handed over
    public Optional<RejectReason> feed(byte[] octets, Consumer<LlrpFrame> sink) {
        int at = 0;
        while (broken.isEmpty() && at < octets.length) {
            int wanted = (expected == 0 ? LlrpFrame.HEADER_BYTES : expected) - heldBytes;
            int taken = Math.min(wanted, octets.length - at);
            hold(octets, at, taken);
            at += taken;
            if (taken == wanted) {
                settle(sink);
            }
        }
        return broken;
    }

    private void hold(byte[] octets, int from, int count) {
        int needed = heldBytes + count;
        if (needed > held.length) {
            held = Arrays.copyOf(held, Math.max(needed, 2 * held.length));
        }
        System.arraycopy(octets, from, held, heldBytes, count);
        heldBytes = needed;
    }

    /// A header is complete, or a message.
    private void settle(Consumer<LlrpFrame> sink) {
        if (expected == 0) {
            switch (LlrpFrame.length(held)) {
                case Decoded.Message<Integer>(Integer length) -> expected = length;
                case Decoded.Rejected<Integer>(RejectReason reason, var _) -> {
                    broken = Optional.of(reason);
                    return;
                }
            }
        }
        if (heldBytes < expected) {
            return;
        }
        byte[] whole = Arrays.copyOf(held, expected);
        heldBytes = 0;
        expected = 0;
        if (held.length > LlrpFrame.HEADER_BYTES + (FIRST_BYTES << 4)) {
            held = new byte[FIRST_BYTES];
        }
        messages++;
        sink.accept(LlrpFrame.of(whole));
    }

    /// Messages handed over.
    public long messages() {
        return messages;
    }

    /// Octets of a message that is not complete yet.
    public int heldBytes() {
        return heldBytes;
    }
}
