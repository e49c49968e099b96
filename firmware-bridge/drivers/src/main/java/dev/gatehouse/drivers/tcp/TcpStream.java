package dev.gatehouse.drivers.tcp;

import dev.gatehouse.drivers.Counters;
import dev.gatehouse.drivers.StreamLink;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a stream over TCP is whichever side began the connection: at most one peer at a time, sent
/// to from any thread.
abstract class TcpStream implements StreamLink, TcpPeer.Line {
    static final long CLOSE_LIMIT_MS = 2_000;

    final Counters<TcpCounter> counters = new Counters<>(TcpCounter.class);

    /// The peer that is sent to; null while there is none, or it is to be left.
    volatile @Nullable TcpPeer current;

    @Override
    public final boolean send(byte[] octets) {
        TcpPeer peer = current;
        boolean sent = peer != null && peer.send(octets);
        if (!sent) {
            var _ = counters.add(TcpCounter.SENDS_REFUSED);
        }
        return sent;
    }

    @Override
    public final boolean up() {
        return current != null;
    }

    @Override
    public final long openings() {
        return counters.value(TcpCounter.OPENED);
    }

    @Override
    public final void hold(boolean on) {
        TcpPeer peer = current;
        if (peer != null) {
            peer.hold(on);
        }
    }

    @Override
    public final Map<String, Long> counters() {
        return counters.values();
    }
}
