package dev.gatehouse.booth.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.booth.config.BoothConfig;
import dev.gatehouse.booth.config.ConfigReader;
import dev.gatehouse.booth.device.DeviceOrders;
import dev.gatehouse.booth.device.DeviceOrders.Order;
import dev.gatehouse.booth.device.DeviceOrders.Switch;
import dev.gatehouse.booth.device.DeviceRegistry;
import dev.gatehouse.booth.device.Starts;
import dev.gatehouse.bus.Json;
import dev.gatehouse.proto.v1.DeviceState;
import dev.gatehouse.protocols.Decoded;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Devices that come, go, are switched off, or bring the booth down.
final class DeviceKeeperTest {
    private static final String BOOT = "7";
    private static final long TURN_S = 10;

    @TempDir private Path folder;

    private int safeModeStarts = 3;
    private int allTried;
    private Rig rig;
    private DeviceOrders orders;
    private BoothConfig config;
    private Devices devices;
    private DeviceRegistry registry;
    private DeviceKeeper keeper;

    @SuppressWarnings("NullAway.Init")
    DeviceKeeperTest() {}

    @BeforeEach
    @SuppressWarnings("NullAway.Init")
    void rig() throws Exception {
        rig = new Rig(folder.resolve("rig"));
        orders = new DeviceOrders(folder.resolve("data"));
    }

    @AfterEach
    void close() throws Exception {
        keeper.close();
        rig.core().close();
    }

    private static String camera(String id, int port, String more) {
        return """

        [[device]]
        id = "%1$s"
        kind = "plate-reader"
        lane = "lane-1"
        format = "rekor"
        link = "http:127.0.0.1:%2$d/lpr/%1$s"
        %3$s
        """
                .formatted(id, port, more);
    }

    private static int freePort() throws Exception {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    /// As a start of the booth does.
    private void start(String... tables) throws Exception {
        Path file = folder.resolve("booth.toml");
        Files.writeString(
                file,
                """
                [booth]
                name = "north-1"
                data_dir = "data"
                safe_mode_starts = %d
                [[lane]]
                id = "lane-1"
                [lookouts]
                file = "lookouts.csv"
                """
                                .formatted(safeModeStarts)
                        + String.join("", tables));
        config = ConfigReader.read(file);
        DeviceVoice voice = new DeviceVoice(config, rig.core(), rig.bus, rig.time);
        registry =
                DeviceRegistry.open(
                        config.devices().stream().map(BoothConfig.Device::id).toList(),
                        orders,
                        voice);
        devices = Devices.of(config, rig.bus, rig.time, registry.watch((_, _) -> true));
        keeper =
                new DeviceKeeper(
                        config,
                        devices,
                        registry,
                        orders,
                        Starts.begin(orders, BOOT),
                        rig.time,
                        voice,
                        () -> 0,
                        () -> allTried++,
                        new DeviceKeeper.Times(
                                TimeUnit.SECONDS.toNanos(TURN_S),
                                TimeUnit.MINUTES.toNanos(2),
                                TimeUnit.MINUTES.toNanos(5)));
        keeper.open();
    }

    private void pass(long seconds) {
        rig.nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
        keeper.round();
    }

    private List<String> states() {
        return registry.states().stream()
                .map(state ->
                        state.getDeviceId()
                                + " "
                                + DeviceRegistry.word(state.getCondition())
                                + (state.getReasonsCount() == 0
                                        ? ""
                                        : " " + String.join(",", state.getReasonsList())))
                .toList();
    }

    private List<String> open() {
        return devices.views().stream()
                .filter(view -> view.sinceNanos().isPresent())
                .map(view -> view.device().id())
                .toList();
    }

    @Test
    void aPortThatCannotBeHadIsTriedAgainAndTheOthersWork() throws Exception {
        int free = freePort();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            start(camera("cam-1", taken.getLocalPort(), ""), camera("cam-2", free, ""));
            assertEquals(List.of("cam-1 FAULTY DEVICE_NOT_OPENED", "cam-2 NEVER_SEEN"), states());
            pass(2);
            assertEquals(List.of("cam-2"), open());
        }
        pass(4);
        assertEquals(List.of("cam-1", "cam-2"), open());
        assertEquals(List.of("cam-1 NEVER_SEEN", "cam-2 NEVER_SEEN"), states());
    }

    @Test
    void anOrderSwitchesADeviceOffAndOnAndOutlastsARestart() throws Exception {
        int port = freePort();
        start(camera("cam-1", port, ""), camera("cam-2", port, "enabled = false"));
        assertEquals(List.of("cam-1"), open());
        orders.leave("cam-1", new Order(Switch.DISABLED, "u-117"));
        pass(1);
        assertEquals(List.of(), open());
        assertEquals(List.of("cam-1 DISABLED ORDER", "cam-2 DISABLED CONFIGURATION"), states());
        assertEquals("u-117", registry.states().getFirst().getBy());
        keeper.close();
        keeper.inOrder();

        start(camera("cam-1", port, ""));
        assertEquals(List.of(), open());
        orders.leave("cam-1", new Order(Switch.ENABLED, "u-118"));
        pass(1);
        assertEquals(List.of("cam-1"), open());
        assertEquals(List.of("cam-1 NEVER_SEEN"), states());
    }

