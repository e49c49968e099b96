package dev.gatehouse.core.decision;

import dev.gatehouse.core.passage.LaneConfig;
import dev.gatehouse.core.referral.OpenReferral;
import dev.gatehouse.proto.v1.CommandReply;
import dev.gatehouse.proto.v1.OfficerCommand;
import dev.gatehouse.protocols.observation.Observation;
import java.util.List;
import java.util.random.RandomGenerator;

/// The decision of a booth. No sockets, no threads, no wall clock: one owner thread (`booth`) calls everything here.
public final class Decider {
    /// @param tagKey at least 32 octets, secret to this booth; every id and tag is an HMAC-SHA256 under it
    /// @param restored referrals kept over the restart
    public Decider(
            BoothPolicy policy,
            List<LaneConfig> lanes,
            Lookouts lookouts,
            BoothClock clock,
            RandomGenerator random,
            byte[] tagKey,
            List<OpenReferral> restored,
            Outbox out) {}

    /// Checks one observation and does what follows.
    public Intake observe(Observation observation) {
        throw new UnsupportedOperationException();
    }

    /// Carries out one officer command; to be answered after the next group commit.
    ///
    /// @param lane of the topic it came on
    public CommandReply command(OfficerCommand command, Officer officer, String lane) {
        throw new UnsupportedOperationException();
    }

    /// Timers and pulses; at least every 50 ms.
    public void tick() {
        throw new UnsupportedOperationException();
    }

    /// The list of this run was loaded and verified.
    public void confirmList() {
        throw new UnsupportedOperationException();
    }

    /// The wall clock was moved, confirmed or lost.
    public void clockChanged(ClockReport report) {
        throw new UnsupportedOperationException();
    }

    /// Ends all open passages; nothing is observed afterwards.
    public void stop() {
        throw new UnsupportedOperationException();
    }

    /// Counters now.
    public Decisions snapshot() {
        throw new UnsupportedOperationException();
    }
}
