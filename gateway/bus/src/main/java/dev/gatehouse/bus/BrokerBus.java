package dev.gatehouse.bus;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/// The booth's bus on a broker elsewhere, as its client: MQTT 3.1.1, QoS 1, a session that the
/// broker keeps. One thread, `bus`, owns the connection; publishing hands over and returns.
///
/// What differs from [EmbeddedBus], and can not be otherwise:
///
/// | matter | here |
/// |---|---|
/// | PUBACK to a device or officer | the broker's own, before anything is on disk; the booth acknowledges to the broker after fsync, so the broker keeps the message until then |
/// | booth down | input waits in the broker's memory, up to the profile's bounds |
/// | broker killed | what the booth has received is recorded all the same; what the broker had acknowledged and not sent yet (booth away, or more than [BrokerInbox#WINDOW] unanswered) is lost when it fell into the broker's last moment before it saved |
/// | who published | told by the topic, which the broker's access list holds against the certificate; roles come from the principals file |
/// | a right that is missing | the broker drops the message without a word to its publisher |
/// | `refuse()` | the message stays here and is handed over again after [BusLimits#refusalPauseMs()] |
/// | broker away | what is published is lost and counted; [#whenBack] tells when to say it again, and the retained status is kept here for then |
/// | [BusStats#clients()] | unknown: 1 while connected |
public final class BrokerBus implements Bus {
    /// Messages that the broker sends before it waits for answers. With so many refused it sends
    /// nothing more.
    public static final int WINDOW = BrokerInbox.WINDOW;

    private static final long LONGEST_WAIT_NANOS = 100_000_000L;
    private static final long CLOSE_FLUSH_NANOS = 500_000_000L;
    private static final long COMPLAINT_PAUSE_NANOS = 1_000_000_000L;

    private record Outgoing(TopicName name, String topic, byte[] payload) {}

    private final BrokerBusConfig config;
    private final Acl acl;
    private final LongSupplier nanoClock;
    private final Backoff backoff;
    private final Counters counters = new Counters();
    private final BrokerInbox inbox;
    private final Queue<Outgoing> outgoing = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waitingMessages = new AtomicInteger();
    private final AtomicInteger waitingBytes = new AtomicInteger();
    private final List<String> heard;

    /// At most one message for each retained topic of [Topic].
    private final Map<Topic, Outgoing> retained = new EnumMap<>(Topic.class);

    private final CopyOnWriteArrayList<Runnable> whenBack = new CopyOnWriteArrayList<>();
    private final AtomicBoolean lostWhileUp = new AtomicBoolean();
    private final LongAdder cycles = new LongAdder();
    private final Thread thread;
    private volatile boolean closing;
    private volatile BusState state;
    private @Nullable Attempt attempt;
    private long nextAttemptNanos;
    private long connections;
    private long quietUntilNanos;
    private long suppressed;

    /// One connection and how far it has come.
    private static final class Attempt {
        final BrokerLink link;
        final long begunNanos;
        boolean asked;
        boolean live;

        Attempt(BrokerLink link, long begunNanos) {
            this.link = link;
            this.begunNanos = begunNanos;
        }
    }

    private BrokerBus(
            BrokerBusConfig config,
            Principals principals,
            LongSupplier nanoClock,
            RandomGenerator random) {
        this.config = config;
        this.acl = new Acl(config.self());
        this.heard =
                acl.ownGrants().stream()
                        .filter(grant -> !grant.write())
                        .map(Acl.Grant::filter)
                        .toList();
        this.nanoClock = nanoClock;
        this.backoff = new Backoff(random);
        long now = nanoClock.getAsLong();
        this.nextAttemptNanos = now;
        this.quietUntilNanos = now;
        this.state = new BusState(BusState.Kind.BROKER, false, now, 0, BusState.Reason.CONNECTING);
        this.thread = Thread.ofPlatform().name("bus").daemon(true).unstarted(this::work);
        this.inbox =
                new BrokerInbox(
                        acl,
                        principals,
                        config.limits(),
                        counters,
                        nanoClock,
                        this::complain,
                        this::wake);
    }

    /// Starts at once, whether or not the broker is there, and keeps trying until closed.
    ///
    /// @param principals names, devices, badges and roles; passwords are the broker's matter
    /// @param nanoClock monotonic clock, `System::nanoTime` outside tests
    /// @param random of the pauses between attempts
    public static BrokerBus start(
            BrokerBusConfig config,
            Principals principals,
            LongSupplier nanoClock,
            RandomGenerator random) {
        BrokerBus bus = new BrokerBus(config, principals, nanoClock, random);
        bus.thread.start();
        return bus;
    }

