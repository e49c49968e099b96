package dev.gatehouse.drivers.trbo;

import dev.gatehouse.drivers.TokenBucket;
import dev.gatehouse.drivers.dispatch.DispatchCounter;
import dev.gatehouse.drivers.dispatch.DispatchCounters;
import dev.gatehouse.drivers.dispatch.DispatchMachine;
import dev.gatehouse.drivers.dispatch.DispatchOut;
import dev.gatehouse.drivers.dispatch.DispatchReport;
import dev.gatehouse.drivers.radio.OutgoingText;
import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.RadioAddress;
import dev.gatehouse.protocols.observation.RadioEvent;
import dev.gatehouse.protocols.observation.RadioReport;
import dev.gatehouse.protocols.observation.RadioReport.MakerSign;
import dev.gatehouse.protocols.observation.RadioSystem;
import dev.gatehouse.protocols.observation.Received;
import dev.gatehouse.protocols.trbo.ArsMessage;
import dev.gatehouse.protocols.trbo.LrrpDocument;
import dev.gatehouse.protocols.trbo.TmsMessage;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/// All radios of one system: who sent a datagram, whether it may, and which service reads it. Owned
/// by the system's thread.
final class TrboMachine implements DispatchMachine {

    /// Radios whose rate is remembered; whoever was pushed out begins anew.
    private static final int SENDER_LIMIT = 16_384;

    private static final List<MakerSign> SIGNS =
            List.of(new MakerSign(MakerSign.Kind.DATA_SERVICE, "ARS/TMS/LRRP"));

    /// A radio on one of our sockets.
    ///
    /// @param id by its address
    /// @param at where it sends from
    record Radio(int id, InetSocketAddress at) {}

    /// A service of a radio.
    private record Door(int radioId, TrboPort port) {}

    private final TrboSettings settings;
    private final DispatchOut out;
    private final DispatchCounters counters;
    private final TokenBucket all;
    private final Map<Integer, TokenBucket> senders =
            new LinkedHashMap<>(64, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Integer, TokenBucket> eldest) {
                    return size() > SENDER_LIMIT;
                }
            };
    private final Map<Door, InetSocketAddress> heardAt =
            new LinkedHashMap<>(64, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Door, InetSocketAddress> eldest) {
                    return size() > SENDER_LIMIT;
                }
            };
    private final TrboTexts texts;
    private final TrboPresence presence;
    private final TrboPlaces places;

    TrboMachine(
            TrboSettings settings,
            DispatchOut out,
            DispatchCounters counters,
            RandomGenerator random) {
        this.settings = settings;
        this.out = out;
        this.counters = counters;
        this.all =
                TokenBucket.perSecond(settings.datagramsPerSecond(), settings.datagramsPerSecond());
        this.texts = new TrboTexts(settings, counters, this);
        this.places = new TrboPlaces(settings, counters, this, random);
        this.presence = new TrboPresence(settings, counters, this, places);
    }

    @Override
    public void datagram(int socket, InetSocketAddress source, byte[] octets, Received received) {
        OptionalInt id = radioId(source.getAddress());
        if (id.isEmpty()) {
            counters.add(DispatchCounter.UNKNOWN_PEER);
            return;
        }
        TokenBucket mine =
                senders.computeIfAbsent(
                        id.getAsInt(),
                        _ ->
                                TokenBucket.perSecond(
                                        settings.messagesPerSecond(),
                                        2 * settings.messagesPerSecond()));
        if (!mine.take(received.nanos()) || !all.take(received.nanos())) {
            counters.add(DispatchCounter.RATE_LIMITED);
            return;
        }
        Radio radio = new Radio(id.getAsInt(), source);
        TrboPort port = TrboPort.ALL.get(socket);
        heardAt.put(new Door(id.getAsInt(), port), source);
        switch (port) {
            case LOCATION -> location(radio, octets, received);
            case REGISTRATION -> registration(radio, octets, received);
            case TEXT -> text(radio, octets, received);
        }
    }

    /// The low 24 bits of an address of the radios' network.
    private OptionalInt radioId(InetAddress address) {
        if (!(address instanceof Inet4Address)) {
            return OptionalInt.empty();
        }
        RadioAddress radio = RadioAddress.get(ByteBuffer.wrap(address.getAddress()));
        return radio.network() == settings.network()
                ? OptionalInt.of(radio.id())
                : OptionalInt.empty();
    }

    private void registration(Radio radio, byte[] octets, Received received) {
        switch (ArsMessage.decode(octets)) {
            case Decoded.Rejected<ArsMessage>(var reason, _) -> counters.rejected(reason);
            case Decoded.Message<ArsMessage>(ArsMessage message) ->
                    presence.message(radio, message, received);
        }
    }

    private void text(Radio radio, byte[] octets, Received received) {
        switch (TmsMessage.decode(octets)) {
            case Decoded.Rejected<TmsMessage>(var reason, _) -> counters.rejected(reason);
            case Decoded.Message<TmsMessage>(TmsMessage message) -> {
                presence.heard(radio, received);
                texts.message(radio, message, received);
            }
        }
    }

    private void location(Radio radio, byte[] octets, Received received) {
        switch (LrrpDocument.decode(octets)) {
            case Decoded.Rejected<LrrpDocument>(var reason, _) -> counters.rejected(reason);
            case Decoded.Message<LrrpDocument>(LrrpDocument document) -> {
                presence.heard(radio, received);
                places.document(radio, document, received);
            }
        }
    }

    /// Sends to a radio that was heard, back to where it sent from.
    void answer(TrboPort port, Radio radio, byte[] octets) {
        if (settings.maySend()) {
            var _ = out.send(port.socket(), radio.at(), octets);
        }
    }

    /// Sends to a radio or group by its id: where the radio was heard on this service, else to its
    /// usual port.
    void send(TrboPort port, boolean group, int id, byte[] octets) {
        InetSocketAddress heard = group ? null : heardAt.get(new Door(id, port));
        if (settings.maySend() && heard != null) {
            var _ = out.send(port.socket(), heard, octets);
        } else if (settings.maySend()) {
            byte[] address = new byte[RadioAddress.LENGTH_BYTES];
            int network = group ? settings.groupNetwork() : settings.network();
            new RadioAddress(network, id).put(ByteBuffer.wrap(address));
            var _ =
                    out.send(
                            port.socket(),
                            new InetSocketAddress(literal(address), port.number()),
                            octets);
        }
    }

    private static InetAddress literal(byte[] address) {
        try {
            return InetAddress.getByAddress(address);
        } catch (java.net.UnknownHostException e) {
            throw new IllegalStateException("four octets are an address", e);
        }
    }

    /// Tells the booth.
    boolean report(
            int radioId,
            OptionalInt target,
            boolean group,
            RadioEvent event,
            Received now,
            UnaryOperator<DispatchReport> more) {
        RadioReport report =
                new RadioReport(RadioSystem.MOTOROLA, radioId, target, group, 0, SIGNS, event);
        return out.report(more.apply(DispatchReport.of(report, now)));
    }

    @Override
    public void order(OutgoingText text, Received now) {
        texts.order(text, now);
    }

    /// Datagrams need no connection.
    @Override
    public boolean connected() {
        return true;
    }

    @Override
    public void duty(Received now) {
        presence.duty(now);
        places.duty(now);
        texts.duty(now);
    }

    @Override
    public void stop(Received now) {
        places.stop();
        texts.stop(now);
    }
}
