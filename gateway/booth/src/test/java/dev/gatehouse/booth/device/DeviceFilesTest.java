package dev.gatehouse.booth.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gatehouse.booth.device.DeviceOrders.Order;
import dev.gatehouse.booth.device.DeviceOrders.Switch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the registry keeps in files: orders, starts, when devices were heard.
final class DeviceFilesTest {
    private static final String BOOT = "0f0a-11";

    @TempDir private Path folder;

    @Test
    void anOrderHoldsUntilTheNext() throws IOException {
        DeviceOrders orders = new DeviceOrders(folder);
        assertEquals(Map.of(), orders.read());
        orders.leave("cam-1", new Order(Switch.DISABLED, "u-117"));
        orders.leave("cam-2", new Order(Switch.QUARANTINED, "safe-mode"));
        assertEquals(
                Map.of(
                        "cam-1",
                        new Order(Switch.DISABLED, "u-117"),
                        "cam-2",
                        new Order(Switch.QUARANTINED, "safe-mode")),
                new DeviceOrders(folder).read());
        orders.leave("cam-1", new Order(Switch.ENABLED, "u-118"));
        assertEquals(new Order(Switch.ENABLED, "u-118"), orders.read().get("cam-1"));
    }

    @Test
    void whatIsNoOrderIsNone() throws IOException {
        DeviceOrders orders = new DeviceOrders(folder);
        orders.leave("cam-1", new Order(Switch.DISABLED, "u-117"));
        Path home = folder.resolve("devices");
        Files.writeString(home.resolve("cam-2.order"), "");
        Files.writeString(home.resolve("cam-3.order"), "disabled ../etc/passwd");
        Files.writeString(home.resolve("cam-4.order"), "disabled " + "x".repeat(100_000));
        Files.writeString(home.resolve("cam-5.order"), "sold u-117");
        Files.writeString(home.resolve("order123.new"), "disabled u-117");
        assertEquals(List.of("cam-1"), List.copyOf(orders.read().keySet()));
        assertThrows(
                IllegalArgumentException.class,
                () -> orders.leave("../cam", new Order(Switch.ENABLED, "u-117")));
        assertThrows(
                IllegalArgumentException.class,
                () -> orders.leave("cam-1", new Order(Switch.ENABLED, "a b")));
    }

    @Test
    void startsThatEndInACrashAreCountedWithinOneBoot() throws IOException {
        DeviceOrders orders = new DeviceOrders(folder);
        assertEquals(0, Starts.begin(orders, BOOT).crashes());
        assertEquals(1, Starts.begin(orders, BOOT).crashes());
        Starts third = Starts.begin(orders, BOOT);
        assertEquals(2, third.crashes());
        third.opening("modem");
        Starts fourth = Starts.begin(orders, BOOT);
        assertEquals(3, fourth.crashes());
        assertEquals(Optional.of("modem"), fourth.suspect());
        assertEquals(Optional.empty(), fourth.guilty());
        fourth.opening("cam-1");
        fourth.opened();
        Starts fifth = Starts.begin(orders, BOOT);
        assertEquals(Optional.empty(), fifth.suspect());
        assertEquals(Optional.empty(), fifth.guilty());
        assertEquals(0, Starts.begin(orders, "another").crashes(), "power that was cut");
        Starts good = Starts.begin(orders, "another");
        good.steady();
        assertEquals(0, Starts.begin(orders, "another").crashes());
    }

    @Test
    void whoBringsTheProcessDownTwiceInARowIsGuilty() throws IOException {
        DeviceOrders orders = new DeviceOrders(folder);
        Starts.begin(orders, BOOT).opening("cam-1");
        Starts second = Starts.begin(orders, BOOT);
        assertEquals(Optional.of("cam-1"), second.suspect());
        second.opening("cam-2");
        Starts third = Starts.begin(orders, BOOT);
        assertEquals(Optional.empty(), third.guilty(), "another one each time");
        assertEquals(Optional.of("cam-2"), third.suspect());
        third.opening("cam-2");
        Starts fourth = Starts.begin(orders, BOOT);
        assertEquals(Optional.of("cam-2"), fourth.guilty());
        assertEquals(Optional.empty(), fourth.suspect());
        assertEquals(Optional.empty(), Starts.begin(orders, BOOT).guilty(), "told once");
    }

    @Test
    void aFileOfStartsThatIsNoneCountsNothing() throws IOException {
        DeviceOrders orders = new DeviceOrders(folder);
        var _ = Starts.begin(orders, BOOT);
        Files.writeString(folder.resolve("devices").resolve("starts"), BOOT + " -4 * *");
        assertEquals(0, Starts.begin(orders, BOOT).crashes());
    }

    @Test
    void whatWasHeardIsKnownAfterARestart() throws IOException {
        DeviceOrders orders = new DeviceOrders(folder);
        LastSeen seen = LastSeen.read(orders);
        seen.heard("cam-1", 1_000);
        seen.heard("sold", 2_000);
        seen.keep(List.of("cam-1", "cam-2"));
        LastSeen again = LastSeen.read(orders);
        assertEquals(OptionalLong.of(1_000), again.of("cam-1"));
        assertEquals(OptionalLong.empty(), again.of("cam-2"));
        assertEquals(OptionalLong.empty(), again.of("sold"), "it is not configured any more");
    }
}
