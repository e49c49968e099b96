package dev.gatehouse.bus;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What waits for one client: a queue per quality of service, and the QoS 1 messages it has not
/// acknowledged.
///
/// QoS 0 drops its oldest when full. QoS 1 may lose nothing, so a full queue is the end of the
/// connection. The two do not wait for each other: a lane's pulse is not held up by a terminal that
/// acknowledges slowly. Network thread only.
final class Outbound {

    private static final int PACKET_IDS = 65_536;

    /// One message for this client.
    ///
    /// @param qos the lower of the publisher's and the granted one
    /// @param subscriptionIds of every filter that matched (MQTT 5, 3.3.4)
    record Waiting(
            Publication publication, int qos, boolean retain, List<Integer> subscriptionIds) {
        int bytes() {
            return publication.payload().length;
        }
    }

    /// What became of an offer.
    enum Offer {
        QUEUED,
        DROPPED_OLDEST,
        OVERFLOW
    }

    private final BusLimits limits;
    private final int window;
    private final ArrayDeque<Waiting> atMostOnce = new ArrayDeque<>();
    private final ArrayDeque<Waiting> onceOrMore = new ArrayDeque<>();
    private final BitSet inFlight = new BitSet();
    private int inFlightCount;
    private int atMostOnceBytes;
    private int onceOrMoreBytes;
    private int lastPacketId;

    /// @param receiveMaximum the client's own (MQTT 5, 3.1.2.11.3)
    Outbound(BusLimits limits, int receiveMaximum) {
        this.limits = limits;
        this.window = Math.min(limits.inFlight(), receiveMaximum);
    }

    Offer offer(Waiting waiting) {
        if (waiting.qos() == 0) {
            return offerAtMostOnce(waiting);
        }
        if (onceOrMore.size() >= limits.queueMessages()
                || onceOrMoreBytes + waiting.bytes() > limits.queueBytes()) {
            return Offer.OVERFLOW;
        }
        onceOrMore.add(waiting);
        onceOrMoreBytes += waiting.bytes();
        return Offer.QUEUED;
    }

    private Offer offerAtMostOnce(Waiting waiting) {
        atMostOnce.add(waiting);
        atMostOnceBytes += waiting.bytes();
        boolean dropped = false;
        while (atMostOnce.size() > limits.queueMessages()
                || atMostOnceBytes > limits.queueBytes()) {
            Waiting oldest = atMostOnce.remove();
            atMostOnceBytes -= oldest.bytes();
            dropped = true;
        }
        return dropped ? Offer.DROPPED_OLDEST : Offer.QUEUED;
    }

    /// The next message that may be sent now; QoS 1 first, since an alert matters more than a
    /// pulse.
    @Nullable Waiting next() {
        if (inFlightCount < window) {
            Waiting first = onceOrMore.poll();
            if (first != null) {
                onceOrMoreBytes -= first.bytes();
                return first;
            }
        }
        Waiting first = atMostOnce.poll();
        if (first != null) {
            atMostOnceBytes -= first.bytes();
        }
        return first;
    }

    /// A packet identifier that is not in use \[MQTT-2.2.1-3\]; there is one, because the window is
    /// smaller than the number of identifiers.
    int takePacketId() {
        do {
            lastPacketId = lastPacketId + 1 == PACKET_IDS ? 1 : lastPacketId + 1;
        } while (inFlight.get(lastPacketId));
        inFlight.set(lastPacketId);
        inFlightCount++;
        return lastPacketId;
    }

    /// False when nothing with that identifier is in flight.
    boolean acknowledged(int packetId) {
        if (!inFlight.get(packetId)) {
            return false;
        }
        inFlight.clear(packetId);
        inFlightCount--;
        return true;
    }

    void clear() {
        atMostOnce.clear();
        onceOrMore.clear();
        inFlight.clear();
        inFlightCount = 0;
        atMostOnceBytes = 0;
        onceOrMoreBytes = 0;
    }
}
