package dev.gatehouse.protocols.document;

import dev.gatehouse.protocols.RejectReason;

/// What a reader's line held.
public sealed interface Swipe {

    /// A frame with text in it.
    ///
    /// @param text lines parted by line feeds; content
    /// @param durationMs from its first octet to its last
    record Frame(String text, long durationMs) implements Swipe {
        /// A zone is content: never printed by accident.
        @Override
        public String toString() {
            return "Frame[" + text.length() + " characters, content withheld]";
        }
    }

    /// The reader says that it could not read, or sent an empty frame.
    record Unreadable() implements Swipe {}

    /// Octets that are no frame.
    record Refused(RejectReason reason) implements Swipe {}
}
