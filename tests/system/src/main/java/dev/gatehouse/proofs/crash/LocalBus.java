package dev.gatehouse.proofs.crash;

import dev.gatehouse.bus.Bus;
import dev.gatehouse.bus.BusListener;
import dev.gatehouse.bus.BusStats;
import dev.gatehouse.bus.BusSubscription;
import dev.gatehouse.bus.Endpoint;
import dev.gatehouse.bus.Json;
import dev.gatehouse.bus.TopicName;
import dev.gatehouse.bus.Topics;
import dev.gatehouse.proto.v1.Alert;
import dev.gatehouse.proto.v1.CommandReply;
import dev.gatehouse.protocols.Decoded;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The booth's bus without a network: alerts and replies reach the officers at once, while there is
/// power.
record LocalBus(Mains mains, Officers officers) implements Bus {

    /// Who listens.
    interface Officers {
        void alerted(Alert alert);

        void replied(String badge, CommandReply reply);
    }

    @Override
    public void publish(String topic, byte[] payload, boolean retain) {
        Optional<TopicName> name = Topics.parse(topic);
        if (!mains.isOn() || name.isEmpty()) {
            return;
        }
        switch (name.get().topic()) {
            case LANE_ALERT -> {
                if (Json.parse(payload, Alert.getDefaultInstance())
                        instanceof Decoded.Message<Alert>(var alert)) {
                    officers.alerted(alert);
                }
            }
            case OFFICER_REPLY -> {
                if (Json.parse(payload, CommandReply.getDefaultInstance())
                        instanceof Decoded.Message<CommandReply>(var reply)) {
                    officers.replied(name.get().id(), reply);
                }
            }
            case LANE_TERMINAL,
                    LANE_RADIO,
                    LANE_OUTPUT,
                    OFFICER_COMMAND,
                    DEVICE_INPUT,
                    DEVICE_STATE,
                    STATUS,
                    UP,
                    DOWN -> {}
        }
    }

    @Override
    public BusSubscription subscribe(String topicFilter, BusListener listener) {
        return () -> {};
    }

    @Override
    public BusStats stats() {
        return new BusStats(0, 0, 0, Map.of());
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of();
    }

    @Override
    public void close() {}
}
