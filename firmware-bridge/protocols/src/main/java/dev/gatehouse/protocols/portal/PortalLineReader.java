package dev.gatehouse.protocols.portal;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.RejectReason;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.function.Consumer;

/// Cuts a stream into lines. Holds at most one line of [PortalLine#MAX_BYTES] octets and blanks
/// behind it, however long the sender makes it. Owned by one thread.
public final class PortalLineReader {

    /// What is held of one line.
    static final int HELD_BYTES = PortalLine.MAX_BYTES + 16;

    private final byte[] held = new byte[HELD_BYTES];
    private final MessageDigest digest = PortalInput.newDigest();
    private int count;
    private long lengthBytes;
    private long emptyLines;

    /// Takes octets and hands up each line that they complete.
    public void octets(byte[] octets, Consumer<PortalInput> found) {
        int from = 0;
        for (int at = 0; at < octets.length; at++) {
            if (octets[at] == '\n') {
                hold(octets, from, at - from);
                end(found);
                from = at + 1;
            }
        }
        hold(octets, from, octets.length - from);
    }

    private void hold(byte[] octets, int from, int length) {
        int room = Math.min(length, HELD_BYTES - count);
        System.arraycopy(octets, from, held, count, room);
        if (room < length) {
            if (lengthBytes == count) {
                // only a line that is too long needs its sum before its end
                digest.update(held, 0, count + room);
            }
            digest.update(octets, from + room, length - room);
        }
        count += room;
        lengthBytes += length;
    }

    private void end(Consumer<PortalInput> found) {
        byte[] line = Arrays.copyOf(held, count);
        long length = lengthBytes;
        count = 0;
        lengthBytes = 0;
        if (length > HELD_BYTES) {
            found.accept(unreadable(RejectReason.TOO_LONG, length, digest.digest()));
            return;
        }
        if (isBlank(line)) {
            emptyLines++;
            return;
        }
        switch (PortalLine.decode(line)) {
            case Decoded.Message<PortalLine>(PortalLine read) ->
                    found.accept(new PortalInput.Line(read));
            case Decoded.Rejected<PortalLine>(RejectReason reason, String _) ->
                    found.accept(unreadable(reason, length, digest.digest(line)));
        }
    }

    private static PortalInput unreadable(RejectReason reason, long length, byte[] sum) {
        return new PortalInput.Unreadable(reason, length, Octets.of(sum));
    }

    private static boolean isBlank(byte[] line) {
        for (byte octet : line) {
            if (octet != ' ' && octet != '\t' && octet != '\r') {
                return false;
            }
        }
        return true;
    }

    /// Lines with nothing in them, which are left out.
    public long emptyLines() {
        return emptyLines;
    }

    /// Forgets the line that was begun, as after a lost connection.
    ///
    /// @return octets that were thrown away
    public long reset() {
        long lost = lengthBytes;
        count = 0;
        lengthBytes = 0;
        digest.reset();
        return lost;
    }
}
