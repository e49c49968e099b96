package dev.gatehouse.bus;

import io.netty.handler.codec.mqtt.MqttProperties;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttSubscriptionOption;
import io.netty.handler.codec.mqtt.MqttSubscriptionOption.RetainedHandlingPolicy;
import io.netty.handler.codec.mqtt.MqttTopicSubscription;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;
import java.util.ArrayList;
import java.util.List;

/// SUBSCRIBE and UNSUBSCRIBE of one client (3.8 to 3.11). Network thread only.
final class SubscribeExchange {

    private final Connection connection;
    private final Broker broker;
    private final Session session;
    private final Subscriptions subscriptions;
    private final Sender sender;

    SubscribeExchange(
            Connection connection,
            Broker broker,
            Session session,
            Subscriptions subscriptions,
            Sender sender) {
        this.connection = connection;
        this.broker = broker;
        this.session = session;
        this.subscriptions = subscriptions;
        this.sender = sender;
    }

    /// A filter that was granted and what it asks to see of the retained messages.
    private record Granted(Subscriptions.Subscription subscription, boolean sendRetained) {}

    void subscribe(MqttSubscribeMessage message) {
        List<MqttTopicSubscription> asked = message.payload().topicSubscriptions();
        if (!countIsRight(asked.size())) {
            return;
        }
        MqttProperties properties = message.idAndPropertiesVariableHeader().properties();
        int id = (int) ConnectCheck.integer(properties, MqttProperties.SUBSCRIPTION_IDENTIFIER, -1);
        if (id == 0) {
            connection.protocolError(); // MQTT 5, 3.8.2.1.2
            return;
        }
        List<Integer> codes = new ArrayList<>();
        List<Granted> granted = new ArrayList<>();
        for (MqttTopicSubscription one : asked) {
            codes.add(subscribe(one, Math.max(id, 0), granted));
        }
        connection.write(Replies.subAck(message.variableHeader().messageId(), codes));
        granted.forEach(this::sendRetained);
    }

    /// \[MQTT-3.8.3-2\] and \[MQTT-3.10.3-2\]: at least one; at most is our limit.
    private boolean countIsRight(int count) {
        if (count == 0) {
            connection.protocolError();
        } else if (count > broker.limits().filtersPerSubscribe()) {
            connection.end(Reason.QUOTA_EXCEEDED, BusCounter.REFUSED_FILTERS);
        } else {
            return true;
        }
        return false;
    }

    /// @return the code for SUBACK
    private int subscribe(MqttTopicSubscription asked, int id, List<Granted> granted) {
        String text = asked.topicFilter();
        if (text.startsWith(TopicFilter.SHARED_PREFIX)) {
            return refused(Reason.SHARED_NOT_SUPPORTED, BusCounter.REFUSED_FILTERS);
        }
        if (!isFilter(text)) {
            return refused(Reason.FILTER_INVALID, BusCounter.REFUSED_FILTERS);
        }
        if (!broker.acl().maySubscribe(session.principal(), text)) {
            broker.complain("BUS-009 subscription refused: kind=" + session.principal().kind());
            return refused(Reason.NOT_AUTHORISED, BusCounter.UNAUTHORISED_SUBSCRIBE);
        }
        TopicFilter filter = TopicFilter.of(text);
        boolean known = subscriptions.contains(filter);
        if (!known && subscriptions.size() >= broker.limits().subscriptionsPerClient()) {
            return refused(Reason.QUOTA_EXCEEDED, BusCounter.REFUSED_FILTERS);
        }
        MqttSubscriptionOption option = asked.option();
        // QoS 2 is granted as 1, which the client must accept [MQTT-3.8.4-7]
        int qos = Math.min(1, asked.qualityOfService().value());
        var subscription = new Subscriptions.Subscription(filter, qos, option, id);
        subscriptions.put(subscription);
        granted.add(new Granted(subscription, wantsRetained(option.retainHandling(), known)));
        return qos;
    }

    private boolean isFilter(String text) {
        BusLimits limits = broker.limits();
        return TopicFilter.isValid(text)
                && ForwardedProperties.utf8Bytes(text) <= limits.topicBytes()
                && TopicFilter.depth(text) <= limits.topicLevels();
    }

    private int refused(int code, BusCounter counter) {
        broker.counters().add(counter);
        return session.mqtt5() ? code : Reason.V3_SUBSCRIBE_FAILED;
    }

    private static boolean wantsRetained(RetainedHandlingPolicy policy, boolean known) {
        return switch (policy) {
            case SEND_AT_SUBSCRIBE -> true;
            case SEND_AT_SUBSCRIBE_IF_NOT_YET_EXISTS -> !known;
            case DONT_SEND_AT_SUBSCRIBE -> false;
        };
    }

    private void sendRetained(Granted granted) {
        if (!granted.sendRetained()) {
            return;
        }
        Subscriptions.Subscription subscription = granted.subscription();
        List<Integer> ids = subscription.id() == 0 ? List.of() : List.of(subscription.id());
        for (Publication publication : broker.retainedFor(subscription.filter())) {
            if (broker.acl().mayReceive(session.principal(), publication.name())) {
                sender.offer(publication, subscription.qos(), true, ids);
            }
        }
    }

    void unsubscribe(MqttUnsubscribeMessage message) {
        List<String> filters = message.payload().topics();
        if (!countIsRight(filters.size())) {
            return;
        }
        List<Short> codes = new ArrayList<>();
        for (String text : filters) {
            if (!TopicFilter.isValid(text)) {
                codes.add((short) Reason.FILTER_INVALID);
            } else {
                boolean removed = subscriptions.remove(TopicFilter.of(text));
                codes.add((short) (removed ? Reason.SUCCESS : Reason.NO_SUBSCRIPTION_EXISTED));
            }
        }
        connection.write(Replies.unsubAck(message.variableHeader().messageId(), codes));
    }
}
