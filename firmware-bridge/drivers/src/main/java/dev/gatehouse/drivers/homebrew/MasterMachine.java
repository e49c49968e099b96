package dev.gatehouse.drivers.homebrew;

import dev.gatehouse.drivers.radio.AirEvent;
import dev.gatehouse.drivers.radio.AirSink;
import dev.gatehouse.drivers.radio.Airtime;
import dev.gatehouse.drivers.radio.Transmission;
import dev.gatehouse.drivers.radio.Transmission.End;
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
import dev.gatehouse.protocols.observation.Received;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.tinylog.Logger;

/// The master's side (sections 6 and 7). A source is what it proved: every message of a session
/// counts only from the address and port that answered the salt, and a running session gives way to
/// nobody who has not proved the same password.
final class MasterMachine implements Machine {

    /// After a proof, until a configuration must have come.
    static final long CONFIG_NANOS = TimeUnit.SECONDS.toNanos(15);

    /// Without a ping.
    static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(45);

    private static final long SWEEP_NANOS = 500_000_000L;

    private final String deviceId;
    private final MasterSettings settings;
    private final Outbox outbox;
    private final AirSink sink;
    private final HomebrewCounters counters;
    private final Challenges challenges;
    private final SenderLimits limits = new SenderLimits();
    private final Map<Integer, MasterSession> sessions = new HashMap<>();

    /// Read by the link's thread too.
    private final Map<InetSocketAddress, MasterSession> bySource = new ConcurrentHashMap<>();

    private final NetworkOutgoing outgoing;
    private Received now;
    private long nextSweepNanos;
    private boolean stopped;

    /// @param salts from a secure random source
    /// @param streams ids of outgoing streams, random
    MasterMachine(
            String deviceId,
            MasterSettings settings,
            Outbox outbox,
            AirSink sink,
            HomebrewCounters counters,
            IntSupplier salts,
            IntSupplier streams,
            Received now) {
        this.deviceId = deviceId;
        this.settings = settings;
        this.outbox = outbox;
        this.sink = sink;
        this.counters = counters;
        this.now = now;
        this.nextSweepNanos = now.nanos();
        this.challenges = new Challenges(salts, counters);
        this.outgoing =
                new NetworkOutgoing(
                        new ToRepeaters(),
                        streams,
                        counters,
                        new Airtime(settings.dutyPercent(), settings.longestMs(), now.nanos()));
    }

    @Override
    public boolean isKnown(InetSocketAddress source) {
        return bySource.containsKey(source);
    }

    int sessions() {
        return bySource.size();
    }

    int halfOpen() {
        return challenges.size();
    }

    @Override
    public void datagram(byte[] octets, InetSocketAddress source, Received received) {
        now = received;
        counters.add(HomebrewCounter.DATAGRAMS);
        if (limits.isLockedOut(source.getAddress(), now.nanos()) && !isKnown(source)) {
            counters.add(HomebrewCounter.LOCKED_OUT);
            return;
        }
        switch (HomebrewMessage.decode(octets)) {
            case Decoded.Message<HomebrewMessage>(HomebrewMessage message) ->
                    message(message, source);
            case Decoded.Rejected<HomebrewMessage> _ -> counters.add(HomebrewCounter.MALFORMED);
        }
    }

    private void message(HomebrewMessage message, InetSocketAddress source) {
        switch (message) {
            case LoginRequest request -> login(request, source);
            case LoginProof proof -> proof(proof, source);
            case PeerConfig config ->
                    session(config.id(), source).ifPresent(peer -> configure(peer, config));
            case Ping ping ->
                    running(ping.id(), source)
                            .ifPresent(peer -> {
                                peer.alive(now.nanos());
                                send(new Pong(peer.id()), source);
                            });
            case Options options ->
                    running(options.id(), source)
                            .ifPresent(peer -> {
                                peer.wish(options.text());
                                send(new Accepted(peer.id()), source);
                            });
            case RadioFrame frame -> frame(frame, source);
            case EmbeddedLink link -> linkControl(link, source);
            case SitePosition position -> {
                var _ = running(position.id(), source);
            }
            case PeerClosing closing ->
                    session(closing.id(), source)
                            .ifPresent(peer -> {
                                counters.add(HomebrewCounter.SESSIONS_CLOSED);
                                end(peer, "left");
                            });
            case Ignored _ -> counters.add(HomebrewCounter.IGNORED);
            // A master's own words: of no meaning here, and never answered.
            case Accepted _, Refused _, MasterClosing _, Pong _ ->
                    counters.add(HomebrewCounter.WRONG_STATE);
        }
    }

