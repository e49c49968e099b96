package dev.gatehouse.benchmarks;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// A plate reader that posts over one kept connection, octet by octet in our hands: nothing of an
/// HTTP library's own time is measured. One owner thread.
final class HttpReader implements AutoCloseable {
    private static final int ANSWER_LIMIT_MS = 30_000;
    private static final int LINE_MAX_BYTES = 4_096;

    private final Socket socket;
    private final OutputStream out;
    private final InputStream in;
    private final String path;

    HttpReader(int port, String path) throws IOException {
        this(port, path, InetAddress.getLoopbackAddress());
    }

    /// @param own address of the reader: a booth counts connections by it
    HttpReader(int port, String path, InetAddress own) throws IOException {
        this.path = path;
        this.socket = new Socket();
        socket.bind(new InetSocketAddress(own, 0));
        socket.connect(Ports.loopback(port), ANSWER_LIMIT_MS);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(ANSWER_LIMIT_MS);
        out = socket.getOutputStream();
        in = new BufferedInputStream(socket.getInputStream());
    }

    /// Head and body as they go to the wire, of a reader that sends JSON.
    byte[] request(byte[] body) {
        return request("Content-Type: application/json\r\n", body);
    }

    /// Of a reader that does not say what it sends.
    byte[] bareRequest(byte[] body) {
        return request("", body);
    }

    private byte[] request(String header, byte[] body) {
        String head =
                "POST %s HTTP/1.1\r\nHost: 127.0.0.1\r\n%sContent-Length: %d\r\n\r\n"
                        .formatted(path, header, body.length);
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(head.getBytes(StandardCharsets.US_ASCII));
        request.writeBytes(body);
        return request.toByteArray();
    }

    /// Writes the request to the socket.
    void send(byte[] request) throws IOException {
        out.write(request);
        out.flush();
    }

    /// Waits for the answer, which comes once the read is on disk.
    void requireTaken() throws IOException {
        String status = line();
        if (!status.startsWith("HTTP/1.1 200")) {
            throw new IOException("the booth did not take a read");
        }
        int length = 0;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(lower.substring(lower.indexOf(':') + 1).strip());
            }
        }
        in.skipNBytes(length);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0 || line.length() == LINE_MAX_BYTES) {
                throw new IOException("the booth's answer ended early");
            }
            if (octet != '\r') {
                line.append((char) octet);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
