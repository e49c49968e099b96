package dev.gatehouse.simulators.camera;

import dev.gatehouse.drivers.Acknowledgement;
import dev.gatehouse.drivers.Frame;
import dev.gatehouse.drivers.FrameSink;
import dev.gatehouse.drivers.Link;
import dev.gatehouse.drivers.LinkContext;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// A simulated camera in the booth's own process: the maker's bytes, without sockets. One that
/// posts sends a read again until it is confirmed; one that streams or writes lines cannot. One
/// thread, `link-<device>`.
final class CameraLink implements Link {

    private static final long ANSWER_MS = 5_000;
    private static final long AGAIN_MS = 250;
    private static final long CLOSE_MS = 2_000;

    private final CameraShape shape;
    private final CameraTraffic traffic;
    private final LinkContext context;
    private final LongSupplier nanos;
    private final AtomicLong seen = new AtomicLong();
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong again = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private volatile boolean closed;
    private volatile boolean finished;
    private @Nullable Thread thread;

    CameraLink(CameraShape shape, CameraTraffic traffic, LinkContext context, LongSupplier nanos) {
        this.shape = shape;
        this.traffic = traffic;
        this.context = context;
        this.nanos = nanos;
    }

    /// What the booth said to one frame.
    private enum Said {
        TAKEN,
        LATER,
        NEVER
    }

    @Override
    public synchronized void open(FrameSink sink) {
        if (thread != null || closed) {
            throw new IllegalStateException("simulated camera: opened twice");
        }
        thread =
                Thread.ofPlatform()
                        .name("link-" + context.deviceId())
                        .daemon(true)
                        .start(() -> run(sink));
    }

    private void run(FrameSink sink) {
        CameraClock clock = new CameraClock(nanos);
        try {
            while (traffic.hasNext() && !closed) {
                CameraRead read = traffic.next();
                clock.await(traffic.dueNanos());
                seen.incrementAndGet();
                byte[] message = shape.message(read);
                if (shape.way() == CameraShape.Way.POST) {
                    deliver(sink, message);
                } else {
                    sink.accept(new Frame(message, context.clock().now(), Acknowledgement.none()));
                    taken.incrementAndGet();
                }
            }
            finished = !closed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void deliver(FrameSink sink, byte[] message) throws InterruptedException {
        while (!closed) {
            BlockingQueue<Said> answer = new ArrayBlockingQueue<>(1);
            sink.accept(new Frame(message.clone(), context.clock().now(), new Answer(answer)));
            Said said = answer.poll(ANSWER_MS, TimeUnit.MILLISECONDS);
            if (said == Said.TAKEN) {
                taken.incrementAndGet();
                return;
            }
            if (said == Said.NEVER) {
                refused.incrementAndGet();
                return;
            }
            again.incrementAndGet();
            TimeUnit.MILLISECONDS.sleep(AGAIN_MS);
        }
    }

    /// Hands the first word on.
    private record Answer(BlockingQueue<Said> to, AtomicBoolean given) implements Acknowledgement {

        Answer(BlockingQueue<Said> to) {
            this(to, new AtomicBoolean());
        }

        @Override
        public void durable() {
            say(Said.TAKEN);
        }

        @Override
        public void refused(Refusal reason) {
            say(reason == Refusal.MALFORMED ? Said.NEVER : Said.LATER);
        }

        private void say(Said word) {
            if (given.compareAndSet(false, true)) {
                var _ = to.offer(word);
            }
        }

        @Override
        public boolean resendable() {
            return true;
        }
    }

    @Override
    public String describe() {
        return "simulated camera ("
                + shape.word()
                + "): "
                + new CameraCounts(seen.get(), taken.get(), again.get(), refused.get());
    }

    @Override
    public boolean finished() {
        return finished;
    }

    @Override
    public void close() {
        Thread ending;
        synchronized (this) {
            closed = true;
            ending = thread;
        }
        if (ending == null || ending.equals(Thread.currentThread())) {
            return;
        }
        ending.interrupt();
        try {
            ending.join(CLOSE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
