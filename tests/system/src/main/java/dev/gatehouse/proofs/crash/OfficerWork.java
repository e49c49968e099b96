package dev.gatehouse.proofs.crash;

import dev.gatehouse.proto.v1.Alert;
import dev.gatehouse.proto.v1.CommandKind;
import dev.gatehouse.proto.v1.CommandReply;
import dev.gatehouse.proto.v1.ExaminationResult;
import dev.gatehouse.proto.v1.OfficerCommand;
import dev.gatehouse.proto.v1.ReferralState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// What officers know of referrals and do next: mostly the right thing, sometimes a vehicle is
/// waved through. One owner at a time.
final class OfficerWork {
    static final String OFFICER = "1001";
    static final String SUPERINTENDENT = "2001";

    /// Referrals remembered; beyond it the oldest is forgotten.
    private static final int OPEN_MAX = 512;

    private static final double RELEASES = 0.1;
    private static final String SHIFT = "A";

    private record Known(String lane, ReferralState state) {}

    private final RandomGenerator random;
    private final MadeUpPlates plates;
    private final Map<String, Known> open = new LinkedHashMap<>();
    private final Map<Event.Key, String> underWay = new LinkedHashMap<>();
    private long commands;

    OfficerWork(RandomGenerator random, MadeUpPlates plates) {
        this.random = random;
        this.plates = plates;
    }

    void alerted(Alert alert) {
        if (alert.getReferralId().isEmpty()) {
            return;
        }
        open.putIfAbsent(
                alert.getReferralId(),
                new Known(alert.getLaneId(), ReferralState.REFERRAL_STATE_NOTIFIED));
        if (open.size() > OPEN_MAX) {
            open.remove(open.keySet().iterator().next());
        }
    }

    /// Takes a reply in.
    ///
    /// @return whether it says that the command was carried out
    boolean replied(Event.Key key, CommandReply reply) {
        String referral = underWay.remove(key);
        boolean done =
                switch (reply.getOutcome()) {
                    case COMMAND_OUTCOME_DONE, COMMAND_OUTCOME_REPEATED -> true;
                    case COMMAND_OUTCOME_REFUSED_UNAUTHENTICATED,
                            COMMAND_OUTCOME_REFUSED_ROLE,
                            COMMAND_OUTCOME_REFUSED_STATE,
                            COMMAND_OUTCOME_REFUSED_UNKNOWN_REFERRAL,
                            COMMAND_OUTCOME_REFUSED_MALFORMED,
                            COMMAND_OUTCOME_REFUSED_BUSY,
                            COMMAND_OUTCOME_UNSPECIFIED,
                            UNRECOGNIZED ->
                            false;
                };
        if (referral != null) {
            if (done && reply.getState() != ReferralState.REFERRAL_STATE_CLOSED) {
                open.computeIfPresent(
                        referral, (_, known) -> new Known(known.lane(), reply.getState()));
            } else {
                // closed, or not as it was thought to be: the booth alerts again if it is open
                open.remove(referral);
            }
        }
        return done;
    }

    /// A plate keyed by hand.
    Event.Commanded manualEntry(String lane) {
        String plate = plates.next();
        return command(
                lane,
                OFFICER,
                "officer",
                OfficerCommand.newBuilder()
                        .setKind(CommandKind.COMMAND_KIND_MANUAL_ENTRY)
                        .setPlate(plate.isEmpty() ? "ABCD123" : plate)
                        .setJurisdiction("ON"));
    }

    /// The next step of some referral.
    Optional<Event.Commanded> nextStep() {
        List<String> free =
                open.keySet().stream().filter(id -> !underWay.containsValue(id)).toList();
        if (free.isEmpty()) {
            return Optional.empty();
        }
        String id = free.get(random.nextInt(free.size()));
        Known known = open.get(id);
        if (known == null) {
            throw new IllegalStateException("a referral vanished");
        }
        boolean release = random.nextDouble() < RELEASES;
        OfficerCommand.Builder next = OfficerCommand.newBuilder().setReferralId(id);
        String badge = OFFICER;
        switch (known.state()) {
            case REFERRAL_STATE_RAISED, REFERRAL_STATE_NOTIFIED ->
                    next.setKind(
                            release
                                    ? CommandKind.COMMAND_KIND_RELEASE
                                    : CommandKind.COMMAND_KIND_ACKNOWLEDGE);
            case REFERRAL_STATE_ACKNOWLEDGED -> next.setKind(CommandKind.COMMAND_KIND_IN_SECONDARY);
            case REFERRAL_STATE_IN_SECONDARY,
                    REFERRAL_STATE_EXAMINED,
                    REFERRAL_STATE_CLOSED,
                    REFERRAL_STATE_OVERRIDDEN,
                    REFERRAL_STATE_UNSPECIFIED,
                    UNRECOGNIZED ->
                    next.setKind(CommandKind.COMMAND_KIND_EXAMINED)
                            .setResult(
                                    ExaminationResult
                                            .EXAMINATION_RESULT_SAME_SUBJECT_EXAMINED_RESULT);
            case REFERRAL_STATE_RELEASED_WITHOUT_REFERRAL -> {
                if (!release) {
                    return Optional.empty();
                }
                badge = SUPERINTENDENT;
                next.setKind(CommandKind.COMMAND_KIND_EXAMINED)
                        .setResult(ExaminationResult.EXAMINATION_RESULT_MISSED);
            }
        }
        Event.Commanded command =
                command(
                        known.lane(),
                        badge,
                        badge.equals(OFFICER) ? "officer" : "superintendent",
                        next);
        underWay.put(command.key(), id);
        return Optional.of(command);
    }

    private Event.Commanded command(
            String lane, String badge, String role, OfficerCommand.Builder command) {
        String id = "c-" + ++commands;
        return new Event.Commanded(
                Event.Key.ofOfficer(badge, id),
                command.setLaneId(lane)
                        .setCommandId(id)
                        .setBadge(badge)
                        .setRole(role)
                        .setShift(SHIFT)
                        .build());
    }
}
