package dev.gatehouse.bus;

import static dev.gatehouse.bus.PrincipalKind.BOOTH;
import static dev.gatehouse.bus.PrincipalKind.CENTRAL;
import static dev.gatehouse.bus.PrincipalKind.DEVICE;
import static dev.gatehouse.bus.PrincipalKind.OBSERVER;
import static dev.gatehouse.bus.PrincipalKind.OFFICER;
import static dev.gatehouse.bus.PrincipalKind.TERMINAL;

import java.util.Map;

/// Every topic there is; `proto/asyncapi.yaml` says the same and a test holds the two together.
///
/// A topic is `gatehouse/v1/<booth>/` and then one of the shapes below. What is not in this table
/// cannot be published or subscribed, by anybody.
public enum Topic {
    /// A referral or alarm: id, lane, grade, code word; never a plate, name, document or caveat.
    LANE_ALERT(
            Plane.BOOTH,
            "lane/{lane}/alert",
            "gatehouse.v1.Alert",
            Quality.ONCE_OR_MORE,
            Map.of(BOOTH, Reach.OWN_BOOTH),
            Map.of(TERMINAL, Reach.OWN_LANE, OFFICER, Reach.ANY, OBSERVER, Reach.ALERT_RIGHT)),
    /// What the officer must compare; that lane's terminal and nobody else.
    LANE_TERMINAL(
            Plane.BOOTH,
            "lane/{lane}/terminal",
            "gatehouse.v1.TerminalNotice",
            Quality.ONCE_OR_MORE,
            Map.of(BOOTH, Reach.OWN_BOOTH),
            Map.of(TERMINAL, Reach.OWN_LANE)),
    /// What radios did: ids, texts, places; that lane's terminal and officers.
    LANE_RADIO(
            Plane.BOOTH,
            "lane/{lane}/radio",
            "gatehouse.v1.RadioEvent",
            Quality.ONCE_OR_MORE,
            Map.of(BOOTH, Reach.OWN_BOOTH),
            Map.of(TERMINAL, Reach.OWN_LANE, OFFICER, Reach.ANY)),
    /// The pulse of the live booth thread: a missing one means query by hand, so a late one is
    /// worthless.
    LANE_OUTPUT(
            Plane.BOOTH,
            "lane/{lane}/output",
            "gatehouse.v1.LaneOutput",
            Quality.AT_MOST_ONCE,
            Map.of(BOOTH, Reach.OWN_BOOTH),
            Map.of(TERMINAL, Reach.OWN_LANE, OBSERVER, Reach.ANY)),
    /// An officer's command for the lane it names; the booth alone hears it and acknowledges after
    /// fsync. The badge stands in the topic, since a broker tells nobody who published.
    OFFICER_COMMAND(
            Plane.BOOTH,
            "officer/{badge}/command",
            "gatehouse.v1.OfficerCommand",
            Quality.DURABLE,
            Map.of(OFFICER, Reach.OWN_BADGE),
            Map.of()),
    /// The booth's answer to one officer.
    OFFICER_REPLY(
            Plane.BOOTH,
            "officer/{badge}/reply",
            "gatehouse.v1.CommandReply",
            Quality.ONCE_OR_MORE,
            Map.of(BOOTH, Reach.OWN_BOOTH),
            Map.of(OFFICER, Reach.OWN_BADGE)),
    /// A device's own bytes; the booth alone hears them and acknowledges after fsync.
    DEVICE_INPUT(
            Plane.BOOTH,
            "device/{device}/input",
            "device bytes",
            Quality.DURABLE,
            Map.of(DEVICE, Reach.OWN_DEVICE),
            Map.of()),
    /// A device's state, without anything that it read.
    DEVICE_STATE(
            Plane.BOOTH,
            "device/{device}/state",
            "gatehouse.v1.DeviceState",
            Quality.RETAINED,
            Map.of(BOOTH, Reach.OWN_BOOTH),
            Map.of(
                    DEVICE, Reach.OWN_DEVICE,
                    TERMINAL, Reach.ANY,
                    OFFICER, Reach.ANY,
                    OBSERVER, Reach.ANY)),
    /// The booth's condition.
    STATUS(
            Plane.BOOTH,
            "status",
            "gatehouse.v1.BoothStatus",
            Quality.RETAINED,
            Map.of(BOOTH, Reach.OWN_BOOTH),
            Map.of(
                    DEVICE, Reach.ANY,
                    TERMINAL, Reach.ANY,
                    OFFICER, Reach.ANY,
                    OBSERVER, Reach.ANY)),
    /// Sealed records and checkpoints of one booth, binary protobuf.
    UP(
            Plane.UPSTREAM,
            "up",
            "gatehouse.v1.UpstreamMessage",
            Quality.DURABLE,
            Map.of(BOOTH, Reach.OWN_BOOTH),
            Map.of(CENTRAL, Reach.ANY)),
    /// Receipts, time and refusals for one booth, binary protobuf.
    DOWN(
            Plane.UPSTREAM,
            "down",
            "gatehouse.v1.DownstreamMessage",
            Quality.AT_MOST_ONCE,
            Map.of(CENTRAL, Reach.ANY),
            Map.of(BOOTH, Reach.OWN_BOOTH));

