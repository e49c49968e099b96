package dev.gatehouse.booth.inventory;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.tinylog.Logger;

/// Sockets that listen for announcements to the groups of mDNS, SSDP and WS-Discovery, on the
/// configured segments alone. They never send.
///
/// Owner: one thread; the counters may be read by any.
final class Ears implements AutoCloseable {
    /// Octets of a datagram; a longer one is dropped and counted.
    static final int MAX_OCTETS = 9_000;

    /// Datagrams a second; more are dropped and counted.
    static final int MAX_A_SECOND = 200;

    private static final long SECOND_NANOS = 1_000_000_000L;

    /// What is spoken to a group.
    enum Group {
        MDNS("224.0.0.251"),
        SSDP("239.255.255.250"),
        DISCOVERY("239.255.255.250");

        private final String address;

        Group(String address) {
            this.address = address;
        }

        int port(InventoryPorts ports) {
            return switch (this) {
                case MDNS -> ports.mdns();
                case SSDP -> ports.ssdp();
                case DISCOVERY -> ports.discovery();
            };
        }
    }

    /// One datagram that was heard.
    record Heard(Group group, InetAddress sender, byte[] octets) {}

    private final Map<Group, DatagramChannel> channels = new EnumMap<>(Group.class);
    private final Selector selector;
    private final ByteBuffer buffer = ByteBuffer.allocate(MAX_OCTETS + 1);
    private final AtomicLong tooLong = new AtomicLong();
    private final AtomicLong tooMany = new AtomicLong();
    private long secondBegan;
    private int inSecond;

    /// Opens what can be opened: a segment or group that cannot be joined is told and left out.
    Ears(List<NetworkInterface> segments, InventoryPorts ports) throws IOException {
        selector = Selector.open();
        for (Group group : Group.values()) {
            try {
                channels.put(group, open(group, segments, ports));
            } catch (IOException e) {
                Logger.warn(
                        "INV-001 announcements cannot be listened to: group={}, cause={}",
                        group,
                        e.getMessage());
            }
        }
    }

    private DatagramChannel open(Group group, List<NetworkInterface> segments, InventoryPorts ports)
            throws IOException {
        DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET);
        try {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            if (channel.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT)) {
                channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
            }
            InetAddress address = InetAddress.getByName(group.address);
            // bound to the group: what is sent to the machine itself is not for us
            channel.bind(new InetSocketAddress(address, group.port(ports)));
            int joined = 0;
            for (NetworkInterface segment : segments) {
                try {
                    var _ = channel.join(address, segment);
                    joined++;
                } catch (IOException | IllegalArgumentException e) {
                    Logger.warn(
                            "INV-002 a segment cannot be joined: segment={}, group={}, cause={}",
                            segment.getName(),
                            group,
                            e.getMessage());
                }
            }
            if (joined == 0) {
                throw new IOException("no segment could be joined");
            }
            channel.configureBlocking(false);
            var _ = channel.register(selector, SelectionKey.OP_READ, group);
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /// Groups that are listened to.
    List<Group> open() {
        return List.copyOf(channels.keySet());
    }

    /// Waits for datagrams and takes those that are there, at most as many as one second allows.
    ///
    /// @param nowNanos monotonic
    List<Heard> hear(long waitMs, long nowNanos) throws IOException {
        List<Heard> heard = new ArrayList<>();
        var _ = selector.select(waitMs);
        if (nowNanos - secondBegan >= SECOND_NANOS) {
            secondBegan = nowNanos;
            inSecond = 0;
        }
        for (SelectionKey key : selector.selectedKeys()) {
            DatagramChannel channel = (DatagramChannel) key.channel();
            Group group = (Group) key.attachment();
            // bounded, so that a flood cannot keep the thread here
            for (int i = 0; i < MAX_A_SECOND; i++) {
                buffer.clear();
                if (!(channel.receive(buffer) instanceof InetSocketAddress sender)) {
                    break;
                }
                if (buffer.position() > MAX_OCTETS) {
                    tooLong.incrementAndGet();
                } else if (++inSecond > MAX_A_SECOND) {
                    tooMany.incrementAndGet();
                } else {
                    heard.add(
                            new Heard(
                                    group,
                                    sender.getAddress(),
                                    Arrays.copyOf(buffer.array(), buffer.position())));
                }
            }
        }
        selector.selectedKeys().clear();
        return heard;
    }

    /// More came in this second than is taken.
    boolean flooded() {
        return inSecond > MAX_A_SECOND;
    }

    void wake() {
        var _ = selector.wakeup();
    }

    long tooLong() {
        return tooLong.get();
    }

    long tooMany() {
        return tooMany.get();
    }

    @Override
    public void close() {
        for (DatagramChannel channel : channels.values()) {
            closeQuietly(channel);
        }
        closeQuietly(selector);
    }

    private static void closeQuietly(AutoCloseable open) {
        try {
            open.close();
        } catch (Exception e) {
            Logger.debug("INV-003 a socket could not be closed: cause={}", e.getMessage());
        }
    }
}
