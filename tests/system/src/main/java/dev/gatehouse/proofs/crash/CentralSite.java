package dev.gatehouse.proofs.crash;

import dev.gatehouse.central.ledger.AlarmRow;
import dev.gatehouse.central.ledger.Ledger;
import dev.gatehouse.central.ledger.LedgerFiles;
import dev.gatehouse.central.prove.LedgerProof;
import dev.gatehouse.central.prove.OpenedRecords;
import dev.gatehouse.central.prove.ProofReport;
import dev.gatehouse.central.prove.StatusReport;
import dev.gatehouse.central.receive.Delivery;
import dev.gatehouse.central.receive.Downlink;
import dev.gatehouse.central.receive.Receiver;
import dev.gatehouse.central.receive.ReceiverLimits;
import dev.gatehouse.core.seal.BoothKeys;
import dev.gatehouse.core.seal.CentralKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// Central in this process and on this thread: its real receiver, ledger and keys. Never crashes.
final class CentralSite implements AutoCloseable {
    private final LedgerFiles files;
    private final CentralKeys keys;
    private final BoothKeys booth;
    private final Ledger ledger;
    private final Receiver receiver;
    private final SimulatedClock clock;

    CentralSite(Path home, SecureRandom random, SimulatedClock clock, Downlink downlink)
            throws IOException, SQLException {
        this.clock = clock;
        this.keys = CentralKeys.create(home.resolve("keys"), random);
        this.booth = keys.enrol("crash", random);
        this.files = new LedgerFiles(home.resolve("ledger"));
        this.ledger = Ledger.openAsReceiver(files);
        this.receiver =
                new Receiver(
                        ledger, keys, ReceiverLimits.defaults(), clock, clock::nanos, downlink);
    }

    BoothKeys booth() {
        return booth;
    }

    Receiver receiver() {
        return receiver;
    }

    void offer(byte[] message, Delivery delivery) {
        receiver.offer(booth.id(), message, delivery);
    }

    /// Works through what was offered.
    void work() throws InterruptedException {
        while (receiver.step(0) > 0) {
            // until nothing is left
        }
    }

    void visit(OpenedRecords.Visitor visitor) throws SQLException {
        new OpenedRecords(files, keys).visit(visitor);
    }

    ProofReport prove() throws SQLException, IOException {
        return new LedgerProof(files, keys, (_, _, _) -> {}).prove(Optional.empty());
    }

    List<AlarmRow> openAlarms() throws SQLException {
        return StatusReport.read(files, keys, clock.millis()).openAlarms();
    }

    @Override
    public void close() throws SQLException, IOException {
        ledger.close();
    }
}
