package dev.gatehouse.protocols.lpr;

/// What a document is by its first octet that is no blank and no byte order mark: the type that a
/// request declares is often wrong (plate reader sheet, section 4).
enum Sniff {
    JSON,
    XML,
    TEXT;

    static Sniff of(byte[] bytes) {
        int at = 0;
        if (bytes.length >= 3
                && bytes[0] == (byte) 0xEF
                && bytes[1] == (byte) 0xBB
                && bytes[2] == (byte) 0xBF) {
            at = 3;
        }
        while (at < bytes.length && bytes[at] <= ' ' && bytes[at] >= 0) {
            at++;
        }
        if (at == bytes.length) {
            return TEXT;
        }
        return switch (bytes[at]) {
            case '{', '[' -> JSON;
            case '<' -> XML;
            default -> TEXT;
        };
    }
}
