package dev.gatehouse.protocols.hytera;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Finds HRNP packets in a serial stream: hunts for 7E, checks the length before it waits for the
/// rest, and goes on one octet further after a packet that is none (sheet, section 3). Holds at
/// most one packet. Owned by the link's thread.
public final class HrnpReader {

    private final byte[] held = new byte[HrnpPacket.MAX_BYTES];
    private int length;
    private long skippedOctets;

    /// Takes what the line gave, cut anywhere.
    ///
    /// @return packets, and candidates that began like one and were refused, in order
    public List<Decoded<HrnpPacket>> accept(byte[] bytes) {
        List<Decoded<HrnpPacket>> found = new ArrayList<>();
        int taken = 0;
        while (taken < bytes.length) {
            int room = Math.min(held.length - length, bytes.length - taken);
            System.arraycopy(bytes, taken, held, length, room);
            taken += room;
            length += room;
            drain(found);
        }
        return found;
    }

    private void drain(List<Decoded<HrnpPacket>> found) {
        int at = 0;
        while (at < length) {
            if (Byte.toUnsignedInt(held[at]) != HrnpPacket.MAGIC) {
                at++;
                skippedOctets++;
                continue;
            }
            if (length - at < HrnpPacket.HEAD_BYTES) {
                break;
            }
            int claimed =
                    Byte.toUnsignedInt(held[at + HrnpPacket.LENGTH_AT]) << 8
                            | Byte.toUnsignedInt(held[at + HrnpPacket.LENGTH_AT + 1]);
            if (claimed < HrnpPacket.HEAD_BYTES || claimed > HrnpPacket.MAX_BYTES) {
                found.add(
                        Decoded.rejected(
                                RejectReason.BAD_VALUE,
                                "HRNP length: expected 12..1500, found " + claimed));
                at++;
                skippedOctets++;
                continue;
            }
            if (length - at < claimed) {
                break;
            }
            Decoded<HrnpPacket> packet =
                    HrnpPacket.decode(Arrays.copyOfRange(held, at, at + claimed));
            found.add(packet);
            if (packet instanceof Decoded.Message) {
                at += claimed;
            } else {
                at++;
                skippedOctets++;
            }
        }
        length -= at;
        System.arraycopy(held, at, held, 0, length);
    }

    /// Octets that belonged to no packet.
    public long skippedOctets() {
        return skippedOctets;
    }

    /// Forgets a part of a packet, after the line was silent for too long.
    public void reset() {
        skippedOctets += length;
        length = 0;
    }
}
