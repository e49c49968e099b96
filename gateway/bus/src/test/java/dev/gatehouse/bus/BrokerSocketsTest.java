package dev.gatehouse.bus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;

class BrokerSocketsTest {

    private static void requireStrict(Socket socket) throws Exception {
        try (socket) {
            assertArrayEquals(new String[] {"TLSv1.3"}, ((SSLSocket) socket).getEnabledProtocols());
            assertEquals(1, socket.getSoLinger(), "seconds that a close may take");
        }
    }

    @Test
    void everySocketSpeaksOnlyTheNewestTlsAndClosesInTime() throws Exception {
        SSLSocketFactory sockets = new BrokerSockets(SSLContext.getDefault().getSocketFactory());
        InetAddress here = InetAddress.getLoopbackAddress();
        try (ServerSocket server = new ServerSocket(0, 8, here)) {
            int port = server.getLocalPort();
            requireStrict(sockets.createSocket());
            requireStrict(sockets.createSocket(here, port));
            requireStrict(sockets.createSocket(here, port, here, 0));
            requireStrict(sockets.createSocket(here.getHostAddress(), port));
            requireStrict(sockets.createSocket(here.getHostAddress(), port, here, 0));
            requireStrict(
                    sockets.createSocket(
                            new Socket(here, port), here.getHostAddress(), port, true));
        }
    }
}
