package dev.gatehouse.protocols.mmdvm;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// SET_FREQ (section 7), as the modem sees receiving and sending. Offsets count from the payload.
///
/// @param rxHz where it listens
/// @param txHz where it sends; the same in simplex
/// @param power of the radio stage, 0 to 255
public record ModemFrequency(long rxHz, long txHz, int power) implements HostMessage {

    /// Highest frequency that can be told.
    public static final long MAX_HZ = 0xFFFF_FFFFL;

    private static final int RX_AT = 1;
    private static final int TX_AT = 5;
    private static final int POWER_AT = 9;
    private static final int PAGING_AT = 10;
    private static final int LENGTH = 14;

    /// DVMEGA boards take no more than the two frequencies.
    private static final int SHORT_LENGTH = 9;

    /// Paging is not used; the firmware wants a number it knows.
    private static final int UNUSED_PAGING_HZ = 433_000_000;

    public ModemFrequency {
        if (rxHz < 0 || rxHz > MAX_HZ || txHz < 0 || txHz > MAX_HZ) {
            throw new IllegalArgumentException("frequency: expected 0.." + MAX_HZ + " Hz");
        }
        if (power < 0 || power > 255) {
            throw new IllegalArgumentException("power: expected 0..255, found " + power);
        }
    }

    static Decoded<HostMessage> decode(ModemFrame frame) {
        int found = frame.payload().length;
        if (found != LENGTH && found != SHORT_LENGTH) {
            return Decoded.rejected(
                    found < SHORT_LENGTH ? RejectReason.TOO_SHORT : RejectReason.TOO_LONG,
                    "frequency: expected 9 or 14 octets, found " + found);
        }
        ByteBuffer payload = ByteBuffer.wrap(frame.payload()).order(ByteOrder.LITTLE_ENDIAN);
        return Decoded.message(
                new ModemFrequency(
                        Integer.toUnsignedLong(payload.getInt(RX_AT)),
                        Integer.toUnsignedLong(payload.getInt(TX_AT)),
                        found == LENGTH ? frame.octet(POWER_AT) : 255));
    }

    @Override
    public ModemFrame encode() {
        ByteBuffer payload = ByteBuffer.allocate(LENGTH).order(ByteOrder.LITTLE_ENDIAN);
        payload.putInt(RX_AT, (int) rxHz);
        payload.putInt(TX_AT, (int) txHz);
        payload.put(POWER_AT, (byte) power);
        payload.putInt(PAGING_AT, UNUSED_PAGING_HZ);
        return new ModemFrame(FrameType.SET_FREQUENCY.code(), payload.array());
    }

    /// The short form of DVMEGA boards, without power and paging.
    public ModemFrame encodeShort() {
        return new ModemFrame(
                FrameType.SET_FREQUENCY.code(), Arrays.copyOf(encode().payload(), SHORT_LENGTH));
    }
}
