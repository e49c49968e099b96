package dev.gatehouse.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// Stands between booth and central, passes every octet on and counts it, each way.
final class CountingProxy implements AutoCloseable {
    private static final int BUFFER_BYTES = 16_384;
    private static final int BACKLOG = 16;

    private final ServerSocket server;
    private final int target;
    private final AtomicLong up = new AtomicLong();
    private final AtomicLong down = new AtomicLong();
    private final AtomicLong connections = new AtomicLong();
    private final List<Socket> sockets = new ArrayList<>();

    CountingProxy(int targetPort) throws IOException {
        this.target = targetPort;
        this.server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("counting-proxy").start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    long upBytes() {
        return up.get();
    }

    long downBytes() {
        return down.get();
    }

    long connections() {
        return connections.get();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket booth = kept(server.accept());
                Socket central = kept(new Socket(InetAddress.getLoopbackAddress(), target));
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> pass(booth, central, up));
                Thread.ofVirtual().start(() -> pass(central, booth, down));
            } catch (IOException e) {
                // closed, or central is not there and the booth will see to it
            }
        }
    }

    private synchronized Socket kept(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        sockets.add(socket);
        return socket;
    }

    private static void pass(Socket from, Socket to, AtomicLong count) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int got = in.read(buffer); got >= 0; got = in.read(buffer)) {
                count.addAndGet(got);
                out.write(buffer, 0, got);
                out.flush();
            }
        } catch (IOException e) {
            // one side is gone, and with it the other
        }
    }

    @Override
    public synchronized void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
