package dev.gatehouse.simulators.radio;

import dev.gatehouse.drivers.DatagramLink;
import dev.gatehouse.drivers.DeviceKind;
import dev.gatehouse.drivers.Link;
import dev.gatehouse.drivers.LinkAddress;
import dev.gatehouse.drivers.LinkContext;
import dev.gatehouse.drivers.Links;
import dev.gatehouse.drivers.StreamLink;
import dev.gatehouse.protocols.observation.Received;
import dev.gatehouse.protocols.observation.TimeQuality;
import dev.gatehouse.simulators.TickThread;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// Simulated radio systems as a process of their own: a modem behind a serial port, a
/// pseudo-terminal or UDP, repeaters that log in to a master, or a master.
public final class RadioPeer implements AutoCloseable {

    static final String USAGE =
            """
            usage: radio modem LINK [protocol=2] [seed=1] [pause_ms=2000]
                       LINK is the modem's own end: serial:DEVICE or udp:ADDRESS:PORT?peer=ADDRESS:PORT
                   radio repeaters ADDRESS:PORT PEERS-FILE [seed=1] [pause_ms=2000] [tx_hz=0] [storm=0]
                   radio master ADDRESS:PORT PASSWORD-FILE [seed=1] [pause_ms=2000]
                   each takes scenario=mixed, storm, emergency, long-text, fading or wrong-sums\
            """;

    private final List<AutoCloseable> parts;

    private RadioPeer(List<AutoCloseable> parts) {
        this.parts = List.copyOf(parts);
    }

    private static LinkContext context(String name) {
        return new LinkContext(
                name,
                "lane",
                DeviceKind.RADIO,
                () -> new Received(Instant.now(), System.nanoTime(), TimeQuality.UNKNOWN),
                (_, _) -> () -> {});
    }

    /// Starts what the arguments say.
    ///
    /// @throws IllegalArgumentException saying what was expected
    /// @throws IOException when a port cannot be had
    static RadioPeer start(String... arguments) throws IOException {
        if (arguments.length < 2) {
            throw new IllegalArgumentException(USAGE);
        }
        return switch (arguments[0]) {
            case "modem" -> modem(arguments);
            case "repeaters" -> repeaters(arguments);
            case "master" -> master(arguments);
            default -> throw new IllegalArgumentException(USAGE);
        };
    }

    /// The words behind the fixed ones, as the parameters of an address.
    private static LinkAddress options(String[] arguments, int from) {
        String query = String.join("&", List.of(arguments).subList(from, arguments.length));
        return LinkAddress.parse("sim:" + arguments[0] + (query.isEmpty() ? "" : "?" + query));
    }

    private static RadioPeer modem(String[] arguments) throws IOException {
        LinkAddress options = options(arguments, 2);
        Link link = Links.open(arguments[1], context("modem"));
        if (!(link instanceof StreamLink stream)) {
            throw new IllegalArgumentException("modem: expected a serial: or udp: link");
        }
        long seed = options.number("seed", 1);
        ModemPeer peer =
                new ModemPeer(
                        "modem",
                        ModemTraits.usual(RadioLinks.protocol(options)),
                        seed,
                        new AirTraffic(
                                seed,
                                options.number("pause_ms", 2_000),
                                RadioLinks.scenario(options)),
                        stream,
                        System::nanoTime);
        peer.open();
        return new RadioPeer(List.of(peer));
    }

    private static InetSocketAddress endpoint(String text) {
        int colon = text.lastIndexOf(':');
        if (colon <= 0) {
            throw new IllegalArgumentException("expected ADDRESS:PORT with an IP address");
        }
        String host = text.substring(0, colon).replace("[", "").replace("]", "");
        return new InetSocketAddress(
                InetAddress.ofLiteral(host), Integer.parseInt(text.substring(colon + 1)));
    }

    private static DatagramLink datagrams(String address) {
        return (DatagramLink) Links.open(address, context("radio"));
    }

    /// Every repeater has a socket of its own; strangers share one.
    private static RadioPeer repeaters(String[] arguments) throws IOException {
        if (arguments.length < 3) {
            throw new IllegalArgumentException(USAGE);
        }
        InetSocketAddress to = endpoint(arguments[1]);
        var passwords = RadioLinks.peers(Path.of(arguments[2]));
        LinkAddress options = options(arguments, 3);
        List<DatagramLink> links = new ArrayList<>();
        for (int i = 0; i <= passwords.size(); i++) {
            links.add(datagrams("udp:127.0.0.1:0"));
        }
        RepeaterGroup group =
                new RepeaterGroup(
                        passwords,
                        options.number("tx_hz", 0),
                        options.number("seed", 1),
                        options.number("pause_ms", 2_000),
                        RadioLinks.scenario(options),
                        options.number("storm", 0),
                        (number, octets) -> {
                            // what the network does not take is lost in it
                            var _ = links.get(Math.min(number, links.size() - 1)).send(octets, to);
                        },
                        System.nanoTime());
        TickThread thread = TickThread.of("repeaters", System::nanoTime, group::tick);
        for (int i = 0; i < links.size(); i++) {
            int number = i;
            links.get(i)
                    .open(frame -> {
                        if (frame.source().filter(to::equals).isPresent()) {
                            // a full inbox loses it
                            var _ = thread.offer(group.datagram(number, frame.bytes()));
                        }
                    });
        }
        thread.start();
        List<AutoCloseable> parts = new ArrayList<>(links);
        parts.addFirst(thread);
        return new RadioPeer(parts);
    }

    private static RadioPeer master(String[] arguments) throws IOException {
        if (arguments.length < 3) {
            throw new IllegalArgumentException(USAGE);
        }
        LinkAddress options = options(arguments, 3);
        DatagramLink link = datagrams("udp:" + arguments[1]);
        long seed = options.number("seed", 1);
        SimulatedMaster master =
                new SimulatedMaster(
                        Files.readString(Path.of(arguments[2]))
                                .strip()
                                .getBytes(StandardCharsets.UTF_8),
                        seed,
                        new AirTraffic(
                                seed,
                                options.number("pause_ms", 2_000),
                                RadioLinks.scenario(options)),
                        (octets, to) -> {
                            var _ = link.send(octets, to);
                        });
        TickThread thread = TickThread.of("master", System::nanoTime, master::tick);
        link.open(frame ->
                frame.source()
                        .ifPresent(source -> {
                            // a full inbox loses it
                            var _ =
                                    thread.offer(
                                            now -> master.datagram(frame.bytes(), source, now));
                        }));
        thread.start();
        return new RadioPeer(List.of(thread, link));
    }

    @Override
    public void close() {
        for (AutoCloseable part : parts) {
            try {
                part.close();
            } catch (Exception e) {
                throw new IllegalStateException("a simulated radio could not be closed", e);
            }
        }
    }

    /// Runs until it is ended.
    public static void main(String[] arguments) throws InterruptedException {
        try (RadioPeer peer = start(arguments)) {
            Runtime.getRuntime().addShutdownHook(new Thread(peer::close, "radio-stop"));
            new CountDownLatch(1).await();
        } catch (IllegalArgumentException | IOException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }
}
