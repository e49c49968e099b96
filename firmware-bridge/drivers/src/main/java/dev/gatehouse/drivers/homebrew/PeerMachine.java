package dev.gatehouse.drivers.homebrew;

import dev.gatehouse.drivers.Backoff;
import dev.gatehouse.drivers.TokenBucket;
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
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/// The peer's side (section 5). Only the master's address and port are heard, and an answer only in
/// the state that waits for it.
final class PeerMachine implements Machine {

    /// A name becomes an address; on the peer's own thread, because that may take long.
    @FunctionalInterface
    interface Resolver {
        Optional<InetSocketAddress> resolve(String host, int port);
    }

    static final long REPEAT_NANOS = TimeUnit.SECONDS.toNanos(10);
    static final int REPEATS = 6;
    static final long PING_NANOS = TimeUnit.SECONDS.toNanos(5);
    static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
    static final long AFTER_CLOSING_NANOS = TimeUnit.SECONDS.toNanos(10);

    /// Sessions that were shorter count as refusals, so that a master that refuses whoever it has
    /// just let in is not asked for ever.
    static final long WORTH_NANOS = TimeUnit.SECONDS.toNanos(30);

    private static final long FIRST_PAUSE_MS = 10_000;
    private static final long LONGEST_PAUSE_MS = 300_000;

    private final String deviceId;
    private final PeerSettings settings;
    private final Outbox outbox;
    private final AirSink sink;
    private final HomebrewCounters counters;
    private final Resolver resolver;
    private final Backoff backoff = new Backoff(FIRST_PAUSE_MS, LONGEST_PAUSE_MS);
    private final HeardStream slot1 = new HeardStream();
    private final HeardStream slot2 = new HeardStream();
    private final TokenBucket bursts =
            TokenBucket.perSecond(MasterSession.BURSTS_A_SECOND, MasterSession.BURST_MARGIN);
    private final NetworkOutgoing outgoing;
    private volatile PeerState state = PeerState.IDLE;
    private volatile String reason = "not started";
    private volatile @Nullable InetSocketAddress master;
    private Received now;
    private long nextNanos;
    private int repeats;
    private byte[] request = new byte[0];
    private long runningSinceNanos;
    private long pongNanos;
    private int unanswered;

    PeerMachine(
            String deviceId,
            PeerSettings settings,
            Outbox outbox,
            AirSink sink,
            HomebrewCounters counters,
            Resolver resolver,
            IntSupplier streams,
            Received now) {
        this.deviceId = deviceId;
        this.settings = settings;
        this.outbox = outbox;
        this.sink = sink;
        this.counters = counters;
        this.resolver = resolver;
        this.now = now;
        this.nextNanos = now.nanos();
        this.outgoing =
                new NetworkOutgoing(
                        new ToMaster(),
                        streams,
                        counters,
                        new Airtime(settings.dutyPercent(), settings.longestMs(), now.nanos()));
    }

    PeerState state() {
        return state;
    }

    /// Why it is in its state, in words for the operator.
    String reason() {
        return reason;
    }

    @Override
    public boolean isKnown(InetSocketAddress source) {
        return source.equals(master);
    }

    private void become(PeerState next, String why) {
        PeerState before = state;
        state = before.transition(next);
        reason = why;
        if (next == PeerState.RUNNING || before == PeerState.RUNNING) {
            boolean usable = next == PeerState.RUNNING;
            Logger.info("HBR-004 peer: device={} state={} reason={}", deviceId, next.word(), why);
            sink.accept(
                    new AirEvent.Usable(deviceId, OptionalInt.of(settings.id()), usable, why, now));
        }
    }

    private void idle(String why, long pauseNanos) {
        become(PeerState.IDLE, why);
        nextNanos = now.nanos() + pauseNanos;
    }

    private void refusedAs(String why) {
        idle(why, TimeUnit.MILLISECONDS.toNanos(backoff.nextMs()));
        Logger.warn("HBR-005 refused by the master: device={} reason={}", deviceId, why);
    }

