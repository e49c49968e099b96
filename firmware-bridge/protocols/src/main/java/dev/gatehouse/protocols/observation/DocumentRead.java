package dev.gatehouse.protocols.observation;

import dev.gatehouse.protocols.document.ZoneRepair;
import java.util.List;
import java.util.Set;

/// A travel document that a reader read.
///
/// @param zone lines of the machine readable zone (ICAO Doc 9303), parted by line feeds, as read
///   but for the repairs; at most [#MAX_ZONE_CHARS]; empty when a document was there and nothing
///   was read
/// @param source the reader's parser, e.g. `OCR_B`
/// @param repairs characters that check digits prove, each with what was read; at most
///   [#MAX_REPAIRS]
/// @param unread places of the joined lines, from 0, in which two swipes differ: a filler stands
///   there, and its field is not to be relied on
public record DocumentRead(
        String zone, String source, List<ZoneRepair> repairs, Set<Integer> unread)
        implements Observation.InLane {
    /// Two lines of 44 or three of 30 characters, and room for line ends.
    public static final int MAX_ZONE_CHARS = 128;

    /// Every digit of a zone.
    public static final int MAX_REPAIRS = 32;

    /// A zone as read.
    public DocumentRead(String zone, String source) {
        this(zone, source, List.of(), Set.of());
    }

    public DocumentRead {
        repairs = List.copyOf(repairs);
        unread = Set.copyOf(unread);
        if (zone.length() > MAX_ZONE_CHARS) {
            throw new IllegalArgumentException(
                    "zone: expected at most "
                            + MAX_ZONE_CHARS
                            + " characters, found "
                            + zone.length());
        }
        if (repairs.size() > MAX_REPAIRS) {
            throw new IllegalArgumentException(
                    "repairs: expected at most " + MAX_REPAIRS + ", found " + repairs.size());
        }
    }

    /// Content: never printed by accident.
    @Override
    public String toString() {
        return "DocumentRead[source=" + source + ", content withheld]";
    }
}
