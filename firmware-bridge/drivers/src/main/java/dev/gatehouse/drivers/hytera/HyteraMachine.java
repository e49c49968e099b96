package dev.gatehouse.drivers.hytera;

import dev.gatehouse.drivers.TokenBucket;
import dev.gatehouse.drivers.dispatch.DispatchCounter;
import dev.gatehouse.drivers.dispatch.DispatchCounters;
import dev.gatehouse.drivers.dispatch.DispatchMachine;
import dev.gatehouse.drivers.dispatch.DispatchOut;
import dev.gatehouse.drivers.radio.OutgoingText;
import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.hytera.HdapFrame;
import dev.gatehouse.protocols.hytera.HstrpAction;
import dev.gatehouse.protocols.hytera.HstrpOption;
import dev.gatehouse.protocols.hytera.HstrpPacket;
import dev.gatehouse.protocols.hytera.HstrpSession;
import dev.gatehouse.protocols.hytera.Lp;
import dev.gatehouse.protocols.hytera.Rcp;
import dev.gatehouse.protocols.hytera.RcpCallType;
import dev.gatehouse.protocols.observation.Received;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The connections to all configured repeaters: one session for each of them and each port, and
/// limits on what a repeater may say. What the sessions deliver goes to [HyteraServices]. Owned by
/// the system's thread.
final class HyteraMachine implements DispatchMachine {

    /// Datagrams of one repeater a second that are looked at, at most.
    private static final int DATAGRAMS_PER_SECOND = 5_000;

    /// One connection.
    final class Line {
        private final InetAddress repeater;
        private final long repeaterId;
        private final HyteraPort port;
        private final HstrpSession session;
        private InetSocketAddress peer;

        private Line(InetAddress repeater, long repeaterId, HyteraPort port) {
            this.repeater = repeater;
            this.repeaterId = repeaterId;
            this.port = port;
            this.peer = new InetSocketAddress(repeater, port.number());
            this.session =
                    new HstrpSession(
                            HstrpSession.Settings.USUAL,
                            settings.connects(),
                            options(repeaterId, port));
        }

        HyteraPort port() {
            return port;
        }

        InetAddress repeater() {
            return repeater;
        }

        boolean up() {
            return session.state() == HstrpSession.State.UP;
        }

        /// Sends an HDAP message with options of our own.
        void send(long tag, HdapFrame frame, Received now) {
            send(tag, options(repeaterId, port), frame, now);
        }

        /// Sends an HDAP message.
        ///
        /// @param options of the request that it answers
        void send(long tag, List<HstrpOption> options, HdapFrame frame, Received now) {
            run(
                    this,
                    session.send(tag, options, Octets.of(frame.encode()), ms(now)),
                    Optional.empty(),
                    now);
        }
    }

    private static final class Limits {
        private final TokenBucket datagrams =
                TokenBucket.perSecond(DATAGRAMS_PER_SECOND, DATAGRAMS_PER_SECOND);
        private final TokenBucket messages;

        Limits(int messagesPerSecond) {
            messages = TokenBucket.perSecond(messagesPerSecond, 2 * messagesPerSecond);
        }
    }

    private final HyteraSettings settings;
    private final DispatchOut out;
    private final DispatchCounters counters;
    private final HyteraServices services;
    private final Optional<BurstSink> bursts;
    private final Optional<IpscMaster> master;
    private final Map<InetAddress, Map<HyteraPort, Line>> lines = new HashMap<>();
    private final Map<InetAddress, Limits> limits = new HashMap<>();

    HyteraMachine(
            HyteraSettings settings,
            DispatchOut out,
            DispatchCounters counters,
            Optional<BurstSink> bursts) {
        this.settings = settings;
        this.out = out;
        this.counters = counters;
        this.services = new HyteraServices(settings, out, counters, this::textLine);
        this.bursts = bursts;
        this.master = bursts.map(sink -> new IpscMaster(out, counters, sink));
        settings.repeaters()
                .forEach((repeater, id) -> {
                    Map<HyteraPort, Line> ports = new EnumMap<>(HyteraPort.class);
                    for (HyteraPort port : HyteraPort.ALL) {
                        if (port.session()) {
                            ports.put(port, new Line(repeater, id, port));
                        }
                    }
                    lines.put(repeater, ports);
                    limits.put(repeater, new Limits(settings.messagesPerSecond()));
                });
    }

    private static List<HstrpOption> options(long repeaterId, HyteraPort port) {
        return HstrpOption.of(repeaterId, port.slot());
    }

    private static long ms(Received now) {
        return TimeUnit.NANOSECONDS.toMillis(now.nanos());
    }

    @Override
    public void datagram(int socket, InetSocketAddress source, byte[] octets, Received received) {
        Limits limit = limits.get(source.getAddress());
        if (limit == null) {
            counters.add(DispatchCounter.UNKNOWN_PEER);
            return;
        }
        if (!limit.datagrams.take(received.nanos())) {
            counters.add(DispatchCounter.RATE_LIMITED);
            return;
        }
        HyteraPort port = HyteraPort.ALL.get(socket);
        if (!port.session()) {
            master.ifPresentOrElse(
                    one -> one.datagram(socket, source, octets, received),
                    () -> counters.add(DispatchCounter.UNKNOWN_MESSAGES));
            return;
        }
        Line line = lines.getOrDefault(source.getAddress(), Map.of()).get(port);
        if (line == null) {
            counters.add(DispatchCounter.UNKNOWN_PEER);
            return;
        }
        switch (HstrpPacket.decode(octets)) {
            case Decoded.Rejected<HstrpPacket>(var reason, _) -> counters.rejected(reason);
            case Decoded.Message<HstrpPacket>(HstrpPacket packet) ->
                    packet(line, limit, source, packet, received);
        }
    }

