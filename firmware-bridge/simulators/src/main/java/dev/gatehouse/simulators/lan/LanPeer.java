package dev.gatehouse.simulators.lan;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.discovery.DnsMessage;
import dev.gatehouse.protocols.discovery.DnsName;
import dev.gatehouse.protocols.discovery.OnvifDevice;
import dev.gatehouse.protocols.discovery.SnmpMessage;
import dev.gatehouse.protocols.discovery.SsdpMessage;
import dev.gatehouse.protocols.discovery.UpnpDescription;
import dev.gatehouse.protocols.discovery.WsDiscovery;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// A made-up device at work: announces itself to the groups when it is told to, and answers whoever
/// asks. It counts what it was asked.
public final class LanPeer implements AutoCloseable {
    private static final int MAX_OCTETS = 9_000;
    private static final int LIMIT_MS = 5_000;
    private static final String MDNS_GROUP = "224.0.0.251";
    private static final String UPNP_GROUP = "239.255.255.250";
    private static final DnsName SERVICE = DnsName.of("_http._tcp.local");

    private final LanDevice device;
    private final LanPorts ports;
    private final InetAddress address;
    private final List<AutoCloseable> open = new ArrayList<>();
    private final AtomicLong datagrams = new AtomicLong();
    private final AtomicLong requests = new AtomicLong();

    private LanPeer(LanDevice device, LanPorts ports) throws IOException {
        this.device = device;
        this.ports = ports;
        this.address = InetAddress.getByName(device.address());
    }

    /// Puts a device on the LAN.
    public static LanPeer start(LanDevice device, LanPorts ports) throws IOException {
        LanPeer peer = new LanPeer(device, ports);
        try {
            peer.serve();
            return peer;
        } catch (IOException e) {
            peer.close();
            throw e;
        }
    }

    /// What answers a datagram; nothing for what is not understood.
    private interface Answer {
        Optional<byte[]> to(byte[] question);
    }

    private void serve() throws IOException {
        if (!device.instance().isEmpty()) {
            datagrams(ports.mdns(), this::dns);
        }
        if (!device.upnpServer().isEmpty()) {
            datagrams(ports.ssdp(), this::ssdp);
        }
        if (!device.onvifName().isEmpty()) {
            datagrams(ports.discovery(), this::discovery);
        }
        if (!device.snmpCommunity().isEmpty()) {
            datagrams(ports.snmp(), this::snmp);
        }
        if (!device.httpServer().isEmpty()) {
            ServerSocket server = new ServerSocket();
            open.add(server);
            server.bind(new InetSocketAddress(address, ports.http()));
            var _ = Thread.ofVirtual().start(() -> accept(server));
        }
    }

    private void datagrams(int port, Answer answer) throws IOException {
        DatagramSocket socket = new DatagramSocket(new InetSocketAddress(address, port));
        open.add(socket);
        var _ = Thread.ofVirtual().start(() -> answer(socket, answer));
    }

