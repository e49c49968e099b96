package dev.gatehouse.drivers.http;

import dev.gatehouse.drivers.Acknowledgement;
import dev.gatehouse.drivers.Backoff;
import dev.gatehouse.drivers.Frame;
import dev.gatehouse.drivers.FrameSink;
import dev.gatehouse.drivers.Link;
import dev.gatehouse.drivers.LinkContext;
import dev.gatehouse.protocols.lpr.PartCutter;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/// Asks a camera for its endless stream of events and hands up each message of it; asks again when
/// the stream ends, breaks or falls silent, with pauses from 1 s to 60 s. What was sent while
/// nobody listened is lost: such a camera does not repeat. One thread, `link-<device>`.
///
/// ```
///  CONNECT --request--> 401 with a challenge --request with its answer, once--> 200 --parts-->
///     ^                                                                           |
///     +------------------------- pause <----- end, error, silence ----------------+
/// ```
final class PullLink implements Link {

    private static final int CONNECT_MS = 5_000;
    private static final int HEAD_MS = 15_000;

    /// A message whose images may still come waits for so long.
    static final int STEP_MS = 200;

    /// Images that have begun are waited for, so many steps.
    private static final int PATIENT_STEPS = 10;

    private static final int READ_BYTES = 16 << 10;
    private static final int CNONCE_BYTES = 12;
    private static final long CLOSE_MS = 2_000;

    /// What is worth a counter.
    private enum Count {
        CONNECTIONS,
        LOST,
        REFUSED,
        SILENT,
        MESSAGES,
        PARTS_DROPPED
    }

    private final PullRequest request;
    private final LinkContext context;
    private final LongSupplier nanos;
    private final RandomGenerator random;
    private final Backoff pauses;
    private final Map<Count, AtomicLong> counts = new EnumMap<>(Count.class);
    private volatile boolean closed;
    private volatile @Nullable Socket socket;
    private @Nullable Thread thread;

    PullLink(
            PullRequest request,
            LinkContext context,
            LongSupplier nanos,
            RandomGenerator random,
            Backoff pauses) {
        this.request = request;
        this.context = context;
        this.nanos = nanos;
        this.random = random;
        this.pauses = pauses;
        for (Count count : Count.values()) {
            counts.put(count, new AtomicLong());
        }
    }

    @Override
    public synchronized void open(FrameSink sink) {
        if (thread != null || closed) {
            throw new IllegalStateException("http-pull link: opened twice");
        }
        thread =
                Thread.ofPlatform()
                        .name("link-" + context.deviceId())
                        .daemon(true)
                        .start(() -> run(sink));
    }

