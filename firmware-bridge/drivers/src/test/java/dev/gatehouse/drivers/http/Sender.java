package dev.gatehouse.drivers.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// A peer on a bare socket that says exactly what a test tells it to.
final class Sender implements AutoCloseable {

    private static final int PATIENCE_MS = 5_000;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    Sender(int port) throws IOException {
        socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port);
        socket.setSoTimeout(PATIENCE_MS);
        socket.setTcpNoDelay(true);
        in = socket.getInputStream();
        out = socket.getOutputStream();
    }

    static String post(String path, String body) {
        return "POST "
                + path
                + " HTTP/1.1\r\nHost: g\r\nContent-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length
                + "\r\n\r\n"
                + body;
    }

    Sender say(String text) throws IOException {
        return say(text.getBytes(StandardCharsets.UTF_8));
    }

    Sender say(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
        return this;
    }

    Sender halfClose() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /// One response head; bodies are always empty. Empty when the peer closed.
    String hear() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int tail = 0;
        while (tail != 0x0D0A0D0A) {
            int octet = in.read();
            if (octet < 0) {
                break;
            }
            head.write(octet);
            tail = (tail << 8) | octet;
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    /// Status alone, 0 when the peer closed.
    int status() throws IOException {
        String head = hear();
        return head.isEmpty() ? 0 : Integer.parseInt(head.substring(9, 12));
    }

    boolean isEnded() throws IOException {
        return in.read() < 0;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
