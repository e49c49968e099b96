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
/// @param swipes where two swipes differ, the zone as each was read, the newest first; at most
///   [#MAX_SWIPES], each no longer than a zone
/// @param fault why nothing was read, a stable word of A-Z and `_`; empty where a zone was
public record DocumentRead(
        String zone,
        String source,
        List<ZoneRepair> repairs,
        Set<Integer> unread,
        List<String> swipes,
        String fault)
        implements Observation.InLane {
    /// Two lines of 44 or three of 30 characters, and room for line ends.
    public static final int MAX_ZONE_CHARS = 128;

    /// Every digit of a zone.
    public static final int MAX_REPAIRS = 32;

    /// Swipes that are compared.
    public static final int MAX_SWIPES = 2;

    /// As `fault`: a part of a document came, and the rest did not.
    public static final String INCOMPLETE = "INCOMPLETE";

    /// A zone as read.
    public DocumentRead(String zone, String source) {
        this(zone, source, List.of(), Set.of(), List.of(), "");
    }

    public DocumentRead {
        repairs = List.copyOf(repairs);
        unread = Set.copyOf(unread);
        swipes = List.copyOf(swipes);
        expectZone(zone);
        if (repairs.size() > MAX_REPAIRS) {
            throw new IllegalArgumentException(
                    "repairs: expected at most " + MAX_REPAIRS + ", found " + repairs.size());
        }
        if (swipes.size() > MAX_SWIPES) {
            throw new IllegalArgumentException(
                    "swipes: expected at most " + MAX_SWIPES + ", found " + swipes.size());
        }
        swipes.forEach(DocumentRead::expectZone);
        if (!fault.isEmpty() && !zone.isEmpty()) {
            throw new IllegalArgumentException("fault: expected none beside a zone");
        }
    }

    private static void expectZone(String zone) {
        if (zone.length() > MAX_ZONE_CHARS) {
            throw new IllegalArgumentException(
                    "zone: expected at most "
                            + MAX_ZONE_CHARS
                            + " characters, found "
                            + zone.length());
        }
    }

    /// A document was there and was not read.
    public static DocumentRead failed(String fault, String source) {
        return new DocumentRead("", source, List.of(), Set.of(), List.of(), fault);
    }

    /// Content: never printed by accident.
    @Override
    public String toString() {
        return "DocumentRead[source=" + source + ", content withheld]";
    }
}
