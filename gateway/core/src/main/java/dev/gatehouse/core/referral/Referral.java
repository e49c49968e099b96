package dev.gatehouse.core.referral;

import dev.gatehouse.proto.v1.Actor;
import dev.gatehouse.proto.v1.ExaminationResult;
import dev.gatehouse.proto.v1.Hit;
import dev.gatehouse.proto.v1.ReferralTransition;
import dev.gatehouse.proto.v1.Stamp;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// One referral. Owned by the booth thread; changed only by [ReferralBook].
public final class Referral {
    private final List<ReferralTransition> transitions = new ArrayList<>();
    private Stage stage;
    private int escalations;
    private int journalled;
    private long sinceNanos;
    private long dueNanos = Long.MAX_VALUE;
    private @Nullable OpenReferral kept;

    private Referral(ReferralTransition first) {
        transitions.add(first);
        stage = Stage.RAISED;
    }

    static Referral raised(ReferralTransition first) {
        return new Referral(first);
    }

    static Referral restored(OpenReferral kept) {
        Referral referral = new Referral(kept.transitions().getFirst());
        referral.transitions.addAll(kept.transitions().subList(1, kept.transitions().size()));
        referral.stage = kept.stage();
        referral.escalations = kept.escalations();
        referral.journalled = kept.journalled();
        return referral;
    }

    /// Keyed id, 16 hexadecimal digits.
    public String referralId() {
        return first().getReferralId();
    }

    public String passageId() {
        return first().getPassageId();
    }

    public String laneId() {
        return first().getLaneId();
    }

    /// May be said aloud.
    public String codeWord() {
        return first().getCodeWord();
    }

    /// The hit that raised it. Content.
    public Hit hit() {
        return first().getHit();
    }

    public Stage stage() {
        return stage;
    }

    public int escalations() {
        return escalations;
    }

    /// All steps so far, in order.
    public List<ReferralTransition> transitions() {
        return List.copyOf(transitions);
    }

    /// A step under this command id was made before.
    public boolean knows(String commandId, String badge) {
        return transitions.stream()
                .anyMatch(transition ->
                        transition.getCommandId().equals(commandId)
                                && transition.getActor().getBadge().equals(badge));
    }

    /// The step that would lead to `to`; the caller has asked the table.
    ReferralTransition stepTo(
            Stage to, Actor actor, Stamp at, String commandId, ExaminationResult result) {
        ReferralTransition.Builder step =
                ReferralTransition.newBuilder()
                        .setReferralId(referralId())
                        .setPassageId(passageId())
                        .setLaneId(laneId())
                        .setStep(transitions.size())
                        .setFrom(stage.wire())
                        .setTo(to.wire())
                        .setActor(actor)
                        .setAt(at)
                        .setCodeWord(codeWord())
                        .setEscalations(escalations);
        if (!commandId.isEmpty()) {
            step.setCommandId(commandId);
        }
        if (result != ExaminationResult.EXAMINATION_RESULT_UNSPECIFIED) {
            step.setResult(result);
        }
        return step.build();
    }

    void take(ReferralTransition step, Stage to, long nanos) {
        transitions.add(step);
        stage = to;
        sinceNanos = nanos;
    }

    void escalate() {
        escalations++;
    }

    long sinceNanos() {
        return sinceNanos;
    }

    void since(long nanos) {
        sinceNanos = nanos;
    }

    long dueNanos() {
        return dueNanos;
    }

    void due(long nanos) {
        dueNanos = nanos;
    }

    /// The same object as long as nothing changed.
    ///
    /// @param taken whether the journal has taken a step
    OpenReferral kept(Predicate<ReferralTransition> taken) {
        while (journalled < transitions.size() && taken.test(transitions.get(journalled))) {
            journalled++;
        }
        OpenReferral last = kept;
        if (last == null
                || last.transitions().size() != transitions.size()
                || last.escalations() != escalations
                || last.journalled() != journalled) {
            last = new OpenReferral(transitions, escalations, journalled);
            kept = last;
        }
        return last;
    }

    private ReferralTransition first() {
        return transitions.getFirst();
    }

    /// Content withheld.
    @Override
    public String toString() {
        return "Referral[" + referralId() + ", " + stage + "]";
    }
}
