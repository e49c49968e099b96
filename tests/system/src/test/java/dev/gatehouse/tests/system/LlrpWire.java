package dev.gatehouse.tests.system;

import dev.gatehouse.protocols.llrp.LlrpFrame;
import dev.gatehouse.protocols.llrp.LlrpStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Stands between a client and a reader and remembers every message of both; writes them as a
/// capture that other programs read.
final class LlrpWire implements AutoCloseable {

    /// One message, and whose it was.
    record Passed(boolean fromReader, LlrpFrame frame) {}

    private static final int READER_PORT = 5_084;
    private static final int CLIENT_PORT = 40_000;
    private static final int ETHERNET_BYTES = 14;
    private static final int IP_BYTES = 20;
    private static final int TCP_BYTES = 20;
    private static final int MOST_BYTES = 0xFFFF - IP_BYTES - TCP_BYTES;

    private final ServerSocket server = new ServerSocket();
    private final InetSocketAddress reader;
    private final List<Passed> passed = new ArrayList<>();
    private final List<Socket> sockets = new ArrayList<>();

    LlrpWire(InetSocketAddress reader) throws IOException {
        this.reader = reader;
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Socket there = new Socket(reader.getAddress(), reader.getPort());
                synchronized (this) {
                    sockets.add(client);
                    sockets.add(there);
                }
                Thread.ofVirtual().start(() -> copy(client, there, false));
                Thread.ofVirtual().start(() -> copy(there, client, true));
            } catch (IOException e) {
                // closed, or nobody there
            }
        }
    }

    private void copy(Socket from, Socket to, boolean fromReader) {
        LlrpStream stream = new LlrpStream();
        byte[] buffer = new byte[65_536];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                byte[] octets = Arrays.copyOf(buffer, count);
                synchronized (this) {
                    Optional<?> broken =
                            stream.feed(octets, frame -> passed.add(new Passed(fromReader, frame)));
                    if (broken.isPresent()) {
                        throw new IOException("no LLRP");
                    }
                }
                out.write(octets);
            }
        } catch (IOException e) {
            // one of them is gone: so is the other
        }
    }

    synchronized List<Passed> passed() {
        return List.copyOf(passed);
    }

    /// Writes messages as packets of one connection (libpcap, Ethernet, IPv4, TCP).
    static void capture(List<Passed> messages, Path file) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(
                little(24)
                        .putInt(0xA1B2C3D4)
                        .putShort((short) 2)
                        .putShort((short) 4)
                        .putInt(0)
                        .putInt(0)
                        .putInt(1 << 20)
                        .putInt(1)
                        .array());
        int[] sequence = {1, 1};
        int second = 1_795_309_200;
        for (Passed one : messages) {
            byte[] octets = one.frame.encode();
            int mine = one.fromReader ? 1 : 0;
            for (int at = 0; at < octets.length; at += MOST_BYTES) {
                byte[] piece =
                        Arrays.copyOfRange(octets, at, Math.min(octets.length, at + MOST_BYTES));
                byte[] packet = packet(one.fromReader, sequence[mine], sequence[1 - mine], piece);
                sequence[mine] += piece.length;
                out.writeBytes(
                        little(16)
                                .putInt(second++)
                                .putInt(0)
                                .putInt(packet.length)
                                .putInt(packet.length)
                                .array());
                out.writeBytes(packet);
            }
        }
        Files.write(file, out.toByteArray());
    }

    private static ByteBuffer little(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] packet(boolean fromReader, int sequence, int acknowledged, byte[] piece) {
        ByteBuffer packet =
                ByteBuffer.allocate(ETHERNET_BYTES + IP_BYTES + TCP_BYTES + piece.length);
        packet.putShort(12, (short) 0x0800).position(ETHERNET_BYTES);
        packet.putShort((short) 0x4500)
                .putShort((short) (IP_BYTES + TCP_BYTES + piece.length))
                .putInt(0x00004000)
                .putShort((short) 0x4006)
                .putShort((short) 0)
                .putInt(fromReader ? 0x0A000002 : 0x0A000001)
                .putInt(fromReader ? 0x0A000001 : 0x0A000002);
        packet.putShort((short) (fromReader ? READER_PORT : CLIENT_PORT))
                .putShort((short) (fromReader ? CLIENT_PORT : READER_PORT))
                .putInt(sequence)
                .putInt(acknowledged)
                .putShort((short) 0x5018)
                .putShort((short) 0xFFFF)
                .putInt(0)
                .put(piece);
        return packet.array();
    }

    @Override
    public void close() throws IOException {
        server.close();
        synchronized (this) {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }
}
