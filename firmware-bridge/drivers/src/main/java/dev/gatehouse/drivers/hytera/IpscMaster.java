package dev.gatehouse.drivers.hytera;

import dev.gatehouse.drivers.dispatch.DispatchCounter;
import dev.gatehouse.drivers.dispatch.DispatchCounters;
import dev.gatehouse.drivers.dispatch.DispatchOut;
import dev.gatehouse.drivers.dispatch.Recent;
import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.hytera.Ipsc;
import dev.gatehouse.protocols.hytera.IpscBurst;
import dev.gatehouse.protocols.hytera.P2pAck;
import dev.gatehouse.protocols.hytera.P2pCommand;
import dev.gatehouse.protocols.hytera.P2pKeepAlive;
import dev.gatehouse.protocols.hytera.P2pPing;
import dev.gatehouse.protocols.hytera.P2pReset;
import dev.gatehouse.protocols.observation.Received;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// The master that repeaters register with so that they send their bursts (sheet, sections 10 and
/// 11). It answers and listens; it never keys a transmitter. Configured repeaters alone reach it.
/// Owned by the system's thread.
final class IpscMaster {

    /// The usual port for configuration queries, which we do not need: ids are configured.
    private static final int RDAC_PORT = 50_002;

    /// Bursts that are remembered by sequence, for a repeater sends some twice.
    private static final int RECENT_LIMIT = 1_024;

    /// Half of the time in which the sequence of a slot runs round, 256 bursts of 60 ms.
    private static final long RECENT_NANOS = TimeUnit.SECONDS.toNanos(7);

    private record Heard(InetAddress repeater, IpscBurst burst) {}

    private final DispatchOut out;
    private final DispatchCounters counters;
    private final BurstSink sink;
    private final Set<InetAddress> registered = new HashSet<>();
    private final Recent<Heard> recent = new Recent<>(RECENT_LIMIT, RECENT_NANOS);

    IpscMaster(DispatchOut out, DispatchCounters counters, BurstSink sink) {
        this.out = out;
        this.counters = counters;
        this.sink = sink;
    }

    /// Takes a datagram of a configured repeater.
    void datagram(int socket, InetSocketAddress source, byte[] octets, Received received) {
        switch (Ipsc.decode(octets)) {
            case Decoded.Rejected<Ipsc>(var reason, _) -> counters.rejected(reason);
            case Decoded.Message<Ipsc>(P2pCommand command) -> command(socket, source, command);
            case Decoded.Message<Ipsc>(P2pPing ping) -> {
                if (!ping.answered()) {
                    answer(socket, source, ping.answer().encode());
                }
            }
            case Decoded.Message<Ipsc>(P2pKeepAlive alive) ->
                    answer(socket, source, alive.answer().encode());
            case Decoded.Message<Ipsc>(IpscBurst burst) -> burst(socket, source, burst, received);
            case Decoded.Message<Ipsc>(P2pAck _), Decoded.Message<Ipsc>(P2pReset _) -> {
                // signs of life that ask for nothing
            }
        }
    }

    private void command(int socket, InetSocketAddress source, P2pCommand command) {
        if (!command.isRequest()) {
            counters.add(DispatchCounter.UNKNOWN_MESSAGES);
            return;
        }
        if (command.step() != P2pCommand.Step.REGISTER
                && !registered.contains(source.getAddress())) {
            var _ = out.send(socket, source, new P2pReset().encode());
            return;
        }
        var _ = out.send(socket, source, command.accepted().encode());
        switch (command.step()) {
            case REGISTER -> registered.add(source.getAddress());
            case START_RDAC -> {
                var _ = out.send(socket, source, command.redirected(RDAC_PORT).encode());
            }
            case START_BURSTS -> {
                int port = HyteraPort.BURSTS.number();
                var _ = out.send(socket, source, command.redirected(port).encode());
            }
        }
    }

    /// Who never registered hears that it must.
    private void answer(int socket, InetSocketAddress source, byte[] octets) {
        boolean known = registered.contains(source.getAddress());
        var _ = out.send(socket, source, known ? octets : new P2pReset().encode());
    }

    private void burst(int socket, InetSocketAddress source, IpscBurst burst, Received received) {
        if (!registered.contains(source.getAddress())) {
            var _ = out.send(socket, source, new P2pReset().encode());
            return;
        }
        if (!recent.isNew(new Heard(source.getAddress(), burst), received.nanos())) {
            counters.add(DispatchCounter.DUPLICATES);
            return;
        }
        counters.add(DispatchCounter.BURSTS);
        if (burst.slotType().hasBurst()) {
            sink.burst(source.getAddress(), burst, received);
        }
    }
}
