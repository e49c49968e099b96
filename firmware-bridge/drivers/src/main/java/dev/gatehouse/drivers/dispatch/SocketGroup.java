package dev.gatehouse.drivers.dispatch;

import dev.gatehouse.drivers.DatagramLink;
import dev.gatehouse.drivers.LinkAddress;
import dev.gatehouse.drivers.StationContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The sockets of one system, made from the one address in the configuration.
///
/// `udp:HOST:PORT` names the first socket; the others stand as far from it as the usual numbers do,
/// and port 0 is any port for each. Other schemes, such as a simulator, are asked for one link a
/// socket with the parameter `socket`.
public final class SocketGroup {

    private static final String UDP = "udp";
    private static final String SOCKET = "socket";
    private static final int MAX_PORT = 65_535;

    /// One of them.
    ///
    /// @param name in lower case, for links that are no UDP
    /// @param usualPort its number where nothing else is configured
    public record Socket(String name, int usualPort) {}

    private SocketGroup() {}

    /// Makes the links, in the order of the sockets.
    ///
    /// @throws IllegalArgumentException when the address cannot be used
    public static List<DatagramLink> of(
            LinkAddress address, List<Socket> sockets, StationContext.LinkFactory links) {
        List<DatagramLink> made = new ArrayList<>();
        for (Socket socket : sockets) {
            LinkAddress one =
                    address.scheme().equals(UDP)
                            ? shifted(address, socket, sockets.getFirst())
                            : named(address, socket);
            if (!(links.create(one) instanceof DatagramLink link)) {
                throw new IllegalArgumentException(
                        "link address: expected a link of datagrams, such as udp:10.0.4.2:"
                                + sockets.getFirst().usualPort());
            }
            made.add(link);
        }
        return made;
    }

    private static LinkAddress shifted(LinkAddress address, Socket socket, Socket first) {
        int colon = address.target().lastIndexOf(':');
        int given;
        try {
            given = Integer.parseInt(address.target().substring(colon + 1));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "link address: expected udp:HOST:" + first.usualPort(), e);
        }
        int port = given == 0 ? 0 : given + socket.usualPort() - first.usualPort();
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException(
                    "link address: the port of " + socket.name() + " would be " + port);
        }
        String host = address.target().substring(0, Math.max(0, colon));
        return new LinkAddress(UDP, host + ":" + port, address.parameters());
    }

    private static LinkAddress named(LinkAddress address, Socket socket) {
        Map<String, String> parameters = new TreeMap<>(address.parameters());
        parameters.put(SOCKET, socket.name());
        return new LinkAddress(address.scheme(), address.target(), parameters);
    }
}
