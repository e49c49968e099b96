package dev.gatehouse.drivers.http;

import java.net.InetSocketAddress;
import java.util.Optional;

/// What is asked of a camera that streams its events.
///
/// @param camera where it listens
/// @param target path and query
/// @param credentials `user:password`, for Digest alone; empty for a camera that asks for none
/// @param silenceMs without an octet for so long the connection is given up: three heartbeats
record PullRequest(
        InetSocketAddress camera, String target, Optional<String> credentials, long silenceMs) {

    static final String METHOD = "GET";

    /// The request's head.
    ///
    /// @param authorization value of that header; empty for none
    String head(String authorization) {
        return METHOD
                + " "
                + target
                + " HTTP/1.1\r\nHost: "
                + camera.getAddress().getHostAddress()
                + ":"
                + camera.getPort()
                + "\r\nAccept: multipart/*\r\nConnection: keep-alive\r\n"
                + (authorization.isEmpty() ? "" : "Authorization: " + authorization + "\r\n")
                + "\r\n";
    }

    /// Credentials are in it: never printed by accident.
    @Override
    public String toString() {
        return "PullRequest[" + camera + ", credentials withheld]";
    }
}
