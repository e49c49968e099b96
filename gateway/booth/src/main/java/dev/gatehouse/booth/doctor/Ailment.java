package dev.gatehouse.booth.doctor;

/// Every kind of finding. The code is stable: it is written into procedures and searched for in
/// reports; a kind that is given up leaves its code unused.
enum Ailment {
    BTH_DOWN("BTH-DOWN", Severity.FAULT, Group.BOOTH, "no booth runs on this machine"),
    BTH_SILENT("BTH-SILENT", Severity.FAULT, Group.BOOTH, "a booth runs and does not answer"),
    BTH_STUCK("BTH-STUCK", Severity.FAULT, Group.BOOTH, "the booth thread does not move"),
    BTH_PORT(
            "BTH-PORT",
            Severity.FAULT,
            Group.BOOTH,
            "another program has the port of the health pages"),

    CFG_UNKNOWN("CFG-UNKNOWN", Severity.FAULT, Group.CONFIGURATION, "a key that does not exist"),
    CFG_LOOPBACK(
            "CFG-LOOPBACK",
            Severity.FAULT,
            Group.CONFIGURATION,
            "an address without TLS beyond loopback"),
    CFG_INVALID("CFG-INVALID", Severity.FAULT, Group.CONFIGURATION, "a value that cannot be used"),
    CFG_DEVICE("CFG-DEVICE", Severity.FAULT, Group.CONFIGURATION, "a device that no driver fits"),
    CFG_FILE(
            "CFG-FILE",
            Severity.FAULT,
            Group.CONFIGURATION,
            "a file that the configuration names cannot be read"),
    CFG_KEYS("CFG-KEYS", Severity.FAULT, Group.CONFIGURATION, "the booth's keys cannot be used"),
    CFG_OPEN(
            "CFG-OPEN",
            Severity.FAULT,
            Group.CONFIGURATION,
            "a key or password that other users may read or change"),

    LST_MISSING("LST-MISSING", Severity.FAULT, Group.LISTS, "there is no lookout list"),
    LST_DAMAGED("LST-DAMAGED", Severity.FAULT, Group.LISTS, "the list's file cannot be used"),
    LST_STALE("LST-STALE", Severity.FAULT, Group.LISTS, "the list is older than its hard limit"),
    LST_AGEING("LST-AGEING", Severity.WARNING, Group.LISTS, "the list is past its soft limit"),
    LST_REPLAY(
            "LST-REPLAY",
            Severity.WARNING,
            Group.LISTS,
            "recent passages are not all kept for late lookouts"),
    LST_CLEAR("LST-CLEAR", Severity.NOTE, Group.LISTS, "the list lies on the disk in the clear"),
    LST_POLICY(
            "LST-POLICY",
            Severity.WARNING,
            Group.LISTS,
            "there is no usable covered-equipment policy"),
    LST_DATED("LST-DATED", Severity.WARNING, Group.LISTS, "policy list old"),
    LST_WAIVER("LST-WAIVER", Severity.WARNING, Group.LISTS, "waivers that are not honoured"),

    CLK_UNCONFIRMED(
            "CLK-UNCONFIRMED",
            Severity.FAULT,
            Group.CLOCK,
            "central has not confirmed the time since the start"),
    CLK_HOLDOVER(
            "CLK-HOLDOVER",
            Severity.WARNING,
            Group.CLOCK,
            "the time has not been confirmed for long"),
    CLK_MACHINE("CLK-MACHINE", Severity.WARNING, Group.CLOCK, "the machine's own clock is wrong"),

    DEV_SILENT("DEV-SILENT", Severity.WARNING, Group.DEVICES, "a device was not heard for long"),
    DEV_STATE("DEV-STATE", Severity.FAULT, Group.DEVICES, "a device does not do its work"),
    DEV_OFF("DEV-OFF", Severity.WARNING, Group.DEVICES, "a device is switched off"),
    DEV_BLIND(
            "DEV-BLIND",
            Severity.FAULT,
            Group.DEVICES,
            "vehicles pass and the lane's reader sends nothing"),
    DEV_REJECTS(
            "DEV-REJECTS", Severity.WARNING, Group.DEVICES, "a device sends what is no message"),
    DEV_FAULT("DEV-FAULT", Severity.FAULT, Group.DEVICES, "a driver failed on frames"),
    DEV_LOST(
            "DEV-LOST",
            Severity.WARNING,
            Group.DEVICES,
            "events of a device that cannot send again were lost"),

    BUS_AWAY("BUS-AWAY", Severity.FAULT, Group.BUS, "the external broker is not reached"),
    BUS_PORT("BUS-PORT", Severity.FAULT, Group.BUS, "another program has the bus's port"),
    BUS_LOGIN("BUS-LOGIN", Severity.WARNING, Group.BUS, "clients were refused at the bus"),
    BUS_RIGHTS(
            "BUS-RIGHTS",
            Severity.WARNING,
            Group.BUS,
            "a client asked for topics that it has no right to"),
    BUS_DROPPED(
            "BUS-DROPPED", Severity.WARNING, Group.BUS, "messages of the booth itself were lost"),
    BUS_WINDOW(
            "BUS-WINDOW",
            Severity.FAULT,
            Group.BUS,
            "refused messages fill the broker's window, and nothing more is delivered"),
    BUS_BROKER(
            "BUS-BROKER",
            Severity.NOTE,
            Group.BUS,
            "with an external broker PUBACK is the broker's own"),

