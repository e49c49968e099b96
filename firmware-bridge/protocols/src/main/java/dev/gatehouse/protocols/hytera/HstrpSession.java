package dev.gatehouse.protocols.hytera;

import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.hytera.HstrpAction.Acknowledged;
import dev.gatehouse.protocols.hytera.HstrpAction.Cause;
import dev.gatehouse.protocols.hytera.HstrpAction.Changed;
import dev.gatehouse.protocols.hytera.HstrpAction.Deliver;
import dev.gatehouse.protocols.hytera.HstrpAction.Failed;
import dev.gatehouse.protocols.hytera.HstrpAction.Send;
import dev.gatehouse.protocols.hytera.HstrpPacket.Answer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/// One HSTRP connection, either side of it (sheet, section 2): connects, keeps alive, acknowledges,
/// sends again, drops duplicates. A pure machine: the clock comes with every call, monotonic, in
/// milliseconds; what is to be done comes back as actions. Owned by one thread.
///
/// ```
///          connect sent           connect or its acknowledgement
///   DOWN ---------------> CONNECTING ------------------------> UP
///    ^ \______________ connect received _____________________/ |
///    |_______________________ close, refusal, 60 s of silence _|
/// ```
public final class HstrpSession {

    /// How a session keeps its times and bounds; defaults from the sheet.
    ///
    /// @param heartbeatMs between heartbeats of ours
    /// @param silenceMs without a sign of the peer until the connection is lost
    /// @param retryMs until an unanswered message is sent again
    /// @param retries of one message after the first attempt
    /// @param reconnectMs between connects while down
    /// @param window messages that wait for their acknowledgement at once
    /// @param queueLimit messages that wait for the window
    public record Settings(
            long heartbeatMs,
            long silenceMs,
            long retryMs,
            int retries,
            long reconnectMs,
            int window,
            int queueLimit) {

        /// The sheet's times.
        public static final Settings USUAL = new Settings(6_000, 60_000, 2_500, 3, 5_000, 8, 64);

        public Settings {
            if (heartbeatMs < 1 || silenceMs < 1 || retryMs < 1 || reconnectMs < 1) {
                throw new IllegalArgumentException("HSTRP: expected times of 1 ms or more");
            }
            if (retries < 0 || window < 1 || queueLimit < 1) {
                throw new IllegalArgumentException("HSTRP: expected a window and a queue");
            }
        }
    }

    /// State of the connection.
    public enum State {
        DOWN,
        CONNECTING,
        UP;

        /// Every pair is possible on a network that loses and repeats.
        State after(Event event) {
            return switch (event) {
                case CONNECT_SENT -> this == UP ? UP : CONNECTING;
                case CONNECT_RECEIVED -> UP;
                // an acknowledgement that nothing was sent for proves no connection
                case CONNECT_ACKNOWLEDGED -> this == DOWN ? DOWN : UP;
                case CONNECT_REFUSED -> this == UP ? UP : DOWN;
                case CLOSED, SILENCE -> DOWN;
            };
        }
    }

    /// What moves the state.
    enum Event {
        CONNECT_SENT,
        CONNECT_RECEIVED,
        CONNECT_ACKNOWLEDGED,
        CONNECT_REFUSED,
        CLOSED,
        SILENCE
    }

    /// Messages that are remembered to know them again.
    static final int DUPLICATE_LIMIT = 1_024;

    /// How long they are.
    static final long DUPLICATE_MS = 10_000;

    /// Heartbeats are answered no more often, or two that answer each other would never stop.
    static final long HEARTBEAT_GAP_MS = 1_000;

    private static final int LAST_SEQUENCE = 0xFFFE;

    private static final class Pending {
        private final long tag;
        private final HstrpPacket packet;
        private int attempts = 1;
        private long againAtMs;

        Pending(long tag, HstrpPacket packet, long againAtMs) {
            this.tag = tag;
            this.packet = packet;
            this.againAtMs = againAtMs;
        }
    }

    private record Waiting(long tag, List<HstrpOption> options, Octets payload, long sinceMs) {}

