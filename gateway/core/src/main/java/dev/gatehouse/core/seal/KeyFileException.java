package dev.gatehouse.core.seal;

import java.io.IOException;

/// A key file or its directory cannot be used. The message names the file and what is wrong, never
/// what it holds.
public final class KeyFileException extends IOException {
    private static final long serialVersionUID = 1L;

    public KeyFileException(String message) {
        super(message);
    }

    public KeyFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
