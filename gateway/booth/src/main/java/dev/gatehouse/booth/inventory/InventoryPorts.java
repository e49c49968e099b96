package dev.gatehouse.booth.inventory;

/// Where each protocol is spoken. Others than those of the standards are for sites that moved them,
/// and for tests.
///
/// @param mdns UDP, RFC 6762
/// @param ssdp UDP, UPnP
/// @param discovery UDP, WS-Discovery
/// @param snmp UDP, RFC 3417
/// @param http TCP
/// @param https TCP
public record InventoryPorts(int mdns, int ssdp, int discovery, int snmp, int http, int https) {
    /// Those of the standards.
    public static final InventoryPorts STANDARD =
            new InventoryPorts(5353, 1900, 3702, 161, 80, 443);

    private static final int MAX = 65_535;

    public InventoryPorts {
        for (int port : new int[] {mdns, ssdp, discovery, snmp, http, https}) {
            if (port < 1 || port > MAX) {
                throw new IllegalArgumentException("port: expected 1 to " + MAX);
            }
        }
    }
}
