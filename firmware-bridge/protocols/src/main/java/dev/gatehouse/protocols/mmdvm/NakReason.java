package dev.gatehouse.protocols.mmdvm;

/// Why a modem refused a frame (section 3).
public enum NakReason {
    UNKNOWN_TYPE(1),
    /// Mode off, wrong mode, or slot 1 on a simplex modem.
    NOT_NOW(2),
    /// Of older firmware.
    BAD_FRAME(3),
    /// A length or a value outside its range.
    BAD_VALUE(4),
    /// No room: the burst is lost.
    BUFFER_FULL(5),
    /// A number that no known firmware sends.
    OTHER(0);

    private final int code;

    NakReason(int code) {
        this.code = code;
    }

    /// The octet on the wire.
    public int code() {
        return code;
    }

    static NakReason of(int code) {
        for (NakReason reason : values()) {
            if (reason.code == code) {
                return reason;
            }
        }
        return OTHER;
    }
}
