package dev.gatehouse.drivers.http;

import dev.gatehouse.drivers.Backoff;
import dev.gatehouse.drivers.Link;
import dev.gatehouse.drivers.LinkAddress;
import dev.gatehouse.drivers.LinkContext;
import dev.gatehouse.drivers.LinkProvider;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `http-pull:ADDRESS:PORT`, e.g. `http-pull:10.0.4.34:80?stream=hikvision&digest_file=/etc/...`:
/// the booth asks a camera for its endless stream of events (plate reader sheet, sections 12 and
/// 13). Digest alone: a camera that asks for Basic is refused, since without TLS its password would
/// be everybody's.
///
/// | parameter | meaning | default |
/// |---|---|---|
/// | `stream` | path and query of a maker: `hikvision`, `dahua` | none |
/// | `path`, `query` | the same in words of one's own, `query` URL-encoded | none |
/// | `digest_file` | `user:password` | the camera asks for none |
/// | `heartbeat_s` | that the camera keeps, 1 to 60; three of them silent and it is asked again | 5 |
/// | `first_pause_ms` | before the first new attempt, 10 to 60,000 | 1,000 |
public final class PullLinkProvider implements LinkProvider {

    private static final Set<String> PARAMETERS =
            Set.of("stream", "path", "query", "digest_file", "heartbeat_s", "first_pause_ms");
    private static final Map<String, String> STREAMS =
            Map.of(
                    "hikvision",
                    "/ISAPI/Event/notification/alertStream",
                    "dahua",
                    "/cgi-bin/snapManager.cgi?action=attachFileProc&Flags[0]=Event&Events=[TrafficJunction]&heartbeat=");
    private static final Pattern CAMERA =
            Pattern.compile("(?<host>\\[[0-9A-Fa-f:.]+]|[0-9.]+):(?<port>[0-9]{1,5})");
    private static final Pattern TARGET = Pattern.compile("/[\\x21-\\x7E]{0,500}");
    private static final long LONGEST_PAUSE_MS = 60_000;
    private static final int HEARTBEATS = 3;

    private final SecureRandom random = new SecureRandom();

    @Override
    public String scheme() {
        return "http-pull";
    }

    @Override
    public Link create(LinkAddress address, LinkContext context) {
        Map<String, String> parameters = address.parameters();
        if (!PARAMETERS.containsAll(parameters.keySet())) {
            throw new IllegalArgumentException(
                    "http-pull link: expected only the parameters " + PARAMETERS);
        }
        Matcher camera = CAMERA.matcher(address.target());
        if (!camera.matches() || Integer.parseInt(camera.group("port")) > 65_535) {
            throw new IllegalArgumentException(
                    "http-pull link: expected `http-pull:ADDRESS:PORT` with an IP address");
        }
        String host = camera.group("host");
        long heartbeatS = within(address, "heartbeat_s", 5, 1, 60);
        Optional<String> credentials =
                Optional.ofNullable(parameters.get("digest_file"))
                        .map(file -> ReaderAccess.credentials("digest_file", file));
        return new PullLink(
                new PullRequest(
                        new InetSocketAddress(
                                InetAddress.ofLiteral(
                                        host.startsWith("[")
                                                ? host.substring(1, host.length() - 1)
                                                : host),
                                Integer.parseInt(camera.group("port"))),
                        target(parameters, heartbeatS),
                        credentials,
                        HEARTBEATS * heartbeatS * 1_000),
                context,
                System::nanoTime,
                random,
                new Backoff(
                        within(address, "first_pause_ms", 1_000, 10, LONGEST_PAUSE_MS),
                        LONGEST_PAUSE_MS));
    }

    private static String target(Map<String, String> parameters, long heartbeatS) {
        String stream = parameters.getOrDefault("stream", "");
        String path = parameters.getOrDefault("path", "");
        String query = parameters.getOrDefault("query", "");
        String known = STREAMS.getOrDefault(stream, "");
        if (known.isEmpty() == path.isEmpty()) {
            throw new IllegalArgumentException(
                    "http-pull link: expected either stream (one of "
                            + STREAMS.keySet().stream().sorted().toList()
                            + ") or path");
        }
        String target =
                known.isEmpty()
                        ? path + (query.isEmpty() ? "" : "?" + query)
                        : known.endsWith("=") ? known + heartbeatS : known;
        if (!TARGET.matcher(target).matches()) {
            throw new IllegalArgumentException(
                    "http-pull link: expected a path that begins with / and has no blanks");
        }
        return target;
    }

    private static long within(
            LinkAddress address, String key, long otherwise, long least, long most) {
        long value = address.number(key, otherwise);
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "http-pull link: " + key + ": expected " + least + ".." + most);
        }
        return value;
    }
}
