package dev.gatehouse.core.decision;

import dev.gatehouse.core.lookout.ListView;
import dev.gatehouse.core.lookout.Lookout;
import dev.gatehouse.core.lookout.LookoutSnapshot;
import dev.gatehouse.core.lookout.LookoutStore;
import dev.gatehouse.core.match.Jurisdiction;
import dev.gatehouse.core.match.MatchStep;
import dev.gatehouse.core.match.PlateAnswer;
import dev.gatehouse.core.match.PlateForm;
import dev.gatehouse.core.match.PlateQuery;
import dev.gatehouse.proto.v1.Grade;
import dev.gatehouse.proto.v1.Hit;
import dev.gatehouse.proto.v1.ListLevel;
import dev.gatehouse.proto.v1.ListState;
import dev.gatehouse.proto.v1.LookoutAction;
import java.util.ArrayList;
import java.util.List;

/// The lookout store as the decision asks it. Owned by the booth thread: query and answer are
/// reused.
public final class LookoutsInForce implements Lookouts {
    private final LookoutStore store;
    private final PlateQuery query = new PlateQuery();
    private final PlateAnswer answer = new PlateAnswer();

    public LookoutsInForce(LookoutStore store) {
        this.store = store;
    }

    @Override
    public View view() {
        return new InForce(store.view());
    }

    private final class InForce implements View {
        private final ListView list;

        InForce(ListView list) {
            this.list = list;
        }

        @Override
        public ListState state(long nowNanos) {
            var now = list.state(nowNanos);
            return ListState.newBuilder()
                    .setGeneration(now.generation())
                    .setAgeS(now.ageS())
                    .setLevel(
                            switch (now.level()) {
                                case GREEN -> ListLevel.LIST_LEVEL_GREEN;
                                case AMBER -> ListLevel.LIST_LEVEL_AMBER;
                                case RED -> ListLevel.LIST_LEVEL_RED;
                                case ABSENT, DAMAGED -> ListLevel.LIST_LEVEL_ABSENT;
                            })
                    .build();
        }

        @Override
        public boolean damaged() {
            return list.snapshot().isEmpty()
                    && list.source() == dev.gatehouse.core.lookout.ListSource.DAMAGED;
        }

        @Override
        public Finding find(
                String plate, String jurisdiction, boolean keyed, long nowWallMs) {
            Jurisdiction issuedBy = keyed ? Jurisdiction.ofShortForm(jurisdiction) : Jurisdiction.ofIso(jurisdiction);
            PlateForm.Status status = query.set(plate, issuedBy, nowWallMs);
            Outcome outcome =
                    switch (status) {
                        case READ -> Outcome.SEARCHED;
                        case NO_READ -> Outcome.NO_READ;
                        case UNREADABLE, MANUAL -> Outcome.UNREADABLE;
                    };
            String iso = issuedBy.isKnown() ? issuedBy.code() : "";
            if (outcome != Outcome.SEARCHED || list.snapshot().isEmpty()) {
                return new Finding(
                        outcome,
                        outcome == Outcome.SEARCHED ? query.canonical() : "",
                        iso,
                        List.of(),
                        false);
            }
            LookoutSnapshot snapshot = list.snapshot().get();
            snapshot.plates().match(query, answer);
            return new Finding(
                    outcome, query.canonical(), iso, hits(snapshot), answer.capReached());
        }

        private List<Hit> hits(LookoutSnapshot snapshot) {
            if (answer.size() == 0) {
                return List.of();
            }
            List<Hit> hits = new ArrayList<>(answer.size());
            for (int i = 0; i < answer.size(); i++) {
                hits.add(hit(snapshot.lookout(answer.entry(i)), i));
            }
            return hits;
        }

        private Hit hit(Lookout lookout, int i) {
            return Hit.newBuilder()
                    .setLookoutId(lookout.id())
                    .setLookoutVersion(lookout.version())
                    .setGrade(grade(answer.grade(i)))
                    .setJurisdictionUnknown(answer.jurisdictionUnknown(i))
                    .setJurisdictionDiffers(answer.jurisdictionDiffers(i))
                    .setPriority(lookout.priority())
                    .setAction(action(lookout.action()))
                    .setReadCanonical(query.canonical())
                    .setListedCanonical(answer.listed(i))
                    .setListedJurisdiction(
                            lookout.jurisdiction().isKnown() ? lookout.jurisdiction().code() : "")
                    .addAllSteps(answer.steps(i).stream().map(MatchStep::text).toList())
                    .setSilent(lookout.silent())
                    .build();
        }
    }

    private static Grade grade(dev.gatehouse.core.match.Grade grade) {
        return switch (grade) {
            case EXACT -> Grade.GRADE_EXACT;
            case CONFUSABLE -> Grade.GRADE_CONFUSABLE;
            case EDIT1 -> Grade.GRADE_EDIT1;
            case PARTIAL -> Grade.GRADE_PARTIAL;
        };
    }

    private static LookoutAction action(dev.gatehouse.core.lookout.LookoutAction action) {
        return switch (action) {
            case REFER_MANDATORY -> LookoutAction.LOOKOUT_ACTION_REFER_MANDATORY;
            case REFER_AT_DISCRETION -> LookoutAction.LOOKOUT_ACTION_REFER_AT_DISCRETION;
            case EXAMINE_GOODS -> LookoutAction.LOOKOUT_ACTION_EXAMINE_GOODS;
            case DENY_DOCUMENT -> LookoutAction.LOOKOUT_ACTION_DENY_DOCUMENT;
            case OBSERVE_AND_REPORT -> LookoutAction.LOOKOUT_ACTION_OBSERVE_AND_REPORT;
            case SILENT -> LookoutAction.LOOKOUT_ACTION_SILENT;
            case CALL_ISSUER -> LookoutAction.LOOKOUT_ACTION_CALL_ISSUER;
        };
    }
}
