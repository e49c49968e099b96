package dev.gatehouse.core.referral;

import dev.gatehouse.proto.v1.Actor;
import dev.gatehouse.proto.v1.ActorKind;
import dev.gatehouse.proto.v1.ExaminationResult;
import dev.gatehouse.proto.v1.Hit;
import dev.gatehouse.proto.v1.ReferralState;
import dev.gatehouse.proto.v1.ReferralTransition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// All referrals that are open, still owe a disposition, or were closed a moment ago. Owned by the
/// booth thread.
public final class ReferralBook {
    /// Released referrals whose disposition may still be given here; central has them all.
    public static final int MAX_RELEASED = 256;

    /// Ended referrals kept so that a repeated command is told so.
    public static final int MAX_ENDED = 64;

    /// Who acts when no person does.
    public static final Actor BOOTH =
            Actor.newBuilder().setKind(ActorKind.ACTOR_KIND_BOOTH).build();

    /// What became of a move.
    public enum Moved {
        DONE,
        /// The table does not lead there from here.
        ILLEGAL,
        /// The journal is full: nothing moved.
        STORE_FULL
    }

    private final Map<String, Referral> referrals = new LinkedHashMap<>();
    private final Escalation escalation;
    private final ReferralEvents events;
    private boolean changed;
    private long notKept;

    public ReferralBook(Escalation escalation, ReferralEvents events) {
        this.escalation = escalation;
        this.events = events;
    }

    /// The referral of this id, if it is in the book.
    public @Nullable Referral find(String referralId) {
        return referrals.get(referralId);
    }

    /// All in the book, oldest first.
    public Collection<Referral> all() {
        return List.copyOf(referrals.values());
    }

    /// Still owed an action.
    public long open() {
        return referrals.values().stream().filter(referral -> referral.stage().open()).count();
    }

    /// Referrals that the list for a restart had no room for.
    public long notKept() {
        return notKept;
    }

    /// The code word a referral of this seed gets.
    public String codeWord(long seed) {
        return CodeWords.of(
                seed,
                word ->
                        referrals.values().stream()
                                .anyMatch(referral ->
                                        referral.stage().open()
                                                && referral.codeWord().equals(word)));
    }

    /// Enters a new referral, whose alert has just gone out: RAISED and NOTIFIED.
    public Referral raise(
            String referralId, String passageId, String laneId, String codeWord, Hit hit) {
        if (referrals.containsKey(referralId)) {
            throw new IllegalStateException("referral raised twice");
        }
        ReferralTransition first =
                ReferralTransition.newBuilder()
                        .setReferralId(referralId)
                        .setPassageId(passageId)
                        .setLaneId(laneId)
                        .setStep(0)
                        .setFrom(ReferralState.REFERRAL_STATE_UNSPECIFIED)
                        .setTo(Stage.RAISED.wire())
                        .setActor(BOOTH)
                        .setAt(events.stamp())
                        .setHit(hit)
                        .setCodeWord(codeWord)
                        .setEscalations(0)
                        .build();
        Referral referral = Referral.raised(first);
        referrals.put(referralId, referral);
        referral.since(events.nanos());
        keepAppending(first);
        notified(referral);
        return referral;
    }

    /// The alert of a referral went out, for the first time or again; its timer starts.
    public void notified(Referral referral) {
        if (referral.stage() == Stage.RAISED) {
            force(referral, Stage.NOTIFIED, BOOTH);
        }
        schedule(referral);
        changed = true;
    }

    /// Takes one over from before the restart. Steps the journal may lack are appended again; of
    /// those it has after all, it knows the tags.
    public void restore(OpenReferral kept) {
        Referral referral = Referral.restored(kept);
        if (referrals.putIfAbsent(referral.referralId(), referral) != null) {
            return;
        }
        referral.since(events.nanos());
        referral.transitions().stream().skip(kept.journalled()).forEach(this::keepAppending);
        changed |= kept.journalled() < kept.transitions().size();
        if (referral.stage() == Stage.EXAMINED) {
            force(referral, Stage.CLOSED, BOOTH);
        }
        schedule(referral);
    }

