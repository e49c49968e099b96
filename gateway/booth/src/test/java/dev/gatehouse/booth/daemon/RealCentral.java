package dev.gatehouse.booth.daemon;

import dev.gatehouse.booth.uplink.Uplink;
import dev.gatehouse.booth.uplink.UpstreamSession;
import dev.gatehouse.central.ledger.AlarmKind;
import dev.gatehouse.central.ledger.ClassKey;
import dev.gatehouse.central.ledger.Ledger;
import dev.gatehouse.central.ledger.LedgerFiles;
import dev.gatehouse.central.ledger.LedgerView;
import dev.gatehouse.central.prove.LedgerProof;
import dev.gatehouse.central.prove.ProofReport;
import dev.gatehouse.central.receive.Delivery;
import dev.gatehouse.central.receive.Receiver;
import dev.gatehouse.central.receive.ReceiverLimits;
import dev.gatehouse.core.journal.RecordClass;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The real receiver with its ledger at the other end; each publish waits for its commit, so that a
/// test knows when the answers are there.
final class RealCentral implements AutoCloseable {
    private final Rig rig;
    private final LedgerFiles files;
    private final Ledger ledger;
    private final Receiver receiver;
    private final Thread thread;
    private volatile UpstreamSession.Listener listener = new Deaf();

    private static final class Deaf implements UpstreamSession.Listener {
        @Override
        public void arrived(byte[] downstreamMessage) {}

        @Override
        public void lost() {}
    }

    RealCentral(Rig rig, Path folder) throws IOException, SQLException {
        this.rig = rig;
        this.files = new LedgerFiles(folder.resolve("ledger"));
        this.ledger = Ledger.openAsReceiver(files);
        this.receiver =
                new Receiver(
                        ledger,
                        rig.centralKeys,
                        ReceiverLimits.defaults(),
                        () -> Instant.ofEpochMilli(rig.wallMs.get()),
                        rig.nanos::get,
                        (booth, message) -> listener.arrived(message));
        this.thread = Thread.ofPlatform().name("receiver").start(receiver);
    }

    UpstreamSession connect(String address, UpstreamSession.Listener ears) {
        listener = ears;
        return new UpstreamSession() {
            @Override
            public boolean connected() {
                return listener.equals(ears);
            }

            @Override
            public int inFlight() {
                return 0;
            }

            @Override
            public void publish(byte[] upstreamMessage) throws IOException {
                deliver(upstreamMessage);
            }

            @Override
            public void close() {
                listener = new Deaf();
            }
        };
    }

    private void deliver(byte[] message) throws IOException {
        CompletableFuture<String> end = new CompletableFuture<>();
        receiver.offer(
                rig.keys.id(),
                message,
                new Delivery() {
                    @Override
                    public void done() {
                        end.complete("done");
                    }

                    @Override
                    public void refused() {
                        end.complete("refused");
                    }

                    @Override
                    public void discarded() {
                        end.complete("discarded");
                    }
                });
        try {
            String how = end.get(20, TimeUnit.SECONDS);
            if (!how.equals("done")) {
                throw new IOException("central " + how + " a message");
            }
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IOException(e);
        }
    }

    /// Works booth and uplink until everything is receipted.
    void drain(Uplink uplink) throws IOException, InterruptedException {
        for (int i = 0; i < 400 && !(uplink.drained() && i > 10); i++) {
            rig.pass(100);
            rig.cycle();
            uplink.dutyCycle(0);
        }
    }

    long committed(RecordClass recordClass) throws SQLException {
        try (LedgerView view = LedgerView.open(files)) {
            return view.recordCount(new ClassKey(rig.keys.id(), RecordStore.seal(recordClass)));
        }
    }

    List<AlarmKind> alarms() throws SQLException {
        try (LedgerView view = LedgerView.open(files)) {
            return view.alarms().stream().map(alarm -> alarm.kind()).toList();
        }
    }

    /// What `gatehouse-central verify` would say.
    String findings() throws SQLException, IOException {
        return proof().findings().toString();
    }

    ProofReport proof() throws SQLException, IOException {
        return new LedgerProof(files, rig.centralKeys, (what, soFar, all) -> {})
                .prove(Optional.empty());
    }

    @Override
    public void close() throws IOException, SQLException {
        receiver.stop();
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        ledger.close();
    }
}
