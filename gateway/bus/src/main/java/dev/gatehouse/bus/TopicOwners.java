package dev.gatehouse.bus;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Who publishes on a topic, as far as the topic says: behind a broker its access list is what
/// makes that true. Immutable.
final class TopicOwners {

    private final Map<String, Principal> devices = new HashMap<>();
    private final Map<String, Principal> officers = new HashMap<>();

    TopicOwners(Principals principals) {
        for (Principal principal : principals.all()) {
            switch (principal.kind()) {
                case DEVICE -> devices.putIfAbsent(principal.device(), principal);
                case OFFICER -> officers.putIfAbsent(principal.badge(), principal);
                case TERMINAL, OBSERVER, BOOTH, CENTRAL -> {}
            }
        }
    }

    /// The principal that the topic names; empty when nobody known has it.
    Optional<Principal> of(TopicName name) {
        return switch (name.topic()) {
            case DEVICE_INPUT -> Optional.ofNullable(devices.get(name.id()));
            case OFFICER_COMMAND -> Optional.ofNullable(officers.get(name.id()));
            case LANE_ALERT, LANE_TERMINAL, LANE_OUTPUT, OFFICER_REPLY, STATUS, UP, DOWN ->
                    Optional.empty();
        };
    }
}