    private void login(LoginRequest request, InetSocketAddress source) {
        if (!limits.mayLogIn(source.getAddress(), now.nanos())) {
            counters.add(HomebrewCounter.STRANGERS_LIMITED);
        } else if (!settings.passwords().knows(request.id())) {
            counters.add(HomebrewCounter.UNKNOWN_IDS);
            refuse(request.id(), source);
        } else {
            send(new Accepted(challenges.give(request.id(), source, now.nanos())), source);
        }
    }

    private void proof(LoginProof proof, InetSocketAddress source) {
        OptionalInt salt = challenges.take(proof.id(), source, now.nanos());
        if (salt.isEmpty()) {
            counters.add(HomebrewCounter.LOGINS_REPLAYED);
            refuse(proof.id(), source);
            return;
        }
        Optional<byte[]> password = settings.passwords().of(proof.id());
        if (password.isEmpty() || !proof.proves(salt.getAsInt(), password.get())) {
            counters.add(HomebrewCounter.LOGINS_FAILED);
            if (limits.failed(source.getAddress(), now.nanos())) {
                Logger.warn("HBR-001 address locked out after wrong proofs: device={}", deviceId);
            }
            send(new Refused(proof.id()), source);
            return;
        }
        admit(proof.id(), source);
    }

    private void admit(int id, InetSocketAddress source) {
        MasterSession before = sessions.get(id);
        MasterSession atSource = bySource.get(source);
        if (before == null && atSource == null && sessions.size() >= settings.maxSessions()) {
            counters.add(HomebrewCounter.SESSIONS_FULL);
            send(new Refused(id), source);
            return;
        }
        if (before != null) {
            boolean moved = !before.source().equals(source);
            end(before, moved ? "logged in elsewhere" : "logged in again");
            if (moved) {
                counters.add(HomebrewCounter.SESSIONS_MOVED);
                send(new Refused(id), before.source());
            }
        }
        if (atSource != null && atSource.state() != MasterState.GONE) {
            end(atSource, "another repeater at its address");
        }
        MasterSession session = new MasterSession(id, source, now.nanos());
        sessions.put(id, session);
        bySource.put(source, session);
        counters.add(HomebrewCounter.LOGINS);
        send(new Accepted(id), source);
    }

    private void configure(MasterSession peer, PeerConfig config) {
        peer.configure(config);
        peer.alive(now.nanos());
        if (peer.state() == MasterState.AUTHENTICATED) {
            peer.become(MasterState.RUNNING);
            Logger.info("HBR-002 repeater running: device={} id={}", deviceId, peer.id());
            sink.accept(usable(peer, true, "running"));
        }
        send(new Accepted(peer.id()), peer.source());
    }

    private AirEvent usable(MasterSession peer, boolean usable, String reason) {
        return new AirEvent.Usable(deviceId, OptionalInt.of(peer.id()), usable, reason, now);
    }

    /// The session of an id when the message came from where it was proved; else the sender is
    /// refused, as seldom as strangers are.
    private Optional<MasterSession> session(int id, InetSocketAddress source) {
        MasterSession atSource = bySource.get(source);
        if (atSource != null && atSource.id() == id) {
            return Optional.of(atSource);
        }
        boolean elsewhere = sessions.containsKey(id);
        counters.add(elsewhere ? HomebrewCounter.WRONG_SOURCE : HomebrewCounter.WRONG_STATE);
        if (atSource != null) {
            counters.add(HomebrewCounter.WRONG_ID);
        } else {
            refuse(id, source);
        }
        return Optional.empty();
    }

    private Optional<MasterSession> running(int id, InetSocketAddress source) {
        Optional<MasterSession> peer = session(id, source);
        if (peer.isPresent() && peer.get().state() != MasterState.RUNNING) {
            counters.add(HomebrewCounter.WRONG_STATE);
            refuse(id, source);
            return Optional.empty();
        }
        return peer;
    }

    private void frame(RadioFrame frame, InetSocketAddress source) {
        Optional<MasterSession> peer = running(frame.id(), source);
        if (peer.isEmpty()) {
            return;
        }
        if (!peer.get().mayBurst(now.nanos())) {
            counters.add(HomebrewCounter.BURSTS_OVER_RATE);
            return;
        }
        switch (peer.get().heard(frame, now.nanos(), counters)) {
            case NEW -> {
                counters.add(HomebrewCounter.BURSTS);
                sink.accept(Heard.burst(deviceId, frame.id(), frame, now));
            }
            case DUPLICATE -> {}
        }
    }

