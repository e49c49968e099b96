package dev.gatehouse.proofs.crash;

import dev.gatehouse.bus.Topics;
import java.util.List;
import java.util.random.RandomGenerator;

/// A plate reader that publishes its JSON at QoS 1 and publishes it again until the PUBACK came.
final class BusReader extends Peer {
    private final String device;
    private final BusClient bus;
    private final MadeUpPlates plates;
    private final AckFile acks;
    private long events;

    BusReader(
            String device,
            String uri,
            String password,
            RandomGenerator random,
            MadeUpPlates plates,
            AckFile acks) {
        super(device, random);
        this.device = device;
        this.bus = new BusClient(uri, device, password, List.of(), (_, _) -> {});
        this.plates = plates;
        this.acks = acks;
    }

    @Override
    Attempt next() {
        Event.Key key = new Event.Key(device, device + "-" + ++events);
        byte[] payload = group(plates.next(), key.id());
        String topic = Topics.deviceInput(KillSite.BOOTH, device);
        return () -> {
            boolean acknowledged = bus.publish(topic, payload);
            if (acknowledged) {
                acks.observed(key);
            }
            return acknowledged;
        };
    }

    @Override
    void disconnect() {
        bus.close();
    }
}
