package dev.gatehouse.bus;

/// Which instances of a topic a principal reaches.
enum Reach {
    ANY,
    OWN_LANE,
    OWN_BADGE,
    OWN_DEVICE,
    OWN_BOOTH,
    /// Any lane, but only with [Principal#RIGHT_ALERTS].
    ALERT_RIGHT;

    boolean permits(Principal principal, TopicName name) {
        return switch (this) {
            case ANY -> true;
            case OWN_LANE -> name.id().equals(principal.lane());
            case OWN_BADGE -> name.id().equals(principal.badge());
            case OWN_DEVICE -> name.id().equals(principal.device());
            case OWN_BOOTH -> name.booth().equals(principal.booth());
            case ALERT_RIGHT -> principal.has(Principal.RIGHT_ALERTS);
        };
    }
}
