package dev.gatehouse.simulators.radio;

import java.util.SplittableRandom;

/// One burst in the air near a simulated receiver.
///
/// @param slot the radio uses
/// @param colourCode of the radio's channel
/// @param control what a receiver finds it to be, in the modem's terms
/// @param burst 33 octets
/// @param rssiDbm strength, negative
/// @param source radio, for networks that tell it beside the burst
/// @param destination radio or group, likewise
/// @param unit to one radio, else to a group
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record OnAir(
        int slot,
        int colourCode,
        int control,
        byte[] burst,
        int rssiDbm,
        int source,
        int destination,
        boolean unit) {

    /// Of a radio whose addresses do not matter.
    public OnAir(int slot, int colourCode, int control, byte[] burst, int rssiDbm) {
        this(slot, colourCode, control, burst, rssiDbm, 1, 2, false);
    }

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

    /// The same with so many wrong bits.
    OnAir withWrongBits(SplittableRandom random, int count) {
        byte[] wrong = burst.clone();
        for (int i = 0; i < count; i++) {
            int bit = random.nextInt(wrong.length * 8);
            wrong[bit / 8] ^= (byte) (0x80 >> (bit % 8));
        }
        return new OnAir(slot, colourCode, control, wrong, rssiDbm, source, destination, unit);
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
