package dev.gatehouse.bus;

import java.util.Optional;

/// What each principal may publish and receive on one process's listener, derived from [Topic] and
/// nothing else.
///
/// A subscription is granted when its filter could match at least one topic its principal may
/// receive, and every message is checked again when it is delivered: `gatehouse/#` is granted to an
/// observer and shows what observers may see. Immutable.
public final class Acl {

    private final Principal self;
    private final Topic.Plane plane;

    /// @param self owner of the listener; decides which plane exists and, for a booth, which booth
    public Acl(Principal self) {
        this.self = self;
        this.plane =
                self.kind() == PrincipalKind.CENTRAL ? Topic.Plane.UPSTREAM : Topic.Plane.BOOTH;
    }

    /// Whether a client of this kind has any business on this listener.
    public boolean mayConnect(Principal principal) {
        return switch (principal.kind()) {
            case DEVICE, TERMINAL, OFFICER, OBSERVER -> plane == Topic.Plane.BOOTH;
            case BOOTH, CENTRAL -> plane == Topic.Plane.UPSTREAM;
        };
    }

    public boolean mayPublish(Principal principal, TopicName name) {
        Reach reach = name.topic().publishers().get(principal.kind());
        return here(name) && reach != null && reach.permits(principal, name);
    }

    public boolean mayReceive(Principal principal, TopicName name) {
        Reach reach = name.topic().subscribers().get(principal.kind());
        return here(name) && reach != null && reach.permits(principal, name);
    }

    /// Whether the filter could match anything the principal may receive.
    ///
    /// @param filter a valid topic filter
    public boolean maySubscribe(Principal principal, String filter) {
        TopicFilter asked = TopicFilter.of(filter);
        for (Topic topic : Topic.values()) {
            Optional<TopicFilter> allowed = allowed(principal, topic);
            if (allowed.isPresent() && allowed.get().overlaps(asked)) {
                return true;
            }
        }
        return false;
    }

    private boolean here(TopicName name) {
        return name.topic().plane() == plane
                && (plane == Topic.Plane.UPSTREAM || name.booth().equals(self.booth()));
    }

    /// The widest filter of one topic that the principal may receive.
    private Optional<TopicFilter> allowed(Principal principal, Topic topic) {
        Reach reach = topic.subscribers().get(principal.kind());
        if (reach == null || topic.plane() != plane) {
            return Optional.empty();
        }
        String booth = plane == Topic.Plane.BOOTH ? self.booth() : "+";
        return switch (reach) {
            case ANY -> Optional.of(filter(topic, booth, "+"));
            case OWN_LANE -> Optional.of(filter(topic, booth, principal.lane()));
            case OWN_BADGE -> Optional.of(filter(topic, booth, principal.badge()));
            case OWN_DEVICE -> Optional.of(filter(topic, booth, principal.device()));
            case OWN_BOOTH -> Optional.of(filter(topic, principal.booth(), "+"));
            case ALERT_RIGHT ->
                    principal.has(Principal.RIGHT_ALERTS)
                            ? Optional.of(filter(topic, booth, "+"))
                            : Optional.empty();
        };
    }

    private static TopicFilter filter(Topic topic, String booth, String id) {
        return TopicFilter.of(Topics.address(topic, booth, id));
    }
}
