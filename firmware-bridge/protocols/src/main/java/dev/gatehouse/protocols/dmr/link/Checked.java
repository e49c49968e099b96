package dev.gatehouse.protocols.dmr.link;

/// A message with what its checks were worth.
///
/// @param value the message
/// @param assurance what held it
/// @param correctedBits that were wrong on the way, for the link's health
public record Checked<T>(T value, Assurance assurance, int correctedBits) {

    public Checked {
        if (correctedBits < 0) {
            throw new IllegalArgumentException("corrected bits: found " + correctedBits);
        }
    }

    /// True where one copy is enough to act on.
    public boolean verified() {
        return assurance.verified();
    }
}