    /// Which listener has the topic.
    public enum Plane {
        /// The bus inside a booth.
        BOOTH,
        /// Between booths and central.
        UPSTREAM
    }

    /// How a topic's messages are delivered.
    public enum Quality {
        /// QoS 0.
        AT_MOST_ONCE,
        /// QoS 1.
        ONCE_OR_MORE,
        /// QoS 1, the last message kept for who comes later.
        RETAINED,
        /// QoS 1, acknowledged by the listener in this process once its effect is on disk.
        DURABLE
    }

    private final Plane plane;
    private final String shape;
    private final String payload;
    private final Quality quality;

    @SuppressWarnings("ImmutableEnumChecker") // Map.of is unmodifiable
    private final Map<PrincipalKind, Reach> publishers;

    @SuppressWarnings("ImmutableEnumChecker") // Map.of is unmodifiable
    private final Map<PrincipalKind, Reach> subscribers;

    Topic(
            Plane plane,
            String shape,
            String payload,
            Quality quality,
            Map<PrincipalKind, Reach> publishers,
            Map<PrincipalKind, Reach> subscribers) {
        this.plane = plane;
        this.shape = shape;
        this.payload = payload;
        this.quality = quality;
        this.publishers = publishers;
        this.subscribers = subscribers;
    }

    public Plane plane() {
        return plane;
    }

    /// Shape below `gatehouse/v1/<booth>/`, with the identifier in braces.
    public String shape() {
        return shape;
    }

    /// Whole address in the form of the AsyncAPI document:
    /// `gatehouse/v1/{booth}/lane/{lane}/alert`.
    public String template() {
        return Topics.PREFIX + "{booth}/" + shape;
    }

    /// Full name of the protobuf message, or `device bytes` where the device's own format rules.
    public String payload() {
        return payload;
    }

    public Quality quality() {
        return quality;
    }

    /// 0 or 1.
    public int qos() {
        return quality == Quality.AT_MOST_ONCE ? 0 : 1;
    }

    /// Quality towards an external broker: 0 for content, so that the broker keeps none of it for a
    /// client that is away or slow, whatever session that client has asked for.
    public int brokerQos() {
        return this == LANE_TERMINAL || this == LANE_RADIO ? 0 : qos();
    }

    public boolean retained() {
        return quality == Quality.RETAINED;
    }

    /// Whether PUBACK waits for [BusAck].
    public boolean durable() {
        return quality == Quality.DURABLE;
    }

    Map<PrincipalKind, Reach> publishers() {
        return publishers;
    }

    Map<PrincipalKind, Reach> subscribers() {
        return subscribers;
    }
}
