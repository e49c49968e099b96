package dev.gatehouse.protocols.i2c;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThermometerTest {

    @ParameterizedTest
    @CsvSource({
        // wire octets as one number, word of SMBus, degrees
        "0x1980, 0x8019, 25.5",
        "0xE700, 0x00E7, -25.0",
        "0x7FF0, 0xF07F, 127.9375",
        "0x0000, 0x0000, 0.0",
        "0xFFF0, 0xF0FF, -0.0625",
        "0x8000, 0x0080, -128.0",
    })
    void wordsBecomeDegreesOfTmp102(int wire, int word, double celsius) {
        assertEquals((short) wire, Thermometer.wire(word));
        assertEquals(celsius, Thermometer.TMP102.celsius(Thermometer.wire(word)));
    }

    @ParameterizedTest
    @CsvSource({
        "0x1980, 25.5",
        "0xE700, -25.0",
        "0x7D00, 125.0",
        "0xC900, -55.0",
        "0xFF80, -0.5",
        // octets below the ninth bit are another sensor's business
        "0x19FF, 25.5",
    })
    void nineBitsBecomeDegreesOfLm75(int wire, double celsius) {
        assertEquals(celsius, Thermometer.LM75.celsius((short) wire));
    }
}
