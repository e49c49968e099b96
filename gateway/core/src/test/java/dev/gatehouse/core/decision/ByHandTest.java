package dev.gatehouse.core.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.proto.v1.ActorKind;
import dev.gatehouse.proto.v1.CommandKind;
import dev.gatehouse.proto.v1.CommandOutcome;
import dev.gatehouse.proto.v1.CommandReply;
import dev.gatehouse.proto.v1.OfficerCommand;
import dev.gatehouse.proto.v1.OutputChange;
import dev.gatehouse.proto.v1.OutputPart;
import dev.gatehouse.proto.v1.Record;
import dev.gatehouse.proto.v1.RecordClass;
import dev.gatehouse.protocols.observation.DeviceNotice;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Lamps and barrier by hand, as the booth decides and records them; the device is made up here.
class ByHandTest {
    private static final String DEVICE = "lamps-1";
    private static final long CONFIRM_MS = 10_000;
    private static final long HOLD_MS = 20_000;

    @TempDir Path folder;

    private Booth booth;
    private long number;
    private boolean held;
    private ByHand.Outcome confirmed = ByHand.Outcome.HELD;
    private int notices;

    @BeforeEach
    void start() {
        booth = new Booth(folder, Booth.LIST).ready();
        booth.out.hands = this::device;
    }

    /// A device that does as it is told and leaves time to the test.
    private ByHand.Answer device(ByHand word) {
        return switch (word) {
            case ByHand.Ask ask ->
                    ask.part() == OutputPart.OUTPUT_PART_GREEN
                            ? new ByHand.Answer(ByHand.Outcome.NOT_ALLOWED, DEVICE, 0, 0)
                            : held
                                    ? new ByHand.Answer(ByHand.Outcome.BUSY, DEVICE, 0, 0)
                                    : new ByHand.Answer(
                                            ByHand.Outcome.CONFIRM, DEVICE, ++number, CONFIRM_MS);
            case ByHand.Confirm(String _, String _, long asked) -> {
                held = confirmed == ByHand.Outcome.HELD && asked == number;
                yield new ByHand.Answer(confirmed, DEVICE, 0, held ? HOLD_MS : 0);
            }
            case ByHand.Revert _ -> {
                held = false;
                yield new ByHand.Answer(ByHand.Outcome.REVERTED, DEVICE, 0, 0);
            }
        };
    }

    private CommandReply send(OfficerCommand.Builder command) {
        return booth.decider.command(command.build(), Booth.officer());
    }

    private OfficerCommand.Builder asking(OutputPart part, boolean active) {
        return booth.ask(CommandKind.COMMAND_KIND_OUTPUT_ASK)
                .setOutputPart(part)
                .setOutputActive(active);
    }

    private OfficerCommand.Builder confirming(long asked) {
        return booth.ask(CommandKind.COMMAND_KIND_OUTPUT_CONFIRM).setOutputNumber(asked);
    }

    private long asked() {
        CommandReply reply = send(asking(OutputPart.OUTPUT_PART_BARRIER, true));
        assertEquals(CommandOutcome.COMMAND_OUTCOME_DONE, reply.getOutcome());
        assertEquals(CONFIRM_MS, reply.getOutputValidMs());
        return reply.getOutputNumber();
    }

    private void over(long ofDevice) {
        var _ =
                booth.decider.observe(
                        booth.observation(
                                DEVICE,
                                "n" + notices++,
                                false,
                                false,
                                new DeviceNotice(
                                        DeviceNotice.OUTPUT_BY_HAND,
                                        DeviceNotice.Severity.CLEARED,
                                        ofDevice)));
    }

    private List<OutputChange> steps() {
        return booth.out.records.stream()
                .map(MemoryOutbox.Kept::record)
                .filter(Record::hasOutputChange)
                .map(Record::getOutputChange)
                .toList();
    }

    private List<String> said() {
        return steps().stream()
                .map(step ->
                        step.getStep().name().replace("OUTPUT_STEP_", "")
                                + " "
                                + step.getActor().getKind().name().replace("ACTOR_KIND_", "")
                                + (step.getCode().isEmpty() ? "" : " " + step.getCode()))
                .toList();
    }

    private String refused(OfficerCommand.Builder command) {
        CommandReply reply = send(command);
        assertNotEquals(CommandOutcome.COMMAND_OUTCOME_DONE, reply.getOutcome());
        return reply.getOutcome().name().replace("COMMAND_OUTCOME_", "")
                + " "
                + reply.getExplanation();
    }

