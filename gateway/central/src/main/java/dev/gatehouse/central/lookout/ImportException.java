package dev.gatehouse.central.lookout;

/// A list that cannot be imported; the message is free of content.
final class ImportException extends Exception {
    private static final long serialVersionUID = 1L;

    ImportException(String message) {
        super(message);
    }
}
