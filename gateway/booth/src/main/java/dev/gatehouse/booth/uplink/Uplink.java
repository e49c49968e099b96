package dev.gatehouse.booth.uplink;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.gatehouse.core.journal.CursorFile;
import dev.gatehouse.core.journal.Journal;
import dev.gatehouse.core.journal.JournalException;
import dev.gatehouse.core.journal.JournalReader;
import dev.gatehouse.core.journal.ReadResult;
import dev.gatehouse.core.journal.RecordClass;
import dev.gatehouse.core.seal.BoothKeys;
import dev.gatehouse.core.seal.SignedBytes;
import dev.gatehouse.core.seal.Verifying;
import dev.gatehouse.proto.v1.Checkpoint;
import dev.gatehouse.proto.v1.DeclaredLoss;
import dev.gatehouse.proto.v1.DownstreamMessage;
import dev.gatehouse.proto.v1.Envelope;
import dev.gatehouse.proto.v1.Hello;
import dev.gatehouse.proto.v1.Receipt;
import dev.gatehouse.proto.v1.RecordBatch;
import dev.gatehouse.proto.v1.Refusal;
import dev.gatehouse.proto.v1.SignedTime;
import dev.gatehouse.proto.v1.UpstreamMessage;
import java.io.IOException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/// The uplink thread: follows the journal by its cursor and publishes; central's signed receipt
/// alone moves the cursor. There is no second queue: the journal is the outbox. Alarms go first,
/// always.
///
/// ```
/// DISCONNECTED --connected--> GREETING --signed time--> LIVE
///      ^                          |                       |
///      +------ lost, no answer ---+-----------------------+
/// ```
public final class Uplink {
    /// Publishes handed to the broker and not yet acknowledged by it.
    static final int WINDOW = 12;

    static final int BATCH_RECORDS_MAX = 64;
    static final int BATCH_BYTES_MAX = 128 << 10;

    /// Records sent ahead of the receipts.
    static final long AHEAD_MAX = 2_048;

    /// No receipt for so long: publish again from the cursor (security design, receipts).
    static final long RECEIPT_NANOS = 5_000_000_000L;

    static final long GREETING_NANOS = 10_000_000_000L;

    /// Central's time is asked again after this, so that the clock's bound stays small.
    static final long GREETING_AGAIN_NANOS = 60_000_000_000L;

    static final long BACK_OFF_FIRST_MS = 250;
    static final long BACK_OFF_MAX_MS = 30_000;

    private static final long NANOS_A_MS = 1_000_000L;

    /// Where the session stands.
    public enum Stage {
        DISCONNECTED,
        GREETING,
        LIVE
    }

    private final BoothKeys keys;
    private final Journal journal;
    private final JournalReader reader;
    private final CursorFile cursor;
    private final UplinkMailbox mailbox;
    private final BoothPort booth;
    private final UpstreamSession.Factory sessions;
    private final List<String> addresses;
    private final TimeSink time;
    private final RandomGenerator random;
    private final LongSupplier nanos;
    private final String version;
    private final Map<RecordClass, ClassProgress> classes = new EnumMap<>(RecordClass.class);
    private final Map<String, Long> refusals = new LinkedHashMap<>();

    private Stage stage = Stage.DISCONNECTED;
    private @Nullable UpstreamSession session;
    private long connections;
    private int addressIndex;
    private int failures;
    private long nextConnectNanos;
    private long greetedNanos;
    private long askedNanos;
    private byte[] nonce = new byte[SignedBytes.NONCE_BYTES];
    private long lastReceiptNanos;
    private long published;
    private long resends;
    private long distrusted;
    private long lossesDeclared;
    private volatile UplinkStatus status;

    /// Takes central's time once it is believed.
    @FunctionalInterface
    public interface TimeSink {
        void confirm(long centralMs, long askedNanos, long answeredNanos);
    }

    /// What an uplink needs of the rest of the booth.
    ///
    /// @param journal durable marks
    /// @param reader owned by the uplink thread from here on
    /// @param cursor owned by the uplink thread from here on
    public record Wiring(
            BoothKeys keys,
            Journal journal,
            JournalReader reader,
            CursorFile cursor,
            UplinkMailbox mailbox,
            BoothPort booth,
            TimeSink time,
            String version) {}

