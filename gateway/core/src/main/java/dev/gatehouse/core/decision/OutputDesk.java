package dev.gatehouse.core.decision;

import dev.gatehouse.proto.v1.Actor;
import dev.gatehouse.proto.v1.ActorKind;
import dev.gatehouse.proto.v1.CommandOutcome;
import dev.gatehouse.proto.v1.OfficerCommand;
import dev.gatehouse.proto.v1.OutputChange;
import dev.gatehouse.proto.v1.OutputPart;
import dev.gatehouse.proto.v1.OutputStep;
import dev.gatehouse.proto.v1.Record;
import dev.gatehouse.proto.v1.RecordClass;
import dev.gatehouse.protocols.observation.DeviceNotice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Changes of lamps and barriers by hand: asked, confirmed by the officer who asked, and over by
/// his word, by time, or because the device fell back. Each step is a record with its actor. The
/// device keeps the time that counts, so that a booth that dies leaves no barrier open; the times
/// here only keep the records true where its word is lost.
///
/// ```
///        ask              confirm
///   - --------> ASKED -----------------> DONE
///                 |  revert, too late      |  revert, time, dark, lines lost
///                 v                        v
///              DROPPED                  REVERTED
/// ```
final class OutputDesk {
    /// After the device's own end of a change, its word for it is awaited for so long.
    static final long GRACE_MS = 2_000;

    /// What became of a command.
    ///
    /// @param explanation of a refusal
    /// @param number to confirm with; 0 for none
    /// @param validMs how long it waits, or holds; 0 for neither
    record Result(CommandOutcome outcome, String explanation, long number, long validMs) {}

    private static final class Change {
        final OutputChange.Builder step;
        final long deviceNumber;
        boolean held;
        long untilNanos;

        Change(OutputChange.Builder step, long deviceNumber) {
            this.step = step;
            this.deviceNumber = deviceNumber;
        }
    }

    /// By device, of which each has one at most.
    private final Map<String, Change> changes = new LinkedHashMap<>();

    private final RecordQueue records;
    private final Tags tags;
    private final BoothClock clock;
    private final Outbox out;
    private final String run;
    private long numbers;

    /// @param run names this run of the booth
    /// @param firstNumber of this run's changes, by chance, so that a confirmation from before a
    ///   restart confirms nothing
    OutputDesk(
            RecordQueue records,
            Tags tags,
            BoothClock clock,
            Outbox out,
            String run,
            long firstNumber) {
        this.records = records;
        this.tags = tags;
        this.clock = clock;
        this.out = out;
        this.run = run;
        this.numbers = firstNumber;
    }

    Result ask(OfficerCommand command, Actor actor) {
        ByHand.Answer answer =
                out.byHand(
                        new ByHand.Ask(
                                command.getLaneId(),
                                command.getOutputDevice(),
                                command.getOutputPart(),
                                command.getOutputActive()));
        if (answer.outcome() != ByHand.Outcome.CONFIRM) {
            return refused(answer.outcome());
        }
        Change before = changes.get(answer.deviceId());
        if (before != null) {
            // the device let it go, and its word for it was lost
            end(before, timer(), "FELL_BACK");
        }
        OutputChange.Builder step =
                OutputChange.newBuilder()
                        .setLaneId(command.getLaneId())
                        .setDeviceId(answer.deviceId())
                        .setPart(command.getOutputPart())
                        .setActive(command.getOutputActive())
                        .setNumber(numbers++);
        Change change = new Change(step, answer.number());
        change.untilNanos = clock.nanos() + TimeUnit.MILLISECONDS.toNanos(answer.validMs());
        boolean taken =
                record(
                        change,
                        OutputStep.OUTPUT_STEP_ASKED,
                        actor,
                        command.getCommandId(),
                        "",
                        false);
        if (!taken) {
            revert(change);
            return new Result(CommandOutcome.COMMAND_OUTCOME_REFUSED_BUSY, "STORE_FULL", 0, 0);
        }
        step.setActor(actor);
        changes.put(answer.deviceId(), change);
        return done(step.getNumber(), answer.validMs());
    }

    Result confirm(OfficerCommand command, Actor actor) {
        for (Change change : of(command)) {
            if (change.step.getNumber() == command.getOutputNumber() && !change.held) {
                return change.step.getActor().getBadge().equals(actor.getBadge())
                        ? confirm(change, command.getCommandId(), actor)
                        : new Result(
                                CommandOutcome.COMMAND_OUTCOME_REFUSED_STATE,
                                "ASKED_BY_ANOTHER",
                                0,
                                0);
            }
        }
        return refused(ByHand.Outcome.NOTHING_ASKED);
    }

