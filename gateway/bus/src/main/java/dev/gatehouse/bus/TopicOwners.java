package dev.gatehouse.bus;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tinylog.Logger;

/// Who publishes on a topic, as far as the topic says: behind a broker its access list is what
/// makes that true. A device or badge that two principals have is nobody's: whose rights hold must
/// not depend on the order of a file. Immutable.
final class TopicOwners {

    private final Map<String, Principal> devices = new HashMap<>();
    private final Map<String, Principal> officers = new HashMap<>();

    TopicOwners(Principals principals) {
        Set<String> sharedDevices = new HashSet<>();
        Set<String> sharedBadges = new HashSet<>();
        for (Principal principal : principals.all()) {
            switch (principal.kind()) {
                case DEVICE -> own(devices, sharedDevices, principal.device(), principal);
                case OFFICER -> own(officers, sharedBadges, principal.badge(), principal);
                case TERMINAL, OBSERVER, BOOTH, CENTRAL -> {}
            }
        }
        if (!sharedDevices.isEmpty() || !sharedBadges.isEmpty()) {
            Logger.error(
                    "BUS-017 several principals have one device or badge, and none of them is heard: devices={}, badges={}",
                    sharedDevices.size(),
                    sharedBadges.size());
        }
    }

    private static void own(
            Map<String, Principal> owners, Set<String> shared, String id, Principal principal) {
        if (shared.contains(id) || owners.putIfAbsent(id, principal) != null) {
            owners.remove(id);
            shared.add(id);
        }
    }

    /// The principal that the topic names; empty when nobody known has it, or several have.
    Optional<Principal> of(TopicName name) {
        return switch (name.topic()) {
            case DEVICE_INPUT -> Optional.ofNullable(devices.get(name.id()));
            case OFFICER_COMMAND -> Optional.ofNullable(officers.get(name.id()));
            case LANE_ALERT,
                    LANE_TERMINAL,
                    LANE_RADIO,
                    LANE_OUTPUT,
                    OFFICER_REPLY,
                    DEVICE_STATE,
                    STATUS,
                    UP,
                    DOWN ->
                    Optional.empty();
        };
    }
}
