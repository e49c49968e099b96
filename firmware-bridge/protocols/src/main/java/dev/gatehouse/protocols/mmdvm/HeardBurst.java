package dev.gatehouse.protocols.mmdvm;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;
import java.util.Arrays;
import java.util.OptionalInt;

/// A burst that the modem received (section 8). The control octet is a claim: after the last block
/// of a transmission without terminator the modem goes on for 12 frames with its last claim and
/// junk. Offsets count from the payload.
///
/// @param slot 1 or 2; always 2 in simplex
/// @param control see the constants
/// @param burst 33 octets
/// @param rawRssi as measured, 16 bits; empty where the firmware sent none
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record HeardBurst(int slot, int control, byte[] burst, OptionalInt rawRssi)
        implements ModemMessage {

    /// Octets of a burst.
    public static final int BURST_LENGTH = 33;

    /// Control of a burst with data sync; the low nibble claims its data type.
    public static final int DATA_SYNC = 0x40;

    /// Control of a burst with voice sync.
    public static final int VOICE_SYNC = 0x20;

    /// Control of a wake-up: a control block heard by an idle duplex modem.
    public static final int WAKE_UP = 0xC3;

    static final int CONTROL_AT = 0;
    static final int BURST_AT = 1;
    static final int RSSI_AT = BURST_AT + BURST_LENGTH;
    private static final int RSSI_LENGTH = 2;

    public HeardBurst {
        if (slot < 1 || slot > 2 || burst.length != BURST_LENGTH) {
            throw new IllegalArgumentException("burst: expected slot 1 or 2 and 33 octets");
        }
    }

    /// Whether the modem claims a data or control burst.
    public boolean claimsData() {
        return (control & DATA_SYNC) != 0;
    }

    static Decoded<ModemMessage> decode(ModemFrame frame, int slot) {
        byte[] payload = frame.payload();
        if (payload.length != RSSI_AT && payload.length != RSSI_AT + RSSI_LENGTH) {
            return Decoded.rejected(
                    payload.length < RSSI_AT ? RejectReason.TOO_SHORT : RejectReason.TOO_LONG,
                    "burst: expected 34 or 36 octets, found " + payload.length);
        }
        return Decoded.message(
                new HeardBurst(
                        slot,
                        frame.octet(CONTROL_AT),
                        Arrays.copyOfRange(payload, BURST_AT, RSSI_AT),
                        payload.length == RSSI_AT
                                ? OptionalInt.empty()
                                : OptionalInt.of(
                                        (frame.octet(RSSI_AT) << 8) | frame.octet(RSSI_AT + 1))));
    }

    @Override
    public ModemFrame encode() {
        byte[] payload = new byte[RSSI_AT + (rawRssi.isPresent() ? RSSI_LENGTH : 0)];
        payload[CONTROL_AT] = (byte) control;
        System.arraycopy(burst, 0, payload, BURST_AT, BURST_LENGTH);
        if (rawRssi.isPresent()) {
            payload[RSSI_AT] = (byte) (rawRssi.getAsInt() >> 8);
            payload[RSSI_AT + 1] = (byte) rawRssi.getAsInt();
        }
        FrameType type = slot == 1 ? FrameType.DMR_DATA1 : FrameType.DMR_DATA2;
        return new ModemFrame(type.code(), payload);
    }
}
