package dev.gatehouse.booth;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;

/// Asks a running booth for its status page over loopback.
public final class StatusClient {
    /// Where a booth is that was told nothing else.
    public static final String DEFAULT = "127.0.0.1:9180";

    private static final int TIMEOUT_MS = 3_000;
    private static final int ANSWER_MAX_BYTES = 1 << 20;

    private StatusClient() {}

    /// The page as it came.
    ///
    /// @param base `http://host:port`
    /// @throws IOException when nobody answers, or what answers has no such page
    public static String status(String base) throws IOException {
        HttpURLConnection connection;
        try {
            connection = (HttpURLConnection) new URI(base + "/status").toURL().openConnection();
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
