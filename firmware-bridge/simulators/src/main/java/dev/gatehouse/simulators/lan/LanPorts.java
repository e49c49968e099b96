package dev.gatehouse.simulators.lan;

/// Ports of a made-up LAN; each is the same at every device.
///
/// @param mdns UDP
/// @param ssdp UDP
/// @param discovery UDP
/// @param snmp UDP
/// @param http TCP
public record LanPorts(int mdns, int ssdp, int discovery, int snmp, int http) {}
