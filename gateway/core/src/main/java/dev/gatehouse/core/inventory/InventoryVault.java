package dev.gatehouse.core.inventory;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.gatehouse.core.vault.Vault;
import dev.gatehouse.core.vault.VaultContents;
import dev.gatehouse.proto.v1.InventoryMemory;
import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the inventory must know again after a restart, in a [Vault]: the latest trusted time, the
/// version of the policy, and every device. A swap of devices while the booth is down is seen.
///
/// Owner: one thread.
public final class InventoryVault implements Closeable {
    /// Name of the file.
    public static final String FILE = "inventory.vault";

    private final Vault vault;

    /// @param vault of [#FILE]
    public InventoryVault(Vault vault) {
        this.vault = vault;
    }

    /// What the last run left.
    ///
    /// @param trusted the latest trusted time
    /// @param policyVersion in force
    /// @param devices known
    /// @param damaged whether something is missing
    public record Memory(
            Instant trusted, long policyVersion, List<InventoryDevice> devices, boolean damaged) {
        public Memory {
            devices = List.copyOf(devices);
        }
    }

    /// Reads what the last run left, once.
    public Memory load() throws IOException {
        VaultContents contents = vault.load();
        boolean damaged = contents.damaged();
        Instant trusted = Instant.EPOCH;
        long version = 0;
        Map<String, InventoryDevice> devices = new LinkedHashMap<>();
        for (byte[] entry : contents.entries()) {
            try {
                InventoryMemory memory = InventoryMemory.parseFrom(entry);
                Instant told = Instant.ofEpochMilli(memory.getTrustedMs());
                trusted = told.isAfter(trusted) ? told : trusted;
                version = Math.max(version, memory.getPolicyVersion());
                if (memory.getWhole()) {
                    devices.clear();
                }
                memory.getDevicesList()
                        .forEach(device ->
                                WireInventory.device(device)
                                        .ifPresent(one -> devices.put(one.id(), one)));
            } catch (InvalidProtocolBufferException e) {
                damaged = true;
            }
        }
        return new Memory(trusted, version, List.copyOf(devices.values()), damaged);
    }

    /// Keeps time and version; on return they are on disk.
    ///
    /// @param devices all of them; written when their room is used up or `whole`
    /// @param whole the devices have changed
    public void save(
            Instant trusted, long policyVersion, List<InventoryDevice> devices, boolean whole)
            throws IOException {
        InventoryMemory.Builder memory =
                InventoryMemory.newBuilder()
                        .setTrustedMs(trusted.toEpochMilli())
                        .setPolicyVersion(policyVersion);
        if (!whole && vault.isOpen() && vault.append(memory.build().toByteArray())) {
            return;
        }
        memory.setWhole(true);
        devices.forEach(device -> memory.addDevices(WireInventory.device(device)));
        vault.restart(memory.build().toByteArray());
    }

    @Override
    public void close() throws IOException {
        vault.close();
    }
}
