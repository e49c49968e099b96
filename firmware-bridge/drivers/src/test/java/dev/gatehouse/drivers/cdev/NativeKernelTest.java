package dev.gatehouse.drivers.cdev;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The kernel of this machine, as far as it needs no chip: calls, arguments, errno. Chips are met
/// in `deploy-scripts/prove gpio-kernel`.
@EnabledOnOs(OS.LINUX)
class NativeKernelTest {

    private static final int TIOCINQ = 0x541B;

    @TempDir Path folder;
    private final NativeKernel kernel = new NativeKernel();

    @Test
    void filesAreOpenedReadAndClosed() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "0123456789");
        int fd = kernel.open(file.toString(), Kernel.O_RDWR | Kernel.O_CLOEXEC);
        byte[] four = new byte[4];
        assertEquals(4, kernel.read(fd, four));
        assertArrayEquals(new byte[] {'0', '1', '2', '3'}, four);
        assertEquals(Kernel.POLLIN, kernel.poll(fd, 0));
        // ioctl with a structure: the kernel writes how much is left
        byte[] left = new byte[4];
        assertEquals(0, kernel.ioctl(fd, TIOCINQ, left));
        assertArrayEquals(new byte[] {6, 0, 0, 0}, left);
        kernel.close(fd);
        KernelFault ended = assertThrows(KernelFault.class, () -> kernel.read(fd, four));
        assertTrue(String.valueOf(ended.getMessage()).startsWith("read"));
    }

    @Test
    void failuresHaveTheirNumber() throws IOException {
        KernelFault absent =
                assertThrows(
                        KernelFault.class,
                        () -> kernel.open(folder.resolve("none").toString(), Kernel.O_RDWR));
        assertTrue(absent.is(Errno.ENOENT));
        assertTrue(String.valueOf(absent.getMessage()).contains("plugged in"));
        int fd = kernel.open("/dev/null", Kernel.O_RDWR | Kernel.O_CLOEXEC);
        byte[] info = new byte[68];
        assertTrue(
                assertThrows(KernelFault.class, () -> kernel.ioctl(fd, GpioChip.GET_CHIPINFO, info))
                        .is(Errno.ENOTTY));
        assertTrue(
                assertThrows(KernelFault.class, () -> kernel.ioctl(fd, SmbusDevice.I2C_SLAVE, 0x48))
                        .is(Errno.ENOTTY));
        assertTrue(
                assertThrows(
                                KernelFault.class,
                                () ->
                                        kernel.ioctl(
                                                fd,
                                                SmbusDevice.I2C_SMBUS,
                                                new byte[16],
                                                8,
                                                new byte[34]))
                        .is(Errno.ENOTTY));
        kernel.close(fd);
    }

    @Test
    void aChipIsNoneWhereAnotherFileHasItsName() throws IOException {
        Files.createSymbolicLink(folder.resolve("gpiochip0"), Path.of("/dev/null"));
        IOException refused =
                assertThrows(IOException.class, () -> GpioChip.find(kernel, folder, "pinctrl-rp1"));
        assertTrue(String.valueOf(refused.getMessage()).contains("ENOTTY"));
    }
}