    private final Settings settings;
    private final boolean connects;
    private final List<HstrpOption> connectOptions;
    private final Map<Integer, Pending> pending = new LinkedHashMap<>();
    private final Deque<Waiting> queue = new ArrayDeque<>();
    private final Map<Long, Long> seen = new LinkedHashMap<>();
    private State state = State.DOWN;
    private int sequence;
    private long heardMs;
    private long heartbeatSentMs;
    private long connectSentMs;
    private boolean everConnected;
    private long duplicates;

    /// @param connects sends connects while down; the other side only waits
    /// @param connectOptions of its connects
    public HstrpSession(Settings settings, boolean connects, List<HstrpOption> connectOptions) {
        this.settings = settings;
        this.connects = connects;
        this.connectOptions = List.copyOf(connectOptions);
    }

    public State state() {
        return state;
    }

    /// Messages that came again and were acknowledged, not delivered.
    public long duplicates() {
        return duplicates;
    }

    /// Messages of ours that are not acknowledged yet, waiting ones too.
    public int unacknowledged() {
        return pending.size() + queue.size();
    }

    /// Hands over data for the peer; it goes when the connection is up and the window has room.
    ///
    /// @param tag comes back with its outcome
    public List<HstrpAction> send(long tag, List<HstrpOption> options, Octets payload, long nowMs) {
        List<HstrpAction> actions = new ArrayList<>();
        if (queue.size() >= settings.queueLimit) {
            actions.add(new Failed(tag, Cause.QUEUE_FULL));
            return actions;
        }
        queue.add(new Waiting(tag, List.copyOf(options), payload, nowMs));
        fillWindow(actions, nowMs);
        return actions;
    }

    /// Takes what the peer sent.
    public List<HstrpAction> receive(HstrpPacket packet, long nowMs) {
        List<HstrpAction> actions = new ArrayList<>();
        heardMs = nowMs;
        switch (packet.kind()) {
            case DATA -> data(packet, nowMs, actions);
            case CONNECT -> connect(packet, nowMs, actions);
            case HEARTBEAT -> heartbeat(nowMs, actions);
            case CLOSE -> {
                if (packet.answer() == Answer.NONE) {
                    actions.add(new Send(packet.answered(Answer.ACK)));
                }
                move(Event.CLOSED, actions);
            }
        }
        fillWindow(actions, nowMs);
        return actions;
    }

    private void data(HstrpPacket packet, long nowMs, List<HstrpAction> actions) {
        switch (packet.answer()) {
            case NONE -> {
                actions.add(new Send(packet.answered(Answer.ACK)));
                if (isNew(packet, nowMs)) {
                    actions.add(new Deliver(packet));
                } else {
                    duplicates++;
                }
                // the repeater may have kept its old connection through our restart
                connectIfDue(nowMs, actions);
            }
            case ACK -> {
                Pending done = pending.remove(packet.sequence());
                if (done != null) {
                    actions.add(new Acknowledged(done.tag));
                }
            }
            case REJECT -> {
                Pending done = pending.remove(packet.sequence());
                if (done != null) {
                    actions.add(new Failed(done.tag, Cause.REJECTED));
                }
            }
        }
    }

    private void connect(HstrpPacket packet, long nowMs, List<HstrpAction> actions) {
        switch (packet.answer()) {
            case NONE -> {
                actions.add(new Send(packet.answered(Answer.ACK)));
                // it counts from the beginning again
                seen.clear();
                heartbeatSentMs = nowMs;
                move(Event.CONNECT_RECEIVED, actions);
            }
            case ACK -> {
                heartbeatSentMs = nowMs;
                move(Event.CONNECT_ACKNOWLEDGED, actions);
            }
            case REJECT -> move(Event.CONNECT_REFUSED, actions);
        }
    }

    private void heartbeat(long nowMs, List<HstrpAction> actions) {
        if (state != State.UP) {
            connectIfDue(nowMs, actions);
        } else if (nowMs - heartbeatSentMs >= HEARTBEAT_GAP_MS) {
            beat(nowMs, actions);
        }
    }

