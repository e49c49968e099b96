package dev.gatehouse.core.inventory;

/// How something was learnt of a device, and how much it weighs (covered equipment sheet, section
/// 3): level 1 is weak, 5 the strongest.
public enum EvidenceMethod {
    NEIGHBOUR(1, false, "interface address in the neighbour table"),
    MDNS(2, false, "mDNS announcement"),
    SSDP(2, false, "SSDP announcement"),
    WS_DISCOVERY(2, false, "WS-Discovery announcement"),
    LLDP(2, false, "LLDP system description"),
    OWN_PROTOCOL(2, false, "protocol that it speaks to our own bridge"),
    FEATURE_SET(2, false, "DMR feature set on the air"),
    LLDP_MED(3, false, "LLDP-MED inventory"),
    OWN_PROTOCOL_IDENTITY(3, false, "identity that it told our own bridge"),
    MDNS_QUERY(2, true, "answer to an mDNS query"),
    SSDP_SEARCH(3, true, "answer to an SSDP search"),
    UPNP_DESCRIPTION(3, true, "UPnP description"),
    ONVIF_PROBE(3, true, "answer to an ONVIF probe"),
    SNMP_DESCRIPTION(3, true, "SNMP sysDescr"),
    SNMP_OBJECT(3, true, "SNMP sysObjectID"),
    HTTP_SERVER(3, true, "HTTP server name"),
    HTTP_REALM(3, true, "HTTP realm"),
    TLS_CERTIFICATE(3, true, "subject of its certificate"),
    ONVIF_INFORMATION(4, true, "ONVIF device information, with credentials"),
    ASSET_REGISTER(5, false, "label or asset register, by a person");

    private final int level;
    private final boolean active;
    private final String words;

    EvidenceMethod(int level, boolean active, String words) {
        this.level = level;
        this.active = active;
        this.words = words;
    }

    /// 1 weak to 5 strongest.
    public int level() {
        return level;
    }

    /// A query of ours brought it about.
    public boolean active() {
        return active;
    }

    /// For a report.
    public String words() {
        return words;
    }
}
