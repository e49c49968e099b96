package dev.gatehouse.protocols.mmdvm;

import java.util.Optional;

/// Third octet of a frame (section 3), with the total lengths that a modem may send. A header
/// outside them is not the beginning of a frame but an octet E0 in the middle of something else.
public enum FrameType {
    GET_VERSION(0x00, 4, 255),
    GET_STATUS(0x01, 11, 40),
    SET_CONFIG(0x02),
    SET_MODE(0x03),
    SET_FREQUENCY(0x04),
    CALIBRATION(0x08, 3, 255),
    RSSI_DATA(0x09, 3, 255),
    SEND_CWID(0x0A),
    DMR_ALOHA(0x17),
    DMR_DATA1(0x18, 37, 39),
    DMR_LOST1(0x19, 3, 3),
    DMR_DATA2(0x1A, 37, 39),
    DMR_LOST2(0x1B, 3, 3),
    DMR_SHORT_LC(0x1C),
    DMR_START(0x1D),
    DMR_ABORT(0x1E),
    ACK(0x70, 4, 4),
    NAK(0x7F, 5, 5),
    SERIAL_DATA(0x80, 3, 255),
    TRANSPARENT(0x90, 3, 255),
    QSO_INFO(0x91),
    DEBUG1(0xF1, 3, 255),
    DEBUG2(0xF2, 5, 255),
    DEBUG3(0xF3, 7, 255),
    DEBUG4(0xF4, 9, 255),
    DEBUG5(0xF5, 11, 255),
    DEBUG_DUMP(0xFA, 3, ModemFrame.MAX_LENGTH);

    private static final FrameType[] BY_CODE = new FrameType[256];

    static {
        for (FrameType type : values()) {
            BY_CODE[type.code] = type;
        }
    }

    private final int code;
    private final int leastFromModem;
    private final int mostFromModem;

    /// A frame that only the host sends.
    FrameType(int code) {
        this(code, Integer.MAX_VALUE, 0);
    }

    FrameType(int code, int leastFromModem, int mostFromModem) {
        this.code = code;
        this.leastFromModem = leastFromModem;
        this.mostFromModem = mostFromModem;
    }

    /// The octet on the wire.
    public int code() {
        return code;
    }

    /// The type of a code; empty for other modes' frames and unknown ones.
    public static Optional<FrameType> of(int code) {
        return code >= 0 && code < BY_CODE.length
                ? Optional.ofNullable(BY_CODE[code])
                : Optional.empty();
    }

    /// Whether a modem may send a frame of this type code and total length. Frames of the modes
    /// that are not ours (D-Star, YSF, P25, NXDN, POCSAG, FM) pass, to be skipped whole.
    static boolean isFromModem(int code, int lengthBytes) {
        FrameType type = BY_CODE[code];
        if (type == null) {
            return isOtherMode(code) && lengthBytes <= ModemFrame.MAX_SHORT_LENGTH;
        }
        return lengthBytes >= type.leastFromModem && lengthBytes <= type.mostFromModem;
    }

    private static boolean isOtherMode(int code) {
        return (code >= 0x10 && code <= 0x13)
                || (code >= 0x20 && code <= 0x21)
                || (code >= 0x30 && code <= 0x32)
                || (code >= 0x40 && code <= 0x41)
                || code == 0x50
                || (code >= 0x60 && code <= 0x68);
    }
}
