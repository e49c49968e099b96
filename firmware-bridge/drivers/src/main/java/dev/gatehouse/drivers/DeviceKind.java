package dev.gatehouse.drivers;

/// What a device is; the word used in configuration, topics and pages.
public enum DeviceKind {
    PLATE_READER("plate-reader"),
    PRESENCE("presence"),
    RADIO("radio"),
    TAG_READER("tag-reader"),
    RADIATION_PORTAL("radiation-portal"),
    DOCUMENT_READER("document-reader"),
    /// Duress, tamper, door, power.
    CONTACT("contact"),
    ENVIRONMENT("environment"),
    /// Lamps and barrier enable.
    OUTPUT("output");

    private final String word;

    DeviceKind(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}
