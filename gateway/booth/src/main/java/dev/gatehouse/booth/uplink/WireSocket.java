package dev.gatehouse.booth.uplink;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/// A TCP socket that counts its octets and lets the server's hello be watched.
final class WireSocket extends Socket {
    private final WireCount count;
    private final ServerHelloWatch watch;
    private final boolean endsByReading;

    /// @param endsByReading a write that fails is passed over: the end shows at the next read, and
    ///   only there. In TLS 1.3 a server judges the client's certificate after the client thinks
    ///   itself connected; its alert lies in the receive buffer while the first write already fails
    ///   (RFC 8446, appendix E.1.2), and a failed write would make the TLS layer throw it away.
    WireSocket(WireCount count, ServerHelloWatch watch, boolean endsByReading) {
        this.count = count;
        this.watch = watch;
        this.endsByReading = endsByReading;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(super.getInputStream()) {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] octets, int offset, int length) throws IOException {
                int read = super.read(octets, offset, length);
                if (read > 0) {
                    count.received(read);
                    watch.received(octets, offset, read);
                }
                return read;
            }
        };
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new FilterOutputStream(super.getOutputStream()) {
            @Override
            public void write(int octet) throws IOException {
                write(new byte[] {(byte) octet}, 0, 1);
            }

            @Override
            public void write(byte[] octets, int offset, int length) throws IOException {
                try {
                    out.write(octets, offset, length);
                    count.sent(length);
                } catch (IOException e) {
                    if (!endsByReading) {
                        throw e;
                    }
                }
            }
        };
    }
}