    @Override
    public void datagram(byte[] octets, InetSocketAddress source, Received received) {
        now = received;
        counters.add(HomebrewCounter.DATAGRAMS);
        if (!isKnown(source)) {
            counters.add(HomebrewCounter.WRONG_SOURCE);
            return;
        }
        switch (HomebrewMessage.decode(octets)) {
            case Decoded.Message<HomebrewMessage>(HomebrewMessage message) -> message(message);
            case Decoded.Rejected<HomebrewMessage> _ -> counters.add(HomebrewCounter.MALFORMED);
        }
    }

    private void message(HomebrewMessage message) {
        switch (message) {
            case Accepted accepted -> accepted(accepted.value());
            case Refused refused -> {
                if (refused.id() == settings.id()) {
                    refused();
                } else {
                    counters.add(HomebrewCounter.WRONG_ID);
                }
            }
            case MasterClosing closing -> {
                if (closing.id() != settings.id()) {
                    counters.add(HomebrewCounter.WRONG_ID);
                } else if (state == PeerState.RUNNING) {
                    counters.add(HomebrewCounter.SESSIONS_CLOSED);
                    idle("the master closed", AFTER_CLOSING_NANOS);
                }
            }
            case Pong pong -> {
                if (pong.id() == settings.id() && state == PeerState.RUNNING) {
                    pongNanos = now.nanos();
                    unanswered = 0;
                } else {
                    counters.add(HomebrewCounter.WRONG_STATE);
                }
            }
            case RadioFrame frame -> frame(frame);
            case EmbeddedLink link -> {
                if (state == PeerState.RUNNING && bursts.take(now.nanos())) {
                    sink.accept(
                            Heard.linkControl(
                                    deviceId, link.repeaterId().orElse(settings.id()), link, now));
                }
            }
            case Ignored _ -> counters.add(HomebrewCounter.IGNORED);
            // A peer's own words: of no meaning here.
            case LoginRequest _,
                    LoginProof _,
                    PeerConfig _,
                    PeerClosing _,
                    Options _,
                    Ping _,
                    SitePosition _ ->
                    counters.add(HomebrewCounter.WRONG_STATE);
        }
    }

    private void accepted(int value) {
        boolean ours = value == settings.id();
        if (state == PeerState.LOGIN) {
            byte[] password = settings.passwords().of(settings.id()).orElseThrow();
            ask(PeerState.PROVING, LoginProof.of(settings.id(), value, password), "salt received");
        } else if (state == PeerState.PROVING && ours) {
            counters.add(HomebrewCounter.LOGINS);
            ask(PeerState.CONFIGURING, settings.config(), "password taken");
        } else if (state == PeerState.CONFIGURING && ours) {
            if (settings.options().isEmpty()) {
                run();
            } else {
                ask(
                        PeerState.WISHING,
                        new Options(settings.id(), settings.options()),
                        "configuration taken");
            }
        } else if (state == PeerState.WISHING && ours) {
            run();
        } else {
            counters.add(HomebrewCounter.WRONG_STATE);
        }
    }

    private void run() {
        become(PeerState.RUNNING, "running");
        runningSinceNanos = now.nanos();
        pongNanos = now.nanos();
        unanswered = 0;
        nextNanos = now.nanos();
    }

    private void refused() {
        switch (state) {
            case LOGIN -> refusedAs("the master does not know this id");
            case PROVING -> {
                counters.add(HomebrewCounter.LOGINS_FAILED);
                refusedAs("wrong password, or id not permitted");
            }
            case CONFIGURING, WISHING -> refusedAs("configuration refused");
            case RUNNING -> {
                if (now.nanos() - runningSinceNanos >= WORTH_NANOS) {
                    backoff.reset();
                    idle("session lost", 0);
                } else {
                    refusedAs("session lost");
                }
            }
            case IDLE, STOPPED -> counters.add(HomebrewCounter.WRONG_STATE);
        }
    }