    /// @param addresses tried in order, at least one
    public Uplink(
            Wiring wiring,
            UpstreamSession.Factory sessions,
            List<String> addresses,
            RandomGenerator random,
            LongSupplier nanos) {
        this.keys = wiring.keys();
        this.journal = wiring.journal();
        this.reader = wiring.reader();
        this.cursor = wiring.cursor();
        this.mailbox = wiring.mailbox();
        this.booth = wiring.booth();
        this.time = wiring.time();
        this.version = wiring.version();
        this.sessions = sessions;
        this.addresses = List.copyOf(addresses);
        this.random = random;
        this.nanos = nanos;
        for (RecordClass recordClass : RecordClass.values()) {
            classes.put(recordClass, new ClassProgress(recordClass));
        }
        this.nextConnectNanos = nanos.getAsLong();
        this.status = snapshot();
    }

    /// One duty cycle.
    ///
    /// @param waitNanos at most how long to wait for something to do
    /// @throws JournalException when the cursor cannot be written: the process must stop, restart
    ///   and recover
    public void dutyCycle(long waitNanos) throws InterruptedException, JournalException {
        List<UplinkMailbox.Event> events = mailbox.take(waitNanos);
        for (UplinkMailbox.Event event : events) {
            switch (event) {
                case UplinkMailbox.Event.Arrived(var message, var at) -> arrived(message, at);
                case UplinkMailbox.Event.Lost(var lost) -> {
                    if (lost == connections && session != null) {
                        disconnect("connection lost");
                    }
                }
                case UplinkMailbox.Event.Wake() -> {}
            }
        }
        moveCursors();
        try {
            switch (stage) {
                case DISCONNECTED -> connectWhenDue();
                case GREETING -> greet();
                case LIVE -> send();
            }
        } catch (IOException e) {
            disconnect(String.valueOf(e.getMessage()));
        }
        status = snapshot();
    }

    public UplinkStatus status() {
        return status;
    }

    /// Everything durable is receipted.
    public boolean drained() {
        for (RecordClass recordClass : RecordClass.values()) {
            if (cursor.cursor(recordClass) < journal.durable(recordClass)) {
                return false;
            }
        }
        return true;
    }

    /// Ends the session.
    public void close() {
        UpstreamSession open = session;
        session = null;
        stage = Stage.DISCONNECTED;
        if (open != null) {
            open.close();
        }
        status = snapshot();
    }

    private void connectWhenDue() throws IOException {
        long now = nanos.getAsLong();
        if (now - nextConnectNanos < 0) {
            return;
        }
        connections++;
        UpstreamSession opened =
                sessions.connect(addresses.get(addressIndex), new Ears(connections));
        session = opened;
        stage = Stage.GREETING;
        greetedNanos = nanos.getAsLong();
        for (ClassProgress progress : classes.values()) {
            progress.restart(cursor.cursor(progress.recordClass), greetedNanos);
        }
        Logger.info("UPL-001 connected upstream: address={}", addresses.get(addressIndex));
        booth.helloWanted();
    }

    /// Hands arrivals to the mailbox; knows which connection it listens to, so that the end of an
    /// old one does not end the new one.
    private final class Ears implements UpstreamSession.Listener {
        private final long connection;

        Ears(long connection) {
            this.connection = connection;
        }

        @Override
        public void arrived(byte[] downstreamMessage) {
            mailbox.arrived(downstreamMessage, nanos.getAsLong());
        }

        @Override
        public void lost() {
            mailbox.lost(connection);
        }
    }

    private void disconnect(String why) {
        close();
        failures++;
        addressIndex = (addressIndex + 1) % addresses.size();
        long ceilingMs = Math.min(BACK_OFF_MAX_MS, BACK_OFF_FIRST_MS << Math.min(failures - 1, 7));
        long waitMs = ceilingMs / 2 + random.nextLong(ceilingMs / 2 + 1);
        nextConnectNanos = nanos.getAsLong() + waitMs * NANOS_A_MS;
        Logger.warn("UPL-002 upstream not reached: reason={}, next try in {} ms", why, waitMs);
    }

    private UpstreamSession open() throws IOException {
        UpstreamSession open = session;
        if (open == null || !open.connected()) {
            throw new IOException("connection lost");
        }
        return open;
    }

    private void greet() throws IOException {
        sendHello();
        if (nanos.getAsLong() - greetedNanos > GREETING_NANOS) {
            throw new IOException("central does not answer the hello");
        }
    }

    private void sendHello() throws IOException {
        List<Checkpoint> checkpoints = mailbox.takeHello();
        if (checkpoints == null) {
            return;
        }
        nonce = new byte[SignedBytes.NONCE_BYTES];
        random.nextBytes(nonce);
        askedNanos = nanos.getAsLong();
        publish(
                UpstreamMessage.newBuilder()
                        .setHello(
                                Hello.newBuilder()
                                        .setNonce(ByteString.copyFrom(nonce))
                                        .addAllCheckpoints(checkpoints)
                                        .setVersion(version)));
    }

