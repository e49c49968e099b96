package dev.gatehouse.bus;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttIdentifierRejectedException;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttReasonCodeAndPropertiesVariableHeader;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.handler.codec.mqtt.MqttUnacceptableProtocolVersionException;
import io.netty.handler.codec.mqtt.MqttUnsubscribeMessage;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/// One client from accept to close: the state of its connection and the order of its packets.
/// Network thread only.
final class Connection extends ChannelInboundHandlerAdapter {

    private static final int DISCONNECT_WITH_WILL = 0x04;

    private enum State {
        /// Only CONNECT is allowed \[MQTT-3.1.0-1\].
        STRANGER,
        OPEN,
        /// Nothing is read any more; an answer may still be leaving.
        CLOSING
    }

    private final Broker broker;
    private final PacketFramer framer = new PacketFramer(this);
    private State state = State.STRANGER;
    private @Nullable ChannelHandlerContext context;
    private @Nullable Client client;
    private boolean flushScheduled;
    private boolean willDue;
    private long messages;
    private long lastPacketNanos;

    /// What exists once the client is let in.
    private record Client(
            Session session, Inbound inbound, Sender sender, Subscriptions subscriptions) {}

    Connection(Broker broker) {
        this.broker = broker;
    }

    PacketFramer framer() {
        return framer;
    }

    boolean isStranger() {
        return state == State.STRANGER;
    }

    boolean isClosing() {
        return state == State.CLOSING;
    }

    boolean isPaused() {
        return client != null && client.inbound().isPaused();
    }

    /// Messages the codec has handed over.
    long messages() {
        return messages;
    }

    int packetLimitBytes() {
        BusLimits limits = broker.limits();
        return state == State.STRANGER ? limits.connectPacketBytes() : limits.packetBytes();
    }

    Optional<Session> session() {
        return Optional.ofNullable(client).map(Client::session);
    }

