package dev.gatehouse.proofs.outage;

import java.io.IOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Plate readers that post as fast as they are let, each read again until it is answered with 200,
/// and note what was.
final class Readers implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int OK = 200;
    private static final int RETRY_MS = 50;

    /// The booth lets one address have so many connections.
    private static final int READERS_AN_ADDRESS = 4;

    private final Path acks;
    private final Writer writer;
    private final List<Thread> threads = new ArrayList<>();
    private final List<HttpClient> clients = new ArrayList<>();
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong listedReads = new AtomicLong();
    private volatile long pauseMs;
    private volatile boolean running = true;
    private volatile boolean held;

    /// @param count readers, `reader-1` and so on
    /// @param listedShare share of reads that carry a listed plate
    Readers(
            OutageSite site,
            int count,
            double listedShare,
            long seed,
            String run,
            long firstPauseMs)
            throws IOException {
        this.acks = site.acknowledgements(run);
        this.writer = Files.newBufferedWriter(acks);
        this.pauseMs = firstPauseMs;
        RandomGeneratorFactory<RandomGenerator> randoms =
                RandomGeneratorFactory.of("L64X128MixRandom");
        for (int i = 1; i <= count; i++) {
            String device = OutageSite.reader(i);
            RandomGenerator random = randoms.create(seed * 1_000 + i);
            URI uri = site.httpUri(device);
            HttpClient client = client(i);
            threads.add(
                    Thread.ofVirtual()
                            .name(device)
                            .start(() -> work(device, uri, client, random, listedShare, run)));
        }
    }

    private HttpClient client(int reader) throws IOException {
        int address = (reader - 1) / READERS_AN_ADDRESS;
        HttpClient client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(LIMIT)
                        .localAddress(
                                InetAddress.getByAddress(
                                        new byte[] {127, 0, 1, (byte) (1 + address)}))
                        .build();
        clients.add(client);
        return client;
    }

    private void work(
            String device,
            URI uri,
            HttpClient client,
            RandomGenerator random,
            double listedShare,
            String run) {
        try {
            for (long number = 1; running; number++) {
                while (held && running) {
                    Thread.sleep(RETRY_MS);
                }
                boolean listed = random.nextDouble() < listedShare;
                String event = run + "-" + device + "-" + number;
                String plate = listed ? OutageSite.listedPlate(random) : OutageSite.plate(random);
                deliver(device, event, request(uri, event, plate), client);
                if (listed) {
                    listedReads.incrementAndGet();
                }
                Thread.sleep(pauseMs == 0 ? 0 : random.nextLong(2 * pauseMs));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static HttpRequest request(URI uri, String event, String plate) {
        return HttpRequest.newBuilder(uri)
                .timeout(LIMIT)
                .header("Content-Type", "application/json")
                .POST(
                        HttpRequest.BodyPublishers.ofByteArray(
                                OutageSite.read(event, plate).getBytes(StandardCharsets.UTF_8)))
                .build();
    }

    private void deliver(String device, String event, HttpRequest request, HttpClient client)
            throws InterruptedException {
        while (true) {
            try {
                if (client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode()
                        == OK) {
                    note(device, event);
                    return;
                }
            } catch (IOException e) {
                // the booth is being restarted
            }
            Thread.sleep(RETRY_MS);
        }
    }

    private synchronized void note(String device, String event) {
        try {
            writer.write(device + "\t" + event + "\n");
        } catch (IOException e) {
            throw new IllegalStateException("the proof cannot write its own notes", e);
        }
        acknowledged.incrementAndGet();
    }

    /// Average pause of a reader between two reads.
    void pace(long averagePauseMs) {
        pauseMs = averagePauseMs;
    }

    /// Nobody posts while held.
    void hold(boolean hold) {
        held = hold;
    }

    long acknowledged() {
        return acknowledged.get();
    }

    /// Acknowledged reads of listed plates.
    long listedReads() {
        return listedReads.get();
    }

    Path acks() {
        return acks;
    }

    @Override
    public void close() throws IOException {
        finish();
    }

    /// Ends after what is under way was acknowledged.
    void finish() throws IOException {
        running = false;
        try {
            for (Thread thread : threads) {
                thread.join(LIMIT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        clients.forEach(HttpClient::shutdownNow);
        synchronized (this) {
            writer.close();
        }
    }
}