    private Result confirm(Change change, String commandId, Actor actor) {
        ByHand.Answer answer =
                out.byHand(
                        new ByHand.Confirm(
                                change.step.getLaneId(),
                                change.step.getDeviceId(),
                                change.deviceNumber));
        if (answer.outcome() != ByHand.Outcome.HELD) {
            end(change, timer(), answer.outcome().name());
            return refused(answer.outcome());
        }
        change.held = true;
        change.untilNanos = clock.nanos() + TimeUnit.MILLISECONDS.toNanos(answer.validMs());
        var _ = record(change, OutputStep.OUTPUT_STEP_DONE, actor, commandId, "", true);
        return done(0, answer.validMs());
    }

    Result revert(OfficerCommand command, Actor actor) {
        List<Change> ending = of(command);
        if (ending.isEmpty()) {
            return refused(ByHand.Outcome.NOTHING_ASKED);
        }
        for (Change change : ending) {
            revert(change);
            end(change, actor, "", command.getCommandId());
        }
        return done(0, 0);
    }

    private void revert(Change change) {
        var _ = out.byHand(new ByHand.Revert(change.step.getLaneId(), change.step.getDeviceId()));
    }

    /// Changes in the lane that a command names, of the device that it names or of all.
    private List<Change> of(OfficerCommand command) {
        return changes.values().stream()
                .filter(change -> change.step.getLaneId().equals(command.getLaneId()))
                .filter(change ->
                        command.getOutputDevice().isEmpty()
                                || change.step.getDeviceId().equals(command.getOutputDevice()))
                .toList();
    }

    /// A device tells that what was held is over.
    void notice(String deviceId, DeviceNotice notice) {
        Change change = changes.get(deviceId);
        if (change != null
                && change.held
                && notice.code().equals(DeviceNotice.OUTPUT_BY_HAND)
                && notice.severity() == DeviceNotice.Severity.CLEARED
                && notice.number() == change.deviceNumber) {
            boolean early =
                    change.untilNanos - clock.nanos() > TimeUnit.MILLISECONDS.toNanos(GRACE_MS);
            end(change, timer(), early ? "FELL_BACK" : "TIME");
        }
    }

    void tick() {
        for (Change change : List.copyOf(changes.values())) {
            long graceMs = change.held ? GRACE_MS : 0;
            if (clock.nanos() - change.untilNanos >= TimeUnit.MILLISECONDS.toNanos(graceMs)) {
                revert(change);
                end(change, timer(), change.held ? "TIME" : "NOT_CONFIRMED");
            }
        }
    }

    /// The booth stops, and its devices with it.
    void stop() {
        for (Change change : new ArrayList<>(changes.values())) {
            revert(change);
            end(change, Actor.newBuilder().setKind(ActorKind.ACTOR_KIND_BOOTH).build(), "STOPPED");
        }
    }

    private void end(Change change, Actor actor, String code) {
        end(change, actor, code, "");
    }

    private void end(Change change, Actor actor, String code, String commandId) {
        changes.remove(change.step.getDeviceId());
        OutputStep step =
                change.held ? OutputStep.OUTPUT_STEP_REVERTED : OutputStep.OUTPUT_STEP_DROPPED;
        var _ = record(change, step, actor, commandId, code, true);
    }

    /// A barrier that was opened or closed by hand is recorded among the alarms.
    private boolean record(
            Change change,
            OutputStep step,
            Actor actor,
            String commandId,
            String code,
            boolean keep) {
        OutputChange.Builder body =
                change.step.clone().setStep(step).setActor(actor).setAt(Wire.stamp(clock));
        if (!commandId.isEmpty()) {
            body.setCommandId(commandId);
        }
        if (!code.isEmpty()) {
            body.setCode(code);
        }
        boolean barrier = body.getPart() == OutputPart.OUTPUT_PART_BARRIER;
        return records.offer(
                barrier && step != OutputStep.OUTPUT_STEP_ASKED
                        ? RecordClass.RECORD_CLASS_P0
                        : RecordClass.RECORD_CLASS_P1,
                tags.tag("output", run, Long.toString(body.getNumber()), step.name()),
                Record.newBuilder().setOutputChange(body),
                keep);
    }

    private static Actor timer() {
        return Actor.newBuilder().setKind(ActorKind.ACTOR_KIND_TIMER).build();
    }

    private static Result done(long number, long validMs) {
        return new Result(CommandOutcome.COMMAND_OUTCOME_DONE, "", number, validMs);
    }

    private static Result refused(ByHand.Outcome outcome) {
        CommandOutcome refusal =
                switch (outcome) {
                    case BUSY -> CommandOutcome.COMMAND_OUTCOME_REFUSED_BUSY;
                    case NO_OUTPUT, SEVERAL -> CommandOutcome.COMMAND_OUTCOME_REFUSED_MALFORMED;
                    case NOTHING_ASKED, NOT_ALLOWED, NOT_ALIVE, CONFIRM, HELD, REVERTED ->
                            CommandOutcome.COMMAND_OUTCOME_REFUSED_STATE;
                };
        return new Result(refusal, outcome.name(), 0, 0);
    }
}
