package dev.gatehouse.core.decision;

import com.google.protobuf.ByteString;
import dev.gatehouse.core.lookout.Presented;
import dev.gatehouse.core.match.Jurisdiction;
import dev.gatehouse.core.passage.OpenPassage;
import dev.gatehouse.core.passage.PassageAnswer;
import dev.gatehouse.core.passage.SeenRead;
import dev.gatehouse.core.seal.SiteKey;
import dev.gatehouse.proto.v1.Check;
import dev.gatehouse.proto.v1.CheckedObservation;
import dev.gatehouse.proto.v1.Hit;
import dev.gatehouse.proto.v1.NotCheckedReason;
import dev.gatehouse.proto.v1.Record;
import dev.gatehouse.proto.v1.RecordClass;
import dev.gatehouse.protocols.observation.DocumentRead;
import dev.gatehouse.protocols.observation.IdentifierRead;
import dev.gatehouse.protocols.observation.ManualEntry;
import dev.gatehouse.protocols.observation.Observation;
import dev.gatehouse.protocols.observation.PlateRead;
import dev.gatehouse.protocols.observation.PresenceChange;
import dev.gatehouse.protocols.observation.TagRead;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

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
    private final Optional<SiteKey> siteKey;

    ReadDesk(
            Checker checker,
            Lookouts lookouts,
            ReferralDesk referrals,
            RecordQueue records,
            BoothPolicy policy,
            BoothClock clock,
            Tally tally,
            Sightings sightings,
            Optional<SiteKey> siteKey) {
        this.checker = checker;
        this.lookouts = lookouts;
        this.referrals = referrals;
        this.records = records;
        this.policy = policy;
        this.clock = clock;
        this.tally = tally;
        this.sightings = sightings;
        this.siteKey = siteKey;
    }

    /// Takes one observation in.
    Intake take(Observation observation, Observation.InLane body, byte[] tag, LaneDesk lane) {
        long askedNanos = clock.nanos();
        Checker.Against against = checker.against(lookouts);
        Intake intake =
                switch (body) {
                    case PresenceChange change -> presence(observation, change, tag, lane);
                    case PlateRead read ->
                            read(
                                    observation,
                                    seenBy(observation, read, tag, lane),
                                    Readings.of(read),
                                    tag,
                                    lane,
                                    against,
                                    askedNanos);
                    case DocumentRead read ->
                            read(
                                    observation,
                                    inLane(observation, tag, lane),
                                    DocumentReadings.of(read, today(observation)),
                                    tag,
                                    lane,
                                    against,
                                    askedNanos);
                    case IdentifierRead read ->
                            sensed(observation, Readings.of(read), tag, lane, against, askedNanos);
                    case TagRead read ->
                            sensed(observation, Readings.of(read), tag, lane, against, askedNanos);
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

    /// The passage that a plate reader's answer belongs to.
    private OpenPassage seenBy(Observation observation, PlateRead read, byte[] tag, LaneDesk lane) {
        OpenPassage again = refused.remove(ByteString.copyFrom(tag));
        return again != null
                ? again
                : lane.passages()
                        .read(
                                observation,
                                SeenRead.of(observation.deviceId(), read, nanosOf(observation)));
    }

    /// The passage that what is handed over or keyed belongs to: the one in the lane, or the last.
    private OpenPassage inLane(Observation observation, byte[] tag, LaneDesk lane) {
        OpenPassage again = refused.remove(ByteString.copyFrom(tag));
        return again != null
                ? again
                : lane.passages().manual(observation, nanosOf(observation), policy.manualEntryMs());
    }

    /// What a device saw of the vehicle itself, before the loop or at it.
    private Intake sensed(
            Observation observation,
            List<Reading> readings,
            byte[] tag,
            LaneDesk lane,
            Checker.Against against,
            long askedNanos) {
        OpenPassage again = refused.remove(ByteString.copyFrom(tag));
        OpenPassage passage =
                again != null
                        ? again
                        : lane.passages()
                                .sensed(
                                        observation,
                                        nanosOf(observation),
                                        policy.manualEntryMs(),
                                        last ->
                                                !lane.passages().feelsPresence()
                                                        || knows(last, readings));
        return read(observation, passage, readings, tag, lane, against, askedNanos);
    }

    private static boolean knows(OpenPassage passage, List<Reading> readings) {
        return readings.stream()
                .anyMatch(reading ->
                        passage.answer()
                                .knows(reading.kind(), reading.text(), reading.qualifier()));
    }

    private Intake read(
            Observation observation,
            OpenPassage passage,
            List<Reading> readings,
            byte[] tag,
            LaneDesk lane,
            Checker.Against against,
            long askedNanos) {
        PassageAnswer answer = passage.answer();
        long generation = against.generation();
        List<Searched> searches = new ArrayList<>();
        for (Reading reading : readings) {
            if (!answer.needsCheck(
                    reading.kind(), reading.text(), reading.qualifier(), generation)) {
                continue;
            }
            Searched searched = checker.search(against, reading, answer::evidence);
            searches.add(searched);
            sighted(observation, passage, searched, askedNanos);
            switch (searched.outcome()) {
                case SEARCHED ->
                        answer.checked(
                                reading.kind(),
                                reading.text(),
                                reading.qualifier(),
                                generation,
                                searched.doubts());
                case UNREADABLE -> answer.unreadable(reading.kind());
                case NO_READ -> {}
            }
            act(observation, passage, searched, lane);
        }
        return recorded(observation, passage, searches, tag, lane, against);
    }

    /// What an officer keyed is always searched, and only its grade counts from here on.
    private Intake keyed(
            Observation observation,
            ManualEntry entry,
            byte[] tag,
            LaneDesk lane,
            Checker.Against against,
            long askedNanos) {
        OpenPassage passage = inLane(observation, tag, lane);
        List<Searched> searches = new ArrayList<>();
        for (Reading reading : Readings.of(entry, today(observation))) {
            Searched searched = checker.search(against, reading, passage.answer()::evidence);
            searches.add(searched);
            sighted(observation, passage, searched, askedNanos);
            if (searched.outcome() == Lookouts.Outcome.SEARCHED) {
                passage.answer()
                        .keyed(
                                reading.kind(),
                                reading.text(),
                                reading.qualifier(),
                                against.generation(),
                                searched.doubts());
                act(observation, passage, searched, lane);
            }
        }
        return recorded(observation, passage, searches, tag, lane, against);
    }

    private Intake recorded(
            Observation observation,
            OpenPassage passage,
            List<Searched> searches,
            byte[] tag,
            LaneDesk lane,
            Checker.Against against) {
        Intake intake = record(observation, passage, searches, tag);
        if (intake == Intake.STORE_FULL) {
            for (Searched searched : searches) {
                if (searched.outcome() == Lookouts.Outcome.SEARCHED) {
                    Reading reading = searched.reading();
                    passage.answer()
                            .unrecorded(reading.kind(), reading.text(), reading.qualifier());
                }
            }
        }
        if (passage != lane.passages().current()) {
            lane.notice(passage, against.list());
        }
        return intake;
    }

    /// The day by which two digits of a year are understood.
    private static LocalDate today(Observation observation) {
        return LocalDate.ofInstant(observation.received().at(), ZoneOffset.UTC);
    }

    /// What was searched is remembered for lookouts that come too late.
    private void sighted(
            Observation observation, OpenPassage passage, Searched searched, long askedNanos) {
        Optional<Presented> what = searched.reading().presented();
        if (what.isPresent() && searched.outcome() == Lookouts.Outcome.SEARCHED) {
            Check check = searched.check();
            sightings.saw(
                    new Sighting(
                            passage.passageId(),
                            passage.laneId(),
                            observation.received().at().toEpochMilli(),
                            observation.received().quality(),
                            askedNanos,
                            Sighting.isDoubtful(searched.doubts()),
                            canonical(what.get(), check.getCanonical()),
                            check.getHitsList()));
        }
    }

    /// A plate is kept as it was searched, which is shorter than what was sent.
    private static Presented canonical(Presented what, String canonical) {
        return what instanceof Presented.Plate(_, Jurisdiction issuedBy)
                ? new Presented.Plate(canonical, issuedBy)
                : what;
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
            answer.owesReread(searched.reading().kind());
            lane.terminal(
                    Comparisons.prompt(
                            passage.passageId(),
                            weak.getFirst(),
                            searched.check().getCanonical(),
                            weak.size()));
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
        siteKey.ifPresent(key -> pseudonym(observation, observed, key));
        for (Searched searched : searches) {
            observed.addChecks(searched.judged());
        }
        return records.offer(
                RecordClass.RECORD_CLASS_P1,
                tag,
                Record.newBuilder().setCheckedObservation(SilentRoom.fill(observed)),
                keep);
    }

    /// What a transponder or a document is called outside the record.
    private static void pseudonym(
            Observation observation, CheckedObservation.Builder observed, SiteKey key) {
        var wire = observed.getObservationBuilder();
        if (observation.body() instanceof TagRead read) {
            wire.getTagReadBuilder()
                    .setPseudonym(ByteString.copyFrom(key.pseudonym(read)))
                    .setKeyId(key.id());
        } else if (wire.getDocumentRead().hasDocumentNumber()) {
            var document = wire.getDocumentReadBuilder();
            document.setPseudonym(
                            ByteString.copyFrom(
                                    key.pseudonym(
                                            document.getIssuer(), document.getDocumentNumber())))
                    .setKeyId(key.id());
        }
    }

    /// Receipt by the link, never later than now.
    private long nanosOf(Observation observation) {
        long now = clock.nanos();
        long received = observation.received().nanos();
        return received - now > 0 ? now : received;
    }
}
