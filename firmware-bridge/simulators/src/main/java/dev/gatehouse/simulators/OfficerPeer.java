package dev.gatehouse.simulators;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import dev.gatehouse.drivers.OwnThread;
import dev.gatehouse.proto.v1.CommandReply;
import dev.gatehouse.proto.v1.LaneOutput;
import dev.gatehouse.proto.v1.OfficerCommand;
import dev.gatehouse.proto.v1.TerminalNotice;
import dev.gatehouse.simulators.OfficerPeerConfig.Credentials;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/// `sim:officer`: a peer of the booth's bus that sits at one lane's terminal and acts as an
/// officer. Two sessions, as in the field: the terminal's, which sees, and the officer's, which
/// commands. Everything happens on one thread, `officer-<lane>`; Paho's threads only hand over.
public final class OfficerPeer implements AutoCloseable {

    /// Messages that may wait for the officer's thread; one that finds no room is counted and
    /// dropped.
    private static final int INBOX_LIMIT = 1024;

    /// Longest message looked at.
    private static final int MESSAGE_LIMIT_BYTES = 64 << 10;

    private static final long LONGEST_WAIT_NANOS = 500_000_000L;
    private static final long FIRST_RETRY_NANOS = 200_000_000L;
    private static final long LONGEST_RETRY_NANOS = 5_000_000_000L;
    private static final long CLOSE_LIMIT_MS = 8_000;

    private static final JsonFormat.Parser PARSER = JsonFormat.parser().ignoringUnknownFields();
    private static final JsonFormat.Printer PRINTER =
            JsonFormat.printer().omittingInsignificantWhitespace();

    private final OfficerPeerConfig config;
    private final OfficerMind mind;
    private final BlockingQueue<Input> inbox = new ArrayBlockingQueue<>(INBOX_LIMIT);
    private final Seat terminal;
    private final Seat officer;
    private final AtomicLong rejected = new AtomicLong();
    private final OwnThread thread;
    private volatile OfficerStats stats;
    private long connections;
    private long pulses;
    private long lapses;
    private long pulseDeadlineNanos;
    private boolean pulsing;
    private long retryNanos = FIRST_RETRY_NANOS;

    private OfficerPeer(OfficerPeerConfig config) {
        this.config = config;
        byte[] session = new byte[8];
        new SecureRandom().nextBytes(session);
        this.mind =
                new OfficerMind(
                        config.habits(),
                        HexFormat.of().formatHex(session),
                        new SplittableRandom(config.seed()),
                        read -> Scenarios.truth(config.lane(), read),
                        config.papers().map(Paper::read).orElse(List.of()));
        this.terminal =
                new Seat(
                        "t",
                        config.terminal(),
                        List.of(config.laneTopic("terminal"), config.laneTopic("output")));
        this.officer = new Seat("o", config.officer(), List.of(config.officerTopic("reply")));
        this.stats = mind.stats(0, 0, 0, 0);
        this.thread = new OwnThread("officer-" + config.lane());
    }

    /// Starts at once and keeps trying until closed: the booth may come later.
    public static OfficerPeer start(OfficerPeerConfig config) {
        OfficerPeer peer = new OfficerPeer(config);
        peer.thread.start(peer::work);
        return peer;
    }

    /// As of the officer's last glance, at most half a second ago while connected.
    public OfficerStats stats() {
        return stats;
    }

    @Override
    public void close() {
        thread.close(
                () -> {
                    var _ = inbox.offer(new Input.Wake());
                },
                CLOSE_LIMIT_MS);
    }

    /// What reaches the officer's thread.
    private sealed interface Input {
        record Arrived(String topic, byte[] payload) implements Input {}

        /// The seat's session of that generation ended.
        record Lost(Seat seat, long generation) implements Input {}

        record Wake() implements Input {}
    }

    private void work() throws InterruptedException {
        try {
            while (!thread.ended()) {
                if (!connect(terminal) || !connect(officer)) {
                    pause();
                    continue;
                }
                long now = System.nanoTime();
                command(now);
                watchOutput(now);
                stats = mind.stats(rejected.get(), pulses, lapses, connections);
                take(inbox.poll(waitNanos(now), TimeUnit.NANOSECONDS));
            }
        } finally {
            terminal.leave();
            officer.leave();
            stats = mind.stats(rejected.get(), pulses, lapses, connections);
        }
    }

    /// One of the two clients; when it loses its session the other keeps its own, for what the
    /// terminal shows meanwhile is not shown again.
    private static final class Seat {
        final String word;
        final Credentials credentials;
        final List<String> topics;
        @Nullable BusSession session;
        long generation;

        Seat(String word, Credentials credentials, List<String> topics) {
            this.word = word;
            this.credentials = credentials;
            this.topics = topics;
        }

        void leave() {
            if (session != null) {
                session.close();
                session = null;
            }
        }
    }

