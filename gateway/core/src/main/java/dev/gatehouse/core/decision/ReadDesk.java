package dev.gatehouse.core.decision;

import com.google.protobuf.ByteString;
import dev.gatehouse.core.lookout.Presented;
import dev.gatehouse.core.match.Jurisdiction;
import dev.gatehouse.core.passage.OpenPassage;
import dev.gatehouse.core.passage.PassageAnswer;
import dev.gatehouse.core.passage.SeenRead;
import dev.gatehouse.proto.v1.Check;
import dev.gatehouse.proto.v1.CheckedObservation;
import dev.gatehouse.proto.v1.Hit;
import dev.gatehouse.proto.v1.NotCheckedReason;
import dev.gatehouse.proto.v1.Record;
import dev.gatehouse.proto.v1.RecordClass;
import dev.gatehouse.proto.v1.RereadPrompt;
import dev.gatehouse.proto.v1.TerminalNotice;
import dev.gatehouse.protocols.observation.ManualEntry;
import dev.gatehouse.protocols.observation.Observation;
import dev.gatehouse.protocols.observation.PlateRead;
import dev.gatehouse.protocols.observation.PresenceChange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What one new observation leads to: passage, checks, referrals, record. The caller has removed
/// repeats.
final class ReadDesk {
    /// Events refused for want of room whose passages are remembered.
    static final int MAX_REFUSED = 1_024;

    private final LinkedHashMap<ByteString, OpenPassage> refused = new LinkedHashMap<>();
    private final Checker checker;
    private final Lookouts lookouts;
    private final ReferralDesk referrals;
    private final RecordQueue records;
    private final BoothPolicy policy;
    private final BoothClock clock;
    private final Tally tally;
    private final Sightings sightings;

    ReadDesk(
            Checker checker,
            Lookouts lookouts,
            ReferralDesk referrals,
            RecordQueue records,
            BoothPolicy policy,
            BoothClock clock,
            Tally tally,
            Sightings sightings) {
        this.checker = checker;
        this.lookouts = lookouts;
        this.referrals = referrals;
        this.records = records;
        this.policy = policy;
        this.clock = clock;
        this.tally = tally;
        this.sightings = sightings;
    }

    /// Takes one observation in.
    Intake take(Observation observation, byte[] tag, LaneDesk lane) {
        long askedNanos = clock.nanos();
        Checker.Against against = checker.against(lookouts);
        Intake intake =
                switch (observation.body()) {
                    case PresenceChange change -> presence(observation, change, tag, lane);
                    case PlateRead read -> read(observation, read, tag, lane, against, askedNanos);
                    case ManualEntry entry ->
                            keyed(observation, entry, tag, lane, against, askedNanos);
                };
        lane.show(against.doubts(), against.list());
        return intake;
    }

    private Intake presence(
            Observation observation, PresenceChange change, byte[] tag, LaneDesk lane) {
        OpenPassage passage = lane.passages().presence(observation, change, nanosOf(observation));
        CheckedObservation.Builder observed =
                CheckedObservation.newBuilder().setObservation(Wire.observation(observation));
        if (passage != null) {
            observed.setPassageId(passage.passageId());
        }
        boolean taken =
                records.offer(
                        RecordClass.RECORD_CLASS_P2,
                        tag,
                        Record.newBuilder().setCheckedObservation(observed),
                        !observation.resendable());
        return taken ? Intake.RECORDED : Intake.STORE_FULL;
    }

    private Intake read(
            Observation observation,
            PlateRead read,
            byte[] tag,
            LaneDesk lane,
            Checker.Against against,
            long askedNanos) {
        OpenPassage again = refused.remove(ByteString.copyFrom(tag));
        OpenPassage passage =
                again != null
                        ? again
                        : lane.passages()
                                .read(
                                        observation,
                                        SeenRead.of(
                                                observation.deviceId(),
                                                read,
                                                nanosOf(observation)));
        PassageAnswer answer = passage.answer();
        List<Searched> searches = new ArrayList<>();
        List<String> searchedPlates = new ArrayList<>();
        for (String plate : readings(read)) {
            if (answer.needsCheck(plate, read.jurisdiction(), against.list().getGeneration())) {
                Searched searched = checker.search(against, plate, read.jurisdiction(), false);
                searches.add(searched);
                sighted(observation, passage, searched, askedNanos);
                switch (searched.outcome()) {
                    case SEARCHED -> {
                        searchedPlates.add(plate);
                        answer.checked(
                                plate,
                                read.jurisdiction(),
                                against.list().getGeneration(),
                                searched.doubts());
                    }
                    case UNREADABLE -> answer.unreadable();
                    case NO_READ -> {}
                }
                act(observation, passage, searched, lane);
            }
        }
        Intake intake = record(observation, passage, searches, tag);
        if (intake == Intake.STORE_FULL) {
            searchedPlates.forEach(plate -> answer.unrecorded(plate, read.jurisdiction()));
        }
        if (passage != lane.passages().current()) {
            lane.notice(passage, against.list());
        }
        return intake;
    }

