package dev.gatehouse.core.referral;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gatehouse.proto.v1.ExaminationResult;
import dev.gatehouse.proto.v1.Grade;
import dev.gatehouse.proto.v1.Hit;
import dev.gatehouse.proto.v1.ReferralState;
import dev.gatehouse.proto.v1.ReferralTransition;
import dev.gatehouse.proto.v1.Stamp;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The table of stages, written down a second time, and every pair of it tried through the one
/// method that moves.
class StageTest {
    private static final Map<Stage, Set<Stage>> TABLE =
            Map.of(
                    Stage.RAISED,
                            Set.of(
                                    Stage.NOTIFIED,
                                    Stage.RELEASED_WITHOUT_REFERRAL,
                                    Stage.OVERRIDDEN),
                    Stage.NOTIFIED,
                            Set.of(
                                    Stage.ACKNOWLEDGED,
                                    Stage.RELEASED_WITHOUT_REFERRAL,
                                    Stage.OVERRIDDEN),
                    Stage.ACKNOWLEDGED,
                            Set.of(
                                    Stage.IN_SECONDARY,
                                    Stage.RELEASED_WITHOUT_REFERRAL,
                                    Stage.OVERRIDDEN),
                    Stage.IN_SECONDARY,
                            Set.of(
                                    Stage.EXAMINED,
                                    Stage.RELEASED_WITHOUT_REFERRAL,
                                    Stage.OVERRIDDEN),
                    Stage.EXAMINED, Set.of(Stage.CLOSED),
                    Stage.RELEASED_WITHOUT_REFERRAL, Set.of(Stage.EXAMINED, Stage.OVERRIDDEN),
                    Stage.CLOSED, Set.of(),
                    Stage.OVERRIDDEN, Set.of());

    /// How to get there from RAISED.
    private static final Map<Stage, List<Stage>> WAYS =
            Map.of(
                    Stage.RAISED, List.of(),
                    Stage.NOTIFIED, List.of(Stage.NOTIFIED),
                    Stage.ACKNOWLEDGED, List.of(Stage.NOTIFIED, Stage.ACKNOWLEDGED),
                    Stage.IN_SECONDARY,
                            List.of(Stage.NOTIFIED, Stage.ACKNOWLEDGED, Stage.IN_SECONDARY),
                    Stage.EXAMINED,
                            List.of(
                                    Stage.NOTIFIED,
                                    Stage.ACKNOWLEDGED,
                                    Stage.IN_SECONDARY,
                                    Stage.EXAMINED),
                    Stage.CLOSED,
                            List.of(
                                    Stage.NOTIFIED,
                                    Stage.ACKNOWLEDGED,
                                    Stage.IN_SECONDARY,
                                    Stage.EXAMINED,
                                    Stage.CLOSED),
                    Stage.RELEASED_WITHOUT_REFERRAL,
                            List.of(Stage.NOTIFIED, Stage.RELEASED_WITHOUT_REFERRAL),
                    Stage.OVERRIDDEN, List.of(Stage.NOTIFIED, Stage.OVERRIDDEN));

    private final List<ReferralTransition> appended = new ArrayList<>();
    private final List<Referral> escalated = new ArrayList<>();
    private long nanos;
    private boolean full;

    private final ReferralEvents events =
            new ReferralEvents() {
                @Override
                public long nanos() {
                    return nanos;
                }

                @Override
                public Stamp stamp() {
                    return Stamp.getDefaultInstance();
                }

                @Override
                public boolean append(ReferralTransition step, boolean keep) {
                    if (full && !keep) {
                        return false;
                    }
                    appended.add(step);
                    return true;
                }

                @Override
                public boolean taken(ReferralTransition step) {
                    return appended.contains(step);
                }

                @Override
                public void escalated(Referral referral) {
                    escalated.add(referral);
                }
            };

    private final ReferralBook book = new ReferralBook(new Escalation(60_000, 900_000, 3), events);

    private static Set<Stage> table(Stage from) {
        return Objects.requireNonNull(TABLE.get(from));
    }

    private static Referral the(ReferralBook book) {
        return Objects.requireNonNull(book.find("0123456789abcdef"));
    }

    private OpenReferral at(Stage stage) {
        Referral referral =
                Referral.raised(
                        ReferralTransition.newBuilder()
                                .setReferralId("0123456789abcdef")
                                .setStep(0)
                                .setTo(Stage.RAISED.wire())
                                .setHit(Hit.newBuilder().setGrade(Grade.GRADE_EXACT))
                                .build());
        for (Stage next : Objects.requireNonNull(WAYS.get(stage))) {
            referral.take(
                    referral.stepTo(
                            next,
                            ReferralBook.BOOTH,
                            Stamp.getDefaultInstance(),
                            "",
                            ExaminationResult.EXAMINATION_RESULT_UNSPECIFIED),
                    next,
                    0);
        }
        return referral.kept(_ -> false);
    }

