package dev.gatehouse.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/// Loopback ports.
final class Ports {
    private static final int CONNECT_LIMIT_MS = 1_000;

    private Ports() {}

    static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    static boolean isOpen(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(loopback(port), CONNECT_LIMIT_MS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
