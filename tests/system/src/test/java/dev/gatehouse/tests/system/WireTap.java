package dev.gatehouse.tests.system;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/// Stands between booth and central, passes every octet on and keeps it. What central's own port
/// does (refuse, close) it does too.
final class WireTap implements AutoCloseable {
    private static final int BUFFER_BYTES = 8_192;

    private final ServerSocket server;
    private final int centralPort;
    private final List<Socket> sockets = new ArrayList<>();
    private final List<ByteArrayOutputStream> up = new ArrayList<>();
    private final List<ByteArrayOutputStream> down = new ArrayList<>();

    WireTap(int centralPort) throws IOException {
        this.centralPort = centralPort;
        this.server = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("wire-tap").start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket booth = server.accept();
                Socket central = keep(booth);
                if (!central.equals(booth)) {
                    ByteArrayOutputStream sent = new ByteArrayOutputStream();
                    ByteArrayOutputStream received = new ByteArrayOutputStream();
                    synchronized (this) {
                        up.add(sent);
                        down.add(received);
                    }
                    Thread.ofVirtual().start(() -> pass(booth, central, sent));
                    Thread.ofVirtual().start(() -> pass(central, booth, received));
                }
            } catch (IOException e) {
                // closed; the test is over
            }
        }
    }

    /// @return the other side, or the booth's own socket, closed, when central is not there
    private synchronized Socket keep(Socket booth) throws IOException {
        sockets.add(booth);
        try {
            Socket central = new Socket(InetAddress.getLoopbackAddress(), centralPort);
            sockets.add(central);
            return central;
        } catch (IOException e) {
            booth.close();
            return booth;
        }
    }

    private static void pass(Socket from, Socket to, ByteArrayOutputStream record) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                synchronized (record) {
                    record.write(buffer, 0, count);
                }
                out.write(buffer, 0, count);
                out.flush();
            }
        } catch (IOException e) {
            // one side is gone, and with it the other
        }
    }

    /// What booths sent, one array for each connection.
    synchronized List<byte[]> up() {
        return copies(up);
    }

    /// What central sent.
    synchronized List<byte[]> down() {
        return copies(down);
    }

    private static List<byte[]> copies(List<ByteArrayOutputStream> streams) {
        List<byte[]> copies = new ArrayList<>();
        for (ByteArrayOutputStream stream : streams) {
            synchronized (stream) {
                copies.add(stream.toByteArray());
            }
        }
        return copies;
    }

    /// Breaks every connection.
    synchronized void cut() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        sockets.clear();
    }

    @Override
    public void close() throws IOException {
        server.close();
        cut();
    }
}
