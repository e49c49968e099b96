package dev.gatehouse.booth.daemon;

import dev.gatehouse.booth.uplink.BoothPort;
import dev.gatehouse.core.journal.RecordClass;
import java.util.Queue;
import org.tinylog.Logger;

/// Puts what the uplink asks into the booth's inbox. A full inbox drops it: the uplink asks again.
record UplinkDoor(Queue<BoothMessage> inbox) implements BoothPort {
    @Override
    public void helloWanted() {
        offer(new BoothMessage.HelloWanted());
    }

    @Override
    public void clockConfirmed(long centralMs, long askedNanos, long answeredNanos) {
        offer(new BoothMessage.ClockConfirmed(centralMs, askedNanos, answeredNanos));
    }

    @Override
    public void lossMet(RecordClass recordClass, long first, long end) {
        offer(new BoothMessage.LossMet(recordClass, first, end));
    }

    private void offer(BoothMessage message) {
        if (!inbox.offer(message)) {
            Logger.warn(
                    "BTH-003 the booth's inbox is full: dropped={}",
                    message.getClass().getSimpleName());
        }
    }
}
