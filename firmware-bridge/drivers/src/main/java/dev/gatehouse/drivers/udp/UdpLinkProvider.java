package dev.gatehouse.drivers.udp;

import dev.gatehouse.drivers.Link;
import dev.gatehouse.drivers.LinkAddress;
import dev.gatehouse.drivers.LinkContext;
import dev.gatehouse.drivers.LinkProvider;
import dev.gatehouse.drivers.NetworkLoop;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `udp:ADDRESS:PORT`, e.g. `udp:10.0.4.2:62031`; without address (`udp::62031`) on all of them,
/// port 0 for any. What arrives carries its source; nothing on UDP proves who sent it, so a driver
/// that trusts must look further.
///
/// | parameter | meaning | default |
/// |---|---|---|
/// | `peer` | `ADDRESS:PORT`: the only one heard, and where a stream goes | all are heard |
/// | `max_bytes` | longer datagrams are dropped and counted, 64 to 9,000 | 1,500 |
public final class UdpLinkProvider implements LinkProvider {

    private static final Set<String> PARAMETERS = Set.of("peer", "max_bytes");
    private static final Pattern TARGET =
            Pattern.compile("(?<host>\\[[0-9A-Fa-f:.]+]|[0-9.]+|localhost|):(?<port>[0-9]{1,5})");
    private static final int MOST_BYTES = 9_000;
    private static final int LEAST_BYTES = 64;

    private final NetworkLoop loop = new NetworkLoop("link-udp");

    @Override
    public String scheme() {
        return "udp";
    }

    @Override
    public Link create(LinkAddress address, LinkContext context) {
        if (!PARAMETERS.containsAll(address.parameters().keySet())) {
            throw new IllegalArgumentException(
                    "udp link: expected only the parameters " + PARAMETERS);
        }
        long maxBytes = address.number("max_bytes", 1_500);
        if (maxBytes < LEAST_BYTES || maxBytes > MOST_BYTES) {
            throw new IllegalArgumentException(
                    "udp link: max_bytes: expected 64..9000, found " + maxBytes);
        }
        Optional<InetSocketAddress> peer =
                Optional.ofNullable(address.parameters().get("peer"))
                        .map(text -> endpoint("peer", text, false));
        return new UdpLink(
                loop,
                endpoint("address", address.target(), true),
                peer,
                (int) maxBytes,
                context.deviceId(),
                context.clock());
    }

    private static InetSocketAddress endpoint(String name, String text, boolean mayBeAny) {
        Matcher parts = TARGET.matcher(text);
        if (!parts.matches() || (!mayBeAny && parts.group("host").isEmpty())) {
            throw new IllegalArgumentException(
                    "udp link: " + name + ": expected `ADDRESS:PORT` with an IP address");
        }
        int port = Integer.parseInt(parts.group("port"));
        if (port > 65_535 || (!mayBeAny && port == 0)) {
            throw new IllegalArgumentException(
                    "udp link: " + name + ": expected a port up to 65535");
        }
        String host = parts.group("host").replace("[", "").replace("]", "");
        if (host.isEmpty()) {
            return new InetSocketAddress(port);
        }
        InetAddress address =
                host.equals("localhost")
                        ? InetAddress.getLoopbackAddress()
                        : InetAddress.ofLiteral(host);
        return new InetSocketAddress(address, port);
    }
}
