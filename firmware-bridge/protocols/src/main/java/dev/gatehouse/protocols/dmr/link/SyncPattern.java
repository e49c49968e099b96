package dev.gatehouse.protocols.dmr.link;

import java.util.Optional;

/// The 48 bits in the middle of a burst that say who sends and what (clause 9.1.1). Voice and data
/// of one sender are each other with every dibit negated, so a receiver of the wrong polarity takes
/// one for the other.
public enum SyncPattern {
    BS_VOICE(0x755F_D7DF_75F7L, Kind.VOICE),
    BS_DATA(0xDFF5_7D75_DF5DL, Kind.DATA),
    MS_VOICE(0x7F7D_5DD5_7DFDL, Kind.VOICE),
    MS_DATA(0xD5D7_F77F_D757L, Kind.DATA),
    MS_REVERSE_CHANNEL(0x77D5_5F7D_FD77L, Kind.OTHER),
    DIRECT_1_VOICE(0x5D57_7F77_57FFL, Kind.VOICE),
    DIRECT_1_DATA(0xF7FD_D5DD_FD55L, Kind.DATA),
    DIRECT_2_VOICE(0x7DFF_D5F5_5D5FL, Kind.VOICE),
    DIRECT_2_DATA(0xD755_7F5F_F7F5L, Kind.DATA),
    RESERVED(0xDD7F_F5D7_57DDL, Kind.OTHER);

    /// What the burst around it is.
    public enum Kind {
        VOICE,
        DATA,
        OTHER
    }

    /// A pattern that was found.
    ///
    /// @param errors bits in which it differs
    public record Match(SyncPattern pattern, int errors) {}

    /// Most differing bits for a match; patterns are at least 13 apart.
    public static final int MAX_ERRORS = 3;

    private static final SyncPattern[] ALL = values();

    private final long bits;
    private final Kind kind;

    SyncPattern(long bits, Kind kind) {
        this.bits = bits;
        this.kind = kind;
    }

    /// The pattern, the first bit on the air the most significant of 48.
    public long bits() {
        return bits;
    }

    public Kind kind() {
        return kind;
    }

    /// The pattern within [#MAX_ERRORS] of these 48 bits.
    public static Optional<Match> find(long middle) {
        for (SyncPattern pattern : ALL) {
            int errors = Long.bitCount(pattern.bits ^ middle);
            if (errors <= MAX_ERRORS) {
                return Optional.of(new Match(pattern, errors));
            }
        }
        return Optional.empty();
    }
}
