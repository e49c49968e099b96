package dev.gatehouse.drivers.cdev;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmbusDeviceTest {

    @TempDir Path folder;
    private FakeKernel kernel;

    @BeforeEach
    void begin() {
        kernel = new FakeKernel(folder);
    }

    @Test
    void transactionsReadAndWrite() throws IOException {
        FakeKernel.I2cDevice wires = kernel.i2c(1, 0x48).set(0, 0x19, 0x80, 3, 4, 5);
        try (SmbusDevice device = SmbusDevice.open(kernel, folder, 1, 0x48)) {
            assertEquals(0x8019, device.word(0));
            assertEquals(0x80, device.octet(1));
            assertEquals(0x19, device.receive());
            assertArrayEquals(new byte[] {3, 4, 5}, device.block(2, 3));
            device.writeWord(8, 0xBEEF);
            assertEquals(0xEF, wires.get(8));
            assertEquals(0xBE, wires.get(9));
            device.writeOctet(10, 0xFF);
            assertEquals(0xFF, wires.get(10));
            device.writeBlock(12, new byte[] {7, 8});
            assertEquals(8, wires.get(13));
            device.send(0x5A);
            assertEquals(0x5A, wires.get(255));
            assertThrows(IllegalArgumentException.class, () -> device.block(0, 33));
        }
        assertEquals(0, kernel.openFiles());
    }

    @Test
    void whatCannotBeIsRefused() {
        kernel.i2c(1, 0x48);
        assertThrows(
                IllegalArgumentException.class, () -> SmbusDevice.open(kernel, folder, 1, 0x78));
        assertTrue(
                assertThrows(KernelFault.class, () -> SmbusDevice.open(kernel, folder, 2, 0x48))
                        .is(Errno.ENOENT));
        kernel.busOwns(1, 0x48);
        KernelFault owned =
                assertThrows(KernelFault.class, () -> SmbusDevice.open(kernel, folder, 1, 0x48));
        assertTrue(owned.is(Errno.EBUSY));
        assertTrue(String.valueOf(owned.getMessage()).contains("/sys/class/hwmon"));
        kernel.busCan(1, SmbusDevice.READ_BYTE_DATA);
        assertTrue(
                assertThrows(KernelFault.class, () -> SmbusDevice.open(kernel, folder, 1, 0x49))
                        .is(Errno.EOPNOTSUPP));
        assertEquals(0, kernel.openFiles());
    }

    @Test
    void aBusIsFoundByTheNameOfItsAdapter() throws IOException {
        for (String one :
                new String[] {"0:SMBus I801", "1:bcm2835 (i2c@7e804000)", "2:twin", "3:twin"}) {
            Path adapter = Files.createDirectory(folder.resolve("i2c-" + one.charAt(0)));
            Files.writeString(adapter.resolve("name"), one.substring(2) + "\n");
        }
        assertEquals(1, SmbusDevice.bus(folder, "bcm2835 (i2c@7e804000)"));
        assertThrows(IOException.class, () -> SmbusDevice.bus(folder, "twin"));
        assertThrows(IOException.class, () -> SmbusDevice.bus(folder, "none"));
    }
}
