package dev.gatehouse.drivers.air;

import dev.gatehouse.drivers.radio.AirEvent.Claim;
import dev.gatehouse.drivers.radio.BurstTransmitter;
import dev.gatehouse.drivers.radio.Transmission;
import dev.gatehouse.drivers.radio.Transmission.Priority;
import dev.gatehouse.protocols.dmr.data.OutgoingPacket;
import java.util.List;

/// The way of packets to the driver: as bursts of our channel, under ids of our own. Owned by the
/// station's thread.
final class BurstWay {

    /// How a packet is to be sent.
    ///
    /// @param to radio or group
    /// @param preambles before it
    /// @param expiresNanos monotonic time after which it is no longer worth sending
    record Sending(
            Priority priority, int slot, int to, boolean group, int preambles, long expiresNanos) {}

    private final AirSettings settings;
    private final BurstTransmitter transmitter;
    private long ids;

    BurstWay(AirSettings settings, BurstTransmitter transmitter) {
        this.settings = settings;
        this.transmitter = transmitter;
    }

    boolean permitted() {
        return transmitter.permitted();
    }

    /// An id for [#send].
    long nextId() {
        return ids++;
    }

    void send(long id, OutgoingPacket packet, Sending how, Transmission.Outcome outcome) {
        List<Transmission.Outgoing> bursts =
                packet.bursts(settings.sync(), settings.colourCode(), how.preambles()).stream()
                        .map(burst ->
                                new Transmission.Outgoing(
                                        burst.encode(),
                                        new Claim(
                                                Claim.Kind.DATA,
                                                burst.slotType().dataType().code())))
                        .toList();
        transmitter.transmit(
                new Transmission(
                        id,
                        how.priority(),
                        how.slot(),
                        new Transmission.Address(settings.radioId(), how.to(), !how.group()),
                        bursts,
                        how.expiresNanos(),
                        outcome));
    }
}
