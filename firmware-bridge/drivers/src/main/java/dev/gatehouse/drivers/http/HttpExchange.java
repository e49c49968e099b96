package dev.gatehouse.drivers.http;

import dev.gatehouse.drivers.Acknowledgement;
import java.util.concurrent.atomic.AtomicBoolean;

/// One request that waits for its answer. The first call from any thread decides; later ones are
/// counted and have no effect, since an answer cannot be taken back.
final class HttpExchange implements Acknowledgement {

    private final HttpConnection connection;
    private final HttpRoute route;
    private final HttpCounters counters;
    private final AtomicBoolean decided = new AtomicBoolean();

    HttpExchange(HttpConnection connection, HttpRoute route, HttpCounters counters) {
        this.connection = connection;
        this.route = route;
        this.counters = counters;
    }

    @Override
    public void durable() {
        decide(HttpAnswer.OK);
    }

    @Override
    public void refused(Refusal reason) {
        decide(
                switch (reason) {
                    case MALFORMED -> HttpAnswer.MALFORMED;
                    case BUSY, NOT_READY -> HttpAnswer.LATER;
                });
    }

    @Override
    public void tooLarge() {
        decide(HttpAnswer.TOO_LARGE);
    }

    @Override
    public boolean resendable() {
        return true;
    }

    /// Decides; false when it was decided before.
    boolean decide(HttpAnswer answer) {
        if (!decided.compareAndSet(false, true)) {
            counters.add(HttpCounter.ANSWERED_TWICE);
            return false;
        }
        route.answered(this);
        connection.answer(this, answer);
        return true;
    }
}
