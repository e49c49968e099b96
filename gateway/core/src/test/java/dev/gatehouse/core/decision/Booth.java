package dev.gatehouse.core.decision;

import dev.gatehouse.core.lookout.LoadOutcome;
import dev.gatehouse.core.lookout.LookoutStore;
import dev.gatehouse.core.lookout.StalenessLimits;
import dev.gatehouse.core.passage.LaneConfig;
import dev.gatehouse.core.referral.OpenReferral;
import dev.gatehouse.core.seal.SiteKey;
import dev.gatehouse.proto.v1.CommandKind;
import dev.gatehouse.proto.v1.CommandReply;
import dev.gatehouse.proto.v1.ExaminationResult;
import dev.gatehouse.proto.v1.OfficerCommand;
import dev.gatehouse.proto.v1.VerdictNotice;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.observation.CaptureTime;
import dev.gatehouse.protocols.observation.Observation;
import dev.gatehouse.protocols.observation.PlateRead;
import dev.gatehouse.protocols.observation.PresenceChange;
import dev.gatehouse.protocols.observation.RadiationReport;
import dev.gatehouse.protocols.observation.Received;
import dev.gatehouse.protocols.observation.TimeQuality;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SplittableRandom;

/// A booth of one lane over the real list, for tests: real decisions, clock and journal in memory.
final class Booth {
    static final String LANE = "lane-1";
    static final String CAMERA = "camera-1";
    static final Duration HARD_LIMIT = Duration.ofHours(24);

    /// Made-up plates. `KQR4821` exact; see the tests for what the others are.
    static final String LIST =
            """
            id,kind,jurisdiction,plate,priority,action
            L-1,PLATE,US-NY,KQR4821,1,REFER_MANDATORY
            L-2,PLATE,CA-ON,BZX0913,3,EXAMINE_GOODS
            L-3,PLATE,US-NY,OBS7777,3,OBSERVE_AND_REPORT
            """;

    static final String SILENT_LINE = "L-9,PLATE,US-NY,WTV3344,1,SILENT\n";

    final FakeClock clock;
    final MemoryOutbox out;
    final SiteKey siteKey = SiteKey.generate(new SecureRandom());
    final LookoutStore store;
    final Decider decider;
    private final Path csv;
    private long sequence;
    final List<Sighting> sightings = new ArrayList<>();
    private int event;
    private int command;

    Booth(Path folder, String list) {
        this(folder, list, BoothPolicy.standard(), true);
    }

    Booth(Path folder, String list, BoothPolicy policy, boolean presence) {
        this(folder, list, policy, presence, new FakeClock(), new MemoryOutbox(), List.of());
    }

    Booth(
            Path folder,
            String list,
            BoothPolicy policy,
            boolean presence,
            FakeClock clock,
            MemoryOutbox out,
            List<OpenReferral> restored) {
        this(
                folder,
                list,
                policy,
                new LaneConfig(LANE, presence, Set.of(), Set.of("rear-1"), LaneConfig.PORTAL_MS),
                clock,
                out,
                restored);
    }

    Booth(
            Path folder,
            String list,
            BoothPolicy policy,
            LaneConfig lane,
            FakeClock clock,
            MemoryOutbox out,
            List<OpenReferral> restored) {
        this.clock = clock;
        this.out = out;
        this.csv = folder.resolve("lookouts.csv");
        this.store =
                new LookoutStore(
                        new StalenessLimits(Duration.ofHours(1), HARD_LIMIT),
                        clock::nanos,
                        () -> Instant.ofEpochMilli(clock.wallMs()));
        if (!list.isEmpty()) {
            load(list);
        }
        byte[] key = new byte[Tags.MIN_KEY_BYTES];
        Arrays.fill(key, (byte) 42);
        decider =
                new Decider(
                        policy,
                        List.of(lane),
                        new StoreLookouts(store),
                        clock,
                        new SplittableRandom(out.records.size() + 1L),
                        key,
                        Optional.of(siteKey),
                        restored,
                        sightings::add,
                        out);
    }

    /// List and clock confirmed: may say clear.
    Booth ready() {
        decider.tick();
        decider.confirmList();
        decider.clockChanged(new ClockReport(true, TimeQuality.SYNCED, 0));
        return this;
    }

