package dev.gatehouse.simulators.camera;

import java.io.IOException;
import java.io.OutputStream;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// A camera that writes its reads one after another, in pieces of any size. One thread runs it.
public final class WritingCamera {

    private final CameraShape shape;
    private final CameraTraffic traffic;
    private final LongSupplier nanos;
    private final SplittableRandom pieces;
    private final AtomicLong seen = new AtomicLong();

    /// @param seed of the sizes of pieces
    public WritingCamera(CameraShape shape, CameraTraffic traffic, LongSupplier nanos, long seed) {
        if (shape.way() == CameraShape.Way.POST) {
            throw new IllegalArgumentException(shape.word() + " posts");
        }
        this.shape = shape;
        this.traffic = traffic;
        this.nanos = nanos;
        this.pieces = new SplittableRandom(seed);
    }

    /// Writes until the traffic ends or the thread is interrupted.
    ///
    /// @throws IOException when nobody takes it any more
    public void run(OutputStream to) throws IOException, InterruptedException {
        CameraClock clock = new CameraClock(nanos);
        if (shape.heartbeat().isPresent()) {
            write(to, shape.heartbeat().get());
        }
        while (traffic.hasNext()) {
            CameraRead read = traffic.next();
            clock.await(traffic.dueNanos());
            write(to, shape.message(read));
            seen.incrementAndGet();
        }
    }

    private void write(OutputStream to, byte[] message) throws IOException {
        int at = 0;
        while (at < message.length) {
            int count = 1 + pieces.nextInt(message.length - at);
            to.write(message, at, count);
            to.flush();
            at += count;
        }
    }

    public CameraCounts counts() {
        return new CameraCounts(seen.get(), seen.get(), 0, 0);
    }
}
