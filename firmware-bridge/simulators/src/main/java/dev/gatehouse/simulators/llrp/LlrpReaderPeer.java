package dev.gatehouse.simulators.llrp;

import dev.gatehouse.drivers.LinkAddress;
import dev.gatehouse.protocols.llrp.Epc;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// A simulated RFID reader as a TCP server of its own; parameters are those of [ReaderLinks].
///
/// ```
/// LlrpReaderPeer llrp?seed=7&rate=200 127.0.0.1:5084
/// ```
public final class LlrpReaderPeer implements AutoCloseable {

    /// Pieces that wait for a client that does not read.
    static final int OUT_LIMIT = 4_096;

    private static final int READ_BYTES = 8_192;
    private static final long TELL_MS = 5_000;

    private final ServerSocket server;
    private final SimulatedReader reader;
    private final ReaderRun run;
    private volatile boolean closed;

    private LlrpReaderPeer(ServerSocket server, SimulatedReader reader, ReaderRun run) {
        this.server = server;
        this.reader = reader;
        this.run = run;
    }

    /// Starts a reader.
    ///
    /// @param address as of a `sim:` link, without `sim:`
    /// @param at where it listens; port 0 for any
    /// @param nanos monotonic clock
    /// @param start wall time now
    /// @throws IOException when the port cannot be had
    public static LlrpReaderPeer start(
            LinkAddress address, InetSocketAddress at, LongSupplier nanos, Instant start)
            throws IOException {
        ReaderLinks.requireKnown(address);
        SimulatedReader reader = ReaderLinks.reader(address, start);
        ReaderRun run = ReaderLinks.run("llrp-peer", address, reader, nanos, _ -> {});
        ServerSocket server = new ServerSocket();
        try {
            server.setReuseAddress(true);
            server.bind(at);
        } catch (IOException e) {
            server.close();
            throw e;
        }
        LlrpReaderPeer peer = new LlrpReaderPeer(server, reader, run);
        run.start();
        Thread.ofPlatform().name("llrp-peer-accept").daemon(true).start(peer::accept);
        return peer;
    }

    private void accept() {
        while (!closed) {
            try {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                begin(socket);
            } catch (IOException e) {
                // closed, or a client that was gone at once
                if (server.isClosed()) {
                    return;
                }
            }
        }
    }

    private void begin(Socket socket) throws IOException {
        SocketLine line = new SocketLine(socket);
        InputStream in = socket.getInputStream();
        Thread.ofVirtual().start(line::write);
        boolean told =
                run.tell(now -> {
                    if (reader.isUp(now)) {
                        var _ = reader.connect(line, now);
                    } else {
                        line.close();
                    }
                });
        if (!told) {
            line.close();
            return;
        }
        Thread.ofVirtual().start(() -> read(line, in));
    }

    private void read(SocketLine line, InputStream in) {
        byte[] buffer = new byte[READ_BYTES];
        try {
            int count = in.read(buffer);
            while (count >= 0) {
                byte[] octets = Arrays.copyOf(buffer, count);
                if (!run.tell(now -> reader.octets(line, octets, now))) {
                    break;
                }
                count = in.read(buffer);
            }
        } catch (IOException e) {
            // gone, as any connection may go
        }
        line.close();
        var _ = run.tell(_ -> reader.disconnected(line));
    }

    /// A client's connection; written by a thread of its own, because a client may not read.
    private static final class SocketLine implements SimulatedReader.Line {
        private static final byte[] END = {};

        private final Socket socket;
        private final BlockingQueue<byte[]> out = new ArrayBlockingQueue<>(OUT_LIMIT);
        private volatile boolean broken;

        SocketLine(Socket socket) {
            this.socket = socket;
        }

        @Override
        public void send(byte[] octets) {
            if (!out.offer(octets)) {
                broken = true;
                end();
            }
        }

        /// What was sent before still goes.
        @Override
        public void close() {
            if (!out.offer(END)) {
                broken = true;
                end();
            }
        }

        private void end() {
            try {
                socket.close();
            } catch (IOException e) {
                // nothing more can be done with it
                broken = true;
            }
        }

        private void write() {
            try {
                byte[] octets = out.take();
                while (octets.length > 0 && !broken) {
                    socket.getOutputStream().write(octets);
                    octets = out.take();
                }
            } catch (IOException e) {
                // gone, as any connection may go
                broken = true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            end();
        }
    }

    /// Where it listens.
    public InetSocketAddress address() {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    /// A tag comes before an antenna now, besides those of the traffic.
    public void tag(Epc epc, int antenna, int rssiDbm) {
        var _ = run.tell(now -> reader.sees(new TagOnAir(epc, antenna, rssiDbm, now), now));
    }

    /// Something happens to the reader.
    public void mishap(ReaderMishap mishap) {
        var _ = run.tell(now -> reader.mishap(mishap, now));
    }

    /// Counts after the reader's last tick.
    public ReaderCounts counts() {
        return run.counts();
    }

    @Override
    public void close() throws IOException {
        closed = true;
        server.close();
        run.close();
    }

    /// Runs until it is ended.
    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length != 2) {
            System.err.println("usage: LlrpReaderPeer llrp[?parameter=value&...] ADDRESS:PORT");
            System.exit(2);
        }
        int colon = args[1].lastIndexOf(':');
        InetSocketAddress at =
                new InetSocketAddress(
                        InetAddress.ofLiteral(args[1].substring(0, colon)),
                        Integer.parseInt(args[1].substring(colon + 1)));
        try (LlrpReaderPeer peer =
                start(LinkAddress.parse("sim:" + args[0]), at, System::nanoTime, Instant.now())) {
            System.out.println("listening on " + peer.address().getPort());
            while (!peer.closed) {
                TimeUnit.MILLISECONDS.sleep(TELL_MS);
                System.out.println(peer.counts());
            }
        }
    }
}
