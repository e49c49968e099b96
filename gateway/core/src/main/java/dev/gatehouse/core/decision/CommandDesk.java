package dev.gatehouse.core.decision;

import dev.gatehouse.core.lookout.Presented;
import dev.gatehouse.core.passage.OpenPassage;
import dev.gatehouse.core.referral.Referral;
import dev.gatehouse.core.referral.Stage;
import dev.gatehouse.proto.v1.Actor;
import dev.gatehouse.proto.v1.ActorKind;
import dev.gatehouse.proto.v1.CommandKind;
import dev.gatehouse.proto.v1.CommandOutcome;
import dev.gatehouse.proto.v1.CommandRefusal;
import dev.gatehouse.proto.v1.CommandReply;
import dev.gatehouse.proto.v1.OfficerCommand;
import dev.gatehouse.proto.v1.Record;
import dev.gatehouse.proto.v1.RecordClass;
import dev.gatehouse.protocols.observation.CaptureTime;
import dev.gatehouse.protocols.observation.ManualEntry;
import dev.gatehouse.protocols.observation.Observation;
import dev.gatehouse.protocols.observation.Received;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// Officer commands, each carried out once. In this order: who sends it, is it well-formed, may he,
/// was it done before, can it be done now. Every refusal is counted, and journalled as long as
/// refusals keep within their share.
final class CommandDesk {
    /// Replies remembered for commands sent again.
    static final int MAX_REPLIES = 10_000;

    /// Refusals journalled in a minute; more are counted only, so that a client gone wild cannot
    /// fill the store.
    static final int MAX_REFUSALS_A_MINUTE = 60;

    /// Not a character of configured device ids, so that no device can speak as an officer.
    private static final String OFFICER_DEVICE = "officer:";

    private record Asked(String badge, String commandId) {}

    private record Done(CommandKind kind, String referralId, CommandReply reply) {}

    private final Map<String, LaneDesk> lanes;
    private final ReferralDesk referrals;
    private final RecordQueue records;
    private final Tags tags;
    private final BoothClock clock;
    private final Lookouts lookouts;
    private final RadioTexts texts;
    private final OutputDesk outputs;
    private final Tally tally;
    private final Function<Observation, Intake> intake;
    private final String run;
    private final LinkedHashMap<Asked, Done> replies = new LinkedHashMap<>();
    private long refusals;
    private long minuteNanos;
    private int refusalsThisMinute;

    /// @param intake where a keyed plate goes
    /// @param run names this run of the booth, for tags of what has no event behind it
    CommandDesk(
            Map<String, LaneDesk> lanes,
            ReferralDesk referrals,
            RecordQueue records,
            Tags tags,
            BoothClock clock,
            Lookouts lookouts,
            RadioTexts texts,
            OutputDesk outputs,
            Tally tally,
            Function<Observation, Intake> intake,
            String run) {
        this.lanes = lanes;
        this.referrals = referrals;
        this.records = records;
        this.tags = tags;
        this.clock = clock;
        this.lookouts = lookouts;
        this.texts = texts;
        this.outputs = outputs;
        this.tally = tally;
        this.intake = intake;
        this.run = run;
        this.minuteNanos = clock.nanos();
    }

    CommandReply carryOut(OfficerCommand command, Officer officer) {
        String laneId = command.getLaneId();
        if (officer.badge().isEmpty() || !officer.badge().equals(command.getBadge())) {
            return refuse(
                    command,
                    officer,
                    laneId,
                    CommandOutcome.COMMAND_OUTCOME_REFUSED_UNAUTHENTICATED,
                    "BADGE_DIFFERS");
        }
        String fault = CommandShape.fault(command);
        if (!fault.isEmpty() || !lanes.containsKey(laneId)) {
            return refuse(
                    command,
                    officer,
                    laneId,
                    CommandOutcome.COMMAND_OUTCOME_REFUSED_MALFORMED,
                    fault.isEmpty() ? "LANE" : fault);
        }
        if (!officer.roles().contains(command.getRole())
                || !CommandRights.rolesFor(command.getKind()).contains(command.getRole())) {
            return refuse(
                    command, officer, laneId, CommandOutcome.COMMAND_OUTCOME_REFUSED_ROLE, "ROLE");
        }
        Done before = replies.get(new Asked(officer.badge(), command.getCommandId()));
        if (before != null) {
            return before.kind == command.getKind()
                            && before.referralId.equals(command.getReferralId())
                    ? repeated(before.reply)
                    : refuse(
                            command,
                            officer,
                            laneId,
                            CommandOutcome.COMMAND_OUTCOME_REFUSED_MALFORMED,
                            "COMMAND_ID_USED");
        }
        return switch (command.getKind()) {
            case COMMAND_KIND_MANUAL_ENTRY -> key(command, officer, laneId);
            case COMMAND_KIND_RADIO_TEXT -> text(command, officer, laneId);
            case COMMAND_KIND_OUTPUT_ASK ->
                    byHand(command, officer, outputs.ask(command, actor(command, officer)));
            case COMMAND_KIND_OUTPUT_CONFIRM ->
                    byHand(command, officer, outputs.confirm(command, actor(command, officer)));
            case COMMAND_KIND_OUTPUT_REVERT ->
                    byHand(command, officer, outputs.revert(command, actor(command, officer)));
            case COMMAND_KIND_ACKNOWLEDGE,
                    COMMAND_KIND_IN_SECONDARY,
                    COMMAND_KIND_EXAMINED,
                    COMMAND_KIND_RELEASE,
                    COMMAND_KIND_UNSPECIFIED,
                    UNRECOGNIZED ->
                    move(command, officer, laneId);
        };
    }