    private void frame(RadioFrame frame) {
        if (state != PeerState.RUNNING) {
            counters.add(HomebrewCounter.WRONG_STATE);
        } else if (!bursts.take(now.nanos())) {
            counters.add(HomebrewCounter.BURSTS_OVER_RATE);
        } else {
            HeardStream slot = frame.slot() == 1 ? slot1 : slot2;
            switch (slot.take(frame, now.nanos(), counters)) {
                case NEW -> {
                    counters.add(HomebrewCounter.BURSTS);
                    sink.accept(Heard.burst(deviceId, frame.id(), frame, now));
                }
                case DUPLICATE -> {}
            }
        }
    }

    private void ask(PeerState next, HomebrewMessage message, String why) {
        become(next, why);
        request = message.encode();
        repeats = 0;
        ask();
    }

    private void ask() {
        repeats++;
        nextNanos = now.nanos() + REPEAT_NANOS;
        send(request);
    }

    private void send(byte[] octets) {
        InetSocketAddress to = master;
        if (to == null || !outbox.send(octets, to)) {
            counters.add(HomebrewCounter.SENDS_REFUSED);
        }
    }

    @Override
    public long duty(Received at) {
        now = at;
        if (now.nanos() - nextNanos >= 0) {
            due();
        }
        if (state == PeerState.RUNNING) {
            outgoing.duty(now.nanos());
        }
        return Math.min(
                Math.clamp(nextNanos - now.nanos(), 0, REPEAT_NANOS),
                outgoing.waitNanos(now.nanos()));
    }

    private void due() {
        switch (state) {
            case IDLE -> logIn();
            case LOGIN, PROVING, CONFIGURING, WISHING -> {
                if (repeats < REPEATS) {
                    ask();
                } else {
                    idle("no answer from the master", 0);
                }
            }
            case RUNNING -> ping();
            case STOPPED -> nextNanos = now.nanos() + REPEAT_NANOS;
        }
    }

    private void logIn() {
        Optional<InetSocketAddress> found =
                resolver.resolve(settings.masterHost(), settings.masterPort());
        if (found.isEmpty()) {
            reason = "the master's name is not known";
            nextNanos = now.nanos() + REPEAT_NANOS;
            return;
        }
        master = found.get();
        ask(PeerState.LOGIN, new LoginRequest(settings.id()), "login");
    }

    private void ping() {
        if (unanswered > 0) {
            counters.add(HomebrewCounter.PONGS_MISSED);
        }
        if (now.nanos() - pongNanos >= SILENCE_NANOS) {
            counters.add(HomebrewCounter.SESSIONS_TIMED_OUT);
            idle("the master is silent", 0);
            return;
        }
        unanswered++;
        nextNanos = now.nanos() + PING_NANOS;
        send(new Ping(settings.id()).encode());
    }

    @Override
    public void transmit(Transmission transmission) {
        if (!settings.permit().covers(settings.txHz())) {
            counters.add(HomebrewCounter.NOT_PERMITTED);
            transmission.outcome().ended(transmission.id(), End.NOT_PERMITTED);
        } else if (state == PeerState.STOPPED) {
            transmission.outcome().ended(transmission.id(), End.CLOSED);
        } else {
            outgoing.add(transmission);
        }
    }

    private final class ToMaster implements NetworkOutgoing.Way {
        @Override
        public boolean isThere() {
            return state == PeerState.RUNNING;
        }

        @Override
        public boolean isFree(int slot) {
            return isThere() && !(slot == 1 ? slot1 : slot2).isActive(now.nanos());
        }

        @Override
        public boolean send(RadioFrame frame) {
            InetSocketAddress to = master;
            return to != null && outbox.send(frame.to(settings.id()).encode(), to);
        }
    }

    @Override
    public void stop(Received at) {
        now = at;
        if (state == PeerState.RUNNING) {
            send(new PeerClosing(settings.id()).encode());
        }
        if (state != PeerState.STOPPED) {
            become(PeerState.STOPPED, "stopped");
        }
        outgoing.clear(End.CLOSED);
    }
}
