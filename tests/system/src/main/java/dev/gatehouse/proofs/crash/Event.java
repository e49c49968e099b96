package dev.gatehouse.proofs.crash;

import dev.gatehouse.proto.v1.OfficerCommand;
import dev.gatehouse.protocols.observation.Observation;
import java.time.Instant;

/// What a device or officer keeps until it is acknowledged, and sends again until then.
sealed interface Event {
    Key key();

    String lane();

    /// The key of de-duplication.
    ///
    /// @param device id of the device; `officer:BADGE` of an officer
    /// @param id the device's event id, the officer's command id
    record Key(String device, String id) {
        static Key ofOfficer(String badge, String commandId) {
            return new Key("officer:" + badge, commandId);
        }
    }

    /// Something a device saw.
    ///
    /// @param resendable false for a line: what the booth loses of it is gone
    record Seen(Key key, String lane, boolean resendable, Instant at, Observation.Body body)
            implements Event {}

    /// Something an officer wants done.
    record Commanded(Key key, OfficerCommand command) implements Event {
        @Override
        public String lane() {
            return command.getLaneId();
        }
    }
}
