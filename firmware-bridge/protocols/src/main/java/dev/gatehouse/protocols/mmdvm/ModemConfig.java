package dev.gatehouse.protocols.mmdvm;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RejectReason;

/// SET_CONFIG (section 6). Only digital mobile radio is ever enabled; the octets of the other modes
/// carry the firmware's usual values. Resets the receivers: sent only when stopped. Offsets count
/// from the payload.
///
/// @param protocol whose layout it has
/// @param switches see the constants
/// @param modes enabled modes, [#DMR_ENABLED]
/// @param txDelay of the transmitter in units of 10 ms, at most [#MAX_TX_DELAY]
/// @param mode initial mode
/// @param rxLevel 0 to 255
/// @param otherTxLevel of the modes that are off
/// @param dmrTxLevel 0 to 255
/// @param colourCode 0 to 15
/// @param dmrDelay receiver timing, normally 0
/// @param txDcOffset signed, normally 0
/// @param rxDcOffset signed, normally 0
public record ModemConfig(
        ModemProtocol protocol,
        int switches,
        int modes,
        int txDelay,
        int mode,
        int rxLevel,
        int otherTxLevel,
        int dmrTxLevel,
        int colourCode,
        int dmrDelay,
        int txDcOffset,
        int rxDcOffset)
        implements HostMessage {

    public static final int RX_INVERT = 0x01;
    public static final int TX_INVERT = 0x02;
    public static final int PTT_INVERT = 0x04;
    public static final int DEBUG = 0x10;
    public static final int COS_LOCKOUT = 0x20;
    public static final int SIMPLEX = 0x80;
    public static final int DMR_ENABLED = 0x02;
    public static final int MAX_TX_DELAY = 50;
    public static final int MAX_COLOUR_CODE = 15;

    private static final int OFFSET_ZERO = 128;

    /// Where each field stands, by protocol; -1 where a protocol has no such octet.
    private enum Field {
        SWITCHES(0, 0),
        MODES(1, 1),
        TX_DELAY(2, 3),
        MODE(3, 4),
        TX_DC(13, 5),
        RX_DC(14, 6),
        RX_LEVEL(4, 7),
        CW_LEVEL(5, 8),
        DSTAR_LEVEL(9, 9),
        DMR_LEVEL(10, 10),
        YSF_LEVEL(11, 11),
        P25_LEVEL(12, 12),
        NXDN_LEVEL(15, 13),
        POCSAG_LEVEL(17, 15),
        FM_LEVEL(18, 16),
        YSF_HANG(16, 20),
        P25_HANG(19, 21),
        NXDN_HANG(20, 22),
        COLOUR_CODE(6, 26),
        DMR_DELAY(7, 27),
        FIXED_128(8, 28);

        private final int v1;
        private final int v2;

        Field(int v1, int v2) {
            this.v1 = v1;
            this.v2 = v2;
        }

        int at(ModemProtocol protocol) {
            return switch (protocol) {
                case V1 -> v1;
                case V2 -> v2;
            };
        }
    }

    private static final int V1_LENGTH = 23;
    private static final int V2_LENGTH = 37;
    private static final int YSF_HANG = 4;
    private static final int OTHER_HANG = 5;

    public ModemConfig {
        requireOctet("switches", switches);
        requireOctet("modes", modes);
        requireWithin("transmit delay", txDelay, MAX_TX_DELAY);
        requireOctet("mode", mode);
        requireOctet("receive level", rxLevel);
        requireOctet("transmit level", otherTxLevel);
        requireOctet("transmit level", dmrTxLevel);
        requireWithin("colour code", colourCode, MAX_COLOUR_CODE);
        requireOctet("receive delay", dmrDelay);
        requireOctet("transmit offset", txDcOffset + OFFSET_ZERO);
        requireOctet("receive offset", rxDcOffset + OFFSET_ZERO);
    }

    private static void requireOctet(String name, int value) {
        requireWithin(name, value, 255);
    }

    private static void requireWithin(String name, int value, int most) {
        if (value < 0 || value > most) {
            throw new IllegalArgumentException(name + ": expected 0.." + most + ", found " + value);
        }
    }

    /// The octet of a level in percent.
    public static int level(double percent) {
        return (int) (percent * 255 / 100 + 0.5);
    }

    public boolean simplex() {
        return (switches & SIMPLEX) != 0;
    }

    static Decoded<HostMessage> decode(ModemFrame frame, ModemProtocol protocol) {
        int least = length(protocol);
        // The firmware takes a longer one and looks no further.
        if (frame.payload().length < least) {
            return Decoded.rejected(
                    RejectReason.TOO_SHORT,
                    "configuration of protocol "
                            + protocol.number()
                            + ": expected at least "
                            + least
                            + " octets, found "
                            + frame.payload().length);
        }
        int txDelay = value(frame, protocol, Field.TX_DELAY);
        int colourCode = value(frame, protocol, Field.COLOUR_CODE);
        int mode = value(frame, protocol, Field.MODE);
        int modes = value(frame, protocol, Field.MODES);
        boolean modeIsOff =
                mode != ModemMode.IDLE && (mode != ModemMode.DMR || (modes & DMR_ENABLED) == 0);
        if (txDelay > MAX_TX_DELAY || colourCode > MAX_COLOUR_CODE || modeIsOff) {
            return Decoded.rejected(
                    RejectReason.BAD_VALUE,
                    "configuration: transmit delay "
                            + txDelay
                            + " of 50, colour code "
                            + colourCode
                            + " of 15, mode "
                            + mode);
        }
        return Decoded.message(
                new ModemConfig(
                        protocol,
                        value(frame, protocol, Field.SWITCHES),
                        modes,
                        txDelay,
                        mode,
                        value(frame, protocol, Field.RX_LEVEL),
                        value(frame, protocol, Field.CW_LEVEL),
                        value(frame, protocol, Field.DMR_LEVEL),
                        colourCode,
                        value(frame, protocol, Field.DMR_DELAY),
                        value(frame, protocol, Field.TX_DC) - OFFSET_ZERO,
                        value(frame, protocol, Field.RX_DC) - OFFSET_ZERO));
    }

    private static int length(ModemProtocol protocol) {
        return switch (protocol) {
            case V1 -> V1_LENGTH;
            case V2 -> V2_LENGTH;
        };
    }

    private static int value(ModemFrame frame, ModemProtocol protocol, Field field) {
        return frame.octet(field.at(protocol));
    }

    private int value(Field field) {
        return switch (field) {
            case SWITCHES -> switches;
            case MODES -> modes;
            case TX_DELAY -> txDelay;
            case MODE -> mode;
            case TX_DC -> txDcOffset + OFFSET_ZERO;
            case RX_DC -> rxDcOffset + OFFSET_ZERO;
            case RX_LEVEL -> rxLevel;
            case CW_LEVEL, DSTAR_LEVEL, YSF_LEVEL, P25_LEVEL, NXDN_LEVEL, POCSAG_LEVEL, FM_LEVEL ->
                    otherTxLevel;
            case DMR_LEVEL -> dmrTxLevel;
            case YSF_HANG -> YSF_HANG;
            case P25_HANG, NXDN_HANG -> OTHER_HANG;
            case COLOUR_CODE -> colourCode;
            case DMR_DELAY -> dmrDelay;
            case FIXED_128 -> OFFSET_ZERO;
        };
    }

    @Override
    public ModemFrame encode() {
        byte[] payload = new byte[length(protocol)];
        for (Field field : Field.values()) {
            payload[field.at(protocol)] = (byte) value(field);
        }
        return new ModemFrame(FrameType.SET_CONFIG.code(), payload);
    }
}
