package dev.gatehouse.bus;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
            Optional<TopicFilter> allowed = reached(principal, topic, topic.subscribers());
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

    /// One line of an access list.
    ///
    /// @param write to publish; else to receive
    /// @param filter over all the instances of one topic that are reached
    record Grant(boolean write, String filter) {}

    /// Everything a client may do, for a broker's access list.
    List<Grant> grants(Principal principal) {
        List<Grant> grants = new ArrayList<>();
        if (!mayConnect(principal)) {
            return grants;
        }
        for (Topic topic : Topic.values()) {
            reached(principal, topic, topic.publishers())
                    .ifPresent(filter -> grants.add(new Grant(true, filter.toString())));
            reached(principal, topic, topic.subscribers())
                    .ifPresent(filter -> grants.add(new Grant(false, filter.toString())));
        }
        return grants;
    }

    /// Everything the owner of the bus needs at a broker: to publish what is its own, and to hear
    /// what it alone makes durable.
    List<Grant> ownGrants() {
        List<Grant> grants = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            reached(self, topic, topic.publishers())
                    .ifPresent(filter -> grants.add(new Grant(true, filter.toString())));
            if (topic.plane() == plane && topic.durable()) {
                grants.add(new Grant(false, Topics.everyId(topic, self.booth())));
            }
        }
        return grants;
    }

    /// The widest filter of one topic that the principal reaches by these rights.
    private Optional<TopicFilter> reached(
            Principal principal, Topic topic, Map<PrincipalKind, Reach> rights) {
        Reach reach = rights.get(principal.kind());
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
