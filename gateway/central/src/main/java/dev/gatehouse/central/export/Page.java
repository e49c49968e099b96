package dev.gatehouse.central.export;

/// Some lines of one class, ready to be written.
///
/// @param next sequence to go on from; the end of the class when there is no more
record Page(byte[] lines, long records, long unreadable, long next) {
    boolean empty() {
        return records == 0;
    }
}
