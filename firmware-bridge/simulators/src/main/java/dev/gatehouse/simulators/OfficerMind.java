package dev.gatehouse.simulators;

import dev.gatehouse.proto.v1.CommandKind;
import dev.gatehouse.proto.v1.CommandReply;
import dev.gatehouse.proto.v1.Comparison;
import dev.gatehouse.proto.v1.ExaminationResult;
import dev.gatehouse.proto.v1.OfficerCommand;
import dev.gatehouse.proto.v1.ReferralState;
import dev.gatehouse.proto.v1.RereadPrompt;
import dev.gatehouse.proto.v1.TerminalNotice;
import dev.gatehouse.proto.v1.Verdict;
import dev.gatehouse.proto.v1.VerdictNotice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// What an officer makes of what the terminal shows. Mostly the right thing: a referral is
/// acknowledged, taken to secondary and examined, a doubtful read is keyed in from the plate
/// itself. Now and then a vehicle is waved through; exactly one of the first two, so that a short
/// run shows both ends. Pure: time comes in, commands go out. Owned by one thread.
final class OfficerMind {

    /// Referrals in hand; the oldest is forgotten beyond that.
    static final int CASE_LIMIT = 256;

    /// Passages whose prompt was answered and is not answered again.
    static final int PASSAGE_LIMIT = 256;

    /// Commands for one referral before the officer gives it up (a booth that answers in circles).
    static final int COMMANDS_PER_CASE = 12;

    private final OfficerHabits habits;
    private final RandomGenerator random;
    private final Function<String, Optional<Truth>> eyes;
    private final PaperTray papers;
    private final OfficerDesk desk;
    private final Map<String, Case> cases = new LinkedHashMap<>();
    private final Map<String, Boolean> promptedPassages = new LinkedHashMap<>();
    private long notices;
    private long referrals;
    private boolean wavedBefore;
    private long acknowledged;
    private long examined;
    private long released;
    private long manualEntries;

    /// @param session distinguishes the command ids of this run from earlier ones of the same badge
    /// @param eyes what the plate really says, by what the terminal shows; empty when the officer
    ///   cannot see it
    /// @param papers that travellers hand over, one or two a vehicle, in turn; may be empty
    OfficerMind(
            OfficerHabits habits,
            String session,
            RandomGenerator random,
            Function<String, Optional<Truth>> eyes,
            List<Paper> papers) {
        this.habits = habits;
        this.random = random;
        this.eyes = eyes;
        this.papers = new PaperTray(papers, random);
        this.desk = new OfficerDesk(habits, session);
    }

    /// Where a referral stands in the officer's view.
    private enum Stage {
        SEEN,
        ACKNOWLEDGED,
        IN_SECONDARY
    }

    private static final class Case {
        final String referralId;
        final boolean waved;
        Stage stage = Stage.SEEN;
        Optional<ExaminationResult> finding = Optional.empty();
        String commandId = "";
        int commands;

        Case(String referralId, boolean waved) {
            this.referralId = referralId;
            this.waved = waved;
        }
    }

    /// The terminal shows something.
    void notice(TerminalNotice notice, long nowNanos) {
        notices++;
        switch (notice.getBodyCase()) {
            case COMPARISON -> compare(notice.getComparison(), nowNanos);
            case VERDICT -> verdict(notice.getVerdict(), nowNanos);
            case REFERRAL ->
                    stands(
                            notice.getReferral().getReferralId(),
                            notice.getReferral().getState(),
                            nowNanos);
            case REREAD -> reread(notice.getReread(), nowNanos);
            case BODY_NOT_SET -> {}
        }
    }

    private void compare(Comparison comparison, long now) {
        if (comparison.getReferralId().isEmpty()) {
            return;
        }
        Case known = caseOf(comparison.getReferralId(), now);
        Optional<Truth> seen = eyes.apply(comparison.getRead());
        if (seen.isPresent() && !seen.get().plate().equals(comparison.getListed())) {
            // The plate itself is another one than the list's.
            known.finding = Optional.of(ExaminationResult.EXAMINATION_RESULT_WRONG_READ);
        }
    }

    private void verdict(VerdictNotice verdict, long now) {
        for (OfficerCommand.Builder entry : papers.of(verdict.getPassageId())) {
            desk.later(entry, after(now, 1, 3));
        }
        if (verdict.getVerdict() == Verdict.VERDICT_REFER && !verdict.getReferralId().isEmpty()) {
            caseOf(verdict.getReferralId(), now);
        }
    }

    private Case caseOf(String referralId, long now) {
        Case known = cases.get(referralId);
        if (known == null) {
            known = open(referralId);
            plan(known, now);
        }
        return known;
    }

    private Case open(String referralId) {
        referrals++;
        // Exactly one of the first two is waved through; later ones by lot.
        boolean lot = random.nextDouble() < habits.releaseShare();
        boolean waved = (referrals == 2 && habits.releaseShare() > 0) ? !wavedBefore : lot;
        wavedBefore |= waved;
        Case opened = new Case(referralId, waved);
        if (cases.size() >= CASE_LIMIT) {
            drop(cases.values().iterator().next());
        }
        cases.put(referralId, opened);
        return opened;
    }

