package dev.gatehouse.booth;

import dev.gatehouse.booth.config.ConfigException;
import dev.gatehouse.booth.config.ConfigReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Asks a running booth for its status page over loopback.
public final class StatusClient {
    /// Where a booth is that was told nothing else.
    public static final String DEFAULT = "127.0.0.1:9180";

    private static final int TIMEOUT_MS = 3_000;
    private static final int ANSWER_MAX_BYTES = 1 << 20;

    private StatusClient() {}

    /// Where the booth of a configuration answers, or one without a file.
    ///
    /// @throws ConfigException when the file has faults
    static String base(Path config) throws ConfigException {
        return "http://"
                + (Files.exists(config) ? ConfigReader.read(config).health().toString() : DEFAULT);
    }

    /// The page as it came.
    ///
    /// @param base `http://host:port`
    /// @throws IOException when nobody answers, or what answers has no such page
    public static String status(String base) throws IOException {
        return page(base, "/status");
    }

    /// Another page as it came.
    ///
    /// @param path with its slash
    /// @throws IOException when nobody answers, or what answers has no such page
    static String page(String base, String path) throws IOException {
        HttpURLConnection connection;
        try {
            connection = (HttpURLConnection) new URI(base + path).toURL().openConnection();
        } catch (URISyntaxException | IllegalArgumentException | ClassCastException e) {
            throw new IOException("no address: " + base, e);
        }
        connection.setConnectTimeout(TIMEOUT_MS);
        connection.setReadTimeout(TIMEOUT_MS);
        try (InputStream in = connection.getInputStream()) {
            return new String(in.readNBytes(ANSWER_MAX_BYTES), StandardCharsets.UTF_8);
        } finally {
            connection.disconnect();
        }
    }
}
