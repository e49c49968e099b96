package dev.gatehouse.booth.inventory;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What the inventory is told.
///
/// @param segments network interfaces of the lanes
/// @param ouiFile who was assigned which interface addresses
/// @param policyFile signed policy
/// @param policyKey public key of the policy
/// @param active queries are sent without an order too: after the start and every week
/// @param packetsPerS at most
/// @param scanAddresses the only addresses that are ever asked
/// @param snmpCommunities file, one a line
/// @param onvifCredentials file: name and password with a blank between them
/// @param neighbourPollS how often the table of neighbours is read, seconds
/// @param absentAfterS a device not heard of for so long is absent, seconds
/// @param ports of the protocols
public record InventorySettings(
        List<String> segments,
        Optional<Path> ouiFile,
        Optional<Path> policyFile,
        Optional<Path> policyKey,
        boolean active,
        int packetsPerS,
        List<String> scanAddresses,
        Optional<Path> snmpCommunities,
        Optional<Path> onvifCredentials,
        long neighbourPollS,
        long absentAfterS,
        InventoryPorts ports) {
    /// Packets a second (covered equipment sheet, section 3).
    public static final int MAX_PACKETS_PER_S = 5;

    /// Addresses of a scan.
    public static final int MAX_ADDRESSES = 256;

    public InventorySettings {
        segments = List.copyOf(segments);
        scanAddresses = List.copyOf(scanAddresses);
        if (packetsPerS < 1 || packetsPerS > MAX_PACKETS_PER_S) {
            throw new IllegalArgumentException("packets a second: expected 1 to 5");
        }
    }
}
