package dev.gatehouse.central.receive;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.gatehouse.central.ledger.AlarmKind;
import dev.gatehouse.central.ledger.AlarmRow;
import dev.gatehouse.central.ledger.Ledger;
import dev.gatehouse.central.ledger.LedgerFiles;
import dev.gatehouse.central.ledger.LedgerView;
import dev.gatehouse.core.seal.BoothId;
import dev.gatehouse.core.seal.CentralKeys;
import dev.gatehouse.core.seal.SealClass;
import dev.gatehouse.core.seal.Verification;
import dev.gatehouse.core.seal.Verifying;
import dev.gatehouse.proto.v1.DownstreamMessage;
import dev.gatehouse.proto.v1.Receipt;
import dev.gatehouse.proto.v1.Refusal;
import dev.gatehouse.proto.v1.UpstreamMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The real receiver on a real ledger, worked step by step by the test's thread; time stands still
/// until moved.
public final class ReceiverRig implements AutoCloseable {
    public final Path home;
    public final CentralKeys keys;
    public final List<DownstreamMessage> answers = new ArrayList<>();
    public final List<String> deliveries = new ArrayList<>();
    public long wallMs = 1_790_000_000_000L;
    public long nanos = 1;
    private final ReceiverLimits limits;
    Ledger ledger;
    private Receiver receiver;

    /// Uses the layout of a central home, so that commands can be run on it.
    public ReceiverRig(Path home, ReceiverLimits limits) throws IOException, SQLException {
        this.home = home;
        this.limits = limits;
        this.keys = CentralKeys.create(home.resolve("keys"), new SecureRandom());
        this.ledger = Ledger.openAsReceiver(files());
        this.receiver = receiver();
    }

    public ReceiverRig(Path home) throws IOException, SQLException {
        this(home, ReceiverLimits.defaults());
    }

    private Receiver receiver() {
        return new Receiver(
                ledger,
                keys,
                limits,
                () -> java.time.Instant.ofEpochMilli(wallMs),
                () -> nanos,
                this::answer);
    }

    private void answer(BoothId booth, byte[] message) {
        try {
            answers.add(DownstreamMessage.parseFrom(message));
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    public LedgerFiles files() {
        return new LedgerFiles(home.resolve("ledger"));
    }

    public TestBooth enrol(String name) throws IOException {
        return new TestBooth(keys.enrol(name, new SecureRandom()));
    }

    public Receiver live() {
        return receiver;
    }

    /// As if the process had been killed and started again.
    public void restart() throws IOException, SQLException {
        ledger.close();
        ledger = Ledger.openAsReceiver(files());
        receiver = receiver();
    }

    public void offer(BoothId booth, byte[] payload) {
        receiver.offer(
                booth,
                payload,
                new Delivery() {
                    @Override
                    public void done() {
                        deliveries.add("done");
                    }

                    @Override
                    public void refused() {
                        deliveries.add("refused");
                    }

                    @Override
                    public void discarded() {
                        deliveries.add("discarded");
                    }
                });
    }

    /// Sends one message and works through it; answers hold what came back for it.
    public void send(TestBooth booth, UpstreamMessage message) throws InterruptedException {
        answers.clear();
        nanos += 1_000_000_000L;
        wallMs += 10;
        offer(booth.id(), message.toByteArray());
        receiver.step(0);
    }

    /// The last receipt of a class, its signature checked as the booth checks it.
    public Optional<Receipt> receipt(TestBooth booth, SealClass sealClass) {
        Optional<Receipt> last = Optional.empty();
        for (DownstreamMessage answer : answers) {
            if (answer.hasReceipt() && answer.getReceipt().getRecordClass() == sealClass.wire()) {
                last = Optional.of(booth.rooted(answer.getReceipt()));
            }
        }
        last.ifPresent(r -> {
            if (Verifying.receipt(r, booth.keys) != Verification.VALID) {
                throw new AssertionError("receipt not valid");
            }
        });
        return last;
    }

    public Optional<Refusal> refusal(TestBooth booth) {
        for (DownstreamMessage answer : answers) {
            if (answer.hasRefusal()) {
                if (Verifying.refusal(answer.getRefusal(), booth.keys) != Verification.VALID) {
                    throw new AssertionError("refusal not valid");
                }
                return Optional.of(answer.getRefusal());
            }
        }
        return Optional.empty();
    }

    public long count(Counter counter) {
        return receiver.counters().value(counter);
    }

    public List<AlarmRow> alarms(AlarmKind kind) throws SQLException {
        try (LedgerView view = LedgerView.open(files())) {
            return view.alarms().stream().filter(a -> a.kind() == kind).toList();
        }
    }

    @Override
    public void close() throws IOException, SQLException {
        ledger.close();
    }
}
