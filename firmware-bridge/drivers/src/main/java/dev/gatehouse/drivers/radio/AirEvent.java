package dev.gatehouse.drivers.radio;

import dev.gatehouse.protocols.observation.Received;
import java.util.Optional;
import java.util.OptionalInt;

/// What a driver of a radio system hands up. Turning bursts into calls, texts and locations is done
/// behind it.
public sealed interface AirEvent {

    /// Device id of the system as configured.
    String system();

    /// When it arrived at the link.
    Received received();

    /// One burst of 33 octets as heard; nothing in it is checked but its length, and that a burst
    /// claimed to be data has a data sync.
    ///
    /// @param system device id as configured
    /// @param slot 1 or 2; of a simplex modem always 2, whatever the radio used
    /// @param octets owned by the receiver
    /// @param claim what its sender says it is
    /// @param rssiDbm signal strength where the system tells it
    /// @param bitErrors corrected voice bits where the system tells them
    /// @param route addresses where a network carried it; claims, the burst is the truth
    /// @param received when it arrived
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record Burst(
            String system,
            int slot,
            byte[] octets,
            Claim claim,
            OptionalInt rssiDbm,
            OptionalInt bitErrors,
            Optional<Route> route,
            Received received)
            implements AirEvent {

        /// Octets of every burst.
        public static final int LENGTH = 33;

        public Burst {
            if (slot < 1 || slot > 2 || octets.length != LENGTH) {
                throw new IllegalArgumentException("burst: expected slot 1 or 2 and 33 octets");
            }
        }

        /// Without content.
        @Override
        public String toString() {
            return "Burst[" + system + ", slot " + slot + ", " + claim.kind() + "]";
        }
    }

    /// What the sender says of a burst.
    ///
    /// @param kind by its sync
    /// @param detail of voice 0 for burst A, 1 to 5 for B to F; of data its data type
    record Claim(Kind kind, int detail) {

        /// Kind of a burst.
        public enum Kind {
            VOICE_SYNC,
            VOICE,
            DATA
        }
    }

    /// Where a network says a burst came from.
    ///
    /// @param repeaterId of the repeater that heard it
    /// @param source radio
    /// @param destination radio or group
    /// @param unit to one radio, else to a group
    /// @param stream opaque, one per call or part of a data transmission
    /// @param sequence 0 to 255
    record Route(
            int repeaterId, int source, int destination, boolean unit, int stream, int sequence) {

        /// Without addresses.
        @Override
        public String toString() {
            return "Route[withheld]";
        }
    }

    /// The receiver gave up on a slot: what was going on there is over.
    ///
    /// @param system device id as configured
    /// @param slot 1 or 2
    /// @param received when it arrived
    record SlotLost(String system, int slot, Received received) implements AirEvent {}

    /// Link control octets that a network took out of the bursts.
    ///
    /// @param system device id as configured
    /// @param repeaterId of the repeater that heard it
    /// @param radio who talks
    /// @param position true for a position, false for a block of a talker alias
    /// @param block of a talker alias, 0 the header
    /// @param octets 7 octets, link control octets 2 to 8
    /// @param received when it arrived
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record LinkControl(
            String system,
            int repeaterId,
            int radio,
            boolean position,
            int block,
            byte[] octets,
            Received received)
            implements AirEvent {

        /// Without content.
        @Override
        public String toString() {
            return "LinkControl[" + system + "]";
        }
    }

    /// A system, or a repeater of it, became usable or ceased to be.
    ///
    /// @param system device id as configured
    /// @param repeaterId of a network's repeater
    /// @param usable whether bursts can come from now on
    /// @param reason stable word, e.g. `running`, `silent`, `bad-frequency`
    /// @param received when it was noticed
    record Usable(
            String system, OptionalInt repeaterId, boolean usable, String reason, Received received)
            implements AirEvent {}
}
