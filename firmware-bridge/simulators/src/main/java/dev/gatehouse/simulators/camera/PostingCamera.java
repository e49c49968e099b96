package dev.gatehouse.simulators.camera;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// A camera that posts each read and sends it again until the booth has confirmed it, as real ones
/// do. One thread runs it.
public final class PostingCamera {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long PAUSE_MS = 250;

    private final CameraShape shape;
    private final CameraTraffic traffic;
    private final URI booth;
    private final Map<String, String> headers;
    private final InetAddress own;
    private final LongSupplier nanos;
    private final AtomicLong seen = new AtomicLong();
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong again = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();

    /// @param headers of every request, such as its credentials
    /// @param own address of the camera: a booth counts connections by it
    public PostingCamera(
            CameraShape shape,
            CameraTraffic traffic,
            URI booth,
            Map<String, String> headers,
            InetAddress own,
            LongSupplier nanos) {
        if (shape.way() != CameraShape.Way.POST) {
            throw new IllegalArgumentException(shape.word() + " does not post");
        }
        this.shape = shape;
        this.traffic = traffic;
        this.booth = booth;
        this.headers = Map.copyOf(headers);
        this.own = own;
        this.nanos = nanos;
    }

    /// Runs until the traffic ends or the thread is interrupted.
    public void run() throws InterruptedException {
        CameraClock clock = new CameraClock(nanos);
        try (HttpClient client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(PATIENCE)
                        .localAddress(own)
                        .build()) {
            while (traffic.hasNext()) {
                CameraRead read = traffic.next();
                clock.await(traffic.dueNanos());
                seen.incrementAndGet();
                deliver(client, shape.message(read));
            }
        }
    }

    private void deliver(HttpClient client, byte[] message) throws InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(booth)
                        .timeout(PATIENCE)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(message));
        headers.forEach(request::header);
        while (true) {
            int status = post(client, request.build());
            if (status == 200) {
                taken.incrementAndGet();
                return;
            }
            if (status >= 400 && status < 500 && status != 408 && status != 429) {
                refused.incrementAndGet();
                return;
            }
            again.incrementAndGet();
            Thread.sleep(PAUSE_MS);
        }
    }

    /// 0 when nobody answered.
    private static int post(HttpClient client, HttpRequest request) throws InterruptedException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return 0;
        }
    }

    public CameraCounts counts() {
        return new CameraCounts(seen.get(), taken.get(), again.get(), refused.get());
    }
}
