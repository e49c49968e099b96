package dev.gatehouse.bus;

import java.nio.file.Path;
import java.util.List;

/// A ready configuration of Mosquitto 2.0 as the bus of one booth, and its access list, which comes
/// from the same table ([Topic]) as the rights of the embedded listener.
///
/// @param booth the booth's name in topics
/// @param boothLogin user name of the booth at the broker: the common name of its certificate
/// @param principals the booth's clients
/// @param host address to listen on; empty for all
/// @param port to listen on
/// @param ca roots that clients and the booth are held against: those of the booth's clients, and
///   the site's for the booth itself. Who else the site's vouch for (central, other booths) has no
///   line in the access list
/// @param certificate of the broker
/// @param key of the broker; readable by the broker's user
/// @param runFolder where the broker keeps what waits, on a file system in memory
/// @param aclFile where the access list will stand
/// @param limits bounds that booth and broker must share
public record BrokerProfile(
        String booth,
        String boothLogin,
        List<Principal> principals,
        String host,
        int port,
        Path ca,
        Path certificate,
        Path key,
        Path runFolder,
        Path aclFile,
        BusLimits limits) {

    /// What an external broker changes, in the words that `doctor` and the profile use.
    public static final String DIFFERENCE =
            "PUBACK to devices and officers is the broker's own, before anything is on disk; what"
                    + " comes while the booth is away waits in the broker's memory and is lost with it.";

    /// Messages that wait for the booth, or for one slow client: about two hours of two busy lanes.
    static final int QUEUED_MESSAGES = 20_000;

    /// Beyond it the broker ends the connection of who publishes, who then knows to send again.
    static final int MEMORY_BYTES = 128 << 20;

    public BrokerProfile {
        principals = List.copyOf(principals);
        Topics.requireId("booth", booth);
        Topics.requireId("login of the booth", boothLogin);
        for (Path path : List.of(ca, certificate, key, runFolder, aclFile)) {
            requirePlain(path.toString());
        }
        requirePlain(host);
    }

    /// Mosquitto takes the rest of a line as it is.
    private static void requirePlain(String text) {
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("expected a text without control characters");
        }
    }

    /// `mosquitto.conf`.
    public String conf() {
        return """
        # Made by `gatehouse bus profile`; make it anew when clients or names change.
        # %s
        # Mosquitto takes changes of the access list with SIGHUP. To shut a client out at once, remove
        # it from the principals file, make the profile anew, send SIGHUP; it then has no right left.

        per_listener_settings true

        # What waits is kept in memory: runFolder must be on tmpfs, or plates that wait for the booth
        # rest on a disk. Written at every change, so that nothing taken over by the booth stays in it.
        persistence true
        persistence_location %s/
        persistence_file gatehouse-bus.db
        autosave_on_changes true
        autosave_interval 1

        # The window of the booth: it acknowledges after fsync, and keeps what it refused as busy.
        max_inflight_messages %d
        max_queued_messages %d
        max_queued_bytes 0
        memory_limit %d
        # Window times size is what the booth has in memory at most. A longer packet ends its sender's
        # connection unacknowledged: set readers that send by MQTT to send no pictures.
        max_packet_size %d
        queue_qos0_messages false
        upgrade_outgoing_qos false
        retain_available true
        set_tcp_nodelay true

        # No $SYS; connections and faults in the log, never a payload.
        sys_interval 0
        log_dest stderr
        log_timestamp true
        log_timestamp_format %%Y-%%m-%%dT%%H:%%M:%%S
        log_type error
        log_type warning
        log_type notice
        connection_messages true

        listener %d%s
        protocol mqtt
        max_connections %d
        cafile %s
        certfile %s
        keyfile %s
        tls_version tlsv1.3
        require_certificate true
        use_identity_as_username true
        # One connection a client: nobody takes over another's session by its client id.
        use_username_as_clientid true
        allow_anonymous false
        acl_file %s
        """
                .formatted(
                        DIFFERENCE,
                        runFolder,
                        BrokerInbox.WINDOW,
                        QUEUED_MESSAGES,
                        MEMORY_BYTES,
                        Math.min(limits.packetBytes(), BrokerInbox.PACKET_BYTES),
                        port,
                        host.isEmpty() ? "" : " " + host,
                        limits.clients(),
                        ca,
                        certificate,
                        key,
                        aclFile);
    }

    /// The access list. Who is not in it may do nothing.
    public String acl() {
        Acl acl = new Acl(Principal.booth("booth", booth));
        StringBuilder text =
                new StringBuilder("# Made by `gatehouse bus profile` from the principals file.\n");
        user(text, boothLogin, acl.ownGrants());
        for (Principal principal : principals) {
            List<Acl.Grant> grants = acl.grants(principal);
            if (!grants.isEmpty() && !principal.name().equals(boothLogin)) {
                user(text, principal.name(), grants);
            }
        }
        return text.toString();
    }

    private static void user(StringBuilder text, String name, List<Acl.Grant> grants) {
        text.append("\nuser ").append(name).append('\n');
        for (Acl.Grant grant : grants) {
            text.append("topic ")
                    .append(grant.write() ? "write " : "read ")
                    .append(grant.filter())
                    .append('\n');
        }
    }
}
