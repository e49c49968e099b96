package dev.gatehouse.drivers.homebrew;

import dev.gatehouse.drivers.TokenBucket;
import dev.gatehouse.protocols.homebrew.PeerConfig;
import dev.gatehouse.protocols.homebrew.RadioFrame;
import java.net.InetSocketAddress;
import java.util.Optional;

/// One repeater that proved its password. Owned by the master's thread.
final class MasterSession {

    /// Bursts a second of both slots, with a margin.
    static final int BURSTS_A_SECOND = 40;

    static final int BURST_MARGIN = 60;

    private final int id;
    private final InetSocketAddress source;
    private final TokenBucket bursts = TokenBucket.perSecond(BURSTS_A_SECOND, BURST_MARGIN);
    private final HeardStream slot1 = new HeardStream();
    private final HeardStream slot2 = new HeardStream();
    private MasterState state = MasterState.AUTHENTICATED;
    private Optional<PeerConfig> config = Optional.empty();
    private String options = "";
    private long aliveNanos;

    MasterSession(int id, InetSocketAddress source, long nowNanos) {
        this.id = id;
        this.source = source;
        this.aliveNanos = nowNanos;
    }

    int id() {
        return id;
    }

    InetSocketAddress source() {
        return source;
    }

    MasterState state() {
        return state;
    }

    void become(MasterState next) {
        state = state.transition(next);
    }

    Optional<PeerConfig> config() {
        return config;
    }

    void configure(PeerConfig claimed) {
        config = Optional.of(claimed);
    }

    String options() {
        return options;
    }

    void wish(String text) {
        options = text;
    }

    void alive(long nowNanos) {
        aliveNanos = nowNanos;
    }

    long silentNanos(long nowNanos) {
        return nowNanos - aliveNanos;
    }

    boolean mayBurst(long nowNanos) {
        return bursts.take(nowNanos);
    }

    HeardStream slot(int slot) {
        return slot == 1 ? slot1 : slot2;
    }

    /// A burst that the peer sent: a new one, or one that it repeats.
    HeardStream.Arrival heard(RadioFrame frame, long nowNanos, HomebrewCounters counters) {
        return slot(frame.slot()).take(frame, nowNanos, counters);
    }
}
