package dev.gatehouse.booth.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.booth.config.BoothConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HealthServerTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private int port;
    private volatile boolean alive = true;
    private volatile boolean ready;
    private volatile java.util.Optional<String> inventory = java.util.Optional.empty();
    private HealthServer server;

    @BeforeEach
    void begin() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        server = server();
    }

    private HealthServer server() throws IOException {
        return new HealthServer(
                new BoothConfig.Endpoint("127.0.0.1", port),
                () -> alive,
                () -> ready,
                () -> "{\"condition\":\"READY\"}",
                () -> "{\"devices\":[]}",
                () -> "{\"radios\":[]}",
                () -> inventory);
    }

    @Test
    void theInventoryIsShownWhereThereIsOne() throws Exception {
        assertEquals(404, ask("GET", "/inventory").statusCode());
        inventory = java.util.Optional.of("{\"devices\":[]}");
        HttpResponse<String> page = ask("GET", "/inventory");
        assertEquals(200, page.statusCode());
        assertEquals("{\"devices\":[]}", page.body());
        assertEquals(405, ask("POST", "/inventory").statusCode());
    }

    @AfterEach
    void end() {
        server.close();
        client.close();
    }

    private HttpResponse<String> ask(String method, String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void livenessAndReadinessAreToldApart() throws Exception {
        assertEquals(200, ask("GET", "/livez").statusCode());
        assertEquals(503, ask("GET", "/readyz").statusCode());
        ready = true;
        alive = false;
        assertEquals("ready\n", ask("GET", "/readyz").body());
        assertEquals("not alive\n", ask("GET", "/livez").body());
    }

    @Test
    void theStatusIsJsonAndIsNotKept() throws Exception {
        HttpResponse<String> status = ask("GET", "/status");
        assertEquals("{\"condition\":\"READY\"}", status.body());
        assertEquals("application/json", status.headers().firstValue("Content-Type").orElse(""));
        assertEquals("no-store", status.headers().firstValue("Cache-Control").orElse(""));
        assertEquals("", ask("HEAD", "/status").body());
    }

    @Test
    void metricsAreDrawnFromTheStatus() throws Exception {
        HttpResponse<String> metrics = ask("GET", "/metrics");
        assertEquals(200, metrics.statusCode());
        assertTrue(
                metrics.body().contains("gatehouse_condition{condition=\"READY\"} 1\n"),
                metrics::body);
        assertTrue(
                metrics.headers().firstValue("Content-Type").orElse("").contains("version=0.0.4"));
        assertEquals(405, ask("POST", "/metrics").statusCode());
    }

    @Test
    void everythingElseIsRefused() throws Exception {
        assertEquals(404, ask("GET", "/").statusCode());
        assertEquals(404, ask("GET", "/status/more").statusCode());
        assertEquals(404, ask("GET", "/livezz").statusCode());
        HttpResponse<String> post = ask("POST", "/status");
        assertEquals(405, post.statusCode());
        assertEquals("GET, HEAD", post.headers().firstValue("Allow").orElse(""));
    }

    @Test
    void aTakenPortIsSaid() {
        assertThrows(IOException.class, this::server);
    }
}
