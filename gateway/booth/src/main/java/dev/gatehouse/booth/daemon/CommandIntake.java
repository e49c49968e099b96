package dev.gatehouse.booth.daemon;

import dev.gatehouse.bus.Bus;
import dev.gatehouse.bus.BusMessage;
import dev.gatehouse.bus.BusSubscription;
import dev.gatehouse.bus.Json;
import dev.gatehouse.bus.Principal;
import dev.gatehouse.bus.Topic;
import dev.gatehouse.bus.Topics;
import dev.gatehouse.core.decision.Officer;
import dev.gatehouse.proto.v1.OfficerCommand;
import dev.gatehouse.protocols.Decoded;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/// Officers' commands from the bus into the booth's inbox. Runs on the bus's thread and returns at
/// once.
final class CommandIntake {
    private final String booth;
    private final Bus bus;
    private final Queue<BoothMessage> inbox;
    private final AtomicLong malformed = new AtomicLong();
    private final AtomicLong busy = new AtomicLong();
    private @Nullable BusSubscription subscription;

    CommandIntake(String booth, Bus bus, Queue<BoothMessage> inbox) {
        this.booth = booth;
        this.bus = bus;
        this.inbox = inbox;
    }

    void open() {
        subscription = bus.subscribe(Topics.everyId(Topic.OFFICER_COMMAND, booth), this::take);
    }

    private void take(BusMessage message) {
        switch (Json.parse(message.payload(), OfficerCommand.getDefaultInstance())) {
            case Decoded.Message<OfficerCommand>(var command) -> {
                if (!inbox.offer(
                        new BoothMessage.Commanded(
                                command, officer(message.principal()), message.ack()))) {
                    busy.incrementAndGet();
                    message.ack().refuse();
                }
            }
            case Decoded.Rejected<OfficerCommand>(var reason, var detail) -> {
                long count = malformed.incrementAndGet();
                Logger.warn(
                        "CMD-001 command not understood: client={}, reason={}, detail={}, count={}",
                        message.principal().name(),
                        reason,
                        detail,
                        count);
                message.ack().discard();
            }
        }
    }

    private static Officer officer(Principal principal) {
        return principal.badge().isEmpty()
                ? Officer.unauthenticated(principal.name())
                : new Officer(principal.name(), principal.badge(), Set.copyOf(principal.roles()));
    }

    long malformed() {
        return malformed.get();
    }

    long busy() {
        return busy.get();
    }

    void close() {
        BusSubscription open = subscription;
        if (open != null) {
            open.close();
        }
    }
}
