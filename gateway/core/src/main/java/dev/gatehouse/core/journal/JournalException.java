package dev.gatehouse.core.journal;

import java.io.IOException;
import java.io.Serial;

/// The journal cannot go on with this disk or directory. The message says what was met and what to
/// do.
public final class JournalException extends IOException {
    @Serial private static final long serialVersionUID = 1L;

    JournalException(String message) {
        super(message);
    }

    JournalException(String message, Throwable cause) {
        super(message + ": " + cause.getMessage(), cause);
    }
}
