package dev.gatehouse.core.referral;

import dev.gatehouse.proto.v1.ReferralState;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// Where a referral stands, and the table of where it may go.
///
/// ```
/// RAISED -> NOTIFIED -> ACKNOWLEDGED -> IN_SECONDARY -> EXAMINED -> CLOSED
///    |         |             |               |
///    +---------+-------------+---------------+--> RELEASED_WITHOUT_REFERRAL --> EXAMINED (disposition)
///    +---------+-------------+---------------+--> OVERRIDDEN       ^ also --> OVERRIDDEN
/// ```
///
/// A referral ends only in an examination result or in a two-person override (mission, line on
/// mandatory referral): a release is a state of its own whose disposition (e.g. `MISSED`) is still
/// owed.
public enum Stage {
    RAISED(ReferralState.REFERRAL_STATE_RAISED),
    NOTIFIED(ReferralState.REFERRAL_STATE_NOTIFIED),
    ACKNOWLEDGED(ReferralState.REFERRAL_STATE_ACKNOWLEDGED),
    IN_SECONDARY(ReferralState.REFERRAL_STATE_IN_SECONDARY),
    EXAMINED(ReferralState.REFERRAL_STATE_EXAMINED),
    CLOSED(ReferralState.REFERRAL_STATE_CLOSED),
    RELEASED_WITHOUT_REFERRAL(ReferralState.REFERRAL_STATE_RELEASED_WITHOUT_REFERRAL),
    OVERRIDDEN(ReferralState.REFERRAL_STATE_OVERRIDDEN);

    private final ReferralState wire;

    Stage(ReferralState wire) {
        this.wire = wire;
    }

    /// The number on the wire.
    public ReferralState wire() {
        return wire;
    }

    /// The stage of a wire value; empty for `UNSPECIFIED` and numbers of a later schema.
    public static Optional<Stage> of(ReferralState state) {
        return switch (state) {
            case REFERRAL_STATE_RAISED -> Optional.of(RAISED);
            case REFERRAL_STATE_NOTIFIED -> Optional.of(NOTIFIED);
            case REFERRAL_STATE_ACKNOWLEDGED -> Optional.of(ACKNOWLEDGED);
            case REFERRAL_STATE_IN_SECONDARY -> Optional.of(IN_SECONDARY);
            case REFERRAL_STATE_EXAMINED -> Optional.of(EXAMINED);
            case REFERRAL_STATE_CLOSED -> Optional.of(CLOSED);
            case REFERRAL_STATE_RELEASED_WITHOUT_REFERRAL -> Optional.of(RELEASED_WITHOUT_REFERRAL);
            case REFERRAL_STATE_OVERRIDDEN -> Optional.of(OVERRIDDEN);
            case REFERRAL_STATE_UNSPECIFIED, UNRECOGNIZED -> Optional.empty();
        };
    }

    /// Stages that may follow this one.
    public Set<Stage> successors() {
        return switch (this) {
            case RAISED -> EnumSet.of(NOTIFIED, RELEASED_WITHOUT_REFERRAL, OVERRIDDEN);
            case NOTIFIED -> EnumSet.of(ACKNOWLEDGED, RELEASED_WITHOUT_REFERRAL, OVERRIDDEN);
            case ACKNOWLEDGED -> EnumSet.of(IN_SECONDARY, RELEASED_WITHOUT_REFERRAL, OVERRIDDEN);
            case IN_SECONDARY -> EnumSet.of(EXAMINED, RELEASED_WITHOUT_REFERRAL, OVERRIDDEN);
            case EXAMINED -> EnumSet.of(CLOSED);
            case RELEASED_WITHOUT_REFERRAL -> EnumSet.of(EXAMINED, OVERRIDDEN);
            case CLOSED, OVERRIDDEN -> EnumSet.noneOf(Stage.class);
        };
    }

    /// An officer is still owed an action at the lane or in secondary.
    public boolean open() {
        return switch (this) {
            case RAISED, NOTIFIED, ACKNOWLEDGED, IN_SECONDARY, EXAMINED -> true;
            case CLOSED, RELEASED_WITHOUT_REFERRAL, OVERRIDDEN -> false;
        };
    }

    /// Nobody has said yet that he saw it.
    public boolean unacknowledged() {
        return this == RAISED || this == NOTIFIED;
    }
}
