package dev.gatehouse.core.journal;

import java.nio.ByteBuffer;

/// De-duplication tag: the first 16 octets of an annex, big-endian. All zero means that the record
/// has none.
public record Tag16(long high, long low) {
    /// Octets of a tag.
    public static final int BYTES = 16;

    /// The tag of records that need none.
    public static final Tag16 NONE = new Tag16(0, 0);

    /// Reads the first 16 octets; fewer are [#NONE].
    public static Tag16 of(byte[] annex) {
        if (annex.length < BYTES) {
            return NONE;
        }
        ByteBuffer octets = ByteBuffer.wrap(annex);
        return new Tag16(octets.getLong(), octets.getLong());
    }

    public boolean isNone() {
        return high == 0 && low == 0;
    }

    /// Never the value: a tag may be derived from what was seen.
    @Override
    public String toString() {
        return isNone() ? "Tag16[none]" : "Tag16[set]";
    }
}
