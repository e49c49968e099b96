package dev.gatehouse.booth.daemon;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.gatehouse.booth.config.BoothConfig;
import dev.gatehouse.booth.metrics.MetricsPage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/// `/livez`, `/readyz`, `/status`, `/devices`, `/radios`, `/inventory` and `/metrics` on loopback.
/// Reads immutable snapshots only; no content ever.
final class HealthServer implements AutoCloseable {
    private static final int BACKLOG = 16;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /// @param alive the booth thread's pulse moved lately
    /// @param ready stores are open, listeners bound, list and clock confirmed
    /// @param status one JSON object
    /// @param devices one JSON object, made when it is asked for
    /// @param radios the same
    /// @param inventory the same; empty when there is none
    HealthServer(
            BoothConfig.Endpoint listen,
            Supplier<Boolean> alive,
            Supplier<Boolean> ready,
            Supplier<String> status,
            Supplier<String> devices,
            Supplier<String> radios,
            Supplier<Optional<String>> inventory)
            throws IOException {
        server =
                HttpServer.create(
                        new InetSocketAddress(InetAddress.getByName(listen.host()), listen.port()),
                        BACKLOG);
        server.setExecutor(threads);
        server.createContext(
                "/livez",
                exchange -> answer(exchange, "/livez", alive.get(), "alive\n", "not alive\n"));
        server.createContext(
                "/readyz",
                exchange -> answer(exchange, "/readyz", ready.get(), "ready\n", "not ready\n"));
        json("/status", status);
        json("/devices", devices);
        json("/radios", radios);
        server.createContext(
                "/inventory",
                exchange -> {
                    if (!refused(exchange, "/inventory")) {
                        Optional<String> page = inventory.get();
                        if (page.isPresent()) {
                            send(exchange, 200, "application/json", page.get());
                        } else {
                            send(exchange, 404, "text/plain", "no [inventory] is configured\n");
                        }
                    }
                });
        server.createContext(
                "/metrics",
                exchange -> {
                    if (!refused(exchange, "/metrics")) {
                        send(exchange, 200, MetricsPage.TYPE, MetricsPage.text(status.get()));
                    }
                });
        server.createContext("/", exchange -> send(exchange, 404, "text/plain", "no such page\n"));
        server.start();
    }

    private void json(String path, Supplier<String> page) {
        server.createContext(
                path,
                exchange -> {
                    if (!refused(exchange, path)) {
                        send(exchange, 200, "application/json", page.get());
                    }
                });
    }

    private static void answer(
            HttpExchange exchange, String path, boolean good, String yes, String no)
            throws IOException {
        if (!refused(exchange, path)) {
            send(exchange, good ? 200 : 503, "text/plain", good ? yes : no);
        }
    }

    private static boolean refused(HttpExchange exchange, String path) throws IOException {
        if (!exchange.getRequestURI().getPath().equals(path)) {
            send(exchange, 404, "text/plain", "no such page\n");
            return true;
        }
        if (!exchange.getRequestMethod().equals("GET")
                && !exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Allow", "GET, HEAD");
            send(exchange, 405, "text/plain", "only GET\n");
            return true;
        }
        return false;
    }

    private static void send(HttpExchange exchange, int code, String type, String body)
            throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        boolean head = exchange.getRequestMethod().equals("HEAD");
        try (exchange) {
            exchange.sendResponseHeaders(code, head ? -1 : bytes.length);
            if (!head) {
                exchange.getResponseBody().write(bytes);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
