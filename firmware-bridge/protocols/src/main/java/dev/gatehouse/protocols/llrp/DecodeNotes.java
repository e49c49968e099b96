package dev.gatehouse.protocols.llrp;

/// What was left out while messages were read that were otherwise taken. Used by one thread.
public final class DecodeNotes {

    private long unknownParameters;
    private long leftoverOctets;
    private long droppedTags;

    void unknownParameter() {
        unknownParameters++;
    }

    void leftover(int octets) {
        leftoverOctets += octets;
    }

    void droppedTag() {
        droppedTags++;
    }

    /// Parameters that nobody here knows, skipped by their length; after one without a length the
    /// rest of its parameter is skipped with it.
    public long unknownParameters() {
        return unknownParameters;
    }

    /// Octets behind the last field of a parameter that has no parameters inside.
    public long leftoverOctets() {
        return leftoverOctets;
    }

    /// Tags of reports that could not be read, or were too many.
    public long droppedTags() {
        return droppedTags;
    }
}