    private void work() {
        try {
            while (!closing) {
                try {
                    cycle();
                    cycles.increment();
                } catch (RuntimeException | Error broken) {
                    broken(broken);
                }
                LockSupport.parkNanos(this, inbox.waitNanos(waitNanos()));
            }
        } finally {
            farewell();
        }
    }

    /// Our own mistake ends the connection, not the bus. A round that fails does not count: when
    /// every one does, the watchdog ends the process.
    private void broken(Throwable mistake) {
        counters.add(BusCounter.HANDLER_FAILED);
        Logger.error("BUS-005 connection failed: {}", mistake.getClass().getName());
        if (attempt != null) {
            attempt.link.fail(BusState.Reason.LOST);
        } else {
            failed(BusState.Reason.LOST);
        }
    }

    private long waitNanos() {
        return attempt == null
                ? Math.clamp(nextAttemptNanos - nanoClock.getAsLong(), 0, LONGEST_WAIT_NANOS)
                : LONGEST_WAIT_NANOS;
    }

    private void cycle() {
        Attempt now = attempt;
        if (now == null) {
            begin();
        } else if (now.link.isLost()) {
            end(now);
        } else if (now.live) {
            send(now);
        } else {
            settle(now);
        }
        inbox.cycle();
        if (attempt == null || !attempt.live) {
            dropOutgoing();
        }
    }

    private void begin() {
        long now = nanoClock.getAsLong();
        if (now - nextAttemptNanos < 0) {
            return;
        }
        try {
            attempt =
                    new Attempt(
                            BrokerLink.open(
                                    config, Topics.status(config.self().booth()), new Arrivals()),
                            now);
        } catch (MqttException | RuntimeException unusable) {
            failed(BusState.Reason.UNREACHABLE);
        }
    }

    /// Connected and everything heard that is wanted: only then the bus is there.
    private void settle(Attempt now) {
        if (nanoClock.getAsLong() - now.begunNanos > BrokerLink.connectLimitNanos()) {
            now.link.fail(BusState.Reason.TIMEOUT);
        } else if (now.link.isConnected()) {
            subscribe(now);
            if (now.link.subscribed() == heard.size()) {
                now.live = true;
                live();
            }
        }
    }

    private void live() {
        connections++;
        counters.add(BusCounter.CONNECTED);
        setState(true, BusState.Reason.NONE);
        Logger.info("BUS-010 broker connected: connections={}", connections);
        synchronized (retained) {
            retained.values().forEach(this::enqueue);
        }
        whenBack.forEach(Runnable::run);
    }

    /// To everything the booth makes durable, whether or not anybody listens yet: from the first
    /// connection on the broker keeps it while the booth is away.
    private void subscribe(Attempt now) {
        if (now.asked) {
            return;
        }
        now.asked = true;
        try {
            for (String filter : heard) {
                now.link.subscribe(filter);
            }
        } catch (MqttException gone) {
            now.link.fail(BusState.Reason.LOST);
        }
    }

    private void end(Attempt ended) {
        boolean wasLive = ended.live;
        attempt = null;
        ended.link.close(false);
        if (wasLive) {
            counters.add(BusCounter.DISCONNECTED);
            backoff.ended(nanoClock.getAsLong() - state.sinceNanos());
        }
        for (int i = ended.link.inFlight(); i > 0; i--) {
            counters.add(BusCounter.LOCAL_DROPPED);
        }
        failed(ended.link.failure());
    }

    private void failed(BusState.Reason reason) {
        long pause = backoff.nextNanos();
        nextAttemptNanos = nanoClock.getAsLong() + pause;
        if (state.connected() || state.reason() != reason) {
            Logger.warn(
                    "BUS-011 broker not connected: reason={}, next attempt in {} ms",
                    reason,
                    TimeUnit.NANOSECONDS.toMillis(pause));
        }
        setState(false, reason);
    }

    private void setState(boolean connected, BusState.Reason reason) {
        BusState before = state;
        state =
                new BusState(
                        BusState.Kind.BROKER,
                        connected,
                        before.connected() == connected
                                ? before.sinceNanos()
                                : nanoClock.getAsLong(),
                        Math.max(0, connections - 1),
                        reason);
    }

    /// As much as the window allows, in order.
    private void send(Attempt now) {
        while (now.link.inFlight() < config.limits().inFlight()) {
            Outgoing next = outgoing.poll();
            if (next == null) {
                if (lostWhileUp.compareAndSet(true, false)) {
                    whenBack.forEach(Runnable::run);
                }
                return;
            }
            release(next.payload().length);
            try {
                now.link.publish(
                        next.topic(),
                        next.payload(),
                        next.name().topic().brokerQos(),
                        next.name().topic().retained());
                counters.add(BusCounter.LOCAL_PUBLISHED);
            } catch (MqttException gone) {
                counters.add(BusCounter.LOCAL_DROPPED);
                now.link.fail(BusState.Reason.LOST);
                return;
            }
        }
    }

