package dev.gatehouse.bus;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.jspecify.annotations.Nullable;

/// What the broker has delivered, from arrival to PUBACK. Arrivals and answers come from any
/// thread; everything else belongs to the bus's own.
///
/// ```
/// arrived -> handed to the listener -> accept, discard -> PUBACK
///                ^                       refuse
///                +---- refusalPauseMs ----+
/// ```
///
/// MQTT 3.1.1 delivers again only after a reconnect \[MQTT-4.4.0-1\], so a refused message stays
/// here and is handed over again; it keeps its place in the broker's window, which bounds how many
/// there are. A message whose connection has ended is handed over all the same, for a broker that
/// was killed may not have it any more; its answer then means nothing. A broker that still has it
/// sends it again, and the booth knows it by the event it names.
final class BrokerInbox {

    /// Messages with QoS 1 that the broker sends before it waits for PUBACK
    /// (`max_inflight_messages` of the profile). Wide, since what a living booth has on its side of
    /// the connection outlives a killed broker; what lies behind the window may not.
    static final int WINDOW = 512;

    /// Longest packet that the broker takes (`max_packet_size` of the profile): a full window is 8
    /// MiB. The own listener takes longer ones, since there the sender's socket pushes back.
    static final int PACKET_BYTES = 16 << 10;

    /// Octets of payload that wait here, the last bound, for a broker with other limits than the
    /// profile's: the windows of this connection and of one before it.
    static final long BYTES_MAX = 2L * WINDOW * PACKET_BYTES;

    /// Messages not handed over yet: windows of this connection and of one before it.
    static final int ARRIVED_MAX = 2_048;

    /// Messages with QoS 0 are dropped beyond this, so that those with QoS 1 find room.
    static final int ARRIVED_QOS0_MAX = 512;

    /// Messages that wait to be handed over again. Those of the connection are bounded by its
    /// window; beyond this, one of an earlier connection is left to its broker.
    static final int HELD_MAX = 1_024;

    /// A listener of this process.
    record Local(TopicFilter filter, BusListener listener) {}

    /// One message.
    private record Arrived(
            BrokerLink link,
            String topic,
            byte[] payload,
            int packetId,
            int qos,
            boolean retained,
            boolean duplicate,
            long receivedNanos,
            boolean again) {
        Arrived refused() {
            return new Arrived(
                    link, topic, payload, packetId, qos, retained, duplicate, receivedNanos, true);
        }
    }

    private record Held(Arrived message, long dueNanos) {}

    /// What became of a message.
    private enum Verdict {
        ACCEPTED,
        DISCARDED,
        REFUSED
    }

    private record Answered(Arrived message, Verdict verdict) {}

    private final Acl acl;
    private final BusLimits limits;
    private final Counters counters;
    private final LongSupplier nanoClock;
    private final Runnable wake;
    private final Complaints complaints;
    private final ArrayBlockingQueue<Arrived> arrived = new ArrayBlockingQueue<>(ARRIVED_MAX);

    /// At most one for each message handed over.
    private final Queue<Answered> answers = new ConcurrentLinkedQueue<>();

    /// Octets of what has arrived and of what is held.
    private final AtomicLong waitingBytes = new AtomicLong();

    private final ArrayDeque<Held> held = new ArrayDeque<>();

    /// Refused and neither taken nor dropped since; those just handed over again included.
    private final AtomicInteger refused = new AtomicInteger();

    private final CopyOnWriteArrayList<Local> locals = new CopyOnWriteArrayList<>();
    private volatile TopicOwners owners;

    /// Whether every listener is there that will be.
    private volatile boolean open;

    BrokerInbox(
            Acl acl,
            Principals principals,
            BusLimits limits,
            Counters counters,
            LongSupplier nanoClock,
            Complaints complaints,
            Runnable wake) {
        this.acl = acl;
        this.owners = new TopicOwners(principals);
        this.limits = limits;
        this.counters = counters;
        this.nanoClock = nanoClock;
        this.complaints = complaints;
        this.wake = wake;
    }

    void replace(Principals principals) {
        owners = new TopicOwners(principals);
    }

    /// Before it is open, a durable message without a listener waits, however long the start takes;
    /// once open, it is dropped at once: it must not hold a place in the window that all share.
    void open(boolean all) {
        open = all;
    }

    void add(Local local) {
        locals.add(local);
    }

    void remove(Local local) {
        locals.remove(local);
    }

    /// Takes a message in; any thread, returns at once.
    ///
    /// @return false when a message with QoS 1 finds no room: its connection must end, so that it
    ///   comes again
    boolean take(BrokerLink link, String topic, MqttMessage message) {
        int octets = message.getPayload().length;
        boolean room =
                waitingBytes.addAndGet(octets) <= BYTES_MAX
                        && (message.getQos() > 0 || arrived.size() < ARRIVED_QOS0_MAX);
        boolean taken =
                room
                        && arrived.offer(
                                new Arrived(
                                        link,
                                        topic,
                                        message.getPayload(),
                                        message.getId(),
                                        message.getQos(),
                                        message.isRetained(),
                                        message.isDuplicate(),
                                        nanoClock.getAsLong(),
                                        false));
        if (!taken) {
            waitingBytes.addAndGet(-octets);
            counters.add(BusCounter.INBOUND_OVERFLOW);
        }
        wake.run();
        return taken || message.getQos() == 0;
    }

