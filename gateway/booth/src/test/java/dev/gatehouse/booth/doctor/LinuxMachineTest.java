package dev.gatehouse.booth.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinuxMachineTest {
    @TempDir Path folder;

    @Test
    void chronyIsReadAsItsColumnsStand() {
        String line =
                "A9FEA97B,169.254.169.123,4,1700000000.123,-0.000010000,0.000002,0.00001,-7.5,"
                        + "0.01,0.05,0.000400000,0.000300000,16.0,Normal\n";
        assertEquals(0.51, LinuxMachine.bound(line).orElseThrow(), 1e-9);
        assertTrue(
                Double.isInfinite(
                        LinuxMachine.bound(line.replace("Normal", "Not synchronised"))
                                .orElseThrow()));
        assertTrue(LinuxMachine.bound("506 Cannot talk to daemon").isEmpty());
    }

    @Test
    void portsAndLocksOfThisMachineAreSeenWithoutTouchingThem() throws IOException {
        LinuxMachine linux = new LinuxMachine(java.time.InstantSource.system());
        int port;
        try (var socket =
                new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
            assertTrue(linux.listening(port));
            assertTrue(linux.answers("127.0.0.1", port));
        }
        assertFalse(linux.listening(port));
        Path file = Files.createFile(folder.resolve("lock"));
        assertFalse(linux.locked(file));
        try (var channel =
                        java.nio.channels.FileChannel.open(
                                file, java.nio.file.StandardOpenOption.WRITE);
                var lock = channel.tryLock()) {
            assertTrue(lock.isValid());
            assertTrue(linux.locked(file));
        }
        assertFalse(linux.locked(file));
        assertTrue(linux.freeBytes(folder.resolve("not/there/yet")).orElse(0) > 0);
    }
}
