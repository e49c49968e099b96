package dev.gatehouse.core.decision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.proto.v1.CommandKind;
import dev.gatehouse.proto.v1.CommandOutcome;
import dev.gatehouse.proto.v1.CommandReply;
import dev.gatehouse.proto.v1.DispatchState;
import dev.gatehouse.proto.v1.OfficerCommand;
import dev.gatehouse.proto.v1.RadioDispatch;
import dev.gatehouse.proto.v1.Record;
import dev.gatehouse.protocols.observation.PlateRead;
import dev.gatehouse.protocols.observation.RadioDelivery;
import dev.gatehouse.protocols.observation.RadioReport;
import dev.gatehouse.protocols.observation.RadioSystem;
import dev.gatehouse.protocols.observation.RadioText;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Texts that go out by radio.
class RadioTextsTest {
    private static final String MODEM = "modem";
    private static final int PATROL = 1_234_567;
    private static final long ACKNOWLEDGE_MS = 60_000;

    @TempDir Path folder;

    private int event;

    private static BoothPolicy policy(RadioAlerts.Rule... rules) {
        BoothPolicy s = BoothPolicy.standard();
        return new BoothPolicy(
                s.queryByHandRefers(),
                s.escalateAfterMs(),
                s.openEscalateAfterMs(),
                s.maxEscalations(),
                s.pulseMs(),
                s.pulseValidMs(),
                s.readGraceMs(),
                s.manualEntryMs(),
                s.reconcileMs(),
                s.reconcileTolerance(),
                s.alertBurst(),
                s.alertRefillMs(),
                s.repeatMs(),
                s.repeatEntries(),
                s.passage(),
                s.actions(),
                new RadioAlerts(List.of(rules), ACKNOWLEDGE_MS, 3, 4));
    }

    private static RadioAlerts.Rule patrol(int lowestPriority) {
        return new RadioAlerts.Rule(MODEM, PATROL, false, lowestPriority, Set.of());
    }

    private Booth booth(RadioAlerts.Rule... rules) {
        return new Booth(folder, Booth.LIST, policy(rules), true).ready();
    }

    private void heard(
            Booth booth, int radio, dev.gatehouse.protocols.observation.RadioEvent event) {
        booth.decider.observe(
                booth.observation(
                        MODEM,
                        "e" + this.event++,
                        false,
                        false,
                        new RadioReport(
                                RadioSystem.MMDVM,
                                radio,
                                OptionalInt.of(1),
                                false,
                                1,
                                List.of(),
                                event)));
    }

    private void says(Booth booth, int radio, String text) {
        heard(booth, radio, new RadioText(text, RadioText.Dialect.STANDARD, true));
    }

    private void delivered(Booth booth, RadioDelivery.State state) {
        heard(booth, 0, new RadioDelivery(booth.out.texts.getLast().messageId(), state, ""));
    }

    /// A plate of the list, of priority 3.
    private void ontario(Booth booth) {
        booth.decider.observe(
                booth.plate(
                        Booth.CAMERA,
                        "o" + event++,
                        "BZX0913",
                        "CA-ON",
                        "",
                        PlateRead.State.FINAL));
    }

    private static List<DispatchState> states(Booth booth) {
        return booth.out.records.stream()
                .map(MemoryOutbox.Kept::record)
                .filter(record -> record.getBodyCase() == Record.BodyCase.RADIO_DISPATCH)
                .map(record -> record.getRadioDispatch().getState())
                .toList();
    }

    private static RadioDispatch last(Booth booth) {
        return booth.out.records.stream()
                .map(MemoryOutbox.Kept::record)
                .filter(record -> record.getBodyCase() == Record.BodyCase.RADIO_DISPATCH)
                .toList()
                .getLast()
                .getRadioDispatch();
    }

    private static String codeWord(Booth booth) {
        return booth.out.alerts.getLast().getCodeWord();
    }

