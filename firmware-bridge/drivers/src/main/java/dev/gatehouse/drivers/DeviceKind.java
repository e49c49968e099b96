package dev.gatehouse.drivers;

/// What a device is; the word used in configuration, topics and pages.
public enum DeviceKind {
    PLATE_READER("plate-reader"),
    PRESENCE("presence"),
    RADIO("radio");

    private final String word;

    DeviceKind(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}
