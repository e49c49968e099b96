package dev.gatehouse.simulators.camera;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A camera that is asked for its events: an HTTP server that challenges with Digest (MD5, as the
/// installed base does) and then answers without end. One connection at a time; one thread runs it.
public final class StreamingCamera implements AutoCloseable {

    private static final int MAX_HEAD_BYTES = 8 << 10;
    private static final int PATIENCE_MS = 10_000;
    private static final String REALM = "camera";
    private static final String NONCE = "5f0d1c9a7e";
    private static final Pattern PARAMETER = Pattern.compile("(\\w+)=\"?([^\",]*)\"?");

    private final ServerSocket server;
    private final WritingCamera camera;
    private final Optional<String> userAndPassword;

    /// @param userAndPassword that must be proven; empty for none
    public StreamingCamera(
            InetSocketAddress address, WritingCamera camera, Optional<String> userAndPassword)
            throws IOException {
        this.camera = camera;
        this.userAndPassword = userAndPassword;
        this.server = new ServerSocket();
        server.bind(address, 4);
    }

    public int port() {
        return server.getLocalPort();
    }

    public CameraCounts counts() {
        return camera.counts();
    }

    /// Answers until the traffic ends or the camera is closed.
    public void run() throws InterruptedException {
        boolean ended = false;
        while (!ended && !server.isClosed()) {
            try (Socket booth = server.accept()) {
                booth.setSoTimeout(PATIENCE_MS);
                String head = head(booth.getInputStream());
                if (!proven(head)) {
                    say(
                            booth,
                            "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Digest realm=\""
                                    + REALM
                                    + "\", qop=\"auth\", nonce=\""
                                    + NONCE
                                    + "\"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                    continue;
                }
                say(
                        booth,
                        "HTTP/1.1 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary=myboundary\r\n\r\n");
                camera.run(booth.getOutputStream());
                ended = true;
            } catch (IOException e) {
                // The booth went away, and asks again.
            }
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int octet = in.read();
            if (octet < 0 || head.length() > MAX_HEAD_BYTES) {
                throw new IOException("no request");
            }
            head.append((char) octet);
        }
        return head.toString();
    }

    private static void say(Socket to, String text) throws IOException {
        to.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        to.getOutputStream().flush();
    }

    private boolean proven(String head) {
        if (userAndPassword.isEmpty()) {
            return true;
        }
        String user = userAndPassword.get().substring(0, userAndPassword.get().indexOf(':'));
        String password = userAndPassword.get().substring(user.length() + 1);
        String[] request = head.split(" ", 3);
        Optional<String> given =
                head.lines().filter(line -> line.startsWith("Authorization: Digest ")).findFirst();
        if (given.isEmpty()) {
            return false;
        }
        String expected =
                md5(
                        md5(user + ":" + REALM + ":" + password)
                                + ":"
                                + NONCE
                                + ":"
                                + parameter(given.get(), "nc")
                                + ":"
                                + parameter(given.get(), "cnonce")
                                + ":auth:"
                                + md5(request[0] + ":" + request[1]));
        return expected.equals(parameter(given.get(), "response"));
    }

    private static String parameter(String header, String name) {
        Matcher each = PARAMETER.matcher(header);
        while (each.find()) {
            if (each.group(1).equals(name)) {
                return each.group(2);
            }
        }
        return "";
    }

    private static String md5(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("MD5")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has MD5", e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
