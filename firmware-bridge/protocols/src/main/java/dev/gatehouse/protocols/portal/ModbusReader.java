package dev.gatehouse.protocols.portal;

import dev.gatehouse.protocols.RejectReason;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/// Cuts a stream into Modbus TCP messages by the length in their heads. A head that cannot be one
/// leaves nothing to go on from: the stream is broken until [#reset]. Owned by one thread.
public final class ModbusReader {

    private final byte[] held = new byte[ModbusMessage.MAX_BYTES];
    private int count;
    private boolean broken;

    /// Takes octets and hands up each whole message.
    ///
    /// @return why the stream is broken, as soon as it is
    public Optional<RejectReason> octets(byte[] octets, Consumer<byte[]> found) {
        int at = 0;
        while (at < octets.length && !broken) {
            int wanted = wanted() - count;
            int taken = Math.min(wanted, octets.length - at);
            System.arraycopy(octets, at, held, count, taken);
            count += taken;
            at += taken;
            if (count == ModbusMessage.UNIT_AT && wanted() == 0) {
                broken = true;
            } else if (count > ModbusMessage.UNIT_AT && count == wanted()) {
                found.accept(Arrays.copyOf(held, count));
                count = 0;
            }
        }
        return broken ? Optional.of(RejectReason.BAD_VALUE) : Optional.empty();
    }

    /// Octets of the message, as far as known; 0 when its head is impossible.
    private int wanted() {
        if (count < ModbusMessage.UNIT_AT) {
            return ModbusMessage.UNIT_AT;
        }
        int protocol = u16(2);
        int length = u16(ModbusMessage.LENGTH_AT);
        boolean possible =
                protocol == 0
                        && length >= 2
                        && length <= ModbusMessage.MAX_BYTES - ModbusMessage.UNIT_AT;
        return possible ? ModbusMessage.UNIT_AT + length : 0;
    }

    private int u16(int at) {
        return (held[at] & 0xFF) << 8 | (held[at + 1] & 0xFF);
    }

    /// A new connection.
    public void reset() {
        count = 0;
        broken = false;
    }
}
