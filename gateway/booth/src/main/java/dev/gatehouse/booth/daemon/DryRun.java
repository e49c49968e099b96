package dev.gatehouse.booth.daemon;

import com.google.protobuf.Message;
import dev.gatehouse.bus.Json;
import dev.gatehouse.core.decision.BoothPolicy;
import dev.gatehouse.core.decision.ByHand;
import dev.gatehouse.core.decision.Decider;
import dev.gatehouse.core.decision.Lookouts;
import dev.gatehouse.core.decision.Outbox;
import dev.gatehouse.core.decision.RadioMessage;
import dev.gatehouse.core.decision.Sightings;
import dev.gatehouse.core.lookout.Presented;
import dev.gatehouse.core.passage.LaneConfig;
import dev.gatehouse.core.referral.OpenReferral;
import dev.gatehouse.proto.v1.Alert;
import dev.gatehouse.proto.v1.Grade;
import dev.gatehouse.proto.v1.Hit;
import dev.gatehouse.proto.v1.LaneOutput;
import dev.gatehouse.proto.v1.ListLevel;
import dev.gatehouse.proto.v1.ListState;
import dev.gatehouse.proto.v1.LookoutAction;
import dev.gatehouse.proto.v1.RadioEvent;
import dev.gatehouse.proto.v1.Record;
import dev.gatehouse.proto.v1.RecordClass;
import dev.gatehouse.proto.v1.TerminalNotice;
import dev.gatehouse.protocols.observation.CaptureTime;
import dev.gatehouse.protocols.observation.DocumentRead;
import dev.gatehouse.protocols.observation.Observation;
import dev.gatehouse.protocols.observation.PlateRead;
import dev.gatehouse.protocols.observation.Received;
import dev.gatehouse.protocols.observation.TimeQuality;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/// Decides over made-up vehicles, some of them hits, into nothing: loads and compiles the whole way
/// from a read to an alert before the first real one needs it. Shares no state with the booth;
/// counts nowhere.
final class DryRun {
    /// Enough to load every class of the way and have its loops compiled once.
    static final int VEHICLES = 400;

    private static final int HIT_EVERY = 4;
    private static final byte[] KEY = new byte[32];
    private static final String LANE = "dry";
    private static final String PLATE = "DRYRUN1";

    /// The specimen of ICAO Doc 9303-4, appendix A.
    private static final String ZONE =
            "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n"
                    + "L898902C36UTO7408122F1204159ZE184226B<<<<<10";

    private DryRun() {}

    /// Runs once.
    ///
    /// @param end asked before each vehicle
    /// @return octets of messages made; of no use but to keep the work from being optimised away
    static long run(BoothTime time, BooleanSupplier end) {
        Sink sink = new Sink();
        Decider decider =
                new Decider(
                        BoothPolicy.standard(),
                        List.of(new LaneConfig(LANE, false)),
                        new EveryFourth(),
                        new DecisionClock(time),
                        RandomGenerator.getDefault(),
                        KEY,
                        Optional.empty(),
                        List.of(),
                        Sightings.NONE,
                        sink);
        decider.confirmList();
        for (int i = 0; i < VEHICLES && !end.getAsBoolean(); i++) {
            var _ = decider.observe(read(i, time));
            if (i % HIT_EVERY == 0) {
                var _ = decider.observe(document(i, time));
            }
            decider.tick();
        }
        decider.stop();
        return sink.octets;
    }

    private static Observation document(int vehicle, BoothTime time) {
        return observation("document-" + vehicle, vehicle, time, new DocumentRead(ZONE, "DRY"));
    }

    private static Observation read(int vehicle, BoothTime time) {
        PlateRead read =
                new PlateRead(
                        PLATE,
                        PLATE,
                        List.of(new PlateRead.Candidate(PLATE, OptionalDouble.of(1))),
                        OptionalDouble.of(1),
                        "",
                        PlateRead.State.SINGLE,
                        PlateRead.Direction.UNKNOWN,
                        "vehicle-" + vehicle,
                        "",
                        false,
                        false,
                        List.of(),
                        "DRY");
        return observation("dry-" + vehicle, vehicle, time, read);
    }

    private static Observation observation(
            String eventId, int vehicle, BoothTime time, Observation.Body body) {
        Instant now = Instant.EPOCH.plusSeconds(vehicle);
        return new Observation(
                "dry",
                LANE,
                eventId,
                new CaptureTime(now, CaptureTime.Quality.RECEIVED),
                new Received(now, time.nanos(), TimeQuality.UNKNOWN),
                false,
                true,
                body);
    }

    /// A list on which every fourth search is listed.
    private static final class EveryFourth implements Lookouts, Lookouts.View {
        private int searches;

        @Override
        public View view() {
            return this;
        }

        @Override
        public ListState state(long nowNanos) {
            return ListState.newBuilder()
                    .setGeneration(1)
                    .setLevel(ListLevel.LIST_LEVEL_GREEN)
                    .build();
        }

        @Override
        public boolean damaged() {
            return false;
        }

        @Override
        public Outcome outcome(Presented presented) {
            return Outcome.SEARCHED;
        }

        @Override
        public Finding find(Presented presented, long nowWallMs) {
            String plate = presented instanceof Presented.Plate(String text, _) ? text : PLATE;
            Hit hit =
                    Hit.newBuilder()
                            .setLookoutId("DRY")
                            .setGrade(Grade.GRADE_EXACT)
                            .setPriority(3)
                            .setAction(LookoutAction.LOOKOUT_ACTION_REFER_MANDATORY)
                            .setReadCanonical(plate)
                            .setListedCanonical(plate)
                            .build();
            boolean listed = searches++ % HIT_EVERY == 0;
            return new Finding(Outcome.SEARCHED, plate, listed ? List.of(hit) : List.of(), false);
        }
    }

    /// Prints what the bus would carry, and throws it away.
    private static final class Sink implements Outbox {
        private long octets;

        private void print(Message message) {
            octets += Json.print(message).length;
        }

        @Override
        public boolean record(RecordClass recordClass, byte[] tag, Record record) {
            octets += record.getSerializedSize();
            return true;
        }

        @Override
        public boolean known(RecordClass recordClass, byte[] tag) {
            return false;
        }

        @Override
        public void alert(Alert alert) {
            print(alert);
        }

        @Override
        public void terminal(String lane, TerminalNotice notice) {
            print(notice);
        }

        @Override
        public void radio(String lane, RadioEvent event) {
            print(event);
        }

        @Override
        public RadioMessage.Offer text(RadioMessage message) {
            return RadioMessage.Offer.NO_SYSTEM;
        }

        @Override
        public ByHand.Answer byHand(ByHand word) {
            return new ByHand.Answer(ByHand.Outcome.NO_OUTPUT, "", 0, 0);
        }

        @Override
        public void output(String lane, LaneOutput output) {
            print(output);
        }

        @Override
        public void openReferrals(List<OpenReferral> all) {
            octets += all.size();
        }
    }
}
