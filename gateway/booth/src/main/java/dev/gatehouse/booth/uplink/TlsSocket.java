package dev.gatehouse.booth.uplink;

import dev.gatehouse.bus.tls.HybridTls;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// A socket whose [#connect] also shakes hands: one limit for both, and the certificate and host
/// name checked before an octet of MQTT leaves. Paho takes it for a plain one; its own TLS module
/// would reset the groups when it asks for the host's name.
final class TlsSocket extends Socket {
    private final WireSocket wire;
    private final ServerHelloWatch watch;
    private final SSLContext context;
    private final String host;
    private final int port;
    private @Nullable SSLSocket tls;

    TlsSocket(SSLContext context, String host, int port, WireCount count) {
        this.watch = new ServerHelloWatch();
        this.wire = new WireSocket(count, watch, true);
        this.context = context;
        this.host = host;
        this.port = port;
    }

    @Override
    public void connect(SocketAddress address, int limitMs) throws IOException {
        wire.setTcpNoDelay(true);
        wire.connect(address, limitMs);
        wire.setSoTimeout(limitMs);
        SSLSocket layered =
                (SSLSocket) context.getSocketFactory().createSocket(wire, host, port, true);
        HybridTls.prepare(layered);
        layered.startHandshake();
        tls = layered;
    }

    /// What was settled; empty before the handshake.
    Optional<TlsFacts> facts() {
        SSLSocket open = tls;
        if (open == null) {
            return Optional.empty();
        }
        SSLSession session = open.getSession();
        return Optional.of(
                new TlsFacts(session.getProtocol(), session.getCipherSuite(), watch.group()));
    }

    private SSLSocket open() throws SocketException {
        SSLSocket open = tls;
        if (open == null) {
            throw new SocketException("not connected");
        }
        return open;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return open().getInputStream();
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return open().getOutputStream();
    }

    @Override
    public void setSoTimeout(int limitMs) throws SocketException {
        wire.setSoTimeout(limitMs);
    }

    @Override
    public boolean isConnected() {
        return wire.isConnected();
    }

    @Override
    public boolean isClosed() {
        return wire.isClosed();
    }

    /// Without the farewell of TLS, which could block on a dead line: what was not receipted is
    /// sent again anyhow.
    @Override
    public void close() throws IOException {
        wire.close();
    }
}