    @Test
    void aReferralIsToldWithItsCodeWordAndWithoutContent() {
        Booth booth = booth(patrol(2));
        booth.on();
        booth.read("KQR4821");
        assertEquals(1, booth.out.texts.size());
        String text = booth.out.texts.getFirst().text();
        assertTrue(text.contains(codeWord(booth)));
        assertTrue(text.contains("LANE " + Booth.LANE));
        assertTrue(text.contains(booth.out.alerts.getLast().getReferralId()));
        assertFalse(text.contains("KQR"), "no plate on the air");
        assertEquals(List.of(DispatchState.DISPATCH_STATE_OFFERED), states(booth));
    }

    @Test
    void aReplyWithTheCodeWordAcknowledges() {
        Booth booth = booth(patrol(2));
        booth.on();
        booth.read("KQR4821");
        delivered(booth, RadioDelivery.State.DELIVERED);
        says(booth, 7_654_321, codeWord(booth));
        assertEquals(DispatchState.DISPATCH_STATE_DELIVERED, last(booth).getState());
        says(booth, PATROL, "on my way, " + codeWord(booth).toLowerCase(java.util.Locale.ROOT));
        assertEquals(DispatchState.DISPATCH_STATE_ACKNOWLEDGED, last(booth).getState());
        assertEquals(PATROL, last(booth).getAnsweredBy());
        booth.pass(10 * ACKNOWLEDGE_MS);
        assertEquals(1, booth.out.texts.size(), "nothing is sent again");
    }

    @Test
    void yesIsEnoughWhileOneAlertIsOpen() {
        Booth booth = booth(patrol(3));
        booth.on();
        booth.read("KQR4821");
        delivered(booth, RadioDelivery.State.SENT);
        ontario(booth);
        delivered(booth, RadioDelivery.State.SENT);
        says(booth, PATROL, "ok");
        assertEquals(DispatchState.DISPATCH_STATE_SENT, last(booth).getState());
        says(booth, PATROL, codeWord(booth));
        assertEquals(DispatchState.DISPATCH_STATE_ACKNOWLEDGED, last(booth).getState());
        says(booth, PATROL, " OK. ");
        assertEquals(
                2,
                states(booth).stream()
                        .filter(state -> state == DispatchState.DISPATCH_STATE_ACKNOWLEDGED)
                        .count());
    }

    @Test
    void withoutAReplyItIsSentAgainALimitedNumberOfTimes() {
        Booth booth = booth(patrol(2));
        booth.on();
        booth.read("KQR4821");
        for (int i = 0; i < 6; i++) {
            delivered(booth, RadioDelivery.State.SENT);
            booth.pass(ACKNOWLEDGE_MS + 1_000);
        }
        assertEquals(3, booth.out.texts.size());
        assertEquals(DispatchState.DISPATCH_STATE_UNANSWERED, last(booth).getState());
        assertEquals(3, last(booth).getAttempt());
    }

    @Test
    void anOfficerWhoAcknowledgesTheReferralSettlesIt() {
        Booth booth = booth(patrol(2));
        booth.on();
        booth.read("KQR4821");
        delivered(booth, RadioDelivery.State.SENT);
        var _ =
                booth.ask(
                        CommandKind.COMMAND_KIND_ACKNOWLEDGE,
                        booth.out.alerts.getLast().getReferralId());
        assertEquals(DispatchState.DISPATCH_STATE_SETTLED, last(booth).getState());
        says(booth, PATROL, codeWord(booth));
        assertEquals(
                DispatchState.DISPATCH_STATE_ACKNOWLEDGED,
                last(booth).getState(),
                "a reply that was on its way");
        booth.pass(10 * ACKNOWLEDGE_MS);
        assertEquals(1, booth.out.texts.size());
    }

    @Test
    void aSystemThatMayNotSendIsNotAskedAgain() {
        Booth booth = booth(patrol(2));
        booth.out.offer = RadioMessage.Offer.TRANSMIT_OFF;
        booth.on();
        booth.read("KQR4821");
        booth.pass(10 * ACKNOWLEDGE_MS);
        assertEquals(List.of(DispatchState.DISPATCH_STATE_FAILED), states(booth));
        assertEquals("TRANSMIT_OFF", last(booth).getCode());
    }