    private CommandReply text(OfficerCommand command, Officer officer, String laneId) {
        RadioMessage.Offer offer =
                texts.send(
                        command.getRadioDevice(),
                        laneId,
                        command.getRadioId(),
                        command.getRadioGroup(),
                        command.getEntry(),
                        actor(command, officer),
                        command.getCommandId());
        CommandOutcome outcome =
                switch (offer) {
                    case TAKEN -> CommandOutcome.COMMAND_OUTCOME_DONE;
                    case BUSY, NOT_CONNECTED -> CommandOutcome.COMMAND_OUTCOME_REFUSED_BUSY;
                    case TOO_LONG, NO_SYSTEM -> CommandOutcome.COMMAND_OUTCOME_REFUSED_MALFORMED;
                    case TRANSMIT_OFF -> CommandOutcome.COMMAND_OUTCOME_REFUSED_STATE;
                };
        return outcome == CommandOutcome.COMMAND_OUTCOME_DONE
                ? done(command, officer, reply(command, outcome).build())
                : refuse(command, officer, laneId, outcome, offer.name());
    }

    private CommandReply byHand(OfficerCommand command, Officer officer, OutputDesk.Result result) {
        if (result.outcome() != CommandOutcome.COMMAND_OUTCOME_DONE) {
            return refuse(
                    command, officer, command.getLaneId(), result.outcome(), result.explanation());
        }
        CommandReply.Builder reply = reply(command, result.outcome());
        if (result.number() > 0) {
            reply.setOutputNumber(result.number());
        }
        if (result.validMs() > 0) {
            reply.setOutputValidMs((int) result.validMs());
        }
        return done(command, officer, reply.build());
    }

    private static Actor actor(OfficerCommand command, Officer officer) {
        return Actor.newBuilder()
                .setKind(ActorKind.ACTOR_KIND_OFFICER)
                .setBadge(officer.badge())
                .setRole(command.getRole())
                .setShift(command.getShift())
                .build();
    }

    private CommandReply move(OfficerCommand command, Officer officer, String laneId) {
        Referral referral = referrals.book().find(command.getReferralId());
        if (referral == null || !referral.laneId().equals(laneId)) {
            return refuse(
                    command,
                    officer,
                    laneId,
                    CommandOutcome.COMMAND_OUTCOME_REFUSED_UNKNOWN_REFERRAL,
                    "NO_SUCH_REFERRAL_IN_LANE");
        }
        if (referral.knows(command.getCommandId(), officer.badge())) {
            return repeated(
                    state(reply(command, CommandOutcome.COMMAND_OUTCOME_DONE), referral).build());
        }
        Stage from = referral.stage();
        if (!CommandRights.rolesFor(command.getKind(), from).contains(command.getRole())) {
            return refuse(
                    command,
                    officer,
                    laneId,
                    CommandOutcome.COMMAND_OUTCOME_REFUSED_ROLE,
                    "DISPOSITION");
        }
        Stage to = CommandRights.target(command.getKind()).orElseThrow();
        return switch (referrals.move(
                referral,
                to,
                actor(command, officer),
                command.getCommandId(),
                command.getResult())) {
            case DONE ->
                    done(
                            command,
                            officer,
                            state(reply(command, CommandOutcome.COMMAND_OUTCOME_DONE), referral)
                                    .build());
            case ILLEGAL ->
                    refuse(
                            command,
                            officer,
                            laneId,
                            CommandOutcome.COMMAND_OUTCOME_REFUSED_STATE,
                            "FROM_" + from.name());
            case STORE_FULL ->
                    refuse(
                            command,
                            officer,
                            laneId,
                            CommandOutcome.COMMAND_OUTCOME_REFUSED_BUSY,
                            "STORE_FULL");
        };
    }