    /// The booth says where a referral stands; also how an officer takes over what a predecessor
    /// left.
    private void stands(String referralId, ReferralState state, long now) {
        if (referralId.isEmpty()) {
            return;
        }
        switch (state) {
            case REFERRAL_STATE_UNSPECIFIED, REFERRAL_STATE_RAISED, REFERRAL_STATE_NOTIFIED ->
                    caseOf(referralId, now);
            case REFERRAL_STATE_ACKNOWLEDGED -> reach(referralId, Stage.ACKNOWLEDGED, now);
            case REFERRAL_STATE_IN_SECONDARY -> reach(referralId, Stage.IN_SECONDARY, now);
            case REFERRAL_STATE_EXAMINED,
                    REFERRAL_STATE_CLOSED,
                    REFERRAL_STATE_RELEASED_WITHOUT_REFERRAL,
                    REFERRAL_STATE_OVERRIDDEN -> {
                // The reply to the command that did it may still be on its way: it is waited for.
                Case known = cases.get(referralId);
                if (known != null && !desk.open(known.commandId)) {
                    cases.remove(referralId);
                }
            }
            case UNRECOGNIZED -> {}
        }
    }

    private void reach(String referralId, Stage stage, long now) {
        Case known = cases.get(referralId);
        if (known == null) {
            known = open(referralId);
        } else if (stage.compareTo(known.stage) <= 0 || desk.open(known.commandId)) {
            return;
        }
        known.stage = stage;
        plan(known, now);
    }

    private void plan(Case known, long now) {
        if (known.commands >= COMMANDS_PER_CASE) {
            drop(known);
            return;
        }
        known.commands++;
        OfficerCommand.Builder command =
                OfficerCommand.newBuilder().setReferralId(known.referralId);
        known.commandId =
                switch (known.stage) {
                    case SEEN ->
                            known.waved
                                    ? desk.later(
                                            command.setKind(CommandKind.COMMAND_KIND_RELEASE),
                                            after(now, 2, 6))
                                    : desk.later(
                                            command.setKind(CommandKind.COMMAND_KIND_ACKNOWLEDGE),
                                            after(now, 1, 4));
                    case ACKNOWLEDGED ->
                            desk.later(
                                    command.setKind(CommandKind.COMMAND_KIND_IN_SECONDARY),
                                    after(now, 3, 8));
                    case IN_SECONDARY ->
                            desk.later(
                                    command.setKind(CommandKind.COMMAND_KIND_EXAMINED)
                                            .setResult(known.finding.orElseGet(this::finding)),
                                    after(now, 8, 25));
                };
    }

    private ExaminationResult finding() {
        int lot = random.nextInt(100);
        if (lot < 50) {
            return ExaminationResult.EXAMINATION_RESULT_SAME_SUBJECT_EXAMINED_NO_RESULT;
        }
        if (lot < 75) {
            return ExaminationResult.EXAMINATION_RESULT_SAME_SUBJECT_EXAMINED_RESULT;
        }
        if (lot < 90) {
            return ExaminationResult.EXAMINATION_RESULT_REFUSED_ENTRY;
        }
        return ExaminationResult.EXAMINATION_RESULT_SEIZED;
    }

    private void reread(RereadPrompt prompt, long now) {
        if (prompt.hasKind()) {
            // a person or a document: the officer looks, there is no plate to key
            return;
        }
        if (promptedPassages.put(prompt.getPassageId(), true) != null) {
            return;
        }
        if (promptedPassages.size() > PASSAGE_LIMIT) {
            promptedPassages.remove(promptedPassages.keySet().iterator().next());
        }
        Truth seen =
                eyes.apply(prompt.getRead())
                        .orElseGet(() -> new Truth(guess(prompt.getRead()), ""));
        if (seen.plate().isEmpty()) {
            return;
        }
        OfficerCommand.Builder command =
                OfficerCommand.newBuilder()
                        .setKind(CommandKind.COMMAND_KIND_MANUAL_ENTRY)
                        .setPlate(keyed(seen.plate()));
        if (!seen.jurisdiction().isEmpty()) {
            command.setJurisdiction(seen.jurisdiction());
        }
        desk.later(command, after(now, 2, 5));
    }

    /// Without a view of the vehicle only the read is there to be keyed back.
    private String guess(String read) {
        StringBuilder plate = new StringBuilder(read);
        for (int i = 0; i < plate.length(); i++) {
            if (plate.charAt(i) == '?') {
                plate.setCharAt(i, (char) ('0' + random.nextInt(10)));
            }
        }
        return plate.toString();
    }

    /// Mostly right; a slip swaps two neighbours, as fingers do.
    private String keyed(String plate) {
        if (plate.length() < 2 || random.nextDouble() >= habits.mistypeShare()) {
            return plate;
        }
        int at = random.nextInt(plate.length() - 1);
        return plate.substring(0, at)
                + plate.charAt(at + 1)
                + plate.charAt(at)
                + plate.substring(at + 2);
    }

