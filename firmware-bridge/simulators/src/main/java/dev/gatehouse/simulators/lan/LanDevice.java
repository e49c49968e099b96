package dev.gatehouse.simulators.lan;

/// What a made-up device says of itself; where a text is empty, it does not speak that protocol.
///
/// @param address of its own, e.g. `127.0.0.21`
/// @param uuid lasting name
/// @param instance of its web service in mDNS
/// @param manufacturer by mDNS and UPnP
/// @param model by mDNS, UPnP and ONVIF
/// @param serial by ONVIF and UPnP
/// @param upnpServer by SSDP
/// @param onvifName scope of WS-Discovery
/// @param onvifMaker by device information, for whoever shows the digest of a password
/// @param snmpCommunity it answers to this alone
/// @param snmpDescription `sysDescr`
/// @param snmpObject `sysObjectID`
/// @param httpServer header
/// @param httpRealm of its question for a password
public record LanDevice(
        String address,
        String uuid,
        String instance,
        String manufacturer,
        String model,
        String serial,
        String upnpServer,
        String onvifName,
        String onvifMaker,
        String snmpCommunity,
        String snmpDescription,
        String snmpObject,
        String httpServer,
        String httpRealm) {

    /// A device that says nothing at all.
    public static LanDevice silent(String address) {
        return new LanDevice(address, "", "", "", "", "", "", "", "", "", "", "", "", "");
    }
}