    @Test
    void askedConfirmedAndOverByTime() {
        long asked = asked();
        assertEquals(
                List.of(),
                booth.out.byHand.stream().filter(ByHand.Confirm.class::isInstance).toList());
        CommandReply done = send(confirming(asked));
        assertEquals(CommandOutcome.COMMAND_OUTCOME_DONE, done.getOutcome());
        assertEquals(HOLD_MS, done.getOutputValidMs());
        booth.pass(HOLD_MS);
        over(number);
        assertEquals(List.of("ASKED OFFICER", "DONE OFFICER", "REVERTED TIMER TIME"), said());
        for (OutputChange step : steps()) {
            assertEquals(Booth.LANE, step.getLaneId());
            assertEquals(DEVICE, step.getDeviceId());
            assertEquals(OutputPart.OUTPUT_PART_BARRIER, step.getPart());
            assertTrue(step.getActive() && step.hasAt());
            assertEquals(asked, step.getNumber());
            boolean officers = step.getActor().getKind() == ActorKind.ACTOR_KIND_OFFICER;
            assertEquals(officers ? "B100" : "", step.getActor().getBadge());
            assertEquals(officers, step.hasCommandId());
        }
        over(number);
        assertEquals(3, steps().size(), "told once");
    }

    @Test
    void aBarrierThatMovedIsAmongTheAlarmsAndALampIsNot() {
        send(confirming(asked()));
        send(booth.ask(CommandKind.COMMAND_KIND_OUTPUT_REVERT));
        CommandReply lamp = send(asking(OutputPart.OUTPUT_PART_RED, true));
        send(confirming(lamp.getOutputNumber()));
        assertEquals(
                List.of("P1", "P0", "P0", "P1", "P1"),
                booth.out.records.stream()
                        .filter(kept -> kept.record().hasOutputChange())
                        .map(kept -> kept.recordClass().name().replace("RECORD_CLASS_", ""))
                        .toList());
    }

    @Test
    void whatIsNotConfirmedInTimeIsDroppedAndNeverDone() {
        long asked = asked();
        booth.pass(CONFIRM_MS);
        assertEquals(List.of("ASKED OFFICER", "DROPPED TIMER NOT_CONFIRMED"), said());
        assertEquals("REFUSED_STATE NOTHING_ASKED", refused(confirming(asked)));
        assertTrue(
                booth.out.byHand.stream().noneMatch(ByHand.Confirm.class::isInstance),
                "the device was never asked");
    }

    @Test
    void anotherNumberOrAnotherOfficerConfirmsNothing() {
        long asked = asked();
        assertEquals("REFUSED_STATE NOTHING_ASKED", refused(confirming(asked + 1)));
        CommandReply other =
                booth.decider.command(
                        confirming(asked).setBadge("B200").build(),
                        new Officer("terminal-8", "B200", Set.of("officer")));
        assertEquals("ASKED_BY_ANOTHER", other.getExplanation());
        assertEquals(CommandOutcome.COMMAND_OUTCOME_DONE, send(confirming(asked)).getOutcome());
    }

    @Test
    void anyOfficerMayRevert() {
        send(confirming(asked()));
        CommandReply reverted =
                booth.decider.command(
                        booth.ask(CommandKind.COMMAND_KIND_OUTPUT_REVERT).setBadge("B200").build(),
                        new Officer("terminal-8", "B200", Set.of("officer")));
        assertEquals(CommandOutcome.COMMAND_OUTCOME_DONE, reverted.getOutcome());
        assertEquals("B200", steps().getLast().getActor().getBadge());
        over(number);
        assertEquals(List.of("ASKED OFFICER", "DONE OFFICER", "REVERTED OFFICER"), said());
        assertEquals(
                "REFUSED_STATE NOTHING_ASKED",
                refused(booth.ask(CommandKind.COMMAND_KIND_OUTPUT_REVERT)));
    }

    @Test
    void whatTheDeviceLetGoBeforeItsTimeIsRecordedSo() {
        send(confirming(asked()));
        booth.pass(5_000);
        over(number);
        assertEquals("REVERTED TIMER FELL_BACK", said().getLast());
    }

    /// Its word may be lost where the booth is full; the device has fallen back all the same.
    @Test
    void theEndIsRecordedWithoutTheDevicesWord() {
        send(confirming(asked()));
        booth.pass(HOLD_MS + OutputDesk.GRACE_MS);
        assertEquals("REVERTED TIMER TIME", said().getLast());
        over(number);
        assertEquals(3, steps().size());
    }

