package dev.gatehouse.proofs.crash;

import dev.gatehouse.booth.uplink.UpstreamSession;
import dev.gatehouse.central.receive.Delivery;
import dev.gatehouse.central.receive.Downlink;
import dev.gatehouse.core.seal.BoothId;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The way between booth and central, in memory: loses, doubles, delays and plays back messages,
/// and breaks, as the seed says. What a dead booth had sent may still arrive.
final class FlakyNet implements UpstreamSession.Factory, Downlink {
    private static final double REFUSED = 0.05;
    private static final double LOST = 0.02;
    private static final double DOUBLED = 0.03;
    private static final double OVERTAKEN = 0.05;
    private static final double PLAYED_BACK = 0.02;
    private static final double BROKEN = 0.004;

    /// Messages carried in one step, so that some are always under way.
    private static final int STEP_MAX = 4;

    /// Old messages that may be played back.
    private static final int TAPE_MAX = 256;

    private final RandomGenerator random;
    private final Deque<Up> up = new ArrayDeque<>();
    private final Deque<byte[]> down = new ArrayDeque<>();
    private final List<byte[]> tape = new ArrayList<>();
    private @Nullable Line line;
    private boolean flaky = true;
    private long faults;

    FlakyNet(RandomGenerator random) {
        this.random = random;
    }

    private record Up(Line from, byte[] message) {}

    /// From now on everything arrives, once and in order.
    void heal() {
        flaky = false;
    }

    long faults() {
        return faults;
    }

    /// Nothing is under way.
    boolean idle() {
        return up.isEmpty() && down.isEmpty();
    }

    private boolean happens(double share) {
        boolean happens = flaky && random.nextDouble() < share;
        faults += happens ? 1 : 0;
        return happens;
    }

    @Override
    public UpstreamSession connect(String address, UpstreamSession.Listener listener)
            throws IOException {
        if (happens(REFUSED)) {
            throw new IOException("nobody listens there");
        }
        down.clear();
        Line opened = new Line(listener);
        line = opened;
        return opened;
    }

    @Override
    public void send(BoothId booth, byte[] message) {
        if (line != null) {
            down.add(message);
        }
    }

    /// The booth is gone without a word.
    void cut() {
        if (line != null) {
            line.connected = false;
        }
        line = null;
        down.clear();
        while (!up.isEmpty() && random.nextBoolean()) {
            // the newest had not left the machine yet
            up.removeLast();
        }
    }

    /// Carries a few messages each way.
    void carry(CentralSite central) throws InterruptedException {
        int most = flaky ? random.nextInt(STEP_MAX + 1) : Integer.MAX_VALUE;
        for (int i = 0; i < most && !up.isEmpty(); i++) {
            carryUp(central);
        }
        if (!tape.isEmpty() && happens(PLAYED_BACK)) {
            central.offer(tape.get(random.nextInt(tape.size())), new Handled(null));
        }
        central.work();
        for (int i = 0; i < most && !down.isEmpty(); i++) {
            carryDown();
        }
        if (line != null && happens(BROKEN)) {
            line.breakOff();
        }
    }

    private void carryUp(CentralSite central) {
        Up next = happens(OVERTAKEN) ? up.removeLast() : up.removeFirst();
        if (tape.size() < TAPE_MAX) {
            tape.add(next.message());
        } else {
            tape.set(random.nextInt(TAPE_MAX), next.message());
        }
        if (happens(LOST)) {
            next.from().inFlight--;
            return;
        }
        central.offer(next.message(), new Handled(next.from()));
        if (happens(DOUBLED)) {
            central.offer(next.message(), new Handled(null));
        }
    }

    private void carryDown() {
        byte[] message = happens(OVERTAKEN) ? down.removeLast() : down.removeFirst();
        Line to = line;
        if (to == null || happens(LOST)) {
            return;
        }
        to.listener.arrived(message);
        if (happens(DOUBLED)) {
            to.listener.arrived(message);
        }
    }

    /// The broker's acknowledgement: whatever central says, the message is no longer in flight.
    private record Handled(@Nullable Line from) implements Delivery {
        private void end() {
            if (from != null) {
                from.inFlight--;
            }
        }

        @Override
        public void done() {
            end();
        }

        @Override
        public void refused() {
            end();
        }

        @Override
        public void discarded() {
            end();
        }
    }

    private final class Line implements UpstreamSession {
        private final UpstreamSession.Listener listener;
        private boolean connected = true;
        private int inFlight;

        Line(UpstreamSession.Listener listener) {
            this.listener = listener;
        }

        void breakOff() {
            connected = false;
            if (line == this) {
                line = null;
            }
            listener.lost();
        }

        @Override
        public boolean connected() {
            return connected;
        }

        @Override
        public int inFlight() {
            return inFlight;
        }

        @Override
        public void publish(byte[] upstreamMessage) throws IOException {
            if (!connected) {
                throw new IOException("connection lost");
            }
            inFlight++;
            up.add(new Up(this, upstreamMessage));
        }

        @Override
        public void close() {
            connected = false;
            if (line == this) {
                line = null;
            }
        }
    }
}
