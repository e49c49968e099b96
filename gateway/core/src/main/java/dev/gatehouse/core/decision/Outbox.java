package dev.gatehouse.core.decision;

import dev.gatehouse.core.referral.OpenReferral;
import dev.gatehouse.proto.v1.Alert;
import dev.gatehouse.proto.v1.LaneOutput;
import dev.gatehouse.proto.v1.RadioEvent;
import dev.gatehouse.proto.v1.Record;
import dev.gatehouse.proto.v1.RecordClass;
import dev.gatehouse.proto.v1.TerminalNotice;
import java.util.List;

/// Where decisions go. Called by the booth thread only; nothing here may block or throw.
public interface Outbox {
    /// Appends one record; durable after the caller's next group commit.
    ///
    /// @param tag 16 octets, the key of de-duplication: a known tag appends nothing and answers
    ///   true
    /// @return false when the store of that class is full; the record is offered again
    boolean record(RecordClass recordClass, byte[] tag, Record record);

    /// The journal already holds a record of this class under this tag.
    boolean known(RecordClass recordClass, byte[] tag);

    /// To `lane/<lane>/alert`, at once, before any durability.
    void alert(Alert alert);

    /// To that lane's terminal only.
    void terminal(String lane, TerminalNotice notice);

    /// To `lane/<lane>/output`.
    void output(String lane, LaneOutput output);

    /// What a radio did, without checks: to `lane/<lane>/radio`.
    void radio(String lane, RadioEvent event);

    /// Hands a text to a radio system, which tells its end later as an observation.
    RadioMessage.Offer text(RadioMessage message);

    /// Hands a word by hand to the device that has the lane's lamps or barrier.
    ByHand.Answer byHand(ByHand word);

    /// All referrals to be kept over a restart, whenever one changed: to be sealed and written
    /// before the group commit of the records that belong to it.
    ///
    /// @param all with the steps the journal has taken so far; to be written with those of them
    ///   that an earlier commit has put on disk ([OpenReferral#withJournalled])
    void openReferrals(List<OpenReferral> all);
}
