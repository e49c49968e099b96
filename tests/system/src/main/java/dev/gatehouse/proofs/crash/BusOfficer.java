package dev.gatehouse.proofs.crash;

import com.google.protobuf.Message;
import dev.gatehouse.bus.Json;
import dev.gatehouse.bus.Topic;
import dev.gatehouse.bus.Topics;
import dev.gatehouse.proto.v1.Alert;
import dev.gatehouse.proto.v1.CommandReply;
import dev.gatehouse.protocols.Decoded;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/// An officer and a superintendent who act on alerts, and repeat a command until its reply came.
final class BusOfficer extends Peer {
    private static final int INBOX_MAX = 4_096;
    private static final long REPLY_LIMIT_MS = 2_000;
    private static final double MANUAL_ENTRIES = 0.3;
    private static final int WAIT_MS = 50;

    private final OfficerWork work;
    private final Map<String, BusClient> officers;
    private final BusClient observer;
    private final BlockingQueue<Alert> alerts = new LinkedBlockingQueue<>(INBOX_MAX);
    private final BlockingQueue<CommandReply> replies = new LinkedBlockingQueue<>(INBOX_MAX);
    private final AckFile acks;

    /// @param passwords of the principals `officer-BADGE` and `observer`
    BusOfficer(
            String uri,
            Map<String, String> passwords,
            RandomGenerator random,
            MadeUpPlates plates,
            AckFile acks) {
        super("officers", random);
        this.work = new OfficerWork(random, plates);
        this.acks = acks;
        this.officers =
                Map.of(
                        OfficerWork.OFFICER,
                        officer(uri, OfficerWork.OFFICER, passwords),
                        OfficerWork.SUPERINTENDENT,
                        officer(uri, OfficerWork.SUPERINTENDENT, passwords));
        this.observer =
                new BusClient(
                        uri,
                        "observer",
                        passwords.getOrDefault("observer", ""),
                        List.of(Topics.everyId(Topic.LANE_ALERT, KillSite.BOOTH)),
                        (_, payload) -> take(payload, Alert.getDefaultInstance(), alerts));
    }

    private BusClient officer(String uri, String badge, Map<String, String> passwords) {
        String name = "officer-" + badge;
        return new BusClient(
                uri,
                name,
                passwords.getOrDefault(name, ""),
                List.of(Topics.officerReply(KillSite.BOOTH, badge)),
                (_, payload) -> take(payload, CommandReply.getDefaultInstance(), replies));
    }

    private static <T extends Message> void take(byte[] payload, T empty, BlockingQueue<T> inbox) {
        if (Json.parse(payload, empty) instanceof Decoded.Message<T>(var message)) {
            // one that finds no room is lost like one that the network lost
            var _ = inbox.offer(message);
        }
    }

    @Override
    Attempt next() throws InterruptedException {
        while (true) {
            boolean watching = observer.connect();
            for (Alert alert = alerts.poll(); alert != null; alert = alerts.poll()) {
                work.alerted(alert);
            }
            Optional<Event.Commanded> step =
                    random.nextDouble() < MANUAL_ENTRIES || !watching
                            ? Optional.of(
                                    work.manualEntry(
                                            KillSite.LANES.get(
                                                    random.nextInt(KillSite.LANES.size()))))
                            : work.nextStep();
            if (step.isPresent()) {
                Event.Commanded command = step.get();
                return () -> send(command);
            }
            Thread.sleep(WAIT_MS);
        }
    }

    private boolean send(Event.Commanded command) throws InterruptedException {
        BusClient officer = officers.get(command.command().getBadge());
        if (officer == null
                || !officer.connect()
                || !officer.publish(
                        Topics.officerCommand(KillSite.BOOTH, command.command().getBadge()),
                        Json.print(command.command()))) {
            return false;
        }
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(REPLY_LIMIT_MS);
        while (System.nanoTime() - deadline < 0) {
            CommandReply reply = replies.poll(WAIT_MS, TimeUnit.MILLISECONDS);
            if (reply != null && reply.getCommandId().equals(command.command().getCommandId())) {
                note(command, work.replied(command.key(), reply));
                return true;
            }
        }
        return false;
    }

    private void note(Event.Commanded command, boolean done) {
        if (!done) {
            return;
        }
        if (command.command().getPlate().isEmpty()) {
            acks.moved(command.key());
        } else {
            acks.observed(command.key());
        }
    }

    @Override
    void disconnect() {
        officers.values().forEach(BusClient::close);
        observer.close();
    }
}
