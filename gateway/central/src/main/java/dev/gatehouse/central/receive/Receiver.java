package dev.gatehouse.central.receive;

import com.google.protobuf.DiscardUnknownFieldsParser;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import dev.gatehouse.central.ledger.Ledger;
import dev.gatehouse.core.seal.BoothId;
import dev.gatehouse.core.seal.BoothRecord;
import dev.gatehouse.core.seal.CentralKeys;
import dev.gatehouse.core.seal.CentralSigner;
import dev.gatehouse.core.seal.KeyFileException;
import dev.gatehouse.core.seal.NanoClock;
import dev.gatehouse.proto.v1.DownstreamMessage;
import dev.gatehouse.proto.v1.UpstreamMessage;
import java.io.IOException;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.tinylog.Logger;

/// The one thread that owns the ledger. Any thread offers messages; this one takes what is waiting,
/// up to [ReceiverLimits#groupMessages], works it through in one transaction, commits, and only
/// then answers. A full queue refuses, which reaches the booth as a message not acknowledged.
///
/// A group that cannot be committed is rolled back, its messages are refused, and all that memory
/// knew is read again from the ledger.
public final class Receiver implements Runnable {
    private static final int IDLE_POLL_MS = 200;
    private static final int FAILURE_PAUSE_MS = 500;
    private static final long KEY_REFRESH_INTERVAL_NS = 1_000_000_000L;
    private static final Parser<UpstreamMessage> PARSER =
            DiscardUnknownFieldsParser.wrap(UpstreamMessage.parser());

    private final Ledger ledger;
    private final CentralKeys keys;
    private final CentralSigner signer;
    private final ReceiverLimits limits;
    private final InstantSource clock;
    private final NanoClock nanoClock;
    private final Downlink downlink;
    private final Counters counters = new Counters();
    private final BlockingQueue<Inbound> queue;
    private final AtomicLong queuedBytes = new AtomicLong();
    private final Map<BoothId, BoothIntake> intakes = new HashMap<>();
    private Optional<Long> keysRefreshedAtNanos = Optional.empty();
    private volatile boolean stopping;

    public Receiver(
            Ledger ledger,
            CentralKeys keys,
            ReceiverLimits limits,
            InstantSource clock,
            NanoClock nanoClock,
            Downlink downlink) {
        this.ledger = ledger;
        this.keys = keys;
        this.signer = new CentralSigner(keys);
        this.limits = limits;
        this.clock = clock;
        this.nanoClock = nanoClock;
        this.downlink = downlink;
        this.queue = new ArrayBlockingQueue<>(limits.queueMessages());
    }

    /// Compared by identity: one message as it came, even when its octets came before.
    private static final class Inbound {
        private final BoothId booth;
        private final byte[] payload;
        private final Delivery delivery;

        Inbound(BoothId booth, byte[] payload, Delivery delivery) {
            this.booth = booth;
            this.payload = payload;
            this.delivery = delivery;
        }
    }

    /// Offers one message; returns at once. The delivery is told its end, now or after the commit.
    ///
    /// @param booth the booth of the topic it came by
    /// @param payload binary `gatehouse.v1.UpstreamMessage`, not changed afterwards
    public void offer(BoothId booth, byte[] payload, Delivery delivery) {
        counters.count(Counter.MESSAGES);
        if (payload.length > limits.messageBytes()) {
            counters.count(Counter.TOO_LONG);
            delivery.discarded();
            return;
        }
        if (stopping
                || queuedBytes.addAndGet(payload.length) > limits.queueBytes()
                || !queue.offer(new Inbound(booth, payload, delivery))) {
            if (!stopping) {
                queuedBytes.addAndGet(-payload.length);
            }
            counters.count(Counter.QUEUE_FULL);
            delivery.refused();
        }
    }

    public Counters counters() {
        return counters;
    }

    /// Ends [#run] after what is queued has been worked through.
    public void stop() {
        stopping = true;
    }

