package dev.gatehouse.protocols.dmr.link;

/// Link control start and stop (clause 9.3.3): which part of a longer message a fragment is.
public enum Lcss {
    /// Alone: null or a reverse channel.
    SINGLE,
    FIRST,
    LAST,
    CONTINUATION;

    private static final Lcss[] ALL = values();

    /// The two bits.
    public int code() {
        int code = 0;
        while (ALL[code] != this) {
            code++;
        }
        return code;
    }

    /// Of the low two bits of `code`.
    public static Lcss ofCode(int code) {
        return ALL[code & 3];
    }
}
