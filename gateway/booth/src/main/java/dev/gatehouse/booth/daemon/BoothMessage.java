package dev.gatehouse.booth.daemon;

import dev.gatehouse.bus.BusAck;
import dev.gatehouse.core.decision.Officer;
import dev.gatehouse.core.journal.RecordClass;
import dev.gatehouse.core.replay.LateDoor;
import dev.gatehouse.drivers.Acknowledgement;
import dev.gatehouse.proto.v1.LateHit;
import dev.gatehouse.proto.v1.ListReplay;
import dev.gatehouse.proto.v1.OfficerCommand;
import dev.gatehouse.proto.v1.Record;
import dev.gatehouse.protocols.observation.Observation;
import java.util.List;

/// Everything that may enter the booth thread, through one bounded queue.
public sealed interface BoothMessage {

    /// A device saw something.
    record Observed(List<Observation> observations, Acknowledgement acknowledgement)
            implements BoothMessage {}

    /// An authenticated client sent a command.
    record Commanded(OfficerCommand command, Officer officer, BusAck ack) implements BoothMessage {}

    /// The uplink is connected and needs the state of all classes, signed.
    record HelloWanted() implements BoothMessage {}

    /// The uplink met records that cannot be delivered, up to `end`; it goes on when their loss is
    /// signed.
    record LossMet(RecordClass recordClass, long first, long end) implements BoothMessage {}

    /// A record of the booth's own: life cycle, telemetry.
    record Own(RecordClass recordClass, Record record) implements BoothMessage {}

    /// Central's signed time was believed.
    ///
    /// @param centralMs central's clock
    /// @param askedNanos when the question left
    /// @param answeredNanos when the answer came
    record ClockConfirmed(long centralMs, long askedNanos, long answeredNanos)
            implements BoothMessage {}

    /// A lookout came too late for a passage.
    record Late(LateHit hit, LateDoor.Outcome outcome) implements BoothMessage {}

    /// The recent passages were held against a list.
    record Replayed(ListReplay run, LateDoor.Outcome outcome) implements BoothMessage {}

    /// A list is in force, dated by a confirmed clock.
    record ListLoaded() implements BoothMessage {}
}