    ChannelHandlerContext context() {
        if (context == null) {
            throw new IllegalStateException(
                    "expected a channel, found a connection that is not in a pipeline");
        }
        return context;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    @Override
    public void channelActive(ChannelHandlerContext active) {
        broker.stranger(this);
        after(
                broker.limits().connectTimeoutMs(),
                () -> {
                    if (state == State.STRANGER) {
                        broker.counters().add(BusCounter.REFUSED_SILENT);
                        drop();
                    }
                });
    }

    @Override
    public void channelRead(ChannelHandlerContext reading, Object read) {
        messages++;
        try {
            if (read instanceof MqttMessage message && state != State.CLOSING) {
                lastPacketNanos = broker.nowNanos();
                take(message);
            }
        } finally {
            ReferenceCountUtil.release(read);
        }
    }

    private void take(MqttMessage message) {
        if (message.decoderResult().isFailure()) {
            undecodable(message.decoderResult().cause());
            return;
        }
        if (client == null) {
            if (message instanceof MqttConnectMessage connect) {
                connect(connect);
            } else {
                notConnectFirst();
            }
            return;
        }
        take(message, client);
    }

    private void take(MqttMessage message, Client known) {
        switch (message.fixedHeader().messageType()) {
            case PUBLISH -> known.inbound().publish((MqttPublishMessage) message);
            case PUBACK ->
                    known.sender()
                            .acknowledged(
                                    ((MqttMessageIdVariableHeader) message.variableHeader())
                                            .messageId());
            case SUBSCRIBE ->
                    new SubscribeExchange(
                                    this,
                                    broker,
                                    known.session(),
                                    known.subscriptions(),
                                    known.sender())
                            .subscribe((MqttSubscribeMessage) message);
            case UNSUBSCRIBE ->
                    new SubscribeExchange(
                                    this,
                                    broker,
                                    known.session(),
                                    known.subscriptions(),
                                    known.sender())
                            .unsubscribe((MqttUnsubscribeMessage) message);
            case PINGREQ -> write(Replies.pingResp());
            case DISCONNECT -> goodbye(message);
            // a second CONNECT [MQTT-3.1.0-2], QoS 2 that was never granted, and what only servers
            // send
            case CONNECT, CONNACK, PUBREC, PUBREL, PUBCOMP, SUBACK, UNSUBACK, PINGRESP, AUTH ->
                    protocolError();
        }
    }

    private void connect(MqttConnectMessage connect) {
        SslHandler ssl = context().pipeline().get(SslHandler.class);
        Optional<SSLSession> tls =
                ssl == null ? Optional.empty() : Optional.of(ssl.engine().getSession());
        boolean mqtt5 = ConnectCheck.isMqtt5(connect.variableHeader());
        switch (broker.connectCheck().check(connect, broker.authenticator(), tls)) {
            case ConnectCheck.Refused(var why) -> refuse(why, mqtt5);
            case ConnectCheck.Admitted(var session) -> {
                if (broker.admit(this, session)) {
                    open(session);
                } else {
                    refuse(ConnectRefusal.FULL, mqtt5);
                }
            }
        }
    }

    private void open(Session session) {
        state = State.OPEN;
        willDue = session.will().isPresent();
        Sender sender = new Sender(this, broker, session);
        client =
                new Client(
                        session, new Inbound(this, broker, session), sender, new Subscriptions());
        write(Welcome.connAck(session, broker.limits()));
        if (session.keepAliveS() > 0) {
            watchKeepAlive(TimeUnit.SECONDS.toMillis(session.keepAliveS()) * 3 / 2);
        }
        Logger.debug("BUS-003 client connected: kind={}", session.principal().kind());
    }

    /// \[MQTT-3.1.2-22\]: nothing for one and a half times the keep-alive ends the connection. Not
    /// while we are the ones who do not read.
    private void watchKeepAlive(long limitMs) {
        long silentMs = TimeUnit.NANOSECONDS.toMillis(broker.nowNanos() - lastPacketNanos);
        if (silentMs >= limitMs && !isPaused()) {
            end(Reason.KEEP_ALIVE_TIMEOUT, BusCounter.KEEP_ALIVE_EXPIRED);
            return;
        }
        after(
                Math.max(1, limitMs - Math.min(silentMs, limitMs - 1)),
                () -> {
                    if (state == State.OPEN) {
                        watchKeepAlive(limitMs);
                    }
                });
    }

    /// A failed login is answered late, which bounds how often one connection can try; a right
    /// password is never kept waiting, however many wrong ones came before it, since locking a
    /// terminal out would be worse than a guess at 144 bits.
    private void refuse(ConnectRefusal why, boolean mqtt5) {
        broker.counters().add(why.counter());
        broker.complain("BUS-002 client refused: reason=" + why);
        state = State.CLOSING;
        int code = why.code(mqtt5);
        Runnable answer =
                () -> {
                    if (code == 0) {
                        closeNow();
                    } else {
                        closeAfter(Replies.refused(code));
                    }
                };
        if (why == ConnectRefusal.LOGIN || why == ConnectRefusal.ANONYMOUS) {
            after(broker.limits().failedLoginDelayMs(), answer);
        } else {
            answer.run();
        }
    }

    private void goodbye(MqttMessage message) {
        boolean keepWill =
                message.variableHeader() instanceof MqttReasonCodeAndPropertiesVariableHeader header
                        && header.reasonCode() == DISCONNECT_WITH_WILL;
        willDue = willDue && keepWill;
        state = State.CLOSING;
        closeNow();
    }

    private void undecodable(Throwable cause) {
        if (client == null) {
            switch (cause) {
                case MqttUnacceptableProtocolVersionException _ ->
                        refuse(ConnectRefusal.VERSION, false);
                case MqttIdentifierRejectedException _ -> refuse(ConnectRefusal.CLIENT_ID, false);
                default -> refuse(ConnectRefusal.MALFORMED, false);
            }
        } else {
            malformed();
        }
    }

    void malformed() {
        end(Reason.MALFORMED, BusCounter.MALFORMED);
    }

    void protocolError() {
        end(Reason.PROTOCOL_ERROR, BusCounter.PROTOCOL_ERRORS);
    }

    void tooLarge() {
        end(Reason.PACKET_TOO_LARGE, BusCounter.TOO_LARGE);
    }

    /// \[MQTT-3.1.0-1\]; there is no version yet to answer in.
    void notConnectFirst() {
        end(Reason.PROTOCOL_ERROR, BusCounter.PROTOCOL_ERRORS);
    }

    /// Ends the connection for the server's reason: DISCONNECT in MQTT 5, a plain close in 3.1.1,
    /// which knows no other way. The will is published.
    void end(int reason, @Nullable BusCounter counter) {
        if (state == State.CLOSING) {
            return;
        }
        if (counter != null) {
            broker.counters().add(counter);
            broker.complain("BUS-004 client closed: reason=" + counter);
        }
        state = State.CLOSING;
        boolean told =
                client != null && client.session().mqtt5() && context().channel().isWritable();
        if (told) {
            closeAfter(Replies.disconnect(reason));
        } else {
            closeNow();
        }
    }

    /// Ends the connection of a client that has no rights any more; its will was a right too.
    void revoke() {
        willDue = false;
        end(Reason.ADMINISTRATIVE_ACTION, BusCounter.REFUSED_LOGIN);
    }

    /// Closes without a word.
    void drop() {
        state = State.CLOSING;
        closeNow();
    }

    private void closeNow() {
        // what was written before, such as a PUBACK, still leaves
        context().flush();
        var _ = context().close();
    }

    private void closeAfter(MqttMessage last) {
        var _ = context().writeAndFlush(last).addListener(ChannelFutureListener.CLOSE);
        // a peer that reads nothing must not keep the socket
        after(
                broker.limits().closeTimeoutMs(),
                () -> {
                    var _ = context().close();
                });
    }

    /// Offers a message; false when it is not for this client.
    boolean deliver(Publication publication) {
        if (client == null || state != State.OPEN) {
            return false;
        }
        boolean own = publication.origin() == this;
        Optional<Subscriptions.Match> match =
                client.subscriptions().match(publication.levels(), own);
        if (match.isEmpty()
                || !broker.acl().mayReceive(client.session().principal(), publication.name())) {
            return false;
        }
        boolean retain = match.get().retainAsPublished() && publication.retain();
        client.sender().offer(publication, match.get().qos(), retain, match.get().ids());
        return true;
    }

    /// Writes now, flushes once when the network thread is done with what it is at.
    void write(Object message) {
        var _ = context().write(message);
        if (!flushScheduled) {
            flushScheduled = true;
            context().executor().execute(this::flush);
        }
    }

    private void flush() {
        flushScheduled = false;
        context().flush();
    }

    /// Reads again, beginning with what had already arrived.
    void resumeReading() {
        if (state != State.OPEN || isPaused()) {
            return;
        }
        lastPacketNanos = broker.nowNanos();
        context().channel().config().setAutoRead(true);
        ChannelHandlerContext framing = context().pipeline().context(framer);
        if (framing != null) {
            framer.resume(framing);
        }
    }

    /// Runs a task later, unless the connection is gone by then.
    void after(long delayMs, Runnable task) {
        Runnable whileActive =
                () -> {
                    if (context().channel().isActive()) {
                        task.run();
                    }
                };
        var _ = context().executor().schedule(whileActive, delayMs, TimeUnit.MILLISECONDS);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext changed) {
        if (client != null && state == State.OPEN) {
            client.sender().pump();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext inactive) {
        state = State.CLOSING;
        Session session = client == null ? null : client.session();
        broker.gone(this, session);
        if (client != null) {
            client.sender().clear();
            if (willDue && !broker.isClosing()) {
                willDue = false;
                client.inbound().will();
            }
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext failing, Throwable cause) {
        // a reset connection and a failed handshake are the peer's matter; anything else is our
        // mistake
        if (cause instanceof IOException || cause instanceof DecoderException) {
            broker.counters().add(BusCounter.MALFORMED);
        } else {
            broker.counters().add(BusCounter.HANDLER_FAILED);
            Logger.error("BUS-005 connection failed: {}", cause.getClass().getName());
        }
        drop();
    }
}
