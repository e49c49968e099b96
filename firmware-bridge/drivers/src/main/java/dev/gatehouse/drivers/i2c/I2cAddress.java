package dev.gatehouse.drivers.i2c;

import dev.gatehouse.drivers.LinkAddress;
import dev.gatehouse.drivers.cdev.SmbusDevice;
import dev.gatehouse.protocols.i2c.Thermometer;
import java.io.IOException;
import java.nio.file.Path;

/// `i2c:BUS/ADDRESS`, e.g. `i2c:1/0x48`, or with the name of the adapter, which stays when numbers
/// change: `i2c:bcm2835 (i2c@7e804000)/0x48`.
///
/// @param bus a number, or the name of an adapter
/// @param address 0x48 to 0x4F, where the thermometers are
record I2cAddress(String bus, int address) {

    static I2cAddress of(LinkAddress link) {
        int slash = link.target().lastIndexOf('/');
        if (!link.scheme().equals("i2c") || slash <= 0 || !link.parameters().isEmpty()) {
            throw new IllegalArgumentException(
                    "expected the link `i2c:BUS/ADDRESS`, e.g. `i2c:1/0x48`");
        }
        int address;
        try {
            address = Integer.decode(link.target().substring(slash + 1));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("I2C address: expected a number, e.g. 0x48", e);
        }
        if (address < Thermometer.FIRST_ADDRESS || address > Thermometer.LAST_ADDRESS) {
            throw new IllegalArgumentException("I2C address: expected 0x48..0x4F");
        }
        return new I2cAddress(link.target().substring(0, slash), address);
    }

    /// Number of the bus.
    ///
    /// @param adapters `/sys/class/i2c-dev`
    int number(Path adapters) throws IOException {
        return bus.length() <= 3 && bus.chars().allMatch(c -> c >= '0' && c <= '9')
                ? Integer.parseInt(bus)
                : SmbusDevice.bus(adapters, bus);
    }
}