    private void run(FrameSink sink) {
        Optional<DigestAnswer> answer = Optional.empty();
        try {
            while (!closed) {
                Optional<DigestAnswer> challenged = Optional.empty();
                try {
                    challenged = stream(sink, answer);
                } catch (IOException e) {
                    count(Count.LOST);
                    Logger.debug(
                            "LPR-021 stream lost: device={} type={}",
                            context.deviceId(),
                            e.getClass().getSimpleName());
                }
                boolean firstTry = answer.isEmpty();
                answer = challenged;
                if (!closed && (challenged.isEmpty() || !firstTry)) {
                    answer = Optional.empty();
                    pause();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// A fifth more or less, so that cameras of one switch do not all come back at once.
    private void pause() throws InterruptedException {
        long pauseMs = pauses.nextMs();
        Thread.sleep(pauseMs - pauseMs / 5 + random.nextLong(Math.max(1, pauseMs * 2 / 5)));
    }

    /// One connection from its request to its end.
    ///
    /// @return the challenge that the camera answered with
    private Optional<DigestAnswer> stream(FrameSink sink, Optional<DigestAnswer> answer)
            throws IOException {
        count(Count.CONNECTIONS);
        try (Socket open = new Socket()) {
            socket = open;
            open.connect(request.camera(), CONNECT_MS);
            open.setSoTimeout(STEP_MS);
            open.getOutputStream()
                    .write(
                            request.head(authorization(answer))
                                    .getBytes(StandardCharsets.ISO_8859_1));
            return receive(open.getInputStream(), sink);
        } finally {
            socket = null;
        }
    }

    private String authorization(Optional<DigestAnswer> answer) {
        if (answer.isEmpty() || request.credentials().isEmpty()) {
            return "";
        }
        byte[] cnonce = new byte[CNONCE_BYTES];
        random.nextBytes(cnonce);
        return answer.get()
                .authorization(
                        request.credentials().get(),
                        PullRequest.METHOD,
                        request.target(),
                        HexFormat.of().formatHex(cnonce));
    }

    private Optional<DigestAnswer> receive(InputStream in, FrameSink sink) throws IOException {
        PullResponse response = new PullResponse();
        Messages messages = new Messages(sink);
        byte[] buffer = new byte[READ_BYTES];
        long heardNanos = nanos.getAsLong();
        while (!closed && !response.ended()) {
            int length = read(in, buffer);
            if (length < 0) {
                break;
            }
            if (length > 0) {
                heardNanos = nanos.getAsLong();
                byte[] body = response.take(buffer, length);
                if (response.status() != 0 && response.status() != 200) {
                    count(Count.REFUSED);
                    return response.status() == 401
                            ? DigestAnswer.to(response.header("www-authenticate"))
                            : Optional.empty();
                }
                messages.take(body);
            } else {
                messages.idle();
            }
            long patienceMs = response.status() == 0 ? HEAD_MS : request.silenceMs();
            if ((nanos.getAsLong() - heardNanos) / 1_000_000 > patienceMs) {
                count(Count.SILENT);
                break;
            }
        }
        messages.end();
        return Optional.empty();
    }

    /// 0 when nothing came in time, -1 at the end.
    private static int read(InputStream in, byte[] buffer) throws IOException {
        try {
            return in.read(buffer);
        } catch (SocketTimeoutException e) {
            return 0;
        }
    }

    /// The messages of one connection.
    private final class Messages {
        private final FrameSink sink;
        private final PartCutter cutter = new PartCutter();
        private dev.gatehouse.protocols.observation.Received arrived = context.clock().now();
        private int idleSteps;

        Messages(FrameSink sink) {
            this.sink = sink;
        }

        void take(byte[] body) {
            if (body.length == 0) {
                return;
            }
            idleSteps = 0;
            if (!cutter.holds()) {
                arrived = context.clock().now();
            }
            cutter.take(body).forEach(this::deliver);
        }

        void idle() {
            idleSteps++;
            if (!cutter.midway() || idleSteps >= PATIENT_STEPS) {
                cutter.idle().ifPresent(this::deliver);
            }
        }

        void end() {
            cutter.idle().ifPresent(this::deliver);
            counter(Count.PARTS_DROPPED).addAndGet(cutter.dropped());
        }

        private void deliver(byte[] message) {
            count(Count.MESSAGES);
            pauses.reset();
            sink.accept(new Frame(message, arrived, Acknowledgement.none()));
        }
    }

    private void count(Count count) {
        var _ = counter(count).incrementAndGet();
    }

    private AtomicLong counter(Count count) {
        AtomicLong counter = counts.get(count);
        if (counter == null) {
            throw new IllegalStateException("counter " + count + " was not made");
        }
        return counter;
    }

    @Override
    public String describe() {
        return "http-pull://"
                + request.camera().getAddress().getHostAddress()
                + ":"
                + request.camera().getPort();
    }

    @Override
    public Map<String, Long> counters() {
        Map<String, Long> values = new TreeMap<>();
        counts.forEach((count, value) ->
                values.put(count.name().toLowerCase(java.util.Locale.ROOT), value.get()));
        return values;
    }

    @Override
    public void close() {
        Thread ending;
        synchronized (this) {
            closed = true;
            ending = thread;
        }
        Socket open = socket;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // it is gone either way
            }
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
