package dev.gatehouse.bus;

import java.io.IOException;

/// A principals file that is not one. The message names line, expected and found, and no
/// credential.
public final class PrincipalsException extends IOException {

    private static final long serialVersionUID = 1L;

    PrincipalsException(int line, String expectedAndFound) {
        super("principals file, line " + line + ": " + expectedAndFound);
    }
}
