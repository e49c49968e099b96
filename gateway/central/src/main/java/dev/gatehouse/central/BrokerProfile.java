package dev.gatehouse.central;

import dev.gatehouse.bus.Topic;
import dev.gatehouse.bus.Topics;
import dev.gatehouse.central.pki.SiteAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Pattern;

/// A configuration of Mosquitto (2.0.11 and later) as upstream broker: TLS 1.3, a certificate of
/// this site from every client, and nothing beyond a client's own topics.
///
/// ```
/// <out>/mosquitto.conf
/// <out>/acl                  a booth reaches its own two topics, central those of every booth
/// <out>/ca.crt               root of the site
/// <out>/broker.{crt,key}     of the broker itself
/// ```
///
/// @param bind address of the listener
/// @param port of the listener
/// @param hosts names and addresses that it is reached by
record BrokerProfile(String bind, int port, List<String> hosts) {
    /// Receives at most so much in one message; central's own limit.
    private static final int MESSAGE_BYTES = 1 << 20;

    private static final int QUEUED_MESSAGES = 10_000;
    private static final int QUEUED_BYTES = 256 << 20;

    /// The broker runs as its own user; the folder's owner hands it over with `chown`.
    private static final String OWNER_ONLY = "rwx------";

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.:_-]{1,253}");

    BrokerProfile {
        hosts = List.copyOf(hosts);
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port: expected 1 to 65535, found " + port);
        }
        if (!HOST.matcher(bind).matches()
                || !hosts.stream().allMatch(host -> HOST.matcher(host).matches())) {
            throw new IllegalArgumentException("expected host names or IP addresses");
        }
    }

    /// Writes everything into a new folder.
    ///
    /// @throws IOException when the folder is there already
    void write(Path out, SiteAuthority authority) throws IOException {
        Path folder = out.toAbsolutePath().normalize();
        if (folder.toString().chars().anyMatch(c -> c < ' ')) {
            throw new IOException("the folder's name does not fit into a line of mosquitto.conf");
        }
        Path parent = folder.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        var owner =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY));
        Files.createDirectory(folder, owner);
        authority.writeRoot(folder);
        authority.issueServer(folder, "broker", "broker", hosts);
        Files.writeString(folder.resolve("acl"), acl());
        Files.writeString(folder.resolve("mosquitto.conf"), configuration(folder));
    }

    private static String acl() {
        return """
        # %%u is the common name of the client's certificate, for a booth its pseudonym.
        pattern write %s
        pattern read %s

        user %s
        topic read %s
        topic write %s
        """
                .formatted(
                        Topics.everyBooth(Topic.UP).replace("+", "%u"),
                        Topics.everyBooth(Topic.DOWN).replace("+", "%u"),
                        CentralHome.PRINCIPAL,
                        Topics.everyBooth(Topic.UP),
                        Topics.everyBooth(Topic.DOWN));
    }

    private String configuration(Path folder) {
        return """
        # Upstream broker of a Gatehouse site. Start: mosquitto -c %1$s/mosquitto.conf
        # The broker's user must be able to read this folder.
        listener %3$d %2$s
        cafile %1$s/ca.crt
        certfile %1$s/broker.crt
        keyfile %1$s/broker.key
        tls_version tlsv1.3
        require_certificate true
        use_identity_as_username true
        allow_anonymous false
        acl_file %1$s/acl

        # Nothing waits here: a booth's journal has it, and sends again until central signs for it.
        persistence false
        max_inflight_messages 64
        max_queued_messages %4$d
        max_queued_bytes %5$d
        message_size_limit %6$d
        max_keepalive 120
        sys_interval 0

        log_dest stderr
        log_type error
        log_type warning
        log_type notice
        connection_messages true
        """
                .formatted(folder, bind, port, QUEUED_MESSAGES, QUEUED_BYTES, MESSAGE_BYTES);
    }
}