    /// A keyed plate is always searched, and only its grade counts from here on.
    private Intake keyed(
            Observation observation,
            ManualEntry entry,
            byte[] tag,
            LaneDesk lane,
            Checker.Against against,
            long askedNanos) {
        OpenPassage again = refused.remove(ByteString.copyFrom(tag));
        OpenPassage passage =
                again != null
                        ? again
                        : lane.passages()
                                .manual(observation, nanosOf(observation), policy.manualEntryMs());
        Searched searched = checker.search(against, entry.plate(), entry.jurisdiction(), true);
        sighted(observation, passage, searched, askedNanos);
        if (searched.outcome() == Lookouts.Outcome.SEARCHED) {
            passage.answer()
                    .keyed(
                            entry.plate(),
                            entry.jurisdiction(),
                            against.list().getGeneration(),
                            searched.doubts());
            act(observation, passage, searched, lane);
        }
        Intake intake = record(observation, passage, List.of(searched), tag);
        if (intake == Intake.STORE_FULL && searched.outcome() == Lookouts.Outcome.SEARCHED) {
            passage.answer().unrecorded(entry.plate(), entry.jurisdiction());
        }
        if (passage != lane.passages().current()) {
            lane.notice(passage, against.list());
        }
        return intake;
    }

    /// What was searched is remembered for lookouts that come too late.
    private void sighted(
            Observation observation, OpenPassage passage, Searched searched, long askedNanos) {
        if (searched.outcome() == Lookouts.Outcome.SEARCHED) {
            Check check = searched.check();
            sightings.saw(
                    new Sighting(
                            passage.passageId(),
                            passage.laneId(),
                            observation.received().at().toEpochMilli(),
                            observation.received().quality(),
                            askedNanos,
                            Sighting.isDoubtful(searched.doubts()),
                            new Presented.Plate(
                                    check.getCanonical(),
                                    Jurisdiction.ofIso(check.getJurisdiction())),
                            check.getHitsList()));
        }
    }

    private void act(
            Observation observation, OpenPassage passage, Searched searched, LaneDesk lane) {
        PassageAnswer answer = passage.answer();
        for (Hit hit : searched.referring()) {
            if (answer.hit(hit.getLookoutId())) {
                tally.hits++;
            }
            if (answer.notReferred(hit.getLookoutId())) {
                referrals.raise(observation, passage, hit, searched.check().getJurisdiction());
            }
        }
        List<Hit> weak = new ArrayList<>();
        for (Hit hit : searched.rereading()) {
            if (answer.hit(hit.getLookoutId())) {
                tally.hits++;
            }
            if (answer.notReferred(hit.getLookoutId())) {
                weak.add(hit);
            }
        }
        if (!weak.isEmpty()) {
            answer.owesReread();
            lane.terminal(
                    TerminalNotice.newBuilder()
                            .setReread(
                                    RereadPrompt.newBuilder()
                                            .setPassageId(passage.passageId())
                                            .setGrade(weak.getFirst().getGrade())
                                            .setRead(searched.check().getCanonical())
                                            .setAlternatives(weak.size()))
                            .build());
        }
    }

    /// Nothing is shown as clear before its record has room: a full store is a doubt of its own.
    private Intake record(
            Observation observation, OpenPassage passage, List<Searched> searches, byte[] tag) {
        if (offer(observation, passage, searches, tag, false)) {
            return Intake.RECORDED;
        }
        if (!observation.resendable()) {
            List<Searched> doubted =
                    searches.stream()
                            .map(searched ->
                                    searched.doubting(
                                            NotCheckedReason.NOT_CHECKED_REASON_STORE_FULL))
                            .toList();
            offer(observation, passage, doubted, tag, true);
        } else {
            remember(tag, passage);
        }
        return Intake.STORE_FULL;
    }

    /// Sent again, the event belongs to the vehicle it was seen on, whatever stands in the lane by
    /// then.
    private void remember(byte[] tag, OpenPassage passage) {
        refused.put(ByteString.copyFrom(tag), passage);
        if (refused.size() > MAX_REFUSED) {
            refused.pollFirstEntry();
        }
    }

    private boolean offer(
            Observation observation,
            OpenPassage passage,
            List<Searched> searches,
            byte[] tag,
            boolean keep) {
        CheckedObservation.Builder observed =
                CheckedObservation.newBuilder()
                        .setObservation(Wire.observation(observation))
                        .setPassageId(passage.passageId());
        for (Searched searched : searches) {
            observed.addChecks(searched.judged());
        }
        return records.offer(
                RecordClass.RECORD_CLASS_P1,
                tag,
                Record.newBuilder().setCheckedObservation(SilentRoom.fill(observed)),
                keep);
    }

    /// Each distinct canonical string among plate and candidates; the empty plate alone when
    /// nothing was read.
    private static Set<String> readings(PlateRead read) {
        Set<String> readings = new LinkedHashSet<>();
        if (!read.plate().isEmpty()) {
            readings.add(read.plate());
        }
        for (PlateRead.Candidate candidate : read.candidates()) {
            if (!candidate.plate().isEmpty()) {
                readings.add(candidate.plate());
            }
        }
        if (readings.isEmpty()) {
            readings.add("");
        }
        return readings;
    }

    /// Receipt by the link, never later than now.
    private long nanosOf(Observation observation) {
        long now = clock.nanos();
        long received = observation.received().nanos();
        return received - now > 0 ? now : received;
    }
}
