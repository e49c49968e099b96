package dev.gatehouse.protocols.dmr.data;

import dev.gatehouse.protocols.Decoded;
import dev.gatehouse.protocols.Octets;
import dev.gatehouse.protocols.dmr.link.RadioAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Puts the packets of one slot together from headers and blocks. One packet at a time is on the
/// air; confirmed ones with gaps wait for their second try beside it.
///
/// Time is the caller's. Everything it keeps is bounded: one open packet of at most [#MAX_BLOCKS]
/// blocks, [#MAX_WAITING] with gaps, [#MAX_REMEMBERED] finished ones that a repetition is told by.
/// Used by one thread.
public final class PacketAssembler {

    /// Blocks that a header can announce.
    public static final int MAX_BLOCKS = 127;

    /// Packets with gaps that are kept.
    public static final int MAX_WAITING = 8;

    /// Finished confirmed packets that are remembered.
    public static final int MAX_REMEMBERED = 64;

    private final Limits limits;
    private final Map<Key, OpenPacket> waiting = bounded(MAX_WAITING);
    private final Map<Seen, Long> remembered = bounded(MAX_REMEMBERED);
    private Optional<OpenPacket> open = Optional.empty();
    private long orphanBlocks;

    /// How long things are kept.
    ///
    /// @param gapMs silence after which an open packet has ended
    /// @param retryMs how long a packet with gaps waits for its second try
    /// @param duplicateMs how long a finished packet is remembered
    public record Limits(long gapMs, long retryMs, long duplicateMs) {

        /// A lost burst is 60 ms; radios try again within seconds.
        public static final Limits STANDARD = new Limits(600, 10_000, 10_000);

        public Limits {
            if (gapMs <= 0 || retryMs <= 0 || duplicateMs <= 0) {
                throw new IllegalArgumentException("limits: expected positive times");
            }
        }
    }

    /// What tells a packet from another.
    private record Key(RadioAddress source, RadioAddress destination, int sap, int sequence) {
        static Key of(ConfirmedHeader header) {
            Route route = header.route();
            return new Key(route.source(), route.destination(), route.sap(), header.sendSequence());
        }
    }

    private record Seen(RadioAddress source, int sequence, int sum) {}

    public PacketAssembler(Limits limits) {
        this.limits = limits;
    }

    private static <K, V> Map<K, V> bounded(int most) {
        return new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }

    /// Takes a header. What was open before has ended.
    public List<Assembly> header(DataHeader header, int correctedBits, long nowMs) {
        if (header instanceof ProprietaryHeader second
                && open.isPresent()
                && open.get().takes(second)) {
            open.get().proprietary(second, correctedBits, nowMs);
            return finishIfComplete(nowMs);
        }
        List<Assembly> outcomes = new ArrayList<>();
        open.ifPresent(packet -> outcomes.add(end(packet, Assembly.Reason.INTERRUPTED, nowMs)));
        open = Optional.empty();
        if (header instanceof ProprietaryHeader) {
            orphanBlocks++;
            return outcomes;
        }
        open = Optional.of(begin(header, correctedBits, nowMs));
        outcomes.addAll(finishIfComplete(nowMs));
        return outcomes;
    }

    private OpenPacket begin(DataHeader header, int correctedBits, long nowMs) {
        if (header instanceof ConfirmedHeader confirmed && !confirmed.full()) {
            Optional<OpenPacket> before = Optional.ofNullable(waiting.remove(Key.of(confirmed)));
            if (before.isPresent() && nowMs - before.get().lastMs() <= limits.retryMs()) {
                before.get().resume(confirmed, correctedBits, nowMs);
                return before.get();
            }
        }
        return new OpenPacket(header, correctedBits, nowMs);
    }

