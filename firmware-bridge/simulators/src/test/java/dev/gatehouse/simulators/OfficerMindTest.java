package dev.gatehouse.simulators;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.proto.v1.CommandKind;
import dev.gatehouse.proto.v1.CommandOutcome;
import dev.gatehouse.proto.v1.CommandReply;
import dev.gatehouse.proto.v1.Comparison;
import dev.gatehouse.proto.v1.ExaminationResult;
import dev.gatehouse.proto.v1.OfficerCommand;
import dev.gatehouse.proto.v1.ReferralNotice;
import dev.gatehouse.proto.v1.ReferralState;
import dev.gatehouse.proto.v1.RereadPrompt;
import dev.gatehouse.proto.v1.TerminalNotice;
import dev.gatehouse.proto.v1.Verdict;
import dev.gatehouse.proto.v1.VerdictNotice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class OfficerMindTest {

    private static final long SECOND = 1_000_000_000L;

    private final long seed = Seeds.next();
    private final Map<String, Truth> street = new HashMap<>();
    private long now = Long.MAX_VALUE - 20 * SECOND;

    @Test
    void aReferralIsAcknowledgedTakenToSecondaryAndExamined() {
        OfficerMind mind = mind(seed, 0);
        mind.notice(comparison("r1", "QQQ1111", "QQQ1111"), now);
        long seen = now;
        List<CommandKind> kinds = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            OfficerCommand command = next(mind);
            kinds.add(command.getKind());
            ids.add(command.getCommandId());
            assertEquals("r1", command.getReferralId());
            assertEquals("B-7", command.getBadge());
            assertEquals("officer", command.getRole());
            assertEquals("night", command.getShift());
            assertTrue(command.getCommandId().matches("[A-Za-z0-9-]{1,64}"));
            mind.reply(reply(command, CommandOutcome.COMMAND_OUTCOME_DONE), now);
        }
        assertEquals(
                List.of(
                        CommandKind.COMMAND_KIND_ACKNOWLEDGE,
                        CommandKind.COMMAND_KIND_IN_SECONDARY,
                        CommandKind.COMMAND_KIND_EXAMINED),
                kinds);
        assertEquals(3, ids.size());
        assertTrue(now - seen > 10 * SECOND && now - seen < 40 * SECOND, "a person takes time");
        OfficerStats stats = mind.stats(0, 0, 0, 0);
        assertEquals(1, stats.acknowledged());
        assertEquals(1, stats.examined());
        assertEquals(0, stats.referralsOpen());
        assertTrue(mind.nextDueNanos().isEmpty());
    }

    @Test
    void exactlyOneOfTheFirstTwoIsWavedThrough() {
        for (long each = seed; each < seed + 200; each++) {
            OfficerMind mind = mind(each, OfficerHabits.USUAL_RELEASE_SHARE);
            mind.notice(verdict("r1"), now);
            mind.notice(verdict("r2"), now);
            run(mind);
            OfficerStats stats = mind.stats(0, 0, 0, 0);
            assertEquals(1, stats.released());
            assertEquals(1, stats.examined());
        }
    }

    @Test
    void laterOnesAreWavedThroughByLot() {
        OfficerMind mind = mind(seed, OfficerHabits.USUAL_RELEASE_SHARE);
        for (int i = 0; i < 1500; i++) {
            mind.notice(verdict("r" + i), now);
            run(mind);
        }
        long released = mind.stats(0, 0, 0, 0).released();
        assertTrue(released > 80 && released < 230, "released: " + released);
        assertEquals(1500 - released, mind.stats(0, 0, 0, 0).examined());
    }

    @Test
    void whatTheTerminalRepeatsIsOneReferral() {
        OfficerMind mind = mind(seed, 0);
        mind.notice(comparison("r1", "QQQ1111", "QQQ1111"), now);
        mind.notice(verdict("r1"), now);
        mind.notice(referral("r1", ReferralState.REFERRAL_STATE_NOTIFIED), now);
        run(mind);
        assertEquals(1, mind.stats(0, 0, 0, 0).referrals());
        assertEquals(3, mind.stats(0, 0, 0, 0).commandsSent());
    }

    @Test
    void anUnansweredCommandComesAgainWithItsId() {
        OfficerMind mind = mind(seed, 0);
        mind.notice(verdict("r1"), now);
        OfficerCommand first = next(mind);
        assertTrue(mind.due(now).isEmpty());
        assertEquals(first, next(mind));
        mind.reconnected(now);
        assertEquals(List.of(first), mind.due(now));
        mind.reply(reply(first, CommandOutcome.COMMAND_OUTCOME_REFUSED_BUSY), now);
        assertEquals(first, next(mind));
        mind.reply(reply(first, CommandOutcome.COMMAND_OUTCOME_REPEATED), now);
        assertEquals(CommandKind.COMMAND_KIND_IN_SECONDARY, next(mind).getKind());
        assertEquals(3, mind.stats(0, 0, 0, 0).commandsRepeated());
        assertEquals(0, mind.stats(0, 0, 0, 0).commandsRefused());
    }

    @Test
    void aBoothThatNeverAnswersIsGivenUp() {
        OfficerMind mind = mind(seed, 0);
        mind.notice(verdict("r1"), now);
        int sent = 0;
        while (mind.nextDueNanos().isPresent()) {
            now = mind.nextDueNanos().getAsLong();
            sent += mind.due(now).size();
        }
        assertEquals(OfficerDesk.ATTEMPTS, sent);
        assertEquals(1, mind.stats(0, 0, 0, 0).commandsGivenUp());
    }

    @Test
    void aRefusedStateIsTakenUpWhereTheReferralStands() {
        OfficerMind mind = mind(seed, 0);
        mind.notice(verdict("r1"), now);
        OfficerCommand acknowledge = next(mind);
        mind.reply(
                reply(acknowledge, CommandOutcome.COMMAND_OUTCOME_REFUSED_STATE).toBuilder()
                        .setState(ReferralState.REFERRAL_STATE_IN_SECONDARY)
                        .build(),
                now);
        assertEquals(CommandKind.COMMAND_KIND_EXAMINED, next(mind).getKind());
        assertEquals(1, mind.stats(0, 0, 0, 0).commandsRefused());
    }

    @Test
    void answersInCirclesEnd() {
        OfficerMind mind = mind(seed, 0);
        mind.notice(verdict("r1"), now);
        int sent = 0;
        while (mind.nextDueNanos().isPresent()) {
            OfficerCommand command = next(mind);
            sent++;
            mind.reply(
                    reply(command, CommandOutcome.COMMAND_OUTCOME_REFUSED_STATE).toBuilder()
                            .setState(ReferralState.REFERRAL_STATE_NOTIFIED)
                            .build(),
                    now);
        }
        assertEquals(OfficerMind.COMMANDS_PER_CASE, sent);
        assertEquals(0, mind.stats(0, 0, 0, 0).referralsOpen());
    }

    @Test
    void refusalsForGoodEndTheCase() {
        for (CommandOutcome outcome :
                List.of(
                        CommandOutcome.COMMAND_OUTCOME_REFUSED_ROLE,
                        CommandOutcome.COMMAND_OUTCOME_REFUSED_UNAUTHENTICATED,
                        CommandOutcome.COMMAND_OUTCOME_REFUSED_UNKNOWN_REFERRAL,
                        CommandOutcome.COMMAND_OUTCOME_REFUSED_MALFORMED)) {
            OfficerMind mind = mind(seed, 0);
            mind.notice(verdict("r1"), now);
            mind.reply(reply(next(mind), outcome), now);
            assertTrue(mind.nextDueNanos().isEmpty());
            assertEquals(1, mind.stats(0, 0, 0, 0).commandsRefused());
            assertEquals(0, mind.stats(0, 0, 0, 0).referralsOpen());
        }
    }

    @Test
    void aPredecessorsReferralIsTakenOver() {
        OfficerMind mind = mind(seed, 0);
        mind.notice(referral("r9", ReferralState.REFERRAL_STATE_ACKNOWLEDGED), now);
        assertEquals(CommandKind.COMMAND_KIND_IN_SECONDARY, next(mind).getKind());
        mind.notice(referral("r8", ReferralState.REFERRAL_STATE_CLOSED), now);
        assertEquals(1, mind.stats(0, 0, 0, 0).referrals());
    }

    @Test
    void aPromptIsAnsweredOnceFromThePlateItself() {
        street.put("QQQ11?1", new Truth("QQQ1151", "CA-ON"));
        OfficerMind mind = mind(seed, 0);
        mind.notice(prompt("p1", "QQQ11?1"), now);
        mind.notice(prompt("p1", "QQQ11?1"), now);
        OfficerCommand entry = next(mind);
        assertEquals(CommandKind.COMMAND_KIND_MANUAL_ENTRY, entry.getKind());
        assertEquals("QQQ1151", entry.getPlate());
        assertEquals("CA-ON", entry.getJurisdiction());
        mind.reply(reply(entry, CommandOutcome.COMMAND_OUTCOME_DONE), now);
        assertEquals(1, mind.stats(0, 0, 0, 0).manualEntries());
        assertTrue(mind.nextDueNanos().isEmpty());
    }

    @Test
    void whatTheOfficerCannotSeeIsKeyedBack() {
        OfficerMind mind = mind(seed, 0);
        mind.notice(prompt("p1", "QQQ1?1"), now);
        OfficerCommand entry = next(mind);
        assertTrue(entry.getPlate().matches("QQQ1[0-9]1"));
        assertFalse(entry.hasJurisdiction());
        mind.notice(prompt("p2", ""), now);
        assertTrue(mind.due(now).isEmpty());
    }

    @Test
    void fingersSlipNowAndThen() {
        street.put("X", new Truth("AB12CD", ""));
        OfficerMind mind =
                new OfficerMind(
                        new OfficerHabits("B-7", "officer", "night", 0, 0.5, 1),
                        "s1",
                        new SplittableRandom(seed),
                        read -> Optional.ofNullable(street.get(read)),
                        List.of());
        int slips = 0;
        for (int i = 0; i < 400; i++) {
            mind.notice(prompt("p" + i, "X"), now);
            OfficerCommand entry = next(mind);
            mind.reply(reply(entry, CommandOutcome.COMMAND_OUTCOME_DONE), now);
            assertEquals(6, entry.getPlate().length());
            slips += entry.getPlate().equals("AB12CD") ? 0 : 1;
        }
        assertTrue(slips > 130 && slips < 270, "slips: " + slips);
    }

    @Test
    void aWrongReadIsFoundInSecondary() {
        street.put("QQQ0111", new Truth("QQQO111", "CA-ON"));
        OfficerMind mind = mind(seed, 0);
        mind.notice(comparison("r1", "QQQ0111", "QQQ0111"), now);
        OfficerCommand last = run(mind).getLast();
        assertEquals(ExaminationResult.EXAMINATION_RESULT_WRONG_READ, last.getResult());
    }

    @Test
    void examinationsHaveAResult() {
        OfficerMind mind = mind(seed, 0);
        for (int i = 0; i < 50; i++) {
            mind.notice(verdict("r" + i), now);
            OfficerCommand last = run(mind).getLast();
            assertEquals(CommandKind.COMMAND_KIND_EXAMINED, last.getKind());
            assertNotEquals(ExaminationResult.EXAMINATION_RESULT_UNSPECIFIED, last.getResult());
        }
    }

    @Test
    void oneSeedIsOneOfficer() {
        List<List<OfficerCommand>> runs = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            OfficerMind mind = mind(seed, 0.1);
            for (int r = 0; r < 20; r++) {
                mind.notice(verdict("r" + r), now);
            }
            runs.add(run(mind));
        }
        assertEquals(runs.get(0), runs.get(1));
    }

    @Test
    void clearVerdictsAndEmptyNoticesCauseNothing() {
        OfficerMind mind = mind(seed, 0);
        mind.notice(TerminalNotice.getDefaultInstance(), now);
        mind.notice(
                TerminalNotice.newBuilder()
                        .setVerdict(VerdictNotice.newBuilder().setVerdict(Verdict.VERDICT_CLEAR))
                        .build(),
                now);
        mind.notice(comparison("", "A1", "A1"), now);
        mind.notice(referral("", ReferralState.REFERRAL_STATE_RAISED), now);
        assertTrue(mind.nextDueNanos().isEmpty());
        assertEquals(4, mind.stats(0, 0, 0, 0).notices());
    }

    @Test
    void casesHaveALimit() {
        OfficerMind mind = mind(seed, 0);
        for (int i = 0; i < 3 * OfficerMind.CASE_LIMIT; i++) {
            mind.notice(verdict("r" + i), now);
        }
        assertEquals(OfficerMind.CASE_LIMIT, mind.stats(0, 0, 0, 0).referralsOpen());
        run(mind);
        assertEquals(OfficerMind.CASE_LIMIT, mind.stats(0, 0, 0, 0).examined());
    }

    private OfficerMind mind(long seedOfMind, double releaseShare) {
        return new OfficerMind(
                new OfficerHabits("B-7", "officer", "night", releaseShare, 0, 1),
                "s1",
                new SplittableRandom(seedOfMind),
                read -> Optional.ofNullable(street.get(read)),
                List.of());
    }

    /// Lets time pass to the next command.
    private OfficerCommand next(OfficerMind mind) {
        now = mind.nextDueNanos().orElseThrow();
        List<OfficerCommand> due = mind.due(now);
        assertEquals(1, due.size());
        return due.getFirst();
    }

    /// A booth that takes everything, until the officer has nothing left to do.
    private List<OfficerCommand> run(OfficerMind mind) {
        List<OfficerCommand> all = new ArrayList<>();
        while (mind.nextDueNanos().isPresent()) {
            now = mind.nextDueNanos().getAsLong();
            for (OfficerCommand command : mind.due(now)) {
                all.add(command);
                mind.reply(reply(command, CommandOutcome.COMMAND_OUTCOME_DONE), now);
            }
        }
        return all;
    }

    private static CommandReply reply(OfficerCommand command, CommandOutcome outcome) {
        return CommandReply.newBuilder()
                .setCommandId(command.getCommandId())
                .setOutcome(outcome)
                .build();
    }

    private static TerminalNotice verdict(String referralId) {
        return TerminalNotice.newBuilder()
                .setVerdict(
                        VerdictNotice.newBuilder()
                                .setVerdict(Verdict.VERDICT_REFER)
                                .setReferralId(referralId))
                .build();
    }

    private static TerminalNotice comparison(String referralId, String read, String listed) {
        return TerminalNotice.newBuilder()
                .setComparison(
                        Comparison.newBuilder()
                                .setReferralId(referralId)
                                .setRead(read)
                                .setListed(listed))
                .build();
    }

    private static TerminalNotice referral(String referralId, ReferralState state) {
        return TerminalNotice.newBuilder()
                .setReferral(ReferralNotice.newBuilder().setReferralId(referralId).setState(state))
                .build();
    }

    private static TerminalNotice prompt(String passageId, String read) {
        return TerminalNotice.newBuilder()
                .setReread(RereadPrompt.newBuilder().setPassageId(passageId).setRead(read))
                .build();
    }
}
