package dev.gatehouse.bus;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/// Sockets to a broker: TLS 1.3 and nothing older, whatever the context would allow, and a close
/// that ends. Without a limit, closing a TLS socket waits for a write that a silent peer never lets
/// finish, and the bus's thread with it.
final class BrokerSockets extends SSLSocketFactory {

    private static final String[] PROTOCOLS = {"TLSv1.3"};

    /// For the close alert and what was written before. Not 0, which would throw away the farewell.
    private static final int LINGER_S = 1;

    private final SSLSocketFactory inner;

    BrokerSockets(SSLSocketFactory inner) {
        this.inner = inner;
    }

    private static Socket strict(Socket socket) throws IOException {
        if (!(socket instanceof SSLSocket tls)) {
            throw new IOException("expected a TLS socket");
        }
        tls.setEnabledProtocols(PROTOCOLS);
        tls.setSoLinger(true, LINGER_S);
        return tls;
    }

    @Override
    public Socket createSocket() throws IOException {
        return strict(inner.createSocket());
    }

    @Override
    public Socket createSocket(Socket below, String host, int port, boolean autoClose)
            throws IOException {
        return strict(inner.createSocket(below, host, port, autoClose));
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return strict(inner.createSocket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort)
            throws IOException {
        return strict(inner.createSocket(host, port, local, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return strict(inner.createSocket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
            throws IOException {
        return strict(inner.createSocket(host, port, local, localPort));
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return inner.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return inner.getSupportedCipherSuites();
    }
}
