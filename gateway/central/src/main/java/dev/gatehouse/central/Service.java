package dev.gatehouse.central;

import dev.gatehouse.central.ledger.Ledger;
import dev.gatehouse.central.receive.Receiver;
import dev.gatehouse.central.receive.ReceiverLimits;
import dev.gatehouse.central.receive.Upstream;
import dev.gatehouse.core.seal.CentralKeys;
import dev.gatehouse.core.seal.NanoClock;
import java.io.IOException;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.tinylog.Logger;

/// A running receiver: endpoint, receiver's thread and ledger, started and ended in the right
/// order.
final class Service implements AutoCloseable {
    private static final long DRAIN_LIMIT_MS = 10_000;

    private final Upstream upstream;
    private final Ledger ledger;
    private final Receiver receiver;
    private final Thread thread;
    private final CountDownLatch ended = new CountDownLatch(1);

    private Service(Upstream upstream, Ledger ledger, Receiver receiver) {
        this.upstream = upstream;
        this.ledger = ledger;
        this.receiver = receiver;
        this.thread = new Thread(this::run, "receiver");
    }

    /// Starts the thread, then the delivery to it.
    ///
    /// @param upstream closed with the service
    /// @param ledger opened as receiver; closed with the service
    static Service start(
            Upstream upstream,
            Ledger ledger,
            CentralKeys keys,
            ReceiverLimits limits,
            InstantSource clock,
            NanoClock nanoClock) {
        Service service =
                new Service(
                        upstream,
                        ledger,
                        new Receiver(ledger, keys, limits, clock, nanoClock, upstream));
        service.thread.start();
        upstream.deliverTo(service.receiver);
        return service;
    }

    private void run() {
        try {
            receiver.run();
        } catch (RuntimeException | Error e) {
            // a fault of ours: going on without the thread would look alive and receipt nothing
            Logger.error(e, "CEN-020 receiver ended by a fault");
            throw e;
        } finally {
            ended.countDown();
        }
    }

    List<String> addresses() {
        return upstream.addresses();
    }

    Receiver receiver() {
        return receiver;
    }

    /// True when the receiver's thread is no longer there.
    boolean dead() {
        return ended.getCount() == 0;
    }

    /// Works through what is queued, answers it, and ends.
    @Override
    public void close() throws IOException, SQLException {
        receiver.stop();
        try {
            thread.join(DRAIN_LIMIT_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        upstream.close();
        if (thread.isAlive()) {
            // the ledger stays open: its owner still works on it, and the process ends anyway
            Logger.error("CEN-021 receiver did not end within {} ms", DRAIN_LIMIT_MS);
            return;
        }
        ledger.close();
    }
}