    /// Hands over what came in and what is due again, and acknowledges what was answered.
    void cycle() {
        answer();
        for (int i = 0; i < ARRIVED_MAX; i++) {
            Arrived next = arrived.poll();
            if (next == null) {
                break;
            }
            waitingBytes.addAndGet(-next.payload().length);
            counters.add(BusCounter.RECEIVED);
            judge(next);
        }
        handAgain();
        answer();
    }

    /// How long there is nothing to do.
    long waitNanos(long atMost) {
        Held first = held.peek();
        return first == null
                ? atMost
                : Math.min(atMost, Math.max(0, first.dueNanos() - nanoClock.getAsLong()));
    }

    private void handAgain() {
        long now = nanoClock.getAsLong();
        int due = held.size();
        for (int i = 0; i < due; i++) {
            Held first = held.peek();
            if (first == null || now - first.dueNanos() < 0) {
                return;
            }
            held.remove();
            waitingBytes.addAndGet(-first.message().payload().length);
            counters.add(BusCounter.HANDED_AGAIN);
            judge(first.message());
        }
    }

    private void judge(Arrived message) {
        Optional<TopicName> name = Topics.parse(message.topic());
        Optional<Principal> owner = name.flatMap(owners::of);
        if (message.payload().length > limits.packetBytes()) {
            counters.add(BusCounter.TOO_LARGE);
            drop(message, "BUS-014 message dropped: too long");
        } else if (name.isEmpty()
                || owner.isEmpty()
                || message.retained()
                || !acl.mayPublish(owner.get(), name.get())) {
            counters.add(BusCounter.UNAUTHORISED_PUBLISH);
            drop(message, "BUS-015 message dropped: nobody known may have sent it");
        } else {
            hand(message, owner.get());
        }
    }

    private void drop(Arrived message, String event) {
        complaints.complain(event);
        acknowledge(message);
    }

    private void hand(Arrived message, Principal owner) {
        List<String> levels = TopicFilter.levelsOf(message.topic());
        @Nullable Local local = null;
        for (Local one : locals) {
            if (one.filter().matches(levels)) {
                local = one;
                break;
            }
        }
        if (local == null) {
            nobodyListens(message);
            return;
        }
        Ack ack = new Ack(message);
        try {
            local.listener()
                    .onMessage(
                            new BusMessage(
                                    message.topic(),
                                    message.payload(),
                                    owner,
                                    message.receivedNanos(),
                                    false,
                                    message.duplicate(),
                                    ack));
        } catch (RuntimeException broken) {
            counters.add(BusCounter.LISTENER_FAILED);
            complaints.complain("BUS-007 listener failed: " + broken.getClass().getName());
            ack.refuse();
        }
    }

    private void nobodyListens(Arrived message) {
        if (message.qos() > 0 && !open) {
            hold(message);
        } else {
            counters.add(BusCounter.NO_LISTENER);
            drop(message, "BUS-016 message dropped: no device of this booth");
        }
    }

    private void hold(Arrived message) {
        boolean much = held.size() >= HELD_MAX || waitingBytes.get() >= BYTES_MAX / 2;
        if (much && message.link().isLost()) {
            counters.add(BusCounter.INBOUND_OVERFLOW);
            noLongerRefused(message);
        } else {
            if (!message.again()) {
                refused.incrementAndGet();
            }
            waitingBytes.addAndGet(message.payload().length);
            held.add(
                    new Held(
                            message.refused(),
                            nanoClock.getAsLong()
                                    + TimeUnit.MILLISECONDS.toNanos(limits.refusalPauseMs())));
        }
    }

    private void answer() {
        for (Answered next = answers.poll(); next != null; next = answers.poll()) {
            switch (next.verdict()) {
                case ACCEPTED -> {
                    counters.add(BusCounter.ACKNOWLEDGED);
                    acknowledge(next.message());
                }
                case DISCARDED -> {
                    counters.add(BusCounter.DISCARDED_BY_LISTENER);
                    acknowledge(next.message());
                }
                case REFUSED -> {
                    counters.add(BusCounter.REFUSED_BY_LISTENER);
                    hold(next.message());
                }
            }
        }
    }

    private void noLongerRefused(Arrived message) {
        if (message.again()) {
            refused.decrementAndGet();
        }
    }

    private void acknowledge(Arrived message) {
        noLongerRefused(message);
        if (message.qos() > 0) {
            message.link().acknowledge(message.packetId());
        }
    }

    /// The answer to one message; the first one counts.
    private final class Ack implements BusAck {
        private final Arrived message;
        private final AtomicBoolean answered = new AtomicBoolean();

        Ack(Arrived message) {
            this.message = message;
        }

        private void answer(Verdict verdict) {
            // who sends with QoS 0 waits for nothing
            if (answered.compareAndSet(false, true) && message.qos() > 0) {
                answers.add(new Answered(message, verdict));
                wake.run();
            }
        }

        @Override
        public void accept() {
            answer(Verdict.ACCEPTED);
        }

        @Override
        public void refuse() {
            answer(Verdict.REFUSED);
        }

        @Override
        public void discard() {
            answer(Verdict.DISCARDED);
        }

        @Override
        public boolean resendable() {
            return message.qos() > 0;
        }
    }

    /// Messages refused that wait to be handed over again; any thread.
    int refused() {
        return refused.get();
    }

    /// Says a thing now and then, however often it happens.
    interface Complaints {
        void complain(String event);
    }
}