    /// What is old is worthless or said again; what comes back after an outage is only what is true
    /// then.
    private void dropOutgoing() {
        for (Outgoing next = outgoing.poll(); next != null; next = outgoing.poll()) {
            release(next.payload().length);
            counters.add(BusCounter.LOCAL_DROPPED);
        }
    }

    @Override
    public void publish(String topic, byte[] payload, boolean retain) {
        TopicName name = Publishing.require(acl, config.self(), topic, retain);
        Publishing.requireFits(config.limits(), payload);
        if (payload.length > BrokerInbox.PACKET_BYTES - Publishing.FRAME_BYTES) {
            // the broker would end the connection
            counters.add(BusCounter.DROPPED_TOO_LARGE);
            return;
        }
        Outgoing message = new Outgoing(name, topic, payload);
        if (retain) {
            synchronized (retained) {
                retained.put(name.topic(), message);
            }
        }
        if (state.connected()) {
            enqueue(message);
        } else {
            counters.add(BusCounter.LOCAL_DROPPED);
        }
    }

    private void enqueue(Outgoing message) {
        int messages = waitingMessages.incrementAndGet();
        int octets = waitingBytes.addAndGet(message.payload().length);
        if (messages > config.limits().localMessages() || octets > config.limits().localBytes()) {
            release(message.payload().length);
            counters.add(BusCounter.LOCAL_DROPPED);
            lostWhileUp.set(true);
            return;
        }
        outgoing.add(message);
        wake();
    }

    private void release(int bytes) {
        waitingMessages.decrementAndGet();
        waitingBytes.addAndGet(-bytes);
    }

    /// Only what is made durable here ([Topic#durable()]) is heard from a broker. Closing the
    /// handle ends delivery to the listener; the broker goes on keeping what comes.
    @Override
    public BusSubscription subscribe(String topicFilter, BusListener listener) {
        BrokerInbox.Local local = new BrokerInbox.Local(TopicFilter.of(topicFilter), listener);
        inbox.add(local);
        wake();
        return () -> inbox.remove(local);
    }

    @Override
    public void allListen(boolean all) {
        inbox.open(all);
        wake();
    }

    @Override
    public BusState state() {
        return state;
    }

    /// Rounds of the bus's thread, at least some in each second while it works; connected or not.
    public long cycles() {
        return cycles.sum();
    }

    @Override
    public void whenBack(Runnable listener) {
        whenBack.add(listener);
    }

    @Override
    public void replacePrincipals(Principals principals) {
        inbox.replace(principals);
    }

    @Override
    public BusStats stats() {
        return new BusStats(
                state.connected() ? 1 : 0, retainedCount(), inbox.refused(), counters.snapshot());
    }

    private int retainedCount() {
        synchronized (retained) {
            return retained.size();
        }
    }

    /// Clients connect to the broker, not to this process.
    @Override
    public List<Endpoint> endpoints() {
        return List.of();
    }

    private void wake() {
        LockSupport.unpark(thread);
    }

    private void complain(String event) {
        long now = nanoClock.getAsLong();
        if (now - quietUntilNanos < 0) {
            suppressed++;
            return;
        }
        Logger.warn("{} (similar ones not logged: {})", event, suppressed);
        suppressed = 0;
        quietUntilNanos = now + COMPLAINT_PAUSE_NANOS;
    }

    /// What was published before leaves first, then what would be the will; then DISCONNECT.
    private void farewell() {
        Attempt last = attempt;
        attempt = null;
        if (last == null) {
            return;
        }
        if (last.live && !last.link.isLost()) {
            byte[] word = config.farewell();
            if (word.length > 0) {
                publish(Topics.status(config.self().booth()), word, true);
            }
            long end = nanoClock.getAsLong() + CLOSE_FLUSH_NANOS;
            send(last);
            while ((last.link.inFlight() > 0 || !outgoing.isEmpty())
                    && !last.link.isLost()
                    && nanoClock.getAsLong() - end < 0) {
                inbox.cycle();
                send(last);
                LockSupport.parkNanos(this, TimeUnit.MILLISECONDS.toNanos(5));
            }
            inbox.cycle();
        }
        last.link.close(true);
        setState(false, BusState.Reason.LOST);
    }

    @Override
    public void close() {
        closing = true;
        wake();
        try {
            thread.join(2L * config.limits().closeTimeoutMs());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Arrivals implements BrokerLink.Events {
        @Override
        public void arrived(BrokerLink link, String topic, MqttMessage message) {
            if (!inbox.take(link, topic, message)) {
                link.fail(BusState.Reason.OVERFLOW);
            }
        }

        @Override
        public void changed() {
            wake();
        }
    }
}
