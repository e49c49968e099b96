package dev.gatehouse.bus;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The last retained message of each topic (MQTT 5, 3.3.1.3), bounded in number and octets. Network
/// thread only.
final class RetainedStore {

    private final BusLimits limits;
    private final Map<String, Publication> byTopic = new LinkedHashMap<>();
    private int bytes;

    RetainedStore(BusLimits limits) {
        this.limits = limits;
    }

    /// Keeps, replaces or, with an empty payload, removes \[MQTT-3.3.1-6\]. False when there is no
    /// room; the topic then has no retained message, rather than an old one that looks current.
    boolean put(Publication publication) {
        Publication before = byTopic.remove(publication.topic());
        if (before != null) {
            bytes -= before.payload().length;
        }
        int length = publication.payload().length;
        if (length == 0) {
            return true;
        }
        if (byTopic.size() >= limits.retainedMessages()
                || bytes + length > limits.retainedBytes()) {
            return false;
        }
        byTopic.put(publication.topic(), publication);
        bytes += length;
        return true;
    }

    List<Publication> matching(TopicFilter filter, long nowNanos) {
        List<Publication> found = new ArrayList<>();
        byTopic.values()
                .removeIf(publication -> {
                    boolean expired = publication.expired(nowNanos);
                    if (expired) {
                        bytes -= publication.payload().length;
                    } else if (filter.matches(publication.levels())) {
                        found.add(publication);
                    }
                    return expired;
                });
        return found;
    }

    int size() {
        return byTopic.size();
    }
}
