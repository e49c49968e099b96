package dev.gatehouse.proofs.crash;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.random.RandomGenerator;

/// A plate reader that posts JSON and takes nothing but 200 for an answer.
final class HttpReader extends Peer {
    private static final Duration LIMIT = Duration.ofSeconds(3);
    private static final int OK = 200;

    private final String device;
    private final URI uri;
    private final MadeUpPlates plates;
    private final AckFile acks;
    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(LIMIT)
                    .build();
    private long events;

    HttpReader(String device, URI uri, RandomGenerator random, MadeUpPlates plates, AckFile acks) {
        super(device, random);
        this.device = device;
        this.uri = uri;
        this.plates = plates;
        this.acks = acks;
    }

    @Override
    Attempt next() {
        Event.Key key = new Event.Key(device, device + "-" + ++events);
        HttpRequest request =
                HttpRequest.newBuilder(uri)
                        .timeout(LIMIT)
                        .header("Content-Type", "application/json")
                        .POST(
                                HttpRequest.BodyPublishers.ofByteArray(
                                        group(plates.next(), key.id())))
                        .build();
        return () -> post(key, request);
    }

    private boolean post(Event.Key key, HttpRequest request) throws InterruptedException {
        try {
            int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status == OK) {
                acks.observed(key);
            }
            return status == OK;
        } catch (IOException e) {
            // nobody there, or died while we waited
            return false;
        }
    }

    @Override
    void disconnect() {
        client.shutdownNow();
    }
}