    private void publish(UpstreamMessage.Builder message) throws IOException {
        open().publish(
                        message.setBooth(ByteString.copyFrom(keys.id().bytes()))
                                .build()
                                .toByteArray());
        published++;
    }

    private void send() throws IOException {
        long now = nanos.getAsLong();
        if (now - greetedNanos > GREETING_AGAIN_NANOS) {
            greetedNanos = now;
            classes.values().forEach(ClassProgress::goOn);
            booth.helloWanted();
        }
        sendHello();
        for (DeclaredLoss loss : mailbox.takeLosses()) {
            sendLoss(loss, now);
        }
        goBackWhereNoReceiptCame(now);
        while (open().inFlight() < WINDOW && sendBatch(now)) {
            // alarms first, each time round
        }
        for (Checkpoint checkpoint : mailbox.takeCheckpoints(this::sent)) {
            publish(UpstreamMessage.newBuilder().setCheckpoint(checkpoint));
        }
    }

    private long sent(dev.gatehouse.proto.v1.RecordClass recordClass) {
        for (ClassProgress progress : classes.values()) {
            if (wire(progress.recordClass) == recordClass) {
                return progress.next;
            }
        }
        return 0;
    }

    private void goBackWhereNoReceiptCame(long now) {
        for (ClassProgress progress : classes.values()) {
            long receipted = cursor.cursor(progress.recordClass);
            OptionalLong doubted = progress.doubtedNanos;
            if (doubted.isPresent() && now - doubted.getAsLong() > RECEIPT_NANOS) {
                progress.goOn();
                progress.next = receipted;
            }
            if (progress.next > receipted && now - progress.lastMoveNanos > RECEIPT_NANOS) {
                progress.next = receipted;
                progress.lastMoveNanos = now;
                progress.awaitsLoss = false;
                resends++;
            }
        }
    }

    private boolean sendBatch(long now) throws IOException {
        for (ClassProgress progress : classes.values()) {
            RecordBatch batch =
                    progress.refused || progress.awaitsLoss
                            ? RecordBatch.getDefaultInstance()
                            : batch(progress);
            if (batch.getEnvelopesCount() > 0) {
                if (progress.next == cursor.cursor(progress.recordClass)) {
                    progress.lastMoveNanos = now;
                }
                publish(UpstreamMessage.newBuilder().setRecords(batch));
                progress.next += batch.getEnvelopesCount();
                return true;
            }
        }
        return false;
    }

    private RecordBatch batch(ClassProgress progress) throws IOException {
        RecordBatch.Builder batch = RecordBatch.newBuilder();
        long first = progress.next;
        long end =
                Math.min(
                        journal.durable(progress.recordClass),
                        cursor.cursor(progress.recordClass) + AHEAD_MAX);
        int bytes = 0;
        for (long sequence = first;
                sequence < end
                        && batch.getEnvelopesCount() < BATCH_RECORDS_MAX
                        && bytes < BATCH_BYTES_MAX;
                sequence++) {
            switch (reader.read(progress.recordClass, sequence)) {
                case ReadResult.Found found -> {
                    batch.addEnvelopes(envelope(found));
                    bytes += found.body().length;
                }
                case ReadResult.Missing missing -> {
                    if (sequence == first) {
                        progress.awaitsLoss = true;
                        booth.lossMet(
                                progress.recordClass,
                                missing.first(),
                                missing.count(),
                                missing.resumeState());
                    }
                    return batch.build();
                }
                case ReadResult.Recycled recycled -> {
                    Logger.error(
                            "UPL-003 central asks for records that were receipted and recycled: class={}",
                            progress.recordClass);
                    progress.refused = true;
                    return RecordBatch.getDefaultInstance();
                }
                case ReadResult.NotYet _ -> {
                    return batch.build();
                }
            }
        }
        return batch.build();
    }

    private static Envelope envelope(ReadResult.Found found) throws IOException {
        try {
            return Envelope.parseFrom(found.body());
        } catch (InvalidProtocolBufferException e) {
            throw new IOException(
                    "a journal record with a good checksum is no envelope; report it", e);
        }
    }

    private void sendLoss(DeclaredLoss loss, long now) throws IOException {
        for (ClassProgress progress : classes.values()) {
            if (wire(progress.recordClass) == loss.getRecordClass() && progress.awaitsLoss) {
                publish(UpstreamMessage.newBuilder().setLoss(loss));
                progress.awaitsLoss = false;
                progress.next = loss.getResumeSize();
                progress.lastMoveNanos = now;
                lossesDeclared++;
                Logger.error(
                        "UPL-004 records lost on this disk were declared: class={}, first={}, count={}",
                        progress.recordClass,
                        loss.getFirstSequence(),
                        loss.getResumeSize() - loss.getFirstSequence());
            }
        }
    }

