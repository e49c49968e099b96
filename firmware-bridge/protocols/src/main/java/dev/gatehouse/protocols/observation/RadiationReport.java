package dev.gatehouse.protocols.observation;

import dev.gatehouse.protocols.Octets;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/// One event of a radiation portal. The portal decides alarms; nothing here softens one.
///
/// @param kind what happened
/// @param code what exactly, a stable word such as `SILENT`; empty where the kind says all
/// @param occupancy the booth's own number of the occupancy, from 1; 0 outside of one
/// @param figures what was measured or derived; information, never a decision
/// @param marks what is wrong with the occupancy as a record
/// @param nuclides identified, at most [#MAX_NUCLIDES], e.g. `Cs-137`; from outside
/// @param source the parser that ran, e.g. `PORTAL_LINE`
/// @param evidence of an alarmed occupancy its samples and those of the 30 s before, see
///   [dev.gatehouse.protocols.portal.RadiationProfile]; of what could not be read its SHA-256 and
///   then its length, eight octets; none otherwise; at most [#MAX_EVIDENCE_BYTES]
public record RadiationReport(
        Kind kind,
        String code,
        long occupancy,
        Figures figures,
        Set<Mark> marks,
        List<String> nuclides,
        String source,
        Octets evidence)
        implements Observation.Body {
    /// Octets of evidence.
    public static final int MAX_EVIDENCE_BYTES = 128 << 10;

    /// Nuclides of one report.
    public static final int MAX_NUCLIDES = 16;

    /// Longest name of a nuclide.
    public static final int MAX_NUCLIDE_CHARS = 32;

    public RadiationReport {
        marks = Set.copyOf(marks);
        nuclides = List.copyOf(nuclides);
        if (evidence.length() > MAX_EVIDENCE_BYTES) {
            throw new IllegalArgumentException(
                    "evidence: expected at most " + MAX_EVIDENCE_BYTES + " octets");
        }
        if (nuclides.size() > MAX_NUCLIDES
                || nuclides.stream().anyMatch(name -> name.length() > MAX_NUCLIDE_CHARS)) {
            throw new IllegalArgumentException(
                    "nuclides: expected at most "
                            + MAX_NUCLIDES
                            + " of at most "
                            + MAX_NUCLIDE_CHARS
                            + " characters");
        }
    }

    /// What a portal does.
    public enum Kind {
        /// It is there and screens.
        UP,
        /// It is not there, or says that it cannot screen: nothing that passes now is screened.
        DOWN,
        OCCUPANCY_BEGAN,
        OCCUPANCY_ENDED,
        GAMMA_ALARM,
        NEUTRON_ALARM,
        /// A spectroscopic instrument named what it found.
        NUCLIDE_ALARM,
        BACKGROUND,
        /// A background or channel out of its limits: screening cannot be relied upon.
        FAULT,
        FAULT_CLEARED,
        TAMPER,
        TAMPER_CLEARED,
        /// An occupancy without measurements.
        STALLED,
        /// An occupancy that does not end.
        LONG_OCCUPANCY,
        /// What is measured would be an alarm, and the portal raises none.
        DISAGREEMENT,
        /// Objects passed that the booth did not see.
        OCCUPANCY_MISSED,
        /// Octets that are no line of the portal.
        UNREADABLE,
        /// A whole document that could not be read: what it said is not known.
        DOCUMENT_REFUSED,
        /// The instrument measured and could not analyse.
        NOT_ANALYSED;

        /// Whether it tells of radiation.
        public boolean alarm() {
            return this == GAMMA_ALARM || this == NEUTRON_ALARM || this == NUCLIDE_ALARM;
        }
    }

    /// What an occupancy lacks.
    public enum Mark {
        PARTIAL_START,
        MISSING_END,
        TIMEOUT,
        INTERRUPTED,
        TAMPERED,
        GAMMA,
        NEUTRON
    }

    /// What was measured, as far as it was.
    ///
    /// @param gammaCps counts per second over all detectors
    /// @param neutronCps the same of neutrons
    /// @param gammaSigmas above the frozen background
    /// @param peakPosition time of the maximum within the occupancy, 0 to 1
    /// @param speedKmh median of what the beams measured
    /// @param durationMs of the occupancy
    public record Figures(
            OptionalDouble gammaCps,
            OptionalDouble neutronCps,
            OptionalDouble gammaSigmas,
            OptionalDouble peakPosition,
            OptionalDouble speedKmh,
            OptionalLong durationMs) {
        /// Nothing measured.
        public static final Figures NONE =
                new Figures(
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        OptionalLong.empty());
    }
}