    private void linkControl(EmbeddedLink link, InetSocketAddress source) {
        if (link.repeaterId().isEmpty()) {
            return;
        }
        int id = link.repeaterId().getAsInt();
        Optional<MasterSession> peer = running(id, source);
        if (peer.isEmpty()) {
            return;
        }
        if (peer.get().mayBurst(now.nanos())) {
            sink.accept(Heard.linkControl(deviceId, id, link, now));
        } else {
            counters.add(HomebrewCounter.BURSTS_OVER_RATE);
        }
    }

    private void refuse(int id, InetSocketAddress source) {
        if (limits.mayRefuse(source.getAddress(), now.nanos())) {
            counters.add(HomebrewCounter.REFUSALS_SENT);
            send(new Refused(id), source);
        } else {
            counters.add(HomebrewCounter.REFUSALS_HELD_BACK);
        }
    }

    private void send(HomebrewMessage message, InetSocketAddress to) {
        if (!outbox.send(message.encode(), to)) {
            counters.add(HomebrewCounter.SENDS_REFUSED);
        }
    }

    private void end(MasterSession peer, String reason) {
        boolean ran = peer.state() == MasterState.RUNNING;
        peer.become(MasterState.GONE);
        sessions.remove(peer.id(), peer);
        bySource.remove(peer.source(), peer);
        if (ran) {
            Logger.info(
                    "HBR-003 repeater gone: device={} id={} reason={}",
                    deviceId,
                    peer.id(),
                    reason);
            sink.accept(usable(peer, false, reason));
        }
    }

    @Override
    public void transmit(Transmission transmission) {
        if (!settings.permit().given()) {
            counters.add(HomebrewCounter.NOT_PERMITTED);
            transmission.outcome().ended(transmission.id(), End.NOT_PERMITTED);
        } else if (stopped) {
            transmission.outcome().ended(transmission.id(), End.CLOSED);
        } else {
            outgoing.add(transmission);
        }
    }

    /// Every running repeater that says it sends on the authorised frequency.
    private final class ToRepeaters implements NetworkOutgoing.Way {

        private boolean maySend(MasterSession peer) {
            OptionalLong txHz =
                    peer.config().map(PeerConfig::claimedTxHz).orElse(OptionalLong.empty());
            return peer.state() == MasterState.RUNNING
                    && txHz.isPresent()
                    && settings.permit().covers(txHz.getAsLong());
        }

        @Override
        public boolean isThere() {
            return sessions.values().stream().anyMatch(this::maySend);
        }

        @Override
        public boolean isFree(int slot) {
            return isThere()
                    && sessions.values().stream()
                            .filter(this::maySend)
                            .noneMatch(peer -> peer.slot(slot).isActive(now.nanos()));
        }

        @Override
        public boolean send(RadioFrame frame) {
            boolean sent = false;
            for (MasterSession peer : sessions.values()) {
                if (maySend(peer)) {
                    sent |= outbox.send(frame.to(peer.id()).encode(), peer.source());
                }
            }
            return sent;
        }
    }

    @Override
    public long duty(Received at) {
        now = at;
        long nanos = at.nanos();
        if (nanos - nextSweepNanos >= 0) {
            nextSweepNanos = nanos + SWEEP_NANOS;
            sweep(nanos);
        }
        outgoing.duty(nanos);
        return Math.min(
                Math.clamp(nextSweepNanos - nanos, 0, SWEEP_NANOS), outgoing.waitNanos(nanos));
    }

    private void sweep(long nanos) {
        challenges.expire(nanos);
        for (MasterSession peer : List.copyOf(sessions.values())) {
            long limit = peer.state() == MasterState.RUNNING ? SILENCE_NANOS : CONFIG_NANOS;
            if (peer.silentNanos(nanos) > limit) {
                counters.add(HomebrewCounter.SESSIONS_TIMED_OUT);
                end(peer, "silent");
            }
        }
    }

    @Override
    public void stop(Received at) {
        now = at;
        stopped = true;
        for (MasterSession peer : List.copyOf(sessions.values())) {
            send(new MasterClosing(peer.id()), peer.source());
            end(peer, "stopped");
        }
        outgoing.clear(End.CLOSED);
    }
}
