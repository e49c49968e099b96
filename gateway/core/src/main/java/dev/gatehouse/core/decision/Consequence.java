package dev.gatehouse.core.decision;

import dev.gatehouse.proto.v1.Grade;
import dev.gatehouse.proto.v1.Hit;

/// What a hit causes at the lane (matching sheet, section 4).
enum Consequence {
    /// Secondary examination.
    REFER,
    /// Nothing but the prompt to read again or to key the plate.
    REREAD,
    /// Nothing: it stands in the sealed record alone.
    RECORD_ONLY;

    /// | hit | causes |
    /// |---|---|
    /// | silent, or `OBSERVE_AND_REPORT` | record only, whatever the grade |
    /// | EXACT or CONFUSABLE | referral |
    /// | the same, both jurisdictions known and different | a lead only: readers mistake the state, so the plate is to be confirmed, and the keyed value is searched with the jurisdiction the officer sees |
    /// | EDIT1 or PARTIAL | prompt |
    ///
    /// An action that this schema does not know refers: a newer list must not go unheeded.
    static Consequence of(Hit hit) {
        if (hit.getSilent()) {
            return RECORD_ONLY;
        }
        return switch (hit.getAction()) {
            case LOOKOUT_ACTION_SILENT, LOOKOUT_ACTION_OBSERVE_AND_REPORT -> RECORD_ONLY;
            case LOOKOUT_ACTION_REFER_MANDATORY,
                    LOOKOUT_ACTION_REFER_AT_DISCRETION,
                    LOOKOUT_ACTION_EXAMINE_GOODS,
                    LOOKOUT_ACTION_DENY_DOCUMENT,
                    LOOKOUT_ACTION_CALL_ISSUER,
                    LOOKOUT_ACTION_UNSPECIFIED,
                    UNRECOGNIZED ->
                    strong(hit.getGrade()) && !hit.getJurisdictionDiffers() ? REFER : REREAD;
        };
    }

    private static boolean strong(Grade grade) {
        return switch (grade) {
            case GRADE_EXACT, GRADE_CONFUSABLE -> true;
            case GRADE_EDIT1, GRADE_PARTIAL, GRADE_UNSPECIFIED, UNRECOGNIZED -> false;
        };
    }
}
