package dev.gatehouse.protocols.i2c;

/// Sensors whose register 0 is a temperature of two octets, the high one first on the wire. SMBus
/// takes the first octet as the low one of a word, so a word comes swapped.
public enum Thermometer {
    /// TI TMP102: 12 bits, 1/16 °C.
    TMP102(4, 16),
    /// LM75 and its kin: 9 bits, 1/2 °C; those with more bits are read without them.
    LM75(7, 2);

    /// Register of the temperature.
    public static final int REGISTER = 0;

    /// Lowest of the eight addresses that the pins choose from.
    public static final int FIRST_ADDRESS = 0x48;

    public static final int LAST_ADDRESS = 0x4F;

    private final int shift;
    private final int stepsADegree;

    Thermometer(int shift, int stepsADegree) {
        this.shift = shift;
        this.stepsADegree = stepsADegree;
    }

    /// Temperature of two octets in the order of the wire.
    ///
    /// @param register signed 16 bits, the first octet the high one
    /// @return degrees Celsius
    public double celsius(short register) {
        return (double) (register >> shift) / stepsADegree;
    }

    /// What a word of SMBus is on the wire.
    ///
    /// @param word as I2C_SMBUS gives it, 0 to 65,535
    public static short wire(int word) {
        return Short.reverseBytes((short) word);
    }
}