    @Test
    void lowerPrioritiesAndOtherLanesAreNotTold() {
        Booth booth = booth(patrol(2), new RadioAlerts.Rule(MODEM, 9, true, 5, Set.of("another")));
        booth.on();
        ontario(booth);
        assertEquals(1, booth.decider.snapshot().referrals());
        assertEquals(List.of(), booth.out.texts);
    }

    private static OfficerCommand command() {
        return OfficerCommand.newBuilder()
                .setCommandId("t-1")
                .setKind(CommandKind.COMMAND_KIND_RADIO_TEXT)
                .setBadge("B100")
                .setRole("officer")
                .setShift("day")
                .setLaneId(Booth.LANE)
                .setRadioId(9)
                .setRadioGroup(true)
                .setRadioDevice(MODEM)
                .setEntry("lane 2 closes at six")
                .build();
    }

    @Test
    void anOfficersTextIsSentOnceAndWithinTheLimitOfTheChannel() {
        Booth booth = booth();
        OfficerCommand command = command();
        assertEquals(CommandOutcome.COMMAND_OUTCOME_DONE, send(booth, command).getOutcome());
        assertEquals(CommandOutcome.COMMAND_OUTCOME_REPEATED, send(booth, command).getOutcome());
        assertEquals("lane 2 closes at six", booth.out.texts.getFirst().text());
        delivered(booth, RadioDelivery.State.SENT);
        assertEquals("B100", last(booth).getActor().getBadge());
        for (int i = 2; i < 5; i++) {
            send(booth, command.toBuilder().setCommandId("t-" + i).build());
        }
        CommandReply refused = send(booth, command.toBuilder().setCommandId("t-9").build());
        assertEquals(CommandOutcome.COMMAND_OUTCOME_REFUSED_BUSY, refused.getOutcome());
        assertEquals(4, booth.out.texts.size());
        booth.pass(61_000);
        assertEquals(
                CommandOutcome.COMMAND_OUTCOME_DONE,
                send(booth, command.toBuilder().setCommandId("t-10").build()).getOutcome());
    }

    @Test
    void whatWasOfferedBeforeARestartIsNotOfferedAgain() {
        Booth booth = booth();
        OfficerCommand command = command();
        assertEquals(CommandOutcome.COMMAND_OUTCOME_DONE, send(booth, command).getOutcome());
        Booth again =
                new Booth(folder, Booth.LIST, policy(), true, booth.clock, booth.out, List.of())
                        .ready();
        assertEquals(CommandOutcome.COMMAND_OUTCOME_DONE, send(again, command).getOutcome());
        assertEquals(1, booth.out.texts.size());
    }

    @Test
    void aTextWithoutTargetOrSystemIsRefused() {
        Booth booth = booth();
        OfficerCommand good = command();
        for (OfficerCommand bad :
                List.of(
                        good.toBuilder().clearRadioId().build(),
                        good.toBuilder().setRadioId(1 << 24).build(),
                        good.toBuilder().clearRadioDevice().build(),
                        good.toBuilder().setEntry(" ").build())) {
            assertEquals(
                    CommandOutcome.COMMAND_OUTCOME_REFUSED_MALFORMED,
                    send(booth, bad).getOutcome());
        }
        booth.out.offer = RadioMessage.Offer.NO_SYSTEM;
        assertEquals("NO_SYSTEM", send(booth, good).getExplanation());
    }

    private static CommandReply send(Booth booth, OfficerCommand command) {
        return booth.decider.command(command, Booth.officer());
    }

    @Test
    void whatASystemNeverEndsIsForgottenAndSaid() {
        Booth booth = booth(patrol(2));
        booth.on();
        booth.read("KQR4821");
        booth.pass(RadioTexts.FORGET_MS + 1_000);
        assertEquals("END_NOT_TOLD", last(booth).getCode());
    }
}
