package dev.gatehouse.drivers.homebrew;

import dev.gatehouse.drivers.radio.AirEvent;
import dev.gatehouse.drivers.radio.AirEvent.Claim;
import dev.gatehouse.drivers.radio.AirEvent.Route;
import dev.gatehouse.protocols.homebrew.EmbeddedLink;
import dev.gatehouse.protocols.homebrew.RadioFrame;
import dev.gatehouse.protocols.observation.Received;
import java.util.Optional;
import java.util.OptionalInt;

/// Messages as the events that are handed up.
final class Heard {

    private Heard() {}

    /// A burst; what its sender says beside it goes along as a claim.
    ///
    /// @param repeaterId of the repeater as far as it is known
    static AirEvent burst(String system, int repeaterId, RadioFrame frame, Received received) {
        Claim.Kind kind =
                switch (frame.kind()) {
                    case VOICE -> Claim.Kind.VOICE;
                    case VOICE_SYNC -> Claim.Kind.VOICE_SYNC;
                    case DATA_SYNC, RESERVED -> Claim.Kind.DATA;
                };
        return new AirEvent.Burst(
                system,
                frame.slot(),
                frame.burst(),
                new Claim(kind, frame.detail()),
                frame.rssi() == 0 ? OptionalInt.empty() : OptionalInt.of(-frame.rssi()),
                frame.bitErrors() == 0 ? OptionalInt.empty() : OptionalInt.of(frame.bitErrors()),
                Optional.of(
                        new Route(
                                repeaterId,
                                frame.source(),
                                frame.destination(),
                                frame.unit(),
                                frame.stream(),
                                frame.sequence())),
                received);
    }

    static AirEvent linkControl(
            String system, int repeaterId, EmbeddedLink link, Received received) {
        return new AirEvent.LinkControl(
                system,
                repeaterId,
                link.radio(),
                link.kind() == EmbeddedLink.Kind.POSITION,
                link.block(),
                link.octets(),
                received);
    }
}
