package dev.gatehouse.drivers.portal;

import dev.gatehouse.protocols.observation.Received;
import dev.gatehouse.protocols.portal.AspectDescription;
import dev.gatehouse.protocols.portal.ModbusMessage;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Questions to an Aspect portal, one at a time (clause 5): first where its monitor block is, then
/// the block, again and again. Owned by the machine's thread.
final class AspectPoll {
    static final long TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(1);

    /// Failures in a row after which the portal is taken for gone.
    static final int MAX_FAILURES = 3;

    private final int unit;
    private Optional<AspectDescription> description = Optional.empty();
    private Optional<ModbusMessage.Request> asked = Optional.empty();
    private long askedNanos;
    private boolean first = true;
    private int transaction;
    private int failures;

    AspectPoll(int unit) {
        this.unit = unit;
    }

    /// A new connection: everything is asked anew.
    void restart() {
        description = Optional.empty();
        asked = Optional.empty();
        failures = 0;
        first = true;
    }

    /// The question that is due; it waits for its answer from now on.
    ///
    /// @param pauseNanos between two questions
    Optional<ModbusMessage.Request> due(Received now, long pauseNanos) {
        if (asked.isPresent() || (!first && now.nanos() - askedNanos < pauseNanos)) {
            return Optional.empty();
        }
        first = false;
        transaction = (transaction + 1) & ModbusMessage.MAX_U16;
        askedNanos = now.nanos();
        asked =
                Optional.of(
                        description
                                .map(known ->
                                        new ModbusMessage.Request(
                                                transaction,
                                                unit,
                                                known.monitorBase(),
                                                known.monitorCount()))
                                .orElseGet(() ->
                                        new ModbusMessage.Request(
                                                transaction,
                                                unit,
                                                AspectDescription.ADDRESS,
                                                AspectDescription.COUNT)));
        return asked;
    }

    /// The question that waits, if this answers it.
    Optional<ModbusMessage.Request> answered(ModbusMessage message) {
        if (asked.isEmpty()
                || asked.get().transaction() != message.transaction()
                || asked.get().unit() != message.unit()) {
            return Optional.empty();
        }
        Optional<ModbusMessage.Request> question = asked;
        asked = Optional.empty();
        return question;
    }

    /// Whether the answer is of the description and not of the block.
    boolean describes() {
        return description.isEmpty();
    }

    void described(AspectDescription found) {
        description = Optional.of(found);
    }

    /// Where the block is has to be asked again.
    void forget() {
        description = Optional.empty();
    }

    /// An answer was good.
    void good() {
        failures = 0;
    }

    /// An answer was none, or there was none.
    ///
    /// @return whether it is one too many
    boolean failed() {
        asked = Optional.empty();
        failures++;
        return failures >= MAX_FAILURES;
    }

    boolean overdue(Received now) {
        return asked.isPresent() && now.nanos() - askedNanos > TIMEOUT_NANOS;
    }
}
