package dev.gatehouse.simulators.radio;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.homebrew.EmbeddedLink;
import dev.gatehouse.protocols.homebrew.HomebrewMessage;
import dev.gatehouse.protocols.homebrew.HomebrewMessage.Accepted;
import dev.gatehouse.protocols.homebrew.HomebrewMessage.Ignored;
import dev.gatehouse.protocols.homebrew.HomebrewMessage.LoginRequest;
import dev.gatehouse.protocols.homebrew.HomebrewMessage.MasterClosing;
import dev.gatehouse.protocols.homebrew.HomebrewMessage.Options;
import dev.gatehouse.protocols.homebrew.HomebrewMessage.PeerClosing;
import dev.gatehouse.protocols.homebrew.HomebrewMessage.Ping;
import dev.gatehouse.protocols.homebrew.HomebrewMessage.Pong;
import dev.gatehouse.protocols.homebrew.HomebrewMessage.Refused;
import dev.gatehouse.protocols.homebrew.HomebrewMessage.SitePosition;
import dev.gatehouse.protocols.homebrew.LoginProof;
import dev.gatehouse.protocols.homebrew.PeerConfig;
import dev.gatehouse.protocols.homebrew.RadioFrame;
import java.net.InetSocketAddress;
import java.util.Iterator;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// A master of somebody else, with one repeater at a time, as plain software behaves: the newest
/// login wins, and what is heard elsewhere is sent on. Owned by one thread; no clock of its own.
public final class SimulatedMaster {

    private final byte[] password;
    private final BiConsumer<byte[], InetSocketAddress> outbox;
    private final Iterator<AirStep> traffic;
    private final SplittableRandom random;
    private @Nullable InetSocketAddress peer;
    private int id;
    private int salt;
    private boolean proved;
    private boolean running;
    private long runningNanos;
    private @Nullable AirStep next;
    private int sequence;
    private int stream;
    private long heard;
    private long sent;
    private boolean refuses;

    /// @param seed of salts and stream ids
    /// @param traffic what it sends on
    /// @param outbox one datagram at a time
    public SimulatedMaster(
            byte[] password,
            long seed,
            Iterator<AirStep> traffic,
            BiConsumer<byte[], InetSocketAddress> outbox) {
        this.password = password.clone();
        this.random = new SplittableRandom(seed);
        this.traffic = traffic;
        this.outbox = outbox;
    }

    /// Refuses whoever comes, and whoever is there.
    public void refuse(boolean on) {
        refuses = on;
    }

    public boolean running() {
        return running;
    }

    /// Bursts of the peer.
    public long heard() {
        return heard;
    }

    /// Bursts sent to the peer.
    public long sent() {
        return sent;
    }

    /// A datagram of whoever.
    public void datagram(byte[] octets, InetSocketAddress from, long nowNanos) {
        if (!(HomebrewMessage.decode(octets)
                instanceof Decoded.Message<HomebrewMessage>(HomebrewMessage message))) {
            return;
        }
        switch (message) {
            case LoginRequest request -> {
                if (refuses) {
                    outbox.accept(new Refused(request.id()).encode(), from);
                    return;
                }
                peer = from;
                id = request.id();
                proved = false;
                running = false;
                salt = random.nextInt();
                outbox.accept(new Accepted(salt).encode(), from);
            }
            case LoginProof proof -> {
                proved = isPeer(from, proof.id()) && proof.proves(salt, password);
                outbox.accept((proved ? new Accepted(id) : new Refused(proof.id())).encode(), from);
            }
            case PeerConfig config -> {
                if (proved && isPeer(from, config.id())) {
                    running = true;
                    runningNanos = nowNanos;
                    next = traffic.hasNext() ? traffic.next() : null;
                    outbox.accept(new Accepted(id).encode(), from);
                }
            }
            case Options options -> {
                if (running && isPeer(from, options.id())) {
                    outbox.accept(new Accepted(id).encode(), from);
                }
            }
            case Ping ping -> {
                boolean known = running && !refuses && isPeer(from, ping.id());
                running = known;
                outbox.accept((known ? new Pong(id) : new Refused(ping.id())).encode(), from);
            }
            case RadioFrame frame -> {
                if (running && isPeer(from, frame.id())) {
                    heard++;
                }
            }
            case PeerClosing _ -> running = false;
            // what else a peer says needs no answer
            case Accepted _,
                    Refused _,
                    EmbeddedLink _,
                    MasterClosing _,
                    Pong _,
                    SitePosition _,
                    Ignored _ -> {}
        }
    }

    private boolean isPeer(InetSocketAddress from, int claimed) {
        return from.equals(peer) && claimed == id;
    }

    /// Does what time brings.
    public void tick(long nowNanos) {
        AirStep due = next;
        InetSocketAddress to = peer;
        while (running && to != null && due != null && nowNanos - runningNanos >= due.atNanos()) {
            send(due.burst(), to);
            due = traffic.hasNext() ? traffic.next() : null;
            next = due;
        }
    }

    private void send(OnAir burst, InetSocketAddress to) {
        if (burst.control() == OnAir.HEADER || burst.control() == OnAir.DATA_HEADER) {
            stream = random.nextInt();
        }
        sequence = (sequence + 1) & 0xFF;
        sent++;
        RadioFrame.Kind kind =
                burst.isData()
                        ? RadioFrame.Kind.DATA_SYNC
                        : burst.control() == OnAir.VOICE_SYNC
                                ? RadioFrame.Kind.VOICE_SYNC
                                : RadioFrame.Kind.VOICE;
        outbox.accept(
                new RadioFrame(
                                sequence,
                                burst.source(),
                                burst.destination(),
                                id,
                                burst.slot(),
                                burst.unit(),
                                kind,
                                kind == RadioFrame.Kind.VOICE_SYNC ? 0 : burst.control() & 0x0F,
                                stream,
                                burst.burst(),
                                0,
                                0)
                        .encode(),
                to);
    }
}
