package dev.gatehouse.drivers.air;

import dev.gatehouse.drivers.radio.OutgoingText;
import dev.gatehouse.protocols.dmr.data.ConfirmedHeader;
import dev.gatehouse.protocols.dmr.data.DefinedDataHeader;
import dev.gatehouse.protocols.dmr.data.OutgoingPacket;
import java.util.List;
import java.util.stream.IntStream;

/// One text on its way: waiting, on the air, waiting for its answer. Owned by the station's thread.
final class TextJob {

    /// Where it stands.
    enum Phase {
        WAITING,
        ON_AIR,
        AWAITING
    }

    private final OutgoingText text;
    private final OutgoingPacket packet;
    private final int sequence;
    private final int slot;
    private final long deadlineMs;
    private Phase phase = Phase.WAITING;
    private int attempts;
    private int selective;
    private boolean refused;
    private long transmission;
    private long dueMs;

    TextJob(OutgoingText text, OutgoingPacket packet, int sequence, int slot, long deadlineMs) {
        this.text = text;
        this.packet = packet;
        this.sequence = sequence;
        this.slot = slot;
        this.deadlineMs = deadlineMs;
    }

    OutgoingText text() {
        return text;
    }

    /// Number of the message, for its acknowledgement.
    int sequence() {
        return sequence;
    }

    int slot() {
        return slot;
    }

    long deadlineMs() {
        return deadlineMs;
    }

    Phase phase() {
        return phase;
    }

    int attempts() {
        return attempts;
    }

    int selective() {
        return selective;
    }

    long transmission() {
        return transmission;
    }

    long dueMs() {
        return dueMs;
    }

    int blocks() {
        return packet.blocks().size();
    }

    /// Whether the radio is asked to answer the packet.
    boolean confirmed() {
        return packet.header().confirmed();
    }

    /// N(S) that its answer names: short data has none and is answered with 0.
    int sendSequence() {
        return packet.header() instanceof ConfirmedHeader header ? header.sendSequence() : 0;
    }

    /// Whether single blocks can be sent again: short data has no way to say which follow.
    boolean isSelective() {
        return packet.header() instanceof ConfirmedHeader;
    }

    /// The radio refused it.
    ///
    /// @return whether it did so before
    boolean refuse() {
        boolean before = refused;
        refused = true;
        return before;
    }

    /// The whole packet, the first time or marked as a repetition.
    OutgoingPacket attempt() {
        attempts++;
        if (attempts == 1) {
            return packet;
        }
        return switch (packet.header()) {
            case ConfirmedHeader _ -> packet.again(IntStream.range(0, blocks()).boxed().toList());
            case DefinedDataHeader header ->
                    new OutgoingPacket(
                            new DefinedDataHeader(
                                    header.route(),
                                    header.blocks(),
                                    header.format(),
                                    header.selective(),
                                    false,
                                    header.bitPadding()),
                            packet.rate(),
                            packet.blocks());
            default -> packet;
        };
    }

    /// The blocks that did not arrive.
    OutgoingPacket again(List<Integer> missing) {
        selective++;
        return packet.again(missing);
    }

    void onAir(long transmissionId, long untilMs) {
        phase = Phase.ON_AIR;
        transmission = transmissionId;
        dueMs = untilMs;
    }

    void awaiting(long untilMs) {
        phase = Phase.AWAITING;
        dueMs = untilMs;
    }
}
