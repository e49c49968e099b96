package dev.gatehouse.drivers.tcp;

import dev.gatehouse.drivers.LinkAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the addresses of both TCP schemes. IP addresses alone: a name would have to be looked up,
/// and who answers that would say whom the booth trusts.
final class TcpTarget {

    private static final Pattern TARGET =
            Pattern.compile("(?<host>\\[[0-9A-Fa-f:.]+]|[0-9.]+|localhost|):(?<port>[0-9]{1,5})");
    private static final int MOST_PORT = 65_535;

    private TcpTarget() {}

    static void requireOnly(LinkAddress address, Set<String> parameters) {
        if (!parameters.containsAll(address.parameters().keySet())) {
            throw new IllegalArgumentException(
                    address.scheme() + " link: expected only the parameters " + parameters);
        }
    }

    /// Where to connect: an address and a port.
    static InetSocketAddress remote(LinkAddress address) {
        Matcher parts = parts(address);
        if (parts.group("host").isEmpty() || parts.group("port").matches("0+")) {
            throw new IllegalArgumentException(
                    "tcp link: expected `tcp:ADDRESS:PORT` with an IP address and a port");
        }
        return new InetSocketAddress(host(parts.group("host")), port(parts));
    }

    /// Where to listen: without an address on all of them, port 0 for any.
    static InetSocketAddress local(LinkAddress address) {
        Matcher parts = parts(address);
        String host = parts.group("host");
        return host.isEmpty()
                ? new InetSocketAddress(port(parts))
                : new InetSocketAddress(host(host), port(parts));
    }

    static Optional<InetAddress> only(LinkAddress address, String parameter) {
        return Optional.ofNullable(address.parameters().get(parameter)).map(TcpTarget::host);
    }

    private static Matcher parts(LinkAddress address) {
        Matcher parts = TARGET.matcher(address.target());
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    address.scheme()
                            + " link: expected `"
                            + address.scheme()
                            + ":ADDRESS:PORT` with an IP address");
        }
        return parts;
    }

    private static int port(Matcher parts) {
        int port = Integer.parseInt(parts.group("port"));
        if (port > MOST_PORT) {
            throw new IllegalArgumentException("tcp link: expected a port up to " + MOST_PORT);
        }
        return port;
    }

    private static InetAddress host(String text) {
        String bare = text.replace("[", "").replace("]", "");
        try {
            return bare.equals("localhost")
                    ? InetAddress.getLoopbackAddress()
                    : InetAddress.ofLiteral(bare);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("tcp link: expected an IP address", e);
        }
    }

    static long within(LinkAddress address, String key, long otherwise, long least, long most) {
        long value = address.number(key, otherwise);
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "tcp link: " + key + ": expected " + least + ".." + most + ", found " + value);
        }
        return value;
    }
}