    /// Moves a referral by an officer's command; an examination closes it at once.
    public Moved move(
            Referral referral, Stage to, Actor actor, String commandId, ExaminationResult result) {
        if (!referral.stage().successors().contains(to)) {
            return Moved.ILLEGAL;
        }
        ReferralTransition step = referral.stepTo(to, actor, events.stamp(), commandId, result);
        if (!events.append(step, false)) {
            return Moved.STORE_FULL;
        }
        referral.take(step, to, events.nanos());
        if (to == Stage.EXAMINED) {
            force(referral, Stage.CLOSED, BOOTH);
        }
        schedule(referral);
        changed = true;
        forget();
        return Moved.DONE;
    }

    /// The vehicle left the lane: what nobody acknowledged escalates now. One that was acknowledged
    /// is on its way to secondary, and driving there is no release.
    public void left(String passageId) {
        for (Referral referral : all()) {
            if (referral.passageId().equals(passageId) && referral.stage().unacknowledged()) {
                escalate(referral);
            }
        }
    }

    /// Timers.
    public void tick() {
        long now = events.nanos();
        for (Referral referral : referrals.values()) {
            if (referral.dueNanos() != Long.MAX_VALUE && now - referral.dueNanos() >= 0) {
                escalate(referral);
            }
        }
    }

    /// The list for a restart if anything changed since the last call; else null.
    public @Nullable List<OpenReferral> takeChanged() {
        if (!changed) {
            return null;
        }
        changed = false;
        List<OpenReferral> kept = new ArrayList<>();
        referrals.values().stream()
                .filter(referral -> referral.stage().open())
                .forEach(r -> kept.add(r.kept(events::taken)));
        referrals.values().stream()
                .filter(referral -> !referral.stage().open())
                .forEach(r -> kept.add(r.kept(events::taken)));
        notKept = Math.max(0, kept.size() - OpenReferral.MAX_REFERRALS);
        return List.copyOf(kept.subList(0, Math.min(kept.size(), OpenReferral.MAX_REFERRALS)));
    }

    private void escalate(Referral referral) {
        if (referral.escalations() >= escalation.limit()) {
            referral.due(Long.MAX_VALUE);
            return;
        }
        referral.escalate();
        schedule(referral);
        changed = true;
        events.escalated(referral);
    }

    private void schedule(Referral referral) {
        long delayMs =
                switch (referral.stage()) {
                    case RAISED, NOTIFIED -> escalation.unacknowledgedMs();
                    case ACKNOWLEDGED, IN_SECONDARY -> escalation.openMs();
                    case EXAMINED, CLOSED, RELEASED_WITHOUT_REFERRAL, OVERRIDDEN -> -1;
                };
        boolean timed = delayMs > 0 && referral.escalations() < escalation.limit();
        referral.due(
                timed ? events.nanos() + TimeUnit.MILLISECONDS.toNanos(delayMs) : Long.MAX_VALUE);
    }

    private void force(Referral referral, Stage to, Actor actor) {
        ReferralTransition step =
                referral.stepTo(
                        to,
                        actor,
                        events.stamp(),
                        "",
                        ExaminationResult.EXAMINATION_RESULT_UNSPECIFIED);
        keepAppending(step);
        referral.take(step, to, events.nanos());
        changed = true;
    }

    private void keepAppending(ReferralTransition step) {
        if (!events.append(step, true)) {
            throw new IllegalStateException("a step to be held was not");
        }
    }

    /// Oldest first, beyond what is kept of each kind.
    private void forget() {
        drop(Stage.RELEASED_WITHOUT_REFERRAL, MAX_RELEASED);
        drop(Stage.CLOSED, MAX_ENDED);
        drop(Stage.OVERRIDDEN, MAX_ENDED);
    }

    private void drop(Stage stage, int limit) {
        List<Referral> ended =
                referrals.values().stream()
                        .filter(referral -> referral.stage() == stage)
                        .sorted((a, b) -> Long.signum(a.sinceNanos() - b.sinceNanos()))
                        .toList();
        for (int i = 0; i < ended.size() - limit; i++) {
            referrals.remove(ended.get(i).referralId());
        }
    }
}