    private void answer(DatagramSocket socket, Answer answer) {
        byte[] buffer = new byte[MAX_OCTETS];
        while (!socket.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                datagrams.incrementAndGet();
                SocketAddress asker = packet.getSocketAddress();
                Optional<byte[]> told =
                        answer.to(java.util.Arrays.copyOf(buffer, packet.getLength()));
                if (told.isPresent()) {
                    socket.send(new DatagramPacket(told.get(), told.get().length, asker));
                }
            } catch (IOException e) {
                // closed, or the asker is gone
            }
        }
    }

    private Optional<byte[]> dns(byte[] question) {
        return DnsMessage.decode(question) instanceof Decoded.Message<DnsMessage>(var asked)
                        && asked.questions().stream().anyMatch(one -> one.name().equals(SERVICE))
                ? Optional.of(announcement().encode())
                : Optional.empty();
    }

    private DnsMessage announcement() {
        List<String> labels = new ArrayList<>(List.of(device.instance()));
        labels.addAll(SERVICE.labels());
        DnsName instance = new DnsName(labels);
        List<Octets> texts = new ArrayList<>();
        text(texts, "manufacturer", device.manufacturer());
        text(texts, "model", device.model());
        return new DnsMessage(
                0,
                true,
                List.of(),
                List.of(
                        new DnsMessage.Entry(SERVICE, new DnsMessage.Pointer(instance)),
                        new DnsMessage.Entry(instance, new DnsMessage.Texts(texts)),
                        new DnsMessage.Entry(
                                instance,
                                new DnsMessage.Service(
                                        0, 0, ports.http(), DnsName.of("device.local"))),
                        new DnsMessage.Entry(
                                DnsName.of("device.local"),
                                new DnsMessage.Address(Octets.of(address.getAddress())))));
    }

    private static void text(List<Octets> texts, String key, String value) {
        if (!value.isEmpty()) {
            texts.add(Octets.of((key + "=" + value).getBytes(StandardCharsets.UTF_8)));
        }
    }

    private Optional<byte[]> ssdp(byte[] question) {
        return SsdpMessage.decode(question) instanceof Decoded.Message<SsdpMessage>(var asked)
                        && asked.kind() == SsdpMessage.Kind.SEARCH
                ? Optional.of(notice(SsdpMessage.Kind.ANSWER).encode())
                : Optional.empty();
    }

    private SsdpMessage notice(SsdpMessage.Kind kind) {
        return new SsdpMessage(
                kind,
                Map.of(
                        "location",
                        "http://" + device.address() + ":" + ports.http() + "/description.xml",
                        "server",
                        device.upnpServer(),
                        "nts",
                        "ssdp:alive",
                        "usn",
                        "uuid:" + device.uuid() + "::upnp:rootdevice"));
    }

    private Optional<byte[]> discovery(byte[] question) {
        return WsDiscovery.decode(question) instanceof Decoded.Message<WsDiscovery>(var asked)
                        && asked.action() == WsDiscovery.Action.PROBE
                ? Optional.of(
                        presence(WsDiscovery.Action.PROBE_MATCHES, asked.messageId()).encode())
                : Optional.empty();
    }

    private WsDiscovery presence(WsDiscovery.Action action, String relatesTo) {
        String name =
                java.net.URLEncoder.encode(device.onvifName(), StandardCharsets.UTF_8)
                        .replace("+", "%20");
        return new WsDiscovery(
                action,
                "uuid:" + device.uuid(),
                relatesTo,
                List.of(
                        new WsDiscovery.Endpoint(
                                "urn:uuid:" + device.uuid(),
                                List.of("dn:NetworkVideoTransmitter"),
                                List.of(
                                        "onvif://www.onvif.org/name/" + name,
                                        "onvif://www.onvif.org/hardware/" + device.model()),
                                List.of(
                                        "http://"
                                                + device.address()
                                                + ":"
                                                + ports.http()
                                                + "/onvif/device_service"),
                                1)));
    }

    private Optional<byte[]> snmp(byte[] question) {
        if (!(SnmpMessage.decode(question) instanceof Decoded.Message<SnmpMessage>(var asked))
                || asked.answer()
                || !asked.community().equals(SnmpMessage.community(device.snmpCommunity()))) {
            return Optional.empty();
        }
        return Optional.of(
                new SnmpMessage(
                                asked.version(),
                                asked.community(),
                                true,
                                asked.requestId(),
                                0,
                                List.of(
                                        new SnmpMessage.Binding(
                                                SnmpMessage.DESCRIPTION,
                                                new SnmpMessage.Text(
                                                        Octets.of(
                                                                device.snmpDescription()
                                                                        .getBytes(
                                                                                StandardCharsets
                                                                                        .UTF_8)))),
                                        new SnmpMessage.Binding(
                                                SnmpMessage.OBJECT_ID,
                                                new SnmpMessage.ObjectId(device.snmpObject()))))
                        .encode());
    }

    private void accept(ServerSocket server) {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                var _ = Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                // closed
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setSoTimeout(LIMIT_MS);
            String request = request(socket.getInputStream());
            requests.incrementAndGet();
            socket.getOutputStream().write(response(request));
        } catch (IOException e) {
            // the asker is gone
        }
    }

    /// A head and the body that it tells the length of.
    private static String request(InputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        int wanted = Integer.MAX_VALUE;
        while (text.length() < wanted && text.length() < MAX_OCTETS) {
            int octet = in.read();
            if (octet < 0) {
                break;
            }
            text.append((char) octet);
            int end = text.indexOf("\r\n\r\n");
            if (end >= 0 && wanted == Integer.MAX_VALUE) {
                int length = text.indexOf("Content-Length: ");
                wanted =
                        end
                                + 4
                                + (length < 0
                                        ? 0
                                        : Integer.parseInt(
                                                text.substring(
                                                        length + 16,
                                                        text.indexOf("\r\n", length))));
            }
        }
        return text.toString();
    }

    private byte[] response(String request) {
        String head = "Server: " + device.httpServer() + "\r\nConnection: close\r\n";
        if (request.startsWith("GET /description.xml")) {
            return ok(
                    head,
                    new UpnpDescription(
                                    device.manufacturer(),
                                    device.model(),
                                    "1",
                                    device.serial(),
                                    device.instance())
                            .encode());
        }
        if (request.startsWith("POST /onvif/device_service")
                && request.contains("PasswordDigest")
                && !device.onvifMaker().isEmpty()) {
            return ok(
                    head,
                    new OnvifDevice(device.onvifMaker(), device.model(), "V1", device.serial(), "1")
                            .encode());
        }
        return ("HTTP/1.1 401 Unauthorized\r\n"
                        + head
                        + "WWW-Authenticate: Digest realm=\""
                        + device.httpRealm()
                        + "\", qop=\"auth\"\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] ok(String head, byte[] body) {
        byte[] start =
                ("HTTP/1.1 200 OK\r\n" + head + "Content-Length: " + body.length + "\r\n\r\n")
                        .getBytes(StandardCharsets.ISO_8859_1);
        byte[] whole = java.util.Arrays.copyOf(start, start.length + body.length);
        System.arraycopy(body, 0, whole, start.length, body.length);
        return whole;
    }

    /// Announces itself once to every group that it speaks to.
    public void announce(NetworkInterface segment) throws IOException {
        if (!device.instance().isEmpty()) {
            send(segment, MDNS_GROUP, ports.mdns(), announcement().encode());
        }
        if (!device.upnpServer().isEmpty()) {
            send(segment, UPNP_GROUP, ports.ssdp(), notice(SsdpMessage.Kind.NOTIFY).encode());
        }
        if (!device.onvifName().isEmpty()) {
            send(
                    segment,
                    UPNP_GROUP,
                    ports.discovery(),
                    presence(WsDiscovery.Action.HELLO, "").encode());
        }
    }

    private void send(NetworkInterface segment, String group, int port, byte[] octets)
            throws IOException {
        try (DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET)) {
            var _ = channel.bind(new InetSocketAddress(address, 0));
            var _ = channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, segment);
            var _ = channel.setOption(StandardSocketOptions.IP_MULTICAST_LOOP, true);
            var _ =
                    channel.send(
                            ByteBuffer.wrap(octets),
                            new InetSocketAddress(InetAddress.getByName(group), port));
        }
    }

    /// Datagrams that it was asked with.
    public long datagrams() {
        return datagrams.get();
    }

    /// Requests over TCP that it was asked with.
    public long requests() {
        return requests.get();
    }

    @Override
    public void close() throws IOException {
        for (AutoCloseable one : open) {
            try {
                one.close();
            } catch (IOException e) {
                throw e;
            } catch (Exception e) {
                throw new IOException(e);
            }
        }
    }
}
