package dev.gatehouse.booth.inventory;

import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/// One question to one device and its answer, with a limit of time and of octets. No redirect is
/// followed, nobody's certificate is trusted, and only the device that was asked is believed.
///
/// @param nanos monotonic
/// @param random of handshakes
record Probes(LongSupplier nanos, SecureRandom random) {
    /// How long an answer is waited for.
    static final int LIMIT_MS = 2_000;

    private static final int MAX_DATAGRAM = 9_000;

    /// Octets of a document.
    static final int MAX_DOCUMENT = 64 << 10;

    private static final int MAX_HEAD = 8 << 10;
    private static final long NANOS_A_MS = 1_000_000L;

    /// Sends a datagram and gives the first answer from the address that was asked.
    Optional<byte[]> datagram(InetAddress target, int port, byte[] question) {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.send(new DatagramPacket(question, question.length, target, port));
            long until = nanos.getAsLong() + LIMIT_MS * NANOS_A_MS;
            byte[] buffer = new byte[MAX_DATAGRAM + 1];
            while (true) {
                long left = (until - nanos.getAsLong()) / NANOS_A_MS;
                if (left <= 0) {
                    return Optional.empty();
                }
                socket.setSoTimeout((int) left);
                DatagramPacket answer = new DatagramPacket(buffer, buffer.length);
                socket.receive(answer);
                if (answer.getAddress().equals(target) && answer.getLength() <= MAX_DATAGRAM) {
                    return Optional.of(Arrays.copyOf(buffer, answer.getLength()));
                }
            }
        } catch (SocketTimeoutException e) {
            return Optional.empty();
        } catch (IOException e) {
            // nobody there, or nobody listens
            return Optional.empty();
        }
    }

    /// Sends a request and gives what comes within the limits.
    Optional<byte[]> exchange(InetAddress target, int port, byte[] request, int maxOctets) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(target, port), LIMIT_MS);
            socket.setSoTimeout(LIMIT_MS);
            socket.getOutputStream().write(request);
            socket.getOutputStream().flush();
            byte[] answer = read(socket.getInputStream(), maxOctets);
            return answer.length == 0 ? Optional.empty() : Optional.of(answer);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// Until the end, the limit or the time: a device that drips octets is left.
    private byte[] read(InputStream in, int maxOctets) throws IOException {
        long until = nanos.getAsLong() + 2 * LIMIT_MS * NANOS_A_MS;
        byte[] buffer = new byte[maxOctets];
        int length = 0;
        try {
            while (length < maxOctets && nanos.getAsLong() - until < 0) {
                int read = in.read(buffer, length, maxOctets - length);
                if (read < 0) {
                    break;
                }
                length += read;
            }
        } catch (SocketTimeoutException e) {
            // what there is may be enough
        }
        return Arrays.copyOf(buffer, length);
    }

    /// The body of an HTTP answer of status 200; empty for any other, and for one in chunks whose
    /// sizes are not read here.
    Optional<byte[]> body(InetAddress target, int port, byte[] request) {
        return exchange(target, port, request, MAX_HEAD + MAX_DOCUMENT).flatMap(Probes::body);
    }

    private static Optional<byte[]> body(byte[] answer) {
        String text = new String(answer, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        boolean good = text.startsWith("HTTP/1.1 200 ") || text.startsWith("HTTP/1.0 200 ");
        if (!good || end < 0 || end > MAX_HEAD) {
            return Optional.empty();
        }
        return Optional.of(Arrays.copyOfRange(answer, end + 4, answer.length));
    }

    /// A request for a document. HTTP/1.0, so that the answer comes whole and not in chunks.
    static byte[] get(String host, String path) {
        return ("GET " + path + " HTTP/1.0\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    /// A request with a SOAP document.
    static byte[] post(String host, String path, byte[] document) {
        byte[] head =
                ("POST "
                                + path
                                + " HTTP/1.0\r\nHost: "
                                + host
                                + "\r\nContent-Type: application/soap+xml; charset=utf-8\r\nContent-Length: "
                                + document.length
                                + "\r\nConnection: close\r\n\r\n")
                        .getBytes(StandardCharsets.ISO_8859_1);
        byte[] request = Arrays.copyOf(head, head.length + document.length);
        System.arraycopy(document, 0, request, head.length, document.length);
        return request;
    }

    /// The subject of the certificate that a device shows.
    Optional<String> certificate(InetAddress target, int port) {
        try (Socket plain = new Socket()) {
            plain.connect(new InetSocketAddress(target, port), LIMIT_MS);
            plain.setSoTimeout(LIMIT_MS);
            SSLContext context = SSLContext.getInstance("TLS");
            Witness witness = new Witness();
            context.init(null, new TrustManager[] {witness}, random);
            try (SSLSocket socket =
                    (SSLSocket)
                            context.getSocketFactory()
                                    .createSocket(plain, target.getHostAddress(), port, true)) {
                socket.startHandshake();
            } catch (IOException e) {
                // the witness refuses everybody, once it has seen the certificate
            }
            return witness.subject;
        } catch (IOException | GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    /// Looks at the certificate and trusts nobody: nothing is ever said over this connection.
    private static final class Witness implements X509TrustManager {
        private Optional<String> subject = Optional.empty();

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {
            throw new IllegalStateException("no server asks this");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType)
                throws java.security.cert.CertificateException {
            if (chain.length > 0) {
                subject = Optional.of(chain[0].getSubjectX500Principal().getName());
            }
            throw new java.security.cert.CertificateException("looked at, not trusted");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