    @ParameterizedTest
    @EnumSource(Stage.class)
    void everyPairIsAsTheTableSays(Stage from) {
        // the book closes an examined referral at once, so EXAMINED itself is tried on the table
        // alone
        for (Stage to : Stage.values()) {
            assertEquals(
                    table(from).contains(to), from.successors().contains(to), from + " -> " + to);
            if (from == Stage.EXAMINED) {
                continue;
            }
            ReferralBook each = new ReferralBook(new Escalation(60_000, 900_000, 3), events);
            each.restore(at(from));
            appended.clear();
            Referral referral = the(each);
            ReferralBook.Moved moved =
                    each.move(
                            referral,
                            to,
                            ReferralBook.BOOTH,
                            "c",
                            ExaminationResult.EXAMINATION_RESULT_UNSPECIFIED);
            boolean legal = table(from).contains(to);
            assertEquals(
                    legal ? ReferralBook.Moved.DONE : ReferralBook.Moved.ILLEGAL,
                    moved,
                    from + " -> " + to);
            Stage expected = !legal ? from : to == Stage.EXAMINED ? Stage.CLOSED : to;
            assertEquals(expected, referral.stage());
            assertEquals(!legal ? 0 : to == Stage.EXAMINED ? 2 : 1, appended.size());
        }
    }

    @Test
    void everyStageHasItsNumberOnTheWire() {
        Set<ReferralState> seen = new HashSet<>();
        for (Stage stage : Stage.values()) {
            assertEquals(Optional.of(stage), Stage.of(stage.wire()));
            assertTrue(seen.add(stage.wire()));
        }
        assertEquals(Optional.empty(), Stage.of(ReferralState.REFERRAL_STATE_UNSPECIFIED));
        assertEquals(Optional.empty(), Stage.of(ReferralState.UNRECOGNIZED));
        assertEquals(ReferralState.values().length - 2, seen.size());
    }

    @Test
    void escalatesRepeatedlyUpToItsLimit() {
        book.restore(at(Stage.NOTIFIED));
        for (int minute = 1; minute <= 10; minute++) {
            nanos = minute * 60_000_000_000L - 1;
            book.tick();
            assertEquals(Math.min(3, minute - 1), escalated.size());
            nanos++;
            book.tick();
            assertEquals(Math.min(3, minute), escalated.size());
        }
        Referral referral = the(book);
        assertEquals(3, referral.escalations());
        assertEquals(
                ReferralBook.Moved.DONE,
                book.move(
                        referral,
                        Stage.ACKNOWLEDGED,
                        ReferralBook.BOOTH,
                        "c",
                        ExaminationResult.EXAMINATION_RESULT_UNSPECIFIED));
    }

    @Test
    void anAcknowledgedReferralEscalatesLaterAndAReleasedOneNever() {
        book.restore(at(Stage.ACKNOWLEDGED));
        nanos = 899_999_999_999L;
        book.tick();
        assertTrue(escalated.isEmpty());
        nanos++;
        book.tick();
        assertEquals(1, escalated.size());
        Referral referral = the(book);
        var _ =
                book.move(
                        referral,
                        Stage.RELEASED_WITHOUT_REFERRAL,
                        ReferralBook.BOOTH,
                        "c",
                        ExaminationResult.EXAMINATION_RESULT_UNSPECIFIED);
        nanos += 10_000_000_000_000L;
        book.tick();
        assertEquals(1, escalated.size());
        assertEquals(0, book.open());
    }

    @Test
    void aRestartAppendsOnlyWhatTheJournalMayLack() {
        OpenReferral kept = at(Stage.ACKNOWLEDGED).withJournalled(2);
        book.restore(kept);
        assertEquals(List.of(2), appended.stream().map(ReferralTransition::getStep).toList());
        List<OpenReferral> handedOver = Objects.requireNonNull(book.takeChanged());
        assertEquals(3, handedOver.getFirst().journalled());
        appended.clear();
        new ReferralBook(new Escalation(60_000, 900_000, 3), events).restore(handedOver.getFirst());
        assertTrue(appended.isEmpty());
    }

    @Test
    void aFullJournalMovesNothing() {
        book.restore(at(Stage.NOTIFIED));
        full = true;
        Referral referral = the(book);
        assertEquals(
                ReferralBook.Moved.STORE_FULL,
                book.move(
                        referral,
                        Stage.ACKNOWLEDGED,
                        ReferralBook.BOOTH,
                        "c",
                        ExaminationResult.EXAMINATION_RESULT_UNSPECIFIED));
        assertEquals(Stage.NOTIFIED, referral.stage());
        assertFalse(referral.knows("c", ""));
    }

    @Test
    void codeWordsAreDistinctAmongOpenReferralsAndSpeakable() {
        Set<String> words = new HashSet<>();
        for (int seed = 0; seed < CodeWords.COUNT; seed++) {
            String word = CodeWords.of(seed, _ -> false);
            assertTrue(word.matches("[A-Z]{3,10}-[0-9]{2}"), word);
            words.add(word);
        }
        assertEquals(25_600, words.size());
        String first = CodeWords.of(-1, _ -> false);
        assertFalse(first.equals(CodeWords.of(-1, first::equals)));
    }
}
