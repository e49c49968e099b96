package dev.gatehouse.booth.console;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// What the router answers.
sealed interface Reply {

    /// A complete answer.
    ///
    /// @param type media type; empty when there is no body
    /// @param headers beside those that every answer has
    record Page(HttpResponseStatus status, String type, byte[] body, List<Field> headers)
            implements Reply {
        Page with(CharSequence name, String value) {
            List<Field> more = new ArrayList<>(headers);
            more.add(new Field(name, value));
            return new Page(status, type, body, List.copyOf(more));
        }
    }

    /// The beginning of an event stream.
    ///
    /// @param lastEventId what the client has, empty at its first connection
    record Stream(Session session, String lastEventId) implements Reply {}

    /// One header field.
    record Field(CharSequence name, String value) {}

    static Page empty(HttpResponseStatus status) {
        return new Page(status, "", new byte[0], List.of());
    }

    /// A few words for people at a command line; pages are made by [Pages].
    static Page words(HttpResponseStatus status) {
        return new Page(
                status,
                "text/plain; charset=utf-8",
                (status.reasonPhrase() + "\n").getBytes(StandardCharsets.US_ASCII),
                List.of());
    }

    static Page asset(String type, byte[] body) {
        return new Page(HttpResponseStatus.OK, type, body, List.of());
    }
}