    /// Takes a block as its burst carried it.
    public List<Assembly> block(Rate rate, Octets block, int correctedBits, long nowMs) {
        if (open.isEmpty()) {
            orphanBlocks++;
            return List.of();
        }
        OpenPacket packet = open.get();
        if (packet.header().confirmed()) {
            switch (ConfirmedBlock.decode(rate, block)) {
                case Decoded.Message<ConfirmedBlock>(ConfirmedBlock one) ->
                        packet.add(rate, one, correctedBits, nowMs);
                case Decoded.Rejected<ConfirmedBlock> _ -> packet.damaged(nowMs);
            }
        } else {
            packet.add(rate, block, correctedBits, nowMs);
        }
        return finishIfComplete(nowMs);
    }

    /// A burst came whose block could not be read.
    public List<Assembly> damagedBlock(long nowMs) {
        if (open.isEmpty()) {
            orphanBlocks++;
            return List.of();
        }
        open.get().damaged(nowMs);
        return finishIfComplete(nowMs);
    }

    /// To be called now and then: ends what has waited too long.
    public List<Assembly> tick(long nowMs) {
        waiting.values().removeIf(packet -> nowMs - packet.lastMs() > limits.retryMs());
        remembered.values().removeIf(atMs -> nowMs - atMs > limits.duplicateMs());
        if (open.isEmpty() || nowMs - open.get().lastMs() <= limits.gapMs()) {
            return List.of();
        }
        Assembly outcome = end(open.get(), Assembly.Reason.LOST_BLOCKS, nowMs);
        open = Optional.empty();
        return List.of(outcome);
    }

    /// Whether blocks are expected.
    public boolean busy() {
        return open.isPresent();
    }

    /// Packets with gaps that wait for their second try, at most [#MAX_WAITING].
    public int waiting() {
        return waiting.size();
    }

    /// Blocks and second headers that belonged to no packet.
    public long orphanBlocks() {
        return orphanBlocks;
    }

    private List<Assembly> finishIfComplete(long nowMs) {
        OpenPacket packet = open.orElseThrow();
        if (!packet.ended()) {
            return List.of();
        }
        open = Optional.empty();
        return List.of(end(packet, Assembly.Reason.LOST_BLOCKS, nowMs));
    }

    private Assembly end(OpenPacket packet, Assembly.Reason ifIncomplete, long nowMs) {
        Decoded<Packet> joined = packet.join();
        if (joined instanceof Decoded.Message<Packet>(Packet whole)) {
            return new Assembly.Received(whole, duplicate(whole, nowMs), acknowledgement(whole));
        }
        if (packet.header() instanceof ConfirmedHeader confirmed
                && packet.problem().isEmpty()
                && !packet.missing().isEmpty()) {
            waiting.put(Key.of(confirmed), packet);
            return new Assembly.Gaps(confirmed, packet.missing(), packet.askAgain(confirmed));
        }
        Assembly.Reason reason =
                packet.problem().orElse(packet.whole() ? Assembly.Reason.BAD_SUM : ifIncomplete);
        Optional<Answer> refusal =
                packet.header() instanceof ConfirmedHeader confirmed
                        ? Optional.of(
                                Answer.of(
                                        ResponseHeader.refusing(
                                                confirmed.route(), confirmed.sendSequence())))
                        : Optional.empty();
        return new Assembly.Failed(packet.header(), reason, refusal);
    }

    private boolean duplicate(Packet packet, long nowMs) {
        if (!packet.header().confirmed()) {
            return false;
        }
        Seen seen = new Seen(packet.route().source(), sequence(packet), packet.sum());
        Optional<Long> before = Optional.ofNullable(remembered.remove(seen));
        remembered.put(seen, nowMs);
        return before.isPresent() && nowMs - before.get() <= limits.duplicateMs();
    }

    private static int sequence(Packet packet) {
        return packet.header() instanceof ConfirmedHeader header ? header.sendSequence() : 0;
    }

    private static Optional<Answer> acknowledgement(Packet packet) {
        if (!packet.header().confirmed()
                || !packet.route().answerRequested()
                || packet.route().group()) {
            return Optional.empty();
        }
        return Optional.of(
                Answer.of(ResponseHeader.acknowledging(packet.route(), sequence(packet))));
    }
}