    private long after(long now, double leastSeconds, double mostSeconds) {
        double seconds = leastSeconds + (mostSeconds - leastSeconds) * random.nextDouble();
        return now + (long) (seconds * 1e9 / habits.speed());
    }

    /// The booth answered a command.
    void reply(CommandReply reply, long nowNanos) {
        Optional<OfficerCommand> answered = desk.answered(reply, nowNanos);
        if (answered.isEmpty()) {
            return;
        }
        OfficerCommand command = answered.get();
        Case known = cases.get(command.getReferralId());
        switch (reply.getOutcome()) {
            case COMMAND_OUTCOME_DONE, COMMAND_OUTCOME_REPEATED -> done(command, known, nowNanos);
            case COMMAND_OUTCOME_REFUSED_STATE -> {
                // Somebody else moved it: go on from where it stands, or leave it when that is not
                // said.
                if (known != null && reply.getState() != ReferralState.REFERRAL_STATE_UNSPECIFIED) {
                    resume(known, reply.getState(), nowNanos);
                } else if (known != null) {
                    drop(known);
                }
            }
            case COMMAND_OUTCOME_UNSPECIFIED,
                    COMMAND_OUTCOME_REFUSED_UNAUTHENTICATED,
                    COMMAND_OUTCOME_REFUSED_ROLE,
                    COMMAND_OUTCOME_REFUSED_UNKNOWN_REFERRAL,
                    COMMAND_OUTCOME_REFUSED_MALFORMED,
                    COMMAND_OUTCOME_REFUSED_BUSY,
                    UNRECOGNIZED -> {
                if (known != null) {
                    drop(known);
                }
            }
        }
    }

    private void resume(Case known, ReferralState state, long now) {
        switch (state) {
            case REFERRAL_STATE_UNSPECIFIED, REFERRAL_STATE_RAISED, REFERRAL_STATE_NOTIFIED ->
                    plan(known, now);
            case REFERRAL_STATE_ACKNOWLEDGED -> {
                known.stage = Stage.ACKNOWLEDGED;
                plan(known, now);
            }
            case REFERRAL_STATE_IN_SECONDARY -> {
                known.stage = Stage.IN_SECONDARY;
                plan(known, now);
            }
            case REFERRAL_STATE_EXAMINED,
                    REFERRAL_STATE_CLOSED,
                    REFERRAL_STATE_RELEASED_WITHOUT_REFERRAL,
                    REFERRAL_STATE_OVERRIDDEN,
                    UNRECOGNIZED ->
                    drop(known);
        }
    }

    private void done(OfficerCommand command, @Nullable Case known, long now) {
        switch (command.getKind()) {
            case COMMAND_KIND_MANUAL_ENTRY -> manualEntries++;
            case COMMAND_KIND_ACKNOWLEDGE -> {
                acknowledged++;
                go(known, Stage.ACKNOWLEDGED, now);
            }
            case COMMAND_KIND_IN_SECONDARY -> go(known, Stage.IN_SECONDARY, now);
            case COMMAND_KIND_EXAMINED -> {
                examined++;
                cases.remove(command.getReferralId());
            }
            case COMMAND_KIND_RELEASE -> {
                released++;
                cases.remove(command.getReferralId());
            }
            case COMMAND_KIND_RADIO_TEXT,
                    COMMAND_KIND_OUTPUT_ASK,
                    COMMAND_KIND_OUTPUT_CONFIRM,
                    COMMAND_KIND_OUTPUT_REVERT,
                    COMMAND_KIND_UNSPECIFIED,
                    UNRECOGNIZED ->
                    throw new IllegalStateException("no such command was ever made");
        }
    }

    private void go(@Nullable Case known, Stage stage, long now) {
        if (known != null) {
            known.stage = stage;
            plan(known, now);
        }
    }

    private void drop(Case known) {
        desk.forget(known.commandId);
        cases.remove(known.referralId);
    }

    /// Commands to be sent now, first ones and repeats.
    List<OfficerCommand> due(long nowNanos) {
        return desk.due(nowNanos);
    }

    /// When [#due] has something next, on the same clock.
    OptionalLong nextDueNanos() {
        return desk.nextDueNanos();
    }

    /// A new session with the booth: what was not answered is sent again at once.
    void reconnected(long nowNanos) {
        desk.repeatAll(nowNanos);
    }

    /// @param rejected notices not understood
    /// @param pulses of the lane output
    /// @param lapses of the lane output
    /// @param connections opened
    OfficerStats stats(long rejected, long pulses, long lapses, long connections) {
        return new OfficerStats(
                notices,
                rejected,
                referrals,
                cases.size(),
                acknowledged,
                examined,
                released,
                manualEntries,
                desk.sent(),
                desk.repeated(),
                desk.refused(),
                desk.givenUp(),
                pulses,
                lapses,
                connections);
    }
}
