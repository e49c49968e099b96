package dev.gatehouse.core.decision;

import dev.gatehouse.core.identifier.CheckedIdentifier;
import dev.gatehouse.core.identifier.IdentifierKind;
import dev.gatehouse.core.lookout.Finding;
import dev.gatehouse.core.lookout.ListLevel;
import dev.gatehouse.core.lookout.Lookout;
import dev.gatehouse.core.lookout.LookoutAction;
import dev.gatehouse.core.lookout.Presented;
import dev.gatehouse.core.lookout.Strength;
import dev.gatehouse.core.lookout.SubjectKind;
import dev.gatehouse.core.match.Grade;
import dev.gatehouse.core.name.Band;
import dev.gatehouse.proto.v1.Hit;
import java.util.Comparator;

/// Lookouts in the words of the wire.
final class WireLookouts {
    private WireLookouts() {}

    /// A hit for the sealed record. Of a silent one no more than names it: the record of a passage
    /// must not grow by it, and central has the list.
    static Hit hit(Finding found, Presented presented, String canonical) {
        Lookout lookout = found.lookout();
        Hit.Builder hit =
                Hit.newBuilder()
                        .setLookoutId(lookout.id())
                        .setLookoutVersion(lookout.version())
                        .setJurisdictionUnknown(found.qualifierUnknown())
                        .setJurisdictionDiffers(found.jurisdictionDiffers())
                        .setPriority(lookout.priority())
                        .setAction(action(lookout.action()))
                        .setSilent(lookout.silent());
        if (found.kind() != SubjectKind.PLATE) {
            hit.setKind(kind(found.kind()));
        }
        switch (found.strength()) {
            case Strength.Graded(Grade grade) -> hit.setGrade(grade(grade));
            case Strength.Banded banded -> {
                hit.setBand(band(banded.band())).setPoints(banded.points());
                if (banded.numberReused()) {
                    hit.setNumberReused(true);
                }
                if (banded.birthDateEqual()) {
                    hit.setBirthDateEqual(true);
                }
            }
        }
        boolean plate = found.kind() == SubjectKind.PLATE;
        if ((plate || !lookout.silent()) && mayLeave(presented)) {
            hit.setReadCanonical(asRead(presented, canonical)).setListedCanonical(found.listed());
        }
        if (found.listedIn().isKnown()) {
            hit.setListedJurisdiction(found.listedIn().code());
        }
        return lookout.silent() ? hit.build() : shown(hit, found).build();
    }

    /// What was read, where another reading of it was searched.
    private static String asRead(Presented presented, String canonical) {
        return presented instanceof Presented.OtherReading(CheckedIdentifier _, String read)
                ? read
                : canonical;
    }

    /// The code of a transponder does not leave the lane, neither as read nor as listed.
    static boolean mayLeave(Presented presented) {
        return !(presented instanceof Presented.Identified(CheckedIdentifier identifier)
                && identifier.kind() == IdentifierKind.TRANSPONDER);
    }

    private static Hit.Builder shown(Hit.Builder hit, Finding found) {
        hit.addAllSteps(found.steps());
        found.lookout().terms().caveats().stream()
                .sorted(Comparator.naturalOrder())
                .forEach(caveat -> hit.addCaveats(caveat.name()));
        found.lookout()
                .terms()
                .minimumGrade()
                .ifPresent(least -> hit.setMinimumGrade(grade(least)));
        found.lookout().terms().minimumBand().ifPresent(least -> hit.setMinimumBand(band(least)));
        String english = found.lookout().terms().instructionEn();
        String french = found.lookout().terms().instructionFr();
        if (!english.isEmpty()) {
            hit.setInstructionEn(english);
        }
        if (!french.isEmpty()) {
            hit.setInstructionFr(french);
        }
        return hit;
    }

    static dev.gatehouse.proto.v1.ListLevel level(ListLevel level) {
        return switch (level) {
            case GREEN -> dev.gatehouse.proto.v1.ListLevel.LIST_LEVEL_GREEN;
            case AMBER -> dev.gatehouse.proto.v1.ListLevel.LIST_LEVEL_AMBER;
            case RED -> dev.gatehouse.proto.v1.ListLevel.LIST_LEVEL_RED;
            case ABSENT, DAMAGED -> dev.gatehouse.proto.v1.ListLevel.LIST_LEVEL_ABSENT;
        };
    }

    static dev.gatehouse.proto.v1.SubjectKind kind(SubjectKind kind) {
        return switch (kind) {
            case PLATE -> dev.gatehouse.proto.v1.SubjectKind.SUBJECT_KIND_PLATE;
            case VEHICLE -> dev.gatehouse.proto.v1.SubjectKind.SUBJECT_KIND_VEHICLE;
            case DOCUMENT -> dev.gatehouse.proto.v1.SubjectKind.SUBJECT_KIND_DOCUMENT;
            case PERSON -> dev.gatehouse.proto.v1.SubjectKind.SUBJECT_KIND_PERSON;
            case ORGANISATION -> dev.gatehouse.proto.v1.SubjectKind.SUBJECT_KIND_ORGANISATION;
            case CONTAINER -> dev.gatehouse.proto.v1.SubjectKind.SUBJECT_KIND_CONTAINER;
            case RAIL_CAR -> dev.gatehouse.proto.v1.SubjectKind.SUBJECT_KIND_RAIL_CAR;
            case VESSEL -> dev.gatehouse.proto.v1.SubjectKind.SUBJECT_KIND_VESSEL;
            case COMPANY -> dev.gatehouse.proto.v1.SubjectKind.SUBJECT_KIND_COMPANY;
            case AIRCRAFT -> dev.gatehouse.proto.v1.SubjectKind.SUBJECT_KIND_AIRCRAFT;
            case CONSIGNMENT -> dev.gatehouse.proto.v1.SubjectKind.SUBJECT_KIND_CONSIGNMENT;
            case CARRIER -> dev.gatehouse.proto.v1.SubjectKind.SUBJECT_KIND_CARRIER;
            case DEVICE -> dev.gatehouse.proto.v1.SubjectKind.SUBJECT_KIND_DEVICE;
            case GOODS -> dev.gatehouse.proto.v1.SubjectKind.SUBJECT_KIND_GOODS;
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

    private static dev.gatehouse.proto.v1.Band band(Band band) {
        return switch (band) {
            case NONE -> dev.gatehouse.proto.v1.Band.BAND_NONE;
            case POSSIBLE -> dev.gatehouse.proto.v1.Band.BAND_POSSIBLE;
            case PROBABLE -> dev.gatehouse.proto.v1.Band.BAND_PROBABLE;
            case STRONG -> dev.gatehouse.proto.v1.Band.BAND_STRONG;
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