    private void arrived(byte[] bytes, long at) {
        DownstreamMessage message;
        try {
            message = DownstreamMessage.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            distrusted++;
            return;
        }
        switch (message.getBodyCase()) {
            case RECEIPT -> receipt(message.getReceipt(), at);
            case TIME -> time(message.getTime(), at);
            case REFUSAL -> refusal(message.getRefusal());
            case BODY_NOT_SET -> distrusted++;
        }
    }

    private void receipt(Receipt receipt, long at) {
        ClassProgress progress = progress(receipt.getRecordClass());
        if (progress == null || !Verifying.receipt(receipt, keys).valid()) {
            distrusted++;
            return;
        }
        progress.receiptedSize = Math.max(progress.receiptedSize, receipt.getSize());
        progress.proven = Math.max(progress.proven, receipt.getProvenSize());
        progress.lastMoveNanos = at;
        lastReceiptNanos = at;
    }

    /// One write for a run of receipts.
    private void moveCursors() throws JournalException {
        for (ClassProgress progress : classes.values()) {
            long size = progress.receiptedSize;
            if (size <= cursor.cursor(progress.recordClass)) {
                continue;
            }
            switch (cursor.advance(progress.recordClass, size)) {
                case MOVED -> progress.next = Math.max(progress.next, size);
                case NOT_AHEAD -> {}
                case BEYOND_DURABLE -> {
                    progress.refused = true;
                    progress.receiptedSize = 0;
                    Logger.error(
                            "UPL-005 central holds records this disk never had; was it restored or cloned? class={}",
                            progress.recordClass);
                }
            }
        }
    }

    private void time(SignedTime signed, long at) {
        if (!Verifying.signedTime(signed, nonce, keys).valid()) {
            distrusted++;
            return;
        }
        time.confirm(signed.getCentralTimeMs(), askedNanos, at);
        booth.clockConfirmed();
        failures = 0;
        if (stage == Stage.GREETING) {
            stage = Stage.LIVE;
            mailbox.wake();
        }
    }

    private void refusal(Refusal refusal) {
        ClassProgress progress = progress(refusal.getRecordClass());
        if (!Verifying.refusal(refusal, keys).valid()) {
            distrusted++;
            return;
        }
        refusals.merge(refusal.getReason().name(), 1L, Long::sum);
        Logger.warn(
                "UPL-006 central refuses: class={}, reason={}",
                refusal.getRecordClass(),
                refusal.getReason());
        if (progress == null) {
            return;
        }
        switch (refusal.getReason()) {
            case REFUSAL_REASON_GAP -> progress.next = refusal.getExpectedSequence();
            case REFUSAL_REASON_NOT_OPENED, REFUSAL_REASON_BAD_SIGNATURE -> {
                progress.refused = true;
                progress.doubtedNanos = OptionalLong.of(nanos.getAsLong());
            }
            case REFUSAL_REASON_FORK,
                    REFUSAL_REASON_ROLLBACK,
                    REFUSAL_REASON_UNSPECIFIED,
                    UNRECOGNIZED -> {
                progress.refused = true;
                progress.doubtedNanos = OptionalLong.empty();
            }
        }
    }

    private @Nullable ClassProgress progress(dev.gatehouse.proto.v1.RecordClass recordClass) {
        for (ClassProgress progress : classes.values()) {
            if (wire(progress.recordClass) == recordClass) {
                return progress;
            }
        }
        return null;
    }

    private static dev.gatehouse.proto.v1.RecordClass wire(RecordClass recordClass) {
        return switch (recordClass) {
            case P0 -> dev.gatehouse.proto.v1.RecordClass.RECORD_CLASS_P0;
            case P1 -> dev.gatehouse.proto.v1.RecordClass.RECORD_CLASS_P1;
            case P2 -> dev.gatehouse.proto.v1.RecordClass.RECORD_CLASS_P2;
        };
    }

    private UplinkStatus snapshot() {
        Map<String, Long> receipted = new LinkedHashMap<>();
        Map<String, Long> proven = new LinkedHashMap<>();
        for (ClassProgress progress : classes.values()) {
            receipted.put(progress.recordClass.name(), cursor.cursor(progress.recordClass));
            proven.put(progress.recordClass.name(), progress.proven);
        }
        return new UplinkStatus(
                stage,
                addresses.get(addressIndex),
                lastReceiptNanos,
                receipted,
                proven,
                published,
                resends,
                refusals,
                distrusted,
                mailbox.dropped(),
                lossesDeclared);
    }
}