    private void packet(
            Line line,
            Limits limit,
            InetSocketAddress source,
            HstrpPacket packet,
            Received received) {
        Optional<Decoded<HdapFrame>> content = Optional.empty();
        if (!packet.payload().isEmpty()) {
            byte[] octets = packet.payload().toArray();
            content = Optional.of(HdapFrame.decode(octets));
            // not acknowledged either: what was damaged on its way is sent again
            if (!HdapFrame.intact(octets)
                    && content.get() instanceof Decoded.Rejected<HdapFrame>(var reason, _)) {
                counters.rejected(reason);
                return;
            }
            // not acknowledged: the repeater sends it again when there is room
            if (!urgent(content.get()) && !limit.messages.take(received.nanos())) {
                counters.add(DispatchCounter.RATE_LIMITED);
                return;
            }
        }
        line.peer = source;
        run(line, line.session.receive(packet, ms(received)), content, received);
    }

    /// A call for help is never limited away.
    private static boolean urgent(Decoded<HdapFrame> content) {
        if (!(content instanceof Decoded.Message<HdapFrame>(HdapFrame frame))) {
            return false;
        }
        return switch (frame.message()) {
            case Lp.Emergency _, Lp.EmergencyWithData _ -> true;
            case Rcp.StatusReport report -> HyteraCalls.emergency(report);
            case Rcp.RepeaterStatus status ->
                    RcpCallType.of(status.callType()).map(RcpCallType::emergency).orElse(false);
            default -> false;
        };
    }

    private void run(
            Line line,
            List<HstrpAction> actions,
            Optional<Decoded<HdapFrame>> content,
            Received now) {
        for (HstrpAction action : actions) {
            switch (action) {
                case HstrpAction.Send(HstrpPacket packet) -> {
                    var _ = out.send(line.port.socket(), line.peer, packet.encode());
                }
                case HstrpAction.Deliver(HstrpPacket packet) ->
                        content.ifPresent(decoded -> delivered(line, packet, decoded, now));
                case HstrpAction.Acknowledged(long tag) -> services.acknowledged(tag, now);
                case HstrpAction.Failed(long tag, var cause) -> services.failed(tag, cause, now);
                case HstrpAction.Changed(HstrpSession.State state) -> changed(line, state, now);
            }
        }
    }

    private void delivered(
            Line line, HstrpPacket packet, Decoded<HdapFrame> content, Received now) {
        switch (content) {
            case Decoded.Rejected<HdapFrame>(var reason, _) -> counters.rejected(reason);
            case Decoded.Message<HdapFrame>(HdapFrame frame) ->
                    services.message(line, packet, frame.message(), now);
        }
    }

    private void changed(Line line, HstrpSession.State state, Received now) {
        switch (state) {
            case UP -> {
                counters.add(DispatchCounter.LINKS_UP);
                services.up(line, now);
            }
            case DOWN -> {
                counters.add(DispatchCounter.LINKS_LOST);
                services.down(line, now);
            }
            case CONNECTING -> {
                // nothing to tell yet
            }
        }
    }

    /// A line for texts: of the repeater and slot where the radio was heard, else any that is up.
    private Optional<Line> textLine(Optional<Line> heard) {
        Optional<Line> same =
                heard.flatMap(line ->
                        HyteraPort.of(HyteraPort.Service.TEXT, line.port.slot())
                                .map(port -> lines.getOrDefault(line.repeater, Map.of()).get(port))
                                .filter(Line::up));
        return same.isPresent()
                ? same
                : lines.values().stream()
                        .flatMap(ports -> ports.values().stream())
                        .filter(line -> line.port.service() == HyteraPort.Service.TEXT)
                        .filter(Line::up)
                        .findFirst();
    }

    @Override
    public boolean connected() {
        return textLine(Optional.empty()).isPresent();
    }

    @Override
    public void order(OutgoingText text, Received now) {
        services.order(text, now);
    }

    @Override
    public void duty(Received now) {
        for (Map<HyteraPort, Line> ports : lines.values()) {
            for (Line line : ports.values()) {
                run(line, line.session.tick(ms(now)), Optional.empty(), now);
            }
        }
        services.duty(now);
        bursts.ifPresent(sink -> sink.duty(now));
    }

    @Override
    public void stop(Received now) {
        for (Map<HyteraPort, Line> ports : lines.values()) {
            for (Line line : ports.values()) {
                run(line, line.session.close(), Optional.empty(), now);
            }
        }
        services.stop(now);
        bursts.ifPresent(sink -> sink.stop(now));
    }

    @Override
    public Map<String, Long> counters() {
        return bursts.map(BurstSink::counters).orElse(Map.of());
    }
}
