package dev.gatehouse.drivers.serial;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.drivers.DeviceKind;
import dev.gatehouse.drivers.LinkAddress;
import dev.gatehouse.drivers.LinkContext;
import dev.gatehouse.drivers.TestFrames;
import java.util.List;
import org.junit.jupiter.api.Test;

class SerialAddressTest {

    private static void create(String address) {
        new SerialLinkProvider()
                .create(
                        LinkAddress.parse(address),
                        new LinkContext(
                                "reader",
                                "lane-1",
                                DeviceKind.DOCUMENT_READER,
                                () -> TestFrames.at(TestFrames.NOW, 0),
                                (_, _) -> () -> {}))
                .close();
    }

    @Test
    void addressesAreChecked() {
        create("serial:/dev/gatehouse/mrz0");
        create(
                "serial:/dev/ttyUSB0?baud=9600&data_bits=7&parity=even&stop_bits=2&flow=rts-cts&silence_ms=0&usb_vendor=0403&usb_product=6001&usb_serial=A1B2");
        for (String wrong :
                List.of(
                        "serial:ttyUSB0",
                        "serial:/dev/ttyUSB0?data_bits=9",
                        "serial:/dev/ttyUSB0?flow=some",
                        "serial:/dev/ttyUSB0?parity=mark",
                        "serial:/dev/ttyUSB0?usb_vendor=403",
                        "serial:/dev/ttyUSB0?usb_product=xyzw",
                        "serial:/dev/ttyUSB0?colour=red")) {
            assertThrows(IllegalArgumentException.class, () -> create(wrong), wrong);
        }
    }

    @Test
    void anotherAdapterAtTheSameNameIsNotTaken() {
        var wanted = new SerialSettings.Adapter(0x0403, 0x6001, "A1B2");
        assertTrue(wanted.is(0x0403, 0x6001, "A1B2"));
        assertFalse(wanted.is(0x0403, 0x6001, "A1B3"));
        assertFalse(wanted.is(0x0403, 0x6015, "A1B2"));
        assertFalse(wanted.is(0x067B, 0x6001, "A1B2"));
        assertTrue(new SerialSettings.Adapter(-1, -1, "").is(-1, -1, "Unknown"));
    }
}
