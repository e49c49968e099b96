package dev.gatehouse.booth.config;

import java.util.Comparator;
import java.util.List;

/// Every key there is, in the order in which [ConfigPrinter] prints them. A test holds this list
/// against what [ConfigReader] asks for and what [ConfigPrinter] prints.
public final class ConfigKeys {
    private static final String TEXT = "text";
    private static final String TEXTS = "list of texts";
    private static final String NUMBER = "whole number";
    private static final String FLAG = "true or false";
    private static final String PATH = "path";
    private static final String ID = "1 to 64 characters of A-Z a-z 0-9 . _ -";
    private static final String FILE = "a readable file; relative to the configuration's folder";
    private static final String YEAR = "1 to 31536000";
    private static final String DAY = "1 to 86400";

    public static final List<ConfigKey> ALL =
            List.of(
                    new ConfigKey(
                            "booth.name",
                            TEXT,
                            "",
                            ConfigKey.REQUIRED,
                            ID,
                            "The booth's name on its own bus. It stands in every topic.",
                            "name = \"north-1\"",
                            "bus, decisions"),
                    new ConfigKey(
                            "booth.data_dir",
                            PATH,
                            "",
                            "data",
                            "a folder of the booth's user, made when it is not there",
                            "Folder of journal and state, sealed. It must outlive updates.",
                            "data_dir = \"/var/lib/gatehouse\"",
                            "journal"),
                    new ConfigKey(
                            "booth.keys_dir",
                            PATH,
                            "",
                            "keys",
                            "a folder that only the booth's user may read",
                            "Folder of the keys as gatehouse-central booth add wrote them.",
                            "keys_dir = \"keys\"",
                            "seal"),
                    new ConfigKey(
                            "booth.safe_mode_starts",
                            NUMBER,
                            "starts",
                            "3",
                            "0 to 1000",
                            "After so many starts in a row that ended in a crash within five minutes, devices are"
                                    + " opened one at a time, and the one that brings the booth down stays off;"
                                    + " 0: never.",
                            "safe_mode_starts = 3",
                            "devices"),
                    new ConfigKey(
                            "bus.broker",
                            TEXT,
                            "",
                            "none: the booth listens itself",
                            "ssl://host:port, or tcp://host:port on loopback",
                            "External broker instead of the booth's own listener. Excludes listen"
                                    + " and tls_listen.",
                            "broker = \"ssl://broker.example:8883\"",
                            "bus"),
                    new ConfigKey(
                            "bus.listen",
                            TEXTS,
                            "",
                            "[\"127.0.0.1:1883\"] without broker and tls_listen",
                            "host:port on loopback",
                            "Addresses of the booth's own MQTT without TLS. Loopback only.",
                            "listen = [\"127.0.0.1:1883\"]",
                            "bus"),
                    new ConfigKey(
                            "bus.tls_listen",
                            TEXTS,
                            "",
                            "[]",
                            "host:port",
                            "Addresses of the booth's own MQTT with TLS. Every client shows a"
                                    + " certificate.",
                            "tls_listen = [\"0.0.0.0:8883\"]",
                            "bus"),
                    new ConfigKey(
                            "bus.password_file",
                            PATH,
                            "",
                            "bus.password in keys_dir",
                            FILE + "; read only for a broker at tcp://",
                            "File with the booth's password at a broker on loopback without TLS.",
                            "password_file = \"keys/bus.password\"",
                            "bus"),
                    new ConfigKey(
                            "bus.principals",
                            PATH,
                            "",
                            "principals in keys_dir",
                            FILE,
                            "File of the bus's clients: names, rights, hashed passwords.",
                            "principals = \"keys/principals\"",
                            "bus"),
                    new ConfigKey(
                            "lane.id",
                            TEXT,
                            "",
                            ConfigKey.REQUIRED,
                            ID + "; each lane once, 1 to 32 lanes",
                            "The lane as it stands in topics. One table [[lane]] for each.",
                            "id = \"1\"",
                            "decisions"),
                    new ConfigKey(
                            "lane.portal_within_s",
                            NUMBER,
                            "seconds",
                            "15",
                            "0 to 600; 0: what a portal counts is not held against the lane",
                            "How long a vehicle may take between a radiation portal and the loop or a reader.",
                            "portal_within_s = 15",
                            "decisions"),
                    new ConfigKey(
                            "device.id",
                            TEXT,
                            "",
                            ConfigKey.REQUIRED,
                            ID + "; each device once, at most 128 devices",
                            "The device's name in topics, figures and logs.",
                            "id = \"front-1\"",
                            "devices"),
                    new ConfigKey(
                            "device.kind",
                            TEXT,
                            "",
                            ConfigKey.REQUIRED,
                            "plate-reader, presence, radio",
                            "What the device is.",
                            "kind = \"plate-reader\"",
                            "devices"),
                    new ConfigKey(
                            "device.lane",
                            TEXT,
                            "",
                            ConfigKey.REQUIRED,
                            "id of a [[lane]]",
                            "The lane at which it stands.",
                            "lane = \"1\"",
                            "devices"),
                    new ConfigKey(
                            "device.link",
                            TEXT,
                            "",
                            ConfigKey.REQUIRED,
                            "http:host:port/path, mqtt:, serial:port, udp:host:port, sim:scenario?seed=N,"
                                    + " replay:file",
                            "How the device is reached. The scheme chooses the link.",
                            "link = \"http:127.0.0.1:8088/lpr/v1/lane1\"",
                            "devices"),
                    new ConfigKey(
                            "device.format",
                            TEXT,
                            "",
                            ConfigKey.REQUIRED,
                            "a format of the kind, e.g. rekor, gpio-line, mmdvm",
                            "The format of what it sends. Kind and format choose the driver.",
                            "format = \"rekor\"",
                            "devices"),
                    new ConfigKey(
                            "device.rear",
                            FLAG,
                            "",
                            "false",
                            "true or false",
                            "A plate reader that sees vehicles from behind as they leave the loop: what it reads is of"
                                    + " who leaves, never of who comes.",
                            "rear = true",
                            "devices"),
                    new ConfigKey(
                            "device.enabled",
                            FLAG,
                            "",
                            "true",
                            "true or false",
                            "Whether the device is used. One that is not is not opened and missed by nobody; to switch"
                                    + " one off for a while, use gatehouse device disable.",
                            "enabled = false",
                            "devices"),
                    new ConfigKey(
                            "device.stale_s",
                            NUMBER,
                            "seconds",
                            "0",
                            "0 to 31536000",
                            "When nothing came from the device for so long it is stale, which is an alarm; 0 for"
                                    + " devices that are silent while nothing happens.",
                            "stale_s = 60",
                            "devices"),
                    new ConfigKey(
                            "device.settings",
                            "table",
                            "",
                            "empty",
                            "names and values that the driver knows; others are refused",
                            "Settings of the driver, by name.",
                            "settings = { approach_deg = \"180\" }",
                            "devices"),
                    new ConfigKey(
                            "radio.acknowledge_s",
                            NUMBER,
                            "seconds",
                            "60",
                            "5 to 3600",
                            "A reply to an alert by radio is expected within this; then it is sent again.",
                            "acknowledge_s = 60",
                            "decisions"),
                    new ConfigKey(
                            "radio.attempts",
                            NUMBER,
                            "",
                            "3",
                            "1 to 10",
                            "How often one alert is sent at most while nobody has replied.",
                            "attempts = 3",
                            "decisions"),
                    new ConfigKey(
                            "radio.texts_a_minute",
                            NUMBER,
                            "",
                            "12",
                            "1 to 600",
                            "Texts that one radio system is given in a minute at most.",
                            "texts_a_minute = 12",
                            "decisions"),
                    new ConfigKey(
                            "radio_alert.device",
                            TEXT,
                            "",
                            ConfigKey.REQUIRED,
                            "id of a device of kind radio",
                            "The radio system that sends. One table [[radio_alert]] for each who is to be told.",
                            "device = \"modem\"",
                            "decisions"),
                    new ConfigKey(
                            "radio_alert.radio",
                            NUMBER,
                            "",
                            "none",
                            "1 to 16777215; either radio or group",
                            "The radio that is told of referrals.",
                            "radio = 1234567",
                            "decisions"),
                    new ConfigKey(
                            "radio_alert.group",
                            NUMBER,
                            "",
                            "none",
                            "1 to 16777215; either radio or group",
                            "The group of radios that is told of referrals.",
                            "group = 9",
                            "decisions"),
                    new ConfigKey(
                            "radio_alert.lowest_priority",
                            NUMBER,
                            "",
                            "2",
                            "1 to 5",
                            "Referrals of lookouts of this priority and more urgent ones are told.",
                            "lowest_priority = 2",
                            "decisions"),
                    new ConfigKey(
                            "radio_alert.lanes",
                            TEXTS,
                            "",
                            "all",
                            "ids of [[lane]]",
                            "Lanes whose referrals are told.",
                            "lanes = [\"1\"]",
                            "decisions"),
                    new ConfigKey(
                            "radio_alert.path",
                            TEXT,
                            "",
                            "empty",
                            "encrypted, or empty",
                            "That the path over the air is encrypted. Without it alerts need a decision in writing.",
                            "path = \"encrypted\"",
                            "decisions"),
                    new ConfigKey(
                            "radio_alert.in_writing",
                            TEXT,
                            "",
                            "empty",
                            "a text",
                            "The decision by which alerts may leave in clear, or by covered equipment.",
                            "in_writing = \"order 12 of 2026-11-01\"",
                            "decisions"),
                    new ConfigKey(
                            "upstream.addresses",
                            TEXTS,
                            "",
                            "no [upstream]: records wait in the journal",
                            "ssl://host:port, or tcp://host:port on loopback; at least one",
                            "Ways to central, tried in this order.",
                            "addresses = [\"ssl://central.example:8883\"]",
                            "uplink"),
                    new ConfigKey(
                            "upstream.password_file",
                            PATH,
                            "",
                            "upstream.password in keys_dir",
                            FILE,
                            "File with central's password for this booth.",
                            "password_file = \"keys/upstream.password\"",
                            "uplink"),
                    new ConfigKey(
                            "lookouts.file",
                            PATH,
                            "",
                            ConfigKey.REQUIRED,
                            FILE,
                            "The lookout list: CSV, whose modification time counts as its issue, or a list"
                                    + " of gatehouse-central lookout build with its deltas beside it.",
                            "file = \"lookouts.csv\"",
                            "lookouts"),
                    new ConfigKey(
                            "lookouts.key",
                            PATH,
                            "",
                            "lookouts.key in keys_dir",
                            FILE,
                            "File with the key of built lists. Needless for CSV.",
                            "key = \"keys/lookouts.key\"",
                            "lookouts"),
                    new ConfigKey(
                            "lookouts.port",
                            TEXT,
                            "",
                            "any",
                            "1 to 16 letters, digits or hyphens, or any",
                            "The booth's port: lookouts for other ports alone are left out.",
                            "port = \"0453\"",
                            "lookouts"),
                    new ConfigKey(
                            "lookouts.mode",
                            TEXT,
                            "",
                            "any",
                            "highway, rail, marine, air or any",
                            "What passes the booth: lookouts for other modes alone are left out.",
                            "mode = \"highway\"",
                            "lookouts"),
                    new ConfigKey(
                            "lookouts.soft_age_s",
                            NUMBER,
                            "seconds",
                            "43200",
                            YEAR + ", not above hard_age_s",
                            "From this age on every answer carries a warning.",
                            "soft_age_s = 43200",
                            "lookouts"),
                    new ConfigKey(
                            "lookouts.hard_age_s",
                            NUMBER,
                            "seconds",
                            "86400",
                            YEAR,
                            "From this age on no hit is query by hand, never clear.",
                            "hard_age_s = 86400",
                            "lookouts"),
                    new ConfigKey(
                            "lookouts.reload_s",
                            NUMBER,
                            "seconds",
                            "5",
                            DAY,
                            "How often the file is looked at.",
                            "reload_s = 5",
                            "lookouts"),
                    new ConfigKey(
                            "lookouts.replay_h",
                            NUMBER,
                            "hours",
                            "72",
                            "0 to 720",
                            "How long passages are remembered, encrypted, for lookouts that come too"
                                    + " late. 0: not at all.",
                            "replay_h = 72",
                            "lookouts"),
                    new ConfigKey(
                            "policy.query_by_hand_refers",
                            FLAG,
                            "",
                            "false",
                            FLAG,
                            "Whether a query by hand becomes a referral. It sends everybody to"
                                    + " secondary when the list is stale.",
                            "query_by_hand_refers = false",
                            "decisions"),
                    new ConfigKey(
                            "policy.escalate_after_s",
                            NUMBER,
                            "seconds",
                            "60",
                            DAY,
                            "A referral that nobody acknowledged escalates after this.",
                            "escalate_after_s = 60",
                            "decisions"),
                    new ConfigKey(
                            "policy.escalations_max",
                            NUMBER,
                            "",
                            "10",
                            "1 to 1000",
                            "How often one referral escalates at most.",
                            "escalations_max = 10",
                            "decisions"),
                    new ConfigKey(
                            "policy.passage_timeout_s",
                            NUMBER,
                            "seconds",
                            "900",
                            DAY,
                            "A passage without an exit ends after this.",
                            "passage_timeout_s = 900",
                            "decisions"),
                    new ConfigKey(
                            "policy.exit_linger_ms",
                            NUMBER,
                            "milliseconds",
                            "3000",
                            "0 to 60000",
                            "Reads that trail the exit edge by this still belong to the passage.",
                            "exit_linger_ms = 3000",
                            "decisions"),
                    new ConfigKey(
                            "policy.chatter_ms",
                            NUMBER,
                            "milliseconds",
                            "150",
                            "0 to 150",
                            "A gap of the loop within this is one vehicle.",
                            "chatter_ms = 150",
                            "decisions"),
                    new ConfigKey(
                            "policy.actions",
                            PATH,
                            "",
                            "the program's own table",
                            FILE,
                            "The port's own table of what a match causes, from grade, kind,"
                                    + " priority and second factor; without it the program's own"
                                    + " counts.",
                            "actions = \"actions.csv\"",
                            "decisions"),
                    new ConfigKey(
                            "journal.p0_mib",
                            NUMBER,
                            "mebibytes",
                            "64",
                            "8 to 65536",
                            "Space of alarms.",
                            "p0_mib = 64",
                            "journal"),
                    new ConfigKey(
                            "journal.p1_mib",
                            NUMBER,
                            "mebibytes",
                            "512",
                            "8 to 1048576",
                            "Space of records. When central has receipted none of them and it is"
                                    + " full, devices are told to send again.",
                            "p1_mib = 512",
                            "journal"),
                    new ConfigKey(
                            "journal.p2_mib",
                            NUMBER,
                            "mebibytes",
                            "128",
                            "8 to 1048576",
                            "Space of telemetry. Full, its oldest is given up.",
                            "p2_mib = 128",
                            "journal"),
                    new ConfigKey(
                            "health.listen",
                            TEXT,
                            "",
                            "127.0.0.1:9180",
                            "host:port on loopback",
                            "Address of /livez, /readyz, /status and /metrics.",
                            "listen = \"127.0.0.1:9180\"",
                            "health pages"),
                    new ConfigKey(
                            "tls.ca",
                            PATH,
                            "",
                            "tls/ca.crt in keys_dir",
                            "PEM",
                            "Roots of the site: central, broker and booths are held against them.",
                            "ca = \"keys/tls/ca.crt\"",
                            "bus, uplink, console"),
                    new ConfigKey(
                            "tls.certificate",
                            PATH,
                            "",
                            "tls/booth.crt in keys_dir",
                            "PEM",
                            "The booth's certificate, for its listeners and as a client.",
                            "certificate = \"keys/tls/booth.crt\"",
                            "bus, uplink, console"),
                    new ConfigKey(
                            "tls.key",
                            PATH,
                            "",
                            "tls/booth.key in keys_dir",
                            "PKCS #8 PEM, EC on P-256, for the booth's user alone",
                            "The key of the certificate.",
                            "key = \"keys/tls/booth.key\"",
                            "bus, uplink, console"),
                    new ConfigKey(
                            "tls.clients_ca",
                            PATH,
                            "",
                            "tls/clients-ca.crt in keys_dir",
                            "PEM",
                            "Roots of the clients of this booth's bus, which no other booth shares.",
                            "clients_ca = \"keys/tls/clients-ca.crt\"",
                            "bus"),
                    new ConfigKey(
                            "console.listen",
                            TEXT,
                            "",
                            "127.0.0.1:9443; no [console]: no web console",
                            "host:port",
                            "HTTPS address of the web console.",
                            "listen = \"127.0.0.1:9443\"",
                            "console"),
                    new ConfigKey(
                            "console.hosts",
                            TEXTS,
                            "",
                            "[]",
                            "host names",
                            "Names that a request may call the console by, beside the listen"
                                    + " address and loopback.",
                            "hosts = [\"booth.example\"]",
                            "console"),
                    new ConfigKey(
                            "inventory.segments",
                            TEXTS,
                            "",
                            ConfigKey.REQUIRED,
                            "names of network interfaces",
                            "Network interfaces of the lanes: only there is anything heard or asked. Without the table nobody looks at the LAN.",
                            "segments = [\"eth1\"]",
                            "inventory"),
                    new ConfigKey(
                            "inventory.oui_file",
                            PATH,
                            "",
                            "none",
                            FILE,
                            "Who was assigned which interface addresses, dated (README, Inventory).",
                            "oui_file = \"oui.csv\"",
                            "inventory"),
                    new ConfigKey(
                            "inventory.policy_file",
                            PATH,
                            "",
                            "none",
                            FILE,
                            "Covered-equipment policy as gatehouse-central policy sign made it. Needs policy_key.",
                            "policy_file = \"covered.policy\"",
                            "inventory"),
                    new ConfigKey(
                            "inventory.policy_key",
                            PATH,
                            "",
                            "none",
                            FILE,
                            "Public key of the policy, 64 hexadecimal digits.",
                            "policy_key = \"keys/policy.pub\"",
                            "inventory"),
                    new ConfigKey(
                            "inventory.active",
                            FLAG,
                            "",
                            "false",
                            FLAG,
                            "Whether devices are asked without an order too: after the start and every week.",
                            "active = false",
                            "inventory"),
                    new ConfigKey(
                            "inventory.packets_per_s",
                            NUMBER,
                            "packets a second",
                            "5",
                            "1 to 5",
                            "How fast devices are asked at most.",
                            "packets_per_s = 5",
                            "inventory"),
                    new ConfigKey(
                            "inventory.scan_addresses",
                            TEXTS,
                            "",
                            "[]",
                            "at most 256 numeric addresses on the segments",
                            "The only addresses that are ever asked.",
                            "scan_addresses = [\"192.0.2.40\"]",
                            "inventory"),
                    new ConfigKey(
                            "inventory.snmp_communities",
                            PATH,
                            "",
                            "none",
                            "a file that only the booth's user may read",
                            "Lines of an address, or *, and its community. Without it nothing is asked by SNMP.",
                            "snmp_communities = \"keys/snmp\"",
                            "inventory"),
                    new ConfigKey(
                            "inventory.onvif_credentials",
                            PATH,
                            "",
                            "none",
                            "a file that only the booth's user may read",
                            "Lines of an address, or *, a name and a password, for ONVIF device information.",
                            "onvif_credentials = \"keys/onvif\"",
                            "inventory"),
                    new ConfigKey(
                            "inventory.neighbour_poll_s",
                            NUMBER,
                            "seconds",
                            "60",
                            "1 to 3600",
                            "How often the table of neighbours is read.",
                            "neighbour_poll_s = 60",
                            "inventory"),
                    new ConfigKey(
                            "inventory.absent_after_s",
                            NUMBER,
                            "seconds",
                            "3600",
                            "60 to 31536000",
                            "A device not heard of for so long is told as absent.",
                            "absent_after_s = 3600",
                            "inventory"),
                    new ConfigKey(
                            "inventory.ports",
                            TEXTS,
                            "",
                            "those of the standards",
                            "mdns, ssdp, discovery, snmp, http, https with :port",
                            "Ports of protocols that a site has moved.",
                            "ports = [\"snmp:1161\"]",
                            "inventory"));

    private ConfigKeys() {}

    /// The key that is most like a word: by the fewest letters to change, in the whole path or in
    /// the part behind the table.
    public static ConfigKey nearest(String word) {
        return ALL.stream()
                .min(
                        Comparator.comparingInt(key ->
                                Math.min(
                                        edits(word, key.path()),
                                        1
                                                + edits(
                                                        word,
                                                        key.path()
                                                                .substring(
                                                                        key.path().indexOf('.')
                                                                                + 1)))))
                .orElseThrow();
    }

    /// Levenshtein's distance.
    private static int edits(String a, String b) {
        int[] before = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            before[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] now = new int[b.length() + 1];
            now[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int swap = before[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                now[j] = Math.min(swap, Math.min(before[j], now[j - 1]) + 1);
            }
            before = now;
        }
        return before[b.length()];
    }
}
