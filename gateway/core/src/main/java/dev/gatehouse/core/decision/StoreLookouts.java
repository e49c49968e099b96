package dev.gatehouse.core.decision;

import dev.gatehouse.core.lookout.Findings;
import dev.gatehouse.core.lookout.ListLevel;
import dev.gatehouse.core.lookout.ListView;
import dev.gatehouse.core.lookout.Lookout;
import dev.gatehouse.core.lookout.LookoutAction;
import dev.gatehouse.core.lookout.LookoutSearch;
import dev.gatehouse.core.lookout.LookoutStore;
import dev.gatehouse.core.lookout.Presented;
import dev.gatehouse.core.lookout.Strength;
import dev.gatehouse.core.match.Grade;
import dev.gatehouse.core.match.Jurisdiction;
import dev.gatehouse.proto.v1.Hit;
import dev.gatehouse.proto.v1.ListState;
import java.util.List;

/// The booth's own list behind the decision's port. The search is reused, so it belongs to the
/// booth thread; the store behind it is loaded by another.
public final class StoreLookouts implements Lookouts {
    private final LookoutStore store;
    private final LookoutSearch search = new LookoutSearch();

    public StoreLookouts(LookoutStore store) {
        this.store = store;
    }

    @Override
    public View view() {
        return new StoreView(store.view());
    }

    private final class StoreView implements View {
        private final ListView list;

        StoreView(ListView list) {
            this.list = list;
        }

        @Override
        public ListState state(long nowNanos) {
            dev.gatehouse.core.lookout.ListState state = list.state(nowNanos);
            return ListState.newBuilder()
                    .setGeneration(state.generation())
                    .setAgeS(state.ageS())
                    .setLevel(level(state.level()))
                    .build();
        }

        /// An older list that still stands in is judged by its age alone (matching sheet, section
        /// 12, failed load).
        @Override
        public boolean damaged() {
            return list.snapshot().isEmpty() && list.state(0).level() == ListLevel.DAMAGED;
        }

        @Override
        public Finding find(String plate, String jurisdiction, boolean keyed, long nowWallMs) {
            Jurisdiction issuedBy =
                    keyed
                            ? Jurisdiction.ofShortForm(jurisdiction)
                            : Jurisdiction.ofIso(jurisdiction);
            String code = issuedBy.isKnown() ? issuedBy.code() : "";
            Findings found =
                    search.find(list.inForce(), new Presented.Plate(plate, issuedBy), nowWallMs);
            return switch (found.outcome()) {
                case NO_READ -> new Finding(Outcome.NO_READ, "", code, List.of(), false);
                case UNREADABLE ->
                        new Finding(Outcome.UNREADABLE, found.canonical(), code, List.of(), false);
                case SEARCHED ->
                        new Finding(
                                Outcome.SEARCHED,
                                found.canonical(),
                                code,
                                found.hits().stream()
                                        .map(hit -> StoreLookouts.hit(hit, found.canonical()))
                                        .toList(),
                                found.capReached());
            };
        }
    }

    /// What was found, as it is recorded.
    ///
    /// @param canonical searched form
    public static Hit hit(dev.gatehouse.core.lookout.Finding found, String canonical) {
        Lookout lookout = found.lookout();
        Hit.Builder hit =
                Hit.newBuilder()
                        .setLookoutId(lookout.id())
                        .setLookoutVersion(lookout.version())
                        .setJurisdictionUnknown(found.qualifierUnknown())
                        .setJurisdictionDiffers(found.jurisdictionDiffers())
                        .setPriority(lookout.priority())
                        .setAction(action(lookout.action()))
                        .setReadCanonical(canonical)
                        .setListedCanonical(found.listed())
                        .setSilent(lookout.silent())
                        .addAllSteps(found.steps());
        if (found.strength() instanceof Strength.Graded graded) {
            hit.setGrade(grade(graded.grade()));
        }
        if (found.listedIn().isKnown()) {
            hit.setListedJurisdiction(found.listedIn().code());
        }
        return hit.build();
    }

    private static dev.gatehouse.proto.v1.ListLevel level(ListLevel level) {
        return switch (level) {
            case GREEN -> dev.gatehouse.proto.v1.ListLevel.LIST_LEVEL_GREEN;
            case AMBER -> dev.gatehouse.proto.v1.ListLevel.LIST_LEVEL_AMBER;
            case RED -> dev.gatehouse.proto.v1.ListLevel.LIST_LEVEL_RED;
            case ABSENT, DAMAGED -> dev.gatehouse.proto.v1.ListLevel.LIST_LEVEL_ABSENT;
        };
    }

    private static dev.gatehouse.proto.v1.Grade grade(Grade grade) {
        return switch (grade) {
            case EXACT -> dev.gatehouse.proto.v1.Grade.GRADE_EXACT;
            case CONFUSABLE -> dev.gatehouse.proto.v1.Grade.GRADE_CONFUSABLE;
            case EDIT1 -> dev.gatehouse.proto.v1.Grade.GRADE_EDIT1;
            case PARTIAL -> dev.gatehouse.proto.v1.Grade.GRADE_PARTIAL;
        };
    }

    private static dev.gatehouse.proto.v1.LookoutAction action(LookoutAction action) {
        return switch (action) {
            case REFER_MANDATORY ->
                    dev.gatehouse.proto.v1.LookoutAction.LOOKOUT_ACTION_REFER_MANDATORY;
            case REFER_AT_DISCRETION ->
                    dev.gatehouse.proto.v1.LookoutAction.LOOKOUT_ACTION_REFER_AT_DISCRETION;
            case EXAMINE_GOODS -> dev.gatehouse.proto.v1.LookoutAction.LOOKOUT_ACTION_EXAMINE_GOODS;
            case DENY_DOCUMENT -> dev.gatehouse.proto.v1.LookoutAction.LOOKOUT_ACTION_DENY_DOCUMENT;
            case OBSERVE_AND_REPORT ->
                    dev.gatehouse.proto.v1.LookoutAction.LOOKOUT_ACTION_OBSERVE_AND_REPORT;
            case SILENT -> dev.gatehouse.proto.v1.LookoutAction.LOOKOUT_ACTION_SILENT;
            case CALL_ISSUER -> dev.gatehouse.proto.v1.LookoutAction.LOOKOUT_ACTION_CALL_ISSUER;
        };
    }
}
