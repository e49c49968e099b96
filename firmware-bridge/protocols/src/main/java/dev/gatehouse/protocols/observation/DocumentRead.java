package dev.gatehouse.protocols.observation;

/// A travel document that a reader read.
///
/// @param zone lines of the machine readable zone as read (ICAO Doc 9303), parted by line feeds; at
///   most [#MAX_ZONE_CHARS]; empty when a document was there and nothing was read
/// @param source the reader's parser, e.g. `OCR_B`
public record DocumentRead(String zone, String source) implements Observation.InLane {
    /// Two lines of 44 or three of 30 characters, and room for line ends.
    public static final int MAX_ZONE_CHARS = 128;

    public DocumentRead {
        if (zone.length() > MAX_ZONE_CHARS) {
            throw new IllegalArgumentException(
                    "zone: expected at most "
                            + MAX_ZONE_CHARS
                            + " characters, found "
                            + zone.length());
        }
    }

    /// Content: never printed by accident.
    @Override
    public String toString() {
        return "DocumentRead[source=" + source + ", content withheld]";
    }
}