    /// The end of one change is never taken for the end of the next.
    @Test
    void anOldEndDoesNotEndTheNextChange() {
        send(confirming(asked()));
        long old = number;
        send(booth.ask(CommandKind.COMMAND_KIND_OUTPUT_REVERT));
        send(confirming(asked()));
        over(old);
        assertEquals("DONE OFFICER", said().getLast());
        over(number);
        assertEquals("REVERTED TIMER FELL_BACK", said().getLast());
    }

    @Test
    void aDeviceThatCannotIsNotDone() {
        confirmed = ByHand.Outcome.NOT_ALIVE;
        assertEquals("REFUSED_STATE NOT_ALIVE", refused(confirming(asked())));
        assertEquals(List.of("ASKED OFFICER", "DROPPED TIMER NOT_ALIVE"), said());
    }

    @Test
    void refusalsOfTheDeviceReachTheOfficer() {
        assertEquals(
                "REFUSED_STATE NOT_ALLOWED", refused(asking(OutputPart.OUTPUT_PART_GREEN, true)));
        send(confirming(asked()));
        assertEquals("REFUSED_BUSY BUSY", refused(asking(OutputPart.OUTPUT_PART_RED, true)));
        booth.out.hands = _ -> new ByHand.Answer(ByHand.Outcome.NO_OUTPUT, "", 0, 0);
        assertEquals(
                "REFUSED_MALFORMED NO_OUTPUT", refused(asking(OutputPart.OUTPUT_PART_RED, true)));
        booth.out.hands = _ -> new ByHand.Answer(ByHand.Outcome.SEVERAL, "", 0, 0);
        assertEquals(
                "REFUSED_MALFORMED SEVERAL", refused(asking(OutputPart.OUTPUT_PART_RED, true)));
    }

    @Test
    void whoMayNotIsRefusedAndCounted() {
        OfficerCommand command = asking(OutputPart.OUTPUT_PART_BARRIER, true).build();
        for (Officer nobody :
                List.of(
                        Officer.unauthenticated("observer"),
                        new Officer("terminal-9", "B999", Set.of("officer")),
                        new Officer("terminal-7", "B100", Set.of("clerk")))) {
            assertNotEquals(
                    CommandOutcome.COMMAND_OUTCOME_DONE,
                    booth.decider.command(command, nobody).getOutcome());
        }
        assertEquals(3, booth.decider.snapshot().commandsRefused());
        assertEquals(List.of(), booth.out.byHand);
        assertEquals(List.of(), steps());
    }

    @Test
    void whatIsMalformedReachesNoDevice() {
        OfficerCommand.Builder ask = booth.ask(CommandKind.COMMAND_KIND_OUTPUT_ASK);
        assertEquals("REFUSED_MALFORMED OUTPUT_PART", refused(ask));
        assertEquals(
                "REFUSED_MALFORMED OUTPUT_PART",
                refused(ask.setOutputPart(OutputPart.OUTPUT_PART_RED)));
        assertEquals(
                "REFUSED_MALFORMED OUTPUT_DEVICE",
                refused(ask.setOutputActive(true).setOutputDevice("a/b")));
        assertEquals("REFUSED_MALFORMED OUTPUT_NUMBER", refused(confirming(0)));
        assertEquals(List.of(), booth.out.byHand);
    }

    @Test
    void whatCannotBeRecordedIsNotAsked() {
        booth.out.full.add(RecordClass.RECORD_CLASS_P1);
        assertEquals(
                "REFUSED_BUSY STORE_FULL", refused(asking(OutputPart.OUTPUT_PART_BARRIER, true)));
        assertTrue(booth.out.byHand.getLast() instanceof ByHand.Revert, "nothing waits");
    }

    @Test
    void theSameCommandTwiceIsDoneOnce() {
        OfficerCommand ask = asking(OutputPart.OUTPUT_PART_BARRIER, true).build();
        CommandReply first = booth.decider.command(ask, Booth.officer());
        CommandReply again = booth.decider.command(ask, Booth.officer());
        assertEquals(CommandOutcome.COMMAND_OUTCOME_REPEATED, again.getOutcome());
        assertEquals(first.getOutputNumber(), again.getOutputNumber());
        assertEquals(1, steps().size());
    }

    @Test
    void aBoothThatStopsEndsIt() {
        send(confirming(asked()));
        booth.decider.stop();
        assertEquals("REVERTED BOOTH STOPPED", said().getLast());
        assertTrue(!held, "the device was told");
    }
}
