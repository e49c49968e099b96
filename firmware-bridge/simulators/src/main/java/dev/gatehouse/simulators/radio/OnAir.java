package dev.gatehouse.simulators.radio;

/// One burst in the air near a simulated receiver.
///
/// @param slot the radio uses
/// @param colourCode of the radio's channel
/// @param control what a receiver finds it to be, in the modem's terms
/// @param burst 33 octets
/// @param rssiDbm strength, negative
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record OnAir(int slot, int colourCode, int control, byte[] burst, int rssiDbm) {

    static final int HEADER = 0x41;
    static final int TERMINATOR = 0x42;
    static final int CONTROL_BLOCK = 0x43;
    static final int DATA_HEADER = 0x46;
    static final int VOICE_SYNC = 0x20;

    private static final int DATA_SYNC = 0x40;
    private static final int RATE_HALF = 0x47;
    private static final int RATE_THREE_QUARTERS = 0x48;
    private static final int RATE_ONE = 0x4A;

    public OnAir {
        if (slot < 1 || slot > 2 || burst.length != 33) {
            throw new IllegalArgumentException("burst: expected slot 1 or 2 and 33 octets");
        }
    }

    boolean isData() {
        return (control & DATA_SYNC) != 0;
    }

    /// A block that means nothing without its header.
    boolean isBlock() {
        return control == RATE_HALF || control == RATE_THREE_QUARTERS || control == RATE_ONE;
    }

    boolean hasSync() {
        return isData() || control == VOICE_SYNC;
    }
}
