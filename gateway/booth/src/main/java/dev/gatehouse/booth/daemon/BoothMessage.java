package dev.gatehouse.booth.daemon;

import dev.gatehouse.bus.BusAck;
import dev.gatehouse.core.decision.Officer;
import dev.gatehouse.core.journal.RecordClass;
import dev.gatehouse.drivers.Acknowledgement;
import dev.gatehouse.proto.v1.OfficerCommand;
import dev.gatehouse.proto.v1.Record;
import dev.gatehouse.protocols.observation.Observation;
import java.util.List;
import java.util.Optional;

/// Everything that may enter the booth thread, through one bounded queue.
public sealed interface BoothMessage {

    /// A device saw something.
    record Observed(List<Observation> observations, Acknowledgement acknowledgement) implements BoothMessage {}

    /// An authenticated client sent a command.
    record Commanded(OfficerCommand command, Officer officer, String lane, BusAck ack) implements BoothMessage {}

    /// The uplink is connected and needs the state of all classes, signed.
    record HelloWanted() implements BoothMessage {}

    /// The uplink met records that damage took before central had them; it goes on when the loss is signed.
    record LossMet(RecordClass recordClass, long first, long count, Optional<byte[]> state) implements BoothMessage {}

    /// A record of the booth's own: life cycle, telemetry.
    record Own(RecordClass recordClass, Record record) implements BoothMessage {}

    /// Central's signed time was believed.
    record ClockConfirmed() implements BoothMessage {}

    /// A list is in force.
    record ListLoaded() implements BoothMessage {}
}