    private void beat(long nowMs, List<HstrpAction> actions) {
        heartbeatSentMs = nowMs;
        actions.add(new Send(HstrpPacket.heartbeat()));
    }

    private boolean isNew(HstrpPacket packet, long nowMs) {
        Iterator<Map.Entry<Long, Long>> eldest = seen.entrySet().iterator();
        while (eldest.hasNext()) {
            boolean old = nowMs - eldest.next().getValue() >= DUPLICATE_MS;
            if (!old && seen.size() < DUPLICATE_LIMIT) {
                break;
            }
            eldest.remove();
        }
        CRC32 content = new CRC32();
        content.update(packet.payload().toArray());
        long key = (long) packet.sequence() << Integer.SIZE | content.getValue();
        return seen.putIfAbsent(key, nowMs) == null;
    }

    /// Does what time brings; called a few times a second.
    public List<HstrpAction> tick(long nowMs) {
        List<HstrpAction> actions = new ArrayList<>();
        if (state == State.UP && nowMs - heardMs >= settings.silenceMs) {
            move(Event.SILENCE, actions);
        }
        if (state == State.UP && nowMs - heartbeatSentMs >= settings.heartbeatMs) {
            beat(nowMs, actions);
        }
        connectIfDue(nowMs, actions);
        sendAgain(nowMs, actions);
        while (state != State.UP
                && !queue.isEmpty()
                && nowMs - queue.element().sinceMs >= settings.silenceMs) {
            actions.add(new Failed(queue.remove().tag, Cause.LINK_LOST));
        }
        fillWindow(actions, nowMs);
        return actions;
    }

    private void connectIfDue(long nowMs, List<HstrpAction> actions) {
        if (!connects
                || state == State.UP
                || (everConnected && nowMs - connectSentMs < settings.reconnectMs)) {
            return;
        }
        everConnected = true;
        connectSentMs = nowMs;
        actions.add(new Send(HstrpPacket.connect(nextSequence(), connectOptions)));
        move(Event.CONNECT_SENT, actions);
    }

    private void sendAgain(long nowMs, List<HstrpAction> actions) {
        Iterator<Pending> each = pending.values().iterator();
        while (each.hasNext()) {
            Pending one = each.next();
            if (nowMs - one.againAtMs < 0) {
                continue;
            }
            if (one.attempts > settings.retries) {
                each.remove();
                actions.add(new Failed(one.tag, Cause.NO_ANSWER));
            } else {
                one.attempts++;
                one.againAtMs = nowMs + settings.retryMs;
                actions.add(new Send(one.packet));
            }
        }
    }

    private void fillWindow(List<HstrpAction> actions, long nowMs) {
        while (state == State.UP && pending.size() < settings.window && !queue.isEmpty()) {
            Waiting next = queue.remove();
            HstrpPacket packet = HstrpPacket.data(nextSequence(), next.options, next.payload);
            Pending old =
                    pending.put(
                            packet.sequence(),
                            new Pending(next.tag, packet, nowMs + settings.retryMs));
            if (old != null) {
                actions.add(new Failed(old.tag, Cause.NO_ANSWER));
            }
            actions.add(new Send(packet));
        }
    }

    /// Ends the connection in good order.
    public List<HstrpAction> close() {
        List<HstrpAction> actions = new ArrayList<>();
        if (state == State.UP) {
            actions.add(new Send(HstrpPacket.close()));
        }
        move(Event.CLOSED, actions);
        while (!queue.isEmpty()) {
            actions.add(new Failed(queue.remove().tag, Cause.LINK_LOST));
        }
        return actions;
    }

    private void move(Event event, List<HstrpAction> actions) {
        State next = state.after(event);
        if (next == State.DOWN) {
            pending.values().forEach(one -> actions.add(new Failed(one.tag, Cause.LINK_LOST)));
            pending.clear();
        }
        if (next != state) {
            state = next;
            actions.add(new Changed(next));
        }
    }

    private int nextSequence() {
        sequence = sequence >= LAST_SEQUENCE ? 1 : sequence + 1;
        return sequence;
    }
}
