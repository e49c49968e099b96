package dev.gatehouse.bus;

import io.netty.handler.codec.mqtt.MqttSubscriptionOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The filters of one client. Network thread only.
final class Subscriptions {

    /// @param qos granted, 0 or 1
    /// @param id Subscription Identifier (MQTT 5, 3.8.2.1.2), or 0 for none
    record Subscription(TopicFilter filter, int qos, MqttSubscriptionOption option, int id) {}

    /// How a message reaches this client: one copy with the highest quality of service of all
    /// filters that match and all their identifiers, as MQTT 5, 3.3.4 allows.
    record Match(int qos, boolean retainAsPublished, List<Integer> ids) {}

    private final Map<TopicFilter, Subscription> byFilter = new LinkedHashMap<>();

    /// True when the filter replaced an earlier one \[MQTT-3.8.4-3\].
    boolean put(Subscription subscription) {
        return byFilter.put(subscription.filter(), subscription) != null;
    }

    boolean contains(TopicFilter filter) {
        return byFilter.containsKey(filter);
    }

    boolean remove(TopicFilter filter) {
        return byFilter.remove(filter) != null;
    }

    int size() {
        return byFilter.size();
    }

    /// @param own the client published it itself: filters with No Local do not count (3.8.3.1)
    Optional<Match> match(List<String> levels, boolean own) {
        int qos = -1;
        boolean retainAsPublished = false;
        List<Integer> ids = List.of();
        for (Subscription subscription : byFilter.values()) {
            boolean local = own && subscription.option().isNoLocal();
            if (local || !subscription.filter().matches(levels)) {
                continue;
            }
            qos = Math.max(qos, subscription.qos());
            retainAsPublished |= subscription.option().isRetainAsPublished();
            if (subscription.id() != 0) {
                ids = ids.isEmpty() ? new ArrayList<>() : ids;
                ids.add(subscription.id());
            }
        }
        return qos < 0 ? Optional.empty() : Optional.of(new Match(qos, retainAsPublished, ids));
    }
}