    void load(String list) {
        try {
            Files.writeString(csv, list, StandardCharsets.UTF_8);
            Files.setLastModifiedTime(csv, FileTime.fromMillis(clock.wallMs() - 60_000));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!(store.load(csv) instanceof LoadOutcome.Loaded)) {
            throw new AssertionError("list of the test was not taken");
        }
    }

    /// Lets time go by as the booth thread would see it.
    void pass(long ms) {
        for (long left = ms; left > 0; left -= 50) {
            clock.pass(Math.min(50, left));
            decider.tick();
        }
    }

    Intake on() {
        return decider.observe(edge(true));
    }

    Intake off() {
        return decider.observe(edge(false));
    }

    Intake read(String plate) {
        return decider.observe(
                plate(CAMERA, "e" + event++, plate, "US-NY", "", PlateRead.State.FINAL));
    }

    /// A lane with a loop, a rear reader and one radiation portal.
    static LaneConfig screened(String portal) {
        return new LaneConfig(LANE, true, Set.of(portal), Set.of("rear-1"), LaneConfig.PORTAL_MS);
    }

    /// What a portal that sends lines tells.
    static RadiationReport radiation(RadiationReport.Kind kind, RadiationReport.Mark... marks) {
        return new RadiationReport(
                kind,
                "",
                1,
                RadiationReport.Figures.NONE,
                Set.of(marks),
                List.of(),
                "PORTAL_LINE",
                Octets.NONE);
    }

    Observation edge(boolean present) {
        sequence++;
        return observation(
                "loop-1",
                "s" + sequence,
                false,
                false,
                new PresenceChange(present, sequence, clock.nanos()));
    }

    Observation plate(
            String device,
            String eventId,
            String plate,
            String jurisdiction,
            String key,
            PlateRead.State state) {
        return observation(
                device,
                eventId,
                false,
                true,
                plateRead(plate, List.of(), jurisdiction, key, state));
    }

    static PlateRead plateRead(
            String plate,
            List<String> others,
            String jurisdiction,
            String key,
            PlateRead.State state) {
        return new PlateRead(
                plate,
                plate,
                others.stream()
                        .map(other -> new PlateRead.Candidate(other, OptionalDouble.of(0.5)))
                        .toList(),
                OptionalDouble.of(0.9),
                jurisdiction,
                state,
                PlateRead.Direction.APPROACHING,
                key,
                "",
                false,
                false,
                List.of(),
                "REKOR");
    }

    Observation observation(
            String device,
            String eventId,
            boolean late,
            boolean resendable,
            Observation.Body body) {
        Instant now = Instant.ofEpochMilli(clock.wallMs());
        return new Observation(
                device,
                LANE,
                eventId,
                new CaptureTime(now, CaptureTime.Quality.SOURCE_UTC),
                new Received(now, clock.nanos(), TimeQuality.SYNCED),
                late,
                resendable,
                body);
    }

    static Officer officer() {
        return new Officer("terminal-7", "B100", Set.of("officer"));
    }

    OfficerCommand.Builder ask(CommandKind kind) {
        return OfficerCommand.newBuilder()
                .setCommandId("c-" + command++)
                .setKind(kind)
                .setBadge("B100")
                .setRole("officer")
                .setShift("day")
                .setLaneId(LANE);
    }

    CommandReply ask(CommandKind kind, String referralId) {
        OfficerCommand.Builder asked = ask(kind).setReferralId(referralId);
        if (kind == CommandKind.COMMAND_KIND_EXAMINED) {
            asked.setResult(ExaminationResult.EXAMINATION_RESULT_SAME_SUBJECT_EXAMINED_RESULT);
        }
        return decider.command(asked.build(), officer());
    }

    CommandReply key(String plate, String jurisdiction) {
        return decider.command(
                ask(CommandKind.COMMAND_KIND_MANUAL_ENTRY)
                        .setPlate(plate)
                        .setJurisdiction(jurisdiction)
                        .build(),
                officer());
    }

    /// The last verdict its terminal was told.
    VerdictNotice verdict() {
        return out.notices.reversed().stream()
                .filter(notice -> notice.hasVerdict())
                .findFirst()
                .orElseThrow()
                .getVerdict();
    }

    String referralId() {
        return out.transitions().getFirst().getReferralId();
    }
}