    UPL_NONE("UPL-NONE", Severity.NOTE, Group.UPSTREAM, "no way to central is configured"),
    UPL_REFUSED(
            "UPL-REFUSED", Severity.FAULT, Group.UPSTREAM, "nobody listens at central's address"),
    UPL_LOGIN("UPL-LOGIN", Severity.FAULT, Group.UPSTREAM, "central refuses the booth's password"),
    UPL_TLS("UPL-TLS", Severity.FAULT, Group.UPSTREAM, "no TLS session with central"),
    UPL_AWAY("UPL-AWAY", Severity.FAULT, Group.UPSTREAM, "central does not answer"),
    UPL_RECEIPTS(
            "UPL-RECEIPTS",
            Severity.WARNING,
            Group.UPSTREAM,
            "connected, and records wait for receipts"),
    UPL_REJECTED("UPL-REJECTED", Severity.WARNING, Group.UPSTREAM, "central refused records"),
    UPL_DISTRUST(
            "UPL-DISTRUST",
            Severity.WARNING,
            Group.UPSTREAM,
            "messages from upstream that are not central's"),

    JRN_FOLDER("JRN-FOLDER", Severity.FAULT, Group.JOURNAL, "the data folder cannot be used"),
    JRN_DAMAGED("JRN-DAMAGED", Severity.WARNING, Group.JOURNAL, "the start found damage"),
    JRN_FULL("JRN-FULL", Severity.FAULT, Group.JOURNAL, "the journal takes no more records"),
    JRN_REFUSED(
            "JRN-REFUSED",
            Severity.WARNING,
            Group.JOURNAL,
            "events were refused because they could not be kept"),
    JRN_LOST("JRN-LOST", Severity.FAULT, Group.JOURNAL, "records were given up"),
    JRN_EVICTED(
            "JRN-EVICTED",
            Severity.WARNING,
            Group.JOURNAL,
            "telemetry was given up because its space was full"),
    JRN_QUOTA(
            "JRN-QUOTA",
            Severity.WARNING,
            Group.JOURNAL,
            "waiting records have nearly filled their space"),
    JRN_FILLS(
            "JRN-FILLS",
            Severity.WARNING,
            Group.JOURNAL,
            "the space of waiting records will be full within a day"),
    JRN_UNPROVEN(
            "JRN-UNPROVEN",
            Severity.WARNING,
            Group.JOURNAL,
            "records wait for a checkpoint that central verified"),

    DSK_FULL("DSK-FULL", Severity.FAULT, Group.DISK, "the disk is full"),
    DSK_SPACE(
            "DSK-SPACE",
            Severity.WARNING,
            Group.DISK,
            "the disk will be full before the journal's quota is"),
    DSK_WEAR("DSK-WEAR", Severity.WARNING, Group.DISK, "the card will be worn out early"),

    MEM_RSS("MEM-RSS", Severity.WARNING, Group.MEMORY, "the booth needs more memory than planned"),
    MEM_LIMIT(
            "MEM-LIMIT",
            Severity.WARNING,
            Group.MEMORY,
            "the booth is close to the limit at which it is killed"),

    CRT_MISSING(
            "CRT-MISSING", Severity.FAULT, Group.CERTIFICATES, "TLS is asked for without files"),
    CRT_UNREADABLE(
            "CRT-UNREADABLE", Severity.FAULT, Group.CERTIFICATES, "a TLS file cannot be used"),
    CRT_EXPIRED("CRT-EXPIRED", Severity.FAULT, Group.CERTIFICATES, "a certificate has expired"),
    CRT_EXPIRES("CRT-EXPIRES", Severity.WARNING, Group.CERTIFICATES, "a certificate ends soon"),
    CRT_EARLY("CRT-EARLY", Severity.FAULT, Group.CERTIFICATES, "a certificate is not valid yet"),
    CRT_KEY("CRT-KEY", Severity.FAULT, Group.CERTIFICATES, "the key does not fit the certificate"),
    CRT_CHAIN(
            "CRT-CHAIN",
            Severity.FAULT,
            Group.CERTIFICATES,
            "the certificate is not of this site's authority");

    private final String code;
    private final Severity severity;
    private final Group group;
    private final String meaning;

    Ailment(String code, Severity severity, Group group, String meaning) {
        this.code = code;
        this.severity = severity;
        this.group = group;
        this.meaning = meaning;
    }

    String code() {
        return code;
    }

    Severity severity() {
        return severity;
    }

    Group group() {
        return group;
    }

    String meaning() {
        return meaning;
    }
}
