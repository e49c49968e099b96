package dev.gatehouse.protocols.observation;

/// A contact of the booth or the lane changed, or was found so at the start.
///
/// @param contact which
/// @param active whether what it watches for is there; a cut wire reads as active
/// @param sequence the line's own counter; 0 for the state found at the start
/// @param edgeNanos the kernel's monotonic time of the edge
public record ContactChange(Contact contact, boolean active, long sequence, long edgeNanos)
        implements Observation.OfBooth {

    /// What a contact watches.
    public enum Contact {
        /// The officer's silent call for help.
        DURESS,
        /// The enclosure was opened or its wire cut.
        TAMPER,
        DOOR,
        /// Mains power is away.
        MAINS_LOST,
        /// The uninterruptible supply runs on its battery.
        ON_BATTERY,
        /// The barrier stands open.
        BARRIER_OPEN
    }
}
