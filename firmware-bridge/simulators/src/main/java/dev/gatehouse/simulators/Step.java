package dev.gatehouse.simulators;

import dev.gatehouse.drivers.DeviceKind;
import java.util.List;

/// One thing that one device of a lane does. The steps of a scenario stand in the order of the
/// lane, so that a step's place in the sequence says what has to have happened before it.
sealed interface Step {

    /// Number of the vehicle that causes it, from 0.
    long vehicle();

    /// Due time, nanoseconds after the scenario's start.
    long atNanos();

    /// Which device of the lane does it.
    DeviceKind device();

    /// The vehicle loop changes.
    record Edge(long vehicle, long atNanos, boolean present) implements Step {
        @Override
        public DeviceKind device() {
            return DeviceKind.PRESENCE;
        }
    }

    /// The plate reader reports a vehicle.
    ///
    /// @param eventId the reader's event id; a repeat carries the id of the event it repeats, and
    ///   so does a preview of its final report (a Rekor group keeps its uuid)
    /// @param kind first report, or one of the ways a reader reports a vehicle twice
    /// @param text what the reader read, `[A-Z0-9?]`; empty when it saw a vehicle and read nothing
    /// @param alternatives further candidates, best first, without `text`
    /// @param region as the reader sends it, `us-ny`; empty when it could not tell
    /// @param confidence percent
    /// @param truth what the plate really says, for who looks at the vehicle
    record Read(
            long vehicle,
            long atNanos,
            String eventId,
            Kind kind,
            String text,
            List<String> alternatives,
            String region,
            double confidence,
            Truth truth)
            implements Step {

        public Read {
            alternatives = List.copyOf(alternatives);
        }

        @Override
        public DeviceKind device() {
            return DeviceKind.PLATE_READER;
        }

        /// Plates are content: never printed by accident.
        @Override
        public String toString() {
            return "Read[vehicle=" + vehicle + ", kind=" + kind + ", content withheld]";
        }
    }

    /// How a report stands to the others of its vehicle.
    enum Kind {
        /// The vehicle's report.
        FINAL,
        /// Provisional, followed by a final one (`is_preview`).
        PREVIEW,
        /// The same event once more, byte for byte.
        REPEAT
    }
}
