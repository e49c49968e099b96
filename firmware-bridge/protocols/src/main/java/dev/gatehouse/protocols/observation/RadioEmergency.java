package dev.gatehouse.protocols.observation;

import java.util.Optional;
import java.util.OptionalInt;

/// A radio calls for help, or takes it back. Never suppressed, whatever the evidence is worth; the
/// evidence says what it is worth.
///
/// @param evidence what was seen
/// @param featureSetId of the link control or control block; absent where there is none
/// @param check what protects the evidence
/// @param cancelled it is over
/// @param location told with it
public record RadioEmergency(
        Evidence evidence,
        OptionalInt featureSetId,
        Check check,
        boolean cancelled,
        Optional<RadioLocation> location)
        implements RadioEvent {

    /// What said so.
    public enum Evidence {
        /// Bit 7 of the service options of a link control.
        SERVICE_OPTION,
        /// Control block of an emergency alarm.
        ALARM_BLOCK,
        /// Emergency flag of a header of unified data transport.
        UNIFIED_DATA_FLAG,
        /// Call type of the system's own protocol.
        CALL_TYPE,
        /// Emergency report of a location service.
        LOCATION_REPORT,
        /// Status or telemetry of the system's own protocol, such as man down.
        STATUS
    }

    /// What protects the evidence.
    public enum Check {
        /// 16 bits or more passed.
        VERIFIED,
        /// Fewer than 16 bits passed, not repeated yet.
        UNVERIFIED,
        /// Fewer than 16 bits passed, twice and equal.
        REPEATED
    }
}
