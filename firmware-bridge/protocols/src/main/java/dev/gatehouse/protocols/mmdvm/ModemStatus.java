package dev.gatehouse.protocols.mmdvm;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;

/// State of a modem (section 5). Overflow flags are latched by the modem for one reply. Offsets
/// count from the payload.
///
/// @param protocol whose layout it has
/// @param mode 0 idle, 2 digital mobile radio, others not ours
/// @param flags see the constants
/// @param slot1Space free frames of slot 1; means nothing in simplex
/// @param slot2Space free frames of slot 2
public record ModemStatus(
        ModemProtocol protocol, int mode, int flags, int slot1Space, int slot2Space)
        implements ModemMessage {

    public static final int TRANSMITTING = 0x01;
    public static final int ADC_OVERFLOW = 0x02;
    public static final int RX_OVERFLOW = 0x04;
    public static final int TX_OVERFLOW = 0x08;
    public static final int LOCKOUT = 0x10;
    public static final int DAC_OVERFLOW = 0x20;
    public static final int CARRIER = 0x40;

    private static final int V1_ENABLED_AT = 0;
    private static final int V1_MODE_AT = 1;
    private static final int V2_MODE_AT = 0;
    private static final int V2_FLAGS_AT = 1;
    private static final int V1_FLAGS_AT = 2;
    private static final int SLOT1_AT = 4;
    private static final int SLOT2_AT = 5;
    private static final int V1_LEAST = 8;
    private static final int V1_SENT = 10;
    private static final int V2_LENGTH = 17;
    private static final int DMR_ENABLED = 0x02;

    public boolean transmitting() {
        return (flags & TRANSMITTING) != 0;
    }

    public boolean carrier() {
        return (flags & CARRIER) != 0;
    }

    /// Free frames of a slot.
    ///
    /// @param slot 1 or 2
    public int space(int slot) {
        return slot == 1 ? slot1Space : slot2Space;
    }

    static Decoded<ModemMessage> decode(ModemFrame frame, ModemProtocol protocol) {
        int least = protocol == ModemProtocol.V1 ? V1_LEAST : V2_LENGTH;
        if (frame.payload().length < least) {
            return Decoded.rejected(
                    RejectReason.TOO_SHORT,
                    "status of protocol "
                            + protocol.number()
                            + ": expected at least "
                            + least
                            + " octets, found "
                            + frame.payload().length);
        }
        boolean v1 = protocol == ModemProtocol.V1;
        return Decoded.message(
                new ModemStatus(
                        protocol,
                        frame.octet(v1 ? V1_MODE_AT : V2_MODE_AT),
                        frame.octet(v1 ? V1_FLAGS_AT : V2_FLAGS_AT),
                        frame.octet(SLOT1_AT),
                        frame.octet(SLOT2_AT)));
    }

    @Override
    public ModemFrame encode() {
        boolean v1 = protocol == ModemProtocol.V1;
        byte[] payload = new byte[v1 ? V1_SENT : V2_LENGTH];
        payload[v1 ? V1_MODE_AT : V2_MODE_AT] = (byte) mode;
        payload[v1 ? V1_FLAGS_AT : V2_FLAGS_AT] = (byte) flags;
        if (v1) {
            payload[V1_ENABLED_AT] = DMR_ENABLED;
        }
        payload[SLOT1_AT] = (byte) slot1Space;
        payload[SLOT2_AT] = (byte) slot2Space;
        return new ModemFrame(FrameType.GET_STATUS.code(), payload);
    }
}
