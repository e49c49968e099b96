package dev.gatehouse.bus;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A socket and hand-made packets, for what no well-behaved client sends.
final class RawClient implements AutoCloseable {

    static final byte[] CLOSED = new byte[0];

    final Socket socket;
    private final DataInputStream in;

    RawClient(int port) throws IOException {
        socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port);
        socket.setSoTimeout(10_000);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(socket.getInputStream());
    }

    RawClient send(byte[]... packets) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] packet : packets) {
            all.write(packet);
        }
        socket.getOutputStream().write(all.toByteArray());
        return this;
    }

    /// The next packet whole, or [#CLOSED].
    byte[] read() throws IOException {
        try {
            int first = in.read();
            if (first < 0) {
                return CLOSED;
            }
            int length = 0;
            int octet;
            int shift = 0;
            do {
                octet = in.readUnsignedByte();
                length |= (octet & 0x7F) << shift;
                shift += 7;
            } while ((octet & 0x80) != 0);
            byte[] body = new byte[length];
            in.readFully(body);
            return join(new byte[] {(byte) first}, varint(length), body);
        } catch (EOFException | SocketException _) {
            return CLOSED;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /// CONNECT of MQTT 3.1.1 (level 4) or 5, clean, no will.
    static byte[] connect(
            int level, String clientId, String user, String password, int keepAliveS) {
        byte[] properties = level == 5 ? new byte[] {0} : new byte[0];
        return packet(
                0x10,
                string("MQTT"),
                new byte[] {
                    (byte) level,
                    (byte) 0b1100_0010, // user name, password, clean
                    (byte) (keepAliveS >> 8),
                    (byte) keepAliveS
                },
                properties,
                string(clientId),
                string(user),
                string(password));
    }

    static byte[] connect(int level, Principal principal) {
        return connect(level, "raw", principal.name(), TestBus.PASSWORD, 60);
    }

    static byte[] publish(int level, int flags, String topic, int packetId, byte[] payload) {
        byte[] id =
                (flags & 0b110) == 0
                        ? new byte[0]
                        : new byte[] {(byte) (packetId >> 8), (byte) packetId};
        byte[] properties = level == 5 ? new byte[] {0} : new byte[0];
        return packet(0x30 | flags, string(topic), id, properties, payload);
    }

    static byte[] subscribe(int level, int packetId, String filter, int options) {
        byte[] properties = level == 5 ? new byte[] {0} : new byte[0];
        return packet(
                0x82,
                new byte[] {(byte) (packetId >> 8), (byte) packetId},
                properties,
                string(filter),
                new byte[] {(byte) options});
    }

    static byte[] packet(int first, byte[]... parts) {
        byte[] body = join(parts);
        return join(new byte[] {(byte) first}, varint(body.length), body);
    }

    static byte[] varint(int value) {
        byte[] octets = new byte[4];
        int count = 0;
        do {
            int octet = value & 0x7F;
            value >>>= 7;
            octets[count++] = (byte) (value > 0 ? octet | 0x80 : octet);
        } while (value > 0);
        return Arrays.copyOf(octets, count);
    }

    static byte[] string(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return join(new byte[] {(byte) (utf8.length >> 8), (byte) utf8.length}, utf8);
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
