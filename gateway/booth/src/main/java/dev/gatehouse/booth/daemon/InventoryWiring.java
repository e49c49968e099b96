package dev.gatehouse.booth.daemon;

import dev.gatehouse.booth.config.BoothConfig;
import dev.gatehouse.booth.inventory.Commands;
import dev.gatehouse.booth.inventory.InventoryClock;
import dev.gatehouse.booth.inventory.InventoryService;
import dev.gatehouse.booth.inventory.InventorySettings;
import dev.gatehouse.booth.inventory.OwnDevice;
import dev.gatehouse.booth.inventory.ScanOrders;
import dev.gatehouse.core.disk.Disk;
import dev.gatehouse.core.inventory.InventoryVault;
import dev.gatehouse.core.journal.RecordClass;
import dev.gatehouse.core.vault.Vault;
import dev.gatehouse.drivers.DeviceKind;
import dev.gatehouse.proto.v1.Stamp;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tinylog.Logger;

/// Joins the inventory to the booth's clock, devices, radios and journal.
///
/// @param stateDisk where it keeps what it knows
/// @param deviceKey under which it does so
record InventoryWiring(
        BoothConfig config,
        BoothCore core,
        Devices devices,
        BoothTime time,
        Disk stateDisk,
        DeviceKey deviceKey,
        SecureRandom random) {
    private static final Path ARP = Path.of("/proc/net/arp");
    private static final int CHANGES_BYTES = 128 << 10;

    /// What must not be asked anything while a vehicle passes.
    private static final Set<String> SAFETY =
            Set.of(DeviceKind.RADIATION_PORTAL.word(), DeviceKind.OUTPUT.word());

    private static final Pattern HOST = Pattern.compile("(?:[a-z]+://)?([0-9.]{7,15})(?::.*|/.*)?");

    /// Starts it where it is configured. A booth without an inventory still guards its lanes.
    Optional<InventoryService> start() {
        if (config.inventory().isEmpty()) {
            return Optional.empty();
        }
        InventorySettings settings = config.inventory().get();
        try {
            return Optional.of(
                    InventoryService.start(
                            new InventoryService.Parts(
                                    settings,
                                    ARP,
                                    Commands.ofMachine(),
                                    new InventoryVault(
                                            new Vault(
                                                    stateDisk,
                                                    InventoryVault.FILE,
                                                    deviceKey.derive("inventory"),
                                                    random,
                                                    time::nanos,
                                                    CHANGES_BYTES)),
                                    new ScanOrders(config.dataDir()),
                                    clock(),
                                    random,
                                    core.agent()::radios,
                                    this::own,
                                    () -> core.agent().decisions().passagesOpen() > 0,
                                    record ->
                                            core.offer(
                                                    new BoothMessage.Own(
                                                            RecordClass.P1, record)))));
        } catch (IOException e) {
            Logger.error(
                    "INV-030 no inventory; the booth runs without it: cause={}", e.getMessage());
            return Optional.empty();
        }
    }

    private InventoryClock clock() {
        return new InventoryClock() {
            @Override
            public long nanos() {
                return time.nanos();
            }

            @Override
            public Instant wall() {
                return Instant.ofEpochMilli(time.read().wallMs());
            }

            @Override
            public boolean confirmed() {
                return time.isConfirmed();
            }

            @Override
            public Stamp stamp() {
                return BoothOutbox.stamp(time.read());
            }
        };
    }

    private List<OwnDevice> own() {
        return devices.views().stream().map(InventoryWiring::own).toList();
    }

    /// Simulated devices and captures are on no LAN; one that comes to us has no address here.
    private static OwnDevice own(Devices.DeviceView view) {
        BoothConfig.Device device = view.device();
        String[] link = device.link().split(":", 2);
        boolean real = !Set.of("sim", "replay").contains(link[0]);
        Matcher host = HOST.matcher(link.length < 2 ? "" : link[1]);
        return new OwnDevice(
                device.id(),
                device.kind(),
                device.format(),
                real && host.matches() ? host.group(1) : "",
                real && view.counters().lastFrameNanos().isPresent(),
                SAFETY.contains(device.kind()));
    }
}
