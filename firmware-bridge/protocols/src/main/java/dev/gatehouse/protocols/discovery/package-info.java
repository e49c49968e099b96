/// What devices on a LAN say of themselves: LLDP, mDNS and DNS-SD, SSDP, WS-Discovery and ONVIF,
/// SNMP, HTTP heads, and the machine's own tables of neighbours. Bytes to values and back; nothing
/// is sent or fetched here.
@NullMarked
package dev.gatehouse.protocols.discovery;

import org.jspecify.annotations.NullMarked;
