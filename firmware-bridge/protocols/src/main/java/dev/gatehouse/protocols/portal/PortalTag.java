package dev.gatehouse.protocols.portal;

import java.util.Optional;

/// The tags of the ASCII lines (clause 1).
public enum PortalTag {
    /// Gamma background, counts in 1 s, every 5 s while nobody is there.
    GB,
    /// Neutron background, counts in 1 s, just before [#GB].
    NB,
    /// Gamma background with a detector below its low limit.
    GL,
    /// Gamma background with a detector above its high limit.
    GH,
    /// Neutron background with a detector above its high limit.
    NH,
    /// Gamma scan without alarm, counts in 200 ms.
    GS,
    /// Gamma scan, ALARM.
    GA,
    /// Neutron scan without alarm, counts in 1 s.
    NS,
    /// Neutron scan, ALARM.
    NA,
    /// Speed between two beams one foot apart.
    SP,
    /// End of the occupancy.
    GX,
    /// Tamper on.
    TT,
    /// Tamper cleared.
    TC;

    /// The tag with these two letters.
    public static Optional<PortalTag> of(String letters) {
        for (PortalTag tag : values()) {
            if (tag.name().equals(letters)) {
                return Optional.of(tag);
            }
        }
        return Optional.empty();
    }

    /// Whether the portal says alarm with it.
    public boolean alarm() {
        return this == GA || this == NA;
    }
}
