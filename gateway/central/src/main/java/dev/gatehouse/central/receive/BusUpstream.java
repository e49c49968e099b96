package dev.gatehouse.central.receive;

import dev.gatehouse.bus.Bus;
import dev.gatehouse.bus.BusAck;
import dev.gatehouse.bus.BusMessage;
import dev.gatehouse.bus.Endpoint;
import dev.gatehouse.bus.Topic;
import dev.gatehouse.bus.TopicName;
import dev.gatehouse.bus.Topics;
import dev.gatehouse.core.seal.BoothId;
import java.util.List;
import java.util.Optional;

/// The embedded listener as upstream endpoint: messages come in process, and a PUBACK leaves only
/// after the commit.
public final class BusUpstream implements Upstream {
    private final Bus bus;

    /// Receives over a listener of this process.
    ///
    /// @param bus central's own, started; closed with this
    public BusUpstream(Bus bus) {
        this.bus = bus;
    }

    @Override
    public void deliverTo(Receiver receiver) {
        var _ = bus.subscribe(Topics.everyBooth(Topic.UP), message -> deliver(receiver, message));
    }

    private static void deliver(Receiver receiver, BusMessage message) {
        Optional<BoothId> booth =
                Topics.parse(message.topic())
                        .map(TopicName::booth)
                        .flatMap(BoothId::fromHex)
                        .filter(id -> message.principal().booth().equals(id.hex()));
        if (booth.isEmpty()) {
            message.ack().discard();
            return;
        }
        receiver.offer(booth.get(), message.payload(), new Acknowledged(message.ack()));
    }

    private record Acknowledged(BusAck ack) implements Delivery {
        @Override
        public void done() {
            ack.accept();
        }

        @Override
        public void refused() {
            ack.refuse();
        }

        @Override
        public void discarded() {
            ack.discard();
        }
    }

    @Override
    public void send(BoothId booth, byte[] message) {
        bus.publish(Topics.down(booth.hex()), message, false);
    }

    @Override
    public List<String> addresses() {
        return bus.endpoints().stream().map(Endpoint::uri).toList();
    }

    @Override
    public void close() {
        bus.close();
    }
}
