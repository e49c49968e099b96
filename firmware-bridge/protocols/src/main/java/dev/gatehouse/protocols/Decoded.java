package dev.gatehouse.protocols;

/// The outcome of parsing bytes from outside: a value, or the reason it was refused. Nothing is
/// thrown across a link.
///
/// @param <T> the typed message
public sealed interface Decoded<T> {

    /// A well-formed message.
    record Message<T>(T value) implements Decoded<T> {}

    /// Bytes that are not a message. The reason names what was expected and found, never the
    /// content.
    ///
    /// @param reason stable code for counters
    /// @param detail expected, found and where; free of plates, names, documents and keys
    record Rejected<T>(RejectReason reason, String detail) implements Decoded<T> {}

    static <T> Decoded<T> message(T value) {
        return new Message<>(value);
    }

    static <T> Decoded<T> rejected(RejectReason reason, String detail) {
        return new Rejected<>(reason, detail);
    }
}