    @Test
    void statesAreRetainedOnTheBus() throws Exception {
        start(camera("cam-1", freePort(), ""));
        orders.leave("cam-1", new Order(Switch.DISABLED, "u-117"));
        pass(1);
        List<FakeBus.Sent> sent = rig.bus.on("/device/cam-1/state");
        assertEquals(2, sent.size());
        assertTrue(sent.getLast().retain());
        byte[] payload = sent.getLast().payload().getBytes(StandardCharsets.UTF_8);
        if (Json.parse(payload, DeviceState.getDefaultInstance())
                instanceof Decoded.Message<DeviceState>(DeviceState state)) {
            assertEquals(registry.states().getFirst(), state);
        } else {
            throw new AssertionError("no device state");
        }
    }

    /// @param times how many of them, the last ones, ended in the turn of a device
    private void crashes(int count, String opening, int times) throws Exception {
        for (int i = 0; i < count; i++) {
            Starts starts = Starts.begin(orders, BOOT);
            if (!opening.isEmpty() && i >= count - times) {
                starts.opening(opening);
            }
        }
    }

    @Test
    void twoCrashesAreNoPattern() throws Exception {
        crashes(2, "", 0);
        start(camera("cam-1", freePort(), ""));
        assertFalse(keeper.safeMode());
        assertEquals(List.of("cam-1"), open());
        assertEquals(1, allTried);
    }

    @Test
    void afterThreeCrashesDevicesAreOpenedOneAtATime() throws Exception {
        crashes(3, "", 0);
        int port = freePort();
        start(camera("cam-1", port, ""), camera("cam-2", port, ""));
        assertTrue(keeper.safeMode());
        assertEquals(3, keeper.safeModeAfter());
        assertEquals(List.of("cam-1 DISABLED SAFE_MODE", "cam-2 DISABLED SAFE_MODE"), states());
        keeper.round();
        assertEquals(List.of("cam-1"), open());
        pass(TURN_S - 1);
        assertEquals(List.of("cam-1"), open());
        assertEquals(0, allTried, "what comes for cam-2 is kept");
        pass(1);
        assertEquals(List.of("cam-1", "cam-2"), open());
        assertEquals(1, allTried);
        pass(TURN_S);
        assertTrue(Starts.begin(orders, BOOT).crashes() > 0, "not before it has stood its time");
        pass(600);
        assertEquals(0, Starts.begin(orders, BOOT).crashes());
    }

    @Test
    void theOneThatBringsTheBoothDownStaysOff() throws Exception {
        crashes(5, "cam-2", 2);
        int port = freePort();
        start(camera("cam-1", port, ""), camera("cam-2", port, ""), camera("cam-3", port, ""));
        assertEquals("cam-2 DISABLED DEVICE_QUARANTINED", states().get(1));
        keeper.round();
        pass(TURN_S);
        pass(TURN_S);
        assertEquals(List.of("cam-1", "cam-3"), open());
        assertEquals(
                Map.of("cam-2", new Order(Switch.QUARANTINED, DeviceKeeper.SAFE_MODE)),
                orders.read());
        orders.leave("cam-2", new Order(Switch.ENABLED, "u-117"));
        pass(1);
        assertEquals(List.of("cam-1", "cam-2", "cam-3"), open());
        assertEquals("cam-2 NEVER_SEEN", states().get(1));
    }

    @Test
    void theOneThatMayHaveDoneItComesFirst() throws Exception {
        crashes(4, "cam-2", 1);
        int port = freePort();
        start(camera("cam-1", port, ""), camera("cam-2", port, ""), camera("cam-3", port, ""));
        assertEquals("cam-2 DISABLED SAFE_MODE", states().get(1));
        keeper.round();
        assertEquals(List.of("cam-2"), open());
        pass(TURN_S);
        assertEquals(List.of("cam-1", "cam-2"), open());
        assertEquals(Map.of(), orders.read());
    }

    @Test
    void manyDevicesTakeShorterTurns() throws Exception {
        crashes(3, "", 0);
        int port = freePort();
        start(
                IntStream.range(0, 60)
                        .mapToObj(i -> camera("cam-" + i, port, ""))
                        .toArray(String[]::new));
        keeper.round();
        for (int s = 0; s < 118; s += 2) {
            pass(2);
        }
        assertEquals(60, open().size());
    }

    @Test
    void safeModeCanBeOff() throws Exception {
        crashes(9, "", 0);
        safeModeStarts = 0;
        start(camera("cam-1", freePort(), ""));
        assertFalse(keeper.safeMode());
        assertEquals(List.of("cam-1"), open());
    }

    @Test
    void anEndInOrderBeginsAnew() throws Exception {
        crashes(3, "", 0);
        start(camera("cam-1", freePort(), ""));
        assertTrue(keeper.safeMode());
        keeper.close();
        keeper.inOrder();
        start(camera("cam-1", freePort(), ""));
        assertFalse(keeper.safeMode());
    }
}
