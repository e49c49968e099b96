package dev.gatehouse.proofs.outage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/// The line between booth and central: passes octets on and counts them, or is cut (connections
/// end, new ones are closed at once), or swallows everything without a word, as a router does that
/// lost its way.
final class BrokenLine implements AutoCloseable {
    private static final int BUFFER_BYTES = 64 << 10;

    enum State {
        PASSING,
        CUT,
        BLACK_HOLE
    }

    private final ServerSocket listener;
    private final int centralPort;
    private final Set<Socket> sockets = new HashSet<>();
    private final AtomicLong up = new AtomicLong();
    private final AtomicLong down = new AtomicLong();
    private volatile State state = State.PASSING;
    private volatile long passedNanos;
    private volatile long passedMs;

    BrokenLine(int centralPort) throws IOException {
        this.centralPort = centralPort;
        this.listener = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("line").start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /// Octets that went up since the start.
    long up() {
        return up.get();
    }

    /// Octets that came down since the start.
    long down() {
        return down.get();
    }

    /// Changes what becomes of octets. What was swallowed stays lost, so connections that lost some
    /// end when the line passes again.
    void become(State next) {
        State before = state;
        passedNanos = 0;
        state = next;
        if (next == State.CUT || (next == State.PASSING && before != State.PASSING)) {
            closeAll();
        }
    }

    /// Wall-clock time of the first connection since the line passes again, milliseconds; 0 while
    /// there was none.
    long connectedAtMs() {
        return passedNanos == 0 ? 0 : passedMs;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket booth = listener.accept();
                switch (state) {
                    case CUT -> booth.close();
                    case BLACK_HOLE -> {
                        keep(booth);
                        Thread.ofVirtual().start(() -> swallow(booth));
                    }
                    case PASSING -> connect(booth);
                }
            } catch (IOException e) {
                // central is away, or the line is closed
            }
        }
    }

    private void connect(Socket booth) throws IOException {
        Socket central;
        try {
            central = new Socket(InetAddress.getLoopbackAddress(), centralPort);
        } catch (IOException e) {
            booth.close();
            return;
        }
        booth.setTcpNoDelay(true);
        central.setTcpNoDelay(true);
        keep(booth);
        keep(central);
        if (passedNanos == 0) {
            passedMs = System.currentTimeMillis();
            passedNanos = System.nanoTime();
        }
        Thread.ofVirtual().start(() -> pass(booth, central, up));
        Thread.ofVirtual().start(() -> pass(central, booth, down));
    }

    private synchronized void keep(Socket socket) {
        sockets.removeIf(Socket::isClosed);
        sockets.add(socket);
    }

    private static void swallow(Socket booth) {
        try (booth) {
            var _ = booth.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // the booth gave up
        }
    }

    private void pass(Socket from, Socket to, AtomicLong count) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (state == State.PASSING) {
                    out.write(buffer, 0, read);
                    out.flush();
                    count.addAndGet(read);
                }
            }
        } catch (IOException e) {
            // one side is gone, and with it the other
        }
    }

    private synchronized void closeAll() {
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                // it was closed
            }
        }
        sockets.clear();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        closeAll();
    }
}
