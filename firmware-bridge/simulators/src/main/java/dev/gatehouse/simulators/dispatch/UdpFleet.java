package dev.gatehouse.simulators.dispatch;

import dev.gatehouse.drivers.LinkAddress;
import dev.gatehouse.drivers.hytera.HyteraPort;
import dev.gatehouse.drivers.trbo.TrboPort;
import dev.gatehouse.protocols.RadioAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Simulated radios as a peer of its own on UDP: the repeater speaks from 127.0.0.1, Motorola radio
/// N from 127.x.y.z with N in its low 24 bits (the station's setting `network` is 127 then). Owned
/// by the thread that runs it.
///
/// ```
/// UdpFleet hytera?seed=7&radios=5 127.0.0.1:30001
/// ```
public final class UdpFleet implements AutoCloseable {

    /// Radios with sockets of their own.
    static final int MAX_RADIOS = 256;

    private static final long SELECT_MS = 10;
    private static final int MAX_BYTES = 1_500;
    private static final int LOOPBACK_NETWORK = 127;
    private static final long TELL_MS = 5_000;

    private record Door(int socket, int radio) {}

    private final List<InetSocketAddress> booth;
    private final boolean eachRadio;
    private final LongSupplier nanos;
    private final Selector selector;
    private final Map<Door, DatagramChannel> channels = new HashMap<>();
    private final ByteBuffer buffer = ByteBuffer.allocate(MAX_BYTES);
    private final RadioPeer peer;
    private volatile boolean closed;

    /// @param address as of a `sim:` link, without `sim:`
    /// @param booth the station's sockets, in their order
    /// @param nanos monotonic clock of the scenario
    /// @param start wall time of its beginning
    public UdpFleet(
            LinkAddress address, List<InetSocketAddress> booth, LongSupplier nanos, Instant start)
            throws IOException {
        this.booth = List.copyOf(booth);
        this.eachRadio = address.target().equals("trbo");
        this.nanos = nanos;
        RadioPlan plan = RadioFleets.plan(address);
        if (eachRadio && plan.radios() > MAX_RADIOS) {
            throw new IllegalArgumentException("radios: expected at most 256 on UDP");
        }
        int firstId = (int) address.number("first_id", 100);
        PeerOut way = RadioFleets.way(address, this::toBooth, plan.seed());
        this.peer =
                eachRadio
                        ? new TrboFleet(plan.steps(), firstId, start, way)
                        : new HyteraRepeater(plan.steps(), firstId, start, way);
        this.selector = Selector.open();
    }

    private DatagramChannel channel(Door door) throws IOException {
        DatagramChannel open = channels.get(door);
        if (open != null) {
            return open;
        }
        byte[] address = new byte[RadioAddress.LENGTH_BYTES];
        new RadioAddress(LOOPBACK_NETWORK, eachRadio ? door.radio : 1)
                .put(ByteBuffer.wrap(address));
        DatagramChannel made = DatagramChannel.open();
        try {
            made.configureBlocking(false);
            made.bind(new InetSocketAddress(InetAddress.getByAddress(address), 0));
            made.register(selector, SelectionKey.OP_READ, door);
        } catch (IOException e) {
            made.close();
            throw e;
        }
        channels.put(door, made);
        return made;
    }

    private void toBooth(int socket, int radio, byte[] octets) {
        try {
            int _ =
                    channel(new Door(socket, radio))
                            .send(ByteBuffer.wrap(octets), booth.get(socket));
        } catch (IOException e) {
            // as lost as any datagram: nobody may be there yet
            peerLost++;
        }
    }

    private long peerLost;

    /// Datagrams that the system would not send.
    public long lost() {
        return peerLost;
    }

    /// Runs until everything is done, or closed.
    ///
    /// @param linger goes on answering when everything is done
    public void run(boolean linger) throws IOException {
        long start = nanos.getAsLong();
        while (!closed && (linger || !peer.finished())) {
            int _ = selector.select(SELECT_MS);
            long nowMs = TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong() - start);
            for (SelectionKey key : selector.selectedKeys()) {
                read((DatagramChannel) key.channel(), (Door) key.attachment(), nowMs);
            }
            selector.selectedKeys().clear();
            peer.tick(nowMs);
        }
    }

    private void read(DatagramChannel channel, Door door, long nowMs) throws IOException {
        SocketAddress from = channel.receive(buffer.clear());
        while (from != null) {
            byte[] octets = new byte[buffer.flip().remaining()];
            buffer.get(octets);
            peer.receive(door.socket, door.radio, octets, nowMs);
            from = channel.receive(buffer.clear());
        }
    }

    public PeerCounts counts() {
        return peer.counts();
    }

    public boolean finished() {
        return peer.finished();
    }

    /// Ends the run, from any thread; the sockets are closed by the thread that ran it.
    @Override
    public void close() throws IOException {
        closed = true;
        selector.wakeup();
        selector.close();
        for (DatagramChannel channel : channels.values()) {
            channel.close();
        }
    }

    private static List<InetSocketAddress> booth(String target, String text) {
        int colon = text.lastIndexOf(':');
        InetAddress host = InetAddress.ofLiteral(text.substring(0, Math.max(0, colon)));
        int port = Integer.parseInt(text.substring(colon + 1));
        return target.equals("trbo")
                ? TrboPort.ALL.stream()
                        .map(one -> port + one.number() - TrboPort.ALL.getFirst().number())
                        .map(number -> new InetSocketAddress(host, number))
                        .toList()
                : HyteraPort.ALL.stream()
                        .map(one -> port + one.number() - HyteraPort.ALL.getFirst().number())
                        .map(number -> new InetSocketAddress(host, number))
                        .toList();
    }

    /// Runs beside a booth until stopped.
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 2) {
            System.err.println("usage: UdpFleet hytera|trbo[?seed=N&...] HOST:PORT");
            System.exit(2);
        }
        LinkAddress address = LinkAddress.parse("sim:" + arguments[0]);
        if (!RadioFleets.knows(address.target())) {
            System.err.println("expected hytera or trbo");
            System.exit(2);
        }
        try (UdpFleet fleet =
                new UdpFleet(
                        address,
                        booth(address.target(), arguments[1]),
                        System::nanoTime,
                        Instant.now())) {
            Thread.ofPlatform()
                    .daemon(true)
                    .start(() -> {
                        try {
                            while (true) {
                                TimeUnit.MILLISECONDS.sleep(TELL_MS);
                                System.out.println(fleet.counts());
                            }
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    });
            fleet.run(true);
        }
    }
}
