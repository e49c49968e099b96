package dev.gatehouse.booth.daemon;

import dev.gatehouse.booth.uplink.BoothPort;
import dev.gatehouse.core.journal.RecordClass;
import java.util.Optional;
import java.util.Queue;
import org.tinylog.Logger;

/// Puts what the uplink asks into the booth's inbox. A full inbox drops it: the uplink asks again with its next
/// greeting.
record UplinkDoor(Queue<BoothMessage> inbox) implements BoothPort {
    @Override
    public void helloWanted() {
        offer(new BoothMessage.HelloWanted());
    }

    @Override
    public void clockConfirmed() {
        offer(new BoothMessage.ClockConfirmed());
    }

    @Override
    public void lossMet(RecordClass recordClass, long first, long count, Optional<byte[]> state) {
        offer(new BoothMessage.LossMet(recordClass, first, count, state));
    }

    private void offer(BoothMessage message) {
        if (!inbox.offer(message)) {
            Logger.warn("BTH-003 the booth's inbox is full: dropped={}", message.getClass().getSimpleName());
        }
    }
}