    private boolean connect(Seat seat) {
        if (seat.session != null) {
            return true;
        }
        seat.generation++;
        long mine = seat.generation;
        try {
            seat.session =
                    BusSession.open(
                            config.brokerUri(),
                            "sim-" + config.lane() + "-" + config.badge() + "-" + seat.word,
                            seat.credentials,
                            seat.topics,
                            (topic, payload) -> offer(new Input.Arrived(topic, payload)),
                            () -> offer(new Input.Lost(seat, mine)));
        } catch (MqttException e) {
            Logger.info(
                    "SIM-011 bus not reached: lane={} seat={} code={}",
                    config.lane(),
                    seat.word,
                    e.getReasonCode());
            return false;
        }
        connections++;
        retryNanos = FIRST_RETRY_NANOS;
        mind.reconnected(System.nanoTime());
        Logger.info("SIM-010 officer connected: lane={} seat={}", config.lane(), seat.word);
        return true;
    }

    private void pause() throws InterruptedException {
        long until = System.nanoTime() + retryNanos;
        retryNanos = Math.min(LONGEST_RETRY_NANOS, 2 * retryNanos);
        for (long left = until - System.nanoTime();
                !thread.ended() && left > 0;
                left = until - System.nanoTime()) {
            // What the other seat sees meanwhile still counts.
            take(inbox.poll(left, TimeUnit.NANOSECONDS));
        }
    }

    private void offer(Input input) {
        if (!inbox.offer(input)) {
            rejected.incrementAndGet();
        }
    }

    private long waitNanos(long now) {
        OptionalLong next = mind.nextDueNanos();
        long wait = next.isPresent() ? next.getAsLong() - now : LONGEST_WAIT_NANOS;
        return Math.max(0, Math.min(LONGEST_WAIT_NANOS, wait));
    }

    private void command(long now) {
        BusSession session = officer.session;
        if (session == null) {
            return;
        }
        for (OfficerCommand command : mind.due(now)) {
            try {
                OfficerCommand here = command.toBuilder().setLaneId(config.lane()).build();
                byte[] payload = PRINTER.print(here).getBytes(StandardCharsets.UTF_8);
                // One that is not taken is repeated like one that is not answered.
                var _ = session.publish(config.officerTopic("command"), payload);
            } catch (InvalidProtocolBufferException e) {
                throw new IllegalStateException("a command of our own always has a JSON form", e);
            }
        }
    }

    private void take(@Nullable Input input) {
        if (input == null) {
            return;
        }
        switch (input) {
            case Input.Arrived arrived -> arrived(arrived.topic, arrived.payload);
            case Input.Lost lost -> {
                if (lost.generation == lost.seat.generation) {
                    Logger.info("SIM-012 bus lost: lane={} seat={}", config.lane(), lost.seat.word);
                    lost.seat.leave();
                }
            }
            case Input.Wake _ -> {}
        }
    }

    private void arrived(String topic, byte[] payload) {
        long now = System.nanoTime();
        if (topic.equals(config.laneTopic("terminal"))) {
            TerminalNotice.Builder notice = TerminalNotice.newBuilder();
            if (parse(payload, notice)) {
                mind.notice(notice.build(), now);
            }
        } else if (topic.equals(config.laneTopic("output"))) {
            LaneOutput.Builder output = LaneOutput.newBuilder();
            if (parse(payload, output)) {
                pulses++;
                pulsing = true;
                pulseDeadlineNanos = now + TimeUnit.MILLISECONDS.toNanos(output.getValidForMs());
            }
        } else {
            CommandReply.Builder reply = CommandReply.newBuilder();
            if (parse(payload, reply)) {
                mind.reply(reply.build(), now);
            }
        }
    }

    private boolean parse(byte[] payload, Message.Builder into) {
        if (payload.length > MESSAGE_LIMIT_BYTES) {
            rejected.incrementAndGet();
            return false;
        }
        try {
            PARSER.merge(new String(payload, StandardCharsets.UTF_8), into);
            return true;
        } catch (InvalidProtocolBufferException e) {
            rejected.incrementAndGet();
            return false;
        }
    }

    private void watchOutput(long now) {
        if (pulsing && now - pulseDeadlineNanos > 0) {
            pulsing = false;
            lapses++;
        }
    }

    /// Runs as a process of its own until SIGTERM; see [OfficerArguments].
    public static void main(String[] arguments) throws InterruptedException {
        OfficerArguments parsed;
        try {
            parsed = OfficerArguments.parse(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.println(OfficerArguments.USAGE);
            System.exit(2);
            return;
        }
        OfficerPeer peer = start(parsed.config());
        Runtime.getRuntime().addShutdownHook(new Thread(peer::close, "officer-stop"));
        if (parsed.seconds().isPresent()) {
            Thread.sleep(TimeUnit.SECONDS.toMillis(parsed.seconds().getAsLong()));
            peer.close();
            OfficerStats end = peer.stats();
            System.out.println(
                    "{\"referrals\":"
                            + end.referrals()
                            + ",\"examined\":"
                            + end.examined()
                            + ",\"released\":"
                            + end.released()
                            + ",\"manual_entries\":"
                            + end.manualEntries()
                            + ",\"refused\":"
                            + end.commandsRefused()
                            + "}");
        } else {
            peer.thread.join();
        }
    }
}