    private CommandReply key(OfficerCommand command, Officer officer, String laneId) {
        Instant now = Instant.ofEpochMilli(clock.wallMs());
        ManualEntry entry = entry(command, officer.badge());
        Lookouts.View view = lookouts.view();
        boolean searchable =
                Readings.of(entry, LocalDate.ofInstant(now, ZoneOffset.UTC)).stream()
                        .allMatch(reading ->
                                reading.presented()
                                        .filter(what -> searches(view, what))
                                        .isPresent());
        if (!searchable) {
            return refuse(
                    command,
                    officer,
                    laneId,
                    CommandOutcome.COMMAND_OUTCOME_REFUSED_MALFORMED,
                    entry.kind().equals(ManualEntry.PLATE) ? "PLATE" : "ENTRY");
        }
        Observation keyed =
                new Observation(
                        OFFICER_DEVICE + officer.badge(),
                        laneId,
                        command.getCommandId(),
                        new CaptureTime(now, CaptureTime.Quality.RECEIVED),
                        new Received(now, clock.nanos(), clock.quality()),
                        false,
                        true,
                        entry);
        return switch (intake.apply(keyed)) {
            case RECORDED -> {
                CommandReply.Builder reply = reply(command, CommandOutcome.COMMAND_OUTCOME_DONE);
                lastReferral(laneId).ifPresent(referral -> state(reply, referral));
                yield done(command, officer, reply.build());
            }
            case REPEATED -> repeated(reply(command, CommandOutcome.COMMAND_OUTCOME_DONE).build());
            case STORE_FULL, UNKNOWN_LANE ->
                    refuse(
                            command,
                            officer,
                            laneId,
                            CommandOutcome.COMMAND_OUTCOME_REFUSED_BUSY,
                            "STORE_FULL");
        };
    }

    private static boolean searches(Lookouts.View view, Presented what) {
        return view.outcome(what) == Lookouts.Outcome.SEARCHED;
    }

    private static ManualEntry entry(OfficerCommand command, String badge) {
        String kind = command.getEntryKind().toUpperCase(Locale.ROOT);
        return kind.isEmpty()
                ? ManualEntry.plate(command.getPlate(), command.getJurisdiction(), badge)
                : new ManualEntry(
                        kind,
                        command.getEntry(),
                        command.getJurisdiction(),
                        command.getBirthDate(),
                        command.getSex(),
                        command.getNationality(),
                        badge);
    }

    private Optional<Referral> lastReferral(String laneId) {
        LaneDesk lane = lanes.get(laneId);
        OpenPassage passage = lane == null ? null : lane.passages().current();
        return passage == null || passage.answer().referralIds().isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(
                        referrals.book().find(passage.answer().referralIds().getLast()));
    }

    private CommandReply done(OfficerCommand command, Officer officer, CommandReply reply) {
        tally.commandsDone++;
        if (replies.size() == MAX_REPLIES) {
            replies.pollFirstEntry();
        }
        replies.put(
                new Asked(officer.badge(), command.getCommandId()),
                new Done(command.getKind(), command.getReferralId(), reply));
        return reply;
    }

    private CommandReply repeated(CommandReply reply) {
        tally.commandsRepeated++;
        return reply.toBuilder().setOutcome(CommandOutcome.COMMAND_OUTCOME_REPEATED).build();
    }

    private CommandReply refuse(
            OfficerCommand command,
            Officer officer,
            String laneId,
            CommandOutcome outcome,
            String explanation) {
        tally.commandsRefused++;
        journal(command, officer, laneId, outcome);
        return reply(command, outcome).setExplanation(explanation).build();
    }

    private void journal(
            OfficerCommand command, Officer officer, String laneId, CommandOutcome outcome) {
        if (clock.nanos() - minuteNanos >= TimeUnit.MINUTES.toNanos(1)) {
            minuteNanos = clock.nanos();
            refusalsThisMinute = 0;
        }
        refusalsThisMinute++;
        CommandRefusal.Builder refusal =
                CommandRefusal.newBuilder()
                        .setKind(CommandShape.knownKind(command))
                        .setOutcome(outcome)
                        .setClient(officer.client())
                        .setLaneId(lanes.containsKey(laneId) ? laneId : "")
                        .setAt(Wire.stamp(clock));
        if (CommandShape.wellFormedId(command)) {
            refusal.setCommandId(command.getCommandId());
        }
        boolean journalled =
                refusalsThisMinute <= MAX_REFUSALS_A_MINUTE
                        && records.offer(
                                RecordClass.RECORD_CLASS_P1,
                                tags.tag("refusal", run, Long.toString(refusals++)),
                                Record.newBuilder().setCommandRefusal(refusal),
                                false);
        if (!journalled) {
            tally.refusalsNotJournalled++;
        }
    }

    private static CommandReply.Builder reply(OfficerCommand command, CommandOutcome outcome) {
        CommandReply.Builder reply = CommandReply.newBuilder().setOutcome(outcome);
        if (CommandShape.wellFormedId(command)) {
            reply.setCommandId(command.getCommandId());
        }
        return reply;
    }

    private static CommandReply.Builder state(CommandReply.Builder reply, Referral referral) {
        return reply.setReferralId(referral.referralId()).setState(referral.stage().wire());
    }
}
