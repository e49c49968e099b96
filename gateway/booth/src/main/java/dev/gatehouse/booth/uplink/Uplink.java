package dev.gatehouse.booth.uplink;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.gatehouse.core.journal.CursorFile;
import dev.gatehouse.core.journal.Journal;
import dev.gatehouse.core.journal.JournalException;
import dev.gatehouse.core.journal.JournalReader;
import dev.gatehouse.core.journal.RecordClass;
import dev.gatehouse.core.seal.Beats;
import dev.gatehouse.core.seal.BoothKeys;
import dev.gatehouse.core.seal.SealClass;
import dev.gatehouse.core.seal.SignedBytes;
import dev.gatehouse.core.seal.Verifying;
import dev.gatehouse.proto.v1.Beat;
import dev.gatehouse.proto.v1.Bundle;
import dev.gatehouse.proto.v1.Checkpoint;
import dev.gatehouse.proto.v1.DeclaredLoss;
import dev.gatehouse.proto.v1.DownstreamMessage;
import dev.gatehouse.proto.v1.Envelope;
import dev.gatehouse.proto.v1.Hello;
import dev.gatehouse.proto.v1.Receipt;
import dev.gatehouse.proto.v1.RecordBatch;
import dev.gatehouse.proto.v1.Refusal;
import dev.gatehouse.proto.v1.RefusalReason;
import dev.gatehouse.proto.v1.SignedTime;
import dev.gatehouse.proto.v1.TombstoneReason;
import dev.gatehouse.proto.v1.UpstreamMessage;
import java.io.IOException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /// No receipt for so long: publish again from the cursor (security design, receipts).
    static final long RECEIPT_NANOS = 5_000_000_000L;

    static final long GREETING_NANOS = 10_000_000_000L;

    /// Central's time is asked again after this, so that the clock's bound stays small.
    static final long GREETING_AGAIN_NANOS = 60_000_000_000L;

    /// The question for the time waits so long for a message that goes anyhow: longer than a beat.
    static final long TIME_RIDES_NANOS = 11_000_000_000L;

    static final long BACK_OFF_FIRST_MS = 250;
    static final long BACK_OFF_MAX_MS = 30_000;

    /// A greeting whose checkpoints have not come by then is asked for again.
    static final long HELLO_AGAIN_NANOS = 1_000_000_000L;

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
    private final WireCount wire;
    private final List<String> addresses;
    private final DeclaredLosses losses;
    private final Outgoing outgoing;
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
    private long helloWantedNanos;

    /// Of the hello that waits for central's time; each is answered once, a copy of the answer is
    /// not believed.
    private byte @Nullable [] nonce;

    /// Central's time is to be asked with the next bundle.
    private boolean timeWanted;

    private long lastReceiptNanos;
    private long published;
    private long resends;
    private long distrusted;
    private long lossesDeclared;
    private Optional<UpstreamFault> fault = Optional.empty();
    private volatile UplinkStatus status;

    /// What an uplink needs of the rest of the booth.
    ///
    /// @param journal durable marks
    /// @param reader owned by the uplink thread from here on
    /// @param cursor owned by the uplink thread from here on
    /// @param losses what is declared instead of sent
    public record Wiring(
            BoothKeys keys,
            Journal journal,
            JournalReader reader,
            CursorFile cursor,
            UplinkMailbox mailbox,
            BoothPort booth,
            DeclaredLosses losses,
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
        this.losses = wiring.losses();
        this.version = wiring.version();
        this.outgoing = new Outgoing(journal, reader, cursor, losses, booth);
        this.sessions = sessions;
        this.wire = sessions.wire();
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
        List<UplinkMailbox.Event> events =
                mailbox.take(Math.min(waitNanos, gatherNanos(waitNanos)));
        for (UplinkMailbox.Event event : events) {
            switch (event) {
                case UplinkMailbox.Event.Arrived(var message, var at) -> arrived(message, at);
                case UplinkMailbox.Event.Lost(var lost) -> {
                    if (lost == connections && session != null) {
                        disconnect(new IOException("connection lost"));
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
            disconnect(e);
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

    /// Ends the session and closes the journal's reader; nothing may be called afterwards.
    public void close() throws IOException {
        leave();
        reader.close();
    }

    private void leave() {
        mailbox.left();
        nonce = null;
        timeWanted = false;
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
        var _ = mailbox.takeHello();
        wantHello(greetedNanos);
    }

    private void wantHello(long now) {
        helloWantedNanos = now;
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

    private void disconnect(IOException cause) {
        fault = Optional.of(UpstreamFault.of(cause));
        leave();
        failures++;
        addressIndex = (addressIndex + 1) % addresses.size();
        long ceilingMs = Math.min(BACK_OFF_MAX_MS, BACK_OFF_FIRST_MS << Math.min(failures - 1, 7));
        long waitMs = ceilingMs / 2 + random.nextLong(ceilingMs / 2 + 1);
        nextConnectNanos = nanos.getAsLong() + waitMs * NANOS_A_MS;
        Logger.warn(
                "UPL-002 upstream not reached: reason={}, {}, next try in {} ms",
                fault.get(),
                cause.getMessage(),
                waitMs);
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
        long now = nanos.getAsLong();
        if (now - greetedNanos > GREETING_NANOS) {
            throw silent();
        }
        if (nonce == null && now - helloWantedNanos > HELLO_AGAIN_NANOS) {
            // the booth's inbox was full
            wantHello(now);
        }
    }

    private IOException silent() {
        return UpstreamFault.NO_ANSWER.at(
                addresses.get(addressIndex), new IOException("central does not answer the hello"));
    }

    private void sendHello() throws IOException {
        List<Checkpoint> checkpoints = mailbox.takeHello();
        if (checkpoints == null) {
            return;
        }
        timeWanted = false;
        publish(
                UpstreamMessage.newBuilder()
                        .setHello(
                                Hello.newBuilder()
                                        .setNonce(ByteString.copyFrom(ask(nanos.getAsLong())))
                                        .addAllCheckpoints(checkpoints)
                                        .setVersion(version)));
    }

    private void publish(UpstreamMessage.Builder message) throws IOException {
        // the topic names the booth
        open().publish(message.build().toByteArray());
        published++;
    }

    private void send() throws IOException {
        long now = nanos.getAsLong();
        if (nonce != null && now - askedNanos > GREETING_NANOS) {
            throw silent();
        }
        if (now - greetedNanos > GREETING_AGAIN_NANOS) {
            greetAgain(now);
        }
        sendHello();
        goBackWhereNoReceiptCame(now);
        while (open().inFlight() < WINDOW && sendNext(now)) {
            // alarms first, each time round
        }
        mailbox.proven(this::proven);
        Optional<Beat> alone = takeBeat();
        boolean asksAlone = timeWanted && now - greetedNanos > TIME_RIDES_NANOS;
        if (alone.isPresent() || asksAlone) {
            publish(bundle(List.of(), alone, now));
        }
        for (Checkpoint checkpoint : mailbox.takeCheckpoints(this::sent)) {
            if (endsInAGap(checkpoint)) {
                continue;
            }
            publish(UpstreamMessage.newBuilder().setCheckpoint(checkpoint));
        }
    }

    /// Asks central's time anew with the next bundle. A class that central refused is greeted for:
    /// an operator may have cleared what was wrong.
    private void greetAgain(long now) {
        greetedNanos = now;
        boolean refused = classes.values().stream().anyMatch(progress -> progress.refused);
        if (refused) {
            classes.values().forEach(ClassProgress::goOn);
            wantHello(now);
        } else {
            timeWanted = true;
        }
    }

    /// Everything that is due in one message; each message costs its frame, its acknowledgement and
    /// a TLS record for both.
    private UpstreamMessage.Builder bundle(
            List<Envelope> envelopes, Optional<Beat> beat, long now) {
        Bundle.Builder bundle = Bundle.newBuilder().addAllEnvelopes(envelopes);
        beat.ifPresent(bundle::setBeat);
        if (timeWanted) {
            timeWanted = false;
            bundle.setTimeNonce(ByteString.copyFrom(ask(now)));
        }
        return UpstreamMessage.newBuilder().setBundle(bundle);
    }

    private byte[] ask(long now) {
        byte[] fresh = new byte[SignedBytes.NONCE_BYTES];
        random.nextBytes(fresh);
        nonce = fresh;
        askedNanos = now;
        return fresh;
    }

    private long sent(dev.gatehouse.proto.v1.RecordClass recordClass) {
        ClassProgress progress = progress(recordClass);
        return progress == null ? 0 : progress.next;
    }

    private long proven(dev.gatehouse.proto.v1.RecordClass recordClass) {
        ClassProgress progress = progress(recordClass);
        return progress == null ? 0 : progress.proven;
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
            if (progress.awaitsLoss && now - progress.lossAskedNanos > RECEIPT_NANOS) {
                progress.awaitsLoss = false;
            }
        }
    }

    /// Sends one message of the first class that has something to send.
    private boolean sendNext(long now) throws IOException {
        for (ClassProgress progress : classes.values()) {
            if (!progress.refused && sendNext(progress, now)) {
                return true;
            }
        }
        return false;
    }

    private boolean sendNext(ClassProgress progress, long now) throws IOException {
        Optional<DeclaredLoss> declared = losses.covering(progress.recordClass, progress.next);
        if (declared.isPresent()) {
            sendLoss(progress, declared.get(), now);
            return true;
        }
        if (progress.awaitsLoss || gathers(progress, now)) {
            return false;
        }
        RecordBatch batch = outgoing.batch(progress, now);
        if (batch.getEnvelopesCount() == 0) {
            return false;
        }
        startWaiting(progress, now);
        progress.batchSent(batch.getEnvelopesCount(), now);
        Optional<Beat> beat = takeBeat();
        publish(
                beat.isPresent() || timeWanted
                        ? bundle(batch.getEnvelopesList(), beat, now)
                        : UpstreamMessage.newBuilder().setRecords(batch));
        return true;
    }

    /// Records that wait for others to share a message with. Not for long, not when a message could
    /// be filled, not when a beat waits for them to be proven, and alarms never.
    private boolean gathers(ClassProgress progress, long now) {
        return progress.gatherNanos(now) > 0
                && journal.durable(progress.recordClass) - progress.next
                        < Outgoing.BATCH_RECORDS_MAX
                && !mailbox.hasBeat();
    }

    /// Until the first class that gathers is to be sent, when that is sooner.
    private long gatherNanos(long waitNanos) {
        long now = nanos.getAsLong();
        long soonest = waitNanos;
        for (ClassProgress progress : classes.values()) {
            long left = progress.gatherNanos(now);
            if (left > 0 && progress.next < journal.durable(progress.recordClass)) {
                soonest = Math.min(soonest, left);
            }
        }
        return soonest;
    }

    private Optional<Beat> takeBeat() {
        Optional<SignedBeat> taken = mailbox.takeBeat(this::sent);
        taken.ifPresent(this::keepRoots);
        return taken.map(SignedBeat::beat);
    }

    private void keepRoots(SignedBeat signed) {
        for (SealClass sealClass : SealClass.values()) {
            ClassProgress progress = progress(sealClass.wire());
            if (progress != null) {
                progress.stated(
                        Beats.size(signed.beat(), sealClass),
                        signed.roots().get(sealClass.index()));
            }
        }
    }

    private void startWaiting(ClassProgress progress, long now) {
        if (progress.next <= cursor.cursor(progress.recordClass)) {
            progress.lastMoveNanos = now;
        }
    }

    private void sendLoss(ClassProgress progress, DeclaredLoss loss, long now) throws IOException {
        startWaiting(progress, now);
        publish(UpstreamMessage.newBuilder().setLoss(loss));
        progress.awaitsLoss = false;
        progress.next = loss.getResumeSize();
        progress.wholeNext();
        lossesDeclared++;
        long count = loss.getResumeSize() - loss.getFirstSequence();
        if (loss.getReason() == TombstoneReason.TOMBSTONE_REASON_EVICTED) {
            Logger.warn(
                    "UPL-011 records given up for want of room were declared: class={}, first={}, count={}",
                    progress.recordClass,
                    loss.getFirstSequence(),
                    count);
        } else {
            Logger.error(
                    "UPL-004 records lost on this disk were declared: class={}, first={}, count={}",
                    progress.recordClass,
                    loss.getFirstSequence(),
                    count);
        }
    }

    /// Signed before records that it covers were given up: central can hold it against nothing.
    private boolean endsInAGap(Checkpoint checkpoint) {
        ClassProgress progress = progress(checkpoint.getRecordClass());
        return progress != null
                && losses.covering(progress.recordClass, checkpoint.getSize())
                        .filter(loss -> loss.getFirstSequence() < checkpoint.getSize())
                        .isPresent();
    }

    private void arrived(byte[] bytes, long at) throws JournalException {
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
        if (progress == null || !Verifying.receipt(progress.rooted(receipt), keys).valid()) {
            distrusted++;
            return;
        }
        if (receipt.getSize()
                > Math.max(progress.receiptedSize, cursor.cursor(progress.recordClass))) {
            // a copy of an old receipt must not put the next attempt off
            progress.receiptedSize = receipt.getSize();
            progress.lastMoveNanos = at;
        }
        progress.proven = Math.max(progress.proven, receipt.getProvenSize());
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
                    progress.receiptedSize = 0;
                    aheadOfDisk(progress);
                }
            }
        }
    }

    private void aheadOfDisk(ClassProgress progress) {
        if (!progress.refused) {
            progress.refused = true;
            Logger.error(
                    "UPL-005 central holds records this disk never had; was it restored or cloned? class={}",
                    progress.recordClass);
        }
    }

    private void time(SignedTime signed, long at) {
        byte[] asked = nonce;
        if (asked == null || !Verifying.signedTime(signed, asked, keys).valid()) {
            distrusted++;
            return;
        }
        nonce = null;
        booth.clockConfirmed(signed.getCentralTimeMs(), askedNanos, at);
        failures = 0;
        if (stage == Stage.GREETING) {
            stage = Stage.LIVE;
            fault = Optional.empty();
            mailbox.wake();
        }
    }

    private void refusal(Refusal refusal) throws JournalException {
        if (!Verifying.refusal(refusal, keys).valid()) {
            distrusted++;
            return;
        }
        long count = refusals.merge(refusal.getReason().name(), 1L, Long::sum);
        if (Long.bitCount(count) == 1) { // at 1, 2, 4, 8 ...: told without flooding the log
            Logger.warn(
                    "UPL-006 central refuses: class={}, reason={}, count={}",
                    refusal.getRecordClass(),
                    refusal.getReason(),
                    count);
        }
        if (refusal.getReason() == RefusalReason.REFUSAL_REASON_BEAT_NOT_PROVEN) {
            greetOnDoubt();
            return;
        }
        ClassProgress progress = progress(refusal.getRecordClass());
        if (progress == null) {
            return;
        }
        long expected = refusal.getExpectedSequence();
        if (expected > journal.durable(progress.recordClass)) {
            aheadOfDisk(progress);
            return;
        }
        switch (refusal.getReason()) {
            case REFUSAL_REASON_GAP -> progress.next = expected;
            case REFUSAL_REASON_NOT_OPENED -> notOpened(progress, expected);
            case REFUSAL_REASON_BAD_SIGNATURE -> {
                doubt(progress);
                greetOnDoubt();
            }
            case REFUSAL_REASON_BEAT_NOT_PROVEN -> {}
            case REFUSAL_REASON_FORK,
                    REFUSAL_REASON_ROLLBACK,
                    REFUSAL_REASON_UNSPECIFIED,
                    UNRECOGNIZED -> {
                progress.refused = true;
                progress.doubtedNanos = OptionalLong.empty();
            }
        }
    }

    /// A beat names no tree; the greeting does, and central can tell a fork from noise. Records go
    /// on meanwhile: whoever can spoil a beat must not be able to stop an alarm.
    private void greetOnDoubt() {
        long now = nanos.getAsLong();
        if (nonce == null && now - helloWantedNanos > RECEIPT_NANOS) {
            wantHello(now);
        }
    }

    private void notOpened(ClassProgress progress, long expected) throws JournalException {
        if (!outgoing.isOpeningLost(progress.recordClass, expected)) {
            doubt(progress);
            return;
        }
        progress.next = expected;
        outgoing.askForLoss(
                progress,
                expected,
                outgoing.nextOpening(progress.recordClass, expected),
                nanos.getAsLong());
    }

    private void doubt(ClassProgress progress) {
        progress.refused = true;
        if (progress.doubtedNanos.isEmpty()) {
            // the first: refusals that keep coming must not put the end of the pause off
            progress.doubtedNanos = OptionalLong.of(nanos.getAsLong());
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
        UpstreamSession open = session;
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
                lossesDeclared,
                fault,
                open == null ? Optional.empty() : open.tls(),
                wire.bytesOut(),
                wire.bytesIn());
    }
}