    @Override
    public void run() {
        try {
            while (!stopping || !queue.isEmpty()) {
                step(IDLE_POLL_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            Logger.warn("CEN-003 receiver interrupted, queued messages: {}", queue.size());
        }
    }

    /// One duty cycle: waits for a message, works through a group.
    ///
    /// @return messages in the group
    public int step(int waitMs) throws InterruptedException {
        List<Inbound> group = new ArrayList<>();
        Inbound first = queue.poll(waitMs, TimeUnit.MILLISECONDS);
        if (first == null) {
            return 0;
        }
        group.add(first);
        queue.drainTo(group, limits.groupMessages() - 1);
        group.forEach(inbound -> queuedBytes.addAndGet(-inbound.payload.length));
        try {
            commit(group);
        } catch (SQLException | IOException e) {
            fail(group, e);
            Thread.sleep(FAILURE_PAUSE_MS);
        }
        return group.size();
    }

    private void commit(List<Inbound> group) throws SQLException, IOException {
        long nowMs = clock.millis();
        List<Inbound> malformed = new ArrayList<>();
        for (Inbound inbound : group) {
            if (!take(inbound, nowMs)) {
                malformed.add(inbound);
            }
        }
        for (BoothIntake intake : intakes.values()) {
            intake.settle(nowMs);
        }
        ledger.commit();
        counters.count(Counter.GROUPS);
        for (BoothIntake intake : intakes.values()) {
            for (DownstreamMessage answer : intake.takeAnswers()) {
                downlink.send(intake.booth(), answer.toByteArray());
            }
        }
        for (Inbound inbound : group) {
            if (malformed.contains(inbound)) {
                inbound.delivery.discarded();
            } else {
                inbound.delivery.done();
            }
        }
    }

    private void fail(List<Inbound> group, Exception e) {
        counters.count(Counter.GROUPS_FAILED);
        Logger.error(
                "CEN-001 group not committed: messages={} cause={}", group.size(), e.getMessage());
        intakes.clear();
        try {
            ledger.rollback();
        } catch (SQLException again) {
            Logger.error("CEN-002 rollback failed: cause={}", again.getMessage());
        }
        group.forEach(inbound -> inbound.delivery.refused());
    }

    /// Returns false when the bytes are no message.
    private boolean take(Inbound inbound, long nowMs) throws SQLException {
        Optional<UpstreamMessage> message = parse(inbound.payload);
        if (message.isEmpty()) {
            counters.count(Counter.MALFORMED);
            return false;
        }
        if (message.get().hasBooth()
                && !BoothId.fromBytes(message.get().getBooth().toByteArray())
                        .equals(Optional.of(inbound.booth))) {
            counters.count(Counter.BOOTH_MISMATCH);
            return false;
        }
        Optional<BoothIntake> intake = intake(inbound.booth);
        if (intake.isEmpty()) {
            counters.count(Counter.UNKNOWN_BOOTH);
            return false;
        }
        intake.get().take(message.get(), nowMs);
        return true;
    }

    private static Optional<UpstreamMessage> parse(byte[] payload) {
        try {
            return Optional.of(PARSER.parseFrom(payload));
        } catch (InvalidProtocolBufferException e) {
            return Optional.empty();
        }
    }

    private Optional<BoothIntake> intake(BoothId booth) throws SQLException {
        BoothIntake known = intakes.get(booth);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<BoothRecord> record = keys.booth(booth);
        if (record.isEmpty()) {
            refreshKeys();
            record = keys.booth(booth);
        }
        if (record.isEmpty()) {
            return Optional.empty();
        }
        BoothIntake loaded =
                BoothIntake.load(record.get(), keys, ledger, signer, limits, counters, nanoClock);
        intakes.put(booth, loaded);
        return Optional.of(loaded);
    }

    /// A booth may have been enrolled since the start; strangers must not make us read the disk at
    /// their pace.
    private void refreshKeys() {
        long now = nanoClock.nanoTime();
        if (keysRefreshedAtNanos.isPresent()
                && now - keysRefreshedAtNanos.get() < KEY_REFRESH_INTERVAL_NS) {
            return;
        }
        keysRefreshedAtNanos = Optional.of(now);
        try {
            keys.refresh();
        } catch (KeyFileException e) {
            Logger.error("CEN-004 keys not read again: cause={}", e.getMessage());
        }
    }
}
